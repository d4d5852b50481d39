"""When the program dies, or must end: what was typed is there again at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.forms.library import Library
from core.logbook import FILE_NAME as LOG
from core.paths import resources
from core.storage.database import FILE_NAME
from core.storage.datafile import load
from core.storage.kept import Recovered
from tests.support_child import SECRET, STORED, TYPED
from tests.support_shell import HEADS, Boxes, Driver, Make, kept

ROOT = resources().parent


def program(kind: str, folder: Path) -> subprocess.Popen[str]:
    """The window in another process."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support_child", kind, str(folder)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def killed(folder: Path) -> None:
    """Until a text stands in an open editor; then the power goes."""
    with program("killed", folder) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "ready"
        child.kill()


def ended(kind: str, folder: Path) -> str:
    """Until the program has ended by itself, with its mistake; what it told."""
    with program(kind, folder) as child:
        told, faults = child.communicate(timeout=60)
    assert child.returncode == 1 and "Traceback" not in faults, faults
    return told


def begin(make: Make) -> tuple[Driver, Recovered]:
    """The next start; it tells what has been recovered."""
    desk = make()
    [found] = desk.workspace.recovered
    assert desk.shell.note.isVisible()
    assert found.words in desk.shell.note.words
    return desk, found


@pytest.mark.parametrize("answer", ["填回去", "不要了"])
def test_killed_while_typing(make: Make, folder: Path, answers: Boxes, answer: str) -> None:
    killed(folder)
    desk, found = begin(make)
    assert found.steps == 1 and found.draft == TYPED
    assert "1 步都在" in found.words and "有一格没填完" in found.words
    answers.answers = [answer]
    desk.open(found.report)
    desk.bot.waitUntil(lambda: bool(answers.told))
    [asked] = answers.told
    assert TYPED in asked.text and "编制数" in asked.text
    wanted = TYPED if answer == "填回去" else STORED
    assert desk.raw(HEADS) == wanted and desk.draft(found.report) is None
    assert kept(desk.snapshot) == desk.stored(found.report)
    cell = desk.view.current_cell()
    assert cell is not None and cell.ref == HEADS
    if answer == "填回去":
        desk.session.undo()
    assert desk.raw(HEADS) == STORED
    desk.session.undo()
    assert desk.raw(HEADS) not in (STORED, TYPED)
    desk.shell.go_home()
    desk.open(found.report)
    assert len(answers.told) == 1  # asked once, and never again


def test_a_draft_waits_until_its_report_is_opened(make: Make, folder: Path, answers: Boxes) -> None:
    killed(folder)
    desk, found = begin(make)
    desk.sample("luxian-2023.json")
    desk.shell.close()
    desk = make()
    assert not desk.workspace.recovered and not desk.shell.note.isVisible()
    answers.answers = ["填回去"]
    desk.open(found.report)
    desk.bot.waitUntil(lambda: bool(answers.told))
    assert desk.raw(HEADS) == TYPED


def test_a_mistake_in_the_program_ends_it_with_everything_stored(make: Make, folder: Path) -> None:
    told = ended("fails", folder)
    assert "程序出了意外的错误，要关闭了。" in told and "已经填的都保存了，没有丢失。" in told
    log = (folder / LOG).read_text("utf-8")
    assert str(folder / LOG) in told
    assert "KeyError" in log and "support_child.py" in log
    for typed in (SECRET, STORED, TYPED):
        assert typed not in log
    desk, found = begin(make)
    assert found.steps == 2 and not found.draft
    desk.open(found.report)
    assert desk.raw(HEADS) == TYPED


def test_a_mistake_while_the_disk_is_away_leaves_a_file(make: Make, folder: Path) -> None:
    told = ended("fails without disk", folder)
    [file] = folder.glob("自评通-抢救-*.json")
    assert str(file) in told and "打开数据文件" in told
    assert load(file, Library()).document.snapshot.value(HEADS).raw == TYPED
    for path in folder.glob(f"away-{FILE_NAME}*"):
        path.rename(folder / path.name.removeprefix("away-"))
    desk, found = begin(make)
    assert found.steps == 1
    desk.shell.adopt(file)
    desk.bot.waitUntil(lambda: desk.session.report.audited)
    assert desk.raw(HEADS) == TYPED
