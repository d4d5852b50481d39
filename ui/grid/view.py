"""Grid view: a stand-in with the agreed interface until the real one is merged."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from core.facts.model import Placement
from core.layout.grid import Grid
from core.workspace.open_report import Sheet, Update
from ui.grid_model import GridModel
from ui.session import Session


class GridView(QTableView):
    """Shows a sheet and finds places on it."""

    cursor_moved = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.sheet: Sheet | None = None
        self.grid: Grid | None = None
        session.updated.connect(self.refresh)

    def show_sheet(self, sheet: Sheet | None) -> None:
        self.sheet = sheet
        self.grid = self.session.report.grid(sheet) if sheet is not None else None
        self.setModel(GridModel(self.grid, {}) if self.grid is not None else None)
        self.clearSpans()
        for cell in self.grid.cells if self.grid is not None else ():
            if cell.rows > 1 or cell.cols > 1:
                self.setSpan(cell.row, cell.col, cell.rows, cell.cols)

    def refresh(self, update: Update) -> None:
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    def go_to(self, place: Placement) -> bool:
        for cell in self.grid.cells if self.grid is not None else ():
            if cell.placement == place:
                self.setCurrentIndex(self.model().index(cell.row, cell.col))
                return True
        return False
