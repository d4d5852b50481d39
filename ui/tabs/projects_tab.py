"""Projects tab: 项目表: the projects on the left, the forms of the chosen one on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.facts.edits import ChangeSet, CopyRow, Edit, MoveRow, RemoveRow
from core.facts.model import Placement
from core.workspace.open_report import Sheet, Update
from core.workspace.project_edits import add_for_lines, add_named, link_to
from core.workspace.project_list import (
    ProjectLine,
    ProjectList,
    lines_for,
    lines_without_form,
    repeated_tables,
)
from ui.panels.parts import Lazily
from ui.session import Session
from ui.tabs.project_dialogs import AddProject, LinkProject
from ui.tabs.project_model import ProjectModel, ProjectPainter

EMPTY = "还没有项目自评表。\n\n按“增加”，从项目清单里选，或者写一个新项目的名称。"


class ProjectsTab(QWidget):
    """For a pack with forms that repeat for the rows of a table; `table` if it has several."""

    def __init__(self, session: Session, parent: QWidget | None = None, table: str = "") -> None:
        super().__init__(parent)
        from ui.grid.view import GridView  # the form itself: the heavy part

        self.session = session
        self._projects = ProjectList(session.pack, table or repeated_tables(session.pack)[0])
        self.wiring = self._projects.wiring
        self._unseen: list[ChangeSet] = []  # what has happened since the list was made
        self._late = Lazily(self, self._catch_up)  # the form is painted first
        self._chosen = ""  # the project on the right
        self.model = ProjectModel(bool(self.wiring.lines), self)
        self.list = QListView()
        self.forms = QTabBar()
        self.commands: dict[str, QAction] = {}
        # Connected before the form is: a project that has gone leaves the screen first.
        session.updated.connect(self._updated)
        self.view = GridView(session, self)
        self._stack = QStackedWidget()
        self._make_actions()
        self._lay_out()
        self._refresh(None)

    # ------------------------------------------------ what it looks like

    def _make_actions(self) -> None:
        wanted: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("增加", "增加(&N)…", "Insert", self.add),
            ("复制", "复制(&C)", "Ctrl+Shift+C", self.copy),
            ("删除", "删除(&D)…", "Delete", self.delete),
            ("上移", "上移(&U)", "Alt+Up", lambda: self.shift(-1)),
            ("下移", "下移(&W)", "Alt+Down", lambda: self.shift(1)),
            ("对应", "对应清单(&L)…", "", self.link),
        )
        for name, text, key, act in wanted:
            action = self.commands[name] = QAction(text, self)
            if key:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.list.addAction(action)
        self.commands["对应"].setVisible(bool(self.wiring.lines))

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ProjectPainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("项目")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.selectionModel().currentChanged.connect(self._picked)
        self.list.activated.connect(lambda: self.view.setFocus())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 4, 8)
        self._told = QLabel()
        self._told.setProperty("quiet", True)
        column.addWidget(self._told)
        column.addWidget(self.list, 1)
        buttons = QGridLayout()
        for number, action in enumerate(self.commands.values()):
            if action.isVisible():
                buttons.addWidget(_button(action), number // 2, number % 2)
        column.addLayout(buttons)
        for form in self.wiring.forms:
            self.forms.addTab(form)
        self.forms.setVisible(len(self.wiring.forms) > 1)
        self.forms.setExpanding(False)
        self.forms.currentChanged.connect(lambda _: self._show_form())
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.forms)
        column.addWidget(self.view, 1)
        empty = QLabel(EMPTY)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setProperty("quiet", True)
        self._stack.addWidget(right)
        self._stack.addWidget(empty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        wide = self.fontMetrics().horizontalAdvance("项")
        split.setSizes([wide * 18, wide * 70])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self.list)
        menu.addActions(list(self.commands.values()))
        menu.exec(self.list.viewport().mapToGlobal(place))
        menu.deleteLater()

    # ------------------------------------------------ commands

    def add(self) -> None:
        """Ask for new projects and make their forms."""
        self.session.settle()
        report, wiring = self.session.report, self.wiring
        dialog = AddProject(wiring, lines_without_form(report.desk, wiring), self)
        if dialog.exec() == AddProject.DialogCode.Accepted:
            if dialog.name:
                self._apply_new(add_named(report, wiring, dialog.name, dialog.listed))
            else:
                self._apply_new(add_for_lines(report, wiring, dialog.rows))
        dialog.deleteLater()

    def copy(self) -> None:
        """A copy of the chosen project below it."""
        if self._chosen and self._apply_new(CopyRow(self._chosen), "复制项目"):
            self.session.said.emit("已复制，请改项目名称和金额。")

    def delete(self) -> None:
        """Delete the chosen project's forms, after a question."""
        self.session.settle()
        line = self._line()
        if line is None:
            return
        box = QMessageBox(QMessageBox.Icon.Question, "删除项目", "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"要删除第 {line.number} 个项目“{line.title}”的表吗？")
        kept = f"{self.wiring.lines}里的那一行会留着。" if line.lines else ""
        box.setInformativeText(f"表里填写的内容一起删除。{kept}删错了可以撤销。")
        yes = box.addButton("删除(&D)", QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton("不删除(&N)", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        if box.clickedButton() is yes:
            self.session.apply(RemoveRow(line.row), "删除项目")
        box.deleteLater()

    def shift(self, by: int) -> None:
        """Move the chosen project up or down."""
        place = self.model.place_of(self._chosen)
        if place >= 0 and 0 <= place + by < len(self.model.lines):
            self.session.apply(MoveRow(self._chosen, place + by), "移动项目")

    def link(self) -> None:
        """Ask which line of the list the chosen project belongs to."""
        self.session.settle()
        line = self._line()
        if line is None:
            return
        report, wiring = self.session.report, self.wiring
        offered = lines_for(report.desk, wiring, line.row)
        dialog = LinkProject(line.title, wiring, offered, line.row, self)
        if dialog.exec() == LinkProject.DialogCode.Accepted:
            edit = link_to(report, wiring, line.row, dialog.row)
            if edit is not None:
                self.session.apply(edit)
        dialog.deleteLater()

    def _apply_new(self, edit: Edit, label: str = "") -> bool:
        """An edit that makes projects: the first of them is chosen."""
        before = set(self.session.snapshot.siblings(self.wiring.table))
        if not self.session.apply(edit, label):
            return False
        made = [r for r in self.session.snapshot.siblings(self.wiring.table) if r not in before]
        if made:
            self.choose(made[0])
        return True

    # ------------------------------------------------ going places

    def choose(self, row: str) -> bool:
        """Show a project; False when there is none of that id."""
        place = self.model.place_of(row)
        if place < 0:
            return False
        self.list.selectionModel().setCurrentIndex(
            self.model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        return True

    def go_to(self, place: Placement) -> bool:
        """Show the cell on its project's form; False when it is on none of these forms."""
        sheet = self.session.report.sheet_of(place)
        if sheet is None or sheet.form not in self.wiring.forms:
            return False
        self._catch_up()
        if not self.choose(sheet.copy):
            return False
        self.forms.setCurrentIndex(self.wiring.forms.index(sheet.form))
        return bool(self.view.go_to(place))

    def _picked(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self.model.lines[now.row()].row if now.isValid() else ""
        if row and row != self._chosen:
            self.session.settle()
            self._chosen = row
            self._show_form()
        self._enable()

    def _show_form(self) -> None:
        """The chosen form of the chosen project."""
        there = self._chosen in self.session.snapshot.rows
        self._stack.setCurrentIndex(0 if there else 1)
        form = self.wiring.forms[max(0, self.forms.currentIndex())]
        self.view.show_sheet(Sheet(form, self._chosen) if there else None)

    def _line(self) -> ProjectLine | None:
        place = self.model.place_of(self._chosen)
        return self.model.lines[place] if place >= 0 else None

    # ------------------------------------------------ refreshing

    def _updated(self, update: Update) -> None:
        self._unseen.append(update.change)
        # A project that has gone must leave the screen at once; the rest can wait.
        if update.change.structure or self._chosen not in self.session.snapshot.rows:
            self._catch_up()
        else:
            self._late.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._unseen:
            changes, self._unseen = self._unseen, []
            self._refresh(changes)

    def _refresh(self, changes: list[ChangeSet] | None) -> None:
        old = self.model.place_of(self._chosen)
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_lines(self._projects.look(self.session.report, changes))
        lines = self.model.lines
        self._told.setText(f"共 {len(lines)} 个项目" if lines else "")
        if self.model.place_of(self._chosen) < 0:
            self._chosen = lines[min(max(old, 0), len(lines) - 1)].row if lines else ""
            self._show_form()
        self._mark_chosen()
        self._enable()

    def _mark_chosen(self) -> None:
        """The list shows what is on the right, also after rows have come and gone."""
        place = self.model.place_of(self._chosen)
        if place >= 0 and self.list.currentIndex().row() != place:
            self.choose(self._chosen)

    def _enable(self) -> None:
        place, count = self.model.place_of(self._chosen), len(self.model.lines)
        writing = not self.session.read_only
        for name, possible in (
            ("增加", True),
            ("复制", place >= 0),
            ("删除", place >= 0),
            ("上移", place > 0),
            ("下移", 0 <= place < count - 1),
            ("对应", place >= 0),
        ):
            self.commands[name].setEnabled(writing and possible)


def _button(action: QAction) -> QPushButton:
    """A button for a command; it is grey whenever the command is."""
    button = QPushButton(action.text())
    button.setAutoDefault(False)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    if key:
        button.setToolTip(f"快捷键 {key}（在项目列表里）")
    return button
