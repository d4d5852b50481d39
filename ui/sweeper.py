"""Sweeper: searches for garbage between two edits and never during one, always in this thread.

Python would search whenever enough objects have been made: in the middle of an edit, or in the
thread that draws pages, where widgets must not be taken apart.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

PAUSE = 700  # ms
FEW = 5_000  # new objects: not worth a search
EVERY = 20  # searches among the new ones, before one among those that stayed
AWAY = 3_000  # ms in another window: nobody waits for this one


class Sweeper(QObject):
    """From now on only this searches."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._searches = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(AWAY)
        self._away.timeout.connect(gc.collect)
        app.applicationStateChanged.connect(self._turned)
        app.aboutToQuit.connect(self.stop)

    def stop(self) -> None:
        """Python searches again by itself."""
        self._timer.stop()
        self._away.stop()
        gc.enable()

    def _look(self) -> None:
        if gc.get_count()[0] < FEW:
            return
        self._searches += 1
        gc.collect(0 if self._searches % EVERY else 1)

    def _turned(self, state: Qt.ApplicationState) -> None:
        """The user has gone to another window, or come back."""
        if state == Qt.ApplicationState.ApplicationInactive:
            self._away.start()
        else:
            self._away.stop()
