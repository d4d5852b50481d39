"""Start page tests: lines of reports without a database, windows that take keys and wheel."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.storage.kept import ReportLine


def line(
    id: int = 1,
    unit: str = "某某镇",
    year: int = 2025,
    pack: str = "hunan-taojiang",
    pack_name: str = "桃江县",
    created: str = "2026-03-01T08:00:00",
    changed: str = "2026-03-02T08:00:00",
    counts: tuple[int, int, int] = (-1, -1, -1),
    filled: int = -1,
    required: int = -1,
) -> ReportLine:
    """A report that was never audited, unless counts are given."""
    return ReportLine(id, unit, year, pack, pack_name, created, changed, *counts, filled, required)


def show_active(qtbot: QtBot, window: QWidget) -> None:
    """Show a window and wait until keys reach it; pytest-qt closes it in the end."""
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def turn_wheel(target: QWidget) -> None:
    """One notch of the wheel over a widget."""
    middle = QPointF(target.rect().center())
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    notch = QPoint(0, -120)
    event = QWheelEvent(
        middle, target.mapToGlobal(middle), QPoint(), notch, no_button, no_key, phase, False
    )
    QApplication.sendEvent(target, event)
