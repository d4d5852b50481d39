"""Texts: tidying, suggestions and the loose comparison of names."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import halfwidth, likeness, loose, nearest, suggest, tidy

# Project names as counties write them: all different, full of the same common words.
PROJECTS = [
    "创新型省份建设专项资金",
    "科学成果转化与扩散资金",
    "自供区电费补偿",
    "无电户低压改造项目",
    "企业发展专项奖励资金",
    "行政运行工作经费",
    "科技三项经费",
    "经信科技专项业务经费",
    "死亡一次性抚恤金",
    "“三区”科技人才支持经费",
    "国际陆港工作经费",
    "规上企业经济运行咨询费",
    "电子商务进农村师范项目",
]


def test_tidy_strips_ends_and_unifies_line_ends() -> None:
    assert tidy("\ufeff\u3000 甲\u3000乙 \u200b\u00a0\n") == "甲\u3000乙"
    assert tidy("一\r\n二\r三\x0b四\u2028五") == "一\n二\n三\n四\n五"
    assert tidy(" \u200b\u3000\ufeff ") == ""


def test_tidy_leaves_chinese_punctuation_alone() -> None:
    assert tidy("（甲），乙：丙。") == "（甲），乙：丙。"


@given(st.text())
def test_tidy_is_done_after_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert once.strip() == once


def test_halfwidth_changes_ascii_only() -> None:
    assert halfwidth("Ａ１２．５％（）　甲。、“”") == "A12.5%() 甲。、“”"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("1、业务工作经费", "业务工作经费"),
        ("（一）人员经费", "人员经费"),
        ("(十二)人员经费", "人员经费"),
        ("14.电费", "电费"),
        ("１４．电费", "电费"),
        ("一、部门基本支出", "部门基本支出"),
        ("（一）1、人员", "人员"),
        ("①人员", "人员"),
        ("1)人员", "人员"),
        ("3.4 人员", "人员"),
        ("“三公”经费", "三公经费"),
        ("《办法》 （试 行）", "办法试行"),
        ("R&D支出", "rd支出"),
        ("1.5万亩农田", "1.5万亩农田"),
        ("5G基站", "5g基站"),
        ("2023年项目", "2023年项目"),
        ("三公经费", "三公经费"),
        ("（一）", "一"),
        ("①", "①"),
        ("—", ""),
    ],
)
def test_loose_keys(name: str, key: str) -> None:
    assert loose(name) == key


@given(st.text(alphabet="1259一二十、.（）()①“” 甲乙A%－　\x00", max_size=12))
def test_a_loose_key_is_its_own_key(name: str) -> None:
    assert loose(loose(name)) == loose(name)


def test_likeness_of_names_that_mean_the_same() -> None:
    assert likeness("电子商务进农村师范项目", "全国电子商务进农村示范项目") >= 70
    assert likeness("创新型省份建设专项资金", "创新型省份建设资金") >= 80
    assert likeness("1、“三公”经费", "三公 经费") == 100


@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(PROJECTS, 2)))
def test_different_projects_are_not_alike(a: str, b: str) -> None:
    assert likeness(a, b) < 60


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("", "", 0), ("甲", "", 0), ("—", "甲", 0), ("甲", "乙", 0), ("甲", "甲", 100)],
)
def test_likeness_at_the_ends(a: str, b: str, expected: int) -> None:
    assert likeness(a, b) == expected


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_symmetric_and_only_loosely_equal_names_reach_100(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 100
    assert (likeness(a, b) == 100) == (loose(a) == loose(b) != "")


def test_nearest_puts_the_best_first() -> None:
    known = ["项目支出", "公用经费", "三公经费", "基本支出"]
    assert nearest("公用径费", known)[0] == "公用经费"
    assert nearest("三公", known) == ["三公经费"]
    assert nearest("天气", known) == []
    assert nearest("colums", ["columns", "columns", "rows"]) == ["columns"]
    assert len(nearest("支出", [f"支出{n}" for n in range(9)], limit=2)) == 2
    assert nearest("", ["甲"]) == []


def test_nearest_of_a_very_long_word_among_many() -> None:
    known = [f"概念{n}" for n in range(2000)]
    assert nearest("概念" * 5000, known) == []
    assert nearest("概念1999", known)[0] == "概念1999"


def test_suggest_is_a_question_or_nothing() -> None:
    assert suggest("公用径费", ["公用经费"]) == "您要写的是不是“公用经费”？"
    assert suggest("支出a", ["支出b", "支出c"]) == "您要写的是不是“支出b”或“支出c”？"
    assert suggest("支出a", ["支出b", "支出c", "支出d"]) == (
        "您要写的是不是“支出b”、“支出c”或“支出d”？"
    )
    assert suggest("天气", ["公用经费"]) == ""
