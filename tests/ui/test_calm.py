"""What must not be drawn, made or laid out anew when something small changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.checks.finding import Severity
from core.workspace.open_report import Sheet
from tests.support_ui import sample_session
from ui.calm import CalmSplitter
from ui.grid.view import GridView
from ui.panels.page import Page
from ui.panels.parts import WideButton
from ui.panels.verdict import Verdict


class Painted(QObject):
    """The part of a widget that was painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.area = QRect()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.area = self.area.united(event.region().boundingRect())
        return False


class Asked(QObject):
    """How often a widget was asked to lay out its parts."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.LayoutRequest
        return False


def settle() -> None:
    """What one turn of the event loop asks for comes in the next."""
    for _ in range(5):
        QApplication.processEvents()


def test_the_keyboard_comes_and_only_the_cursor_is_drawn(qtbot: QtBot, qtlog: object) -> None:
    window, view, other = QWidget(), GridView(sample_session()), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(other)
    qtbot.addWidget(window)
    window.resize(900, 600)
    view.show_sheet(Sheet("基础数据表"))
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    settle()
    painted = Painted(view.viewport())
    view.setFocus()
    settle()
    cursor = view.visualRect(view.currentIndex())
    assert painted.area.contains(cursor.intersected(view.viewport().rect()))
    assert painted.area.height() < view.viewport().height() // 2


# ------------------------------------------------ the verdict


@pytest.fixture
def verdict(qtbot: QtBot) -> Iterator[Verdict]:
    window, verdict = QWidget(), Verdict()
    column = QVBoxLayout(window)
    column.addWidget(verdict)
    column.addStretch(1)
    qtbot.addWidget(window)
    verdict.tell("不能上报 8 项", Severity.ERROR)
    window.resize(300, 400)
    window.show()
    settle()
    yield verdict


def test_other_words_of_the_same_height_move_nothing(verdict: Verdict) -> None:
    asked = Asked(verdict.window())
    verdict.tell("不能上报 9 项", Severity.ERROR)
    settle()
    assert verdict.words.text() == "不能上报 9 项" and not asked.times


def test_longer_words_get_more_room(verdict: Verdict) -> None:
    before = verdict.height()
    verdict.tell("不能上报 8 项 · 需说明 8 项 · 提示 2 项 · " * 4, Severity.WARNING)
    settle()
    assert verdict.height() > before
    assert verdict.words.height() >= verdict.words.heightForWidth(verdict.words.width())


# ------------------------------------------------ pages


def tell(page: Page, words: str, title: str, done: list[str], act: str) -> None:
    page.start()
    page.add(words, bold=True)
    page.button(title, lambda: done.append(act))
    page.finish()


def parts(page: Page) -> list[QWidget]:
    found = [page.column.itemAt(n).widget() for n in range(page.column.count())]
    return [one for one in found if one is not None]


def test_a_page_keeps_its_parts_and_their_new_meaning(qtbot: QtBot) -> None:
    page, done = Page(), list[str]()
    qtbot.addWidget(page)
    page.show()
    tell(page, "甲", "改", done, "一")
    before = parts(page)
    tell(page, "乙", "改", done, "二")
    assert parts(page) == before
    label, button = before
    assert isinstance(label, QLabel) and label.text() == "乙"
    assert isinstance(button, WideButton)
    button.click()
    assert done == ["二"]


def test_a_button_with_the_keyboard_never_changes_its_meaning(qtbot: QtBot) -> None:
    page, done = Page(), list[str]()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    tell(page, "甲", "改", done, "一")
    old = parts(page)[1]
    old.setFocus()
    qtbot.waitUntil(old.hasFocus)
    tell(page, "乙", "改", done, "二")
    assert parts(page)[1] is not old and not old.hasFocus()
    assert isinstance(old, WideButton)
    old.click()  # pressed before, released now
    assert done == ["一"]


# ------------------------------------------------ splitters


def test_a_splitter_passes_on_only_what_needs_other_room(qtbot: QtBot) -> None:
    window, split, label = QWidget(), CalmSplitter(Qt.Orientation.Vertical), QLabel("一")
    QVBoxLayout(window).addWidget(split)
    split.addWidget(label)
    qtbot.addWidget(window)
    window.show()
    label.setText("二")
    settle()
    asked = Asked(window)
    label.setText("三")
    settle()
    assert not asked.times
    label.setMinimumHeight(label.height() + 400)
    settle()
    assert asked.times and label.height() >= label.minimumHeight()
