"""Editing: the one open editor of a form: how it starts, its drafts, and its single commit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemDelegate

from core.facts.model import UNIT, Placement
from core.facts.values import Kind
from core.layout.grid import Cell
from core.workspace.choices import choices
from core.workspace.open_report import Sheet
from core.workspace.typing_in import typed
from ui.grid.editor import CellEditor, Leave, Start

if TYPE_CHECKING:
    from ui.grid.view import GridView


class Editing(QObject):
    """Commits exactly once, whatever takes the keyboard away; a text is never lost."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        self.editor: CellEditor | None = None
        self.cell: Cell | None = None
        self.replace = False  # the next editor opens empty: a key was typed over the cell
        self._committing = False
        self._tried = False  # the report knows a draft of this text
        self._refused: str | None = None  # the text that could not be committed
        self._kept: dict[tuple[Sheet, Placement, str], str] = {}  # refused, form left

    # ------------------------------------------------ opening

    def start(self, cell: Cell) -> Start:
        """What an editor on a cell opens with."""
        session, replace = self._view.session, self.replace
        assert cell.ref is not None and cell.placement is not None
        day = session.snapshot.value(cell.ref).data
        return Start(
            "" if replace else typed(session.snapshot, cell),
            replace,
            choices(session.pack, session.snapshot, cell),
            cell.kind is Kind.DATE,
            day if isinstance(day, dt.date) else None,
        )

    def adopt(self, editor: CellEditor, cell: Cell) -> None:
        """An editor has been made for a cell."""
        self.editor, self.cell = editor, cell
        self._tried, self._refused = False, None
        editor.left.connect(self._left)
        editor.tried.connect(self._try)
        editor.grown.connect(self._view.place_editor)

    def place_cursor(self, at: QPoint) -> None:
        """Put the text cursor where the mouse has opened the editor (in the view's area)."""
        if self.editor is not None:
            inside = self.editor.viewport().mapFrom(self._view.viewport(), at)
            self.editor.setTextCursor(self.editor.cursorForPosition(inside))

    def resume(self, sheet: Sheet) -> None:
        """Back on a form whose last text could not be committed: it is put into its cell again."""
        for (kept_sheet, place, part), text in list(self._kept.items()):
            if kept_sheet == sheet and self._view.go_to_part(place, part):
                del self._kept[kept_sheet, place, part]
                self._view.edit_now()
                if self.editor is not None:
                    self.editor.put(text)
                return

    # ------------------------------------------------ leaving

    def commit(self) -> bool:
        """Put the open editor's text into the report; False when that was refused."""
        editor, cell = self.editor, self.cell
        if editor is None or cell is None or self._committing:
            return True
        if editor.text == self._refused:
            return False
        session = self._view.session
        held = editor.holds_focus()
        self._committing = True
        editor.stop()
        try:
            if not editor.touched:
                done = True
                self._forget()
            elif not self._exists(cell):
                done = True
                session.said.emit("所编辑的那一行已经不在了，刚才输入的内容没有保存。")
                self._forget()
            else:
                done = session.type_in(self._view.same_cell(cell), editor.text)
        finally:
            self._committing = False
        if done:
            self._close(held)
        else:
            self._refused = editor.text
            QTimer.singleShot(0, editor, lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))
        return done

    def drop(self) -> None:
        """Esc: what was typed is forgotten."""
        if self.editor is not None:
            self.editor.stop()
            self._forget()
            self._close(self.editor.holds_focus())

    def let_go(self, sheet: Sheet) -> None:
        """The form is being left: commit; a refused text is kept for when it is shown again."""
        if self.editor is None or self.cell is None or self._committing:
            return
        if not self.commit():
            assert self.cell.placement is not None
            self._kept[sheet, self.cell.placement, self.cell.part] = self.editor.text
            self._close(self.editor.holds_focus())

    def _forget(self) -> None:
        if self._tried:
            self._view.session.drop_text()

    def _close(self, held: bool) -> None:
        """The keyboard goes back to the form, also when a form laid out anew took the editor."""
        editor, self.editor, self.cell = self.editor, None, None
        assert editor is not None
        self._view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if held and not self._view.hasFocus():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _exists(self, cell: Cell) -> bool:
        assert cell.ref is not None
        snapshot, holder = self._view.session.snapshot, cell.ref.holder
        return holder == UNIT or holder in snapshot.rows or holder in snapshot.groups

    def _left(self, how: Leave) -> None:
        if self.sender() is not self.editor or self._committing:
            return
        if how is Leave.DROP:
            self.drop()
            return
        if how is not Leave.STAY and self.editor is not None:
            self._refused = None  # asked for again: try again
        if self.commit():
            self._view.after_leaving(how)

    def _try(self, text: str) -> None:
        if self.sender() is self.editor and self.cell is not None:
            self._tried = True
            self._view.session.try_text(self._view.same_cell(self.cell), text)
