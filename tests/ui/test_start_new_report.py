"""The dialog for a new report, used with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.forms.library import Library, packs_folder
from core.storage.kept import ReportLine
from core.workspace.choosing import ANY_COUNTY
from tests.support_start import line, show_active, turn_wheel
from ui.start.new_report import NewReport

LINES = [
    line(7, "某某镇", 2025),
    line(8, "另一乡", 2025, "hunan-zhijiang", "芷江侗族自治县", created="2026-02-01T08:00:00"),
]


def shown(qtbot: QtBot, lines: list[ReportLine], library: Library | None = None) -> NewReport:
    dialog = NewReport(library or Library(), lines, 2026)
    show_active(qtbot, dialog)
    return dialog


def say(field: QWidget, text: str) -> None:
    """As an input method does."""
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(field, commit)


def chosen(dialog: NewReport) -> str:
    head = dialog.packs.head()
    assert head is not None
    return head.id


def test_keyboard_from_beginning_to_end(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [])
    assert dialog.unit.hasFocus()
    say(dialog.unit, "　某某镇 ")
    qtbot.keyClick(dialog.unit, Qt.Key.Key_Tab)
    assert dialog.year.hasFocus() and dialog.year.currentText() == "2025"
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert dialog.packs.search.hasFocus()
    say(dialog.packs.search, "湖南")
    first = chosen(dialog)
    qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Down)
    second = chosen(dialog)
    assert second != first
    qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Up)
    assert chosen(dialog) == first
    qtbot.keyClick(dialog.packs.search, Qt.Key.Key_PageDown)
    assert chosen(dialog) == ANY_COUNTY
    qtbot.keyClick(dialog.packs.search, Qt.Key.Key_PageUp)
    qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.create_wanted) as heard:
        qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Return)
    assert heard.args == ["某某镇", 2025, second]
    assert dialog.result() == NewReport.DialogCode.Accepted and not dialog.isVisible()


@pytest.mark.parametrize("where", ["unit", "year", "list"])
def test_enter_creates_from_every_field(qtbot: QtBot, where: str) -> None:
    dialog = shown(qtbot, [])
    dialog.unit.setText("某某镇")
    field = {"unit": dialog.unit, "year": dialog.year.lineEdit(), "list": dialog.packs.list}[where]
    field.setFocus()
    heard: list[tuple[str, int, str]] = []
    dialog.create_wanted.connect(lambda *said: heard.append(said))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [("某某镇", 2025, chosen(dialog))]


def test_escape_wants_nothing(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    with qtbot.assertNotEmitted(dialog.create_wanted), qtbot.assertNotEmitted(dialog.opened):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_pack_used_last_and_the_only_unit_stand_there_already(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    assert chosen(dialog) == "hunan-taojiang" and dialog.unit.text() == ""
    completer = dialog.unit.completer()
    completer.setCompletionPrefix("镇")
    assert completer.currentCompletion() == "某某镇"
    alone = shown(qtbot, LINES[1:])
    assert chosen(alone) == "hunan-zhijiang" and alone.unit.text() == "另一乡"
    assert alone.packs.search.hasFocus()


def test_what_the_chosen_pack_contains_is_told(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [])
    QAbstractItemModelTester(
        dialog.packs.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    say(dialog.packs.search, "芷江")
    assert "项目自评表（每个项目一份）" in dialog.packs.told.text()
    qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Down)
    assert chosen(dialog) == ANY_COUNTY
    assert "共性指标表" in dialog.packs.told.text()


def test_a_county_that_is_not_there_leads_to_the_common_pack(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    say(dialog.packs.search, "没有的县")
    assert dialog.packs.model.rowCount() == 1 and chosen(dialog) == ANY_COUNTY
    model = dialog.packs.model
    assert model.data(model.index(0, 1)) == "找不到本县时用它"


def test_the_same_report_again_is_asked_about(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    assert not dialog.open_button.isVisible() and not dialog.notice.isVisible()
    say(dialog.unit, "某某镇")
    assert dialog.open_button.isVisible()
    assert "“某某镇”2025年度（桃江县）已经有一份" in dialog.notice.text()
    dialog.year.setCurrentText("2024")
    assert not dialog.open_button.isVisible() and not dialog.notice.isVisible()
    dialog.year.setCurrentText("2025")
    with qtbot.waitSignal(dialog.opened) as heard:  # Enter takes the harmless way
        qtbot.keyClick(dialog.unit, Qt.Key.Key_Return)
    assert heard.args == [7]
    assert not dialog.isVisible()


def test_the_same_report_may_be_made_all_the_same(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    dialog.unit.setText("某某镇")
    assert dialog.create_button.text() == "仍然新建(&N)"
    with qtbot.waitSignal(dialog.create_wanted) as heard:
        qtbot.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert heard.args == ["某某镇", 2025, "hunan-taojiang"]


def test_what_is_missing_is_told_and_gone_to(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [])
    with qtbot.assertNotEmitted(dialog.create_wanted):
        dialog.packs.search.setFocus()
        qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Return)
        assert dialog.notice.text() == "请写单位名称。" and dialog.unit.hasFocus()
        dialog.unit.setText("某某镇")
        assert not dialog.notice.isVisible()
        dialog.year.setCurrentText("20x5")
        qtbot.keyClick(dialog.unit, Qt.Key.Key_Return)
        assert "四位数字" in dialog.notice.text() and dialog.year.hasFocus()
    assert dialog.isVisible()


def test_forms_younger_than_the_year_are_warned_of(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    dialog.unit.setText("第三镇")
    dialog.year.setCurrentText("2020年度")
    assert "2024年度起用" in dialog.notice.text()
    with qtbot.waitSignal(dialog.create_wanted) as heard:
        qtbot.keyClick(dialog.unit, Qt.Key.Key_Return)
    assert heard.args == ["第三镇", 2020, "hunan-taojiang"]


def test_the_wheel_never_changes_the_year(qtbot: QtBot) -> None:
    dialog = shown(qtbot, [])
    dialog.year.setFocus()
    for target in (dialog.year, dialog.year.lineEdit()):
        turn_wheel(target)
    assert dialog.year.currentText() == "2025"


def test_a_pack_with_mistakes_cannot_be_used(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    head = 'id = "broken"\nname = "某县"\nfrom = 2024\nregion = ["某省", "某市", "某县"]\n'
    (broken / "pack.toml").write_text(head + 'order = ["没有的表"]\n', "utf-8")
    dialog = shown(qtbot, [], Library(tmp_path, packs_folder()))
    dialog.unit.setText("某某镇")
    say(dialog.packs.search, "某县")
    assert chosen(dialog) == "broken"
    assert "不能使用" in dialog.packs.told.text()
    with qtbot.assertNotEmitted(dialog.create_wanted):
        qtbot.keyClick(dialog.packs.search, Qt.Key.Key_Return)
    assert "不能使用" in dialog.notice.text()
    dialog.packs.search.clear()
    dialog.packs.list.choose(dialog.packs.model.row_of("hunan-taojiang"))
    assert dialog.packs.problem == "" and not dialog.notice.isVisible()


def test_no_packs_at_all(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, [], Library(tmp_path / "nothing"))
    dialog.unit.setText("某某镇")
    with qtbot.assertNotEmitted(dialog.create_wanted):
        qtbot.keyClick(dialog.unit, Qt.Key.Key_Return)
    assert "请选一个县" in dialog.notice.text()


def test_the_dialog_fits_the_screen_and_no_button_is_cut(qtbot: QtBot) -> None:
    dialog = shown(qtbot, LINES)
    dialog.unit.setText("某某镇")
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width() and dialog.height() <= room.height()
    for button in dialog.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
