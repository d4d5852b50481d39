"""FindingModel: the lines of the problems panel as a list model; the whole line by LINE_ROLE."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.checks.desk import Desk
from core.workspace.place_words import finding_places
from core.workspace.problems import Line, LineKey, Mark, Sort

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
PLACE_ROLE = LINE_ROLE + 1


class FindingModel(QAbstractListModel):
    """Places are put into words only for lines that are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._rows: dict[LineKey, int] = {}
        self.desk: Desk | None = None

    def show_lines(self, lines: list[Line], desk: Desk) -> None:
        """Other lines, or the same with other numbers."""
        self.beginResetModel()
        self.lines, self.desk = lines, desk
        self._rows = {line.key: row for row, line in enumerate(lines)}
        self.endResetModel()

    def row_of(self, key: LineKey | None) -> int:
        """Where a line stands; -1 when it does not."""
        return -1 if key is None else self._rows.get(key, -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == PLACE_ROLE:
            return self._place(line)
        if role == int(Qt.ItemDataRole.DisplayRole):
            return line_text(line)
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(filter(None, (_sign(line), self._place(line), line_text(line))))
        return None

    def _place(self, line: Line) -> str:
        if line.sort is Sort.MORE or line.finding is None:
            return ""
        assert self.desk is not None
        return next(iter(finding_places(self.desk, line.finding)), "")


def line_text(line: Line) -> str:
    """What a line says."""
    if line.sort is Sort.HEAD:
        return f"{line.group.value}　{line.count} 项"
    if line.sort is Sort.MORE:
        return f"由此引起 {line.count} 项"
    return line.finding.message if line.finding else ""


def _sign(line: Line) -> str:
    """The severity, and how it stands, for those who listen."""
    if line.finding is None or line.sort is Sort.MORE:
        return ""
    forced = "强制说明" if line.finding.forced else ""
    mark = line.mark.value if line.mark is not Mark.NONE else ""
    return " ".join(filter(None, (line.finding.severity.value, forced, mark)))
