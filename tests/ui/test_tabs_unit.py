"""The unit tab: typing, leaving, Esc, the calendar, the year and the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.facts.edits import SetValue
from core.facts.model import Placement, Ref
from core.workspace.open_report import OpenReport
from core.workspace.saving import Saver
from tests.support_ui import blank_session, sample_session
from ui.session import Session
from ui.tabs import year_dialog
from ui.tabs.editors import ChoiceEditor, LineEditor
from ui.tabs.fact_row import Calendar, FactRow
from ui.tabs.unit_tab import UnitTab
from ui.tabs.year_dialog import YearDialog

PHONE, DATE, CLERK = Ref("联系电话"), Ref("填报日期"), Ref("填表人")


def shown(qtbot: QtBot, session: Session) -> UnitTab:
    tab = UnitTab(session)
    undo = QAction(tab, shortcut=QKeySequence.StandardKey.Undo)
    undo.triggered.connect(session.undo)
    tab.addAction(undo)
    qtbot.addWidget(tab)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    return tab


def line(tab: UnitTab, ref: Ref) -> LineEditor:
    editor = tab.rows[ref].editor
    assert isinstance(editor, LineEditor)
    return editor


def value(tab: UnitTab, ref: Ref) -> str:
    return tab.session.snapshot.value(ref).raw


def said(row: FactRow) -> list[bool]:
    """Of each finding under a field, whether it is provisional."""
    return [fresh for _, fresh in row.findings._said]


def enter(qtbot: QtBot, tab: UnitTab, ref: Ref, text: str) -> LineEditor:
    editor = line(tab, ref)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    return editor


def test_leaving_commits_once_and_goes_to_the_next_field(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    steps: list[str] = []
    tab.session.updated.connect(lambda update: steps.append(update.change.label))
    editor = enter(qtbot, tab, DATE, "2025.4.10")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert value(tab, DATE) == "2025.4.10" and len(steps) == 1
    assert not editor.hasFocus()
    tab.session.settle()
    assert len(steps) == 1


def test_a_trial_shows_lighter_and_esc_brings_back_what_was_there(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    row, before = tab.rows[PHONE], value(tab, PHONE)
    with qtbot.waitSignal(tab.session.tried):
        editor = enter(qtbot, tab, PHONE, "1380000")
    assert said(row) == [True] and row.findings.isVisible()
    assert value(tab, PHONE) == before
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == before and said(row) == [] and not row.findings.isVisible()
    enter(qtbot, tab, PHONE, "1380000")
    tab.session.settle()
    assert said(row) == [False] and value(tab, PHONE) == "1380000"


def test_nothing_is_tried_while_an_input_method_composes(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    editor = enter(qtbot, tab, CLERK, "a")
    QApplication.sendEvent(editor, QInputMethodEvent("zhang", []))
    with qtbot.assertNotEmitted(tab.session.tried, wait=250):
        pass
    done = QInputMethodEvent("", [])
    done.setCommitString("张")
    with qtbot.waitSignal(tab.session.tried):
        QApplication.sendEvent(editor, done)
    assert editor.text() == "a张"


def test_a_refresh_leaves_what_is_being_typed_and_the_cursor(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    editor = enter(qtbot, tab, CLERK, "abc")
    editor.setCursorPosition(1)
    session = tab.session
    session.do(lambda: session.report.apply(SetValue(PHONE, "13800000009")))
    assert (editor.text(), editor.cursorPosition()) == ("abc", 1)
    assert line(tab, PHONE).text() == "13800000009"


def test_undo_is_the_fields_while_typing_and_the_steps_afterwards(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    before = value(tab, CLERK)
    editor = enter(qtbot, tab, CLERK, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == before and value(tab, CLERK) == before
    enter(qtbot, tab, CLERK, "x")
    tab.session.settle()
    assert value(tab, CLERK) == "x"
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert value(tab, CLERK) == before and editor.text() == before


def test_text_that_could_not_be_stored_stays_in_its_field(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = shown(qtbot, sample_session())
    editor = enter(qtbot, tab, CLERK, "x")
    saver = Saver(None, "正在另一个窗口里打开。")
    monkeypatch.setattr(tab.session.report, "saver", saver)
    with qtbot.waitSignal(tab.session.failed):
        tab.session.settle()
    assert editor.text() == "x" and editor.changed
    monkeypatch.undo()
    tab.session.settle()
    assert value(tab, CLERK) == "x"


def test_blanks_only_clear_a_field(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    editor = enter(qtbot, tab, CLERK, "  ")
    tab.session.settle()
    assert value(tab, CLERK) == "" and editor.text() == "" and not editor.changed


@pytest.mark.qt_log_ignore("This plugin does not support")  # a popup without a real screen
def test_a_day_from_the_calendar_is_written_in_the_packages_style(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    row = tab.rows[DATE]
    row._calendar(row.editor)
    popup = row.findChild(Calendar)
    assert popup is not None and popup.days.selectedDate() == QDate(2025, 4, 10)
    popup.days.clicked.emit(QDate(2025, 5, 6))
    # the sample writes its dates like this
    assert value(tab, DATE) == "2025.05.06" and line(tab, DATE).text() == "2025.05.06"


def test_going_to_a_fact_puts_the_cursor_there(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    assert tab.go_to(Placement("整体自评表", PHONE)) and line(tab, PHONE).hasFocus()
    assert not tab.go_to(Placement("基础数据表", Ref("编制数")))


def test_while_hidden_nothing_is_drawn_and_afterwards_all_is_there(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    tab.hide()
    tab.session.apply(SetValue(CLERK, "李某"))
    assert line(tab, CLERK).text() != "李某"
    tab.show()
    assert line(tab, CLERK).text() == "李某"


def test_nothing_can_be_changed_in_a_report_that_is_only_looked_at(qtbot: QtBot) -> None:
    session = sample_session()
    looking = Session(OpenReport(session.report.document, Saver(None, "正在别处打开。")))
    looking.audit_all()
    tab = shown(qtbot, looking)
    assert all(row.editor.isReadOnly() for row in tab.rows.values())  # type: ignore[union-attr]
    assert not tab.change_year.isEnabled()
    assert not any(row.back.isEnabled() for row in tab.settings.rows.values())


# ---------------------------------------------------------------- the year


def test_the_year_changes_only_after_the_question(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = shown(qtbot, sample_session())
    dialog = YearDialog(tab.session.pack, 2024, tab)
    assert not dialog.change.isEnabled()
    dialog.edit.setText("二四")
    assert not dialog.change.isEnabled() and "四位数" in dialog.question.text()
    dialog.edit.setText("2025")
    assert dialog.change.isEnabled() and "2025" in dialog.question.text() and dialog.year == 2025

    answers = [YearDialog.DialogCode.Rejected, YearDialog.DialogCode.Accepted]

    def answer(dialog: YearDialog) -> int:
        dialog.edit.setText("2025")
        return answers.pop(0)

    monkeypatch.setattr(year_dialog.YearDialog, "exec", answer)
    tab.change_year.click()
    assert tab.session.snapshot.year == 2024
    tab.change_year.click()
    assert tab.session.snapshot.year == 2025 and tab.year.text().startswith("2025 年度")
    tab.session.undo()
    assert tab.year.text().startswith("2024 年度")


# ---------------------------------------------------------------- the settings


def test_a_setting_is_changed_and_goes_back(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    tab.settings.fold.click()
    row = tab.settings.rows["低执行率"]
    assert isinstance(row.editor, LineEditor) and row.isVisible() and not row.back.isEnabled()
    row.editor.setFocus()
    row.editor.selectAll()
    qtbot.keyClicks(row.editor, "85%")
    tab.session.settle()
    assert tab.session.snapshot.settings["低执行率"] == "85%" and row.back.isEnabled()
    row.back.click()
    assert "低执行率" not in tab.session.snapshot.settings and row.editor.text() == "90%"
    tab.session.undo()
    assert row.editor.text() == "85%"


def test_a_setting_nobody_understands_is_not_taken_and_stays_to_be_mended(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    tab.settings.fold.click()
    row = tab.settings.rows["低执行率"]
    assert isinstance(row.editor, LineEditor)
    row.editor.setFocus()
    row.editor.selectAll()
    qtbot.keyClicks(row.editor, "abc")
    tab.session.settle()
    assert row.editor.text() == "abc" and row.wrong.isVisible() and "abc" in row.wrong.text()
    assert "低执行率" not in tab.session.snapshot.settings
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "90%" and not row.wrong.isVisible()


def test_the_wheel_never_chooses(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    tab.settings.fold.click()
    editor = tab.settings.rows["金额单位"].editor
    assert isinstance(editor, ChoiceEditor)
    editor.setFocus()
    spot, none = QPointF(5, 5), QPoint(0, 0)
    turn = QWheelEvent(
        spot,
        editor.mapToGlobal(spot),
        none,
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, turn)
    assert editor.currentText() == "万元" and not turn.isAccepted()
    editor.setCurrentIndex(editor.findData("元"))
    editor.activated.emit(editor.currentIndex())
    assert tab.session.snapshot.settings["金额单位"] == "元"
    tab.session.undo()
    assert editor.currentText() == "万元"


def test_a_choice_shows_what_is_stored_even_when_it_is_none_of_the_choices(qtbot: QtBot) -> None:
    editor = ChoiceEditor(("甲", "乙"))
    qtbot.addWidget(editor)
    assert editor.currentData() == ""
    editor.show_stored("丙")
    assert editor.currentText() == "丙"
    assert [editor.itemData(n) for n in range(editor.count())] == ["", "甲", "乙", "丙"]
    QApplication.sendEvent(editor, QEvent(QEvent.Type.FocusOut))
    assert editor.currentText() == "丙"
