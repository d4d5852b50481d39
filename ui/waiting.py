"""Waiting: what the first picture of the window says, until the list of reports is read."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget


class Waiting(QWidget):
    """A line in the middle; by stretches, for the names of alignments take 20 ms to load."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QLabel("正在读取…")
        words.setProperty("quiet", True)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.addStretch()
        column.addLayout(row)
        column.addStretch()
        row.addStretch()
        row.addWidget(words)
        row.addStretch()
