"""Commands: the menus of the window, with their keys; each first commits the open editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.shell import Shell


class Commands:
    """All actions of the window; those that need an open report sleep without one."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._for_report: list[QAction] = []
        self._for_writing: list[QAction] = []
        self._keys: list[tuple[QAction, list[str]]] = []  # not yet given
        bar = shell.menuBar()
        self._file(bar.addMenu("文件(&F)"))
        self._edit(bar.addMenu("编辑(&E)"))
        self._audit(bar.addMenu("审核(&A)"))
        self._view(bar.addMenu("显示(&V)"))
        self._help(bar.addMenu("帮助(&H)"))
        self.refresh()

    def _file(self, menu: QMenu) -> None:
        shell = self._shell
        self.new = self._add(menu, "新建自评(&N)…", "Ctrl+N", shell.new_report, writes=True)
        self.open = self._add(menu, "打开数据文件(&O)…", "Ctrl+O", shell.open_file, writes=True)
        self.home = self._add(menu, "回到首页(&H)", "Ctrl+W", shell.go_home, report=True)
        menu.addSeparator()
        self._add(menu, "导出表格(&E)…", "Ctrl+E", shell.export_sheets, report=True)
        self._add(menu, "导出数据文件(&D)…", "Ctrl+Shift+S", shell.export_data, report=True)
        menu.addSeparator()
        self._add(menu, "退出(&X)", "Ctrl+Q", shell.close)

    def _edit(self, menu: QMenu) -> None:
        shell = self._shell
        self.undo = self._add(menu, "撤销(&U)", "Ctrl+Z", shell.undo)
        self.redo = self._add(menu, "重做(&R)", "Ctrl+Y Ctrl+Shift+Z", shell.redo)
        menu.addSeparator()
        self._grid_part = menu
        menu.aboutToShow.connect(self._fill_grid_part)
        self._borrowed: list[QAction] = []

    def _fill_grid_part(self) -> None:
        """What 撤销 and 重做 would do, and the commands of the form on screen."""
        self._name_history()
        for action in self._borrowed:
            self._grid_part.removeAction(action)
        self._borrowed = []
        view = self._shell.grid_view()
        if view is None:
            return
        view.row_actions.refresh()
        for group in view.row_actions.groups:
            self._grid_part.addActions(list(group))
            self._borrowed += [*group, self._grid_part.addSeparator()]

    def _audit(self, menu: QMenu) -> None:
        shell = self._shell
        self.filling = self._add(
            menu, "完整审核（连没填的一起查）(&A)", "F9", shell.toggle_filling, report=True
        )
        self.filling.setCheckable(True)
        menu.addSeparator()
        self._add(menu, "下一个问题(&N)", "F8", lambda: shell.problem(1), report=True)
        self._add(menu, "上一个问题(&P)", "Shift+F8", lambda: shell.problem(-1), report=True)
        self._add(menu, "下一个空格(&E)", "F7", shell.next_empty, report=True)

    def _view(self, menu: QMenu) -> None:
        shell = self._shell
        self._add(menu, "表放大(&I)", "Alt+=", lambda: shell.zoom(10), report=True)
        self._add(menu, "表缩小(&O)", "Alt+-", lambda: shell.zoom(-10), report=True)
        self._add(menu, "表原大(&1)", "Alt+0", lambda: shell.zoom(0), report=True)
        menu.addSeparator()
        self._add(menu, "字放大(&L)", "", lambda: shell.scale_text(10))
        self._add(menu, "字缩小(&S)", "", lambda: shell.scale_text(-10))
        menu.addSeparator()
        self._add(menu, "下一张表(&N)", "Ctrl+PgDown", lambda: shell.turn(1), report=True)
        self._add(menu, "上一张表(&P)", "Ctrl+PgUp", lambda: shell.turn(-1), report=True)
        self._add(menu, "到问题栏(&B)", "F6", shell.switch_side, report=True)

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "怎么用(&H)", "F1", self._shell.show_help)
        self._add(menu, "关于自评通(&A)", "", self._shell.about)

    def _add(
        self,
        menu: QMenu,
        text: str,
        key: str,
        act: Callable[[], object],
        report: bool = False,
        writes: bool = False,
    ) -> QAction:
        action = QAction(text, self._shell)
        self._keys.append((action, key.split()))
        action.triggered.connect(lambda: self._run(act))
        menu.addAction(action)
        if report:
            self._for_report.append(action)
        if writes:
            self._for_writing.append(action)
        return action

    def _run(self, act: Callable[[], object]) -> None:
        session = self._shell.session
        if session is not None:
            session.settle()
        act()

    def give_keys(self) -> None:
        """After the first picture of the window: with keys come all names of `Qt`, 20 ms."""
        for action, keys in self._keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
        self._keys = []

    def refresh(self) -> None:
        """What can be done now."""
        session = self._shell.session
        for action in self._for_report:
            action.setEnabled(session is not None)
        for action in self._for_writing:
            action.setEnabled(self._shell.may_write)
        for action, label in self._history():
            action.setEnabled(bool(label) and session is not None and not session.read_only)
        if session is not None:
            self.filling.setChecked(not session.report.filling)

    def _history(self) -> tuple[tuple[QAction, str], ...]:
        """What would be taken back and done again; "" for nothing."""
        session = self._shell.session
        history = session.report.document.history if session is not None else None
        return (
            (self.undo, history.undo_label if history else ""),
            (self.redo, history.redo_label if history else ""),
        )

    def _name_history(self) -> None:
        """Only while the menu is open: a menu measures itself anew for every word."""
        words = (("撤销", "U"), ("重做", "R"))
        for (word, key), (action, label) in zip(words, self._history(), strict=True):
            action.setText(f"{word}：{label}(&{key})" if label else f"{word}(&{key})")
