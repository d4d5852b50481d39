"""Editors outside the forms: a line and a list of choices that commit when they are left."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

PAUSE = 150  # ms after the last key before a text is tried
LONGEST = 2**31 - 1  # Qt would cut a text off after 32,767 characters
NOTHING = "（空）"


class LineEditor(QLineEdit):
    """One line. It is committed when it is left, Esc brings back what was there."""

    paused = Signal(str)  # a moment after the last key, never while an input method composes
    left = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self._stored = ""
        self._composing = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._pause)
        self.textEdited.connect(lambda: self._timer.start())

    @property
    def changed(self) -> bool:
        return self.text() != self._stored

    def show_stored(self, text: str) -> None:
        """What the report holds now; a text that is being typed is left alone."""
        if not self.changed and text != self.text():
            self._put(text)
        self._stored = text

    def take(self, text: str) -> None:
        """What was typed is committed so: from here on undoing is the report's business."""
        self._timer.stop()
        self._put(text)

    def allow(self, writing: bool) -> None:
        """May it be changed? It can be read and copied either way."""
        self.setReadOnly(not writing)

    def _put(self, text: str) -> None:
        place = self.cursorPosition()
        self.setText(text)  # also forgets the line's own undo history
        self.setCursorPosition(min(place, len(text)))
        self._stored = text

    def _pause(self) -> None:
        if self._composing:
            self._timer.start()
        else:
            self.paused.emit(self.text())

    # ------------------------------------------------ Qt

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """With nothing typed Ctrl+Z is the window's: it takes back the last step."""
        if event.type() is QEvent.Type.ShortcutOverride and not self.changed:
            key = cast(QKeyEvent, event)
            standard = QKeySequence.StandardKey
            if key.matches(standard.Undo) or key.matches(standard.Redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape and self.changed:
            self._timer.stop()
            self._put(self._stored)
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceEditor(QComboBox):
    """A list to choose from; the wheel scrolls the page, it never changes the choice."""

    picked = Signal(str)

    def __init__(
        self, choices: tuple[str, ...], optional: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choices = choices
        self._optional = optional
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))
        self.show_stored("")

    def show_stored(self, text: str) -> None:
        """What the report holds now, also when it is none of the choices."""
        if self.count() and text == self.currentData():
            return
        with QSignalBlocker(self):
            self.clear()
            if self._optional or not text:
                self.addItem(NOTHING, "")
            for choice in dict.fromkeys((*self._choices, *((text,) if text else ()))):
                self.addItem(choice, choice)
            self.setCurrentIndex(self.findData(text))

    def allow(self, writing: bool) -> None:
        """May another one be chosen?"""
        self.setEnabled(writing)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
