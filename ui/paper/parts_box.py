"""PartsBox: which parts of the package are wanted, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.layout.package import Choice
from core.workspace.printing import Part, choice_of


class PartsBox(QWidget):
    """A list to tick, and three ways to print what is ticked."""

    changed = Signal()

    def __init__(
        self, parts: Iterable[Part], own_faces: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self.list = QListWidget()
        self.list.setAccessibleName("要打印的内容")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self._parts:
            item = QListWidgetItem(part.words, self.list)
            item.setToolTip(part.words)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_state(part.chosen_first))
        self.list.setCurrentRow(0)
        self.signature = QCheckBox("只要签字页(&S)")
        self.signature.setToolTip("只打有签字、盖章的那几页，封面和目录不打")
        self.double = QCheckBox("双面(&B)")
        self.double.setToolTip("每张表都从正面开始，需要时背面留空白")
        self.draft = QCheckBox("草稿（有水印）(&G)")
        self.draft.setToolTip("每页印上“草稿”二字，便于校对")
        self.own_faces = QCheckBox("用本机公文字体(&T)")
        self.own_faces.setToolTip("字形用本机装的宋体、仿宋、楷体等；每行的字和页数不变")
        self.own_faces.setChecked(own_faces)
        title = QLabel("要打印的内容(&L)")
        title.setBuddy(self.list)
        self.all, self.none = QPushButton("全选(&A)"), QPushButton("全不选(&N)")
        row = QHBoxLayout()
        row.addWidget(self.all)
        row.addWidget(self.none)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        for box in (self.signature, self.double, self.draft, self.own_faces):
            column.addWidget(box)
            box.toggled.connect(self.changed)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.all.clicked.connect(lambda: self._tick(lambda part: part.chosen_first))
        self.none.clicked.connect(lambda: self._tick(lambda part: False))

    def chosen(self) -> list[Part]:
        """The parts that are ticked."""
        ticked = Qt.CheckState.Checked
        return [p for n, p in enumerate(self._parts) if self.list.item(n).checkState() is ticked]

    def choose_only(self, name: str) -> bool:
        """Tick this part and no other; False when there is none of this name."""
        if all(part.name != name for part in self._parts):
            return False
        self._tick(lambda part: part.name == name)
        return True

    def choice(self) -> Choice:
        """What layout is to be asked for."""
        return choice_of(
            self.chosen(),
            self.signature.isChecked(),
            self.double.isChecked(),
            self.draft.isChecked(),
        )

    def _tick(self, wanted: Callable[[Part], bool]) -> None:
        self.list.blockSignals(True)
        for number, part in enumerate(self._parts):
            self.list.item(number).setCheckState(_state(wanted(part)))
        self.list.blockSignals(False)
        self.list.viewport().update()
        self.changed.emit()


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
