"""Viewer: choose a package or a pack, look at its forms, export them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.calc.trace import trace
from core.document.document import Document
from core.errors import Unreadable, ZipingtongError
from core.export.sheets import write_sheets
from core.facts.model import Ref, Snapshot
from core.forms.library import Library
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.grid import Grid
from core.paths import resources
from core.storage.datafile import load
from core.storage.json_text import read_json
from ui.grid_model import GridModel
from ui.grid_view import GridView


class Viewer(QMainWindow):
    """The window of this stage: every form can be looked at; filling in comes later."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("自评通")
        self.resize(1280, 720)
        self._library = Library()
        self._pack: Pack | None = None
        self._snapshot: Snapshot | None = None
        self._grids: list[Grid] = []
        self.packages = QComboBox()
        self.forms = QListWidget()
        self.sheet = GridView()
        self._lay_out()
        self._menu()
        for path in sorted((resources() / "samples").glob("*.json")):
            data, _ = read_json(path.read_text("utf-8"), path.name)
            self.packages.addItem(f"样例：{data['unit']} {data['year']}年度", ("file", str(path)))
        for name in self._library.names():
            self.packages.addItem(f"空表：{self._library.pack(name).head.name}", ("blank", name))
        self.packages.activated.connect(self._choose)
        self.forms.currentRowChanged.connect(self._show_form)
        if self.packages.count():
            self._choose(0)

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.addWidget(QLabel("材料"))
        column.addWidget(self.packages)
        column.addWidget(QLabel("表"))
        column.addWidget(self.forms, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(self.sheet)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 980])
        self.setCentralWidget(split)

    def _menu(self) -> None:
        menu = self.menuBar().addMenu("文件(&F)")
        for text, key, slot in (
            ("打开数据文件(&O)…", QKeySequence.StandardKey.Open, self._ask_open),
            ("导出表格(&E)…", QKeySequence("Ctrl+E"), self._ask_export),
            ("退出(&X)", QKeySequence.StandardKey.Quit, self.close),
        ):
            action = QAction(text, self)
            action.setShortcut(key)
            action.triggered.connect(slot)
            menu.addAction(action)

    # ------------------------------------------------ choosing

    def _choose(self, index: int) -> None:
        sort, name = self.packages.itemData(index)
        try:
            if sort == "file":
                self.open_file(Path(name))
            else:
                pack = self._library.pack(name)
                self._show_package(pack, Document.specimen(pack).snapshot, "空表")
        except ZipingtongError as error:
            self._complain(error)

    def open_file(self, path: Path) -> None:
        """Show a data file; what is odd in it is told below the sheet."""
        loaded = load(path, self._library)
        document = loaded.document
        told = f"，读入时有 {len(loaded.notes)} 条提醒" if loaded.notes else ""
        self._show_package(document.pack, document.snapshot, f"{path.name}{told}")

    def _show_package(self, pack: Pack, snapshot: Snapshot, told: str) -> None:
        self._pack, self._snapshot = pack, snapshot
        self._grids = list(build_all(pack, snapshot))
        self.forms.clear()
        for grid in self._grids:
            self.forms.addItem(self._title(grid))
        self.forms.setCurrentRow(0)
        self.statusBar().showMessage(f"{pack.head.name}　{snapshot.year}年度　{told}")

    def _title(self, grid: Grid) -> str:
        name = grid.name
        if grid.copy and self._snapshot is not None:
            name += f"　{self._snapshot.value(Ref('项目名称', '', grid.copy)).raw}"
        return name + ("" if grid.printed else "（底稿）")

    def _show_form(self, row: int) -> None:
        if 0 <= row < len(self._grids):
            grid = self._grids[row]
            self.sheet.show_grid(GridModel(grid, self._tips(grid)))

    def _tips(self, grid: Grid) -> dict[tuple[int, int], str]:
        """For computed cells: the formula, with the numbers put in."""
        tips: dict[tuple[int, int], str] = {}
        if self._pack is None or self._snapshot is None:
            return tips
        for cell in grid.cells:
            if cell.ref is None or cell.part:
                continue
            step = trace(self._pack, self._snapshot, cell.ref, depth=0)
            if step.rule:
                tips[cell.row, cell.col] = f"{step.source}\n= {step.numbers}"
        return tips

    # ------------------------------------------------ menu

    def _ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "打开数据文件", "", "数据文件 (*.json)")
        if name:
            try:
                self.open_file(Path(name))
            except ZipingtongError as error:
                self._complain(error)

    def _ask_export(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹")
        if name and self._pack is not None and self._snapshot is not None:
            try:
                write_sheets(self._pack, self._snapshot, Path(name), self._pack.id)
            except ZipingtongError as error:
                self._complain(error)

    def _complain(self, error: ZipingtongError) -> None:
        told = error.says
        if isinstance(error, Unreadable):
            told += "\n" + "\n".join(str(mistake) for mistake in error.mistakes[:10])
        QMessageBox.warning(self, "自评通", f"{told}\n\n{error.remedy}".strip())
