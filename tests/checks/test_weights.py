"""Weights of groups, and the counties' score tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from core.checks.finding import Severity
from core.document.document import Document
from tests.support_rules import cells, package, said

ZHIJIANG, TAOJIANG, HENGYANG = "hunan-zhijiang", "hunan-taojiang", "hunan-hengyangxian"


def indicators(pack: str, *groups: tuple[str, Sequence[object]], **parts: Any) -> Document:
    """A unit's indicators: first-level text and the weights under it."""
    rows = []
    for level, weights in groups:
        for place, weight in enumerate(weights):
            first = {"一级指标": level, "二级指标": "数量指标"}
            row = {"一级指标": "〃", "二级指标": "〃"} if place else first
            rows.append({**row, "三级指标": f"{level}任务{place}", "分值": weight})
    return package(pack, rows={"绩效指标": rows}, **parts)


def scored(table: str, **rows: Any) -> Document:
    """A county's fixed score table."""
    return package(ZHIJIANG, 2023, rows={table: {k: {"得分": v} for k, v in rows.items()}})


# ---------------------------------------------------------------- groups


def test_a_header_s_points_are_the_rows_sum() -> None:
    document = indicators(ZHIJIANG, ("产出指标（50分）", [20, 25]), year=2023)
    (finding,) = said(document, "O6.分组分值")
    assert finding.severity is Severity.WARNING
    assert cells(document, finding)[0] == "整体自评表:绩效指标[1].一级指标"
    even = indicators(ZHIJIANG, ("产出指标(50分)", [20, 30]), year=2023)
    assert not said(even, "O6.分组分值")


def test_a_header_that_repeats_in_every_row_is_one_group() -> None:
    first = {"二级指标": "数量指标", "一级指标": "产出指标\n(50分)"}
    rows = [{**first, "三级指标": str(n), "分值": 25} for n in range(2)]
    document = package(ZHIJIANG, 2023, rows={"绩效指标": rows})
    assert not said(document, "O6.分组分值")


def test_weights_still_to_come_are_waited_for() -> None:
    document = indicators(ZHIJIANG, ("产出指标（50分）", [20, None]), year=2023)
    assert not said(document, "O6.分组分值")


def test_shares_of_the_county_s_notes_are_a_hint() -> None:
    groups = (("产出指标", [40]), ("效益指标", [40]), ("满意度指标", [10]))
    document = indicators(HENGYANG, *groups, year=2021)
    found = said(document, "O6.分组分值")
    assert [finding.severity for finding in found] == [Severity.INFO] * 2
    unfinished = indicators(HENGYANG, *groups[:2], year=2021)
    assert not said(unfinished, "O6.分组分值")


def test_a_county_that_gives_no_shares_leaves_them_to_the_unit() -> None:
    groups = (("产出指标", [40]), ("效益指标", [35]), ("满意度指标", [5]), ("成本指标", [10]))
    assert not said(indicators(TAOJIANG, *groups), "O6.分组分值")


# ---------------------------------------------------------------- score tables


@pytest.mark.parametrize(("score", "wrong"), [(19, False), (24, False), (25, True), (-1, True)])
def test_a_shared_cell_has_the_weights_beneath_it(score: object, wrong: bool) -> None:
    shared = {"效果经济": score, "效果社会": "〃", "效果生态": "〃", "效果持续": "〃"}
    document = scored("项目共性指标", **shared)
    found = said(document, "G2.得分超过分值")
    assert bool(found) is wrong
    assert len(found) <= 1
    for finding in found:
        assert finding.severity is Severity.ERROR and len(finding.cells) == 5


def test_a_row_s_score_stays_within_its_weight() -> None:
    document = scored("共性指标", 在职=6, 公用=8)
    (finding,) = said(document, "G2.得分超过分值")
    assert cells(document, finding)[0] == "共性指标表:共性指标[在职].得分"
    document.apply(finding.remedies[0].edit)
    assert not said(document, "G2.得分超过分值")


def test_free_score_tables_are_looked_at_too() -> None:
    first = {"一级指标": "投入", "二级指标": "配置"}
    rows = [
        {**first, "三级指标": "在职人员控制率", "分值": 40, "得分": 41},
        {"一级指标": "〃", "二级指标": "〃", "三级指标": "公用经费控制率", "分值": 70},
    ]
    document = package("tongyong", rows={"评分项": rows})
    assert said(document, "G2.得分超过分值")
    (finding,) = said(document, "G1.评分表满分")
    assert finding.severity is Severity.WARNING and finding.shown == "110"


def test_a_weight_still_to_come_is_waited_for() -> None:
    row = {"一级指标": "投入", "二级指标": "配置", "三级指标": "在职人员控制率", "得分": 41}
    document = package("tongyong", rows={"评分项": [row]})
    assert not said(document, "G2.得分超过分值") and not said(document, "G1.评分表满分")


# ---------------------------------------------------------------- computed criteria


def criteria(facts: dict[str, Any], **scores: Any) -> Document:
    """芷江's 附件1 with figures."""
    rows = {"共性指标": {key: {"得分": score} for key, score in scores.items()}}
    return package(ZHIJIANG, 2023, facts=facts, rows=rows)


def test_a_score_far_above_the_figures_is_an_error() -> None:
    document = criteria({"编制数": 20, "在职人数": 26}, 在职=5)
    (finding,) = said(document, "G3.共性得分与数据不符")
    assert finding.severity is Severity.ERROR
    assert cells(document, finding)[1:] == ["基础数据表:在职人数", "基础数据表:编制数"]


def test_a_figure_nobody_typed_may_excuse_a_score() -> None:
    """The carry-over stands on a working sheet: without it the rate is only likely wrong."""
    money = {"年度资金总额": {"年初预算": 596.39, "全年预算": 1832}}
    (finding,) = said(criteria(money, 预算控制=4), "G3.共性得分与数据不符")
    assert finding.severity is Severity.WARNING
    (finding,) = said(criteria({**money, "上年结转": 10}, 预算控制=4), "G3.共性得分与数据不符")
    assert finding.severity is Severity.ERROR
    assert not said(criteria({**money, "上年结转": 1200}, 预算控制=4), "G3.共性得分与数据不符")


@pytest.mark.parametrize(("score", "silent"), [(4, True), (5, True), (4.5, True), (3, False)])
def test_both_readings_of_a_started_step_are_allowed(score: object, silent: bool) -> None:
    money = {"公用经费": {"年初预算": 100, "决算": 103.5}}
    document = criteria(money, 公用=score)
    assert bool(said(document, "G3.共性得分与数据不符")) is not silent
    assert not said(criteria({}, 公用=score), "G3.共性得分与数据不符")


def test_a_score_below_the_figures_is_asked_about() -> None:
    money = {"公用经费": {"年初预算": 100, "决算": 90}}
    (finding,) = said(criteria(money, 公用=2), "G3.共性得分与数据不符")
    assert finding.severity is Severity.WARNING
