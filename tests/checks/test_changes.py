"""Large changes without a reason: budgets within the year, spending, last year."""

from __future__ import annotations

from typing import Any

import pytest

from core.checks.finding import Severity
from core.document.document import Document
from tests.support_rules import cells, package, said

TAOJIANG, HENGYANG, NATIONAL = "hunan-taojiang", "hunan-hengyangxian", "national"
WITHIN_YEAR, SPENDING = "O24.年初与全年预算相差大", "B10.预算与决算相差大"
THREE, LAST_YEAR, TWO_FORMS = "B10.三公超预算", "B11.比上年变动大", "X10.两张表的预算不一致"
DUE = {"一级指标": "产出指标", "二级指标": "时效指标", "三级指标": "支付进度"}


def unit(pack: str = TAOJIANG, **facts: Any) -> Document:
    """A unit with money."""
    return package(pack, 2024 if pack == TAOJIANG else 2021, facts=facts)


def budget(initial: object, full: object) -> dict[str, Any]:
    """年度资金总额 of a unit."""
    return {"年度资金总额": {"年初预算": initial, "全年预算": full}}


@pytest.mark.parametrize(
    ("initial", "full", "found"),
    [
        (559.97, 1774.18, True),
        (500, 650, False),
        (500, 651, True),
        (500, 300, True),
        (0, 300, True),
        (1.2, 2, False),  # less than one 万元
        (500, None, False),
        (None, 500, False),
    ],
)
def test_the_budget_within_the_year(initial: object, full: object, found: bool) -> None:
    assert bool(said(unit(**budget(initial, full)), WITHIN_YEAR)) is found


def test_the_limit_is_the_county_s() -> None:
    facts = budget(500, 700)
    assert said(package(TAOJIANG, facts=facts), WITHIN_YEAR)
    assert not said(package(TAOJIANG, facts=facts, settings={"大额变动": "50%"}), WITHIN_YEAR)


def test_small_money_is_counted_in_the_county_s_unit() -> None:
    facts = budget(12000, 20000)
    document = package(TAOJIANG, facts=facts, settings={"金额单位": "元"})
    assert not said(document, WITHIN_YEAR)


def test_a_reason_in_a_row_settles_it() -> None:
    for text, found in (("年中追加了专项经费", False), ("无", True), ("天气", True)):
        rows = {"绩效指标": [{**DUE, "偏差原因": text}]}
        document = package(TAOJIANG, facts=budget(500, 900), rows=rows)
        assert bool(said(document, WITHIN_YEAR)) is found


def test_a_cut_is_a_hint() -> None:
    (finding,) = said(unit(**budget(500, 440)), "O31.全年预算小于年初预算")
    assert finding.severity is Severity.INFO
    assert not said(unit(**budget(500, 480)), "O31.全年预算小于年初预算")
    large = unit(**budget(500, 300))
    assert not said(large, "O31.全年预算小于年初预算") and said(large, WITHIN_YEAR)


@pytest.mark.parametrize(("initial", "found"), [(50, True), (80, False), (0, False)])
def test_a_project_s_budget(initial: object, found: bool) -> None:
    money = {"年初预算": initial, "全年预算": 90}
    rows = {"项目": [{"项目名称": "甲", "年度资金总额": money}]}
    assert bool(said(package(NATIONAL, rows=rows), "P7.年初与全年预算相差大")) is found


# ---------------------------------------------------------------- spending


@pytest.mark.parametrize(
    ("name", "planned", "spent", "found"),
    [
        ("基本支出", 393.01, 564.62, True),
        ("项目支出", 160, 396.82, True),
        ("项目支出", 0, 1150.01, True),
        ("项目支出", 160, 60, True),
        ("项目支出", 160, 150, False),
        ("政府采购金额", 26, 3, True),
        ("政府采购金额", None, 3, False),
        ("政府采购金额", 0, 0.5, False),
    ],
)
def test_spending_beside_its_budget(name: str, planned: object, spent: object, found: bool) -> None:
    document = unit(HENGYANG, **{name: {"年初预算": planned, "决算": spent}})
    assert [f.severity for f in said(document, SPENDING)] == [Severity.WARNING] * found


def test_saving_running_costs_needs_no_reason() -> None:
    assert not said(unit(公用经费={"年初预算": 75, "决算": 40}), SPENDING)
    assert said(unit(公用经费={"年初预算": 75, "决算": 110}), SPENDING)


def test_a_reason_must_speak_of_purchases() -> None:
    for text, found in (("追加专项经费", True), ("采购计划推迟", False)):
        facts = {"政府采购金额": {"年初预算": 26, "决算": 3}, "偏差及原因": text}
        assert bool(said(package(HENGYANG, 2021, facts=facts), SPENDING)) is found


def test_three_over_its_budget() -> None:
    assert said(unit(三公经费={"年初预算": 5, "决算": 5.2}), THREE)
    assert not said(unit(三公经费={"年初预算": 9.95, "决算": 5.59}), THREE)
    parts = unit(公务接待费={"年初预算": 2, "决算": 2.5})
    assert len(said(parts, THREE)) == 1  # the computed total, not the part again


def test_a_total_that_is_a_slip_is_not_told_twice() -> None:
    """1.08 beside 2.31 + 8.46 is reported as a wrong sum; by its parts nothing is over."""
    document = unit(
        三公经费={"年初预算": 1.08, "决算": 2.85},
        公务用车购置和维护经费={"年初预算": 2.31, "决算": 1.36},
        公务接待费={"年初预算": 8.46, "决算": 1.49},
    )
    assert said(document, "B2.三公组成")
    assert not said(document, THREE)


# ---------------------------------------------------------------- two forms, two years


def test_a_county_without_initial_total() -> None:
    parts = {"基本支出": {"年初预算": 393.01}, "项目支出": {"年初预算": 160}}
    far = unit(HENGYANG, 年度资金总额={"全年预算": 999.38}, **parts)
    (finding,) = said(far, TWO_FORMS)
    assert finding.severity is Severity.WARNING
    assert cells(far, finding)[0] == "整体自评表:年度资金总额@全年预算"
    assert not said(unit(HENGYANG, 年度资金总额={"全年预算": 600}, **parts), TWO_FORMS)
    assert not said(unit(HENGYANG, **parts), TWO_FORMS)


def test_last_year_is_one_hint() -> None:
    document = unit(
        三公经费={"上年决算": 5, "决算": 6},
        政府采购金额={"上年决算": 26.65, "决算": 3.07},
        公用经费={"上年决算": 75.18, "决算": 64.05},
    )
    (finding,) = said(document, LAST_YEAR)
    assert finding.severity is Severity.INFO and len(finding.cells) == 4
    assert not said(unit(三公经费={"上年决算": 5.5, "决算": 5.53}), LAST_YEAR)
    assert not said(unit(三公经费={"上年决算": 9.95, "决算": 5.59}), LAST_YEAR)
