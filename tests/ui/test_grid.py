"""The form on the screen: every form of every sample, its cursor, rows, header and refresh."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.facts.edits import MoveRow, RemoveRow, SetValue
from core.facts.model import Ref
from core.layout.grid import Cell
from core.workspace.open_report import Sheet
from tests.support_ui import blank_session, sample_session
from ui.grid.model import CELL_ROLE, SIGN_ROLE
from ui.grid.view import GridView
from ui.session import Session

SAMPLES = ("taojiang-2024", "luxian-2023", "zhijiang-2023", "national-2024", "tongyong-2024")
BASE, WHOLE = Sheet("基础数据表"), Sheet("整体自评表")
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def whole(qtbot: QtBot) -> Iterator[GridView]:
    yield show(qtbot, sample_session(), WHOLE)


def show(qtbot: QtBot, session: Session, sheet: Sheet) -> GridView:
    view = GridView(session)
    qtbot.addWidget(view)
    view.resize(900, 520)
    tester = QAbstractItemModelTester(
        view.grid_model, QAbstractItemModelTester.FailureReportingMode.Fatal, view
    )
    assert tester.parent() is view
    view.show_sheet(sheet)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    return view


def here(view: GridView) -> Cell:
    cell = view.current_cell()
    assert cell is not None
    return cell


def indicators(view: GridView) -> tuple[str, ...]:
    return view.session.snapshot.siblings("绩效指标")


def stand_on(view: GridView, name: str, row: str) -> Cell:
    assert view.grid is not None
    cell = next(c for c in view.grid.cells if c.ref == Ref(name, "", row))
    assert cell.placement is not None and view.go_to(cell.placement)
    return here(view)


# ------------------------------------------------------------ showing


def test_every_form_of_every_sample_is_shown_whole(qtbot: QtBot) -> None:
    seen = 0
    for name in SAMPLES:
        session = sample_session(name)
        view = show(qtbot, session, session.report.sheets()[0])
        for sheet in session.report.sheets():
            view.show_sheet(sheet)
            grid, visible = view.grid, view.visible
            assert grid is not None and visible is not None
            assert view.grid_model.rowCount() == len(grid.heights)
            size = grid.size
            for cell in grid.cells:
                assert (view.rowSpan(cell.row, cell.col), view.columnSpan(cell.row, cell.col)) == (
                    cell.rows,
                    cell.cols,
                )
                rect = view.visualRect(view.grid_model.index(cell.row, cell.col))
                text = view.metrics.text(cell, size, rect.width()).size()
                assert text.height() <= rect.height() and text.width() <= rect.width()
            view.grab()
            seen += 1
        view.close()
    assert seen > 20


def test_the_model_hands_out_cells_and_signs(whole: GridView) -> None:
    model = whole.grid_model
    assert whole.grid is not None
    for cell in whole.grid.cells:
        index = model.index(cell.row, cell.col)
        assert model.data(index) == cell.text and model.data(index, CELL_ROLE) is cell
        assert model.data(index, SIGN_ROLE) == model.sign(cell)
        editable = bool(model.flags(index) & Qt.ItemFlag.ItemIsEditable)
        assert editable == model.sign(cell).open
    assert not model.flags(QModelIndex())
    found = next(c for c in whole.grid.cells if model.sign(c).findings)
    tip = model.data(model.index(found.row, found.col), int(Qt.ItemDataRole.ToolTipRole))
    assert "【" in tip


@pytest.mark.usefixtures("at_once")
def test_only_what_changed_is_drawn_anew(qtbot: QtBot) -> None:
    view = show(qtbot, sample_session(), BASE)
    assert view.grid is not None
    before = {(c.row, c.col): (c, view.grid_model.sign(c)) for c in view.grid.cells}
    changed: list[tuple[int, int]] = []
    resets: list[object] = []
    view.grid_model.dataChanged.connect(lambda a, b: changed.append((a.row(), a.column())))
    view.grid_model.modelReset.connect(lambda: resets.append(1))
    view.session.apply(SetValue(Ref("公务接待费", "决算"), "6.59"))
    now = {(c.row, c.col): (c, view.grid_model.sign(c)) for c in view.grid.cells}
    assert set(changed) == {at for at in now if now[at] != before[at]}
    assert not resets and 2 <= len(changed) < 20


def test_a_row_grows_and_shrinks_with_its_text(whole: GridView) -> None:
    cell = stand_on(whole, "三级指标", indicators(whole)[2])
    low = whole.rowHeight(cell.row)
    others = [whole.rowHeight(r) for r in range(cell.row)]
    whole.session.type_in(cell, "要折成好几行才写得下的一段话" * 8)
    assert whole.rowHeight(cell.row) > 2 * low
    assert others == [whole.rowHeight(r) for r in range(cell.row)]
    whole.session.undo()
    assert whole.rowHeight(cell.row) == low


def test_refreshing_moves_neither_cursor_nor_scroll_place(whole: GridView) -> None:
    cell = stand_on(whole, "三级指标", indicators(whole)[-1])
    bar = whole.verticalScrollBar()
    assert bar.value() > 0
    at, ref = bar.value(), cell.ref
    whole.session.apply(SetValue(Ref("分值", "", indicators(whole)[-2]), "3"))
    assert (bar.value(), here(whole).ref) == (at, ref)
    whole.session.apply(RemoveRow(indicators(whole)[0]))  # rows above go: another shape
    assert here(whole).ref == ref
    whole.show_sheet(WHOLE)
    assert here(whole).ref == ref
    whole.session.apply(MoveRow(indicators(whole)[-1], 0))
    assert here(whole).ref == ref


def test_zoom_keeps_all_texts_whole(whole: GridView) -> None:
    assert whole.grid is not None
    for percent in (75, 130, 200, 500):
        whole.set_zoom(percent)
        for cell in whole.grid.cells:
            rect = whole.visualRect(whole.grid_model.index(cell.row, cell.col))
            text = whole.metrics.text(cell, whole.grid.size, rect.width()).size()
            assert text.height() <= rect.height()
    assert whole.zoom == 200


def length(view: GridView) -> int:
    return view.horizontalHeader().length()


def test_a_form_a_little_too_wide_is_shown_whole(qtbot: QtBot, whole: GridView) -> None:
    natural = length(whole)
    for share in (0.9, 0.8):
        whole.resize(round(natural * share), 600)
        qtbot.waitUntil(lambda: length(whole) <= whole.viewport().width())
        assert 75 <= whole.zoom < 100
    whole.resize(natural // 2, 600)  # too small to read: better at its own size
    assert (whole.zoom, length(whole)) == (100, natural)
    whole.resize(2 * natural, 600)
    assert (whole.zoom, length(whole)) == (100, natural)


def test_a_size_that_was_asked_for_stays(whole: GridView) -> None:
    natural = length(whole)
    whole.set_zoom(110)
    whole.resize(round(natural * 0.9), 600)
    assert whole.zoom == 110
    whole.set_zoom(100)
    assert whole.zoom < 100


def test_nothing_changes_size_under_an_open_editor(qtbot: QtBot, whole: GridView) -> None:
    natural = length(whole)
    stand_on(whole, "三级指标", indicators(whole)[0])
    qtbot.keyClicks(whole, "x")
    assert whole.editing.editor is not None
    whole.resize(round(natural * 0.9), 600)
    assert length(whole) == natural
    whole.commit_editor()
    whole.fit()
    assert length(whole) < natural


def test_a_form_that_is_gone_is_shown_no_more(qtbot: QtBot) -> None:
    session = sample_session("zhijiang-2023")
    sheet = next(sheet for sheet in session.report.sheets() if sheet.copy)
    view = show(qtbot, session, sheet)
    told: list[Cell | None] = []
    view.cursor_moved.connect(told.append)
    session.apply(RemoveRow(sheet.copy))
    assert view.sheet is None and view.grid is None and view.current_cell() is None
    assert told[-1] is None and view.selected_block() == []
    session.undo()
    view.show_sheet(sheet)
    assert view.grid is not None


def test_a_view_out_of_sight_catches_up(whole: GridView) -> None:
    whole.hide()
    ref = Ref("三级指标", "", indicators(whole)[0])
    whole.session.apply(SetValue(ref, "新的指标"))
    assert whole.grid is not None
    assert any(cell.ref == ref and cell.text == "新的指标" for cell in whole.grid.cells)
    whole.session.apply(SetValue(ref, "更新的指标"))
    whole.show()
    texts = {cell.text for cell in whole.grid_model.grid.cells} if whole.grid_model.grid else set()
    assert "更新的指标" in texts


# ------------------------------------------------------------- cursor


def test_the_cursor_goes_by_visible_cells(qtbot: QtBot, whole: GridView) -> None:
    rows = indicators(whole)
    first = stand_on(whole, "三级指标", rows[0])
    qtbot.keyClick(whole, Key.Key_Left)
    second_level = here(whole)
    assert second_level.ref is not None and second_level.ref.name == "二级指标"
    qtbot.keyClick(whole, Key.Key_Right)
    assert here(whole) == first
    qtbot.keyClick(whole, Key.Key_Down)
    assert here(whole).ref == Ref("三级指标", "", rows[1])
    qtbot.keyClick(whole, Key.Key_Home, CONTROL)
    assert here(whole).row == 0
    qtbot.keyClick(whole, Key.Key_End, CONTROL)
    assert whole.grid is not None and here(whole) == whole.grid.cells[-1]
    assert whole.verticalScrollBar().value() == whole.verticalScrollBar().maximum()
    last = here(whole).row
    qtbot.keyClick(whole, Key.Key_PageUp)
    above = here(whole).row
    assert above < last - 3
    qtbot.keyClick(whole, Key.Key_PageDown)
    assert above + 3 < here(whole).row <= last


def test_shift_selects_visible_cells(qtbot: QtBot, whole: GridView) -> None:
    rows = indicators(whole)
    stand_on(whole, "三级指标", rows[0])
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down):
        qtbot.keyClick(whole, key, SHIFT)
    block = whole.selected_block()
    assert [[c.ref.name if c and c.ref else None for c in line] for line in block] == [
        ["三级指标", "年度指标值", "实际完成值"]
    ] * 2
    qtbot.keyClick(whole, Key.Key_Left)
    assert len(whole.selected_block()) == 1


def test_dragging_and_shift_click_select_whole_cells(qtbot: QtBot, whole: GridView) -> None:
    rows = indicators(whole)
    last = stand_on(whole, "分值", rows[1])
    first = stand_on(whole, "三级指标", rows[0])
    port = whole.viewport()
    ends = [whole.visualRect(whole.grid_model.index(c.row, c.col)).center() for c in (first, last)]
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=ends[0])
    qtbot.mouseMove(port, ends[0] + QPoint(30, 10))
    qtbot.mouseMove(port, ends[1])
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=ends[1])
    dragged = whole.selected_block()
    assert [len(line) for line in dragged] == [4, 4]
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=ends[0])
    assert len(whole.selected_block()) == 1
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, SHIFT, pos=ends[1])
    assert whole.selected_block() == dragged


def test_the_cursor_is_told(qtbot: QtBot, whole: GridView) -> None:
    told: list[Cell | None] = []
    entered: list[Cell | None] = []
    whole.cursor_moved.connect(told.append)
    whole.session.entered.connect(entered.append)
    cell = stand_on(whole, "三级指标", indicators(whole)[3])
    assert told[-1] == entered[-1] == cell
    whole.session.type_in(cell, "换一个")
    assert told[-1] == here(whole) and here(whole).text == "换一个"


def test_going_to_places_on_this_sheet_and_others(whole: GridView) -> None:
    other = whole.session.report.grid(BASE).cells[-1]
    place = next(
        c.placement for c in whole.session.report.grid(BASE).cells if c.placement is not None
    )
    assert other is not None and not whole.go_to(place)
    ends = tuple(c.placement for c in whole.grid.cells if c.placement) if whole.grid else ()
    whole.session.jump(ends[0], ends[:2])
    assert whole.marks == set(ends[:2])
    marked = [c for c in (whole.grid.cells if whole.grid else ()) if whole.look_of(c, False).marked]
    assert {c.placement for c in marked} == set(ends[:2])


# ------------------------------------------------------------- header


def test_a_table_keeps_its_header_in_sight(whole: GridView) -> None:
    assert whole.grid is not None
    band = whole.grid.bands[0]
    bar = whole.verticalScrollBar()
    assert not whole.header.isVisible()
    bar.setValue(whole.row_top(band.first + 3))
    assert whole.header.isVisible() and whole.header.y() == 0
    assert whole.header.height() >= whole.row_top(band.first + 1) - whole.row_top(band.first)
    stand_on(whole, "三级指标", indicators(whole)[-1])
    stand_on(whole, "三级指标", indicators(whole)[1])
    rect = whole.visualRect(whole.currentIndex())
    assert rect.top() >= whole.header.covered(here(whole).row) - 1
    bar.setValue(0)
    assert not whole.header.isVisible()


def test_the_header_follows_sideways(qtbot: QtBot, whole: GridView) -> None:
    whole.set_zoom(200)
    assert whole.grid is not None
    band = whole.grid.bands[0]
    whole.verticalScrollBar().setValue(whole.row_top(band.first + 3))
    assert whole.header.isVisible() and whole.horizontalScrollBar().maximum() > 200
    left = whole.header.grab().toImage()
    whole.horizontalScrollBar().setValue(200)
    moved = whole.header.grab().toImage()
    ratio = left.devicePixelRatio()
    area = left.copy(round(200 * ratio), 0, round(200 * ratio), round(30 * ratio))
    assert area == moved.copy(0, 0, round(200 * ratio), round(30 * ratio))


# ---------------------------------------------------------------- rows


def trigger(view: GridView, action: QAction) -> None:
    assert action.isEnabled()
    action.trigger()


def test_rows_are_inserted_where_the_cursor_is(whole: GridView) -> None:
    rows = indicators(whole)
    cell = stand_on(whole, "三级指标", rows[2])
    trigger(whole, whole.row_actions.below)
    fresh = indicators(whole)[3]
    assert fresh not in rows and here(whole).ref == Ref("三级指标", "", fresh)
    stand_on(whole, "三级指标", rows[2])
    trigger(whole, whole.row_actions.above)
    assert here(whole).ref == Ref("三级指标", "", indicators(whole)[2])
    assert here(whole).row == cell.row
    whole.session.undo()
    whole.session.undo()
    assert indicators(whole) == rows


def test_an_open_editor_is_committed_before_its_row_moves(qtbot: QtBot, whole: GridView) -> None:
    row = indicators(whole)[2]
    stand_on(whole, "三级指标", row)
    whole.edit_now()
    assert whole.editing.editor is not None
    whole.editing.editor.put("写到一半")
    trigger(whole, whole.row_actions.down)
    assert indicators(whole)[3] == row
    assert whole.session.snapshot.value(Ref("三级指标", "", row)).raw == "写到一半"
    assert here(whole).ref == Ref("三级指标", "", row)


def test_several_rows_go_as_one_step(qtbot: QtBot, whole: GridView) -> None:
    rows = indicators(whole)
    stand_on(whole, "三级指标", rows[2])
    qtbot.keyClick(whole, Key.Key_Down, SHIFT)
    trigger(whole, whole.row_actions.remove)
    assert indicators(whole) == (*rows[:2], *rows[4:])
    whole.session.undo()
    assert indicators(whole) == rows


def test_cells_are_merged_and_split(qtbot: QtBot, whole: GridView) -> None:
    rows = indicators(whole)
    stand_on(whole, "偏差原因", rows[0])
    qtbot.keyClick(whole, Key.Key_Down, SHIFT)
    trigger(whole, whole.row_actions.merge)
    assert here(whole).rows == 2
    trigger(whole, whole.row_actions.split)
    assert here(whole).rows == 1


def test_filling_down(qtbot: QtBot, whole: GridView) -> None:
    rows = indicators(whole)
    ref = Ref("分值", "", rows[1])
    whole.session.apply(SetValue(Ref("分值", "", rows[0]), "6"))
    stand_on(whole, "分值", rows[1])
    trigger(whole, whole.row_actions.fill)  # one row: from the one above
    assert whole.session.snapshot.value(ref).raw == "6"


def test_fixed_tables_and_labels_offer_no_row_commands(qtbot: QtBot) -> None:
    session = sample_session("zhijiang-2023")
    view = show(qtbot, session, Sheet("共性指标表"))
    actions = view.row_actions
    rows = session.snapshot.siblings("共性指标")
    assert view.grid is not None and rows
    cell = next(c for c in view.grid.cells if c.ref is not None and c.ref.holder == rows[0])
    assert cell.placement is not None and view.go_to(cell.placement)
    for action in actions.groups[1] + actions.groups[2]:
        assert not action.isEnabled()
    for row in range(len(view.grid.heights)):
        view.stand(view.spot._replace(row=row))
        assert not actions.remove.isEnabled()


def test_an_empty_table_offers_its_first_row(qtbot: QtBot) -> None:
    session = blank_session()
    for row in session.snapshot.siblings("绩效指标"):
        session.apply(RemoveRow(row))
    view = show(qtbot, session, WHOLE)
    assert view.grid is not None
    band = view.grid.bands[0]
    view.stand(view.spot._replace(row=band.last))
    below = view.row_actions.below
    assert below.isEnabled() and below.text().startswith("增加一行")
    below.trigger()
    assert len(session.snapshot.siblings("绩效指标")) == 1


def test_no_two_commands_share_a_key_and_all_speak_chinese(whole: GridView) -> None:
    actions = [action for group in whole.row_actions.groups for action in group]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    letters = [a.text().partition("(&")[2][:1] for a in actions]
    assert len(letters) == len(set(letters)) and all(letters)
    menu = whole.row_actions.menu()
    assert [a for a in menu.actions() if not a.isSeparator()] == actions
