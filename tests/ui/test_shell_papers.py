"""Typing in 单位信息 and 自评报告: whatever ends it, the text is stored once, as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Ref
from core.workspace.printing import Sort
from core.workspace.tabs import Page
from tests.support_shell import BASE, CONTROL, Driver, kept, window
from ui.paper.centre import PrintCentre
from ui.report_text.editor import ChapterEditor
from ui.tabs.editors import LineEditor
from ui.tabs.report_tab import ReportTab
from ui.tabs.unit_tab import UnitTab

Key = Qt.Key
NAME = Ref("单位名称")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    with window(qtbot, tmp_path, monkeypatch) as make:
        driver = make()
        driver.sample()
        yield driver


def unit_line(desk: Driver, ref: Ref = NAME) -> LineEditor:
    """The line of a fact of the unit, with the keyboard on it."""
    page = desk.turn_to(Page.UNIT)
    assert isinstance(page, UnitTab)
    editor = page.rows[ref].editor
    assert isinstance(editor, LineEditor)
    editor.setFocus()
    desk.bot.waitUntil(editor.hasFocus)
    return editor


def chapter(desk: Driver) -> ChapterEditor:
    """The text of the first chapter, with the keyboard on it."""
    page = desk.turn_to(Page.REPORT)
    assert isinstance(page, ReportTab)
    page.editor.setFocus()
    desk.bot.waitUntil(page.editor.hasFocus)
    return page.editor


LEAVING: dict[str, Callable[[Driver], object]] = {
    "focus to the problems": lambda d: d.page.problems.list.setFocus(),
    "F6": lambda d: d.key(Key.Key_F6),
    "click on a tab": lambda d: d.tab(BASE),
    "Ctrl+PgDn": lambda d: d.key(Key.Key_PageDown, CONTROL),
    "F7": lambda d: d.key(Key.Key_F7),
    "F8": lambda d: d.key(Key.Key_F8),
    "F9": lambda d: d.key(Key.Key_F9),
}
AWAY: dict[str, Callable[[Driver], object]] = {
    "home": lambda d: d.key(Key.Key_W, CONTROL),
    "another report": lambda d: d.shell.open_sample("luxian-2023.json"),
    "the window is closed": lambda d: d.shell.close(),
}


def test_a_line_of_the_unit_is_stored_once(desk: Driver) -> None:
    keys: dict[str, Callable[[Driver], object]] = {
        "Enter": lambda d: d.key(Key.Key_Return),
        "Tab": lambda d: d.key(Key.Key_Tab),
    }
    for way, leave in (LEAVING | keys).items():
        editor, steps = unit_line(desk), desk.steps(desk.number)
        wanted = desk.edits(f"{editor.text()}9", NAME)
        desk.key(Key.Key_End)
        desk.type("9")
        desk.bot.waitUntil(lambda: desk.draft(desk.number) is not None, timeout=1000)
        leave(desk)
        assert kept(desk.snapshot) == wanted == desk.stored(desk.number), way
        assert desk.steps(desk.number) == steps + 1, way
        assert desk.draft(desk.number) is None, way


@pytest.mark.parametrize("way", AWAY)
def test_leaving_the_report_stores_what_is_being_typed(desk: Driver, way: str) -> None:
    """First a line of the unit, then a chapter; each with its editor still open."""
    number, steps = desk.number, desk.steps(desk.number)
    editor, session = unit_line(desk), desk.session
    wanted = desk.edits(f"{editor.text()}9", NAME)
    desk.key(Key.Key_End)
    desk.type("9")
    AWAY[way](desk)
    assert kept(session.snapshot) == wanted == desk.stored(number)
    assert desk.steps(number) == steps + 1 and desk.draft(number) is None
    if way == "the window is closed":
        return
    desk.open(number)
    text, session = add_to_chapter(desk), desk.session
    AWAY[way](desk)
    assert text in [one.text for one in session.snapshot.report]
    assert kept(session.snapshot) == desk.stored(number)
    assert desk.steps(number) == steps + 2


def test_esc_in_a_line_of_the_unit_stores_nothing(desk: Driver) -> None:
    before, steps = kept(desk.snapshot), desk.steps(desk.number)
    editor = unit_line(desk)
    desk.type("99")
    desk.bot.waitUntil(lambda: desk.draft(desk.number) is not None)
    desk.key(Key.Key_Escape)
    assert editor.text() == before.facts[NAME] and desk.draft(desk.number) is None
    desk.tab(BASE)
    assert kept(desk.snapshot) == before == desk.stored(desk.number)
    assert desk.steps(desk.number) == steps


def test_ctrl_z_in_a_line_of_the_unit_takes_the_typing_back(desk: Driver) -> None:
    before = kept(desk.snapshot)
    editor = unit_line(desk)
    desk.type("9")
    desk.key(Key.Key_Z, CONTROL)
    assert editor.text() == before.facts[NAME]
    desk.tab(BASE)
    assert kept(desk.snapshot) == before == desk.stored(desk.number)


@pytest.mark.parametrize("text", ["一\n二　甲\u00a0乙\t丙", "字" * 40_000])
def test_looking_at_the_unit_changes_no_text(desk: Driver, text: str) -> None:
    """A name with line breaks, or longer than a line usually takes."""
    desk.session.apply(SetValue(NAME, text))
    before, steps = kept(desk.snapshot), desk.steps(desk.number)
    editor = unit_line(desk)
    desk.key(Key.Key_Tab)
    desk.tab(BASE)
    assert kept(desk.snapshot) == before and desk.steps(desk.number) == steps
    unit_line(desk)
    desk.key(Key.Key_End)
    desk.type("x")
    desk.tab(BASE)
    assert desk.raw(NAME) == f"{text}x" and not editor.changed


def add_to_chapter(desk: Driver) -> str:
    """Type at the end of the first chapter; what stands there then."""
    editor = chapter(desk)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    desk.type("9")
    return editor.text


def test_a_chapter_is_stored_once(desk: Driver) -> None:
    for way, leave in LEAVING.items():
        before, steps = kept(desk.snapshot), desk.steps(desk.number)
        text = add_to_chapter(desk)
        leave(desk)
        after = kept(desk.snapshot)
        assert [one.text for one in desk.snapshot.report].count(text) == 1, way
        assert (after.facts, after.printed) == (before.facts, before.printed), way
        assert desk.stored(desk.number) == after, way
        assert desk.steps(desk.number) == steps + 1, way


def test_a_chapter_is_on_the_disk_soon_after_the_last_key(desk: Driver) -> None:
    wanted = add_to_chapter(desk)
    editor = chapter(desk)
    number = desk.number
    desk.bot.waitUntil(
        lambda: any(c.text == wanted for c in desk.workspace.open(number).snapshot.report),
        timeout=2000,
    )
    assert editor.hasFocus() and editor.text == wanted


@pytest.mark.parametrize("text", ["甲\u00a0乙\r\n丙\r丁\u2028戊\u2029己", "一\t二\n😀\n\n𠮷\n"])
def test_looking_at_a_chapter_changes_no_text(desk: Driver, text: str) -> None:
    """As texts come from Word: with no-break spaces and line ends of several kinds."""
    report = desk.snapshot.report
    first = report[0]._replace(text=text) if report else Chapter("概况", text, "")
    desk.session.apply(SetReport((first, *report[1:])))
    before, steps = kept(desk.snapshot), desk.steps(desk.number)
    chapter(desk)
    desk.key(Key.Key_F8)
    desk.tab(BASE)
    desk.session.settle()
    assert kept(desk.snapshot) == before == desk.stored(desk.number)
    assert desk.steps(desk.number) == steps


def test_the_report_is_seen_as_it_is_printed(desk: Driver) -> None:
    page = desk.turn_to(Page.REPORT)
    assert isinstance(page, ReportTab)
    page.actions_row.show_paper()
    assert not desk.shell.findChildren(PrintCentre)
    assert "还没有文字" in desk.shell.statusBar().currentMessage()
    desk.session.apply(SetReport((Chapter("部门概况", "编制41人。"),)))
    page.actions_row.show_paper()
    (centre,) = desk.shell.findChildren(PrintCentre)
    assert [part.sort for part in centre.parts.chosen()] == [Sort.REPORT]
    desk.bot.waitUntil(lambda: centre.preview.words.text() == "第 1 / 2 页")  # all headings
    centre.close()
