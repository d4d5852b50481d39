"""Actions: what can be done to the report beyond typing: drafts, figures, tables, own chapters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QToolButton, QWidget

from core.facts.model import Bound
from core.layout.chapters import DEEPEST, Entry, title_lines
from core.layout.letter import NAME
from core.workspace.chapter_drafts import all_drafts, appended, draft_of
from core.workspace.chapter_figures import choices
from core.workspace.chapter_own import Placed, added, moved, removed, renamed
from core.workspace.chapter_tables import blank_table
from core.workspace.chapter_texts import written
from ui.errors import ask, choose
from ui.report_text.dialogs import TableDialog, TitleDialog
from ui.report_text.figure_chooser import FigureChooser
from ui.report_text.reading import Reading

if TYPE_CHECKING:
    from ui.tabs.report_tab import ReportTab

DRAFT = "按数据写初稿"
NOTHING_YET = "照现在的数，这一章没有可以写的；表还没有填的，填了再写初稿。"


class ReportActions(QWidget):
    """A row of buttons over the text; each action commits what is being typed first."""

    def __init__(self, tab: ReportTab) -> None:
        super().__init__()
        self._tab = tab
        self._session = tab.session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        writes = self._menu("写初稿(&W)")
        self.draft = self._add(writes, f"这一章：{DRAFT}(&D)", "", self.draft_chapter)
        self.draft_all = self._add(writes, f"全部空着的章：{DRAFT}(&A)", "", self.draft_blank)
        inserts = self._menu("插入(&N)")
        self.figure = self._add(inserts, "数据…(&J)", "Ctrl+J", self.insert_figure)
        self.table = self._add(inserts, "表格…(&T)", "", self.insert_table)
        finds = self._menu("查找替换(&S)")
        self._add(finds, "查找(&F)", "Ctrl+F", lambda: tab.finder.open(False))
        self.replacing = self._add(finds, "替换(&H)", "Ctrl+H", lambda: tab.finder.open(True))
        self._add(finds, "下一处(&N)", "F3", lambda: tab.finder.step(1))
        self._add(finds, "上一处(&P)", "Shift+F3", lambda: tab.finder.step(-1))
        chapters = self._menu("章节(&Z)")
        self.new = self._add(chapters, "在这一章后面加一章…(&N)", "", self.add_chapter)
        self.rename = self._add(chapters, "改标题和级别…(&R)", "", self.rename_chapter)
        self.up = self._add(chapters, "上移(&U)", "", lambda: self.move_chapter(-1))
        self.down = self._add(chapters, "下移(&D)", "", lambda: self.move_chapter(1))
        self.remove = self._add(chapters, "删除这一章…(&X)", "", self.remove_chapter)
        self._for_writing = (self.draft_all, self.figure, self.table, self.replacing, self.new)
        self._button("通读全文(&D)").clicked.connect(self.read)
        self._button("打印的样子(&Y)").clicked.connect(self.show_paper)
        self._row.addStretch(1)

    def _button(self, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(button)
        return button

    def _menu(self, words: str) -> QMenu:
        button = self._button(words)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(self.refresh)
        button.setMenu(menu)
        return menu

    def _add(self, menu: QMenu, words: str, key: str, act: Callable[[], object]) -> QAction:
        """The key works anywhere in the tab."""

        def run() -> None:
            self._session.settle()
            self.refresh()
            if action.isEnabled():
                act()

        action = QAction(words, self._tab)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._tab.addAction(action)
        action.triggered.connect(lambda: run())
        menu.addAction(action)
        return action

    def refresh(self) -> None:
        """What can be done to the chapter that is open."""
        entry, writes = self._tab.entry, not self._session.read_only
        loose = entry is not None and entry.at is not None and (entry.own or not entry.number)
        self.draft.setEnabled(writes and entry is not None and bool(entry.draft))
        for action in self._for_writing:
            action.setEnabled(writes)
        for action in (self.rename, self.remove):
            action.setEnabled(writes and loose)
        for action, by in ((self.up, -1), (self.down, 1)):
            action.setEnabled(writes and loose and self._moved(by) is not None)

    def show_paper(self) -> None:
        """This report alone, page by page."""
        self._session.settle()
        if not any(entry.text.strip() for entry in self._tab.model.items):
            self._session.said.emit("报告还没有文字，写了再看打印的样子。")
            return
        self._session.paper_asked.emit(self._tab.report or NAME)

    # ------------------------------------------------ drafts

    def draft_chapter(self) -> None:
        """The pack's sentences for this chapter; what is there is not lost without a question."""
        entry, report = self._tab.entry, self._session.report
        if entry is None:
            return
        text, bound = draft_of(report.desk, report.audit, entry)
        if not text:
            self._session.said.emit(NOTHING_YET)
            return
        if entry.text.strip():
            title = f"“{entry.title}”这一章已经有文字了。"
            way = choose(self, title, "初稿放在哪里？做完以后可以撤销。", "接在后面", "替换")
            if way < 0:
                return
            if way == 0:
                text, bound = appended(entry.text, entry.bound, (text, bound))
        edit = written(report.pack, report.snapshot, entry, text, bound)
        if edit is not None:
            self._session.apply(edit, f"{DRAFT}：{entry.title}")
        self._tab.editor.setFocus()

    def draft_blank(self) -> None:
        """Every chapter nothing was written in yet, as one step."""
        report = self._session.report
        edit, count = all_drafts(report.pack, report.snapshot, report.audit, self._tab.report)
        if count:
            self._session.apply(edit, f"{DRAFT}（{count} 章）")
        left = "其余的章要由人写，或者已经写了。"
        told = f"写了 {count} 章的初稿。" if count else "没有可以按数据写的空章。"
        self._session.said.emit(told + left)

    # ------------------------------------------------ figures and tables

    def insert_figure(self) -> None:
        """A figure that follows its fact, chosen by name."""
        chooser = FigureChooser(choices(self._session.report.desk), self)
        chosen = chooser.chosen if chooser.exec() == QDialog.DialogCode.Accepted else None
        chooser.deleteLater()
        editor = self._tab.editor
        if chosen is not None:
            editor.insert_figure(chosen.text, Bound(0, 0, chosen.ref))
            self._tab.commit("插入数据")
        editor.setFocus()

    def insert_table(self) -> None:
        """Blank lines with tabs, on lines of their own."""
        dialog = TableDialog(self)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        rows, columns = dialog.rows.value(), dialog.columns.value()
        dialog.deleteLater()
        editor = self._tab.editor
        if agreed:
            editor.insert_lines(blank_table(rows, columns))
            self._tab.commit("插入表格")
        editor.setFocus()

    # ------------------------------------------------ own chapters

    def add_chapter(self) -> None:
        """Behind the chapter that is open, one level below a heading of the county."""
        entry = self._tab.entry
        if entry is None:
            return
        level = entry.level if entry.own else min(entry.level + 1, DEEPEST)
        found = self._ask_title("加一章", "", level)
        if found is not None:
            placed = added(self._session.pack, self._session.snapshot, entry, *found)
            self._apply(placed, f"增加“{found[0]}”一章")

    def rename_chapter(self) -> None:
        """Its title and level."""
        entry = self._tab.entry
        found = self._ask_title("改标题和级别", entry.title, entry.level) if entry else None
        if entry is not None and found is not None:
            self._apply(renamed(self._session.snapshot, entry, *found), f"“{entry.title}”改标题")

    def move_chapter(self, by: int) -> None:
        """Past its neighbour."""
        placed, entry = self._moved(by), self._tab.entry
        if placed is not None and entry is not None:
            self._apply(placed, f"移动“{entry.title}”")

    def remove_chapter(self) -> None:
        """With its text; asked first when there is any."""
        entry = self._tab.entry
        if entry is None:
            return
        title = f"删除“{entry.title}”这一章？"
        if entry.text.strip() and not ask(self, title, "文字一起删除，可以撤销。", "删除"):
            return
        edit = removed(self._session.snapshot, entry)
        self._session.apply(edit, f"删除“{entry.title}”一章")

    def _moved(self, by: int) -> Placed | None:
        entry = self._tab.entry
        if entry is None or not entry.own:
            return None
        return moved(self._session.pack, self._session.snapshot, entry, by)

    def _ask_title(self, words: str, title: str, level: int) -> tuple[str, int] | None:
        dialog = TitleDialog(words, title, level, self)
        agreed = dialog.exec() == QDialog.DialogCode.Accepted
        found = (dialog.title, dialog.level)
        dialog.deleteLater()
        return found if agreed else None

    def _apply(self, placed: Placed, label: str) -> None:
        """Carry it out and stay with the chapter."""
        edit, at = placed
        if self._session.apply(edit, label):
            self._tab.choose_stored(at)

    # ------------------------------------------------ reading

    def read(self) -> None:
        """The whole report, as it reads."""
        self._session.settle()
        entries: list[Entry] = list(self._tab.model.items)
        session = self._session
        title = title_lines(session.pack, session.snapshot, self._tab.report)
        reading = Reading(title, entries, self)
        reading.exec()
        reading.deleteLater()
