"""GridModel: a Grid as a table model; one model cell per lattice cell, spans in the view."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from core.layout.grid import Align, Cell, Grid, Role

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


class GridModel(QAbstractTableModel):
    """Shows one grid; hands the whole cell to the delegate through CELL_ROLE."""

    def __init__(self, grid: Grid, tips: dict[tuple[int, int], str]) -> None:
        super().__init__()
        self.grid = grid
        self._tips = tips
        self._at: dict[tuple[int, int], Cell] = {(c.row, c.col): c for c in grid.cells}

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.heights)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.grid.lattice)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self._at.get((index.row(), index.column()))
        if cell is None:
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return cell.text
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            top = cell.role is Role.NOTE
            upright = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
            return int(ALIGN[cell.align] | upright)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return self._tips.get((cell.row, cell.col))
        if role == CELL_ROLE:
            return cell
        return None
