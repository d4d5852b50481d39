"""The report tab: no letter is lost, and writing is never disturbed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.checks.finding import TEXT, Finding, Severity, Words
from core.checks.runner import Report
from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Placement, Ref
from core.workspace.open_report import OpenReport, Update
from core.workspace.saving import Saver
from tests.support_report import choose, shown, stored
from tests.support_ui import blank_session, sample_session
from ui.session import Session
from ui.tabs.outline_model import OutlineModel
from ui.tabs.report_tab import STEP

HOSTILE = "汉" * 10_000 + "\n😀\u202e逆\t𬭚<b>&amp;"


def test_the_outline_stands_there_numbered_and_counted(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    assert not tab.choice.isVisible()  # one report: nothing to choose
    headings = [tab.model.data(tab.model.index(row, 0)) for row in range(3)]
    assert headings == ["一、部门概况", "　（一）部门基本情况", "　（二）机构设置"]
    assert tab.model.data(tab.model.index(0, 1)) == "—"
    assert tab.heading.text() == "一、部门概况" and not tab.guide.isVisible()
    choose(tab, "机构设置")
    assert tab.guide.text().startswith("写作提示：") and tab.guide.isVisible()


def test_what_is_typed_is_stored_shortly_after_the_last_key(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    with qtbot.waitSignal(tab.session.updated, timeout=2000) as got:
        qtbot.keyClicks(tab.editor, "abc 1")
    update: Update = got.args[0]
    assert update.change.label == STEP
    assert stored(tab) == {"部门概况": "abc 1"}
    assert tab.model.data(tab.model.index(0, 1)) == "4 字"
    assert tab.counted.text() == "本章 4 字　全文 4 字"
    with qtbot.assertNotEmitted(tab.session.updated, wait=1200):
        pass  # once is enough


def test_another_chapter_a_command_and_hiding_store_it_at_once(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    qtbot.keyClicks(tab.editor, "one")
    choose(tab, "机构设置")
    assert stored(tab) == {"部门概况": "one"} and tab.editor.toPlainText() == ""
    qtbot.keyClicks(tab.editor, "two")
    tab.session.apply(SetValue(Ref("填表人"), "某某"))
    assert stored(tab)["机构设置"] == "two"
    qtbot.keyClicks(tab.editor, "!")
    tab.hide()
    assert stored(tab)["机构设置"] == "two!"


def test_nothing_is_stored_while_an_input_method_composes(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    qtbot.keyClicks(tab.editor, "a")
    QApplication.sendEvent(tab.editor, QInputMethodEvent("ni", []))
    with qtbot.assertNotEmitted(tab.session.updated, wait=1200):
        pass
    done = QInputMethodEvent("", [])
    done.setCommitString("你")
    with qtbot.waitSignal(tab.session.updated, timeout=2000):
        QApplication.sendEvent(tab.editor, done)
    assert stored(tab) == {"部门概况": "a你"}


def test_storing_does_not_move_the_cursor_or_the_selection(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    qtbot.keyClicks(tab.editor, "abcdef")
    cursor = tab.editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    tab.editor.setTextCursor(cursor)
    tab.session.settle()
    assert tab.editor.textCursor().selectedText() == "cd"
    assert tab.editor.document().isUndoAvailable()  # the typing can still be undone here


def test_undo_in_the_editor_is_the_typing_outside_it_the_step(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    qtbot.keyClicks(tab.editor, "abc")
    tab.session.settle()
    qtbot.keyClicks(tab.editor, "def")
    tab.session.settle()
    qtbot.keyClick(tab.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tab.editor.toPlainText() == "" and stored(tab) == {"部门概况": "abcdef"}
    tab.session.settle()  # both steps are taken back, none is added
    history = tab.session.report.document.history
    assert not tab.session.snapshot.report
    assert (history.undo_label, history.redo_label) == ("", STEP)
    assert tab.editor.document().isRedoAvailable()
    tab.session.redo()
    assert tab.editor.toPlainText() == "abc" and stored(tab) == {"部门概况": "abc"}
    assert not tab.editor.document().isUndoAvailable()
    tab.session.undo()
    assert tab.editor.toPlainText() == "" and not tab.session.snapshot.report


def test_a_later_step_is_taken_back_before_the_typing(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    qtbot.keyClicks(tab.editor, "abc")
    tab.session.apply(SetValue(Ref("填表人"), "某某"))
    assert not tab.editor.document().isUndoAvailable()
    tab.session.undo()
    assert stored(tab) == {"部门概况": "abc"}
    tab.session.undo()
    assert tab.editor.toPlainText() == "" and not tab.session.snapshot.report


def test_only_what_differs_is_replaced_and_the_cursor_stays(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    title = tab.model.items[0].title
    tab.session.apply(SetReport((Chapter(title, "😀前面的话，中间，后面的话"),)))
    cursor = tab.editor.textCursor()
    cursor.setPosition(len("😀前面") + 1)  # Qt counts the face twice
    tab.editor.setTextCursor(cursor)
    tab.session.apply(SetReport((Chapter(title, "😀前面的话，当中，后面的话"),)))
    assert tab.editor.toPlainText() == "😀前面的话，当中，后面的话"
    assert tab.editor.textCursor().position() == len("😀前面") + 1


def test_two_reports_are_chosen_and_kept_apart(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    assert tab.choice.isVisible()
    qtbot.keyClicks(tab.editor, "one")
    tab.choose_report("项目自评报告")
    assert tab.heading.text() == "一、项目基本情况" and tab.editor.toPlainText() == ""
    qtbot.keyClicks(tab.editor, "two")
    tab.session.settle()
    assert set(tab.session.snapshot.report) == {
        Chapter("部门概况", "one", "整体自评报告"),
        Chapter("项目基本情况", "two", "项目自评报告"),
    }
    tab.choose_report("整体自评报告")
    assert tab.editor.toPlainText() == "one"


def test_chapters_outside_the_outline_are_shown_last_and_kept(qtbot: QtBot) -> None:
    session = blank_session()
    session.apply(SetReport((Chapter("结束语", "谢谢。"),)))
    tab = shown(qtbot, session)
    assert tab.model.items[-1].title == "结束语"
    choose(tab, "结束语")
    assert tab.editor.toPlainText() == "谢谢。" and "不在县里的提纲里" in tab.guide.text()
    session.undo()  # the chapter that is open goes away
    assert tab.heading.text() == "一、部门概况" and tab.editor.toPlainText() == ""


def test_any_text_comes_back_the_same(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    tab.editor.insertPlainText(HOSTILE)
    tab.session.settle()
    assert stored(tab) == {"部门概况": HOSTILE}
    choose(tab, "机构设置")
    choose(tab, "部门概况")
    assert tab.editor.toPlainText() == HOSTILE


def test_a_text_that_cannot_be_stored_stays_and_keeps_its_chapter(qtbot: QtBot) -> None:
    document = sample_session().report.document
    session = Session(OpenReport(document, Saver(None, "正在别处打开。")))
    session.audit_all()
    tab = shown(qtbot, session)
    assert tab.editor.isReadOnly()
    tab.editor.insertPlainText("x")  # as if the right to write had gone meanwhile
    with qtbot.waitSignal(session.failed):
        choose(tab, "机构设置")
    assert tab.editor.toPlainText() == "x" and tab.heading.text() == "一、部门概况"
    qtbot.waitUntil(lambda: tab.outline.currentIndex().row() == 0)


def test_rows_of_the_model_stay_when_only_texts_change(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    model: OutlineModel = tab.model
    with (
        qtbot.assertNotEmitted(model.modelReset),
        qtbot.waitSignal(model.dataChanged) as got,
    ):
        tab.session.apply(SetReport((Chapter("机构设置", "甲"),)))
    assert got.args[0].row() == 2


def test_words_of_a_finding_are_shown_and_marked(qtbot: QtBot) -> None:
    session = blank_session()
    first, second = "支出 5 万元。", "其中 5 万元用于培训，😀另有 5 万元结余。"
    session.apply(SetReport((Chapter("部门概况", first), Chapter("机构设置", second))))
    tab = shown(qtbot, session)
    at = second.rindex("5 万元")
    told = (Words(1, at, at + 4, "5 万元", nth=3), Words(0, 0, 4, "部门概况", is_title=True))
    session.report._audit = Report(
        tuple(Finding("R9.某规则", Severity.ERROR, (), "不符。", words=(words,)) for words in told)
    )
    assert tab.go_to(Placement(TEXT, Ref("5 万元"), 3))
    assert tab.heading.text() == "（二）机构设置"
    cursor = tab.editor.textCursor()
    assert cursor.selectedText() == "5 万元"
    assert cursor.selectionStart() == second.rindex("5 万元") + 1  # Qt counts 😀 twice
    assert tab.go_to(Placement(TEXT, Ref("部门概况")))  # words of a heading
    assert tab.heading.text() == "一、部门概况"
    assert tab.go_to(Placement(TEXT, Ref("已经删去")))  # the text has changed since
    assert not tab.go_to(Placement("整体自评表", Ref("单位名称")))
