"""The sweeper: no search on its own, one when there is something, none left behind."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

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
    sweeping._everything(Qt.ApplicationState.ApplicationActive)
    assert gone() is not None
    sweeping._everything(Qt.ApplicationState.ApplicationInactive)
    assert gone() is None
