"""PackModel: the packs of a new report as a table: county, region, first year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from core.forms.pack import PackHead
from core.workspace.choosing import ANY_COUNTY, region_text
from ui.start.lines_table import BEGINS_ROLE, QUIET_ROLE, Index

NOWHERE = QModelIndex()
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
HEADINGS = ("县（市、区）", "省、市", "起用年度")
NAME, REGION, FROM = range(3)


class PackModel(QAbstractTableModel):
    """Shows packs in the order they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packs: Sequence[PackHead] = ()

    def show_packs(self, packs: Sequence[PackHead]) -> None:
        """Other packs."""
        self.beginResetModel()
        self._packs = packs
        self.endResetModel()

    def pack(self, row: int) -> PackHead | None:
        """The pack of a row."""
        return self._packs[row] if 0 <= row < len(self._packs) else None

    def row_of(self, pack: str) -> int:
        """Where a pack stands; -1 when it is not in the list."""
        return next((row for row, head in enumerate(self._packs) if head.id == pack), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._packs)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        head = self.pack(index.row())
        if head is None:
            return None
        if role == DISPLAY:
            return (head.name, region_text(head), f"{head.from_year}年度")[index.column()]
        if role == QUIET_ROLE:
            return index.column() != NAME
        if role == BEGINS_ROLE:
            return head.id == ANY_COUNTY
        return None
