"""Dialogs: the title of an own chapter, the size of a table."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from core.layout.chapters import DEEPEST, heading_number
from core.workspace.chapter_tables import MOST_COLUMNS, MOST_ROWS


class _Form(QDialog):
    """Fields with two buttons below."""

    def __init__(self, title: str, yes: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = QFormLayout(self)
        self._buttons = QDialogButtonBox()
        self.yes = self._buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def end(self) -> None:
        """The buttons come last."""
        self.form.addRow(self._buttons)


class TitleDialog(_Form):
    """What an own chapter is called, and on which level it stands."""

    def __init__(self, window_title: str, title: str, level: int, parent: QWidget) -> None:
        super().__init__(window_title, "确定", parent)
        self.field = QLineEdit(title, placeholderText="标题，不用写编号")
        self.field.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 24)
        self.levels = QComboBox()
        for number in range(1, DEEPEST + 1):
            self.levels.addItem(f"第{number}级，编号如“{heading_number(number, 1)}”")
        self.levels.setCurrentIndex(level - 1)
        self.form.addRow("标题(&T)：", self.field)
        self.form.addRow("级别(&L)：", self.levels)
        self.end()
        self.field.textChanged.connect(self._may)
        self._may()

    @property
    def title(self) -> str:
        return self.field.text().strip()

    @property
    def level(self) -> int:
        return self.levels.currentIndex() + 1

    def _may(self) -> None:
        self.yes.setEnabled(bool(self.title))


class TableDialog(_Form):
    """How many rows and columns a new table has."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("插入表格", "插入", parent)
        self.rows = QSpinBox(minimum=1, maximum=MOST_ROWS, value=3)
        self.columns = QSpinBox(minimum=2, maximum=MOST_COLUMNS, value=3)
        self.form.addRow("行数(&R)：", self.rows)
        self.form.addRow("列数(&C)：", self.columns)
        self.end()
