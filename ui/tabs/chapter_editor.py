"""Chapter editor: plain text that is handed over quietly while somebody writes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.plain import as_typed, text_of

PAUSE = 800  # ms after the last key: with the saving it stays within a second
LONGEST = 5_000  # ms: also somebody who never pauses is saved


class ChapterEditor(QPlainTextEdit):
    """Its own undo is for the typing; what is handed over can be taken back as steps."""

    ready = Signal()  # the text may be stored now; never while an input method composes
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = ""
        self._composing = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self._offer)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(self.fontMetrics().height() / 2)
        self.textChanged.connect(self._edited)

    @property
    def text(self) -> str:
        """What has been typed, without what is being composed."""
        return text_of(self.document())

    @property
    def changed(self) -> bool:
        return self.text != self._stored

    def show_chapter(self, text: str) -> None:
        """Another chapter: nothing of the one before can be undone into it."""
        self._stored = as_typed(text)
        self.setPlainText(text)
        self._rest()

    def show_stored(self, text: str) -> None:
        """What the report holds now; only what differs is replaced, the cursor stays."""
        own, text = self.text, as_typed(text)
        if text != own and own == self._stored:
            self._stored = text
            self._replace(own, text)
            self.document().clearUndoRedoStacks()
            self._rest()
        self._stored = text

    def mark(self, words: str, nth: int) -> None:
        """Select the how many-th showing of some words, ready to type over them; 0 for none."""
        at, own = -1, self.text
        for _ in range(nth):
            at = own.find(words, at + 1)
        if at < 0:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(own[:at]))
        cursor.setPosition(_units(own[: at + len(words)]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus()

    def take(self) -> None:
        """The text is stored now."""
        self._rest()
        self._stored = self.text

    def _replace(self, own: str, text: str) -> None:
        start = _alike(own, text)
        end = _alike(own[start:][::-1], text[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(own[:start]))
        cursor.setPosition(_units(own[: len(own) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()

    # ------------------------------------------------ typing

    def _edited(self) -> None:
        if self.changed:
            self._wait()
        self.edited.emit()

    def _wait(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _offer(self) -> None:
        if self._composing:
            self._wait()
        elif self.changed:
            self.ready.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._offer()


def _alike(one: str, other: str) -> int:
    """How many characters two texts share from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _units(text: str) -> int:
    """Its length as Qt counts it: rarer characters count twice."""
    return len(text) + sum(character > "\uffff" for character in text)
