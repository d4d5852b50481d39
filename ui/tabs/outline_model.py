"""Outline model: the chapters of a report for a list: heading and number of characters."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from core.workspace.chapters import Entry, characters
from ui import look

AnyIndex = QModelIndex | QPersistentModelIndex
COLUMNS = ("章节", "字数")
INDENT = "　"
_Role = Qt.ItemDataRole


class OutlineModel(QAbstractTableModel):
    """One row per chapter, indented by its level."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """The chapters as they stand; rows stay where they are if the headings do."""
        same = [entry.key for entry in entries] == [entry.key for entry in self.entries]
        if not same:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()
            return
        before, self.entries = self.entries, entries
        for row, (old, new) in enumerate(zip(before, entries, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def row_of(self, entry: Entry | None) -> int:
        """Where a chapter stands; -1 when it is gone."""
        keys = [other.key for other in self.entries]
        return keys.index(entry.key) if entry is not None and entry.key in keys else -1

    # ------------------------------------------------ Qt

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        count = characters(entry.text)
        match role:
            case _Role.DisplayRole if index.column():
                return f"{count} 字" if count else "—"
            case _Role.DisplayRole:
                return INDENT * (entry.level - 1) + entry.heading
            case _Role.ToolTipRole:
                return entry.heading
            case _Role.TextAlignmentRole if index.column():
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _Role.FontRole if entry.level == 1 and not index.column():
                return _bold()
            case _Role.ForegroundRole if not count:
                return QColor(look.QUIET)
        return None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
