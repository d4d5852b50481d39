"""SampleMenu: the samples that come with the program; read when the menu is first opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget


class SampleMenu(QMenu):
    """One entry per sample: county, year, unit."""

    picked = Signal(str)  # the file's name in the folder of samples

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("样例", parent)
        self.aboutToShow.connect(self._fill)
        self.triggered.connect(lambda action: self.picked.emit(action.data()))

    def _fill(self) -> None:
        if self.actions():
            return
        from core.forms.library import Library
        from core.workspace.samples import samples

        for sample in samples(Library()):
            action = self.addAction(f"{sample.pack_name}　{sample.year}年度　{sample.unit}")
            action.setData(sample.file)
