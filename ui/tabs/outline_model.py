"""Outline model: the chapters of a report for a list: heading and number of characters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from core.layout.chapters import Entry
from core.workspace.chapter_texts import characters
from ui import look
from ui.row_model import DISPLAY, Index, RowModel

INDENT = "　"
_Role = Qt.ItemDataRole


class OutlineModel(RowModel[Entry]):
    """One row per chapter, indented by its level."""

    HEADS = ("章节", "字数")

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """The chapters as they stand; rows stay where they are if the headings do."""
        self.show_items(entries, lambda entry: entry.key)

    def row_of(self, entry: Entry | None) -> int:
        """Where a chapter stands; -1 when it is gone."""
        return self.find(lambda other: entry is not None and other.key == entry.key)

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if not index.isValid():
            return None
        entry = self.items[index.row()]
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
