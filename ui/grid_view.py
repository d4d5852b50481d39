"""GridView: a form on the screen, looking like the form on paper."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.layout.grid import SIZES, Cell, Role
from core.layout.measure import MM_PER_PT
from ui.grid_model import CELL_ROLE, GridModel

PIXELS_PER_MM = 4.4
INK, PAPER, COMPUTED = QColor("#202020"), QColor("#ffffff"), QColor("#eef3fa")
PAD = 3


class CellPainter(QStyledItemDelegate):
    """Paints a cell as it will be printed: frame, wrapped text, its own face and size."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return
        rect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        tinted = cell.role is Role.FACT and index.data(int(Qt.ItemDataRole.ToolTipRole))
        painter.fillRect(rect, COMPUTED if tinted else PAPER)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor("#cfe3ff"))
        painter.setPen(QPen(INK, 1))
        if cell.framed:
            self._frame(painter, cell, rect)
        painter.setFont(self.font_of(cell))
        flags = int(index.data(int(Qt.ItemDataRole.TextAlignmentRole)))
        flags |= int(Qt.TextFlag.TextWrapAnywhere)
        painter.drawText(rect.adjusted(PAD, 1, -PAD, -1), flags, cell.text)
        painter.restore()

    def _frame(self, painter: QPainter, cell: Cell, rect: QRect) -> None:
        """Right and bottom lines; left and top ones only where no neighbour has drawn them."""
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        view = self.parent()
        first = (
            view.grid_model.grid.framed[0] if isinstance(view, GridView) and view.grid_model else 0
        )
        if cell.col == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if cell.row == first:
            painter.drawLine(rect.topLeft(), rect.topRight())

    def font_of(self, cell: Cell) -> QFont:
        """The face and size of a cell on this screen."""
        model = self.parent()
        size = 10.5
        if isinstance(model, GridView) and model.grid_model is not None:
            size = model.grid_model.grid.size
        size = SIZES.get(cell.role, size)
        font = QFont()
        font.setPixelSize(max(9, round(size * MM_PER_PT * PIXELS_PER_MM)))
        font.setBold(cell.role is Role.TITLE)
        return font


class GridView(QTableView):
    """A table view without headers whose columns and rows have the form's own measures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model: GridModel | None = None
        self.setItemDelegate(CellPainter(self))
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QTableView { background: white; }")

    def show_grid(self, model: GridModel) -> None:
        """Show another form."""
        old = self.grid_model
        self.clearSpans()
        self.grid_model = model
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        for col, width in enumerate(model.grid.lattice):
            self.setColumnWidth(col, round(width * PIXELS_PER_MM))
        for row, height in enumerate(model.grid.heights):
            self.setRowHeight(row, round(height * PIXELS_PER_MM))
        for cell in model.grid.cells:
            if cell.rows > 1 or cell.cols > 1:
                self.setSpan(cell.row, cell.col, cell.rows, cell.cols)
        self.scrollToTop()
