"""Room: dialogs as large as their face asks, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog


def give_room(dialog: QDialog, characters: int, lines: int) -> None:
    """Open with room for so many characters and lines; the user may make it smaller or larger."""
    metrics = dialog.fontMetrics()
    wanted = QSize(metrics.horizontalAdvance("国") * characters, metrics.height() * lines)
    dialog.resize(wanted.boundedTo(dialog.screen().availableSize() * 0.9))
