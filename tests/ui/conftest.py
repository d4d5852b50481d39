"""What the tests of the whole window share: a data folder, answers to questions, windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support_shell import Boxes, Make, window
from ui.panels.parts import Lazily


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


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits until the form is painted happens at once: for tests of what it shows."""

    def ask(late: Lazily, what: object = None) -> None:
        late._due = True
        late.now()

    monkeypatch.setattr(Lazily, "ask", ask)
