"""Trash: the dialog with the removed reports, from which they can be restored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.storage.kept import ReportLine
from core.workspace import overview
from core.workspace.overview import Order
from ui.start.report_list import ReportList
from ui.start.report_model import ReportModel
from ui.start.room import give_room

WIDE, HIGH = 70, 16  # characters, lines


class Trash(QDialog):
    """Tells which report is to be restored, and closes."""

    restore_wanted = Signal(int)  # report

    def __init__(self, lines: Sequence[ReportLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("已删除的自评材料")
        self.model = ReportModel(self)
        self.model.show_lines(overview.ordered(lines, Order.UNIT), True, datetime.now())
        self.list = ReportList(self.model)
        self.list.choose(0)
        self.restore = QPushButton("恢复(&R)")
        self.restore.setDefault(True)
        self.restore.setEnabled(bool(lines))
        close = QPushButton("关闭(&C)")
        hint = QLabel("恢复后，材料和删除前一样，回到列表里。")
        hint.setProperty("quiet", True)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.restore)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self.list)
        column.addLayout(row)
        give_room(self, WIDE, HIGH)
        self.restore.clicked.connect(self._restore)
        self.list.doubleClicked.connect(self._restore)
        close.clicked.connect(self.reject)

    def _restore(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self.restore_wanted.emit(line.id)
            self.accept()
