"""Targets: direction, attainment, words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.reading import read
from core.facts.values import Kind, Target
from core.scoring.targets import Way, Word, attainment, is_late, is_nothing, word_of


def target(text: str) -> Target:
    """An indicator's value as it is read from a cell."""
    data = read(text, Kind.TARGET).data
    assert isinstance(data, Target)
    return data


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        ("≥5", "培训场次", "数量指标", Way.UP),
        ("5", "培训场次", "数量指标", Way.UP),
        ("≤5", "培训场次", "数量指标", Way.DOWN),
        ("509", "509万元", "成本指标\n经济成本指标", Way.DOWN),
        ("≥9", "成本节约额", "成本指标", Way.UP),
        ("5%", "成本节约率", "成本指标", Way.UP),
        ("9%", "预算执行率", "成本指标", Way.UNCLEAR),
        ("100%", "公用经费控制率", "产出指标\n数量指标", Way.DOWN),
        ("100%", "“三公经费”控制率", "数量指标", Way.DOWN),
        ("90%", "病虫害控制率", "质量指标", Way.UP),
        ("3起", "安全生产事故", "社会效益指标", Way.DOWN),
        ("9件", "投诉处理", "社会效益指标", Way.UNCLEAR),
        ("0起", "群体性事件", "社会效益指标", Way.DOWN),
        ("0个", "新增试点", "数量指标", Way.UNCLEAR),
        ("30天", "办理时间", "时效指标", Way.UNCLEAR),
        ("5%", "能耗降低", "生态效益指标", Way.UNCLEAR),
        ("5万元", "公务接待费", "数量指标", Way.UNCLEAR),
        ("3亿元", "工业税收", "经济效益指标", Way.UP),
    ],
)
def test_direction(text: str, name: str, kind: str, expected: Way) -> None:
    actual = target("1" + target(text).unit)
    done = attainment(target(text), actual, name, kind)
    assert done is not None
    assert done.way is expected


@pytest.mark.parametrize(
    ("wanted", "got", "rate"),
    [
        ("不低于5家", "3", "0.6"),
        ("≤1000元", "0.08万元", "1"),
        ("≤1000元", "0.2万元", "0.5"),
        ("≤0起", "0起", "1"),
        ("≤0起", "2起", "0"),
        ("≥0家", "2家", "1"),
        ("≥2家", "3家", "1.5"),
    ],
)
def test_rate(wanted: str, got: str, rate: str) -> None:
    done = attainment(target(wanted), target(got), "事项", "数量指标")
    assert done is not None
    assert done.rate == Decimal(rate)
    assert done.met == (Decimal(rate) >= 1)


def test_conditions_and_words_are_not_measured() -> None:
    for wanted, got in (("≥95%", "≥95%"), ("增强", "增强"), ("≥5家", "-3家"), ("5家", "完成")):
        assert attainment(target(wanted), target(got), "事项", "数量指标") is None


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2), st.sampled_from("≥≤"))
def test_met_is_what_the_sign_says(wanted: Decimal, got: Decimal, sign: str) -> None:
    done = attainment(target(f"{sign}{wanted}家"), target(f"{got}家"), "事项", "数量指标")
    assert done is not None
    assert done.met == (got >= wanted if sign == "≥" else got <= wanted)
    assert done.rate >= 0


@pytest.mark.parametrize(
    ("wanted", "got", "word"),
    [
        ("不断加强", "不断加强", Word.MET),
        ("按期完成", "已按期完成", Word.MET),
        ("按期完成", "未完成", Word.UNMET),
        ("按期完成", "部分完成", Word.PARTLY),
        ("完成改造", "因征地滞后，未能开工", Word.UNMET),
        ("不发生逾期", "无逾期", None),
        ("杜绝延期", "没有延期", None),
        ("提升服务能力", "明显提升", None),
        ("≥全省平均水平", "≥全省平均水平", None),
    ],
)
def test_words(wanted: str, got: str, word: Word | None) -> None:
    assert word_of(target(wanted), target(got)) is word


def test_time_limits() -> None:
    assert is_late(target("2024年6月底前"), target("2024年7月3日")) is True
    assert is_late(target("2024年12月底前"), target("2024年12月31日")) is False
    assert is_late(target("2024年内"), target("已完成")) is None


def test_nothing() -> None:
    assert all(map(is_nothing, ("", "无", " — ", "/", "不适用")))
    assert not any(map(is_nothing, ("无事故", "0", "无偏差，按计划完成")))
