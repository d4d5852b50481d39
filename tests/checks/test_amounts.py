"""Figures that cannot be right by themselves: negative, not whole, in the wrong unit."""

from __future__ import annotations

from typing import Any

import pytest

from core.checks.finding import Severity
from core.document.document import Document
from tests.support_rules import cells, package, said

TAOJIANG, ZHIJIANG, NATIONAL = "hunan-taojiang", "hunan-zhijiang", "national"


def unit(**facts: Any) -> Document:
    """A unit with figures."""
    return package(TAOJIANG, facts=facts)


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("办公经费", {"决算": -5.2}, True),
        ("在职人数", -3, True),
        ("基本支出预算调整", {"决算": -5.2}, False),
        ("办公经费", {"决算": 0}, False),
    ],
)
def test_negative_figures(name: str, value: object, found: bool) -> None:
    document = unit(**{name: value})
    assert [f.severity for f in said(document, "B12.负数")] == [Severity.ERROR] * found


def test_negative_money_of_projects() -> None:
    lines = [{"项目名称": "甲", "支出": {"决算": -3}}]
    assert said(package(ZHIJIANG, 2023, rows={"项目清单": lines}), "B12.项目清单负数")
    sources = [{"来源": "其他资金", "金额": {"决算": -3}}]
    rows = {"项目": [{"项目名称": "甲", "资金来源": sources}]}
    document = package(NATIONAL, rows=rows)
    (finding,) = said(document, "B12.项目金额负数")
    document.apply(finding.remedies[0].edit)
    assert not said(document, "B12.项目金额负数")


def test_heads_are_whole_and_within_posts() -> None:
    assert said(unit(在职人数="40.5"), "B13.人数不是整数")
    assert not said(unit(在职人数=40), "B13.人数不是整数")
    (finding,) = said(unit(编制数=18, 在职人数=20), "B14.超编")
    assert finding.severity is Severity.WARNING
    assert not said(unit(编制数=42, 在职人数=40), "B14.超编")


def test_an_amount_in_yuan_beside_its_neighbours() -> None:
    document = unit(公用经费={"上年决算": 75.18, "决算": 640500})
    (finding,) = said(document, "B15.金额像是元")
    assert finding.severity is Severity.WARNING
    assert cells(document, finding) == ["基础数据表:公用经费@决算"]
    document.apply(finding.remedies[0].edit)
    assert document.snapshot.value(finding.cells[0].ref).number is not None
    assert not said(document, "B15.金额像是元")


def test_a_whole_line_in_yuan_beside_the_total() -> None:
    facts = {
        "年度资金总额": {"年初预算": 500, "全年预算": 520, "决算": 520},
        "公用经费": {"上年决算": 751800, "决算": 640500},
    }
    assert len(said(unit(**facts), "B15.金额像是元")) == 2


@pytest.mark.parametrize(
    ("last", "now"), [(3.5, 1150.01), (0, 927), (None, 640500), (0.02, 300), (12, 999)]
)
def test_real_growth_is_left_alone(last: object, now: object) -> None:
    document = unit(项目支出={"上年决算": last, "决算": now})
    assert not said(document, "B15.金额像是元")


def test_a_county_that_counts_in_yuan_is_left_alone() -> None:
    facts = {"公用经费": {"上年决算": 75.18, "决算": 640500}}
    document = package(TAOJIANG, facts=facts, settings={"金额单位": "元"})
    assert not said(document, "B15.金额像是元")


def test_a_project_in_yuan() -> None:
    money = {"年初预算": 50, "全年预算": 500000, "决算": 50}
    rows = {"项目": [{"项目名称": "甲", "年度资金总额": money}]}
    document = package(NATIONAL, rows=rows)
    (finding,) = said(document, "B15.项目金额像是元")
    assert finding.expected == "50"
