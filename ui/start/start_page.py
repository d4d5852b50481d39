"""StartPage: the first page: all reports, and the ways to begin another one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.storage.kept import ReportLine
from core.workspace import overview
from core.workspace.overview import Order
from ui.start.report_list import ReportList
from ui.start.report_model import ORDERS, UNIT, ReportModel
from ui.start.samples import SampleMenu
from ui.start.search_field import SearchField
from ui.start.ways import Ways
from ui.still import StillCombo

FEW = 8  # as many are seen at a glance; of more one wants to search


class StartPage(QWidget):
    """Shows the reports it is given; what is wanted with them is told by signals."""

    opened = Signal(int)  # report
    new_wanted = Signal()
    sample_wanted = Signal(str)  # the file's name in the folder of samples
    file_wanted = Signal()
    export_wanted = Signal(int)  # report
    remove_wanted = Signal(int)  # report; the user has said yes
    trash_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[ReportLine] = ()
        self._order = Order.UNIT
        self._may_write = True
        self.model = ReportModel(self)
        self.list = ReportList(self.model)
        self.search = SearchField(self.list, "写单位、年度或县名；上下键选择")
        self.sort = StillCombo()
        self.banner = QLabel()
        self.ways = Ways()
        self.pages = QStackedWidget()
        self.menu = SampleMenu(self)
        self._waiting = QLabel("正在读取…")
        self._make_actions()
        self._lay_out()
        self._connect()

    # ------------------------------------------------ making

    def _make_actions(self) -> None:
        self.open_action = QAction("打开", self)
        self.open_action.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        self.open_action.triggered.connect(self._open)
        self.export_action = QAction("导出数据文件…", self)
        self.export_action.triggered.connect(self._export)
        self.remove_action = QAction("删除", self)
        self.remove_action.setShortcut(QKeySequence("Delete"))
        self.remove_action.triggered.connect(self._ask_remove)
        for action in (self.open_action, self.export_action, self.remove_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.list.addAction(action)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        frame = QFrame()
        frame.setProperty("banner", True)
        self.banner.setWordWrap(True)
        QHBoxLayout(frame).addWidget(self.banner)
        self._banner_frame = frame
        frame.hide()
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setProperty("quiet", True)
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(em, em, em, 0)
        column.setSpacing(em // 2)
        column.addLayout(self._head())
        column.addLayout(self._finding())
        column.addWidget(self.list, 1)
        for page in (self._waiting, self.ways, shelf):
            self.pages.addWidget(page)
        self._shelf = shelf
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(frame)
        whole.addWidget(self.pages, 1)
        whole.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        title = QLabel("自评材料")
        title.setProperty("title", True)
        self.new_button = QPushButton("新建一份自评(&N)…")
        self.new_button.setProperty("primary", True)
        self.file_button = QPushButton("打开数据文件(&O)…")
        self.samples_button = QPushButton("看看样例(&Y)")
        row = QHBoxLayout()
        row.addWidget(title)
        row.addStretch()
        for button in (self.new_button, self.file_button, self.samples_button):
            row.addWidget(button)
        return row

    def _finding(self) -> QHBoxLayout:
        self._search_label = QLabel("查找(&S)")
        self._search_label.setBuddy(self.search)
        for order in Order:
            self.sort.addItem(order.value, order)
        sort_label = QLabel("排序(&P)")
        sort_label.setBuddy(self.sort)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        row = QHBoxLayout()
        row.addWidget(self._search_label)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(sort_label)
        row.addWidget(self.sort)
        return row

    def _foot(self) -> QHBoxLayout:
        em = self.fontMetrics().height()
        self.trash_button = QPushButton()
        self.remove_button = QPushButton("删除(&D)")
        self.export_button = QPushButton("导出数据文件(&X)…")
        self.open_button = QPushButton("打开")
        for button in (self.trash_button, self.remove_button, self.export_button, self.open_button):
            button.hide()  # until there is something to do it to
        row = QHBoxLayout()
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.setSpacing(em // 2)
        row.addWidget(self.trash_button)
        row.addStretch()
        for button in (self.remove_button, self.export_button, self.open_button):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        for source in (self.new_button.clicked, self.ways.new_wanted):
            source.connect(self.new_wanted)
        for source in (self.file_button.clicked, self.ways.file_wanted):
            source.connect(self.file_wanted)
        self.samples_button.clicked.connect(lambda: self._offer_samples(self.samples_button))
        self.ways.samples_wanted.connect(self._offer_samples)
        self.menu.picked.connect(self.sample_wanted)
        self.open_button.clicked.connect(self._open)
        self.export_button.clicked.connect(self._export)
        self.remove_button.clicked.connect(self._ask_remove)
        self.trash_button.clicked.connect(self.trash_wanted)
        self.list.doubleClicked.connect(self._open)
        self.list.selectionModel().currentRowChanged.connect(self._enable)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open)
        self.sort.currentIndexChanged.connect(self._sort_as_chosen)
        header = self.list.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort_by_column)
        self._show_order()

    # ------------------------------------------------ showing

    def show_lines(
        self, lines: Sequence[ReportLine], read_only: str = "", trashed: int = 0
    ) -> None:
        """All reports; who holds the data, if somebody else does; how many can be restored."""
        self._lines, self._may_write = lines, not read_only
        self.banner.setText(f"{read_only}现在可以打开查看，不能新建、修改或删除。")
        self._banner_frame.setVisible(bool(read_only))
        many = len(lines) > FEW
        if not many:
            self.search.clear()
        self.search.setVisible(many)
        self._search_label.setVisible(many)
        self.ways.set_may_write(self._may_write)
        self.new_button.setEnabled(self._may_write)
        self.file_button.setEnabled(self._may_write)
        self.samples_button.setEnabled(self._may_write)
        for button in (self.remove_button, self.export_button, self.open_button):
            button.setVisible(bool(lines))
        self.trash_button.setText(f"已删除的 {trashed} 份(&R)…")
        self.trash_button.setVisible(trashed > 0)
        self.trash_button.setEnabled(self._may_write)
        place = self.list.verticalScrollBar().value()
        had_place = self.list.chosen() is not None
        self._fill(max(0, self.list.currentIndex().row()))
        if had_place:
            self.list.verticalScrollBar().setValue(place)
        self._turn_to(self._shelf if lines else self.ways)

    def show_no_lines(self) -> None:
        """They could not be read."""
        self._waiting.setText("自评材料没有读出来，原因和办法请看上面一行。")

    def _turn_to(self, page: QWidget) -> None:
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
            (self.list if page is self._shelf else self.ways).setFocus()

    def _fill(self, otherwise: int) -> None:
        """The lines looked for, sorted; the chosen one stays chosen, else the row `otherwise`."""
        chosen = self.list.chosen() or overview.latest(self._lines)
        rows = overview.ordered(overview.found(self._lines, self.search.text()), self._order)
        self.model.show_lines(rows, self._order is Order.UNIT, datetime.now())
        if rows and chosen is not None:
            row = self.model.row_of(chosen.id)
            self.list.choose(row if row >= 0 else min(otherwise, len(rows) - 1))
        sought = self.search.text().strip()
        whole = f"共 {len(self._lines)} 份"
        self.count.setText(f"找到 {len(rows)} 份，{whole}" if sought else whole)
        self._enable()

    def _enable(self) -> None:
        some = self.list.chosen() is not None
        for part in (self.open_button, self.open_action, self.export_button, self.export_action):
            part.setEnabled(some)
        for part in (self.remove_button, self.remove_action):
            part.setEnabled(some and self._may_write)

    # ------------------------------------------------ sorting and searching

    def _search(self) -> None:
        self._fill(0)

    def _sort_by_column(self, column: int) -> None:
        if column in ORDERS:
            self.sort.setCurrentIndex(self.sort.findData(ORDERS[column]))
        self._show_order()

    def _sort_as_chosen(self) -> None:
        self._order = self.sort.currentData()
        self._fill(0)
        self._show_order()

    def _show_order(self) -> None:
        """The arrow in the heading; the younger year and change come first."""
        column = next(column for column, order in ORDERS.items() if order is self._order)
        up = Qt.SortOrder.AscendingOrder if column == UNIT else Qt.SortOrder.DescendingOrder
        self.list.horizontalHeader().setSortIndicator(column, up)

    # ------------------------------------------------ commands

    def _open(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self.opened.emit(line.id)

    def _export(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self.export_wanted.emit(line.id)

    def _ask_remove(self) -> None:
        line = self.list.chosen()
        if line is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("删除")
        box.setText(f"要删除{overview.title(line)}吗？")
        box.setInformativeText("删除后放在“已删除的”里面，随时可以恢复。")
        yes = box.addButton("删除(&D)", QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("不删除(&C)", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(lambda: self.remove_wanted.emit(line.id))
        box.open()

    def _offer_samples(self, button: QWidget) -> None:
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))
