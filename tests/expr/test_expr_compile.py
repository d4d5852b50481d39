"""Compiling: static types, what is read, and how blanks pass through the operators."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from core.expr.compile import Compiled
from core.expr.errors import ExprError
from core.expr.scope import Read, Type
from core.facts.values import (
    BLANK,
    NOT_APPLICABLE,
    Span,
    State,
    Target,
    Value,
    failed,
    known,
)

Runs = Callable[..., Value]
Refuses = Callable[[str], ExprError]

UNREADABLE = Value("7,00.0,77", State.UNREADABLE, None, "不是规范的数字")


def number(text: str) -> Value:
    return known(Decimal(text))


def test_what_is_read_is_listed_once_and_in_order(compiled: Callable[[str], Compiled]) -> None:
    result = compiled("b + a@决算 + b + 合计(项目.列)")
    assert result.reads == (Read("", "b"), Read("", "a", "决算"), Read("列", "列"))
    assert result.places == {0: Read("", "b"), 4: Read("", "a", "决算"), 11: Read("", "b")} | {
        18: Read("列", "列")
    }
    assert result.types[18] is Type.NUMBERS
    assert result.type is Type.NUMBER


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a + b * c", "7"),
        ("(a + b) * c", "9"),
        ("-a + b", "1"),
        ("a - b - c", "-4"),
        ("b / a", "2"),
        ("100% - 5%", "0.95"),
    ],
)
def test_arithmetic(run: Runs, source: str, expected: str) -> None:
    value = run(source, a="1", b="2", c="3")
    assert value.state is State.READ
    assert value.number == Decimal(expected)


def test_sums_are_exact(run: Runs) -> None:
    assert run("a + b", a="0.1", b="0.2") == number("0.3")
    assert run("a + b", a="927.00", b="0.0") == number("927.00")


@pytest.mark.parametrize(
    ("source", "given", "expected"),
    [
        ("a + b", {}, BLANK),
        ("a + b", {"a": "3"}, number("3")),
        ("b + a", {"a": "3"}, number("3")),
        ("a + b", {"a": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("a + b", {"a": NOT_APPLICABLE, "b": "2"}, number("2")),
        ("a - b", {"a": "3"}, BLANK),
        ("a * b", {"b": "3"}, BLANK),
        ("a / b", {"a": "3"}, BLANK),
        ("-a", {}, BLANK),
        ("-a", {"a": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("a - b", {"a": "3", "b": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("a - b", {"b": NOT_APPLICABLE}, BLANK),
        ("a / b", {"a": "0", "b": "0"}, NOT_APPLICABLE),
        ("a / b", {"a": "1", "b": "0.00"}, failed("除数为零")),
        ("a + b", {"a": UNREADABLE}, failed("“a”里有无法识别的内容")),
        ("a - b", {"b": UNREADABLE}, failed("“b”里有无法识别的内容")),
        ("a + b", {"a": failed("除数为零"), "b": UNREADABLE}, failed("除数为零")),
        ("a < b", {"a": "1"}, BLANK),
        ("a = b", {"a": "1", "b": NOT_APPLICABLE}, NOT_APPLICABLE),
        ("a = b", {"a": "1", "b": "1.00"}, known(True)),
        ("a", {}, BLANK),
        ("a", {"a": UNREADABLE}, failed("“a”里有无法识别的内容")),
        ("空则(a, b, 0)", {}, number("0")),
        ("空则(a, b, 0)", {"b": "7"}, number("7")),
        ("空则(a, b)", {"a": NOT_APPLICABLE, "b": "7"}, NOT_APPLICABLE),
        ("空则(a, b)", {}, BLANK),
        ("若(a > 0, b, c)", {"a": "1", "b": "5", "c": UNREADABLE}, number("5")),
        ("若(a > 0, b, c)", {"a": "0", "c": "6"}, number("6")),
        ("若(a > 0, b, c)", {"b": "5", "c": "6"}, BLANK),
        ("若(a > 0, 1 / 0, c)", {"a": "0", "c": "6"}, number("6")),
    ],
)
def test_blanks_and_failures(
    run: Runs, source: str, given: dict[str, object], expected: Value
) -> None:
    assert run(source, **given) == expected


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, known(True), known(True)),
        (True, False, known(False), known(True)),
        (False, False, known(False), known(False)),
        (True, BLANK, BLANK, known(True)),
        (False, BLANK, known(False), BLANK),
        (BLANK, BLANK, BLANK, BLANK),
        (False, failed("坏"), known(False), failed("坏")),
        (True, failed("坏"), failed("坏"), known(True)),
    ],
)
def test_three_valued_logic_in_either_order(
    run: Runs, left: object, right: object, both: Value, either: Value
) -> None:
    for first, second in ((left, right), (right, left)):
        assert run("对 且 错", 对=first, 错=second) == both
        assert run("对 或 错", 对=first, 错=second) == either


def test_not(run: Runs) -> None:
    assert run("非 对", 对=True) == known(False)
    assert run("非 对") == BLANK
    assert run("非 a = b", a=1, b=2) == known(True)


def test_texts_are_compared_tidied(run: Runs) -> None:
    assert run('文 = "达成"', 文=" 达成\u3000") == known(True)
    assert run("文 <> 名", 文="甲", 名="乙") == known(True)
    assert run('文 = "达成"') == BLANK


def test_comparing_with_an_empty_text_asks_for_blank(run: Runs) -> None:
    assert run('文 = ""') == known(True)
    assert run('"" = 文', 文="  ") == known(True)
    assert run('文 <> ""', 文="好") == known(True)
    assert run('a = ""') == known(True)
    assert run('a = ""', a=UNREADABLE) == known(False)
    assert run('a = ""', a=NOT_APPLICABLE) == known(False)
    assert run('a = ""', a=failed("除数为零")) == failed("除数为零")


def test_targets_are_numbers_or_texts_as_needed(run: Runs) -> None:
    assert run("实 / 标", 实="30家", 标="不低于40家") == number("0.75")
    assert run("实 >= 标", 实="37家", 标="≥37家") == known(True)
    assert run("标 = 95", 标="≥95%") == known(True)
    assert run('标 = "≥95%"', 标="≥95%") == known(True)
    assert run("实 = 标", 实="逐步提升", 标=" 逐步提升") == known(True)
    assert run("标 + a", 标="不断加强", a="1") == number("1")
    assert run("标 * a", 标="不断加强", a="1") == NOT_APPLICABLE
    assert run("若(a > 0, 标, 5)", a="1", 标="≥95%") == number("95")
    assert run('含(标, "家")', 标=known(Target("≥", Decimal(5), "家"))) == known(True)


def test_dates_are_compared(run: Runs) -> None:
    assert run("日 < 日", 日="2024-05-08") == known(False)
    assert run("月份(日)", 日="2024-05-08") == number("5")


def test_a_computed_value_has_no_text_of_its_own(run: Runs) -> None:
    assert run("a", a=Value("５０００元", State.READ, Decimal("0.5"))) == number("0.5")
    assert run("a", a=Value("无", State.NOT_APPLICABLE)) == NOT_APPLICABLE


def test_a_value_of_the_wrong_sort_fails_instead_of_breaking(run: Runs) -> None:
    assert run("a + 1", a=known("文字")).state is State.ERROR
    assert run("a + 1", a=known(Decimal("NaN"))).state is State.ERROR
    assert run("a + 1", a=known(Decimal("Infinity"))).state is State.ERROR


def test_numbers_beyond_all_bounds_fail(run: Runs) -> None:
    assert run("a * a", a=known(Decimal("1E+600000"))) == failed("数值过大")
    assert run("四舍五入(a, 2)", a=known(Decimal("1E+600000"))) == failed("数值过大")


def test_spans_add_up(run: Runs) -> None:
    span = known(Span(Decimal(3), Decimal(5)))
    assert run("段 + a", 段=span, a="2") == known(Span(Decimal(5), Decimal(7)))
    assert run("a + 段", 段=span) == span
    assert run("段 + 段", 段=span) == known(Span(Decimal(6), Decimal(10)))
    assert run("若(a > 1, 段, 0)", a="1", 段=span) == known(Span(Decimal(0), Decimal(0)))


@pytest.mark.parametrize(
    ("source", "pos", "says"),
    [
        ("丙", 0, "没有“丙”"),
        ("a + 文", 4, "“+”后面要写数，“文”却是文字"),
        ("文 * a", 0, "“×”前面要写数"),
        ("-文", 1, "负号后面"),
        ("a + 列", 4, "一列数"),
        ("列", 0, "算式要一个值"),
        ("文列", 0, "一列文字"),
        ("a + 档", 4, "档次表"),
        ("档", 0, "档次表"),
        ("a 且 对", 0, "条件"),
        ("非 a", 2, "条件"),
        ("a = 文", 4, "要写数（与前面的一样）"),
        ("文 < 名", 2, "文字不能用“<”比较"),
        ("对 < 错", 2, "不能用“<”比较"),
        ("段 * 2", 0, "得分区间"),
        ("-段", 1, "得分区间"),
        ("日 + 1", 0, "日期"),
        ("若(a, b, c)", 2, "若(…)的第1项"),
        ("若(对, a, 文)", 8, "若(…)的第3项要写数"),
        ("空则(a, 对)", 6, "空则(…)的第2项"),
        ("合计(a)", 3, "只有一个值"),
        ("合计(文列)", 3, "要一列数"),
        ("合计(a, 列)", 6, "一列数"),
        ("个数(a)", 3, "要写一列"),
        ("比例(a, b)", 0, "写了2项"),
        ("取整()", 0, "写了0项"),
        ("含(a, 文)", 2, "含(…)的第1项要写文字"),
        ("月份(文)", 3, "日期"),
        ("是日期(a)", 4, "日期或文字"),
        ("等级(a, b)", 6, "档次表"),
        ("超扣(a, 1, 0, 1, 5)", 9, "大于零"),
        ("分档(a, b, 1, 0)", 6, "要直接写数"),
        ("分档(a, 1, 1, 2, 2)", 0, "成对"),
        ("分档(a, 1, 5, 2, 4, 2, 3, 0)", 18, "依次"),
        ("分档(a, 3, 5, 2, 4, 4, 3, 0)", 18, "依次"),
    ],
)
def test_type_mistakes_are_told_when_compiling(
    refused: Refuses, source: str, pos: int, says: str
) -> None:
    error = refused(source)
    assert says in error.says
    assert error.pos == pos
