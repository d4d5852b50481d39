"""Typing into a form: what is typed is committed exactly once, and never lost or changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from core.errors import ZipingtongError
from core.facts.edits import ChangeSet, RemoveRow
from core.facts.model import Ref
from core.layout.visible import Spot, shape
from core.workspace.open_report import Update
from tests.support_grid import ALT, BASE, CONTROL, HEADS, SHIFT, WHOLE, Bench
from tests.support_ui import blank_session, sample_session
from ui.grid.view import NO_ROWS, GridView
from ui.session import Session

Key = Qt.Key


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot, sample_session(), BASE)


# ------------------------------------------------------------- typing


def test_typing_replaces_and_enter_commits_and_goes_down(bench: Bench) -> None:
    ref = Ref("公务用车购置费", "决算")
    bench.go(ref)
    below = bench.view.current_cell()
    bench.type("12")
    assert bench.editor.text == "12"
    bench.key(Key.Key_Return)
    assert bench.closed and bench.raw(ref) == "12" and len(bench.commits) == 1
    now = bench.view.current_cell()
    assert below is not None and now is not None
    assert (now.row, now.col) == (below.row + 1, below.col)
    assert bench.view.hasFocus()


def test_99_into_the_middle_of_12345(bench: Bench) -> None:
    bench.session.type_in(bench.view.same_cell(bench.cell(HEADS)), "12345")
    bench.go(HEADS)
    bench.key(Key.Key_F2)
    assert bench.editor.text == "12345" and bench.editor.textCursor().position() == 5
    for _ in range(3):
        bench.key(Key.Key_Left)
    bench.type("9")
    bench.bot.waitUntil(lambda: len(bench.tries) == 1)  # the draft has been checked
    assert bench.editor.textCursor().position() == 3
    bench.type("9")
    bench.key(Key.Key_Tab)
    assert bench.raw(HEADS) == "1299345"


@pytest.mark.parametrize(
    ("key", "held", "down"),
    [(Key.Key_Return, (), 1), (Key.Key_Return, (SHIFT,), -1), (Key.Key_Down, (), 1)],
)
def test_enter_and_arrows_leave_a_cell_typed_over(
    bench: Bench, key: Qt.Key, held: tuple[Qt.KeyboardModifier, ...], down: int
) -> None:
    ref = Ref("公务用车购置费", "决算")
    bench.go(ref)
    row = bench.cell(ref).row
    bench.type("3")
    bench.key(key, *held)
    now = bench.view.current_cell()
    assert now is not None and now.row == row + down and bench.raw(ref) == "3"


def test_tab_goes_to_the_next_open_cell_and_back(bench: Bench) -> None:
    bench.go(HEADS)
    bench.type("40")
    bench.key(Key.Key_Tab)
    now = bench.view.current_cell()
    assert now is not None and now.ref == Ref("在职人数")
    bench.type("39")
    bench.key(Key.Key_Tab, SHIFT)
    now = bench.view.current_cell()
    assert now is not None and now.ref == HEADS
    assert (bench.raw(HEADS), bench.raw(Ref("在职人数"))) == ("40", "39")


def test_alt_enter_breaks_the_line(bench: Bench) -> None:
    ref = Ref("公务用车购置费", "决算")
    bench.go(ref)
    bench.type("a")
    bench.key(Key.Key_Return, ALT)
    bench.type("b")
    assert bench.editor.text == "a\nb" and not bench.closed
    bench.key(Key.Key_Return)
    assert bench.raw(ref) == "a\nb"


def test_esc_leaves_everything_as_it_was(bench: Bench) -> None:
    bench.go(HEADS)
    before, audit = bench.raw(HEADS), bench.session.report.audit
    bench.type("999")
    bench.bot.waitUntil(lambda: bool(bench.tries))
    bench.key(Key.Key_Escape)
    assert bench.closed and bench.raw(HEADS) == before and not bench.commits
    assert bench.tries[-1].report == audit and not bench.tries[-1].fresh
    assert bench.view.hasFocus()


def test_looking_into_a_cell_changes_nothing(bench: Bench) -> None:
    for cell in list(bench.view.grid.cells if bench.view.grid else ()):
        if cell.placement is None or not bench.view.go_to(cell.placement):
            continue
        if bench.view.edit_now():
            bench.key(Key.Key_Return)
    assert not bench.commits and not bench.session.report.document.undo()


def test_delete_clears_the_selection_as_one_step(bench: Bench) -> None:
    first, second = Ref("公务用车购置费", "决算"), Ref("公务用车运行维护费", "决算")
    for ref in (first, second):
        bench.session.type_in(bench.cell(ref), "5")
    bench.commits.clear()
    bench.go(first)
    bench.key(Key.Key_Down, SHIFT)
    bench.key(Key.Key_Delete)
    assert bench.raw(first) == bench.raw(second) == "" and len(bench.commits) == 1
    bench.session.undo()
    assert bench.raw(first) == bench.raw(second) == "5"


def test_double_click_opens_at_the_clicked_place(bench: Bench) -> None:
    bench.session.type_in(bench.cell(HEADS), "1234567890")
    bench.go(HEADS)
    rect = bench.view.visualRect(bench.view.currentIndex())
    port = bench.view.viewport()
    at = QPoint(rect.center().x(), rect.center().y())
    bench.bot.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
    bench.bot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=at)
    assert bench.editor.text == "1234567890"
    assert 4 <= bench.editor.textCursor().position() <= 6


def test_labels_and_read_only_reports_do_not_open(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    bench.session.said.connect(told.append)
    bench.key(Key.Key_Home, CONTROL)
    bench.type("1")
    assert bench.closed and "不用填写" in told[-1]
    monkeypatch.setattr(Session, "read_only", property(lambda self: True))
    bench.go(HEADS)
    bench.type("1")
    bench.key(Key.Key_Delete)
    assert bench.closed and "只能查看" in told[-1] and not bench.commits


# -------------------------------------------------- leaving without a key


def _click_elsewhere(bench: Bench) -> None:
    port = bench.view.viewport()
    bench.bot.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))


WAYS: dict[str, Callable[[Bench], object]] = {
    "another field takes the keyboard": lambda b: b.other.setFocus(),
    "a click on another cell": _click_elsewhere,
    "another sheet": lambda b: b.view.show_sheet(WHOLE),
    "the same sheet again": lambda b: b.view.show_sheet(BASE),
    "no sheet": lambda b: b.view.show_sheet(None),
    "settle": lambda b: b.session.settle(),
    "a jump": lambda b: b.session.jump(b.at(Ref("三公经费", "决算"))),
    "the next empty cell": lambda b: b.session.next_empty(None),
    "the view is hidden": lambda b: b.view.hide(),
    "the window is closed": lambda b: b.window.close(),
    "a full audit": lambda b: b.session.audit_all(),
    "commit_editor": lambda b: b.view.commit_editor(),
    "zoom": lambda b: b.view.set_zoom(150),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_takes_the_keyboard_commits_exactly_once(bench: Bench, way: str) -> None:
    bench.go(HEADS)
    bench.type("77")
    WAYS[way](bench)
    assert bench.closed
    edits = [update for update in bench.commits if update.change.changes]
    assert bench.raw(HEADS) == "77" and len(edits) == 1
    bench.session.undo()
    assert bench.raw(HEADS) == "41"


def test_ctrl_z_while_editing_commits_and_takes_that_back(bench: Bench) -> None:
    bench.go(HEADS)
    bench.type("77")
    bench.key(Key.Key_Z, CONTROL)
    assert bench.closed and bench.raw(HEADS) == "41"
    assert len(bench.commits) == 2
    bench.session.redo()
    assert bench.raw(HEADS) == "77"


def test_a_refused_text_stays_in_its_editor(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[ZipingtongError] = []
    bench.session.failed.connect(told.append)

    def refuse(*args: object) -> None:
        raise ZipingtongError("E999", "写不进去。", "请再试一次。")

    bench.go(HEADS)
    bench.type("77")
    with monkeypatch.context() as broken:
        broken.setattr(bench.session.report, "type_in", refuse)
        bench.key(Key.Key_Return)
        assert len(told) == 1 and bench.editor.text == "77"
        bench.view.show_sheet(WHOLE)  # not asked again, and not lost either
        assert bench.closed and bench.raw(HEADS) == "41"
    bench.view.show_sheet(BASE)
    assert bench.editor.text == "77"
    bench.bot.waitUntil(bench.editor.hasFocus)
    bench.key(Key.Key_Return)
    assert bench.closed and bench.raw(HEADS) == "77"


def test_an_editor_whose_row_is_gone_says_so(qtbot: QtBot) -> None:
    bench = Bench(qtbot, sample_session(), WHOLE)
    row = bench.session.snapshot.siblings("绩效指标")[3]
    told: list[str] = []
    bench.session.said.connect(told.append)
    bench.go(Ref("三级指标", "", row))
    bench.type("x")
    bench.session.do(lambda: bench.session.report.apply(RemoveRow(row)))  # without settling
    assert bench.closed and "没有保存" in told[-1]


# ------------------------------------------------- refresh while typing


def test_a_live_refresh_does_not_touch_the_editor(bench: Bench) -> None:
    bench.go(HEADS)
    bench.key(Key.Key_F2)
    bench.type("5678")
    editor = bench.editor
    cursor = editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    other = bench.cell(Ref("公务用车购置费", "决算"))
    tall = "很长的一段话，要折成好几行才写得下。" * 4
    bench.session.do(lambda: bench.session.report.type_in(other, tall))  # from elsewhere
    bench.view.refresh(Update(ChangeSet("", ()), bench.session.report.audit))
    assert bench.editor is editor and editor.text == "415678" and editor.hasFocus()
    now = editor.textCursor()
    assert (now.anchor(), now.position()) == (2, 4)


def test_a_composition_survives_a_refresh_and_is_no_text(bench: Bench) -> None:
    bench.go(HEADS)
    bench.key(Key.Key_F2)
    bench.type("1")
    bench.bot.waitUntil(lambda: len(bench.tries) == 1)
    bench.compose("ni'hao")
    assert bench.editor.composing and bench.editor.text == "411"
    bench.session.do(
        lambda: bench.session.report.type_in(bench.cell(Ref("公务用车购置费", "决算")), "8")
    )
    layout = bench.editor.textCursor().block().layout()
    assert layout.preeditAreaText() == "ni'hao"
    bench.compose("", "你好")
    assert bench.editor.text == "411你好" and not bench.editor.composing
    bench.bot.waitUntil(lambda: len(bench.tries) == 2)
    bench.key(Key.Key_Return)
    assert bench.raw(HEADS) == "411你好"


def test_no_draft_is_tried_while_composing(bench: Bench) -> None:
    bench.go(HEADS)
    bench.key(Key.Key_F2)
    bench.type("1")
    bench.compose("zhong")
    timer = bench.editor.findChild(QTimer)
    assert isinstance(timer, QTimer) and timer.isActive()
    timer.timeout.emit()
    timer.timeout.emit()
    assert not bench.tries
    bench.compose("")
    timer.timeout.emit()
    assert len(bench.tries) == 1


def test_a_composition_opens_an_editor_and_its_cancelling_changes_nothing(bench: Bench) -> None:
    bench.go(HEADS)
    bench.compose("gong")
    assert bench.editor.composing and bench.editor.text == ""
    bench.compose("")
    bench.other.setFocus()
    assert bench.closed and bench.raw(HEADS) == "41" and not bench.commits


def test_a_composition_on_a_cell_replaces_its_text(bench: Bench) -> None:
    bench.go(HEADS)
    bench.compose("gong")
    bench.compose("", "公务")
    assert bench.editor.text == "公务"
    bench.view.commit_editor()
    assert bench.raw(HEADS) == "公务"


def test_provisional_findings_are_lighter_and_go_with_esc(bench: Bench) -> None:
    bench.go(Ref("三公经费", "决算"))
    cell = bench.view.current_cell()
    assert cell is not None and not bench.view.grid_model.sign(cell).findings
    bench.type("99")
    bench.bot.waitUntil(lambda: bool(bench.tries))
    sign = bench.view.grid_model.sign(cell)
    assert sign.findings and sign.fresh
    bench.key(Key.Key_Escape)
    assert not bench.view.grid_model.sign(cell).findings


def test_views_that_are_gone_leave_nothing_behind(qtbot: QtBot) -> None:
    session = blank_session()
    view = GridView(session)
    view.show_sheet(session.report.sheets()[0])
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.settle()
    session.audit_all()


def test_a_word_without_a_composition_is_not_lost(bench: Bench) -> None:
    bench.go(HEADS)
    bench.compose("", "，")
    bench.compose("", "中")
    assert bench.editor.text == "，中"
    bench.key(Key.Key_Return)
    assert bench.raw(HEADS) == "，中"


@pytest.mark.parametrize("way", ["key", "F2", "word", "composition", "double click"])
def test_typing_on_the_line_of_a_table_without_rows_makes_a_row(bench: Bench, way: str) -> None:
    view, snapshot = bench.view, bench.session.snapshot
    assert view.grid is not None and not snapshot.siblings("项目清单")
    label = next(cell for cell in view.grid.cells if "一个专项一行" in cell.text)
    said: list[str] = []
    bench.session.said.connect(said.append)
    view.stand(Spot(label.row, label.col + label.cols))
    assert said == [NO_ROWS]
    if way == "key":
        bench.type("5")
    elif way == "word":
        bench.compose("", "5")
    elif way == "composition":
        bench.compose("wu")
        bench.compose("", "5")
    elif way == "double click":
        at = view.visualRect(view.currentIndex()).center()
        bench.bot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        bench.type("5")
    else:
        bench.key(Key.Key_F2)
        bench.type("5")
    bench.key(Key.Key_Return)
    (row,) = bench.session.snapshot.siblings("项目清单")
    assert bench.raw(Ref("支出", "上年决算", row)) == "5"
    bench.session.undo()
    bench.session.undo()
    assert not bench.session.snapshot.siblings("项目清单")


def test_the_keyboard_stays_when_a_text_divides_the_form_anew(qtbot: QtBot) -> None:
    bench = Bench(qtbot, blank_session(), BASE)
    grid, date = bench.view.grid, Ref("填报日期")
    bench.go(date)
    bench.type("2025.04.10")
    bench.key(Key.Key_Tab)
    assert grid is not None and bench.view.grid is not None
    assert shape(bench.view.grid) != shape(grid)  # the line for signatures has other widths now
    assert bench.view.hasFocus() and bench.raw(date) == "2025.04.10"
