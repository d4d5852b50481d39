"""FindBar: find and replace over the whole report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton


class FindBar(QFrame):
    """Only asks; the report's tab knows the chapters."""

    step = Signal(int)  # to the next (1) or the one before (-1)
    replace_one = Signal()
    replace_all = Signal()
    sought_changed = Signal()
    closed = Signal()

    def __init__(self, may_write: bool) -> None:
        super().__init__()
        self.sought = QLineEdit()
        self.words = QLineEdit()
        self.told = QLabel()
        self._may_write = may_write
        self.before = QPushButton("上一处")
        self.next = QPushButton("下一处")
        self.one = QPushButton("替换(&C)")
        self.all = QPushButton("全部替换(&L)")
        self.close_button = QPushButton("关闭")
        self._lay_out()
        self.sought.textChanged.connect(self.sought_changed)
        self.before.clicked.connect(lambda: self.step.emit(-1))
        self.next.clicked.connect(lambda: self.step.emit(1))
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.close_button.clicked.connect(self.close_bar)
        self.hide()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        labels = [QLabel("查找(&I)："), QLabel("替换为(&R)：")]
        for row, (label, field) in enumerate(zip(labels, (self.sought, self.words), strict=True)):
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self._second = (labels[1], self.words, self.one, self.all)
        for row, buttons in enumerate(((self.before, self.next), (self.one, self.all))):
            box = QHBoxLayout()
            for button in buttons:
                box.addWidget(button)
            grid.addLayout(box, row, 2)
        grid.addWidget(self.close_button, 0, 3)
        grid.addWidget(self.told, 2, 1, 1, 3)
        self.told.setProperty("quiet", True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        grid.setColumnStretch(1, 1)
        self.before.setToolTip("Shift+F3")
        self.next.setToolTip("F3")

    def open_bar(self, words: str, replacing: bool) -> None:
        """Ready to type what is sought; words that are selected are it."""
        for part in self._second:
            part.setVisible(replacing and self._may_write)
        if words and "\n" not in words:
            self.sought.setText(words)
        self.show()
        self.sought.setFocus()
        self.sought.selectAll()

    def close_bar(self) -> None:
        """Back to the text."""
        self.hide()
        self.closed.emit()

    def tell(self, words: str) -> None:
        """What came of it."""
        self.told.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.words.hasFocus():
            self.replace_one.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
