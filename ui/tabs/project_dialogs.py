"""Project dialogs: which project to add, and to which line of the list one belongs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.workspace.project_list import ListedLine, Wiring

ROW = int(Qt.ItemDataRole.UserRole)


class _Asking(QDialog):
    """A dialog with 确定 and 取消 in Chinese."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        letter = self.fontMetrics().horizontalAdvance("项")
        self.resize(letter * 38, self.fontMetrics().height() * 24)

    def close_with(self, word: str) -> QPushButton:
        """The buttons; the first one does it."""
        row = QHBoxLayout()
        row.addStretch(1)
        do = QPushButton(word)
        do.setDefault(True)
        do.clicked.connect(self.accept)
        leave = QPushButton("取消(&C)")
        leave.clicked.connect(self.reject)
        row.addWidget(do)
        row.addWidget(leave)
        self.column.addLayout(row)
        return do


def _fill(view: QListWidget, lines: list[ListedLine], project: str = "") -> None:
    for line in lines:
        now = "（现在对应的）" if project and line.project == project else ""
        told = "　".join(filter(None, (f"{line.number}. {line.name}{now}", line.money)))
        item = QListWidgetItem(told)
        item.setData(ROW, line.row)
        view.addItem(item)


class AddProject(_Asking):
    """Either lines of the list that have no form yet, or a name of one's own."""

    def __init__(self, wiring: Wiring, lines: list[ListedLine], parent: QWidget | None) -> None:
        super().__init__(f"增加{wiring.table}", parent)
        self._lines = QListWidget()
        if lines:
            label = QLabel(f"{wiring.lines}里还没有自评表的项目(&L)，可以选几个：")
            label.setBuddy(self._lines)
            self.column.addWidget(label)
            self._lines.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            _fill(self._lines, lines)
            self.column.addWidget(self._lines, 1)
            everything = QPushButton("全部选中(&A)")
            everything.setAutoDefault(False)
            everything.clicked.connect(self._lines.selectAll)
            self.column.addWidget(everything, 0, Qt.AlignmentFlag.AlignLeft)
        self._name = QLineEdit()
        told = "或者写一个新项目的名称(&N)：" if lines else "项目名称(&N)："
        label = QLabel(told)
        label.setBuddy(self._name)
        self.column.addWidget(label)
        self.column.addWidget(self._name)
        self._listed = QCheckBox(f"同时写进{wiring.lines}，并互相对应(&T)")
        self._listed.setChecked(True)
        self._listed.setVisible(bool(wiring.lines))
        self.column.addWidget(self._listed)
        if not lines:
            self.column.addStretch(1)
        self._do = self.close_with("增加(&D)")
        self._lines.itemSelectionChanged.connect(self._lines_chosen)
        self._lines.itemActivated.connect(self.accept)
        self._name.textChanged.connect(self._name_typed)
        if lines:
            self._lines.setCurrentRow(0)
            self._lines.setFocus()
        else:
            self.resize(self.width(), self.minimumSizeHint().height())
        self._enable()

    @property
    def rows(self) -> list[str]:
        """The lines that were chosen, in the order of the list."""
        items = [self._lines.item(n) for n in range(self._lines.count())]
        return [item.data(ROW) for item in items if item.isSelected()]

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def listed(self) -> bool:
        """Is the new project to stand on the list too?"""
        return self._listed.isChecked()

    def _lines_chosen(self) -> None:
        if self.rows and self.name:
            self._name.clear()
        self._enable()

    def _name_typed(self) -> None:
        if self.name:
            self._lines.clearSelection()
        self._enable()

    def _enable(self) -> None:
        """Something must be chosen or named; the check box is about a name only."""
        self._do.setEnabled(bool(self.name or self.rows))
        self._listed.setEnabled(bool(self.name))


class LinkProject(_Asking):
    """Which line of the list a project belongs to; the first entry is none."""

    def __init__(
        self,
        title: str,
        wiring: Wiring,
        lines: list[ListedLine],
        project: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__("对应清单", parent)
        label = QLabel(f"“{title}”是{wiring.lines}里的哪一行？名称相近的排在前面。")
        label.setWordWrap(True)
        self.column.addWidget(label)
        self._lines = QListWidget()
        self._lines.addItem(QListWidgetItem("（哪一行都不是）"))
        _fill(self._lines, lines, project)
        self._lines.setCurrentRow(1 if lines else 0)
        self._lines.itemActivated.connect(self.accept)
        self.column.addWidget(self._lines, 1)
        self.close_with("对应(&D)")

    @property
    def row(self) -> str | None:
        item = self._lines.currentItem()
        found = item.data(ROW) if item is not None else None
        return found if isinstance(found, str) else None
