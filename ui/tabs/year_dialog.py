"""Year dialog: asks for another year and says what it changes."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.forms.pack import Pack
from core.workspace.unit_card import read_year, year_question


class YearDialog(QDialog):
    """`year` is the new year once the dialog was accepted."""

    def __init__(self, pack: Pack, before: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("更改年度")
        self._pack = pack
        self._before = before
        self.year = before
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        self.edit = QLineEdit(str(before))
        self.edit.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 16)
        self.edit.selectAll()
        label = QLabel("新的年度(&Y)：")
        label.setBuddy(self.edit)
        row.addWidget(label)
        row.addWidget(self.edit)
        row.addStretch(1)
        column.addLayout(row)
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.question.setMinimumWidth(self.fontMetrics().horizontalAdvance("年") * 30)
        column.addWidget(self.question)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.change = QPushButton("更改(&G)")
        self.change.setDefault(True)
        self.change.clicked.connect(self.accept)
        leave = QPushButton("不改(&N)")
        leave.clicked.connect(self.reject)
        buttons.addWidget(self.change)
        buttons.addWidget(leave)
        column.addLayout(buttons)
        self.edit.textChanged.connect(self._ask)
        self._ask(self.edit.text())

    def _ask(self, text: str) -> None:
        year = read_year(text)
        self.change.setEnabled(year is not None and year != self._before)
        if year is None:
            self.question.setText(f"请写四位数的年份，如 {self._before}。")
        elif year == self._before:
            self.question.setText(f"现在就是 {year} 年度。")
        else:
            self.year = year
            self.question.setText(year_question(self._pack, self._before, year))
        self.adjustSize()
