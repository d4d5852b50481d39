"""Finder: carries out what the find bar asks, over all chapters of the report that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.workspace.chapter_search import (
    Place,
    follows,
    next_place,
    place_before,
    places,
    replace_all,
)

if TYPE_CHECKING:
    from ui.tabs.report_tab import ReportTab


class Finder(QObject):
    """Goes through the report in reading order, and starts again behind its end."""

    def __init__(self, tab: ReportTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.bar = tab.find_bar
        self.bar.step.connect(self.step)
        self.bar.replace_one.connect(self.replace_one)
        self.bar.replace_all.connect(self.replace_all)
        self.bar.sought_changed.connect(self.count)
        self.bar.closed.connect(lambda: tab.editor.setFocus())

    def open(self, replacing: bool) -> None:
        """Ctrl+F, Ctrl+H."""
        self.bar.open_bar(self._selected(), replacing)
        self.count()

    def count(self) -> None:
        """How many there are."""
        found = self._places()
        if self.bar.sought.text():
            self.bar.tell(f"全文共 {len(found)} 处。" if found else "全文没有找到。")
        else:
            self.bar.tell("")

    def step(self, by: int) -> None:
        """Show the next place, or the one before."""
        if not self.bar.sought.text():
            self.open(False)
            return
        found = self._places()
        if not found:
            self.count()
            return
        row, start, end = self._here()
        number = next_place(found, row, end) if by > 0 else place_before(found, row, start)
        place = found[number]
        forth, back = (
            (place.chapter, place.start) < (row, end),
            (place.chapter, place.end) > (row, start),
        )
        again = ("，从头找起" if forth else "") if by > 0 else ("，从末尾找起" if back else "")
        self._show(place)
        self.bar.tell(f"第 {number + 1} 处，全文共 {len(found)} 处{again}。")

    def replace_one(self) -> None:
        """Replace the words that are selected, if they are those sought, and go on."""
        tab, sought = self._tab, self.bar.sought.text()
        if not sought or tab.session.read_only:
            return
        _, start, end = self._here()
        if tab.editor.text[start:end] == sought:
            if follows(tab.editor.figures, start, end):
                self.step(1)
                self.bar.tell("跟着数据走的数不替换，已跳过；要改请改表里的数。")
                return
            tab.editor.textCursor().insertText(self.bar.words.text())
        self.step(1)

    def replace_all(self) -> None:
        """In the whole report, as one step."""
        tab, sought = self._tab, self.bar.sought.text()
        if not sought or tab.session.read_only:
            return
        tab.session.settle()
        done = replace_all(tab.session.snapshot, tab.model.items, sought, self.bar.words.text())
        if done.edit is not None:
            short = sought if len(sought) <= 12 else f"{sought[:12]}…"
            if not tab.session.apply(done.edit, f"全部替换“{short}”"):
                return
        left = f"；跟着数据走的数有 {done.skipped} 处，没有替换" if done.skipped else ""
        self.bar.tell(f"替换了 {done.changed} 处{left}。")

    def _places(self) -> list[Place]:
        self._tab.session.settle()
        return places(self._tab.model.items, self.bar.sought.text())

    def _here(self) -> tuple[int, int, int]:
        """The chapter that is open, and what is selected in it."""
        start, end = self._tab.editor.selected
        return max(self._tab.row, 0), start, end

    def _selected(self) -> str:
        start, end = self._tab.editor.selected
        return self._tab.editor.text[start:end]

    def _show(self, place: Place) -> None:
        self._tab.choose_row(place.chapter)
        self._tab.editor.select(place.start, place.end)
