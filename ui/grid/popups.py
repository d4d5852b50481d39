"""Popups: what helps while a cell is edited: a list of words to pick, a calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QFrame, QListWidget, QVBoxLayout, QWidget

MOST_LINES = 8


def place_below(popup: QWidget, anchor: QWidget) -> None:
    """Under the anchor, or above it where there is no room below; inside the window."""
    window = anchor.window()
    area = window.rect()
    corner = window.mapFromGlobal(anchor.mapToGlobal(QPoint(0, anchor.height())))
    box = QRect(corner, popup.size())
    if box.bottom() > area.bottom():
        box.moveBottom(max(box.height() - 1, corner.y() - anchor.height() - 1))
    box.moveLeft(max(0, min(box.left(), area.right() - box.width())))
    popup.move(box.topLeft())
    popup.raise_()
    popup.show()


class ChoiceList(QListWidget):
    """The words of a choice. It never takes the keyboard: the editor steers it."""

    picked = Signal(str)

    def __init__(self, words: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addItems(list(words))
        self.itemClicked.connect(lambda item: self.picked.emit(item.text()))
        self.hide()

    def open_at(self, anchor: QWidget, text: str) -> None:
        """Show the words; the one that stands in the editor is chosen."""
        lines = min(self.count(), MOST_LINES)
        high = self.sizeHintForRow(0) * lines + 2 * self.frameWidth()
        self.resize(max(anchor.width(), self.sizeHintForColumn(0) + 24), high)
        self.follow(text)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        place_below(self, anchor)

    def follow(self, text: str) -> None:
        """Choose the first word that begins with what was typed."""
        found = self.findItems(text, Qt.MatchFlag.MatchStartsWith) if text else []
        self.setCurrentRow(self.row(found[0]) if found else -1)

    def step(self, by: int) -> None:
        """Choose the next or previous word."""
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def take(self) -> bool:
        """Pick the chosen word; False when none is chosen."""
        item = self.currentItem()
        if self.currentRow() < 0 or item is None:
            return False
        self.picked.emit(item.text())
        return True


class Calendar(QFrame):
    """A calendar for a date cell. It takes the keyboard while it is open."""

    picked = Signal(object)  # datetime.date
    left = Signal()  # with Esc

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._days = QCalendarWidget(self)
        self._days.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self._days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self._days)
        self.setFocusProxy(self._days)
        self._days.clicked.connect(self._pick)
        self._days.activated.connect(self._pick)
        away = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.left)
        self.hide()

    def _pick(self, day: QDate) -> None:
        if self.isVisible():  # a click that is also a double click picks once
            self.picked.emit(day.toPython())

    def open_at(self, anchor: QWidget, day: dt.date | None) -> None:
        """Show the month of a day (datetime.date), or this month."""
        self._days.setSelectedDate(
            QDate(day.year, day.month, day.day) if day is not None else QDate.currentDate()
        )
        self.resize(self.sizeHint())
        place_below(self, anchor)
        self._days.setFocus(Qt.FocusReason.PopupFocusReason)
