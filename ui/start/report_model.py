"""ReportModel: the list of reports as a table; every word of it comes from core's overview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt

from core.storage.kept import ReportLine
from core.workspace import overview
from core.workspace.overview import Order
from ui.row_model import DISPLAY, Index, RowModel
from ui.start.lines_table import BEGINS_ROLE, QUIET_ROLE

LINE_ROLE = int(Qt.ItemDataRole.UserRole)  # the ReportLine

UNIT, YEAR, PACK, STATE, PROGRESS, VERDICT, CHANGED = range(7)
ORDERS = {UNIT: Order.UNIT, YEAR: Order.YEAR, CHANGED: Order.CHANGED}  # columns that sort


class ReportModel(RowModel[ReportLine]):
    """Shows lines in the order they are given."""

    HEADS = ("单位", "年度", "县（模板包）", "状态", "进度", "审核结论", "最近修改")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begins: Sequence[bool] = ()
        self._now = datetime.min

    def show_lines(self, lines: Sequence[ReportLine], grouped: bool, now: datetime) -> None:
        """Other lines; `grouped` when they stand in groups of one unit each."""
        self._now = now
        self._begins = overview.groups(lines) if grouped else [True] * len(lines)
        self.show_items(lines)

    def row_of(self, report: int) -> int:
        """Where a report stands; -1 when it is not in the list."""
        return self.find(lambda line: line.id == report)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        line = self.item(index.row())
        if line is None:
            return None
        if role in (DISPLAY, int(Qt.ItemDataRole.ToolTipRole)):
            return self._text(line, index.column())
        if role == LINE_ROLE:
            return line
        if role == BEGINS_ROLE:
            return self._begins[index.row()]
        if role == QUIET_ROLE:  # a unit's name is said once, then repeated quietly
            return index.column() == UNIT and not self._begins[index.row()]
        return None

    def _text(self, line: ReportLine, column: int) -> str:
        match column:
            case 0:
                return line.unit
            case 1:
                return str(line.year)
            case 2:
                return line.pack_name
            case 3:
                return overview.state(line).value
            case 4:
                return overview.progress_text(line)
            case 5:
                return overview.verdict(line)
            case _:
                return overview.changed_text(line.changed, self._now)
