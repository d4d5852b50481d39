"""The sweeper: no search on its own, one when there is something, none left behind."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import sweeper
from ui.sweeper import Sweeper


class Knot:
    """Garbage only a search finds."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def sweeping(qapp: QApplication) -> Iterator[Sweeper]:
    found = Sweeper(qapp)
    yield found
    found.stop()
    found.setParent(None)
    assert gc.isenabled()


def knot() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


def test_python_does_not_search_by_itself(sweeping: Sweeper) -> None:
    gone = knot()
    kept = [Knot() for _ in range(2 * sweeper.FEW)]
    assert kept and gone() is not None
    sweeping._look()
    assert gone() is None


def test_few_new_objects_are_not_worth_a_search(sweeping: Sweeper) -> None:
    gc.collect()
    gone = knot()
    sweeping._look()
    assert gone() is not None


def test_everything_is_searched_once_nobody_is_here(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(sweeper, "AWAY", 1)
    sweeping = Sweeper(qapp)
    gone = knot()
    sweeping._turned(Qt.ApplicationState.ApplicationInactive)
    sweeping._turned(Qt.ApplicationState.ApplicationActive)
    assert not sweeping._away.isActive() and gone() is not None
    sweeping._turned(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: gone() is None)
    sweeping.stop()
    sweeping.setParent(None)
