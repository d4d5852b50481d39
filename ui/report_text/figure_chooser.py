"""FigureChooser: choose a fact by typing part of its name; it comes into the text as a figure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from core.workspace.chapter_figures import Choice
from core.workspace.overview import has_words
from ui.row_model import DISPLAY, Index, RowModel

_STEERS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class ChoiceModel(RowModel[Choice]):
    """Facts with what they read now."""

    HEADS = ("数据", "现在的数")

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if not index.isValid() or role not in (DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return None
        choice = self.items[index.row()]
        return " ".join((choice.text if index.column() else choice.name).split())


class FigureChooser(QDialog):
    """Typing narrows the list, the arrows walk it, Enter takes."""

    def __init__(self, choices: list[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("插入数据")
        self._choices = choices
        self.model = ChoiceModel(self)
        self.field = QLineEdit(placeholderText="输入名称的一部分，如：三公 决算")
        self.list = QTreeView()
        self._lay_out()
        self.field.textChanged.connect(self._narrow)
        self.list.activated.connect(self.accept)
        self.list.selectionModel().currentRowChanged.connect(self._may_take)
        self._narrow()

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setAccessibleName("数据")
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().horizontalAdvance("国")
        header.resizeSection(1, em * 14)
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton("插入", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        label = QLabel("插入的数跟着表走：表里的数改了，报告里的一起改。")
        label.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(label)
        column.addWidget(self.buttons)
        self.resize(em * 52, em * 32)
        self.field.installEventFilter(self)

    @property
    def chosen(self) -> Choice | None:
        """What the user took."""
        return self.model.item(self.list.currentIndex().row())

    def _narrow(self) -> None:
        sought = self.field.text()
        self.model.show_items(
            [choice for choice in self._choices if has_words(choice.name, sought)]
        )
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._may_take()

    def _may_take(self) -> None:
        self.take.setEnabled(self.chosen is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go to the list while one types."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        steers = Qt.Key(event.key()) in _STEERS
        if steers:
            self.list.keyPressEvent(event)
        return steers
