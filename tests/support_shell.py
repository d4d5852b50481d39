"""The whole window over a real data folder: driven by keys and mouse, its questions answered."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QThread, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.facts.model import Placement, Ref, Snapshot
from core.forms.library import Library
from core.storage.kept import DraftText
from core.storage.preferences import Preferences
from core.storage.store import Store
from core.workspace.samples import samples_folder
from core.workspace.tabs import Page
from core.workspace.workspace import Workspace
from ui.grid.editor import CellEditor
from ui.grid.view import GridView
from ui.report.page import ReportPage
from ui.session import Session
from ui.shell import Shell

SAMPLE = "taojiang-2024.json"
BASE, WHOLE = "基础数据表", "整体自评表"
HEADS = Ref("编制数")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


Found = TypeVar("Found")


class Told(NamedTuple):
    """A message the window has shown, and the button that was pressed."""

    text: str
    more: str
    buttons: tuple[str, ...]
    pressed: str


class Boxes:
    """Answers the window's questions; one nobody expected fails the test in the end."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.told: list[Told] = []
        self.unexpected: list[Told] = []

    def exec(self, box: QMessageBox) -> int:
        """In place of the dialog's own loop: press the next answer's button."""
        box.show()
        buttons = {button.text(): button for button in box.buttons()}
        wanted = self.answers.pop(0) if self.answers else ""
        pressed = next((text for text in buttons if wanted and text.startswith(wanted)), "")
        told = Told(box.text(), box.informativeText(), tuple(buttons), pressed)
        (self.told if pressed else self.unexpected).append(told)
        (buttons[pressed] if pressed else box.escapeButton()).click()
        box.hide()
        box.parentWidget().activateWindow()
        return 0


class Kept(NamedTuple):
    """Everything that was typed into a report."""

    year: int
    facts: dict[Ref, str]
    printed: dict[Placement, str]
    others: tuple[object, ...]


def kept(snapshot: Snapshot) -> Kept:
    """What must be the same in memory and on the disk."""
    facts = {
        Ref(key.name, key.aspect, holder): value.raw
        for holder, held in snapshot.entered.items()
        for key, value in held.items()
        if value.raw
    }
    printed = {place: value.raw for place, value in snapshot.printed.items()}
    others = (
        dict(snapshot.rows),
        dict(snapshot.groups),
        dict(snapshot.order),
        dict(snapshot.settings),
        dict(snapshot.explanations),
        snapshot.report,
    )
    return Kept(snapshot.year, facts, printed, others)


