"""Commands: the menus of the window, with their keys; each first commits the open editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.report.workplace import Workplace
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
        self.home = self._on(menu, "回到首页(&H)", "Ctrl+W", lambda _: shell.go_home())
        menu.addSeparator()
        self.paper = self._on(menu, "打印(&P)…", "Ctrl+P", lambda _: shell.print_centre())
        self._on(
            menu,
            "导出 PDF、Excel、Word(&E)…",
            "Ctrl+E",
            lambda _: shell.print_centre(exporting=True),
        )
        self._on(menu, "导出数据文件(&D)…", "Ctrl+Shift+S", lambda work: work.export())
        menu.addSeparator()
        self._add(menu, "退出(&X)", "Ctrl+Q", shell.close)

    def _edit(self, menu: QMenu) -> None:
        self.undo = self._on(menu, "撤销(&U)", "Ctrl+Z", lambda work: work.undo())
        self.redo = self._on(menu, "重做(&R)", "Ctrl+Y Ctrl+Shift+Z", lambda work: work.redo())
        menu.addSeparator()
        self._grid_part = menu
        self._own = len(menu.actions())
        menu.aboutToShow.connect(self._fill_grid_part)

    def _fill_grid_part(self) -> None:
        """What 撤销 and 重做 would do, and the commands of the form on screen.

        They belong to the form; when it goes they leave the menu by themselves.
        """
        self._name_history()
        menu = self._grid_part
        for action in menu.actions()[self._own :]:
            menu.removeAction(action)
            if action.isSeparator():
                action.deleteLater()
        view = self._shell.grid_view()
        if view is None:
            return
        view.row_actions.refresh()
        for group in view.row_actions.groups:
            menu.addActions(list(group))
            menu.addSeparator()

    def _audit(self, menu: QMenu) -> None:
        self.filling = self._on(
            menu, "完整审核（连没填的一起查）(&A)", "F9", lambda work: work.toggle_filling()
        )
        self.filling.setCheckable(True)
        menu.addSeparator()
        self._on(menu, "下一个问题(&N)", "F8", lambda work: work.page.problems.next_problem())
        self._on(
            menu, "上一个问题(&P)", "Shift+F8", lambda work: work.page.problems.previous_problem()
        )
        self._on(menu, "下一个空格(&E)", "F7", lambda work: work.next_empty())

    def _view(self, menu: QMenu) -> None:
        shell = self._shell
        self._on(menu, "表放大(&I)", "Alt+=", lambda _: shell.zoom(10))
        self._on(menu, "表缩小(&O)", "Alt+-", lambda _: shell.zoom(-10))
        self._on(menu, "表原大(&1)", "Alt+0", lambda _: shell.zoom(0))
        menu.addSeparator()
        self._add(menu, "字放大(&L)", "", lambda: shell.scale_text(10))
        self._add(menu, "字缩小(&S)", "", lambda: shell.scale_text(-10))
        menu.addSeparator()
        self._on(menu, "下一张表(&N)", "Ctrl+PgDown", lambda work: work.page.show_tab(1))
        self._on(menu, "上一张表(&P)", "Ctrl+PgUp", lambda work: work.page.show_tab(-1))
        self._on(menu, "到问题栏(&B)", "F6", lambda work: work.page.switch_side())

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "怎么用(&H)", "F1", self._show_help)
        self._add(menu, "关于自评通(&A)", "", self._show_about)

    def _show_help(self) -> None:
        from ui.help import Help  # brings all names of `Qt` along, which the first picture lacks

        Help(self._shell).open()

    def _show_about(self) -> None:
        from ui.help import about

        about(self._shell)

    def _on(self, menu: QMenu, text: str, key: str, act: Callable[[Workplace], object]) -> QAction:
        """A command on the open report."""

        def run() -> None:
            if self._shell.work is not None:
                act(self._shell.work)

        action = self._add(menu, text, key, run)
        self._for_report.append(action)
        return action

    def _add(
        self, menu: QMenu, text: str, key: str, act: Callable[[], object], writes: bool = False
    ) -> QAction:
        """Any command: the open editor is committed first."""

        def run() -> None:
            if self._shell.session is not None:
                self._shell.session.settle()
            act()

        action = QAction(text, self._shell)
        self._keys.append((action, key.split()))
        action.triggered.connect(lambda: run())
        menu.addAction(action)
        if writes:
            self._for_writing.append(action)
        return action

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
