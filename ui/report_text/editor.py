"""Chapter editor: plain text with figures that follow their facts, handed over quietly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from core.facts.model import Bound
from core.workspace.chapter_figures import (
    Figures,
    difference,
    in_text,
    relocated,
    span_after,
    swaps,
)
from core.workspace.chapter_tables import TAB, cell_from
from ui.plain import as_typed, text_of
from ui.report_text.following import Following
from ui.report_text.marks import (
    Places,
    Selection,
    Spot,
    as_one_edit,
    characters_before,
    cursor_over,
    figure_marks,
    finding_marks,
    sought_marks,
)

PAUSE = 800  # ms after the last key: with the saving it stays within a second
LONGEST = 5_000  # ms: also somebody who never pauses is saved
CELLS = 4, 16  # characters from one tab stop to the next, at least and at most


class ChapterEditor(QPlainTextEdit):
    """Its own undo is for the typing; what is handed over can be taken back as steps."""

    ready = Signal()  # the text may be stored now; never while an input method composes
    edited = Signal()
    wanted = Signal(object)  # Bound: go to where this figure comes from

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.describe: Callable[[Bound], str] = lambda bound: ""  # what its tip says
        self._follows = Following()
        self._stored: tuple[str, Figures] = ("", ())
        self._late: tuple[str, Figures] | None = None  # what to show once nothing is composed
        self._composing = self._showing = False
        self._spots: Sequence[Spot] = ()
        self._sought: tuple[int, int] | None = None
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
    def figures(self) -> Figures:
        """The figures in it that follow their facts."""
        return self._follows.figures

    @property
    def selected(self) -> tuple[int, int]:
        """What is selected, by its place in the text."""
        cursor = self.textCursor()
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        start, end = (characters_before(self.text, end) for end in ends)
        return start, end

    @property
    def changed(self) -> bool:
        return (self.text, self._follows.figures) != self._stored

    # ------------------------------------------------ showing what is stored

    def show_chapter(self, text: str, figures: Figures = ()) -> None:
        """Another chapter: nothing of the one before can be undone into it."""
        self._stored = self._as_shown(text, figures)
        self._late = self._sought = None
        self._spots = ()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        self._now(self._stored[1])
        self._rest()

    def show_stored(self, text: str, figures: Figures = ()) -> None:
        """What the report holds now; only what differs is replaced, cursor and view stay."""
        shown = self._as_shown(text, figures)
        if self._composing:
            self._late = shown
            return
        own = (self.text, self._follows.figures)
        if shown != own and own == self._stored:
            self._replace(*own, *shown)
            self._rest()
        self._stored = shown

    def take(self) -> tuple[str, Figures]:
        """The text is being stored; what was stored before is given back when that fails."""
        self._rest()
        before, self._stored = self._stored, (self.text, self._follows.figures)
        return before

    def give_back(self, before: tuple[str, Figures]) -> None:
        """It could not be stored: what is here still differs from this."""
        self._stored = before

    @staticmethod
    def _as_shown(text: str, figures: Figures) -> tuple[str, Figures]:
        return as_typed(text), in_text(figures, text)

    def _replace(self, own: str, figures: Figures, text: str, others: Figures) -> None:
        made = swaps(own, figures, text, others)
        if made:
            cursor, bar = self.textCursor(), self.verticalScrollBar()
            old, new = Places(own), Places(text)
            ends = [
                new.units(relocated(characters_before(own, end), made))
                for end in (cursor.anchor(), cursor.position())
            ]
            top = bar.value()
            self._showing = True
            with as_one_edit(self.document()):
                for swap in reversed(made):
                    cursor_over(self.document(), old, swap.start, swap.end).insertText(swap.words)
            cursor.setPosition(ends[0])
            cursor.setPosition(ends[1], QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            bar.setValue(top)
            self.document().clearUndoRedoStacks()
            self._showing = False
        self._now(others)

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def forget_typing(self) -> None:
        """Nothing typed here so far can be taken back here any more."""
        if not self._composing:
            self.document().clearUndoRedoStacks()
            self._now(self._follows.figures)

    # ------------------------------------------------ marks

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """The words of what is stored that have findings."""
        if (self.text, self._follows.figures) == self._stored:
            self._spots = spots
            self._mark()

    def mark_words(self, start: int, end: int) -> None:
        """Lead somebody to some words: they are marked and selected."""
        self._sought = (start, end)
        self._mark()
        self.setTextCursor(cursor_over(self.document(), Places(self.text), start, end))
        self.centerCursor()

    def select(self, start: int, end: int) -> None:
        """Select characters and bring them into view."""
        self.setTextCursor(cursor_over(self.document(), Places(self.text), start, end))

    def _now(self, figures: Figures) -> None:
        """These figures of the text follow their facts from now on."""
        document = self.document()
        newest = not document.isRedoAvailable()
        self._follows.now(self.text, figures, document.availableUndoSteps(), newest)
        self._mark()

    def _mark(self) -> None:
        document, text = self.document(), self._follows.text
        places = Places(text)
        showing, self._showing = self._showing, True
        with as_one_edit(document):
            found: list[Selection] = figure_marks(document, places, self._follows.figures)
            found += finding_marks(document, places, self._spots)
            if self._sought is not None:
                found += sought_marks(document, places, *self._sought)
        self._showing = showing
        self.setExtraSelections(found)
        if TAB in text:
            self.setTabStopDistance(self._widest_cell())

    def _widest_cell(self) -> int:
        """The columns of a table stand under each other, while their cells are not too long."""
        wide = self.fontMetrics().horizontalAdvance
        lines = (line for line in self._follows.text.split("\n") if TAB in line)
        widest = max(wide(cell) for line in lines for cell in line.split(TAB)[:-1])
        least, most = (wide("国") * count for count in CELLS)
        return max(least, min(most, widest + wide("国")))

    def figure_at(self, position: int) -> Bound | None:
        """The figure at a place as Qt counts it."""
        at = characters_before(self._follows.text, position)
        return next((one for one in self._follows.figures if one.start <= at <= one.end), None)

    # ------------------------------------------------ typing

    def insert_figure(self, words: str, figure: Bound) -> None:
        """Put a figure that follows its fact where the cursor is."""
        cursor = self.textCursor()
        cursor.insertText(words)
        end = characters_before(self.text, cursor.position())
        new = figure._replace(start=end - len(as_typed(words)), end=end)
        self._now(tuple(sorted((*self._follows.figures, new))))
        self.edited.emit()

    def insert_lines(self, lines: str) -> None:
        """Put whole lines below the one the cursor is in; the first cell of them is next."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().text():
            cursor.insertText("\n")
        start = cursor.position()
        cursor.insertText(lines)
        if not cursor.atEnd():
            cursor.insertText("\n")
        cursor.endEditBlock()
        cursor.setPosition(start)
        self.setTextCursor(cursor)

    def unbind(self, figure: Bound) -> None:
        """The figure stays as it reads, whatever becomes of its fact."""
        self._now(tuple(one for one in self._follows.figures if one != figure))
        self._wait()

    def _edited(self) -> None:
        if self._showing:
            return
        text = self.text
        if text != self._follows.text:
            cursor = characters_before(text, self.textCursor().position())
            self._move_marks(text, cursor)
            self._now(self._follows.after(text, self.document().availableUndoSteps(), cursor))
        if self.changed:
            self._wait()
        self.edited.emit()

    def _move_marks(self, text: str, cursor: int) -> None:
        """Words with findings that were typed into are as good as new."""
        changed = difference(self._follows.text, text, cursor)
        carried = ((spot, span_after(spot.start, spot.end, changed)) for spot in self._spots)
        self._spots = [spot._replace(start=at[0], end=at[1]) for spot, at in carried if at]
        self._sought = None

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
        if not self._composing and self._late is not None:
            late, self._late = self._late, None
            self.show_stored(*late)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text only, as typed: what follows its fact is the figure, not its copy."""
        start, end = self.selected
        for (
            figure
        ) in self._follows.figures:  # also when what is pasted over it happens to be the same
            if figure.start < end and start < figure.end:
                self.unbind(figure)
        self.textCursor().insertText(source.text())
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._offer()

    # ------------------------------------------------ keys, mouse, tips

    def focusNextPrevChild(self, forth: bool) -> bool:
        """In a table Tab goes from cell to cell, as in other programs; elsewhere it goes on."""
        return self._to_cell(1 if forth else -1) or super().focusNextPrevChild(forth)

    def _to_cell(self, step: int) -> bool:
        if self.isReadOnly():
            return False
        found = cell_from(
            self._follows.text, characters_before(self._follows.text, self._place()), step
        )
        if found is not None:
            self.select(*found)
        return found is not None

    def _place(self) -> int:
        return self.textCursor().position()

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            redo = event.matches(QKeySequence.StandardKey.Redo)
            own = self.document().isUndoAvailable() if undo else self.document().isRedoAvailable()
            if (undo or redo) and not own:
                event.ignore()  # nothing typed here to take back: the window's own steps are next
                return False
        if kind is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.cursorForPosition(self.viewport().mapFromParent(event.pos()))
            QToolTip.showText(event.globalPos(), self.tip_at(place.position()), self)
            return True
        return super().event(event)

    def tip_at(self, position: int) -> str:
        """What there is to say about the words at a place."""
        at = characters_before(self._follows.text, position)
        told = [
            f"{spot.severity.value}：{spot.message}"
            for spot in reversed(self._spots)
            if spot.start <= at <= spot.end
        ]
        figure = self.figure_at(position)
        return "\n".join([*told, *([self.describe(figure)] if figure is not None else [])])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        figure = self.figure_at(self.cursorForPosition(event.position().toPoint()).position())
        if figure is not None and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.wanted.emit(figure)
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        place = self._place()
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            place = self.cursorForPosition(event.pos()).position()
        figure = self.figure_at(place)
        if figure is not None:
            first = menu.actions()[0]
            go, stay = menu.addAction("转到数据"), menu.addAction("不再跟着数据走")
            stay.setEnabled(not self.isReadOnly())
            go.triggered.connect(lambda: self.wanted.emit(figure))
            stay.triggered.connect(lambda: self.unbind(figure))
            menu.insertActions(first, [go, stay])
            menu.insertSeparator(first)
        menu.exec(event.globalPos())
        menu.deleteLater()
