"""Scores and grades of projects, against their own forms."""

from __future__ import annotations

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from tests.prose.support import desk_with, said_of

ERROR, ASK = Severity.ERROR, Severity.WARNING


def desk() -> Desk:
    projects = [
        {"项目名称": "农村道路养护", "总得分": 96.4, "执行率得分": 9.64},
        {"项目名称": "校舍维修改造", "总得分": 99.2, "执行率得分": 9.2},
    ]
    return desk_with(pack="national", rows={"项目": projects})


def told(text: str, report: str = "") -> list[tuple[str, Severity]]:
    findings = (f for f in said_of(desk(), text, report) if f.rule.startswith("R10."))
    return [(f.words[0].quoted, f.severity) for f in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("农村道路养护项目自评得分98分。", [("98分", ERROR)]),
        ("农村道路养护自评得分96.4分，校舍维修改造99.2分，平均97.8分。", []),
        ("农村道路养护自评得分96.4分，校舍维修改造92.9分。", [("92.9分", ERROR)]),
        ("校舍维修改造支出执行率92%，按比例得9.2分。", []),
        ("农村道路养护执行率96.4%，预算执行得9.46分。", [("9.46分", ERROR)]),
        # None of the projects has it.
        ("经评价，项目自评得分95分。", [("95分", ASK)]),
        ("经评价，项目自评得分99.2分。", []),
        # Grades, each of the project named before it.
        ("校舍维修改造等级为“优”，农村道路养护评定为“良”。", []),
        ("农村道路养护因进度较慢，评定为“良”。", [("良", ERROR)]),
        ("农村道路养护上年评定为“良”。", []),
    ],
)
def test_of_projects(text: str, expected: list[tuple[str, Severity]]) -> None:
    assert told(text) == expected


def test_the_title_says_which_project_is_meant() -> None:
    title = "校舍维修改造项目支出绩效自评报告\n"
    assert told(f"{title}一、概况\n综合评价，自评得分99.2分。") == []
    assert told(f"{title}一、概况\n综合评价，自评得分96.4分。") == [("96.4分", ASK)]


def test_points_taken_off() -> None:
    row = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "治理河道长度", "分值": 10}
    rows = {"绩效指标": [{**row, "年度指标值": "≥4公里", "实际完成值": "3公里", "得分": 8.1}]}
    facts = {"执行率分值": 10, "执行率得分": 9.74}
    unit = desk_with(facts=facts, rows=rows)
    right = "预算执行扣0.26分，治理河道长度扣1.9分，满意度扣3分。"
    assert said_of(unit, right) == ()
    for wrong in ("预算执行扣0.62分。", "治理河道长度扣0.9分。"):
        (finding,) = said_of(unit, wrong)
        assert (finding.rule, finding.severity) == ("R10.得分与表不符", ASK)
