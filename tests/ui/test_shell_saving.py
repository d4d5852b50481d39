"""When the disk fails: the window says so until everything is stored, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.forms.library import Library
from core.storage.database import FILE_NAME
from core.storage.datafile import load
from tests.support_shell import BASE, CONTROL, HEADS, Boxes, Driver, kept, window
from ui.report.workplace import Workplace

Key = Qt.Key


@pytest.fixture
def answers() -> Boxes:
    return Boxes()


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Boxes
) -> Iterator[Driver]:
    with window(qtbot, tmp_path / "data", monkeypatch, answers) as make:
        driver = make()
        driver.sample()
        driver.tab(BASE)
        driver.go(HEADS)
        yield driver


@contextmanager
def stick_pulled_out(desk: Driver) -> Iterator[None]:
    """The database is not where it was."""
    names = [FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"]
    there = [desk.folder / name for name in names if (desk.folder / name).exists()]
    for path in there:
        path.rename(path.with_name(f"away-{path.name}"))
    try:
        yield
    finally:
        for path in there:
            path.with_name(f"away-{path.name}").rename(path)


@contextmanager
def held_by_another(desk: Driver) -> Iterator[None]:
    """Another program is writing, and does not come to an end."""
    with closing(sqlite3.connect(desk.folder / FILE_NAME, isolation_level=None)) as link:
        link.execute("BEGIN IMMEDIATE")
        yield
        link.execute("ROLLBACK")


FAILURES = {"no file": stick_pulled_out, "locked": held_by_another}


def press(desk: Driver, text: str) -> None:
    """A button of the red banner."""
    buttons = desk.shell.alarm.findChildren(QPushButton)
    desk.click(next(one for one in buttons if one.text() == text and one.isVisible()))


def alarm(desk: Driver) -> str:
    """What the red banner says; "" when it is not there."""
    banner = desk.shell.alarm
    assert banner.isVisible() is bool(banner.words)
    return banner.words


def type_into_heads(desk: Driver, text: str) -> None:
    desk.go(HEADS)
    desk.type(text)
    desk.key(Key.Key_Return)


@pytest.mark.parametrize("failure", FAILURES)
def test_the_alarm_stays_until_everything_is_stored(desk: Driver, failure: str) -> None:
    before = desk.stored(desk.number)
    steps = desk.steps(desk.number)
    with FAILURES[failure](desk):
        type_into_heads(desk, "51")
        assert alarm(desk).startswith("最近 1 步还没有存上。没有存成：")
        type_into_heads(desk, "52")
        press(desk, "现在再存")
        assert alarm(desk).startswith("最近 2 步还没有存上。")
        assert desk.raw(HEADS) == "52"
        desk.session.undo()
        assert alarm(desk).startswith("最近 3 步") and desk.raw(HEADS) == "51"
        desk.tab("整体自评表")
        assert alarm(desk)
    assert desk.stored(desk.number) == before
    press(desk, "现在再存")
    assert alarm(desk) == ""
    assert desk.stored(desk.number) == kept(desk.snapshot)
    assert desk.stored(desk.number).facts[HEADS] == "51"
    assert desk.steps(desk.number) == steps + 2


def test_the_window_tries_again_by_itself(desk: Driver) -> None:
    work = desk.shell.work
    assert isinstance(work, Workplace)
    timers = [one for one in work.children() if isinstance(one, QTimer)]
    with stick_pulled_out(desk):
        type_into_heads(desk, "51")
        assert [one.isActive() for one in timers] == [True]
        timers[0].timeout.emit()
        assert alarm(desk)
    timers[0].timeout.emit()
    assert alarm(desk) == "" and not timers[0].isActive()
    assert desk.stored(desk.number).facts[HEADS] == "51"


def test_the_next_step_takes_the_others_along(desk: Driver) -> None:
    with stick_pulled_out(desk):
        type_into_heads(desk, "51")
    type_into_heads(desk, "52")
    assert alarm(desk) == "" and desk.stored(desk.number) == kept(desk.snapshot)


def test_a_text_that_is_still_being_typed_is_missed_too(desk: Driver) -> None:
    with stick_pulled_out(desk):
        desk.type("51")
        desk.bot.waitUntil(lambda: bool(alarm(desk)))
        assert alarm(desk).startswith("正在填的这一格还没有存上。")
        assert desk.editor.text == "51" and desk.editor.hasFocus()
    press(desk, "现在再存")
    desk.bot.waitUntil(lambda: not alarm(desk))
    assert desk.stored(desk.number) == kept(desk.snapshot)


@pytest.mark.parametrize("way", ["Esc", "the old text"])
def test_the_alarm_goes_with_the_text_it_was_about(desk: Driver, way: str) -> None:
    before, old = desk.stored(desk.number), desk.raw(HEADS)
    with stick_pulled_out(desk):
        desk.type(f"{old}1")
        desk.bot.waitUntil(lambda: bool(alarm(desk)))
    if way == "Esc":
        desk.key(Key.Key_Escape)
    else:
        desk.key(Key.Key_Backspace)
        desk.key(Key.Key_Return)
    assert alarm(desk) == "" and desk.stored(desk.number) == before


def test_staying_saving_elsewhere_and_leaving_all_the_same(
    desk: Driver, answers: Boxes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, number = desk.stored(desk.number), desk.number
    file = tmp_path / "另存.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with stick_pulled_out(desk):
        type_into_heads(desk, "51")
        answers.answers = ["留下", "留下"]
        assert not desk.shell.close() and desk.shell.isVisible()
        desk.key(Key.Key_W, CONTROL)
        assert desk.shell.session is not None and desk.raw(HEADS) == "51"
        press(desk, "另存为数据文件…")
        now = kept(desk.snapshot)
        assert kept(load(file, Library()).document.snapshot).facts == now.facts
        answers.answers = ["仍然离开", "知道了"]  # and the list cannot be read either
        desk.key(Key.Key_W, CONTROL)
        assert desk.shell.session is None and alarm(desk) == ""
    asked, _, left, no_list = answers.told
    assert left._replace(pressed="留下") == asked and asked.text == "最近 1 步还没有存上。"
    assert asked.buttons == ("仍然离开", "留下")
    assert no_list.text.startswith("数据读不出来")
    desk.shell.show_lines()
    desk.open(number)
    assert kept(desk.snapshot) == before


def test_leaving_loses_nothing_when_only_the_count_cannot_be_noted(
    desk: Driver, answers: Boxes
) -> None:
    type_into_heads(desk, "51")
    with held_by_another(desk):
        desk.key(Key.Key_W, CONTROL)
    assert desk.shell.session is None and not answers.told and alarm(desk) == ""
