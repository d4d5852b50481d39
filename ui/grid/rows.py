"""RowActions: commands on whole rows and blocks of cells: menu, shortcuts, and when they apply."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from core.facts.edits import Edit, SplitCells
from core.layout.grid import Cell
from core.layout.visible import Spot
from core.workspace import blocks, lines
from core.workspace.lines import Lines

if TYPE_CHECKING:
    from ui.grid.view import GridView


class RowActions(QObject):
    """Everything the context menu of a form offers."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        make = self._make
        self.cut = make("剪切(&T)", ["Ctrl+X"], lambda: self._clipboard("cut"))
        self.copy = make("复制(&C)", ["Ctrl+C"], lambda: self._clipboard("copy"))
        self.paste = make("粘贴(&P)", ["Ctrl+V"], lambda: self._clipboard("paste"))
        self.clear = make("清除内容(&E)", [], self.clear_cells)
        self.fill = make("向下填充(&F)", ["Ctrl+D"], self.fill_down)
        above = ["Ctrl+Shift+=", "Ctrl+Shift++", "Ctrl++"]
        self.above = make("在上方增加一行(&A)", above, self.insert_above)
        self.below = make("在下方增加一行(&B)", ["Ctrl+Return", "Ctrl+Enter"], self.insert_below)
        self.again = make("复制这一行(&R)", ["Ctrl+Shift+D"], self.copy_rows)
        self.remove = make("删除行(&D)", ["Ctrl+-"], self.remove_rows)
        self.up = make("上移(&U)", ["Alt+Shift+Up"], lambda: self.move_rows(-1))
        self.down = make("下移(&N)", ["Alt+Shift+Down"], lambda: self.move_rows(1))
        self.merge = make("合并格子(&M)", ["Ctrl+M"], self.merge_cells)
        self.split = make("拆分格子(&S)", ["Ctrl+Shift+M"], self.split_cells)
        self.groups = (
            (self.cut, self.copy, self.paste, self.clear, self.fill),
            (self.above, self.below, self.again, self.remove, self.up, self.down),
            (self.merge, self.split),
        )

    def _make(self, text: str, keys: list[str], act: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: act())
        self._view.addAction(action)
        return action

    def menu(self) -> QMenu:
        """A menu of everything, with what does not apply greyed out."""
        menu = QMenu(self._view)
        for number, group in enumerate(self.groups):
            if number:
                menu.addSeparator()
            menu.addActions(list(group))
        return menu

    # ------------------------------------------------ when they apply

    def picked(self) -> Lines | None:
        """The rows of a table that are selected."""
        view = self._view
        bounds = view.selected_bounds()
        if view.grid is None or bounds is None:
            return None
        return lines.lines_at(
            view.session.pack, view.session.snapshot, view.grid, bounds[0], bounds[2]
        )

    def refresh(self) -> None:
        """Enable what applies to the selection."""
        may = not self._view.session.read_only
        rows = self.picked() if may else None
        has = rows is not None and bool(rows.rows)
        empty = rows is not None and not rows.siblings
        for action in (self.cut, self.paste, self.clear, self.fill):
            action.setEnabled(may and self._view.current_cell() is not None)
        self.above.setEnabled(has)
        self.below.setEnabled(has or empty)
        self.below.setText("增加一行(&B)" if empty else "在下方增加一行(&B)")
        for action in (self.again, self.remove):
            action.setEnabled(has)
        self.up.setEnabled(rows is not None and lines.may_move(rows, -1))
        self.down.setEnabled(rows is not None and lines.may_move(rows, 1))
        self.merge.setEnabled(rows is not None and self._merge(rows) is not None)
        self.split.setEnabled(rows is not None and self._merged() is not None)

    def _cells(self) -> list[Cell]:
        return [cell for row in self._view.selected_block() for cell in row if cell is not None]

    def _merge(self, rows: Lines) -> Edit | None:
        return lines.merge(rows, self._cells())

    def _merged(self) -> str | None:
        """The merged cell under the cursor."""
        cell = self._view.current_cell()
        if cell is None or cell.ref is None:
            return None
        group = self._view.session.snapshot.groups.get(cell.ref.holder)
        return group.id if group is not None and len(group.rows) > 1 else None

    # ------------------------------------------------ what they do

    def _clipboard(self, what: str) -> None:
        getattr(import_module("ui.grid.clipboard"), what)(self._view)

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        self._apply(blocks.clear)

    def fill_down(self) -> None:
        """The top row's texts into the rows below; with one row, from the row above it."""
        view = self._view
        if len(view.selected_block()) < 2:
            view.extend_up()
        self._apply(blocks.fill_down)

    def _apply(self, make: Callable[..., Edit | None]) -> None:
        view = self._view
        if view.session.read_only:
            return
        view.session.settle()
        edit = make(view.session.pack, view.session.snapshot, view.selected_block())
        if edit is not None:
            view.session.apply(edit)

    def insert_above(self) -> None:
        """A new row where the first selected one is now."""
        rows, bounds = self._ready()
        if rows is not None and bounds is not None:
            view = self._view
            edit = lines.insert_above(view.session.pack, view.session.snapshot, rows)
            self._then_stand(edit, bounds[0], bounds[1])

    def insert_below(self) -> None:
        """A new row under the last selected one."""
        rows, bounds = self._ready()
        if rows is not None and bounds is not None:
            row = bounds[2] + 1 if rows.rows else bounds[2]
            self._then_stand(lines.insert_below(rows), row, bounds[1])

    def on_stand_in(self) -> bool:
        """Is the cursor on the line of a table that has no rows yet, and may one be added?"""
        rows = None if self._view.session.read_only else self.picked()
        return rows is not None and rows.stand_in

    def remove_rows(self) -> None:
        """Delete the selected rows as one step."""
        rows, bounds = self._ready()
        if rows is not None and rows.rows and bounds is not None:
            self._then_stand(lines.remove(rows), bounds[0], bounds[1])

    def copy_rows(self) -> None:
        """A copy of each selected row below it."""
        rows, _ = self._ready()
        if rows is not None and rows.rows:
            self._view.session.apply(lines.copy(rows))

    def move_rows(self, by: int) -> None:
        """Move the selected rows up or down; the cursor goes with them."""
        rows, _ = self._ready()
        if rows is not None and lines.may_move(rows, by):
            self._view.session.apply(lines.move(rows, by))

    def merge_cells(self) -> None:
        """One cell over the selected rows."""
        rows, _ = self._ready()
        edit = self._merge(rows) if rows is not None else None
        if edit is not None:
            self._view.session.apply(edit)

    def split_cells(self) -> None:
        """The merged cell under the cursor comes apart."""
        group = self._merged()
        if group is not None:
            self._view.session.apply(SplitCells(group))

    def _ready(self) -> tuple[Lines | None, tuple[int, int, int, int] | None]:
        """The open editor is committed first, so that its text is not forgotten."""
        self._view.session.settle()
        return self.picked(), self._view.selected_bounds()

    def _then_stand(self, edit: Edit, row: int, col: int) -> None:
        if self._view.session.apply(edit):
            self._view.stand(Spot(row, col))
