"""CellDelegate: makes the editors of cells and gives them their place; the view does the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.layout.grid import Align, Cell
from ui.grid.editor import CellEditor, Start
from ui.grid.metrics import ALIGN, Metrics

if TYPE_CHECKING:
    from ui.grid.view import GridView

Index = QModelIndex | QPersistentModelIndex
LEAST_EDITOR = 7  # characters: a narrow cell gets a wider editor
MOST_BEFORE = 0.6  # the form's own words before a fact stay in sight up to this share of the cell


class CellDelegate(QStyledItemDelegate):
    """Between Qt's machinery for editors and the view."""

    def __init__(self, view: GridView, start: Callable[[Cell], Start]) -> None:
        super().__init__(view)
        self._view = view
        self._start = start

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._view.grid_model.cell(index)
        assert cell is not None  # only cells that begin somewhere can be edited
        font = self._view.metrics.font(cell, self._size)
        editor = CellEditor(self._start(cell), font, ALIGN[cell.align], parent)
        self._view.take_editor(editor, cell)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once: a live refresh never touches what is being typed."""
        if isinstance(editor, CellEditor):
            editor.fill()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The view commits, so that it happens exactly once."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys and focus are the editor's own; Qt's ways of committing are not used."""
        return False

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cell = self._view.grid_model.cell(index)
        if cell is not None and isinstance(editor, CellEditor):
            self.place(editor, cell, option.rect)  # type: ignore[attr-defined]

    @property
    def _size(self) -> float:
        grid = self._view.grid_model.grid
        assert grid is not None
        return grid.size

    def place(self, editor: CellEditor, cell: Cell, rect: QRect) -> None:
        """Over its cell, as high as its lines need, inside the visible part of the form."""
        metrics: Metrics = self._view.metrics
        across, above = metrics.pad(cell, self._size)
        box = rect.adjusted(0, 0, -1, -1)
        if cell.before and cell.align is Align.LEFT:
            taken = editor.fontMetrics().horizontalAdvance(cell.before)
            if taken < rect.width() * MOST_BEFORE:
                box.setLeft(box.left() + taken)
        box.setWidth(max(box.width(), editor.fontMetrics().height() * LEAST_EDITOR))
        area = self._view.viewport().rect()
        if box.right() > area.right() and box.width() <= area.width():
            box.moveRight(area.right())
        if editor.width() != box.width():
            editor.resize(box.width(), max(editor.height(), box.height()))
        need = editor.lines_height() + 2 * above
        box.setHeight(min(max(box.height(), need), max(area.height(), 1)))
        grown = need > rect.height() and rect.top() <= area.bottom()
        if grown and box.bottom() > area.bottom():
            box.moveBottom(area.bottom())
        editor.setGeometry(box)
        editor.set_room(across, max(above, (box.height() - editor.lines_height()) // 2))
