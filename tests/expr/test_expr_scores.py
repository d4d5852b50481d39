"""Scores: proportions, deductions by steps, bands and grades."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.values import BLANK, NOT_APPLICABLE, Span, State, Value, known

Runs = Callable[..., Value]

GRADES = {"优": 90, "良": 80, "中": 60, "差": 0}


def span(low: str, high: str | None = None) -> Span:
    return Span(Decimal(low), Decimal(high if high is not None else low))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("比例(95, 100, 10)", span("9.5")),
        ("比例(120, 100, 10)", span("10")),
        ("比例(2, 3, 9)", span("6")),
        ("比例(0, 0, 10)", span("10")),
        ("比例(-5, 100, 10)", span("0")),
        ("反比例(50, 30, 10)", span("6")),
        ("反比例(20, 30, 10)", span("10")),
        ("反比例(5, 0, 10)", span("0")),
        ("反比例(0, 0, 10)", span("10")),
        ("反比例(0, 5, 10)", span("10")),
        ("超扣(85%, 100%, 1%, 0.5, 5)", span("5")),
        ("超扣(103%, 100%, 1%, 0.5, 5)", span("3.5")),
        ("超扣(103.2%, 100%, 1%, 0.5, 5)", span("3", "3.5")),
        ("超扣(300%, 100%, 1%, 0.5, 5)", span("0")),
        ("欠扣(93%, 100%, 5%, 2, 5)", span("1", "3")),
        ("欠扣(95%, 100%, 5%, 2, 5)", span("3")),
        ("欠扣(101%, 100%, 5%, 2, 5)", span("5")),
        ("偏扣(107%, 100%, 5%, 2, 6)", span("2", "4")),
        ("偏扣(93%, 100%, 5%, 2, 6)", span("2", "4")),
        ("分档(0, 0, 5, 10%, 4, 20%, 3, 30%, 2, 0)", span("5")),
        ("分档(10%, 0, 5, 10%, 4, 20%, 3, 30%, 2, 0)", span("4")),
        ("分档(31%, 0, 5, 10%, 4, 20%, 3, 30%, 2, 0)", span("0")),
        ("分档(90%, 90%, 6, 80%, 4, 70%, 2, 0)", span("6")),
        ("分档(89%, 90%, 6, 80%, 4, 70%, 2, 0)", span("4")),
        ("分档(50%, 90%, 6, 80%, 4, 70%, 2, 0)", span("0")),
        ("分档(-3, -2, 5, 1)", span("5")),
        ("分档(-1, -2, 5, 1)", span("1")),
        ("及格线(59, 100, 60%, 10)", span("0")),
        ("及格线(60, 100, 60%, 10)", span("0")),
        ("及格线(80, 100, 60%, 10)", span("5")),
        ("及格线(100, 100, 60%, 10)", span("10")),
        ("及格线(130, 100, 100%, 10)", span("10")),
        ("及格线(99, 100, 100%, 10)", span("0")),
        ("及格线(5, 0, 60%, 10)", span("10")),
    ],
)
def test_points(run: Runs, source: str, expected: Span) -> None:
    value = run(source)
    assert isinstance(value.data, Span)
    assert (value.data.low, value.data.high) == (expected.low, expected.high)


def test_a_division_that_does_not_end_costs_no_step(run: Runs) -> None:
    value = run("超扣(a / 3 + a / 3 + a / 3, 1, 1%, 1, 8)", a="1.01")
    assert isinstance(value.data, Span)
    assert (value.data.low, value.data.high) == (Decimal(7), Decimal(7))


@pytest.mark.parametrize(
    "source",
    [
        "比例(a, b, c)",
        "反比例(a, b, c)",
        "超扣(a, b, c, d, e)",
        "欠扣(a, b, c, d, e)",
        "偏扣(a, b, c, d, e)",
        "及格线(a, b, c, d)",
        "分档(a, 1, b, c)",
        "等级(a, 档)",
        "三档(文, a)",
    ],
)
def test_a_blank_input_gives_no_score(run: Runs, source: str) -> None:
    given: dict[str, object] = dict.fromkeys("abcde", "1") | {"文": "达成", "档": GRADES}
    assert run(source, **given).state is State.READ
    assert run(source, **{**given, "a": BLANK}) == BLANK
    assert run(source, **{**given, "a": NOT_APPLICABLE}) == NOT_APPLICABLE


@pytest.mark.parametrize(
    "source",
    [
        "比例(1, 1, -10)",
        "超扣(2, 1, a, 1, 5)",
        "超扣(2, 1, 1, -1, 5)",
        "及格线(1, 2, 60, 10)",
        "分档(1, 2, -1, 0)",
        '三档("达成", -1)',
    ],
)
def test_senseless_rules_fail(run: Runs, source: str) -> None:
    assert run(source, a="0").state is State.ERROR


@pytest.mark.parametrize(
    ("points", "word"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("60", "中"), ("0", "差")],
)
def test_grades_include_their_lower_bound(run: Runs, points: str, word: str) -> None:
    assert run("等级(a, 档)", a=points, 档=GRADES) == known(word)


def test_grades_that_do_not_fit_fail(run: Runs) -> None:
    assert run("等级(a, 档)", a="-1", 档=GRADES).state is State.ERROR
    assert run("等级(a, 档)", a="50").state is State.ERROR


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("达成年度指标", span("8", "10")),
        ("全部或基本达成预期指标", span("8", "10")),
        ("部分达成年度指标并具有一定效果", span("6", "8")),
        ("未达成年度指标且效果较差", span("0", "6")),
        ("效果很好", span("0", "10")),
        ("没有完全达成", span("0", "10")),
        ("部分达成，部分未达成", span("0", "10")),
        ("全年无事故，达成目标", span("8", "10")),
    ],
)
def test_three_bands(run: Runs, written: str, expected: Span) -> None:
    value = run("三档(文, 10)", 文=written)
    assert isinstance(value.data, Span)
    assert (value.data.low, value.data.high) == (expected.low, expected.high)


def test_three_bands_of_a_pack(run: Runs) -> None:
    scale = {"部分达成": "0.5", "达成": "0.8", "未达成": "0"}
    assert run("三档(文, 10, 档)", 文="部分达成", 档=scale).data == Span(Decimal(5), Decimal(8))
    assert run("三档(标, 10, 档)", 标="未达成", 档=scale).data == Span(Decimal(0), Decimal(5))
    assert run("三档(文, 10, 档)", 文="达成", 档={"达成": 80}).state is State.ERROR


amounts = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)
fulls = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=1)
positive = st.decimals("0.0001", 1000, allow_nan=False, allow_infinity=False, places=4)


@given(a=amounts, b=amounts, each=positive, cost=positive, full=fulls)
@pytest.mark.parametrize(
    "source",
    [
        "比例(a, b, e)",
        "反比例(a, b, e)",
        "超扣(a, b, c, d, e)",
        "欠扣(a, b, c, d, e)",
        "偏扣(a, b, c, d, e)",
        "及格线(a, b, 60%, e)",
        "分档(a, 0, e, 5, e / 2, 0)",
        '三档("部分达成", e)',
    ],
)
def test_points_stay_between_zero_and_full(
    run: Runs, source: str, a: Decimal, b: Decimal, each: Decimal, cost: Decimal, full: Decimal
) -> None:
    value = run(source, a=a, b=b, c=each, d=cost, e=full)
    assert isinstance(value.data, Span)
    assert 0 <= value.data.low <= value.data.high <= full
