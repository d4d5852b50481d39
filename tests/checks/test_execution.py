"""The execution row: points by the county's way, weight, low rates, spending over budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.execution import BANDS, PASS_MARK, PROPORTION, points
from core.checks.finding import Severity
from core.document.document import Document
from tests.support_rules import cells, package, said

TAOJIANG, NATIONAL, ZHIJIANG = "hunan-taojiang", "national", "hunan-zhijiang"


def unit(spent: object, score: object = None, pack: str = TAOJIANG, **more: Any) -> Document:
    """A unit with a full-year budget of 100."""
    facts: dict[str, Any] = {"年度资金总额": {"年初预算": 100, "全年预算": 100, "决算": spent}}
    facts |= {"执行率得分": score} if score is not None else {}
    settings = more.pop("settings", {})
    return package(pack, facts={**facts, **more}, settings=settings)


def project(spent: object, pack: str = NATIONAL, **more: Any) -> Document:
    """One project with a full-year budget of 50."""
    money = {"年初预算": 50, "全年预算": 50, "决算": spent}
    if pack == ZHIJIANG:
        del money["年初预算"]
    return package(pack, rows={"项目": [{"项目名称": "甲项目", "年度资金总额": money, **more}]})


# ---------------------------------------------------------------- points


@pytest.mark.parametrize(
    ("spent", "score"),
    [
        (100, 10),
        (96.2, 9.62),
        (96.2, 10),  # within the county's slack
        (96.2, 9.1),
        (96.2, 7),  # by bands
        (96.2, 9),  # by a pass mark
        (99.6, 10),
        (75, 5),
        (50, 5),
        (50, 0),
        (0, 0),
    ],
)
def test_points_of_any_known_way_pass(spent: object, score: object) -> None:
    assert not said(unit(spent, score), "O5.执行率得分")


@pytest.mark.parametrize(("spent", "score"), [(96.2, 8), (80, 9), (50, 10), (99, 4)])
def test_points_of_no_known_way_are_asked_about(spent: object, score: object) -> None:
    (finding,) = said(unit(spent, score), "O5.执行率得分")
    assert finding.severity is Severity.WARNING


def test_the_finding_tells_all_numbers() -> None:
    document = unit(96.2, 8)
    (finding,) = said(document, "O5.执行率得分")
    assert "96.20%" in finding.message and "9.62" in finding.message and "9.05" in finding.message
    assert cells(document, finding)[0] == "整体自评表:执行率得分"
    document.apply(finding.remedies[0].edit)
    assert not said(document, "O5.执行率得分")


@pytest.mark.parametrize(
    ("way", "right", "wrong"), [("按比例", 9.62, 7), ("分档", 7, 9.62), ("及格线", 9.05, 7)]
)
def test_a_fixed_way_admits_no_other(way: str, right: float, wrong: float) -> None:
    fixed = {"执行率评分办法": way}
    assert not said(unit(96.2, right, settings=fixed), "O5.执行率得分")
    (finding,) = said(unit(96.2, wrong, settings=fixed), "O5.执行率得分")
    assert finding.severity is Severity.ERROR
    assert Decimal(finding.expected) == Decimal(str(right))


def test_points_wait_for_their_figures() -> None:
    assert not said(unit(None, 8), "O5.执行率得分")
    assert not said(unit(96.2), "O5.执行率得分")


def test_points_may_follow_the_rate_as_written() -> None:
    """A wrong rate is reported by its formula; the points that follow from it are no second."""
    assert not said(unit(80, 10, 执行率="100%"), "O5.执行率得分")


def test_projects_are_scored_alike() -> None:
    (finding,) = said(project(25, 执行率得分=9), "P2.执行率得分")
    assert finding.severity is Severity.WARNING
    assert not said(project(48, 执行率得分=9.6), "P2.执行率得分")
    assert not said(project(25, pack=ZHIJIANG), "P2.执行率得分")


@given(
    st.decimals(0, 1, places=4),
    st.decimals(1, 30, places=1),
    st.sampled_from((PROPORTION, BANDS, PASS_MARK)),
)
def test_no_way_gives_more_than_proportion_or_less_than_nothing(
    rate: Decimal, weight: Decimal, way: str
) -> None:
    given_points = points(way, rate, weight)
    assert 0 <= given_points <= weight
    if rate < Decimal("0.995"):
        assert given_points <= points(PROPORTION, rate, weight)


# ---------------------------------------------------------------- weight


def test_points_stay_within_the_weight() -> None:
    (finding,) = said(unit(100, 12), "O7.执行率得分超过分值")
    assert finding.severity is Severity.ERROR
    assert said(unit(100, -1), "O7.执行率得分超过分值")
    assert not said(unit(100, 10), "O7.执行率得分超过分值")


def test_an_unwritten_weight_may_be_greater() -> None:
    (finding,) = said(unit(100, 18, pack="tongyong"), "O7.执行率得分超过分值")
    assert finding.severity is Severity.WARNING
    assert not said(unit(100, 18, pack="tongyong", 执行率分值=20), "O7.执行率得分超过分值")


def test_the_whole_form_s_total_is_told_as_that() -> None:
    document = unit(100, 98)
    (finding,) = said(document, "O6.执行率行分值异常")
    assert finding.severity is Severity.ERROR
    assert not said(document, "O7.执行率得分超过分值")
    document.apply(finding.remedies[0].edit)
    assert document.snapshot.value(finding.cells[0].ref).number == 10


def test_a_weight_of_a_hundred_gets_what_the_indicators_leave() -> None:
    rows = [
        {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "甲", "分值": 50},
        {"一级指标": "〃", "二级指标": "〃", "三级指标": "乙", "分值": 30},
    ]
    document = project(50, pack="tongyong", 执行率分值=100, 执行率得分=98, 绩效指标=rows)
    (finding,) = said(document, "P3.执行率行分值异常")
    assert [remedy.edit.raw for remedy in finding.remedies] == ["20", "20.00"]  # type: ignore[union-attr]


def test_a_form_without_weights_may_have_all_points_in_one_row() -> None:
    assert not said(unit(100, pack="tongyong", 执行率分值=100), "O6.执行率行分值异常")


# ---------------------------------------------------------------- reasons


def test_a_low_rate_needs_a_reason() -> None:
    (finding,) = said(unit(80), "O23.执行率偏低没有原因")
    assert finding.severity is Severity.WARNING
    assert not said(unit(90), "O23.执行率偏低没有原因")
    assert not said(unit(80, settings={"低执行率": "75%"}), "O23.执行率偏低没有原因")


@pytest.mark.parametrize("text", ["无", "—", "不涉及", "天气原因"])
def test_words_that_say_nothing_of_money_are_no_reason(text: str) -> None:
    document = unit(80, pack="hunan-hengyangxian", 偏差及原因=text)
    # This county shows no initial budget.
    assert said(document, "O23.执行率偏低没有原因")


def test_a_reason_may_stand_in_the_end_block_a_row_or_the_report() -> None:
    block = unit(80, pack="hunan-hengyangxian", 偏差及原因="项目尾款未支付。")
    assert not said(block, "O23.执行率偏低没有原因")
    facts = {"年度资金总额": {"全年预算": 100, "决算": 80}}
    row = {"一级指标": "产出指标", "二级指标": "时效指标", "三级指标": "支付进度"}
    rows = {"绩效指标": [{**row, "偏差原因": "上级资金年底才下达，结转下年支出"}]}
    assert not said(package(TAOJIANG, facts=facts, rows=rows), "O23.执行率偏低没有原因")
    told = "全年预算执行率偏低，主要是因项目尾款结转下年支付。"
    report = {"chapters": [{"title": "四、存在的问题", "text": told}]}
    assert not said(package(TAOJIANG, facts=facts, report=report), "O23.执行率偏低没有原因")
    report = {"chapters": [{"title": "四", "text": "因公出国经费减少。预算管理系统已调整。"}]}
    assert said(package(TAOJIANG, facts=facts, report=report), "O23.执行率偏低没有原因")


def test_a_project_s_own_block_may_say_it_in_any_words() -> None:
    assert said(project(20, pack=ZHIJIANG, 说明="无"), "P5.执行率偏低没有原因")
    told = project(20, pack=ZHIJIANG, 说明="设备年底才到货。")
    assert not said(told, "P5.执行率偏低没有原因")


def test_spending_over_the_budget_is_asked_about() -> None:
    (finding,) = said(unit(120), "O9.执行数超过全年预算")
    assert finding.severity is Severity.WARNING
    assert not said(unit(100.01), "O9.执行数超过全年预算")  # rounding
    assert said(project(56), "P9.执行数超过全年预算")
    assert not said(project(50), "P9.执行数超过全年预算")


@pytest.mark.parametrize(
    ("cell", "text", "silent"),
    [
        ("偏差及原因", "工程款按合同在下年支付", True),
        ("偏差及原因", "走访企业：上级资金到位晚，只走访了三家", False),
        ("偏差及原因", "走访企业：预算执行偏慢，资金年底才到", True),
        ("改进措施", "加强进度调度", False),
        ("改进措施", "因工程款未到期，支付进度偏慢，下年及时支付", True),
    ],
)
def test_a_reason_for_an_indicator_is_none_for_a_low_rate(
    cell: str, text: str, silent: bool
) -> None:
    row = {"一级指标": "产出指标", "二级指标": "数量指标1", "三级指标": "走访企业"}
    row |= {"年度指标值": "5家", "实际完成值": "3家"}
    facts = {"年度资金总额": {"全年预算": 100, "决算": 70}, cell: text}
    document = package("hunan-hengyangxian", facts=facts, rows={"绩效指标": [row]})
    assert (said(document, "O23.执行率偏低没有原因") == []) is silent
