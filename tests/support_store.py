"""Support for tests of the store: a workspace over a folder, steps on it, a plain user."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.facts.edits import SetValue
from core.facts.model import Ref, Snapshot
from core.forms.library import Library, packs_folder
from core.storage.database import FILE_NAME
from core.workspace.open_report import OpenReport
from core.workspace.saving import Saving
from core.workspace.workspace import Workspace
from tests.support import PACKS

AMOUNT = Ref("公务接待费", "决算")
PACK = "hunan-taojiang"
NOBODY = 65534


def library() -> Library:
    """The program's packs and those of the tests."""
    return Library(packs_folder(), PACKS)


@contextlib.contextmanager
def workspace_in(folder: Path, looking: bool = False) -> Iterator[Workspace]:
    """Open a folder's workspace; it ends properly."""
    workspace = Workspace(folder, library(), looking=looking)
    try:
        yield workspace
    finally:
        workspace.close()


def step(report: OpenReport, text: str, ref: Ref = AMOUNT) -> Saving:
    """One edit of one amount, and whether it is safe."""
    report.apply(SetValue(ref, text))
    return report.saving


def stored(folder: Path, number: int) -> Snapshot:
    """What somebody who opens the folder now would find."""
    with workspace_in(folder, looking=True) as workspace:
        return workspace.open(number).snapshot


def query(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Look into the database itself."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as link:
        return link.execute(sql).fetchall()


def copied(folder: Path, target: Path) -> Path:
    """A copy of a folder as a crash would leave it: with the log, not closed."""
    shutil.copytree(folder, target)
    return target


@contextlib.contextmanager
def plain_user(*folders: Path) -> Iterator[None]:
    """Root may write everywhere; let rights of files count."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    if not all(path.stat().st_mode & 0o001 for path in Path(__file__).resolve().parents):
        pytest.skip("the program itself stands where only root may enter")
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
