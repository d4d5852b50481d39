"""ProgressLine: how many cells are still to be filled, and the way to the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from core.layout.grid import Cell
from ui.panels.parts import Lazily
from ui.session import Session


class ProgressLine(QWidget):
    """还有 87 格, a bar, and a button; counted only when it can be seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cell: Cell | None = None
        self.label = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(self.fontMetrics().height() // 2)
        self.bar.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 8)
        self.button = QPushButton("下一空格(&K)")
        self.button.setToolTip("到下一个还要填的格（F7）")
        self.button.clicked.connect(self.next_empty)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addWidget(self.bar)
        row.addWidget(self.button)
        self._count = Lazily(self, self._show)
        session.updated.connect(self._count.ask)
        session.entered.connect(self._entered)

    def next_empty(self) -> None:
        """Go to the next cell to fill, or say that there is none."""
        if not self._session.next_empty(self._cell):
            self._session.said.emit("要填的格都填好了。")

    def _entered(self, cell: Cell | None) -> None:
        self._cell = cell

    def _show(self) -> None:
        progress = self._session.report.progress()
        left = progress.required - progress.filled
        self.label.setText(f"还有 {left} 格" if left else "都填好了")
        self.label.setToolTip(f"要填 {progress.required} 格，已填 {progress.filled} 格")
        self.bar.setRange(0, max(1, progress.required))
        self.bar.setValue(progress.filled)
        self.button.setEnabled(bool(left))
