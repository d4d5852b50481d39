"""Figures inside words: what they are taken for, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.facts.reading import read
from core.facts.values import Kind, Target
from core.scoring.phrases import moment_of, phrase_of, share_of
from core.scoring.targets import Way, Word, attainment, is_late, word_of


def target(text: str) -> Target:
    data = read(text, Kind.TARGET).data
    assert isinstance(data, Target)
    return data


def rate(wanted: str, got: str, name: str) -> Decimal | None:
    done = attainment(target(wanted), target(got), name, "")
    return None if done is None or done.way is Way.UNCLEAR else done.rate


@pytest.mark.parametrize(
    ("wanted", "got", "name", "expected"),
    [
        ("较上年提高2个百分点", "提高0.6个百分点", "整改率", "0.3"),
        ("增长5%左右", "4.8%", "产值增长", "1"),
        ("增长5%", "下降2%", "产值增长", "0"),
        ("3-5项", "2项", "新技术", "0.66667"),
        ("1-3家", "5家", "引进企业", "1"),
        ("1-2起", "4起", "安全事故", "0.5"),
        ("3/3", "2/3", "完成任务", "0.66667"),
        ("100%", "3/4", "完成率", "0.75"),
        ("100人次", "约80人次", "培训人次", "0.8"),
        ("≥90%（含）", "81%", "满意度", "0.9"),
        ("下降3%", "下降3.2%", "能耗", "1"),
        ("提高2个百分点", "96%", "合格率", None),  # a change beside a level
        ("增长不超过3%", "下降1%", "支出", None),
        ("≥90%", "80%-85%", "满意度", None),
    ],
)
def test_rate(wanted: str, got: str, name: str, expected: str | None) -> None:
    found = rate(wanted, got, name)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert abs(found - Decimal(expected)) < Decimal("0.0001")


@pytest.mark.parametrize(
    ("wanted", "got", "expected"),
    [
        ("10月底前", "12月15日", True),
        ("12月底前", "已于11月完成", False),
        ("2024年12月底前", "2025年1月", True),
        ("2024年12月15日前", "2024年12月", False),  # some day of December
        ("2024年9月底", "9月30日", False),
        ("每月10日前", "每月15日", None),
        ("6个月", "8个月", None),
        ("11.5", "12.6", None),
    ],
)
def test_late(wanted: str, got: str, expected: bool | None) -> None:
    assert is_late(target(wanted), target(got)) is expected


@pytest.mark.parametrize(
    ("wanted", "got", "expected"),
    [
        ("0起", "未发生", Word.MET),
        ("不发生", "发生2起", Word.UNMET),
        ("零事故", "1起", Word.UNMET),
        ("100%", "全部合格", Word.MET),
        ("及时", "未及时拨付", Word.UNMET),
        ("及时", "无不及时情况", None),
        ("不断提升", "12次", None),
        ("无缝衔接", "3次", None),
    ],
)
def test_words(wanted: str, got: str, expected: Word | None) -> None:
    assert word_of(target(wanted), target(got)) is expected


@pytest.mark.parametrize("text", ["各项工作", "2024年", "3月至5月", "5/3", "提高"])
def test_left_alone(text: str) -> None:
    assert phrase_of(text) is None and share_of(text) is None
    assert moment_of(text) is None
