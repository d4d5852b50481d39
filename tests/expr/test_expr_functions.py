"""Functions: columns, rounding, texts and dates."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from core.facts.values import BLANK, NOT_APPLICABLE, State, Value, failed, known

Runs = Callable[..., Value]
UNREADABLE = Value("七百", State.UNREADABLE, None, "不是规范的数字")


def number(text: str) -> Value:
    return known(Decimal(text))


@pytest.mark.parametrize(
    ("function", "expected"),
    [("合计", "9"), ("平均", "3"), ("最小", "1"), ("最大", "6"), ("个数", "3")],
)
def test_columns_leave_blanks_out(run: Runs, function: str, expected: str) -> None:
    cells = ["2", BLANK, "6", NOT_APPLICABLE, "1"]
    assert run(f"{function}(列)", 列=cells) == number(expected)


@pytest.mark.parametrize("function", ["合计", "平均", "最小", "最大", "个数"])
def test_columns_of_nothing(run: Runs, function: str) -> None:
    assert run(f"{function}(列)") == BLANK
    assert run(f"{function}(列)", 列=[BLANK, BLANK]) == BLANK
    assert run(f"{function}(列)", 列=[BLANK, NOT_APPLICABLE]) == NOT_APPLICABLE


@pytest.mark.parametrize("function", ["合计", "平均", "最小", "最大"])
def test_an_unreadable_cell_makes_a_column_fail(run: Runs, function: str) -> None:
    value = run(f"{function}(项目.列)", 列=["1", UNREADABLE, BLANK])
    assert value == failed("“项目.列”里有无法识别的内容")


def test_an_unreadable_cell_still_counts_as_one(run: Runs) -> None:
    assert run("个数(列)", 列=["1", UNREADABLE, BLANK]) == number("2")
    assert run("个数(文列)", 文列=["甲", "", "乙"]) == number("2")


def test_targets_in_columns(run: Runs) -> None:
    assert run("合计(标列)", 标列=["3个", "不断加强", "≥4个"]) == number("7")
    assert run("个数(标列)", 标列=["3个", "不断加强"]) == number("2")


def test_several_numbers_in_place_of_a_column(run: Runs) -> None:
    assert run("最大(a, b, 0)", a="-1", b="-2") == number("0")
    assert run("合计(a, b, c)", a="1", c="2") == number("3")
    assert run("平均(a, b)", a="1") == number("1")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("取整(2.9)", "2"),
        ("取整(-2.9)", "-2"),
        ("四舍五入(2.345, 2)", "2.35"),
        ("四舍五入(-2.5, 0)", "-3"),
        ("四舍五入(2.344, 2)", "2.34"),
        ("绝对值(-5.0)", "5.0"),
        ("绝对值(a)", "7"),
    ],
)
def test_rounding(run: Runs, source: str, expected: str) -> None:
    assert run(source, a="7") == number(expected)


def test_rounding_to_odd_places_fails(run: Runs) -> None:
    assert run("四舍五入(1, 0.5)").state is State.ERROR
    assert run("四舍五入(1, -1)").state is State.ERROR
    assert run("四舍五入(1, a)") == BLANK


def test_texts(run: Runs) -> None:
    assert run('含(文, "达成")', 文="基本达成") == known(True)
    assert run('含(文, "未")', 文="基本达成") == known(False)
    assert run('含(文, "未")') == BLANK
    assert run("同名(文, 名)", 文="科技 专项（经费）", 名="科技专项经费") == known(True)
    assert run("同名(文, 名)", 文="科技专项经费", 名="公务接待费") == known(False)
    assert run("同名(文, 名)", 文="科技专项经费") == BLANK


def test_dates(run: Runs) -> None:
    assert run("是日期(日)", 日="2024年5月8日") == known(True)
    assert run("是日期(日)", 日="2024年13月8日") == known(False)
    assert run("是日期(文)", 文="2024-05-08") == known(True)
    assert run("是日期(文)", 文="尽快") == known(False)
    assert run("是日期(标)", 标="2024年6月30日前") == known(True)
    assert run("是日期(标)", 标="≥95%") == known(False)
    assert run("是日期(日)") == BLANK
    assert run("月份(日)", 日="2024年12月31日") == number("12")
    assert run("月份(日)") == BLANK
    assert run("月份(日)", 日="2024年13月1日").state is State.ERROR
