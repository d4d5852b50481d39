"""The window over a data folder: opening, looking only, damage, data files, nothing left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QPushButton

from core.storage.database import FILE_NAME
from core.storage.store import Store
from core.workspace.open_report import Sheet
from core.workspace.samples import samples_folder
from core.workspace.tabs import Page
from core.workspace.workspace import Workspace
from tests.support_shell import (
    BASE,
    CONTROL,
    HEADS,
    SAMPLE,
    Boxes,
    Driver,
    Make,
    kept,
    left_over,
)
from ui.tabs.report_tab import ReportTab
from ui.tabs.unit_tab import UnitTab

Key = Qt.Key


def menu(desk: Driver, title: str) -> QMenu:
    """A menu of the window, as it is when it opens."""
    menus = desk.shell.menuBar().findChildren(QMenu)
    found = next(one for one in menus if one.title().startswith(title))
    found.popup(desk.shell.mapToGlobal(desk.shell.rect().center()))
    found.hide()
    return found


# ----------------------------------------------------------- opening, closing


def test_twenty_reports_later_nothing_is_left_behind(make: Make) -> None:
    desk = make()
    numbers = [desk.sample(), desk.sample("luxian-2023.json")]
    desk.shell.go_home()

    def visit(number: int, tabs: bool = True) -> None:
        desk.open(number)
        for tab in range(desk.page.bar.count() if tabs else 0):
            desk.page.bar.setCurrentIndex(tab)
        menu(desk, "编辑")
        desk.shell.go_home()

    visit(numbers[0])
    before = left_over()
    for turn in range(20):
        visit(numbers[turn % 2], tabs=turn < 4)
    after = left_over()
    assert {kind: n for kind, n in after.items() if n > before[kind]} == {}


def test_dialogs_leave_nothing_behind(make: Make) -> None:
    desk = make()
    number = desk.sample()
    desk.shell.remove_report(number)
    desk.sample()

    def visit() -> None:
        desk.key(Key.Key_F1)
        desk.page.problems._ask()
        desk.to_front()
        for open_dialog in (desk.shell.new_report, desk.shell.show_trash):
            open_dialog()
            desk.to_front()
        desk.open(number + 1)

    visit()
    before = left_over()
    for _ in range(3):
        visit()
    after = left_over()
    assert {kind: n for kind, n in after.items() if n > before[kind]} == {}


def test_the_edit_menu_lives_on_when_its_form_has_gone(make: Make) -> None:
    desk = make()
    desk.sample()
    assert any(action.text().startswith("删除行") for action in menu(desk, "编辑").actions())
    desk.shell.go_home()
    left_over()  # everything that was to be deleted is
    alone = [action.text() for action in menu(desk, "编辑").actions() if action.text()]
    assert alone == ["撤销(&U)", "重做(&R)"]
    desk.sample("luxian-2023.json")
    assert any(action.text().startswith("删除行") for action in menu(desk, "编辑").actions())


def test_every_model_of_the_window_is_a_proper_one(make: Make, answers: Boxes) -> None:
    """While tabs are turned, texts typed, rows added and taken back."""
    desk = make()
    answers.answers = ["知道了"]  # what is told of the second sample
    testers = []
    for sample in (SAMPLE, "zhijiang-2023.json"):
        desk.sample(sample)
        for tab in range(desk.page.bar.count()):
            desk.page.bar.setCurrentIndex(tab)
        views = desk.shell.findChildren(QAbstractItemView)
        for model in {view.model() for view in views if view.model() is not None}:
            mode = QAbstractItemModelTester.FailureReportingMode.Fatal
            testers.append(QAbstractItemModelTester(model, mode, desk.shell))
        desk.tab("整体")
        desk.key(Key.Key_F8)
        desk.key(Key.Key_F9)
        desk.key(Key.Key_F7)
        desk.type("12")
        desk.key(Key.Key_Return)
        desk.session.undo()
        desk.session.redo()
    assert len(testers) > 10


# ----------------------------------------------------------- looking only


def other_program(folder: Path) -> tuple[Workspace, int]:
    """One that writes into the folder, with an editor open in its only report."""
    workspace = Workspace(folder)
    number, _ = workspace.adopt(samples_folder() / SAMPLE)
    report = workspace.open(number)
    cell = next(one for one in report.grid(Sheet(BASE)).cells if one.ref == HEADS)
    report.try_text(cell, "51")
    return workspace, number


def test_a_second_window_may_only_look(make: Make, folder: Path, answers: Boxes) -> None:
    holder, number = other_program(folder)
    before = kept(holder.open(number).snapshot)
    second = make()
    shell = second.shell
    assert "正由" in second.workspace.read_only and "进程" in second.workspace.read_only
    assert shell.start_page.banner.isVisible()
    assert shell.start_page.banner.text().startswith(second.workspace.read_only)
    page = shell.start_page
    assert not page.new_button.isEnabled() and not page.remove_button.isEnabled()
    assert not page.samples_button.isEnabled()
    assert not shell.commands.new.isEnabled() and not shell.commands.open.isEnabled()
    second.open(number)  # the first one's draft is its own business: nothing is asked
    assert shell.note.isVisible() and second.workspace.read_only in shell.note.words
    assert second.snapshot.value(HEADS).raw == before.facts[HEADS]
    second.tab(BASE)
    second.go(HEADS)
    for key in (Key.Key_F2, Key.Key_9, Key.Key_Delete, Key.Key_Backspace):
        second.key(key)
        assert second.view.editing.editor is None
    for key in (Key.Key_V, Key.Key_X, Key.Key_D, Key.Key_Return, Key.Key_Minus):
        second.key(key, CONTROL)
    answers.answers = ["知道了"]
    second.key(Key.Key_Z, CONTROL)
    assert answers.told[0].text == second.workspace.read_only
    unit = second.turn_to(Page.UNIT)
    assert isinstance(unit, UnitTab) and not unit.change_year.isEnabled()
    assert all(
        row.editor.isReadOnly() if hasattr(row.editor, "isReadOnly") else not row.editor.isEnabled()
        for row in unit.rows.values()
    )
    report = second.turn_to(Page.REPORT)
    assert isinstance(report, ReportTab) and report.editor.isReadOnly()
    for _ in range(3):
        second.key(Key.Key_F8)
        shown = second.page.problems.detail.findChildren(QPushButton)
        asked = [one for one in shown if one.isEnabled() and "说明" in one.accessibleName()]
        assert not asked
    assert kept(second.snapshot) == before
    shell.go_home()
    assert not shell.note.isVisible()
    now = holder.store.read(number)
    assert now.draft is not None and now.draft.text == "51" and second.stored(number) == before
    holder.close()


def test_what_a_window_that_only_looks_cannot_do_is_said_plainly(
    make: Make, folder: Path, answers: Boxes
) -> None:
    folder.mkdir(parents=True)
    first = Store(folder)
    desk = make()
    answers.answers = ["知道了"]
    desk.shell.adopt(samples_folder() / SAMPLE)
    assert "正由" in answers.told[0].text and not desk.workspace.lines()
    first.close()


# ----------------------------------------------------------- damage


def test_a_damaged_database_is_told_and_can_be_tried_again(make: Make, folder: Path) -> None:
    folder.mkdir(parents=True)
    file = folder / FILE_NAME
    file.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    desk = make()
    shell = desk.shell
    assert shell.workspace is None and shell.alarm.isVisible()
    for told in ("已经损坏", "没有改动", "交给技术人员", str(folder)):
        assert told in shell.alarm.words
    waiting = shell.start_page.pages.currentWidget()
    assert isinstance(waiting, QLabel) and "没有读出来" in waiting.text()
    for key in (Key.Key_N, Key.Key_O, Key.Key_Z, Key.Key_W, Key.Key_E):
        desk.key(key, CONTROL)
    assert not shell.commands.new.isEnabled()
    again = next(one for one in shell.alarm.findChildren(QPushButton) if one.text() == "再试一次")
    desk.click(again)
    assert shell.alarm.isVisible() and file.stat().st_size == 5016
    file.unlink()
    again = next(one for one in shell.alarm.findChildren(QPushButton) if one.isVisible())
    desk.click(again)
    assert shell.workspace is not None and not shell.alarm.isVisible()
    desk.sample()


# ----------------------------------------------------------- data files


def test_what_was_odd_in_a_data_file_is_told(make: Make, tmp_path: Path, answers: Boxes) -> None:
    data = json.loads((samples_folder() / SAMPLE).read_text("utf-8"))
    data["没有这一项"] = 1
    file = tmp_path / "怪.json"
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    desk = make()
    answers.answers = ["知道了"]
    desk.shell.adopt(file)
    [told] = answers.told
    assert "没有这一项" in told.text + told.more


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"格式": 3}', "\x00\x01"])
def test_a_file_that_is_none_is_refused(
    make: Make, tmp_path: Path, answers: Boxes, text: str
) -> None:
    file = tmp_path / "坏.json"
    file.write_text(text, "utf-8")
    desk = make()
    answers.answers = ["知道了"]
    desk.shell.adopt(file)
    [told] = answers.told
    assert told.text and told.more and desk.shell.session is None
    assert not desk.workspace.lines()


def test_a_file_that_is_not_there_is_refused(make: Make, tmp_path: Path, answers: Boxes) -> None:
    desk = make()
    answers.answers = ["知道了"]
    desk.shell.adopt(tmp_path / "没有.json")
    assert answers.told[0].text and desk.shell.session is None