def settle_deletions() -> None:
    """What was to be deleted later is deleted now."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Driver:
    """A person at the window."""

    def __init__(self, bot: QtBot, folder: Path) -> None:
        self.bot, self.folder = bot, folder
        self._library = Library()
        self.number = 0  # of the report that is open
        self.shell = Shell(folder, Preferences())
        self.shell.resize(1366, 740)
        with bot.waitExposed(self.shell):
            self.shell.show()
        self.shell.activateWindow()
        bot.waitUntil(self.shell.isActiveWindow)
        bot.waitUntil(lambda: self.shell.workspace is not None or bool(self.shell.alarm.words))

    # ------------------------------------------------ reports

    @property
    def session(self) -> Session:
        assert self.shell.session is not None
        return self.shell.session

    @property
    def page(self) -> ReportPage:
        assert self.shell.page is not None
        return self.shell.page

    @property
    def workspace(self) -> Workspace:
        assert self.shell.workspace is not None
        return self.shell.workspace

    @property
    def snapshot(self) -> Snapshot:
        return self.session.snapshot

    def open(self, number: int) -> None:
        """Open a report of the list and wait for its first audit."""
        self.number = number
        self.shell.open_report(number)
        self.bot.waitUntil(lambda: self.session.report.audited)

    def sample(self, name: str = SAMPLE) -> int:
        """A sample becomes a report."""
        self.shell.adopt(samples_folder() / name)
        self.bot.waitUntil(lambda: self.session.report.audited)
        self.number = max(line.id for line in self.workspace.lines())
        return self.number

    def stored(self, number: int) -> Kept:
        """What another program finds on the disk."""
        workspace = Workspace(self.folder, self._library, looking=True)
        try:
            return kept(workspace.open(number).snapshot)
        finally:
            workspace.close()

    def draft(self, number: int) -> DraftText | None:
        """The text of an open editor, as it is on the disk."""
        return self._look(lambda store: store.read(number).draft)

    def steps(self, number: int) -> int:
        """How many steps the journal has."""
        return self._look(lambda store: len(store.steps(number)))

    def _look(self, at: Callable[[Store], Found]) -> Found:
        store = Store(self.folder, looking=True)
        try:
            return at(store)
        finally:
            store.close()

    # ------------------------------------------------ keys and mouse

    def to_front(self) -> None:
        """Esc closes whatever dialogs are open; the window has the keyboard again."""
        for dialog in self.shell.findChildren(QDialog):
            if dialog.isVisible():
                self.bot.keyClick(dialog, Qt.Key.Key_Escape)
        self.shell.activateWindow()
        self.bot.waitUntil(self.shell.isActiveWindow)

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """A key to whatever has the keyboard."""
        self.bot.keyClick(_focused(), key, mods)

    def type(self, text: str) -> None:
        for letter in text:
            self.bot.keyClicks(_focused(), letter)

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QCoreApplication.sendEvent(_focused(), event)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        pos = at if at is not None else widget.rect().center()
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=pos)

    # ------------------------------------------------ forms

    @property
    def view(self) -> GridView:
        view = self.shell.grid_view()
        assert view is not None
        return view

    @property
    def editor(self) -> CellEditor:
        editor = self.view.editing.editor
        assert editor is not None
        return editor

    def tab(self, title: str) -> None:
        """Click on a tab."""
        bar = self.page.bar
        number = next(n for n in range(bar.count()) if bar.tabText(n).startswith(title))
        self.click(bar, bar.tabRect(number).center())

    def turn_to(self, page: Page) -> QWidget:
        """The tab of a kind; what it shows."""
        bar = self.page.bar
        for number in range(bar.count()):
            bar.setCurrentIndex(number)
            if self.page.tab.page is page:
                return self.page.stack.currentWidget()
        raise AssertionError(f"no tab {page}")

    def go(self, ref: Ref) -> None:
        """Put the cursor on a fact of the form on screen."""
        assert self.view.grid is not None
        cell = next(c for c in self.view.grid.cells if c.ref == ref and c.placement is not None)
        assert cell.placement is not None and self.view.go_to(cell.placement)
        self.view.setFocus()
        self.bot.waitUntil(self.view.hasFocus)

    def raw(self, ref: Ref) -> str:
        return self.snapshot.value(ref).raw

    def edits(self, text: str, ref: Ref = HEADS) -> Kept:
        """What the report holds when nothing but one text has changed."""
        now = kept(self.snapshot)
        return now._replace(facts=now.facts | {ref: text})

    # ------------------------------------------------ leaving

    def leave(self) -> None:
        """Close the window and forget it."""
        self.shell.close()
        self.shell.deleteLater()
        del self.shell


def _focused() -> QWidget:
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None
    return widget


Make = Callable[[], Driver]


@contextmanager
def window(
    qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch, boxes: Boxes | None = None
) -> Iterator[Make]:
    """Shells over a folder; in the end they are closed, and nothing of them may be left."""
    answering, drivers = boxes or Boxes(), list[Driver]()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answering.exec(box))
    before = left_over(collect=False)

    def make() -> Driver:
        drivers.append(Driver(qtbot, folder))
        return drivers[-1]

    yield make
    for driver in drivers:
        driver.leave()
    assert not answering.unexpected, answering.unexpected
    assert not answering.answers, f"not asked: {answering.answers}"
    more = {kind: n - before[kind] for kind, n in left_over().items() if n > before[kind]}
    assert not more, f"left behind: {more}"


def left_over(collect: bool = True) -> dict[str, int]:
    """How much of the window is alive: widgets, timers, threads, sessions, forms."""
    settle_deletions()
    if collect:
        gc.collect()
    alive = Counter(type(one) for one in gc.get_objects())
    counts = {kind.__name__: alive[kind] for kind in (QTimer, QThread, Session, GridView, Shell)}
    counts["windows"] = len(QApplication.topLevelWidgets())
    counts["widgets"] = len(QApplication.allWidgets())
    return counts
