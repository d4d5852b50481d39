"""What can be done to the report beyond typing: drafts, figures, tables, own chapters, reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QTextCharFormat, QTextTable
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.checks.finding import Finding, Severity, Words
from core.checks.runner import Report
from core.document.document import Document
from core.facts.edits import SetReport, SetValue
from core.facts.model import Bound, Chapter, Ref
from core.forms.library import Library
from core.storage.datafile import load, save
from core.workspace.workspace import Workspace
from tests.support_report import choose, shown, stored
from tests.support_shell import Boxes
from tests.support_ui import blank_session, sample_session
from tests.ui.test_report_editor import underlined
from ui.report_text.actions import NOTHING_YET
from ui.report_text.before_pane import TITLE as LAST_YEAR
from ui.report_text.dialogs import TableDialog, TitleDialog
from ui.report_text.figure_chooser import FigureChooser
from ui.report_text.reading import Reading
from ui.session import Session
from ui.tabs.report_tab import ReportTab

SPENDING = "部门整体支出规模、使用方向和主要内容、涉及范围等"
HEADS = Ref("编制数")


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch, answers: Boxes) -> Boxes:
    monkeypatch.setattr(QMessageBox, "exec", lambda box: answers.exec(box))
    return answers


def in_dialog(act: Callable[[QDialog], None]) -> None:
    """Do something in the dialog that is about to open; it is closed whatever comes of it."""
    timer = QTimer(QApplication.instance(), interval=5)

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return  # not open yet
        timer.stop()
        try:
            act(dialog)
        finally:
            dialog.close()

    timer.timeout.connect(run)
    timer.start()


def press(tab: ReportTab, action: QAction) -> None:
    """Choose it from its menu; the menu knows what can be done when it opens."""
    tab.actions_row.refresh()
    action.trigger()


# ---------------------------------------------------------------- drafts


def test_a_draft_is_one_step_and_asks_before_it_touches_a_text(qtbot: QtBot, boxes: Boxes) -> None:
    tab = shown(qtbot, sample_session())
    choose(tab, SPENDING)
    press(tab, tab.actions_row.draft)
    draft = stored(tab)[SPENDING]
    assert "全年执行1774.18万元" in draft and tab.editor.text == draft
    assert tab.session.report.document.history.undo_label == f"按数据写初稿：{SPENDING}"
    figures = len(tab.editor.figures)
    tab.editor.moveCursor(tab.editor.textCursor().MoveOperation.End)
    tab.editor.insertPlainText("\n自己的话。")
    boxes.answers = ["取消", "接在后面", "替换"]
    press(tab, tab.actions_row.draft)
    assert stored(tab)[SPENDING] == f"{draft}\n自己的话。"
    press(tab, tab.actions_row.draft)
    assert stored(tab)[SPENDING] == f"{draft}\n自己的话。\n{draft}"
    assert len(tab.editor.figures) == 2 * figures
    press(tab, tab.actions_row.draft)
    assert stored(tab)[SPENDING] == draft and len(tab.editor.figures) == figures
    tab.session.undo()
    assert stored(tab)[SPENDING] == f"{draft}\n自己的话。\n{draft}"
    assert not boxes.unexpected and len(boxes.told) == 3


def test_all_blank_chapters_at_once_and_what_is_written_stays(qtbot: QtBot) -> None:
    session = sample_session()
    session.apply(SetReport((Chapter("机构设置", "写好了。"),)))
    tab = shown(qtbot, session)
    said: list[str] = []
    session.said.connect(said.append)
    press(tab, tab.actions_row.draft_all)
    texts = stored(tab)
    assert texts["机构设置"] == "写好了。" and "与上年相比减少303.74万元" in texts["项目支出"]
    assert said == [f"写了 {len(texts) - 1} 章的初稿。其余的章要由人写，或者已经写了。"]
    session.undo()
    assert stored(tab) == {"机构设置": "写好了。"}


def test_a_chapter_for_a_person_has_no_draft_and_blank_forms_give_none(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    said: list[str] = []
    tab.session.said.connect(said.append)
    choose(tab, "绩效评价目的")
    tab.actions_row.refresh()
    assert not tab.actions_row.draft.isEnabled()
    choose(tab, "绩效评价工作过程")
    press(tab, tab.actions_row.draft)
    assert said == [NOTHING_YET]
    assert not tab.session.snapshot.report


def test_a_figure_changed_in_the_form_changes_everywhere(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session())
    press(tab, tab.actions_row.draft_all)
    before = "".join(stored(tab).values()).count("1150.01")
    tab.session.apply(SetValue(Ref("项目支出", "决算"), "1151.02"))
    texts = "".join(text for title, text in stored(tab).items() if title != "存在的主要问题")
    assert "1150.01" not in texts and texts.count("1151.02") >= 2 and before >= 2


# ---------------------------------------------------------------- figures, tables


def test_a_figure_is_found_by_a_part_of_its_name(qtbot: QtBot) -> None:
    session = blank_session()
    session.apply(SetValue(HEADS, "41"))
    tab = shown(qtbot, session)
    qtbot.keyClicks(tab.editor, "ab")
    tab.editor.select(1, 1)

    def pick(dialog: QDialog) -> None:
        assert isinstance(dialog, FigureChooser)
        total = dialog.model.rowCount()
        dialog.field.setText("编制")
        assert 0 < dialog.model.rowCount() < total
        assert dialog.model.data(dialog.model.index(0, 1)) == "41"
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    in_dialog(pick)
    qtbot.keyClick(tab.editor, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert stored(tab) == {"部门概况": "a41b"}
    assert tab.editor.figures == (Bound(1, 3, HEADS),)
    assert session.report.document.history.undo_label == "插入数据"
    session.apply(SetValue(HEADS, "7"))
    assert tab.editor.text == "a7b"


def test_the_arrows_walk_the_list_while_one_types_and_nothing_found_is_nothing_taken(
    qtbot: QtBot,
) -> None:
    tab = shown(qtbot, blank_session())

    def walk(dialog: QDialog) -> None:
        assert isinstance(dialog, FigureChooser)
        first = dialog.chosen
        qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
        assert dialog.chosen != first and dialog.chosen is not None
        dialog.field.setText("没有这样的数")
        assert dialog.chosen is None and not dialog.take.isEnabled()
        dialog.reject()

    in_dialog(walk)
    press(tab, tab.actions_row.figure)
    assert tab.editor.text == ""


def test_a_table_comes_on_lines_of_its_own(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session())
    qtbot.keyClicks(tab.editor, "ab")

    def size(dialog: QDialog) -> None:
        assert isinstance(dialog, TableDialog)
        dialog.rows.setValue(2)
        dialog.accept()

    in_dialog(size)
    press(tab, tab.actions_row.table)
    assert tab.editor.text == "ab\n\t\t\n\t\t"
    qtbot.keyClicks(tab.editor, "x")
    qtbot.keyClick(tab.editor, Qt.Key.Key_Tab)
    qtbot.keyClicks(tab.editor, "y")
    assert tab.editor.text == "ab\nx\ty\t\n\t\t"


# ---------------------------------------------------------------- own chapters


def test_own_chapters_are_added_named_moved_and_removed(qtbot: QtBot, boxes: Boxes) -> None:
    tab = shown(qtbot, blank_session())
    actions = tab.actions_row

    def name(title: str) -> None:
        def fill(dialog: QDialog) -> None:
            assert isinstance(dialog, TitleDialog)
            dialog.field.setText("")
            assert not dialog.yes.isEnabled()
            dialog.field.setText(title)
            dialog.accept()

        in_dialog(fill)

    actions.refresh()
    assert not actions.rename.isEnabled() and not actions.remove.isEnabled()
    name("主要工作")
    press(tab, actions.new)
    assert tab.heading.text() == "（一）主要工作" and tab.row == 1
    qtbot.keyClicks(tab.editor, "abc")
    name("重点工作")
    press(tab, actions.rename)
    assert tab.heading.text() == "（一）重点工作" and tab.editor.text == "abc"
    press(tab, actions.down)
    assert tab.heading.text() == "（二）重点工作" and tab.row == 2
    boxes.answers = ["取消", "删除"]
    press(tab, actions.remove)
    assert tab.heading.text() == "（二）重点工作"
    press(tab, actions.remove)
    assert all(not entry.own for entry in tab.model.items) and len(boxes.told) == 2
    tab.session.undo()
    assert [entry.text for entry in tab.model.items if entry.own] == ["abc"]


# ---------------------------------------------------------------- last year, reading, findings


def test_last_years_words_stand_beside(qtbot: QtBot, tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    pack = Library().pack("hunan-zhijiang")
    old = Document.blank(pack, 2023, "某某镇")
    edit = SetReport((Chapter("二、机构设置", "去年的话。"), Chapter("结束语", "谢谢。")))
    old.apply(edit)
    space.store.add(old.snapshot, pack.head.name, space.library.text(pack.id), 0)
    session = Session(space.open(space.create("某某镇 ", 2024, "hunan-taojiang")))
    tab = shown(qtbot, session)
    assert not tab.before.isVisible()  # nothing was written under the first heading
    choose(tab, "机构设置")
    assert tab.before.isVisible() and tab.before.words.toPlainText() == "去年的话。"
    assert tab.before.words.isReadOnly() and tab.before.words.accessibleName() == LAST_YEAR
    tab.before.copy.click()
    assert QApplication.clipboard().text() == "去年的话。"
    session.apply(SetValue(Ref("单位名称"), "别的镇"))
    assert not tab.before.isVisible()
    space.close()


def test_the_whole_report_is_read_with_tables_as_tables(qtbot: QtBot) -> None:
    session = blank_session()
    session.apply(SetReport((Chapter("机构设置", "一段<b>话\n甲\t乙\n丙\t丁"),)))
    tab = shown(qtbot, session)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, Reading)
        text = dialog.page.toPlainText()
        assert "2024年度部门整体支出绩效报告" in text and "（二）机构设置\n一段<b>话" in text
        assert "（还没有写）" in text and "一、部门概况\n（一）" in text
        frames = dialog.page.document().rootFrame().childFrames()
        (table,) = [frame for frame in frames if isinstance(frame, QTextTable)]
        assert (table.rows(), table.columns()) == (2, 2)
        dialog.reject()

    in_dialog(look)
    tab.actions_row.read()


def finding(words: Words, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("R1.某规则", severity, (), "合计与各项不符。", words=(words,))


def with_findings(tab: ReportTab, *findings: Finding) -> None:
    """As an audit that reads the text will report them."""
    tab.session.report._audit = Report(findings)
    tab.refresh()


@pytest.mark.usefixtures("at_once")
def test_words_with_findings_are_underlined_and_gone_to(qtbot: QtBot) -> None:
    session = sample_session("zhijiang-2023")
    texts = (
        Chapter("部门概况", "甲乙丙", "整体自评报告"),
        Chapter("项目基本情况", "丁戊己", "项目自评报告"),
    )
    session.apply(SetReport(texts))
    tab = shown(qtbot, session)
    one, other = Words(0, 1, 2, "乙"), Words(1, 1, 2, "戊")
    with_findings(tab, finding(one), finding(other, Severity.INFO))
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert underlined(tab, wave) == ["乙"]
    assert tab.editor.tip_at(1) == "错误：合计与各项不符。" and tab.editor.tip_at(3) == ""
    assert tab.go_to_words(other)
    assert tab.report == "项目自评报告" and tab.editor.textCursor().selectedText() == "戊"
    assert underlined(tab, wave) == ["戊"]
    qtbot.keyClick(tab.editor, Qt.Key.Key_Home)
    qtbot.keyClicks(tab.editor, "x")
    assert underlined(tab, wave) == ["戊"]  # it moves with its words
    tab.editor.select(2, 3)
    qtbot.keyClicks(tab.editor, "y")
    assert underlined(tab, wave) == []
    assert tab.go_to_words(one._replace(is_title=True)) and tab.heading.text() == "一、部门概况"
    assert not tab.go_to_words(Words(9, 0, 1, "无"))


def test_nothing_can_be_changed_in_a_report_that_is_only_looked_at(
    qtbot: QtBot, tmp_path: Path
) -> None:
    Workspace(tmp_path).close()
    space = Workspace(tmp_path)
    number = space.create("某某镇", 2024, "hunan-taojiang")
    looking = Workspace(tmp_path, looking=True)
    tab = shown(qtbot, Session(looking.open(number)))
    tab.actions_row.refresh()
    may = [action.text() for action in tab.actions() if action.isEnabled()]
    assert may == ["查找(&F)", "下一处(&N)", "上一处(&P)"]
    looking.close()
    space.close()


def test_every_draft_of_the_samples_can_be_stored_and_read_again(qtbot: QtBot) -> None:
    for name in ("hengyang-2021", "xinshao-2023", "luxian-2023", "national-2024"):
        tab = shown(qtbot, sample_session(name))
        press(tab, tab.actions_row.draft_all)
        document = tab.session.report.document
        assert document.snapshot.report
        again = load(save(document, document.pack), Library()).document
        assert again.snapshot.report == document.snapshot.report
