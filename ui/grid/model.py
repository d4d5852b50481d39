"""GridModel: a Grid as a table model; one model cell per lattice cell, spans in the view."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.layout.grid import Cell, Grid
from core.layout.visible import Visible
from core.workspace.open_report import Update
from core.workspace.signs import PLAIN, Sign, Signs
from ui.session import Session

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CELL_ROLE = int(Qt.ItemDataRole.UserRole)
SIGN_ROLE = CELL_ROLE + 1
SignMap = dict[tuple[int, int], Sign]


class GridModel(QAbstractTableModel):
    """Shows one grid; hands the whole cell to the delegate through CELL_ROLE."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._maker = Signs(session.pack)
        self.grid: Grid | None = None
        self.visible: Visible | None = None
        self._signs: SignMap = {}
        self._starts: dict[tuple[int, int], Cell] = {}

    # ------------------------------------------------ what is shown

    def show(self, grid: Grid | None, update: Update) -> None:
        """Another form, or the same one with other lines."""
        self.beginResetModel()
        self.visible = Visible(grid) if grid is not None else None
        self._take(grid, update)
        self.endResetModel()

    def renew(self, grid: Grid, update: Update | None) -> None:
        """The same form with other texts or signs: says which cells changed.

        Without an update the signs stay as they are for the moment.
        """
        old_cells, old_signs = self._starts, self._signs
        self.visible = Visible(grid, like=self.visible)
        self._take(grid, update)
        signs = self._signs
        changed = [
            at
            for at, cell in self._starts.items()
            if old_cells[at] != cell or old_signs.get(at) != signs.get(at)
        ]
        for row, col in changed:
            index = self.index(row, col)
            self.dataChanged.emit(index, index)

    def _take(self, grid: Grid | None, update: Update | None) -> None:
        if grid is None:
            self._signs = {}
        elif update is not None:
            snapshot = self._session.snapshot
            self._signs = self._maker.of(snapshot, grid, update.report, update.fresh)
        if grid is not self.grid:
            self.grid = grid
            self._starts = {(cell.row, cell.col): cell for cell in grid.cells} if grid else {}

    def cell(self, index: Index) -> Cell | None:
        """The cell that begins at an index."""
        return self._starts.get((index.row(), index.column()))

    def sign(self, cell: Cell) -> Sign:
        """What a cell shows besides its text."""
        return self._signs.get((cell.row, cell.col), PLAIN)

    # ------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.grid is None else len(self.grid.heights)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or self.grid is None else len(self.grid.lattice)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = self.cell(index)
        if cell is not None and self.sign(cell).open and not self._session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return cell.text
        if role == CELL_ROLE:
            return cell
        if role == SIGN_ROLE:
            return self.sign(cell)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return self._tip(cell)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        return None  # a form has no letters and numbers at its edges

    def _tip(self, cell: Cell) -> str | None:
        tip = self._maker.tip(self._session.snapshot, cell, self.sign(cell))
        return f"<qt>{html.escape(tip).replace(chr(10), '<br>')}</qt>" if tip else None
