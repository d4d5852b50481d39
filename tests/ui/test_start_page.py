"""The start page: the list, its order, its commands, the first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.storage.kept import ReportLine
from core.workspace.samples import samples_folder
from tests.support_start import line, show_active, turn_wheel
from ui.start.report_model import CHANGED, PROGRESS, UNIT, YEAR
from ui.start.start_page import FEW, StartPage
from ui.start.trash import Trash

FEW_LINES = [
    line(1, "泉塘镇", 2024, counts=(0, 0, 1), filled=143, required=143),
    line(2, "安化乡", 2025, counts=(3, 5, 0), filled=56, required=143),
    line(3, "泉塘镇", 2025, changed="2026-04-01T08:00:00"),
]


def many(count: int = 40) -> list[ReportLine]:
    return [line(n, f"第{n:02}镇", 2020 + n % 5) for n in range(1, count + 1)]


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    start = StartPage()
    start.resize(1366, 700)
    show_active(qtbot, start)
    return start


def column(page: StartPage, number: int) -> list[str]:
    model = page.model
    return [model.data(model.index(row, number)) for row in range(model.rowCount())]


def ids(page: StartPage) -> list[int]:
    return [found.id for row in range(page.model.rowCount()) if (found := page.model.item(row))]


def chosen(page: StartPage) -> int:
    found = page.list.chosen()
    assert found is not None
    return found.id


def test_the_page_says_so_while_the_list_is_being_read(page: StartPage) -> None:
    assert page.pages.currentWidget() is page._waiting
    assert page._waiting.isVisible() and page._waiting.text() == "正在读取…"
    assert not page.open_button.isVisible()


def test_the_list_is_grouped_by_unit_and_the_latest_report_is_chosen(page: StartPage) -> None:
    page.show_lines(FEW_LINES, "")
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert column(page, UNIT) == ["安化乡", "泉塘镇", "泉塘镇"]
    assert column(page, YEAR) == ["2025", "2025", "2024"]
    assert column(page, PROGRESS) == ["56/143 格", "—", "143/143 格"]
    assert chosen(page) == 3
    assert page.list.hasFocus()
    assert not page.search.isVisible()
    assert not page.grab().isNull()  # paints every cell


def test_enter_opens_and_the_arrows_choose(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines(FEW_LINES, "")
    with qtbot.waitSignal(page.opened) as heard:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert heard.args == [3]
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    with qtbot.waitSignal(page.opened) as heard:
        qtbot.keyClick(page.list, Qt.Key.Key_Enter)
    assert heard.args == [2]


def test_a_double_click_opens_once(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines(FEW_LINES, "")
    heard: list[int] = []
    page.opened.connect(heard.append)
    spot = page.list.visualRect(page.model.index(2, YEAR)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard == []
    qtbot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heard == [1]


def test_sorting_by_heading_and_by_choice_are_the_same(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines(FEW_LINES, "")
    header = page.list.horizontalHeader()

    def click(section: int) -> None:
        spot = QPoint(header.sectionViewportPosition(section) + 5, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    click(YEAR)
    assert column(page, YEAR) == ["2025", "2025", "2024"]
    assert column(page, UNIT) == ["安化乡", "泉塘镇", "泉塘镇"]
    assert page.sort.currentText() == "按年度"
    assert header.sortIndicatorSection() == YEAR
    click(CHANGED)
    assert ids(page)[0] == 3
    click(PROGRESS)  # no order of its own
    assert header.sortIndicatorSection() == CHANGED and page.sort.currentText() == "按最近修改"
    page.sort.setCurrentIndex(0)
    assert ids(page) == [2, 3, 1] and header.sortIndicatorSection() == UNIT
    assert chosen(page) == 3


def test_the_wheel_never_changes_the_order(page: StartPage) -> None:
    page.show_lines(FEW_LINES, "")
    page.sort.setFocus()
    turn_wheel(page.sort)
    assert page.sort.currentIndex() == 0


def test_search_appears_with_many_reports(page: StartPage) -> None:
    page.show_lines(many(FEW), "")
    assert not page.search.isVisible()
    page.show_lines(many(FEW + 1), "")
    assert page.search.isVisible()
    commit = QInputMethodEvent()
    commit.setCommitString("第03镇")
    QApplication.sendEvent(page.search, commit)
    assert ids(page) == [3] and chosen(page) == 3
    assert page.count.text() == "找到 1 份，共 9 份"
    page.show_lines(many(FEW), "")  # too few to search: nothing may stay hidden
    assert len(ids(page)) == FEW and page.search.text() == ""


def test_while_searching_the_arrows_choose_and_enter_opens(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines(many(), "")
    page.search.setFocus()
    qtbot.keyClicks(page.search, "2024")
    assert ids(page)[:2] == [4, 9]
    page.list.choose(0)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.opened) as heard:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert heard.args == [9]
    assert page.search.hasFocus()


def test_a_word_in_composition_is_no_search_yet(page: StartPage) -> None:
    page.show_lines(many(), "")
    QApplication.sendEvent(page.search, QInputMethodEvent("di", []))
    assert len(ids(page)) == 40


def test_nothing_found_leaves_nothing_to_open(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines(many(), "")
    page.search.setText("xyz")
    assert ids(page) == [] and page.list.chosen() is None
    assert not page.open_button.isEnabled() and not page.remove_button.isEnabled()
    with qtbot.assertNotEmitted(page.opened):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    page.search.clear()
    assert page.open_button.isEnabled()


def test_a_fresh_list_leaves_the_user_where_he_was(page: StartPage) -> None:
    page.show_lines(many(), "")
    page.list.choose(page.model.row_of(20))
    page.search.setFocus()
    bar = page.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    page.show_lines([line(99, "第00镇"), *many()], "")
    assert (chosen(page), bar.value()) == (20, place)
    assert page.search.hasFocus()


def test_when_the_chosen_report_goes_its_neighbour_is_chosen(page: StartPage) -> None:
    page.show_lines(FEW_LINES, "")
    page.list.choose(1)
    page.show_lines([kept for kept in FEW_LINES if kept.id != 3], "")
    assert chosen(page) == 1


@pytest.mark.parametrize(("word", "removed"), [("删除(&D)", [3]), ("不删除(&C)", [])])
def test_delete_asks_first(page: StartPage, qtbot: QtBot, word: str, removed: list[int]) -> None:
    page.show_lines(FEW_LINES, "")
    heard: list[int] = []
    page.remove_wanted.connect(heard.append)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox) and "“泉塘镇”2025年度" in box.text()
    assert box.defaultButton().text() == "不删除(&C)"
    button = next(button for button in box.buttons() if button.text() == word)
    assert isinstance(button, QWidget)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == removed
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is None)


def test_export_names_the_chosen_report(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines(FEW_LINES, "")
    with qtbot.waitSignal(page.export_wanted) as heard:
        qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    assert heard.args == [3]
    assert [action.text() for action in page.list.actions()] == ["打开", "导出数据文件…", "删除"]


def test_the_first_start_shows_three_ways(page: StartPage, qtbot: QtBot) -> None:
    page.show_lines([], "")
    assert page.ways.isVisible() and page.ways.new.hasFocus()
    assert not page.open_button.isVisible()
    with qtbot.waitSignal(page.new_wanted):
        qtbot.keyClick(page.ways.new, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.file_wanted):
        qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    page.show_lines(FEW_LINES, "")
    assert not page.ways.isVisible() and page.list.hasFocus()


@pytest.mark.parametrize("lines", [[], FEW_LINES])
def test_the_same_key_offers_the_samples_on_both_pages(
    page: StartPage, qtbot: QtBot, lines: list[ReportLine]
) -> None:
    page.show_lines(lines, "")
    assert page.menu.actions() == []  # nothing is read before it is asked for
    qtbot.keyClick(page, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.menu.isVisible)  # the button is seen to be pressed first
    assert len(page.menu.actions()) == len(list(samples_folder().iterdir()))
    with qtbot.waitSignal(page.sample_wanted) as heard:
        qtbot.keyClick(page.menu, Qt.Key.Key_Down)
        qtbot.keyClick(page.menu, Qt.Key.Key_Return)
    assert heard.args is not None
    assert (samples_folder() / heard.args[0]).is_file()
    page.menu.popup(QPoint())
    assert len(page.menu.actions()) == len(list(samples_folder().iterdir()))
    page.menu.close()


@pytest.mark.parametrize("lines", [[], FEW_LINES])
def test_while_somebody_else_holds_the_data_one_can_only_look(
    page: StartPage, qtbot: QtBot, lines: list[ReportLine]
) -> None:
    page.show_lines(lines, "资料正由别人打开着。", trashed=2)
    assert page.banner.isVisible() and "资料正由别人打开着。" in page.banner.text()
    for part in (page.new_button, page.file_button, page.remove_button, page.trash_button):
        assert not part.isEnabled()
    for way in (page.ways.new, page.ways.file, page.remove_action):
        assert not way.isEnabled()
    assert page.open_button.isEnabled() == bool(lines)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.findChild(QMessageBox) is None
    page.show_lines(lines, "", trashed=2)
    assert not page.banner.isVisible()
    assert page.new_button.isEnabled() and page.trash_button.isEnabled()
    assert page.ways.new.isEnabled() and page.remove_action.isEnabled() == bool(lines)


@pytest.mark.parametrize("lines", [[], FEW_LINES])
def test_what_was_removed_can_be_reached(
    page: StartPage, qtbot: QtBot, lines: list[ReportLine]
) -> None:
    page.show_lines(lines, "")
    assert not page.trash_button.isVisible()
    page.show_lines(lines, "", trashed=2)
    assert page.trash_button.isVisible() and "2 份" in page.trash_button.text()
    with qtbot.waitSignal(page.trash_wanted):
        qtbot.mouseClick(page.trash_button, Qt.MouseButton.LeftButton)


def test_a_removed_report_is_restored_with_enter(qtbot: QtBot) -> None:
    dialog = Trash(FEW_LINES)
    show_active(qtbot, dialog)
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.restore_wanted) as heard:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert heard.args == [3]
    assert not dialog.isVisible()


@pytest.mark.parametrize("wide", [1366, 683])  # 683: as much as there is at 200 %
def test_nothing_is_cut_off(page: StartPage, wide: int) -> None:
    page.show_lines(many(), "资料正由别人打开着。", trashed=2)
    page.resize(wide, 620)
    assert page.width() == wide  # the page does not ask for more
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
            right = button.mapTo(page, QPoint(button.width(), 0)).x()
            assert right <= wide, button.text()
    header = page.list.horizontalHeader()
    room = page.list.fontMetrics().horizontalAdvance("国") * 10
    assert header.sectionSize(UNIT) >= room
