"""PaperView: a grid laid out on the screen as on paper: columns, rows, merged cells, scrolling."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from math import floor

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QScrollBar, QTableView, QWidget

from core.facts.model import Placement
from core.layout.grid import Cell, Grid
from core.layout.visible import Visible
from core.workspace.open_report import Update
from ui import look
from ui.grid.header import BandHeader, Margin
from ui.grid.metrics import Metrics
from ui.grid.model import GridModel
from ui.grid.painter import Look, draw_cell

Index = QModelIndex | QPersistentModelIndex
SMALLEST, LARGEST = 75, 200  # zoom in percent
OWN = 100  # the paper's own size


class PaperView(QTableView):
    """Looks like the form; what can be done with it comes in the views made from it."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = self._wanted = OWN
        self.metrics = self._metrics()
        self.grid_model = model
        self.marks: frozenset[Placement] = frozenset()
        self._settled = False  # before it is on the screen, nobody knows how much is in sight
        model.setParent(self)
        self._dress()
        self.setModel(model)
        self.header = BandHeader(self)

    def _dress(self) -> None:
        self.horizontalHeader().hide()
        self.setVerticalHeader(Margin(self))
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("表")
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, look.DESK)
        self.setPalette(palette)

    def _metrics(self) -> Metrics:
        return Metrics(self.font(), self.logicalDpiY(), self.zoom)

    @property
    def visible(self) -> Visible | None:
        """The cells of the grid on screen."""
        return self.grid_model.visible

    # ------------------------------------------------ layout

    def lay_out(self, grid: Grid | None, update: Update) -> None:
        """Show a grid anew; the scroll place stays where it can."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.setUpdatesEnabled(False)
        self.clearSpans()
        self.grid_model.show(grid, update)
        self.size_columns()
        for one in grid.cells if grid is not None else ():
            if one.rows > 1 or one.cols > 1:
                self.setSpan(one.row, one.col, one.rows, one.cols)
        self.size_rows()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self.fit()
        self.setUpdatesEnabled(True)

    def size_columns(self) -> None:
        """Give the columns their widths."""
        grid = self.grid_model.grid
        for col, width in enumerate(self.metrics.widths(grid) if grid is not None else ()):
            self.setColumnWidth(col, width)
        self._centre()

    def size_rows(self) -> None:
        """Give the rows the heights their texts need; those that have them are left alone."""
        grid = self.grid_model.grid
        heights = self.metrics.heights(grid) if grid is not None else []
        other = [row for row, height in enumerate(heights) if self.rowHeight(row) != height]
        for row in other:
            self.setRowHeight(row, heights[row])
        if other:
            self.updateGeometries()  # the scroll bars know the new length now, not later
        self.header.place()

    def _centre(self) -> None:
        """The paper lies in the middle of the desk where there is room."""
        margin = self.verticalHeader()
        assert isinstance(margin, Margin)
        free = self.viewport().width() + margin.width() - self.horizontalHeader().length()
        margin.take(max(0, free // 2))

    def set_zoom(self, percent: int) -> None:
        """How large the form is shown."""
        self._wanted = max(SMALLEST, min(LARGEST, percent))
        self.fit()

    def fit(self) -> None:
        """At its own size a form that is a little too wide for the window is shown smaller, so
        that nobody has to scroll to and fro between its labels and the scores."""
        percent = self._wanted
        if percent == OWN and self._settled and (grid := self.grid_model.grid) is not None:
            room = self.width() - self.verticalScrollBar().sizeHint().width()
            whole = floor(room * self.zoom / (grid.width * self.metrics.per_mm))
            percent = whole if SMALLEST <= whole < OWN else OWN
        if percent == self.zoom:
            return
        self.zoom = percent
        self.metrics = self._metrics()
        self.size_columns()
        self.size_rows()
        self.viewport().update()
        self.scrollTo(self.currentIndex())

    def row_top(self, row: int) -> int:
        """Where a row begins, from the upper edge of the form; one past the last is its end."""
        head = self.verticalHeader()
        return head.sectionPosition(row) if row < head.count() else head.length()

    # ------------------------------------------------ painting

    def look_of(self, cell: Cell, picked: bool) -> Look:
        """The state in which a cell is drawn."""
        grid = self.grid_model.grid
        current = self.currentIndex()
        return Look(
            sign=self.grid_model.sign(cell),
            picked=picked,
            cursor=(cell.row, cell.col) == (current.row(), current.column()),
            active=self.isAncestorOf(self.window().focusWidget() or self.window()),
            marked=cell.placement is not None and cell.placement in self.marks,
            top=grid is not None and cell.row == grid.framed[0],
            left=cell.col == 0,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt would ask for every merged cell in sight; here only cells that changed are drawn."""
        grid = self.grid_model.grid
        if grid is None:
            return
        dirty, box = event.region(), event.rect()
        down, across = self.verticalOffset(), self.columnViewportPosition(0)
        tops = [self.row_top(row) - down for row in range(len(grid.heights) + 1)]
        widths = (self.columnWidth(col) for col in range(len(grid.lattice)))
        lefts = list(accumulate(widths, initial=across))
        painter = QPainter(self.viewport())
        for cell in grid.cells:
            top, bottom = tops[cell.row], tops[cell.row + cell.rows]
            if bottom <= box.top() or top > box.bottom():
                continue
            left = lefts[cell.col]
            rect = QRect(left, top, lefts[cell.col + cell.cols] - left, bottom - top)
            if dirty.intersects(rect):
                index = self.grid_model.index(cell.row, cell.col)
                state = self.look_of(cell, self.selectionModel().isSelected(index))
                draw_cell(painter, rect, cell, grid.size, self.metrics, state)
        painter.end()

    def mark(self, places: tuple[Placement, ...]) -> None:
        """Outline all ends of a comparison."""
        self.marks = frozenset(places)
        self.viewport().update()

    # ------------------------------------------------ scrolling

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, clear of the header on top; what is in sight stays."""
        cell = self.grid_model.cell(index)
        if cell is None or not self._settled:
            return
        top, bottom = self.row_top(cell.row), self.row_top(cell.row + cell.rows)
        covered = self.header.covered(cell.row)
        _bring(self.verticalScrollBar(), top, bottom, self.viewport().height(), covered)
        left = self.horizontalHeader().sectionPosition(cell.col)
        right = left + sum(self.columnWidth(c) for c in range(cell.col, cell.col + cell.cols))
        _bring(self.horizontalScrollBar(), left, right, self.viewport().width(), 0)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.header.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._settled:
            QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._settled = True
        self.fit()
        self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._quietly(super().focusInEvent, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._quietly(super().focusOutEvent, event)

    def _quietly(self, moved: Callable[[QFocusEvent], None], event: QFocusEvent) -> None:
        """Qt would draw the whole form whenever an editor opens or closes; the keyboard shows
        only in the cursor's outline."""
        port = self.viewport()
        port.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        moved(event)
        port.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        self.update(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self._centre()
        self.header.place()


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
