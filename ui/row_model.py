"""RowModel: a table of things, one to a row; the models built on it say what its cells show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
Item = TypeVar("Item")


class RowModel(QAbstractTableModel, Generic[Item]):
    """Holds the rows; a selection survives when the same things are shown in another state."""

    HEADS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()

    def show_items(
        self, items: Sequence[Item], key: Callable[[Item], object] | None = None
    ) -> None:
        """Other rows. With `key`, rows stay where they are when all keys are as they were."""
        if key is None or list(map(key, items)) != list(map(key, self.items)):
            self.beginResetModel()
            self.items = items
            self.endResetModel()
            return
        before, self.items = self.items, items
        for row, (old, new) in enumerate(zip(before, items, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.HEADS) - 1))

    def item(self, row: int) -> Item | None:
        """What stands in a row."""
        return self.items[row] if 0 <= row < len(self.items) else None

    def find(self, wanted: Callable[[Item], bool]) -> int:
        """The first row that is wanted; -1 for none."""
        return next((row for row, item in enumerate(self.items) if wanted(item)), -1)

    # ------------------------------------------------ Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY:
            return self.HEADS[section]
        return None
