"""What the tests of the whole window share: a data folder, answers to questions, windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support_shell import Boxes, Make, window


@pytest.fixture
def answers() -> Boxes:
    return Boxes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def make(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch, answers: Boxes
) -> Iterator[Make]:
    with window(qtbot, folder, monkeypatch, answers) as shells:
        yield shells
