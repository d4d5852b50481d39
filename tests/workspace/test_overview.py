"""The list of reports: states, words, order, search."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.workspace import overview
from core.workspace.overview import Order, State
from tests.support_start import line

NOW = datetime(2026, 11, 21, 9, 5)


@pytest.mark.parametrize(
    ("counts", "filled", "required", "state", "percent", "progress", "verdict"),
    [
        ((-1, -1, -1), -1, -1, State.FILLING, 0, "—", "还没有审核"),
        ((0, 0, 0), 0, 0, State.FILLING, 0, "0/0 格", "没有问题"),  # nothing is asked yet
        ((0, 0, 0), 0, 143, State.FILLING, 0, "0/143 格", "没有问题"),
        ((0, 2, 0), 142, 143, State.FILLING, 99, "142/143 格", "需说明 2 项"),
        ((1, 0, 0), 10, 143, State.FAULTY, 6, "10/143 格", "不能上报 1 项"),
        (
            (3, 5, 7),
            143,
            143,
            State.FAULTY,
            100,
            "143/143 格",
            "不能上报 3 项 · 需说明 5 项 · 提示 7 项",
        ),
        ((0, 0, 4), 143, 143, State.READY, 100, "143/143 格", "提示 4 项"),
    ],
)
def test_how_a_report_stands(
    counts: tuple[int, int, int],
    filled: int,
    required: int,
    state: State,
    percent: int,
    progress: str,
    verdict: str,
) -> None:
    report = line(counts=counts, filled=filled, required=required)
    assert overview.state(report) is state
    assert overview.percent(report) == percent
    assert overview.progress_text(report) == progress
    assert overview.verdict(report) == verdict


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ("2026-11-21T00:00:00", "今天 00:00"),
        ("2026-11-21T15:40:03", "今天 15:40"),  # the clock was put back: still today
        ("2026-11-20T23:59:59", "昨天 23:59"),
        ("2026-11-19T23:59:59", "2026年11月19日"),
        ("2025-03-01T08:00:00", "2025年3月1日"),
        ("2026-11-22T08:00:00", "2026年11月22日"),
    ],
)
def test_last_change(changed: str, text: str) -> None:
    assert overview.changed_text(changed, NOW) == text


def test_yesterday_across_the_year() -> None:
    new_year = datetime(2027, 1, 1, 0, 30)
    assert overview.changed_text("2026-12-31T18:00:00", new_year) == "昨天 18:00"


LINES = [
    line(1, "泉塘镇", 2024, changed="2026-03-05T08:00:00"),
    line(2, "安化乡", 2024, changed="2026-03-01T08:00:00"),
    line(3, "泉塘镇", 2025, changed="2026-03-03T08:00:00"),
    line(4, "北河镇", 2025, changed="2026-03-04T08:00:00"),
]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (Order.UNIT, [2, 4, 3, 1]),  # ān, běi, quán
        (Order.YEAR, [4, 3, 2, 1]),
        (Order.CHANGED, [1, 4, 3, 2]),
    ],
)
def test_order(order: Order, ids: list[int]) -> None:
    assert [report.id for report in overview.ordered(LINES, order)] == ids
    assert [report.id for report in overview.ordered(LINES[::-1], order)] == ids


def test_groups_begin_with_a_new_unit() -> None:
    rows = overview.ordered(LINES, Order.UNIT)
    assert overview.groups(rows) == [True, True, True, False]


@pytest.mark.parametrize(
    ("sought", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("  ", [1, 2, 3, 4]),
        ("泉塘", [1, 3]),
        ("２０２５", [3, 4]),
        ("2025年度 泉塘", [3]),
        ("泉塘　2024", [1]),
        ("桃江", [1, 2, 3, 4]),
        ("填报中", [1, 2, 3, 4]),
        ("没有的镇", []),
    ],
)
def test_search(sought: str, ids: list[int]) -> None:
    assert [report.id for report in overview.found(LINES, sought)] == ids


def test_units_and_the_latest() -> None:
    assert overview.units(LINES) == ["安化乡", "北河镇", "泉塘镇"]
    latest = overview.latest(LINES)
    assert latest is not None and latest.id == 1
    assert overview.latest([]) is None


def test_the_same_report_is_recognised_however_its_name_is_typed() -> None:
    lines = [line(1, "某某镇（本级）"), line(2, "某某镇（本级）", changed="2026-03-09T08:00:00")]
    again = overview.same(lines, " 某某镇(本级)", 2025, "hunan-taojiang")
    assert again is not None and again.id == 2
    assert overview.same(lines, "某某镇", 2025, "hunan-taojiang") is None
    assert overview.same(lines, "某某镇（本级）", 2024, "hunan-taojiang") is None
    assert overview.same(lines, "某某镇（本级）", 2025, "tongyong") is None
    assert overview.same(lines, "", 2025, "hunan-taojiang") is None


def test_how_a_sentence_names_a_report() -> None:
    assert overview.title(line()) == "“某某镇”2025年度（桃江县）"
