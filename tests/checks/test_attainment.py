"""Scores, weights, results and reasons: what is wrong, and what only looks so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from core.calc.references import placement_text
from core.checks.finding import Finding, Severity
from core.checks.runner import check
from core.document.document import Document
from core.forms.library import Library, packs_folder
from core.storage.datafile import load

LIBRARY = Library(packs_folder())
SAME = "〃"
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def package(pack: str = "hunan-taojiang", **data: Any) -> Document:
    whole = {"pack": pack, "year": 2024, "unit": "某县某局", **data}
    return load(json.dumps(whole, ensure_ascii=False), LIBRARY).document


def audit(document: Document, rule: str) -> list[Finding]:
    report = check(document.pack, document.snapshot)
    return [finding for finding in report.findings if finding.rule.startswith(f"{rule}.")]


def row(target: str, actual: str, **more: Any) -> Mapping[str, Any]:
    return {
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "三级指标": "走访企业",
        "年度指标值": target,
        "实际完成值": actual,
        **more,
    }


def of_row(rule: str, target: str, actual: str, **more: Any) -> list[Severity]:
    document = package(rows={"绩效指标": [row(target, actual, **more)]})
    return [finding.severity for finding in audit(document, rule)]


def cells(document: Document, finding: Finding) -> list[str]:
    return [placement_text(document.snapshot, cell) for cell in finding.cells]


# ------------------------------------------------------------------ O7, O13, O26


def test_score_over_a_merged_weight() -> None:
    rows = [row("5", "5", 分值=50, 得分=51), {**row("6", "6"), "一级指标": SAME, "二级指标": SAME}]
    document = package("hunan-hengyangxian", rows={"绩效指标": rows})
    (finding,) = audit(document, "O7")
    assert finding.severity is ERROR
    assert "所在的一组" in finding.message


def test_row_scores_over_the_weight_of_their_group() -> None:
    rows = [
        row("5", "5", 分值=10, 得分=6),
        {**row("6", "6"), "二级指标": SAME, "一级指标": SAME, "分值": SAME, "得分": 5},
    ]
    (finding,) = audit(package("tongyong", rows={"绩效指标": rows}), "O7")
    assert finding.shown == "11"
    rows[1] = {**rows[1], "得分": 4}
    assert audit(package("tongyong", rows={"绩效指标": rows}), "O7") == []


def test_group_score_over_the_weights_of_its_rows() -> None:
    rows = [
        row("5", "5", 分值=10, 得分=16),
        {**row("6", "6"), "二级指标": SAME, "一级指标": SAME, "分值": 5, "得分": SAME},
    ]
    (finding,) = audit(package("tongyong", rows={"绩效指标": rows}), "O7")
    assert finding.expected == "不超过 15"


@pytest.mark.parametrize(
    ("actual", "score", "expected"),
    [("", 5, [ERROR]), ("—", 5, [WARNING]), ("", 0, []), ("无", 5, []), ("21家", 5, [])],
)
def test_score_for_no_result(actual: str, score: int, expected: list[Severity]) -> None:
    assert of_row("O13", "≥20家", actual, 分值=5, 得分=score) == expected


def test_weight_column_still_to_come() -> None:
    assert of_row("O26", "≥20家", "21家", 得分=5) == []


# ------------------------------------------------------------------ O10


@pytest.mark.parametrize(
    ("target", "actual", "score", "reason", "expected"),
    [
        ("≥20家", "10家", 10, "无", [ERROR]),
        ("≥20家", "10家", 10, "两家企业停产", [WARNING]),
        ("≥20家", "10家", 6, "", [WARNING]),
        ("≥20家", "10家", 5.5, "", []),  # within the tolerance
        ("≥20家", "19家", 10, "", []),  # 9.5 in proportion
        ("≥20家", "18家", 10, "", [WARNING]),  # 90%: may be counted another way
        ("≤20家", "40家", 10, "", [ERROR]),
        ("≤20家", "20家", 10, "", []),
        ("≥90%", "0.95", 10, "", []),  # a share or a slip, but no proof
        ("5家", "3户", 10, "", []),
        ("按期完成", "未完成", 10, "", [WARNING]),
        ("按期完成", "部分完成", 8, "", []),
        ("2024年6月底前", "2024年9月3日", 10, "", []),  # how much a delay costs, nobody says
    ],
)
def test_score_against_result(
    target: str, actual: str, score: float, reason: str, expected: list[Severity]
) -> None:
    assert of_row("O10", target, actual, 分值=10, 得分=score, 偏差原因=reason) == expected


def test_duration_without_a_sign_is_not_judged() -> None:
    assert of_row("O10", "12个月", "10个月", 分值=10, 得分=10) == []
    assert of_row("O11", "12个月", "10个月", 分值=10, 得分=10) == []


# ------------------------------------------------------------------ O11, O12, O27


@pytest.mark.parametrize(
    ("target", "actual", "score", "reason", "expected"),
    [
        ("≥20家", "10家", 5, "", [WARNING]),  # the points were taken off
        ("≥20家", "10家", 5, "部分企业停产", []),
        ("≥20家", "10家", 10, "", []),  # O10 says so already
        ("≥20家", "19家", 10, "", [WARNING]),
        ("2024年6月底前", "2024年9月3日", 10, "", [ERROR]),  # all points for what came late
        ("2024年6月底前", "2024年9月3日", 8, "", [WARNING]),
        ("6月底前", "9月3日", 8, "", [WARNING]),
        ("2024年12月15日前", "2024年12月", 10, "", []),  # may have been in time
        ("提高2个百分点", "提高0.6个百分点", 3, "", [WARNING]),
        ("3-5项", "4项", 10, "", []),
        ("0起", "未发生", 10, "", []),
        ("2024年12月底前", "2024年9月3日", 10, "", []),
    ],
)
def test_unmet_without_reason(
    target: str, actual: str, score: float, reason: str, expected: list[Severity]
) -> None:
    assert of_row("O11", target, actual, 分值=10, 得分=score, 偏差原因=reason) == expected


def project(**more: Any) -> Document:
    over = {**row("≤30万元", "36.67万元"), "二级指标": "成本指标", "三级指标": "补贴成本"}
    data = {"项目名称": "某项目", "绩效指标": [over], **more}
    return package("hunan-zhijiang", rows={"项目": [data]})


def test_cost_overrun_on_a_form_without_scores() -> None:
    document = project(说明="无")
    (finding,) = audit(document, "O11")
    assert finding.severity is ERROR
    assert cells(document, finding) == [
        f"项目自评表:项目[1]/绩效指标[1].{field}"
        for field in ("年度指标值", "实际完成值", "偏差原因")
    ]
    assert audit(project(说明="年中追加了两批补贴。"), "O11") == []


def test_reason_in_the_report_counts_where_it_names_the_indicator() -> None:
    rows = {"绩效指标": [row("不低于5家", "3家", 分值=50, 得分=50), row("5", "5", 一级指标=SAME)]}
    chapters = [{"title": "存在问题", "text": "走访企业只走访了3家，原因是两家停产。"}]
    told = package("hunan-hengyangxian", rows=rows, report={"chapters": chapters})
    assert audit(told, "O11") == []
    chapters[0]["text"] = "预算编制不够细，原因是经验不足。"
    other = package("hunan-hengyangxian", rows=rows, report={"chapters": chapters})
    assert [finding.severity for finding in audit(other, "O11")] == [ERROR]


@pytest.mark.parametrize(
    ("actual", "score", "reason", "expected"),
    [
        ("25家", 8, "", [WARNING]),
        ("25家", 8, "资料报送迟了", []),
        ("25家", 9.5, "", []),
        ("10家", 5, "", []),  # O11 asks for that reason
        ("群众反映较好", 9, "无", [WARNING]),
    ],
)
def test_lost_points(actual: str, score: float, reason: str, expected: list[Severity]) -> None:
    assert of_row("O12", "≥20家", actual, 分值=10, 得分=score, 偏差原因=reason) == expected


def test_end_block_explains_the_lost_points() -> None:
    facts = {"执行率分值": 10, "执行率得分": 8}
    (finding,) = audit(package("hunan-hengyangxian", facts=facts | {"改进措施": "无"}), "O27")
    assert [cell.ref.name for cell in finding.cells] == ["偏差及原因", "改进措施", "执行率得分"]
    explained = facts | {"偏差及原因": "年底有一笔专项没有付完。"}
    assert audit(package("hunan-hengyangxian", facts=explained), "O27") == []


# ------------------------------------------------------------------ O20, O21, P4


@pytest.mark.parametrize(
    ("target", "actual", "name", "expected"),
    [
        ("≥20家", "90家", "走访企业", [WARNING]),
        ("≥20家", "28家", "走访企业", [INFO]),
        ("≥20家", "25家", "走访企业", []),
        ("≥1次", "2次", "召开会议", [INFO]),  # one more is 200%, and means little
        ("≥50%", "96%", "群众满意度", []),
        ("≤20万元", "5万元", "活动成本", []),
    ],
)
def test_far_over_target(target: str, actual: str, name: str, expected: list[Severity]) -> None:
    assert of_row("O21", target, actual, 三级指标=name, 分值=10, 得分=10) == expected


def cost(target: str, actual: str, **more: Any) -> list[str]:
    line = {**row(target, actual, 三级指标="总成本", **more), "二级指标": "成本指标"}
    facts = {"年度资金总额": {"年初预算": 559.97, "全年预算": 600, "决算": 590.12}}
    document = package(facts=facts, rows={"绩效指标": [line]})
    return [cell.ref.name for finding in audit(document, "P4") for cell in finding.cells]


def test_cost_against_budget() -> None:
    assert cost("≤509万元", "590.12万元") == ["年度指标值", "年度资金总额", "年度资金总额"]
    assert cost("≤600万元", "512万元") == ["实际完成值", "年度资金总额"]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("559.97", "590.12"),
        ("≤560万元", "590万元"),  # rounded as written
        ("≤0.06亿元", "5901200元"),
        ("≤500元/人", "480元/人"),  # no total
        ("≤100万元", "98万元"),  # part of the whole
    ],
)
def test_cost_that_agrees_or_is_something_else(target: str, actual: str) -> None:
    assert cost(target, actual) == []


def test_a_part_of_the_budget_beside_all_that_was_spent() -> None:
    line = {**row("≤400万元", "590.12万元", 三级指标="项目成本"), "二级指标": "成本指标"}
    facts = {
        "年度资金总额": {"年初预算": 559.97, "全年预算": 600, "决算": 590.12},
        "项目支出": {"年初预算": 400, "决算": 390.5},
    }
    rows = {"绩效指标": [line]}
    assert len(audit(package(facts=facts, rows=rows), "P4")) == 1
    line["实际完成值"] = "390.5万元"
    assert audit(package(facts=facts, rows=rows), "P4") == []


def test_cost_with_a_reason_is_left_alone() -> None:
    assert cost("≤509万元", "590.12万元", 偏差原因="年中追加了专项") == []


def test_cost_with_a_reason_for_something_else_is_not() -> None:
    for said in ("受降雨影响工期推迟", "预算执行率偏低，今后加快支出进度"):
        assert cost("≤509万元", "590.12万元", 偏差原因=said) != []


@pytest.mark.parametrize(
    ("block", "explained"),
    [
        ("走访企业：有两家停产", True),
        ("有两家企业停产", True),
        ("培训干部：外出务工的多", False),
        ("培训干部人数不够。主要是外出务工的多", False),
        ("培训干部人数不够；走访企业少两家，因为停产", True),
        ("预算执行率偏低，尾款下年支付", False),
        ("预算执行率偏低，部分任务没有完成", True),
    ],
)
def test_a_reason_for_one_thing_does_not_serve_for_another(block: str, explained: bool) -> None:
    rows = [
        row("不低于5家", "3家", 分值=50, 得分=46),
        row("10人", "12人", 三级指标="培训干部", 一级指标=SAME, 二级指标=SAME),
    ]
    facts = {"偏差及原因": block, "改进措施": "加强管理"}
    document = package("hunan-hengyangxian", facts=facts, rows={"绩效指标": rows})
    assert (audit(document, "O11") == []) is explained


def test_lost_points_that_the_end_block_passes_over() -> None:
    facts = {"偏差及原因": "预算执行率偏低，尾款下年支付", "改进措施": "无"}
    rows = {"绩效指标": [row("5家", "6家", 分值=50, 得分=46)]}
    (finding,) = audit(package("hunan-hengyangxian", facts=facts, rows=rows), "O27")
    assert "没有写到" in finding.message
