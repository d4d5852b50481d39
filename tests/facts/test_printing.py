"""Printing: typed texts as written, computed values in the style of their kind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.printing import exact, show
from core.facts.reading import read
from core.facts.values import (
    BLANK,
    NOT_APPLICABLE,
    Data,
    Kind,
    Span,
    State,
    Target,
    Value,
    failed,
    known,
)
from core.numbers import CONTEXT, ONE

THIRD = CONTEXT.divide(ONE, Decimal(3))


@pytest.mark.parametrize(
    ("raw", "kind", "expected"),
    [
        ("927.00", Kind.MONEY, "927.00"),
        ("1，234.5", Kind.MONEY, "1,234.5"),
        ("１２．５万元", Kind.MONEY, "12.5万元"),
        (" 7,00.0,77 ", Kind.MONEY, "7,00.0,77"),
        ("—", Kind.MONEY, "—"),
        ("85％", Kind.RATIO, "85%"),
        ("34 人", Kind.COUNT, "34 人"),
        ("9.50", Kind.SCORE, "9.50"),
        (" 甲，乙％\r\n丙 ", Kind.TEXT, "甲，乙％\n丙"),
        ("123 4567 8901", Kind.PHONE, "123 4567 8901"),
        ("不低于37家", Kind.TARGET, "不低于37家"),
        ("≥｜95｜%", Kind.TARGET, "≥95%"),
        ("≥｜95%｜%", Kind.TARGET, "≥95%"),
        ("定性｜优｜", Kind.TARGET, "优"),
        ("≥｜｜", Kind.TARGET, "≥"),
        ("2024.05.8", Kind.DATE, "2024年5月8日"),
        ("2024年2月30日", Kind.DATE, "2024年2月30日"),
    ],
)
def test_what_was_typed_is_printed_as_written(raw: str, kind: Kind, expected: str) -> None:
    assert show(read(raw, kind), kind) == expected
    assert show(read(raw, kind), kind, style="0.000") == expected


@given(st.text(), st.sampled_from(Kind))
def test_printing_never_raises(raw: str, kind: Kind) -> None:
    value = read(raw, kind)
    assert show(value, kind, empty="·") == "·" or value.state is not State.BLANK
    assert exact(value) or value.state is State.READ


def test_blank_and_what_could_not_be_computed() -> None:
    assert show(BLANK, Kind.MONEY) == ""
    assert show(Value("  ", State.BLANK), Kind.MONEY, empty="无") == "无"
    assert show(NOT_APPLICABLE, Kind.RATIO, empty="无") == ""
    assert show(failed("除数是零"), Kind.RATIO, empty="无") == ""


@pytest.mark.parametrize(
    ("data", "kind", "style", "expected"),
    [
        (Decimal("1774.1849"), Kind.MONEY, "", "1774.18"),
        (Decimal("0.005"), Kind.MONEY, "", "0.01"),
        (Decimal("7"), Kind.MONEY, "", "7.00"),
        (Decimal("-0.001"), Kind.MONEY, "", "0.00"),
        (Decimal("41.00"), Kind.COUNT, "", "41"),
        (Decimal("4E+4"), Kind.COUNT, "", "40000"),
        (Decimal("120.50"), Kind.NUMBER, "", "120.5"),
        (THIRD, Kind.NUMBER, "", "0.3333"),
        (THIRD, Kind.COUNT, "", "0.3333"),
        (THIRD, Kind.RATIO, "", "33.33%"),
        (THIRD, Kind.RATIO, "0%", "33%"),
        (Decimal("0.96204"), Kind.RATIO, "0%", "96%"),
        (Decimal("0.96205"), Kind.RATIO, "0.00%", "96.21%"),
        (Decimal("1"), Kind.RATIO, "", "100.00%"),
        (Decimal("0.8525"), Kind.RATIO, "0.00", "0.85"),
        (Decimal("10.00"), Kind.SCORE, "", "10"),
        (Decimal("9.50"), Kind.SCORE, "", "9.5"),
        (Decimal("9.615"), Kind.SCORE, "", "9.62"),
        (Decimal("9.615"), Kind.SCORE, "0.0", "9.6"),
        (Decimal("9.5"), Kind.SCORE, "0", "10"),
        (Decimal("7.5"), Kind.MONEY, "没有这种样式", "7.50"),
        ("优秀", Kind.TEXT, "", "优秀"),
        (True, Kind.TEXT, "", "是"),
        (False, Kind.TEXT, "", "否"),
        (dt.date(2025, 4, 10), Kind.DATE, "", "2025年4月10日"),
        (Span(Decimal("3.0"), Decimal("3")), Kind.SCORE, "", "3"),
        (Span(Decimal("2"), Decimal("3.50")), Kind.SCORE, "", "2—3.5"),
        (Target("≥", Decimal("95"), "%"), Kind.TARGET, "", "≥95%"),
        (Target(words="优", nature="定性"), Kind.TARGET, "", "优"),
    ],
)
def test_computed_values(data: Data, kind: Kind, style: str, expected: str) -> None:
    assert show(known(data), kind, style=style) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("2025年4月10日", "2024年5月8日"),
        ("2025-04-10", "2024-05-08"),
        ("2025.4.10", "2024.5.8"),
        ("2025.04.10", "2024.05.08"),
        ("2025年04月10日", "2024年05月08日"),
        ("2025 年 4 月 10 日", "2024 年 5 月 8 日"),
        ("没有这种样式", "2024年5月8日"),
    ],
)
def test_dates_follow_the_example(style: str, expected: str) -> None:
    assert show(read("2024-5-8", Kind.DATE), Kind.DATE, date_style=style) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (read("927.00", Kind.MONEY), "927.00"),
        (read("４亿元", Kind.MONEY), "40000"),
        (read("85%", Kind.RATIO), "0.85"),
        (known(THIRD), "0.333333"),
        (known(CONTEXT.divide(Decimal("0.50000004"), ONE)), "0.5"),
        (known(Decimal("-0.00")), "0.00"),
        (BLANK, "空"),
        (NOT_APPLICABLE, "不适用"),
        (read("无", Kind.MONEY), "不适用"),
        (read("7,00.0,77", Kind.MONEY), "“7,00.0,77”"),
        (failed("除数是零"), "无法计算"),
        (read("不低于37家", Kind.TARGET), "≥37家"),
        (read("2024.5.8", Kind.DATE), "2024年5月8日"),
        (known("优"), "“优”"),
        (known(True), "是"),
        (known(Span(Decimal("1"), THIRD)), "1—0.333333"),
    ],
)
def test_exact_values_inside_formulas(value: Value, expected: str) -> None:
    assert exact(value) == expected
