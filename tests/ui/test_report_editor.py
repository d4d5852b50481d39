"""The editor of a chapter: figures follow their facts, and writing is never disturbed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from core.facts.edits import AddRow, RemoveRow, SetReport, SetValue
from core.facts.model import Bound, Chapter, Placement, Ref
from tests.support_report import choose, shown, stored
from tests.support_ui import blank_session
from ui.plain import as_typed, text_of
from ui.report_text.marks import Places
from ui.session import Session
from ui.tabs.report_tab import ReportTab

MEALS, HEADS = Ref("公务接待费", "决算"), Ref("编制数")
TITLE = "部门概况"
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(qtbot: QtBot) -> ReportTab:
    """A chapter that reads 𬭚接待12345万元，编制41人。"""
    session = blank_session()
    session.apply(SetValue(MEALS, "12345"))
    session.apply(SetValue(HEADS, "41"))
    text = "𬭚接待12345万元，编制41人。"
    bound = (Bound(3, 8, MEALS), Bound(13, 15, HEADS))
    session.apply(SetReport((Chapter(TITLE, text, "", bound),)))
    return shown(qtbot, session)


def put_cursor(tab: ReportTab, before: str, after: str = "") -> None:
    """The cursor right before some words; with `after`, everything up to those is selected."""
    text = tab.editor.text
    start = text.index(before)
    tab.editor.select(start, text.index(after, start) if after else start)


def compose(tab: ReportTab, words: str, done: bool = True) -> None:
    """Type with an input method."""
    QApplication.sendEvent(tab.editor, QInputMethodEvent("jin", []))
    if done:
        event = QInputMethodEvent("", [])
        event.setCommitString(words)
        QApplication.sendEvent(tab.editor, event)


def following(tab: ReportTab) -> list[str]:
    """What the figures read that are stored as following their facts."""
    tab.session.settle()
    (chapter,) = [one for one in tab.session.snapshot.report if one.title == TITLE]
    return [chapter.text[one.start : one.end] for one in chapter.bound]


def underlined(tab: ReportTab, style: QTextCharFormat.UnderlineStyle) -> list[str]:
    """The words with a line of this sort under them."""
    marks: list[QTextEdit.ExtraSelection] = tab.editor.extraSelections()
    return [
        one.cursor.selectedText()  # type: ignore[attr-defined]
        for one in marks
        if one.format.underlineStyle() == style  # type: ignore[attr-defined]
    ]


@given(st.text("a汉\n𬭚😀\ud800", max_size=30), st.integers(0, 30))
def test_places_are_counted_as_qt_does(text: str, at: int) -> None:
    told = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    assert Places(text).units(len(text[:at])) == told


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\ufdd0", "\ufdd1"])
def test_whatever_ends_a_line_is_one_line_end(end: str) -> None:
    assert as_typed(f"甲{end}乙") == text_of(QTextDocument(f"甲{end}乙")) == "甲\n乙"


def test_marks_change_neither_the_text_nor_what_can_be_undone(qtbot: QtBot, tab: ReportTab) -> None:
    put_cursor(tab, "12345")
    heard = []
    tab.editor.edited.connect(lambda: heard.append(tab.editor.text))
    for letter in "abc":
        qtbot.keyClicks(tab.editor, letter)
        tab.editor.mark_words(0, 2)
        put_cursor(tab, "12345")
    assert [text.count(letter) for text, letter in zip(heard, "abc", strict=True)] == [1, 1, 1]
    assert tab.editor.document().availableUndoSteps() == 1


# ---------------------------------------------------------------- typing


def test_figures_are_told_from_words_by_more_than_a_colour(tab: ReportTab) -> None:
    dotted = QTextCharFormat.UnderlineStyle.DotLine
    assert underlined(tab, dotted) == ["12345", "41"]
    place = Places(tab.editor.text).units(4)
    assert tab.editor.tip_at(place).startswith("跟着“公务接待费（决算）”走；改写后不再跟随。")
    assert tab.editor.tip_at(0) == ""


@pytest.mark.parametrize("composed", [False, True])
def test_typing_beside_a_figure_keeps_it(qtbot: QtBot, tab: ReportTab, composed: bool) -> None:
    for before in ("12345", "万元"):
        put_cursor(tab, before)
        compose(tab, "99") if composed else qtbot.keyClicks(tab.editor, "99")
    assert tab.editor.text.startswith("𬭚接待991234599万元")
    assert following(tab) == ["12345", "41"]
    tab.session.apply(SetValue(MEALS, "6"))
    assert tab.editor.text == "𬭚接待99699万元，编制41人。"


@pytest.mark.parametrize("composed", [False, True])
def test_typing_99_into_12345_makes_it_a_number_like_any_other(
    qtbot: QtBot, tab: ReportTab, composed: bool
) -> None:
    put_cursor(tab, "345")
    compose(tab, "99") if composed else qtbot.keyClicks(tab.editor, "99")
    assert stored_text(tab) == "𬭚接待1299345万元，编制41人。"
    assert following(tab) == ["41"]
    tab.session.apply(SetValue(MEALS, "6"))
    assert "1299345" in tab.editor.text


def stored_text(tab: ReportTab) -> str:
    tab.session.settle()
    return stored(tab)[TITLE]


def test_deleting_and_pasting_over_let_it_stand_as_it_reads(qtbot: QtBot, tab: ReportTab) -> None:
    put_cursor(tab, "45万")
    qtbot.keyClick(tab.editor, Key.Key_Backspace)
    assert following(tab) == ["41"] and "1245万" in stored_text(tab)
    put_cursor(tab, "41", "人")
    mime = QMimeData()
    mime.setText("41")
    tab.editor.insertFromMimeData(mime)
    assert following(tab) == [] and stored_text(tab).endswith("编制41人。")


def test_undo_in_the_editor_lets_the_figure_follow_again(qtbot: QtBot, tab: ReportTab) -> None:
    put_cursor(tab, "345")
    qtbot.keyClicks(tab.editor, "99")
    assert following(tab) == ["41"]
    qtbot.keyClick(tab.editor, Key.Key_Z, Control)
    assert tab.editor.text == "𬭚接待12345万元，编制41人。"
    assert following(tab) == ["12345", "41"]
    qtbot.keyClick(tab.editor, Key.Key_Y, Control)
    assert following(tab) == ["41"] and "1299345" in tab.editor.text


def test_undo_of_typing_first_then_of_the_steps(tab: ReportTab, qtbot: QtBot) -> None:
    """The editor leaves Ctrl+Z to the window when nothing typed here can be taken back."""
    put_cursor(tab, "万元")
    qtbot.keyClicks(tab.editor, "x")

    def leaves() -> bool:
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Key.Key_Z, Control)
        event.ignore()
        tab.editor.event(event)
        return not event.isAccepted()

    assert not leaves()
    qtbot.keyClick(tab.editor, Key.Key_Z, Control)
    assert leaves()


def test_copied_figures_are_words(qtbot: QtBot, tab: ReportTab) -> None:
    put_cursor(tab, "接", "万")
    tab.editor.copy()
    put_cursor(tab, "𬭚")
    tab.editor.paste()
    assert tab.editor.text.startswith("接待12345𬭚接待12345万")
    assert following(tab) == ["12345", "41"] and len(tab.editor.figures) == 2
    assert tab.editor.figures[0].start == len("接待12345𬭚接待")


# ---------------------------------------------------------------- following


def test_a_refresh_keeps_cursor_selection_and_view(tab: ReportTab) -> None:
    lines = "\n".join(["行"] * 200)
    chapter = tab.session.snapshot.report[0]
    tab.session.apply(SetReport((chapter._replace(text=f"{chapter.text}\n{lines}"),)))
    put_cursor(tab, "，", "41")
    bar = tab.editor.verticalScrollBar()
    bar.setValue(120)
    tab.session.apply(SetValue(MEALS, "7.5"))
    tab.session.apply(SetValue(HEADS, "1000"))
    assert tab.editor.text.startswith("𬭚接待7.5万元，编制1000人。")
    assert tab.editor.textCursor().selectedText() == "，编制"
    assert bar.value() == 120 and following(tab) == ["7.5", "1000"]


def test_a_refresh_waits_until_nothing_is_composed(tab: ReportTab) -> None:
    put_cursor(tab, "人。")
    compose(tab, "", done=False)
    tab.session.apply(SetValue(MEALS, "6"))
    assert "12345" in tab.editor.text  # not renewed under the composition
    compose(tab, "名")
    tab.session.settle()
    assert tab.editor.text == stored_text(tab) == "𬭚接待6万元，编制41名人。"
    assert following(tab) == ["6", "41"]


def test_a_composition_that_comes_to_nothing_lets_the_refresh_through(tab: ReportTab) -> None:
    compose(tab, "", done=False)
    tab.session.apply(SetValue(MEALS, "6"))
    compose(tab, "")
    assert tab.editor.text == "𬭚接待6万元，编制41人。" and not tab.editor.changed


def test_taking_back_a_figure_in_the_form_takes_the_text_back(tab: ReportTab) -> None:
    tab.session.apply(SetValue(MEALS, "6"))
    tab.session.undo()
    assert tab.editor.text == "𬭚接待12345万元，编制41人。"
    assert following(tab) == ["12345", "41"] and not tab.editor.changed


def test_what_a_removed_row_gave_stays_as_it_reads(qtbot: QtBot) -> None:
    session = blank_session()
    session.apply(AddRow("项目清单", cells={"项目名称": "某项目"}))
    row = session.snapshot.siblings("项目清单")[-1]
    figure = Bound(0, 3, Ref("项目名称", "", row))
    session.apply(SetReport((Chapter(TITLE, "某项目。", "", (figure,)),)))
    tab = shown(qtbot, session)
    assert following(tab) == ["某项目"]
    session.apply(RemoveRow(row))
    assert tab.editor.text == "某项目。" and tab.editor.figures == ()
    session.undo()
    assert following(tab) == ["某项目"]


def test_a_figure_can_be_let_go_and_leads_to_its_cell(qtbot: QtBot, tab: ReportTab) -> None:
    jumps: list[Placement] = []
    tab.session.jumped.connect(lambda place, _: jumps.append(place))
    tab.editor.wanted.emit(tab.editor.figures[0])
    assert jumps == [Placement("基础数据表", MEALS)]
    put_cursor(tab, "345")
    where: QPoint = tab.editor.cursorRect().center()
    qtbot.mouseClick(tab.editor.viewport(), Qt.MouseButton.LeftButton, Control, where)
    assert len(jumps) == 2
    tab.editor.unbind(tab.editor.figures[0])
    assert following(tab) == ["41"] and "12345" in stored_text(tab)


def test_another_chapter_has_figures_of_its_own(tab: ReportTab) -> None:
    choose(tab, "机构设置")
    assert tab.editor.figures == ()
    choose(tab, TITLE)
    assert following(tab) == ["12345", "41"]


def test_files_from_other_programs_keep_their_figures_in_place(qtbot: QtBot) -> None:
    session: Session = blank_session()
    session.apply(SetValue(HEADS, "41"))
    session.apply(SetReport((Chapter(TITLE, "甲\r\n编制41人", "", (Bound(5, 7, HEADS),)),)))
    tab = shown(qtbot, session)
    assert [tab.editor.text[one.start : one.end] for one in tab.editor.figures] == ["41"]
    assert not tab.editor.changed


# ---------------------------------------------------------------- tables


def test_tab_goes_from_cell_to_cell_and_elsewhere_on(qtbot: QtBot, tab: ReportTab) -> None:
    tab.editor.selectAll()
    tab.editor.insertPlainText("甲\t乙\n丙\t丁")
    tab.editor.select(0, 0)
    seen = []
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab):
        qtbot.keyClick(tab.editor, key)
        seen.append(tab.editor.textCursor().selectedText())
    assert seen == ["乙", "丙", "乙"]
    tab.editor.select(7, 7)  # in the last cell
    qtbot.keyClick(tab.editor, Key.Key_Tab)
    assert not tab.editor.hasFocus() and "丁\t" not in tab.editor.text
