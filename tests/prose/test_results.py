"""Results told in other words than the indicator's name."""

from __future__ import annotations

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from tests.prose.support import desk_with, said_of

ASK, HINT = Severity.WARNING, Severity.INFO


def row(top: str, kind: str, name: str, target: str, actual: str) -> dict[str, object]:
    return {
        "一级指标": top,
        "二级指标": kind,
        "三级指标": name,
        "年度指标值": target,
        "实际完成值": actual,
    }


ROWS = [
    row("产出指标", "数量指标", "改造灌溉渠道", "≥30公里", "27公里"),
    row("产出指标", "数量指标", "技能培训人次", "≥500人次", "463人次"),
    row("产出指标", "数量指标", "硬化场地面积", "≥2300平方米", "2360平方米"),
    row("产出指标", "质量指标", "工程验收合格率", "100%", "100%"),
    row("产出指标", "时效指标", "资金发放及时率", "100%", "95%"),
    row("满意度指标", "服务对象满意度指标", "学生满意度", "≥90%", "94%"),
    row("满意度指标", "服务对象满意度指标", "家长满意度", "≥90%", "91%"),
]


def desk() -> Desk:
    return desk_with(rows={"绩效指标": ROWS})


@pytest.mark.parametrize(
    ("text", "quoted", "severity"),
    [
        # The target told as what was done.
        ("整治和改造农田灌溉渠道30公里，受益面积进一步扩大。", "30公里", ASK),
        ("补助资金按时发放到户，发放及时率100%。", "100%", ASK),
        # A slip of the result.
        ("完成村部广场场地硬化2630平方米。", "2630平方米", ASK),
        # The result of another row.
        ("家长对课后服务的满意度为94%。", "94%", ASK),
        # Nothing else is counted in that unit.
        ("举办电商、育婴等培训9期、516人次。", "516人次", HINT),
    ],
)
def test_another_result_is_told(text: str, quoted: str, severity: Severity) -> None:
    told = [(f.words[0].quoted, f.severity) for f in said_of(desk(), text) if "R19." in f.rule]
    assert told == [(quoted, severity)]


@pytest.mark.parametrize(
    "text",
    [
        "年初计划改造灌溉渠道30公里，实际改造27公里。",
        "绩效目标：改造灌溉渠道30公里，培训500人次。",
        "改造灌溉渠道27公里，其中新建衬砌渠道12公里。",
        "五年来累计改造灌溉渠道160公里。",
        "学生对食堂的满意度为94%，家长满意度91%。",
        "全年处置场地2630平方米以上的闲置资产。",
        "下一步确保发放及时率100%。",
    ],
)
def test_aims_parts_and_other_things_are_left_alone(text: str) -> None:
    assert [f.message for f in said_of(desk(), text) if "R19." in f.rule] == []


def test_the_goal_told_where_more_was_done_is_only_a_hint() -> None:
    rows = [row("产出指标", "数量指标", "改造灌溉渠道", "≥30公里", "33公里")]
    (finding,) = said_of(desk_with(rows={"绩效指标": rows}), "全年改造灌溉渠道30公里。")
    assert (finding.rule, finding.severity) == ("R19.成果与指标不符", HINT)


def test_what_is_above_the_target_is_counted_in_the_units_of_the_text() -> None:
    rows = [row("效益指标", "经济效益指标", "农业总产值", "≥6.8亿元", "7.1亿元")]
    text = "全镇农业总产值7.1亿元，比年初目标6.8亿元高出{}亿元。"
    assert said_of(desk_with(rows={"绩效指标": rows}), text.format("0.3")) == ()
    (finding,) = said_of(desk_with(rows={"绩效指标": rows}), text.format("0.5"))
    assert finding.expected == "0.3"


def test_an_amount_in_the_wrong_unit() -> None:
    rows = [row("效益指标", "经济效益指标", "招商引资到位资金", "≥3.5亿元", "3.62亿元")]
    (finding,) = said_of(desk_with(rows={"绩效指标": rows}), "引进企业7家，到位资金3.62万元。")
    assert "单位应当是“亿元”" in finding.message


def test_a_project_that_is_called_like_its_result() -> None:
    rows = [row("产出指标", "数量指标", "新建高标准农田", "≥3000亩", "2850亩")]
    project = {"项目名称": "高标准农田建设", "支出": {"全年预算": 400, "决算": 390}}
    desk = desk_with(rows={"绩效指标": rows, "项目清单": [project]})
    for wrong in ("建成高标准农田2580亩。", "高标准农田建设面积达3000亩。"):
        (finding,) = said_of(desk, wrong)
        assert (finding.rule, finding.severity) == ("R19.成果与指标不符", ASK)
    assert said_of(desk, "高标准农田建设支出390万元，建成高标准农田2850亩。") == ()
