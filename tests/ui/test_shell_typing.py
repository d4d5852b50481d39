"""Typing in the whole window: whatever ends it, the text is stored once, as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.facts.edits import SetReport
from core.facts.model import Chapter, Ref
from core.layout.grid import Cell
from core.workspace.problem_detail import Fix
from core.workspace.saving import Saving
from tests.support_shell import BASE, CONTROL, HEADS, WHOLE, Driver, kept, window
from ui.panels.parts import WideButton
from ui.panels.progress_bar import ProgressLine
from ui.tabs.report_tab import ReportTab

Key = Qt.Key
OTHER = Ref("公务用车购置费", "决算")


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    with window(qtbot, tmp_path, monkeypatch) as make:
        yield make()


@pytest.fixture
def desk(driver: Driver) -> Driver:
    """The sample is open on its first form, the cursor on 编制数."""
    driver.sample()
    driver.tab(BASE)
    driver.go(HEADS)
    return driver


def test_99_into_the_middle_of_12345(desk: Driver) -> None:
    desk.type("12345")
    desk.key(Key.Key_Return)
    desk.go(HEADS)
    desk.key(Key.Key_F2)
    for _ in range(3):
        desk.key(Key.Key_Left)
    desk.type("99")
    number = desk.number
    desk.bot.waitUntil(lambda: desk.draft(number) is not None, timeout=1000)
    draft = desk.draft(number)
    assert draft is not None and draft.text == "1299345" and draft.place.ref == HEADS
    desk.key(Key.Key_Return)
    assert desk.raw(HEADS) == "1299345" and desk.draft(number) is None
    assert desk.stored(number).facts[HEADS] == "1299345"


# --------------------------------------------------- leaving an open editor


def _click_a_cell(desk: Driver) -> None:
    cell = _cell(desk, OTHER)
    rect = desk.view.visualRect(desk.view.grid_model.index(cell.row, cell.col))
    desk.click(desk.view.viewport(), rect.center())


def _click_a_finding(desk: Driver) -> None:
    problems = desk.page.problems.list
    row = next(n for n, line in enumerate(problems.lines.lines) if line.finding is not None)
    desk.click(problems.viewport(), problems.visualRect(problems.lines.index(row)).center())


def _click_next_empty(desk: Driver) -> None:
    line = desk.shell.statusBar().findChild(ProgressLine)
    assert isinstance(line, ProgressLine)
    desk.click(line.button)


def _menu(desk: Driver, title: str, text: str) -> None:
    """Choose a command from a menu with the mouse."""
    bar = desk.shell.menuBar()
    action = next(one for one in bar.actions() if one.text().startswith(title))
    desk.click(bar, bar.actionGeometry(action).center())
    menu = action.menu()
    assert isinstance(menu, QMenu)
    command = next(one for one in menu.actions() if one.text().startswith(text))
    desk.click(menu, menu.actionGeometry(command).center())


LEAVING: dict[str, Callable[[Driver], object]] = {
    "focus to the problems": lambda d: d.page.problems.list.setFocus(),
    "F6": lambda d: d.key(Key.Key_F6),
    "click on another cell": _click_a_cell,
    "click on a finding": _click_a_finding,
    "click on a tab": lambda d: d.tab(WHOLE),
    "Ctrl+PgDn": lambda d: d.key(Key.Key_PageDown, CONTROL),
    "F7": lambda d: d.key(Key.Key_F7),
    "F8": lambda d: d.key(Key.Key_F8),
    "F9": lambda d: d.key(Key.Key_F9),
    "Ctrl+Y": lambda d: d.key(Key.Key_Y, CONTROL),
    "zoom": lambda d: d.key(Key.Key_Equal, Qt.KeyboardModifier.AltModifier),
    "help": lambda d: d.key(Key.Key_F1),
    "a menu command": lambda d: _menu(d, "审核", "下一个问题"),
    "copy from the menu": lambda d: _menu(d, "编辑", "复制"),
    "next empty cell, by its button": _click_next_empty,
}
AWAY: dict[str, Callable[[Driver], object]] = {
    "home": lambda d: d.key(Key.Key_W, CONTROL),
    "another report": lambda d: d.shell.open_sample("luxian-2023.json"),
    "the window is closed": lambda d: d.shell.close(),
}


def test_whatever_ends_the_editor_stores_its_text_once(desk: Driver) -> None:
    for nth, way in enumerate(LEAVING):
        desk.to_front()
        desk.tab(BASE)
        desk.go(HEADS)
        wanted, steps = desk.edits(f"7 {nth}"), desk.steps(desk.number)
        view = desk.view
        desk.type(f"7 {nth}")
        LEAVING[way](desk)
        assert view.editing.editor is None, way
        assert kept(desk.snapshot) == wanted == desk.stored(desk.number), way
        assert desk.steps(desk.number) == steps + 1, way
        assert desk.draft(desk.number) is None, way


@pytest.mark.parametrize("way", AWAY)
def test_leaving_the_report_stores_the_text_once(desk: Driver, way: str) -> None:
    wanted, steps = desk.edits("7 7"), desk.steps(desk.number)
    session, number = desk.session, desk.number
    desk.type("7 7")
    AWAY[way](desk)
    assert kept(session.snapshot) == wanted == desk.stored(number)
    assert desk.steps(number) == steps + 1 and desk.draft(number) is None


def test_esc_stores_nothing(desk: Driver) -> None:
    before, steps = kept(desk.snapshot), desk.steps(desk.number)
    desk.type("77")
    desk.bot.waitUntil(lambda: desk.draft(desk.number) is not None)
    desk.key(Key.Key_Escape)
    assert desk.view.editing.editor is None and desk.draft(desk.number) is None
    assert kept(desk.snapshot) == before == desk.stored(desk.number)
    assert desk.steps(desk.number) == steps


def test_ctrl_z_takes_the_text_back_and_ctrl_y_brings_it_again(desk: Driver) -> None:
    before = kept(desk.snapshot)
    desk.type("77")
    desk.key(Key.Key_Z, CONTROL)
    assert kept(desk.snapshot) == before == desk.stored(desk.number)
    desk.key(Key.Key_Y, CONTROL)
    assert desk.raw(HEADS) == "77" and desk.stored(desk.number).facts[HEADS] == "77"


def test_pasting_elsewhere_is_a_second_step(desk: Driver) -> None:
    steps = desk.steps(desk.number)
    wanted = desk.edits("77")
    desk.type("77")
    _click_a_cell(desk)
    QGuiApplication.clipboard().setText("8.50")
    desk.key(Key.Key_V, CONTROL)
    wanted = wanted._replace(facts=wanted.facts | {OTHER: "8.50"})
    assert kept(desk.snapshot) == wanted == desk.stored(desk.number)
    assert desk.steps(desk.number) == steps + 2


def test_pasting_into_the_editor_is_its_text(desk: Driver) -> None:
    steps = desk.steps(desk.number)
    wanted = desk.edits("1238.50")
    desk.type("123")
    QGuiApplication.clipboard().setText("8.50")
    desk.key(Key.Key_V, CONTROL)
    assert desk.editor.text == "1238.50"
    desk.key(Key.Key_Tab)
    assert kept(desk.snapshot) == wanted == desk.stored(desk.number)
    assert desk.steps(desk.number) == steps + 1


def test_a_remedy_comes_after_the_text(desk: Driver) -> None:
    """The button of a finding, with an editor open: the text is stored, then the remedy."""
    desk.type("77")
    desk.key(Key.Key_Return)
    broken = Ref("三公经费", "决算")
    desk.go(broken)
    desk.type("99")
    desk.key(Key.Key_Return)
    for _ in range(len(desk.page.problems.list.lines.lines)):
        desk.key(Key.Key_F8)
        if any(fix.edit for fix in _fixes(desk)):
            break
    fix = next(fix for fix in _fixes(desk) if fix.edit is not None)
    desk.go(HEADS)
    steps = desk.steps(desk.number)
    desk.type("78")
    buttons = desk.page.problems.detail.findChildren(WideButton)
    button = next(one for one in buttons if one.title == fix.title)
    desk.click(button)
    assert desk.view.editing.editor is None and desk.raw(HEADS) == "78"
    assert desk.steps(desk.number) == steps + 2
    assert kept(desk.snapshot) == desk.stored(desk.number)
    desk.session.undo()
    assert desk.raw(HEADS) == "78"
    desk.session.undo()
    assert desk.raw(HEADS) == "77"


def _fixes(desk: Driver) -> tuple[Fix, ...]:
    shown = desk.page.problems.detail.detail
    return shown.fixes if shown is not None else ()


# -------------------------------------------- a refresh from elsewhere, compositions


def test_a_composition_outlives_every_refresh(desk: Driver) -> None:
    desk.key(Key.Key_F2)
    desk.type("1")
    desk.compose("nihao")
    other = desk.view.same_cell(_cell(desk, OTHER))
    report = desk.session.report
    desk.session.do(lambda: report.type_in(other, "8"))
    desk.session.tried.emit(report.drop_text())
    desk.session.do(report.audit_all)
    desk.session.saving.emit(Saving(1, "磁盘满了。"))
    assert desk.shell.alarm.isVisible()
    desk.session.saving.emit(Saving())
    editor = desk.editor
    assert editor.hasFocus() and editor.composing and editor.text == "411"
    assert editor.textCursor().block().layout().preeditAreaText() == "nihao"
    desk.compose("", "你好")
    desk.key(Key.Key_Return)
    assert desk.raw(HEADS) == "411你好" == desk.stored(desk.number).facts[HEADS]


def test_what_is_being_composed_is_no_text(desk: Driver) -> None:
    for way in ("click on another cell", "click on a tab", "F8", "F9"):
        desk.tab(BASE)
        desk.go(HEADS)
        wanted = desk.edits(f"{desk.raw(HEADS)}1")
        desk.key(Key.Key_F2)
        desk.type("1")
        desk.compose("nihao")
        LEAVING[way](desk)
        assert kept(desk.snapshot) == wanted == desk.stored(desk.number), way


def _cell(desk: Driver, ref: Ref) -> Cell:
    assert desk.view.grid is not None
    return next(cell for cell in desk.view.grid.cells if cell.ref == ref)


# ------------------------------------------------------- texts of all kinds


TEXTS = {
    "no number": "abc",
    "two numbers": "12.5.3",
    "spaces": "  12 ",
    "several lines": "一\n二\n\n三",
    "tabs": "甲\t乙",
    "rare characters": "😀𠮷👩‍👩‍👧",
    "right to left": "שלום 12 عربي",
    "no break space": "甲\u00a0乙",
    "quotes": "'; DROP TABLE fact; --\"",
    "huge": "自评" * 50_000,
    "formula": "=1+1",
    "control characters": "甲\x01\x00乙",
}


def test_every_text_is_kept_as_it_was_typed(desk: Driver) -> None:
    for kind, text in TEXTS.items():
        desk.go(HEADS)
        wanted = desk.edits(text)
        desk.key(Key.Key_F2)
        desk.editor.put(text)
        desk.key(Key.Key_Tab)
        assert kept(desk.snapshot) == wanted == desk.stored(desk.number), kind
        desk.go(HEADS)
        desk.key(Key.Key_F2)  # looked at once more, and one letter added
        desk.type("x")
        desk.key(Key.Key_Return)
        assert desk.raw(HEADS) == f"{text}x", kind


def test_half_a_character_does_not_stop_the_saving(desk: Driver) -> None:
    """A broken surrogate, as some programs put on the clipboard."""
    desk.key(Key.Key_F2)
    desk.editor.put("a\ud83db")
    desk.key(Key.Key_Return)
    assert desk.session.report.saving.safe and not desk.shell.alarm.isVisible()
    assert kept(desk.snapshot) == desk.stored(desk.number)


def test_a_problem_of_the_text_opens_its_chapter(desk: Driver) -> None:
    text = "内设股室八个，由各单位的的人员组成。"
    desk.session.apply(SetReport((Chapter("机构设置", text),)))
    finding = next(one for one in desk.session.report.audit.findings if one.words)
    desk.session.jump(finding.words[0].place)
    tab = desk.page.findChild(ReportTab)
    assert tab is not None and tab.isVisible()
    assert tab.editor.textCursor().selectedText() == "的的"
