"""GridView: a form on the screen that looks like the paper and works like a spreadsheet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QScrollBar, QTableView, QWidget

from core.facts.model import UNIT, Placement
from core.layout.grid import Cell, Grid
from core.layout.visible import Spot, Visible, Way, shape
from core.workspace.open_report import NO_CHANGE, Sheet, Update
from ui import look
from ui.grid import keys
from ui.grid.delegate import CellDelegate
from ui.grid.editing import Editing
from ui.grid.editor import CellEditor, Leave
from ui.grid.header import BandHeader, Margin
from ui.grid.metrics import Metrics
from ui.grid.model import GridModel
from ui.grid.painter import Look
from ui.grid.rows import RowActions
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
Bounds = tuple[int, int, int, int]
Trigger = QAbstractItemView.EditTrigger
SMALLEST, LARGEST = 75, 200  # zoom in percent


class GridView(QTableView):
    """Shows one sheet of the session's report. The cursor is always on a whole visible cell."""

    cursor_moved = Signal(object)  # Cell or None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.sheet: Sheet | None = None
        self.zoom = 100
        self.metrics = self._metrics()
        self.grid_model = GridModel(session, self)
        self.marks: frozenset[Placement] = frozenset()
        self._spot = Spot(0, 0)  # where in the cursor's cell arrows start from
        self._anchor = Spot(0, 0)  # where a selection with Shift starts
        self._late: Update | None = None  # what happened while the form was out of sight
        self._shown = False
        self._dress()
        self.setModel(self.grid_model)
        self.editing = Editing(self)
        self.setItemDelegate(CellDelegate(self, self.editing.start))
        self.header = BandHeader(self)
        self.actions_on_rows = RowActions(self)
        session.updated.connect(self.refresh)
        session.tried.connect(self._show_trial)
        session.jumped.connect(self._mark_jump)
        session.on_settle(self.commit_editor)
        self.destroyed.connect(partial(session.forget, self.commit_editor))

    def _dress(self) -> None:
        self.horizontalHeader().hide()
        self.setVerticalHeader(Margin(self))
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        self.setAccessibleName("表")
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, look.DESK)
        self.setPalette(palette)

    def _metrics(self) -> Metrics:
        return Metrics(self.font(), self.logicalDpiY(), self.zoom)

    # ------------------------------------------------ showing

    @property
    def grid(self) -> Grid | None:
        """The grid on screen, as it is now."""
        self._catch_up()
        return self.grid_model.grid

    @property
    def visible(self) -> Visible | None:
        """The cells of the grid on screen."""
        return self.grid_model.visible

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Another form or copy; the same one keeps its place."""
        self._catch_up()
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
        if self.sheet is None:
            return
        if self._shown and not self.isVisible():
            self._late = update
            return
        if self.sheet.copy != UNIT and self.sheet.copy not in self.session.snapshot.rows:
            self.show_sheet(None)
            return
        grid = self.session.report.grid(self.sheet)
        now = self.grid_model.grid
        if now is None or shape(grid) != shape(now):
            self.editing.let_go(self.sheet)
            self._rebuild(grid, update)
        else:
            before = self.current_cell()
            self.grid_model.renew(grid, update)
            self._size_rows()
            if self.current_cell() != before:
                self._tell_cursor()
        self.actions_on_rows.refresh()

    def _show_trial(self, update: Update) -> None:
        """What the open editor's text would bring: signs only."""
        if self.grid_model.grid is not None and (self.isVisible() or not self._shown):
            self.grid_model.renew(self.grid_model.grid, update)

    def _catch_up(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            self._shown = False  # refresh in spite of being out of sight
            self.refresh(Update(NO_CHANGE, self.session.report.audit))
            self._shown = True

    def _rebuild(self, grid: Grid | None, update: Update) -> None:
        """Other lines or another form; cursor and scroll place stay where they can."""
        cell, spot = self.current_cell(), self._spot
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.setUpdatesEnabled(False)
        self.clearSpans()
        self.grid_model.show(grid, update)
        self._size_columns()
        for one in grid.cells if grid is not None else ():
            if one.rows > 1 or one.cols > 1:
                self.setSpan(one.row, one.col, one.rows, one.cols)
        self._size_rows()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self.setUpdatesEnabled(True)
        there = None
        if cell is not None and cell.placement is not None and self.visible is not None:
            there = next(
                (c for c in self.visible.where(cell.placement) if c.part == cell.part), None
            )
        self.stand(Spot(there.row, there.col) if there is not None else spot, scroll=False)
        self.actions_on_rows.refresh()

    def _size_columns(self) -> None:
        grid = self.grid_model.grid
        for col, width in enumerate(self.metrics.widths(grid) if grid is not None else ()):
            self.setColumnWidth(col, width)
        self._centre()

    def _size_rows(self) -> None:
        grid = self.grid_model.grid
        heights = self.metrics.heights(grid) if grid is not None else []
        for row, height in enumerate(heights):
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
        self.header.place()

    def _centre(self) -> None:
        """The paper lies in the middle of the desk where there is room."""
        margin = self.verticalHeader()
        free = self.viewport().width() + margin.width() - self.horizontalHeader().length()
        assert isinstance(margin, Margin)
        margin.take(max(0, free // 2))

    def set_zoom(self, percent: int) -> None:
        """How large the form is shown."""
        percent = max(SMALLEST, min(LARGEST, percent))
        if percent == self.zoom:
            return
        self.commit_editor()
        self.zoom = percent
        self.metrics = self._metrics()
        self._size_columns()
        self._size_rows()
        self.viewport().update()
        self.scrollTo(self.currentIndex())

    def row_top(self, row: int) -> int:
        """Where a row begins, from the upper edge of the form; one past the last is its end."""
        head = self.verticalHeader()
        return head.sectionPosition(row) if row < head.count() else head.length()

    def look_of(self, cell: Cell, picked: bool) -> Look:
        """The state in which a cell is drawn."""
        grid = self.grid_model.grid
        current = self.currentIndex()
        return Look(
            sign=self.grid_model.sign(cell),
            picked=picked,
            cursor=(cell.row, cell.col) == (current.row(), current.column()),
            active=self.hasFocus() or self.editing.editor is not None,
            marked=cell.placement is not None and cell.placement in self.marks,
            top=grid is not None and cell.row == grid.framed[0],
            left=cell.col == 0,
        )

    # ------------------------------------------------ cursor

    def current_cell(self) -> Cell | None:
        """The cell under the cursor."""
        index = self.currentIndex()
        return self.grid_model.cell(index) if index.isValid() else None

    def go_to(self, place: Placement) -> bool:
        """Move the cursor to a placement; False when it is not on this sheet."""
        self._catch_up()
        cells = self.visible.where(place) if self.visible is not None else ()
        return bool(cells) and self.go_to_part(place, cells[0].part)

    def go_to_part(self, place: Placement, part: str) -> bool:
        """As go_to, to one part of a target."""
        for cell in self.visible.where(place) if self.visible is not None else ():
            if cell.part == part:
                self.commit_editor()
                self.stand(Spot(cell.row, cell.col))
                return True
        return False

    def stand(self, spot: Spot, extend: bool = False, scroll: bool = True) -> None:
        """Put the cursor on the cell at a spot, or the nearest; `extend` keeps the anchor."""
        cell = self._nearest(spot)
        if cell is None or self.visible is None:
            self._tell_cursor()
            return
        col = min(max(spot.col, cell.col), cell.col + cell.cols - 1)
        row = min(max(spot.row, cell.row), cell.row + cell.rows - 1)
        self._spot = Spot(row, col)
        if not extend:
            self._anchor = self._spot
        first = self._nearest(self._anchor) or cell
        index = self.grid_model.index(cell.row, cell.col)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._select(self.visible.bounds(first, cell))
        if scroll:
            self.scrollTo(index)

    def extend_up(self) -> None:
        """Take the row above into the selection."""
        bounds = self.selected_bounds()
        if bounds is not None and bounds[0] > 0 and self.visible is not None:
            top, left, bottom, right = bounds
            first, last = self._nearest(Spot(top - 1, left)), self._nearest(Spot(bottom, right))
            if first is not None and last is not None:
                self._select(self.visible.bounds(first, last))

    def _stand_first(self) -> None:
        """On a form shown for the first time: the first cell to type in."""
        cell = self._next_open(None) or self._nearest(Spot(0, 0))
        if cell is not None:
            self.stand(Spot(cell.row, cell.col), scroll=False)

    def _next_open(self, cell: Cell | None, back: bool = False) -> Cell | None:
        if self.visible is None:
            return None
        return self.visible.next_open(cell, lambda one: self.grid_model.sign(one).open, back)

    def _nearest(self, spot: Spot) -> Cell | None:
        rows, cols = self.grid_model.rowCount(), self.grid_model.columnCount()
        if self.visible is None or not rows or not cols:
            return None
        return self.visible.at(min(max(spot.row, 0), rows - 1), min(max(spot.col, 0), cols - 1))

    def _select(self, bounds: Bounds) -> None:
        top, left, bottom, right = bounds
        model = self.grid_model
        self.selectionModel().select(
            QItemSelection(model.index(top, left), model.index(bottom, right)),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )
        self.actions_on_rows.refresh()

    def selected_bounds(self) -> Bounds | None:
        """Top, left, bottom, right of the selection on the lattice."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(i) for i in range(selection.size())]
        if not ranges:
            cell = self.current_cell()
            if cell is None:
                return None
            return cell.row, cell.col, cell.row + cell.rows - 1, cell.col + cell.cols - 1
        return (
            min(one.top() for one in ranges),
            min(one.left() for one in ranges),
            max(one.bottom() for one in ranges),
            max(one.right() for one in ranges),
        )

    def selected_block(self) -> list[list[Cell | None]]:
        """The selection as rows × columns of visible cells; a merged cell stands once."""
        self._catch_up()
        bounds = self.selected_bounds()
        return self.visible.block(bounds) if bounds is not None and self.visible is not None else []

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell_cursor()

    def _tell_cursor(self) -> None:
        cell = self.current_cell()
        self.cursor_moved.emit(cell)
        if self.isVisible():
            self.session.entered.emit(cell)

    # ------------------------------------------------ marks

    def mark(self, places: tuple[Placement, ...]) -> None:
        """Outline all ends of a comparison."""
        self.marks = frozenset(places)
        self.viewport().update()

    def _mark_jump(self, place: Placement, marks: tuple[Placement, ...]) -> None:
        self.mark(marks)

    # ------------------------------------------------ editing

    def commit_editor(self) -> None:
        """Put the open editor's text into the report."""
        self.editing.commit()

    def edit_now(self, trigger: Trigger = Trigger.EditKeyPressed) -> bool:
        """Open an editor on the cursor's cell."""
        return self.edit(self.currentIndex(), trigger, QEvent(QEvent.Type.None_))

    def edit(  # type: ignore[override]
        self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: QEvent | None = None
    ) -> bool:
        """Qt's one way to open editors: notes whether typing replaces what stands there."""
        self.editing.replace = trigger == Trigger.AnyKeyPressed
        if event is None or event.type() == QEvent.Type.None_:
            event = QEvent(QEvent.Type.None_)
        return super().edit(index, trigger, event)

    def take_editor(self, editor: CellEditor, cell: Cell) -> None:
        """The delegate has made an editor."""
        self.editing.adopt(editor, cell)

    def place_editor(self) -> None:
        """The editor grows with its text."""
        editor, cell = self.editing.editor, self.editing.cell
        delegate = self.itemDelegate()
        if editor is not None and cell is not None and isinstance(delegate, CellDelegate):
            delegate.place(editor, cell, self.visualRect(self.grid_model.index(cell.row, cell.col)))

    def same_cell(self, cell: Cell) -> Cell:
        """The cell as it stands on the form now."""
        if self.visible is None or cell.placement is None:
            return cell
        places = self.visible.where(cell.placement)
        return next((one for one in places if one.part == cell.part), cell)

    def after_leaving(self, how: Leave) -> None:
        """Where the cursor goes when an editor was left."""
        match how:
            case Leave.DOWN:
                self._step(Way.DOWN)
            case Leave.UP:
                self._step(Way.UP)
            case Leave.NEXT:
                self._tab()
            case Leave.BACK:
                self._tab(back=True)

    def _step(self, way: Way) -> None:
        if self.visible is not None:
            self.stand(self.visible.neighbour(self._spot, way) or self._spot)

    def _tab(self, back: bool = False) -> None:
        cell = self._next_open(self.current_cell(), back)
        if cell is not None:
            self.stand(Spot(cell.row, cell.col))
        else:
            self.session.said.emit(
                "前面没有可以填的格子了。" if back else "本表后面没有可以填的格子了。"
            )

    # ------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.editing.editor is not None:
            QCoreApplication.sendEvent(self.editing.editor, event)
            return
        if self.visible is None:
            super().keyPressEvent(event)
            return
        spot = keys.target(self.visible, self._spot, event)
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if spot is not None:
            self.stand(spot, extend)
        elif not self._command(event, extend):
            super().keyPressEvent(event)
            return
        event.accept()

    def _command(self, event: QKeyEvent, shift: bool) -> bool:
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if event.matches(QKeySequence.StandardKey.Undo):
            self.session.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.session.redo()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._select_all()
        elif event.key() == Qt.Key.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self._open_list()
        elif held:
            return False
        else:
            return self._plain(event, shift)
        return True

    def _plain(self, event: QKeyEvent, shift: bool) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._step(Way.UP if shift else Way.DOWN)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._tab(back=shift or event.key() == Qt.Key.Key_Backtab)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self._page(event.key() == Qt.Key.Key_PageDown, shift)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.actions_on_rows.clear_cells()
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

    def _open_list(self) -> None:
        if self.edit_now() and self.editing.editor is not None:
            self.editing.editor.open_popup()

    def _select_all(self) -> None:
        first, last = self._nearest(Spot(0, 0)), self._nearest(Spot(1 << 20, 1 << 20))
        if first is not None and last is not None and self.visible is not None:
            self._select(self.visible.bounds(first, last))

    def _page(self, down: bool, extend: bool) -> None:
        """As far as the view shows."""
        cell = self.current_cell()
        if cell is None:
            return
        step = self.viewport().height() - self.header.covered(cell.row)
        top = self.row_top(cell.row) + (step if down else -step)
        row = self.verticalHeader().logicalIndexAt(top - self.verticalOffset())
        if row < 0:
            row = self.grid_model.rowCount() - 1 if down else 0
        self.stand(Spot(row, self._spot.col), extend)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the form; the panels are reached by F6 and the menu."""
        key = Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab
        self.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        return True

    # ------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit_editor()
        index = self.indexAt(event.position().toPoint())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.RightButton and index in self.selectedIndexes():
            return
        if index.isValid():
            spot = self._spot_at(event.position().toPoint())
            self.stand(spot, extend=shift and event.button() == Qt.MouseButton.LeftButton)
        if not shift:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.editing.place_cursor(event.position().toPoint())

    def _spot_at(self, point: QPoint) -> Spot:
        """The lattice place under a point, or the nearest one."""
        row, col = self.rowAt(point.y()), self.columnAt(point.x())
        if row < 0:
            row = 0 if point.y() < 0 else self.grid_model.rowCount() - 1
        if col < 0:
            col = 0 if point.x() < 0 else self.grid_model.columnCount() - 1
        return Spot(row, col)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Dragging selects whole visible cells from where the button went down."""
        if self.visible is None:
            return
        anchor = self._nearest(self._anchor)
        ends = [self._nearest(self._spot_at(p)) for p in (rect.topLeft(), rect.bottomRight())]
        far = next((end for end in ends if end is not None and end != anchor), anchor)
        if anchor is not None and far is not None:
            self._select(self.visible.bounds(anchor, far))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.commit_editor()
        self.actions_on_rows.refresh()
        menu = self.actions_on_rows.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        menu.popup(at)

    # ------------------------------------------------ scrolling and events

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, clear of the header on top; what is in sight stays."""
        cell = self.grid_model.cell(index)
        if cell is None:
            return
        top, bottom = self.row_top(cell.row), self.row_top(cell.row + cell.rows)
        bar, high = self.verticalScrollBar(), self.viewport().height()
        covered = self.header.covered(cell.row)
        _bring(bar, top, bottom, high, covered)
        head = self.horizontalHeader()
        left = head.sectionPosition(cell.col)
        right = left + sum(self.columnWidth(c) for c in range(cell.col, cell.col + cell.cols))
        _bring(self.horizontalScrollBar(), left, right, self.viewport().width(), 0)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.header.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._centre()
        self.header.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()
        self._shown = True
        self._tell_cursor()

    def hideEvent(self, event: QHideEvent) -> None:
        self.commit_editor()
        super().hideEvent(event)


def _bring(bar: QScrollBar, first: int, last: int, room: int, covered: int) -> None:
    """Scroll as little as needed; something larger than the room only when it is out of sight."""
    at = bar.value()
    if last - first > room - covered:
        if last > at + covered and first < at + room:
            return
        bar.setValue(first - covered)
    elif first < at + covered:
        bar.setValue(first - covered)
    elif last > at + room:
        bar.setValue(last - room)
