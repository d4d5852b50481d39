"""Find and replace over the whole report."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.facts.edits import SetReport, SetValue
from core.facts.model import Bound, Chapter, Ref
from tests.support_report import shown, stored
from tests.support_ui import blank_session
from ui.tabs.report_tab import ReportTab

HEADS = Ref("编制数")
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(qtbot: QtBot) -> ReportTab:
    session = blank_session()
    session.apply(SetValue(HEADS, "41"))
    texts = (
        Chapter("部门概况", "41人，41个"),
        Chapter("机构设置", "编制41人", "", (Bound(2, 4, HEADS),)),
        Chapter("结束语", "共41人"),
    )
    session.apply(SetReport(texts))
    return shown(qtbot, session)


def spot(tab: ReportTab) -> tuple[str, int]:
    """Where the selection is, which is what was found."""
    assert tab.entry is not None and tab.editor.textCursor().selectedText() == "41"
    return tab.entry.title, tab.editor.selected[0]


def test_next_and_previous_go_through_all_chapters_and_round(qtbot: QtBot, tab: ReportTab) -> None:
    qtbot.keyClick(tab.editor, Key.Key_F, Control)
    bar = tab.find_bar
    assert bar.isVisible() and not bar.words.isVisible() and bar.sought.hasFocus()
    qtbot.keyClicks(bar.sought, "41")
    assert bar.told.text() == "全文共 4 处。"
    seen = []
    for _ in range(5):
        qtbot.keyClick(bar.sought, Key.Key_Return)
        seen.append(spot(tab))
    assert seen == [
        ("部门概况", 0), ("部门概况", 4), ("机构设置", 2), ("结束语", 1), ("部门概况", 0),
    ]  # fmt: skip
    assert bar.told.text() == "第 1 处，全文共 4 处，从头找起。"
    qtbot.keyClick(bar.sought, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert spot(tab) == ("结束语", 1) and bar.told.text().endswith("从末尾找起。")
    qtbot.keyClick(bar.sought, Key.Key_Escape)
    assert not bar.isVisible() and tab.editor.hasFocus()
    qtbot.keyClick(tab.editor, Key.Key_F3)
    assert spot(tab) == ("部门概况", 0)


def test_what_is_not_there_is_said(qtbot: QtBot, tab: ReportTab) -> None:
    tab.finder.open(False)
    qtbot.keyClicks(tab.find_bar.sought, "999")
    qtbot.keyClick(tab.find_bar.sought, Key.Key_Return)
    assert tab.find_bar.told.text() == "全文没有找到。"


def test_one_by_one_skips_figures_that_follow(qtbot: QtBot, tab: ReportTab) -> None:
    tab.editor.select(0, 2)
    qtbot.keyClick(tab.editor, Key.Key_H, Control)
    bar = tab.find_bar
    assert bar.sought.text() == "41" and bar.words.isVisible()
    bar.words.setText("42")
    for _ in range(2):
        bar.one.click()
    assert spot(tab) == ("机构设置", 2)
    bar.one.click()
    assert "已跳过" in bar.told.text() and spot(tab) == ("结束语", 1)
    tab.session.settle()
    assert stored(tab) == {
        "部门概况": "42人，42个",
        "机构设置": "编制41人",
        "结束语": "共41人",
    }


def test_all_at_once_is_one_step_and_tells_what_it_left(qtbot: QtBot, tab: ReportTab) -> None:
    tab.finder.open(True)
    tab.find_bar.sought.setText("41")
    tab.find_bar.words.setText("四十一")
    tab.find_bar.all.click()
    assert tab.find_bar.told.text() == "替换了 3 处；跟着数据走的数有 1 处，没有替换。"
    assert stored(tab)["部门概况"] == tab.editor.text == "四十一人，四十一个"
    assert stored(tab)["机构设置"] == "编制41人"
    assert tab.session.report.document.history.undo_label == "全部替换“41”"
    tab.session.undo()
    assert stored(tab)["部门概况"] == tab.editor.text == "41人，41个"
    tab.session.apply(SetValue(HEADS, "7"))
    assert stored(tab)["机构设置"] == "编制7人"  # it follows still


def test_the_next_of_nothing_asks_what_to_look_for(qtbot: QtBot, tab: ReportTab) -> None:
    qtbot.keyClick(tab.editor, Key.Key_F3)
    assert tab.find_bar.isVisible() and tab.find_bar.sought.hasFocus()


def test_what_is_being_typed_is_searched_too(qtbot: QtBot, tab: ReportTab) -> None:
    tab.editor.insertPlainText("新词")
    tab.finder.open(False)
    tab.find_bar.sought.setText("新词")
    tab.finder.step(1)
    assert tab.editor.selected == (0, 2)
