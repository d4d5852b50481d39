"""CursorView: cursor and selection on a form; both are always whole visible cells."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from core.layout.grid import Cell
from core.layout.visible import Bounds, Spot, Way
from ui.grid.model import GridModel
from ui.grid.paper import PaperView


class CursorView(PaperView):
    """Moves by what one sees; Shift extends from the anchor, as in a spreadsheet."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.spot = Spot(0, 0)  # where in the cursor's cell arrows start from
        self._anchor = Spot(0, 0)  # where a selection with Shift starts
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    # ------------------------------------------------ cursor

    def current_cell(self) -> Cell | None:
        """The cell under the cursor."""
        index = self.currentIndex()
        return self.grid_model.cell(index) if index.isValid() else None

    def stand(self, spot: Spot, extend: bool = False, scroll: bool = True) -> None:
        """Put the cursor on the cell at a spot, or the nearest; `extend` keeps the anchor."""
        cell = self.nearest(spot)
        if cell is None or self.visible is None:
            return
        row = min(max(spot.row, cell.row), cell.row + cell.rows - 1)
        col = min(max(spot.col, cell.col), cell.col + cell.cols - 1)
        self.spot = Spot(row, col)
        if not extend:
            self._anchor = self.spot
        first = self.nearest(self._anchor) or cell
        index = self.grid_model.index(cell.row, cell.col)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._select(self.visible.bounds(first, cell))
        if scroll:
            self.scrollTo(index)

    def step(self, way: Way) -> None:
        """One visible cell on, if there is one."""
        if self.visible is not None:
            self.stand(self.visible.neighbour(self.spot, way) or self.spot)

    def page(self, down: bool, extend: bool) -> None:
        """As far as the view shows."""
        cell = self.current_cell()
        if cell is None:
            return
        far = self.viewport().height() - self.header.covered(cell.row)
        top = self.row_top(cell.row) + (far if down else -far)
        row = self.verticalHeader().logicalIndexAt(top - self.verticalOffset())
        if row < 0:
            row = self.grid_model.rowCount() - 1 if down else 0
        self.stand(Spot(row, self.spot.col), extend)

    def nearest(self, spot: Spot) -> Cell | None:
        """The cell at a spot, or at the edge of the form next to it."""
        rows, cols = self.grid_model.rowCount(), self.grid_model.columnCount()
        if self.visible is None or not rows or not cols:
            return None
        return self.visible.at(min(max(spot.row, 0), rows - 1), min(max(spot.col, 0), cols - 1))

    # ------------------------------------------------ selection

    def _select(self, bounds: Bounds) -> None:
        top, left, bottom, right = bounds
        model = self.grid_model
        self.selectionModel().select(
            QItemSelection(model.index(top, left), model.index(bottom, right)),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )

    def select_all(self) -> None:
        """The whole form."""
        rows, cols = self.grid_model.rowCount(), self.grid_model.columnCount()
        if rows and cols:
            self._select((0, 0, rows - 1, cols - 1))

    def extend_up(self) -> None:
        """Take the row above into the selection."""
        bounds = self.selected_bounds()
        if bounds is None or not bounds[0] or self.visible is None:
            return
        top, left, bottom, right = bounds
        first, last = self.nearest(Spot(top - 1, left)), self.nearest(Spot(bottom, right))
        if first is not None and last is not None:
            self._select(self.visible.bounds(first, last))

    def selected_bounds(self) -> Bounds | None:
        """Top, left, bottom, right of the selection on the lattice."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(i) for i in range(selection.size())]
        if not ranges:
            return None
        return (
            min(one.top() for one in ranges),
            min(one.left() for one in ranges),
            max(one.bottom() for one in ranges),
            max(one.right() for one in ranges),
        )

    def selected_block(self) -> list[list[Cell | None]]:
        """The selection as rows × columns of visible cells; a merged cell stands once."""
        bounds = self.selected_bounds()
        return self.visible.block(bounds) if bounds is not None and self.visible is not None else []

    # ------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.RightButton and self._holds(point):
            return  # the menu is for the whole selection
        if index.isValid():
            self.stand(self._spot_at(point), extend=shift)
        if not shift:
            super().mousePressEvent(event)

    def _holds(self, point: QPoint) -> bool:
        """Is the point on the selection?"""
        bounds, spot = self.selected_bounds(), self._spot_at(point)
        if bounds is None:
            return False
        return bounds[0] <= spot.row <= bounds[2] and bounds[1] <= spot.col <= bounds[3]

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
        anchor = self.nearest(self._anchor)
        if anchor is None or self.visible is None:
            return
        spots = [self._spot_at(corner) for corner in (rect.topLeft(), rect.bottomRight())]
        top, left, bottom, right = self.visible.bounds(anchor, anchor)
        reach = (
            min(top, *(spot.row for spot in spots)),
            min(left, *(spot.col for spot in spots)),
            max(bottom, *(spot.row for spot in spots)),
            max(right, *(spot.col for spot in spots)),
        )
        self._select(self.visible.widened(reach))
