"""GridView: a form of the open report on the screen, filled in like a spreadsheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelection, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from core.facts.model import UNIT, Placement
from core.layout.grid import Cell, Grid
from core.layout.visible import Spot, Way, shape
from core.workspace.open_report import NO_CHANGE, Sheet, Update
from ui.grid import keys
from ui.grid.cursor import CursorView
from ui.grid.delegate import CellDelegate
from ui.grid.editing import Editing
from ui.grid.editor import CellEditor, Leave
from ui.grid.model import GridModel
from ui.grid.paper import Index
from ui.grid.rows import RowActions
from ui.panels.parts import Lazily
from ui.session import Session

Trigger = QAbstractItemView.EditTrigger
ROUNDS = 3  # of finding the room an editor needs
OPENS = (Trigger.AnyKeyPressed, Trigger.EditKeyPressed, Trigger.DoubleClicked)
NO_ROWS = "这里还没有行。直接打字就增加一行，也可以按 Ctrl+回车。"
HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class GridView(CursorView):
    """Shows one sheet of the session's report, and lets the user type into it."""

    cursor_moved = Signal(object)  # Cell or None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(GridModel(session), parent)
        self.session = session
        self.sheet: Sheet | None = None
        self._late = False  # something happened while the form was out of sight
        self._shown = False
        self._forwarding = False
        self._placing = False
        self._marks = Lazily(self, self._mark_cells)
        self.editing = Editing(self)
        self.setItemDelegate(CellDelegate(self, self.editing.start))
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        self.row_actions = RowActions(self)
        session.updated.connect(self.refresh)
        session.tried.connect(self._show_trial)
        session.jumped.connect(self._mark_jump)
        session.on_settle(self.commit_editor)
        self.destroyed.connect(partial(session.forget, self.commit_editor))

    # ------------------------------------------------ showing

    @property
    def grid(self) -> Grid | None:
        """The grid on screen, as it is now."""
        self._catch_up()
        return self.grid_model.grid

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Another form or copy; the same one keeps its place."""
        self._late = False
        if self.sheet is not None:
            self.editing.let_go(self.sheet)
        other = sheet != self.sheet
        self.sheet = sheet
        grid = self.session.report.grid(sheet) if sheet is not None else None
        self._rebuild(grid, Update(NO_CHANGE, self.session.report.audit))
        if other:
            self.verticalScrollBar().setValue(0)
            self.horizontalScrollBar().setValue(0)
            self._stand_first()
        if sheet is not None:
            self.editing.resume(sheet)

    def refresh(self, update: Update) -> None:
        """After something was committed: only what is different is drawn anew."""
        if self._shown and not self.isVisible():
            self._late = True
        else:
            self._refresh_now(update)

    def _refresh_now(self, update: Update) -> None:
        if self.sheet is None:
            return
        if self.sheet.copy != UNIT and self.sheet.copy not in self.session.snapshot.rows:
            self.show_sheet(None)
            return
        grid = self.session.report.grid(self.sheet)
        now = self.grid_model.grid
        if now is None or shape(grid) != shape(now):
            self.editing.let_go(self.sheet)
            self._rebuild(grid, update)
            return
        before = self.current_cell()
        # Where rows come or go, cells of the same shape may be open now, or no longer.
        self.grid_model.renew(grid, update if update.change.structure else None)
        self._marks.ask()
        self.size_rows()
        if update.change.structure:
            self._stand_on(before)  # rows that change places have the same shape
        if self.current_cell() != before:
            self._tell_cursor()
        self.row_actions.refresh()

    def _mark_cells(self) -> None:
        """What the audit says of the cells, once their new texts are painted."""
        if self.grid_model.grid is not None and not self._late:
            update = Update(NO_CHANGE, self.session.report.audit)
            self.grid_model.renew(self.grid_model.grid, update)

    def _show_trial(self, update: Update) -> None:
        """What the open editor's text would bring: signs only."""
        if self._shown and not self.isVisible():
            return
        if self.grid_model.grid is not None and not self._late:
            self.grid_model.renew(self.grid_model.grid, update)

    def _catch_up(self) -> None:
        if self._late:
            self._late = False
            self._refresh_now(Update(NO_CHANGE, self.session.report.audit))

    def _rebuild(self, grid: Grid | None, update: Update) -> None:
        """Other lines or another form: the cursor stays on its cell, else where it was."""
        cell, spot = self.current_cell(), self.spot
        self.lay_out(grid, update)
        if not self._stand_on(cell):
            self.stand(spot, scroll=False)
        if self.current_cell() is None:
            self._tell_cursor()
        self.row_actions.refresh()

    def _stand_on(self, cell: Cell | None) -> bool:
        """Follow a cell to where it is now."""
        if cell is None or cell.placement is None:
            return False
        there = self._find(cell.placement, cell.part)
        if there is not None:
            self.stand(Spot(there.row, there.col), scroll=False)
        return there is not None

    def set_zoom(self, percent: int) -> None:
        """How large the form is shown, 75 to 200 percent."""
        self.commit_editor()
        super().set_zoom(percent)

    def fit(self) -> None:
        """Never under an open editor."""
        if self.editing.editor is None:
            super().fit()

    # ------------------------------------------------ cursor

    def go_to(self, place: Placement) -> bool:
        """Move the cursor to a placement; False when it is not on this sheet."""
        return self.go_to_part(place, None)

    def go_to_part(self, place: Placement, part: str | None) -> bool:
        """As go_to, to one part of a target (None: the first)."""
        self._catch_up()
        if self._find(place, part) is None:
            return False
        self.commit_editor()
        cell = self._find(place, part)
        if cell is not None:
            self.stand(Spot(cell.row, cell.col))
        return cell is not None

    def _find(self, place: Placement, part: str | None) -> Cell | None:
        cells = self.visible.where(place) if self.visible is not None else ()
        return next((cell for cell in cells if part is None or cell.part == part), None)

    def same_cell(self, cell: Cell) -> Cell:
        """The cell as it stands on the form now."""
        return (self._find(cell.placement, cell.part) if cell.placement else None) or cell

    def selected_block(self) -> list[list[Cell | None]]:
        """The selection as rows × columns of visible cells; a merged cell stands once."""
        self._catch_up()
        return super().selected_block()

    def _stand_first(self) -> None:
        """On a form shown for the first time: the first cell to type in."""
        cell = self._next_open(None)
        self.stand(Spot(cell.row, cell.col) if cell is not None else Spot(0, 0), scroll=False)

    def _next_open(self, cell: Cell | None, back: bool = False) -> Cell | None:
        if self.visible is None:
            return None
        return self.visible.next_open(cell, lambda one: self.grid_model.sign(one).open, back)

    def _tab(self, back: bool = False) -> None:
        cell = self._next_open(self.current_cell(), back)
        if cell is not None:
            self.stand(Spot(cell.row, cell.col))
        else:
            where = "前面" if back else "后面"
            self.session.said.emit(f"本表{where}没有可以填的格子了。")

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell_cursor()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.row_actions.refresh()
        if self.isVisible() and self.row_actions.on_stand_in():
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
            self.session.said.emit(NO_ROWS)

    def _tell_cursor(self) -> None:
        cell = self.current_cell()
        self.cursor_moved.emit(cell)
        if self.isVisible():
            self.session.entered.emit(cell)

    def _mark_jump(self, place: Placement, marks: tuple[Placement, ...]) -> None:
        self.mark(marks)

    # ------------------------------------------------ editing

    def commit_editor(self) -> None:
        """Put the open editor's text into the report."""
        self.editing.commit()

    def edit_now(self) -> bool:
        """Open an editor on the cursor's cell, with the text that stands there."""
        return self.edit(self.currentIndex(), Trigger.EditKeyPressed, QEvent(QEvent.Type.None_))

    def edit(  # type: ignore[override]
        self, index: Index, trigger: Trigger, event: QEvent
    ) -> bool:
        """Qt's one way to open editors: notes whether typing replaces what stands there.

        Typing on the line of a table without rows makes its first row.
        """
        self.editing.replace = trigger == Trigger.AnyKeyPressed
        if trigger in OPENS and self.row_actions.on_stand_in():
            self.row_actions.insert_below()
            index = self.currentIndex()
        return super().edit(index, trigger, event)

    def take_editor(self, editor: CellEditor, cell: Cell) -> None:
        """The delegate has made an editor."""
        self.editing.adopt(editor, cell)

    def place_editor(self) -> None:
        """The editor grows with its text."""
        editor, cell = self.editing.editor, self.editing.cell
        delegate = self.itemDelegate()
        if self._placing or editor is None or cell is None:
            return  # placing resizes it, which with some faces would go on for ever
        if isinstance(delegate, CellDelegate):
            self._placing = True
            try:
                rect = self.visualRect(self.grid_model.index(cell.row, cell.col))
                for _ in range(ROUNDS):  # other room, other lines, other height
                    before = editor.geometry()
                    delegate.place(editor, cell, rect)
                    if editor.geometry() == before:
                        break
            finally:
                self._placing = False

    def after_leaving(self, how: Leave) -> None:
        """Where the cursor goes when an editor was left."""
        match how:
            case Leave.DOWN:
                self.step(Way.DOWN)
            case Leave.UP:
                self.step(Way.UP)
            case Leave.NEXT:
                self._tab()
            case Leave.BACK:
                self._tab(back=True)

    # ------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editing.editor is not None and not keys.is_history(event):
            self._forward(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        spot = keys.target(self.visible, self.spot, event) if self.visible is not None else None
        if spot is not None:
            self.stand(spot, shift)
        event.setAccepted(
            spot is not None
            or self._history(event)
            or (self._chord(event) if event.modifiers() & HELD else self._plain(event, shift))
        )

    def _forward(self, event: QKeyEvent) -> None:
        """While an input method composes its first word, the view still has the keyboard."""
        editor = self.editing.editor
        if editor is None or self._forwarding or not self.hasFocus():
            event.ignore()
            return
        self._forwarding = True
        QCoreApplication.sendEvent(editor, event)
        self._forwarding = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word that comes without a composition opens an editor; Qt would lose the word."""
        whole = bool(event.commitString()) and not event.preeditString()
        if not whole or self.editing.editor is not None:
            super().inputMethodEvent(event)
        elif self.edit(self.currentIndex(), Trigger.AnyKeyPressed, QEvent(QEvent.Type.None_)):
            assert self.editing.editor is not None
            QCoreApplication.sendEvent(self.editing.editor, event)

    def _history(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.session.undo() or True
        if event.matches(QKeySequence.StandardKey.Redo):
            return self.session.redo() or True
        return False

    def _chord(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            return True
        alt = (event.modifiers() & HELD) == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Down and alt:
            if self.edit_now() and self.editing.editor is not None:
                self.editing.editor.open_popup()
            return True
        return False

    def _plain(self, event: QKeyEvent, shift: bool) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step(Way.UP if shift else Way.DOWN)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._tab(back=shift or event.key() == Qt.Key.Key_Backtab)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.page(event.key() == Qt.Key.Key_PageDown, shift)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.row_actions.clear_cells()
            case Qt.Key.Key_F2:
                self._open_by_key(event, Trigger.EditKeyPressed)
            case Qt.Key.Key_Escape:
                self.mark(())
            case _:
                if not keys.is_text(event):
                    return False
                self._open_by_key(event, Trigger.AnyKeyPressed)
        return True

    def _open_by_key(self, event: QKeyEvent, trigger: Trigger) -> None:
        if self.edit(self.currentIndex(), trigger, event):
            return
        if self.session.read_only:
            self.session.said.emit("现在只能查看，不能修改。")
        elif self.current_cell() is not None:
            self.session.said.emit("这一格是表上印好的，不用填写。")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell, never out of the form."""
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        self.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        return True

    # ------------------------------------------------ mouse and events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit_editor()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.editing.place_cursor(event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.commit_editor()
        self.row_actions.refresh()
        menu = self.row_actions.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown = True
        self._catch_up()
        self._tell_cursor()

    def hideEvent(self, event: QHideEvent) -> None:
        self.commit_editor()
        super().hideEvent(event)
