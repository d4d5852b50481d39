"""CellEditor: the text of a cell while it is typed: keys, compositions, lists, calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QIcon,
    QKeyEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton, QWidget

from ui import look
from ui.grid.keys import is_history
from ui.grid.popups import Calendar, ChoiceList
from ui.plain import text_of

DRAFT_AFTER = 150  # ms after the last key
FRAME = 2
STYLE = f"""
QPlainTextEdit {{ border: {FRAME}px solid {look.ACCENT.name()}; background: {look.PAPER.name()};
    color: {look.INK.name()}; }}
"""


class Leave(Enum):
    """How an editor is left."""

    STAY = "留在原处"
    DOWN = "下"
    UP = "上"
    NEXT = "下一格"
    BACK = "上一格"
    DROP = "放弃"


@dataclass(frozen=True, slots=True)
class Start:
    """What an editor opens with."""

    text: str
    replace: bool = False  # typing replaces: it opens empty
    words: tuple[str, ...] = ()
    is_date: bool = False
    day: dt.date | None = None


class CellEditor(QPlainTextEdit):
    """Several lines of plain text. Alt+Enter breaks the line, Enter and Tab leave, Esc drops."""

    left = Signal(object)  # Leave
    tried = Signal(str)  # the text a moment after the last key, never a composition
    grown = Signal()

    def __init__(self, start: Start, font: QFont, align: Qt.AlignmentFlag, parent: QWidget) -> None:
        super().__init__(parent)
        self._start = start
        self._last = ""  # the text without a composition, as far as it is known
        self.touched = False  # a change of the user's, not a mere composition
        self.filled = False
        self._list: ChoiceList | None = None
        self._calendar: Calendar | None = None
        self.setStyleSheet(STYLE)
        self.setFont(font)
        self.document().setDocumentMargin(0)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER)
        self._timer.timeout.connect(self._try)
        self._button = self._make_button() if start.words or start.is_date else None
        self.textChanged.connect(self._changed)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    # ------------------------------------------------ text

    def fill(self) -> None:
        """Put the first text in, once; the cursor stands at its end."""
        if self.filled:
            return
        self.filled = True
        self._last = "" if self._start.replace else self._start.text
        self.setPlainText(self._last)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.document().clearUndoRedoStacks()

    @property
    def text(self) -> str:
        """What has been typed, without what is being composed."""
        return text_of(self.document())

    @property
    def composing(self) -> bool:
        """Is an input method at work?"""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def put(self, text: str) -> None:
        """Replace the whole text, as the user's own change."""
        self.selectAll()
        self.insertPlainText(text)

    def _changed(self) -> None:
        self.grown.emit()
        if not self.filled or self.text == self._last:
            return
        self._last = self.text
        self.touched = True
        self._timer.start()
        if self._list is not None and self._list.isVisible():
            self._list.follow(self.text)

    def _try(self) -> None:
        if self.composing:
            self._timer.start()
        else:
            self.tried.emit(self.text)

    def stop(self) -> None:
        """The text is being committed: no more drafts of it."""
        self._timer.stop()
        self.close_popup()

    # ------------------------------------------------ size

    def lines_height(self) -> int:
        """The height its lines take (pixels)."""
        lines = max(1, round(self.document().size().height()))
        return round(lines * self.fontMetrics().lineSpacing() + 0.5)

    def set_room(self, across: int, above: int) -> None:
        """Free room round the text, so that it stands where it stood in the cell."""
        right = across + (self._button.sizeHint().width() if self._button else 0)
        self.setViewportMargins(max(0, across - FRAME), max(0, above - FRAME), right, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._button is not None:
            size = self._button.sizeHint()
            height = min(size.height(), self.height() - 2 * FRAME)
            self._button.setGeometry(
                self.width() - size.width() - FRAME,
                (self.height() - height) // 2,
                size.width(),
                height,
            )
        self.grown.emit()

    # ------------------------------------------------ lists and calendars

    def _make_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        if self._start.is_date:
            button.setIcon(_calendar_icon(self.fontMetrics().height()))
            button.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        else:
            button.setArrowType(Qt.ArrowType.DownArrow)
        button.setToolTip("选日期（Alt+↓）" if self._start.is_date else "选一项（Alt+↓）")
        button.clicked.connect(self.open_popup)
        return button

    def open_popup(self) -> None:
        """The list or the calendar, or nothing for other kinds."""
        if self._start.words:
            if self._list is None:
                self._list = ChoiceList(self._start.words, self.window())
                self._list.picked.connect(self._take_word)
                self.destroyed.connect(self._list.deleteLater)
            self._list.open_at(self, self.text)
        elif self._start.is_date:
            if self._calendar is None:
                self._calendar = Calendar(self.window())
                self._calendar.picked.connect(self._take_day)
                self._calendar.left.connect(self.close_popup)
                self.destroyed.connect(self._calendar.deleteLater)
            self._calendar.open_at(self, self._start.day)

    def close_popup(self) -> bool:
        """Hide it; the keyboard comes back here. False when none was open."""
        popup = self._list or self._calendar
        if popup is None or not popup.isVisible():
            return False
        mine = self.holds_focus()
        if mine:
            self.setFocus(Qt.FocusReason.PopupFocusReason)
        popup.hide()
        return True

    def _take_word(self, word: str) -> None:
        self.put(word)
        self.left.emit(Leave.STAY)

    def _take_day(self, day: dt.date) -> None:
        self.put(f"{day.year}年{day.month}月{day.day}日")
        self.close_popup()

    # ------------------------------------------------ keys and focus

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the report's own steps, not the editor's."""
        asked = event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and is_history(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_history(event):
            event.ignore()
        elif self._steer_list(event):
            return
        else:
            leave = self._leaving(event)
            if leave is not None:
                self.left.emit(leave)
            elif _is_line_break(event):
                self.insertPlainText("\n")
            elif (
                event.key() == Qt.Key.Key_Down
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            ):
                self.open_popup()
            else:
                super().keyPressEvent(event)

    def _steer_list(self, event: QKeyEvent) -> bool:
        if self._list is None or not self._list.isVisible():
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self._list.step(1)
            case Qt.Key.Key_Up:
                self._list.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return self._list.take()
            case Qt.Key.Key_Escape:
                self.close_popup()
            case _:
                return False
        return True

    def _leaving(self, event: QKeyEvent) -> Leave | None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = plain == Qt.KeyboardModifier.ShiftModifier
        if plain and not shift:
            return None
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return Leave.UP if shift else Leave.DOWN
            case Qt.Key.Key_Backtab:
                return Leave.BACK
            case Qt.Key.Key_Tab:
                return Leave.BACK if shift else Leave.NEXT
            case Qt.Key.Key_Escape:
                return Leave.DROP
            case Qt.Key.Key_Up | Qt.Key.Key_Down if not shift and self._one_line_typed():
                return Leave.UP if event.key() == Qt.Key.Key_Up else Leave.DOWN
        return None

    def _one_line_typed(self) -> bool:
        """As in Excel: after typing over a cell, the arrows go on to the next one."""
        return self._start.replace and round(self.document().size().height()) <= 1

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A text longer than the editor scrolls; else the form does."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def holds_focus(self) -> bool:
        """Is the keyboard here or in what it has opened?"""
        now = QApplication.focusWidget()
        popup = self._list or self._calendar
        return now is self or (popup is not None and now is not None and popup.isAncestorOf(now))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Whatever takes the keyboard from the editor and its calendar ends the editing."""
        mine = [self, *([self._calendar] if self._calendar else [])]
        inside = [
            any(m is w or (w is not None and m.isAncestorOf(w)) for m in mine) for w in (old, new)
        ]
        if inside[0] and not inside[1]:
            self.left.emit(Leave.STAY)


def _is_line_break(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def _calendar_icon(side: int) -> QIcon:
    """A leaf of a calendar."""
    picture = QPixmap(side * 2, side * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(look.QUIET)
    leaf = QRect(2, 3, side - 5, side - 6)
    painter.drawRect(leaf)
    painter.fillRect(leaf.left(), leaf.top(), leaf.width() + 1, max(3, side // 5), look.ACCENT)
    for row in range(2):
        for col in range(3):
            x = leaf.left() + 2 + col * leaf.width() // 3
            y = leaf.top() + side // 3 + row * side // 4
            painter.fillRect(x, y, 2, 2, look.QUIET)
    painter.end()
    return QIcon(picture)
