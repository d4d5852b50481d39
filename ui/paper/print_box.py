"""PrintBox: the printer, the files, and how far things have got."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.workspace.printing import COPIES, Kind
from ui.panels.parts import breakable, words
from ui.still import StillCombo, StillSpin

NO_PRINTER = "没有找到打印机。请先在系统里装好打印机；也可以导出 PDF，拿到别的电脑上打印。"
KEYS = {Kind.PDF: "F", Kind.XLSX: "E", Kind.DOCX: "D"}
HINTS = {
    Kind.PDF: "和预览一样，用来打印或者交给别人看",
    Kind.XLSX: "只有勾选的表，没有封面和目录；可以再改",
    Kind.DOCX: "只有勾选的表，没有封面和目录；可以再改",
}


class PrintBox(QWidget):
    """Tells what is wanted; whoever holds it sees to it."""

    print_wanted = Signal()
    export_wanted = Signal(object)  # Kind
    cancel_wanted = Signal()

    def __init__(self, printers: Sequence[str], usual: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy, self._pages, self._file = False, False, ""
        self.printers = StillCombo()
        self.printers.addItems(list(printers))
        self.printers.setCurrentText(usual)
        self.printers.setSizeAdjustPolicy(
            StillCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.printers.setToolTip(usual)
        self.copies = StillSpin()
        self.copies.setRange(COPIES.start, COPIES.stop - 1)
        self.copies.setSuffix(" 份")
        self.print = QPushButton("打印(&P)")
        self.print.setProperty("primary", True)
        self.exports = {kind: QPushButton(f"导出 {kind.value}(&{KEYS[kind]})…") for kind in Kind}
        self.bar = QProgressBar()
        self.cancel = QPushButton("取消(&Q)")
        self.told = words("")
        self.folder = QPushButton("打开所在文件夹(&O)")
        self.faces_told = words("", quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._print_part())
        column.addWidget(self._export_part())
        for part in (self.bar, self.cancel, self.told, self.folder, self.faces_told):
            column.addWidget(part)
        column.addStretch()
        self.bar.hide()
        self.cancel.hide()
        self.folder.hide()
        self.faces_told.hide()
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.print.clicked.connect(self.print_wanted)
        for kind, button in self.exports.items():
            button.clicked.connect(lambda _=False, kind=kind: self.export_wanted.emit(kind))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.folder.clicked.connect(self._open_folder)
        self._refresh()

    def _print_part(self) -> QGroupBox:
        box = QGroupBox("打印")
        form = QFormLayout(box)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if self.printers.count():
            form.addRow("打印机(&M)", self.printers)
        else:
            form.addRow(words(NO_PRINTER, quiet=True))
        form.addRow("份数(&C)", self.copies)
        form.addRow(self.print)
        return box

    def _export_part(self) -> QGroupBox:
        box = QGroupBox("导出为文件")
        column = QVBoxLayout(box)
        for kind, button in self.exports.items():
            column.addWidget(button)
            button.setToolTip(HINTS[kind])
        return box

    # ------------------------------------------------ how things stand

    @property
    def busy(self) -> bool:
        """Is something being printed or written?"""
        return self._busy

    def has_pages(self, pages: bool) -> None:
        """Is there anything to print?"""
        self._pages = pages
        self._refresh()

    def begin(self, told: str) -> None:
        """Something is being done."""
        self._busy = True
        self.tell(told)
        self.bar.setRange(0, 0)

    def show_going(self, number: int, count: int) -> None:
        """So many pages are done."""
        self.bar.setRange(0, count)
        self.bar.setValue(number)
        self.bar.setFormat(f"第 {number + 1} 页，共 {count} 页")

    def end(self, told: str, file: str = "") -> None:
        """It is done, or given up."""
        self._busy = False
        self.tell(told, file)

    def tell(self, told: str, file: str = "") -> None:
        self._file = file
        self.told.setText(breakable(told))
        self._refresh()

    def tell_faces(self, told: str) -> None:
        """Which faces of this computer are used; "" for none."""
        self.faces_told.setText(told)
        self.faces_told.setVisible(bool(told))

    def _refresh(self) -> None:
        self.print.setEnabled(self._pages and not self._busy and self.printers.count() > 0)
        for button in self.exports.values():
            button.setEnabled(self._pages and not self._busy)
        self.bar.setVisible(self._busy)
        self.cancel.setVisible(self._busy)
        self.folder.setVisible(bool(self._file))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._file).parent)))
