"""BandHeader: keeps a table's header in sight at the top while its rows scroll beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from core.layout.grid import Band
from ui import look
from ui.grid.painter import Look, draw_cell

if TYPE_CHECKING:
    from ui.grid.paper import PaperView


class BandHeader(QWidget):
    """Lies over the upper edge of the view; painted by the same hand as the cells."""

    def __init__(self, view: PaperView) -> None:
        super().__init__(view)
        self._view = view
        self._band: Band | None = None
        self.hide()

    def place(self) -> None:
        """Show the header of the table that runs out of sight at the top, or nothing."""
        self._band = self._running()
        if self._band is None:
            self.hide()
            return
        view, port = self._view, self._view.viewport().geometry()
        end = view.row_top(self._band.last + 1) - view.verticalOffset()
        height = self.height_of(self._band)
        pushed = min(0, end - height)
        width = min(port.width(), view.horizontalHeader().length() - view.horizontalOffset())
        self.setGeometry(port.left(), port.top() + pushed, width, height + 2)
        if pushed:  # never over what lies above the view's own area
            self.setMask(QRect(0, -pushed, width, height + 2 + pushed))
        else:
            self.clearMask()
        self.show()
        self.raise_()
        self.update()

    def height_of(self, band: Band) -> int:
        """How high a table's header is."""
        return self._view.row_top(band.first + band.header) - self._view.row_top(band.first)

    def covered(self, row: int) -> int:
        """How much of the view's upper edge a header takes when this row is at the top."""
        grid = self._view.grid_model.grid
        for band in grid.bands if grid is not None else ():
            if band.header and band.first + band.header <= row <= band.last:
                return self.height_of(band)
        return 0

    def _running(self) -> Band | None:
        view = self._view
        grid = view.grid_model.grid
        top = view.verticalOffset()
        for band in grid.bands if grid is not None else ():
            if band.header and view.row_top(band.first) < top < view.row_top(band.last + 1):
                return band
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        view, band = self._view, self._band
        grid = view.grid_model.grid
        if band is None or grid is None or view.grid_model.visible is None:
            return
        painter = QPainter(self)
        height = self.height() - 2
        painter.fillRect(self.rect(), look.PAPER)
        origin = view.row_top(band.first)
        last = band.first + band.header - 1
        for cell in view.grid_model.visible.inside((band.first, 0, last, len(grid.lattice) - 1)):
            top = view.row_top(cell.row) - origin
            bottom = min(height, view.row_top(cell.row + cell.rows) - origin)
            left = view.columnViewportPosition(cell.col)
            width = sum(view.columnWidth(col) for col in range(cell.col, cell.col + cell.cols))
            state = Look(left=cell.col == 0, top=True)
            rect = QRect(left, top, width, bottom - top)
            draw_cell(painter, rect, cell, grid.size, view.metrics, state)
        painter.setPen(QPen(look.QUIET, 2))
        painter.drawLine(0, height + 1, self.width(), height + 1)
        painter.end()


class Margin(QHeaderView):
    """The desk to the left of the paper: an empty header whose width centres the form."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setFixedWidth(0)

    def take(self, width: int) -> None:
        """Be this wide."""
        if width != self.minimumWidth():
            self.setFixedWidth(width)
            self.geometriesChanged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.DESK)
        painter.end()
