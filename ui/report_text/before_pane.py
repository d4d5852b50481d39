"""BeforePane: what stood under the same heading the year before, to read and to take from."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

TITLE = "去年这一章"


class BeforePane(QWidget):
    """Hidden when there is nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QPlainTextEdit(readOnly=True)
        self.words.setAccessibleName(TITLE)
        self.words.setTabChangesFocus(True)
        self.copy = QPushButton("复制去年的文字")
        self.copy.clicked.connect(self._copy)
        title = QLabel(TITLE)
        title.setProperty("quiet", True)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(head)
        column.addWidget(self.words, 1)
        self.hide()

    def show_text(self, text: str) -> None:
        """The words of last year; "" hides the pane."""
        if text != self.words.toPlainText():
            self.words.setPlainText(text)
        self.setVisible(bool(text.strip()))

    def _copy(self) -> None:
        """What is selected, else everything."""
        chosen = self.words.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(chosen or self.words.toPlainText())
