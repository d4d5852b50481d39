"""Still: a choice that the mouse wheel never changes; it scrolls what lies around it instead."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class StillCombo(QComboBox):
    """A combo box for lists one may scroll past."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class StillSpin(QSpinBox):
    """A small count, never money."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
