"""Texts of every sort, and editors that fit the kind of a cell."""

from __future__ import annotations

from itertools import cycle

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from core.facts.model import Ref
from tests.support_grid import ALT, BASE, HEADS, Bench
from tests.support_ui import sample_session
from ui.grid.editor import CellEditor

Key = Qt.Key


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot, sample_session(), BASE)


# --------------------------------------------------------- hostile texts


@pytest.mark.parametrize(
    "text",
    [
        "长" * 10_000,
        "0123456789" * 1_000,
        "🏛️👩‍👩‍👧‍👦𠮷" * 50,
        "שלום عليكم 123 镇",
        "一\n\n二\n三",
        "<b>&amp;</b> %s {0} \\n",
        "=1+1",
        "\u202e颠倒\u202c",
    ],
    ids=["long", "digits", "emoji", "rtl", "lines", "markup", "formula", "override"],
)
def test_hostile_texts_come_through_unchanged(bench: Bench, text: str) -> None:
    ref = Ref("公务用车购置费", "决算")
    bench.go(ref)
    bench.key(Key.Key_F2)
    bench.editor.put(text)
    bench.view.grab()
    area = bench.view.viewport().rect()
    assert bench.editor.height() <= area.height()
    bench.key(Key.Key_Return)
    assert bench.closed and bench.raw(ref) == text
    bench.view.grab()
    assert bench.view.go_to(bench.at(ref))
    bench.key(Key.Key_F2)
    assert bench.editor.text == text
    bench.key(Key.Key_Escape)
    bench.session.undo()
    assert bench.raw(ref) == "0"


# ------------------------------------------------- editors fit the kind


def test_the_words_of_a_choice_can_be_picked_and_typed(qtbot: QtBot) -> None:
    session = sample_session("tongyong-2024")
    place = next(
        (sheet, cell.placement)
        for sheet in session.report.sheets()
        for cell in session.report.grid(sheet).cells
        if cell.ref is not None and cell.ref.name == "评价等级"
    )
    bench = Bench(qtbot, session, place[0])
    assert place[1] is not None and bench.view.go_to(place[1])
    ref = place[1].ref
    bench.key(Key.Key_Down, ALT)
    for _ in range(5):
        bench.key(Key.Key_Up)
    bench.key(Key.Key_Down)
    bench.key(Key.Key_Return)
    assert bench.closed and bench.raw(ref) == "良"
    bench.key(Key.Key_Down, ALT)
    bench.key(Key.Key_Escape)  # the list first
    assert not bench.closed
    bench.key(Key.Key_Escape)
    assert bench.closed and bench.raw(ref) == "良"
    bench.compose("", "中")
    bench.key(Key.Key_Return)
    assert bench.raw(ref) == "中"


def test_a_day_can_be_picked_or_typed_in_any_style(bench: Bench) -> None:
    ref = Ref("填报日期")
    bench.go(ref)
    bench.key(Key.Key_Down, ALT)
    assert not bench.editor.hasFocus()
    bench.key(Key.Key_Right)
    bench.key(Key.Key_Return)
    assert bench.editor.text == "2025年4月11日"
    bench.bot.waitUntil(bench.editor.hasFocus)
    bench.key(Key.Key_Return)
    assert bench.raw(ref) == "2025年4月11日"
    bench.go(ref)
    bench.type("20250412")
    bench.key(Key.Key_Return)
    cell = bench.cell(ref)
    assert cell.text.endswith("2025.4.12") or "12" in cell.text


def test_the_wheel_never_changes_a_value(bench: Bench) -> None:
    bench.go(HEADS)
    bench.key(Key.Key_F2)
    for target in (bench.editor.viewport(), bench.view.viewport()):
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(target.mapToGlobal(QPoint(5, 5))),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(target, event)
    assert bench.editor.text == "41" and not bench.editor.touched


def test_only_the_fact_inside_a_text_is_edited(bench: Bench) -> None:
    ref = Ref("填表人")
    cell = bench.cell(ref)
    assert cell.before and cell.text.startswith(cell.before)
    bench.go(ref)
    bench.key(Key.Key_F2)
    assert bench.editor.text == "某某"
    bench.editor.put("某人")
    bench.key(Key.Key_Return)
    assert bench.cell(ref).text == f"{cell.before}某人{cell.after}"


def test_an_editor_whose_lines_never_settle_is_placed_all_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With some faces more room makes fewer lines, which need less room, which makes more."""
    heights = cycle((20, 60, 40))
    monkeypatch.setattr(CellEditor, "lines_height", lambda _: next(heights))
    assert bench.view.edit_now()
    editor = bench.view.editing.editor
    assert editor is not None and editor.isVisible()
    bench.type("12")
    assert editor.text.endswith("12")
