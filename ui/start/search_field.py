"""SearchField: while one types what is sought, the arrows move in the list below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SearchField(QLineEdit):
    """A line that leaves up and down to its list."""

    def __init__(self, below: QWidget, hint: str) -> None:
        super().__init__()
        self._below = below
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVES:
            QCoreApplication.sendEvent(self._below, event)
        else:
            super().keyPressEvent(event)
