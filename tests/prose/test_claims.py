"""What the text says in words alone, against the figures."""

from __future__ import annotations

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from tests.prose.support import desk_with, said_of

ERROR, ASK = Severity.ERROR, Severity.WARNING


def desk() -> Desk:
    return desk_with(
        facts={
            "编制数": 40,
            "在职人数": 42,
            "三公经费": {"上年决算": 5, "年初预算": 7, "决算": 6},
            "公务用车购置费": {"上年决算": 0, "年初预算": 0, "决算": 0},
            "公务用车运行维护费": {"上年决算": 3, "年初预算": 3, "决算": 2},
            "政府采购金额": {"上年决算": 1, "年初预算": 2, "决算": 2},
            "因公出国经费": {"上年决算": 0, "年初预算": 0, "决算": 0},
            "公务接待费": {"上年决算": 0, "年初预算": 0, "决算": 0},
            "基本支出": {"上年决算": 300, "年初预算": 310, "全年预算": 330, "决算": 320},
            "年度资金总额": {"年初预算": 500, "全年预算": 560, "决算": 540},
        },
        rows={
            "项目清单": [
                {"项目名称": "道路养护项目", "支出": {"年初预算": 50, "全年预算": 50, "决算": 49}},
                {"项目名称": "企业服务项目", "支出": {"年初预算": 20, "全年预算": 40, "决算": 30}},
            ],
            "绩效指标": [
                {
                    "一级指标": "产出指标",
                    "二级指标": "数量指标",
                    "三级指标": "举办培训班",
                    "年度指标值": "≥10期",
                    "实际完成值": "8期",
                },
                {
                    "一级指标": "产出指标",
                    "二级指标": "时效指标",
                    "三级指标": "工程按期完工率",
                    "年度指标值": "≥90%",
                    "实际完成值": "92%",
                },
                {
                    "一级指标": "产出指标",
                    "二级指标": "质量指标",
                    "三级指标": "项目验收合格率",
                    "年度指标值": "≥95%",
                    "实际完成值": "96%",
                },
            ],
            "主要任务": [{"任务名称": "任务甲"}, {"任务名称": "任务乙"}],
        },
    )


def told(text: str) -> list[tuple[str, Severity]]:
    findings = (f for f in said_of(desk(), text) if f.rule.startswith("R8."))
    return [(f.words[0].quoted, f.severity) for f in findings]


@pytest.mark.parametrize(
    ("text", "quoted", "severity"),
    [
        ("年末在职人员控制在核定编制以内。", "在核定编制以内", ERROR),
        ("人员管理规范，没有超编。", "没有超编", ERROR),
        ("基本支出严格控制在年初预算范围之内。", "在年初预算范围之内", ERROR),
        ("三公经费没有超过上年。", "没有超过上年", ERROR),
        ("三公经费实现只减不增。", "只减不增", ERROR),
        ("企业服务项目均为年初预算足额安排。", "均为年初预算足额安排", ERROR),
        ("各专项的执行率均在90%以上。", "执行率均在90%", ASK),
        ("为方便下乡，年内新购工作用车1辆。", "新购工作用车1辆", ASK),
        ("全年公务接待来客15批次。", "公务接待来客15批", ASK),
        ("年初确定的三项主要任务已经完成。", "三项主要任务", ASK),
        ("基本支出较年初预算没有突破。", "年初预算没有突破", ERROR),
        ("全年预算560万元已全部执行完毕。", "预算560万元已全部执行完毕", ASK),
        ("年末资金零结转。", "零结转", ASK),
        ("我局没有公务用车。", "没有公务用车", ASK),
        ("本年度没有进行政府采购。", "没有进行政府采购", ERROR),
        ("全年绩效目标完成率100%。", "目标完成率100%", ASK),
        ("没有未完成的绩效指标。", "没有未完成的绩效指标", ERROR),
        ("全部项目执行率达到90%。", "全部项目执行率达到90%", ASK),
        ("三级指标共5个。", "三级指标共5个", ASK),
        ("组织人员赴国外考察1批3人次。", "赴国外考察1批3人", ASK),
        ("各项工程全部按时完工。", "全部按时完工", ASK),
        ("培训项目均验收合格。", "均验收合格", ASK),
    ],
)
def test_a_claim_the_tables_do_not_bear_out(text: str, quoted: str, severity: Severity) -> None:
    assert (quoted, severity) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "基本支出控制在全年预算以内，三公经费未超预算。",
        "按照三公经费只减不增的要求，严格审批。",
        "要把人员控制在编制以内，确保不超编。",
        "补助标准多年没有调整。",
        "道路养护项目均为年初预算安排。",
        "各专项的执行率均在70%以上，下一步确保执行率均达到95%。",
        "没有新购车辆，公务用车购置0辆，购置垃圾清运车2辆。",
        "没有结余分配事项，没有结余率超过10%的项目。",
        "无公务接待，接待群众来访15批次。",
        "年初确定的2项主要任务和其他3项主要任务已经完成。",
        "工程基本按时完工，部分验收合格，三级指标共3个。",
        "确保工程全部按时完工，资金均按规定使用，户均工程按时完工费用下降2%。",
    ],
)
def test_a_claim_that_holds(text: str) -> None:
    assert told(text) == []


def test_what_came_in_and_went_out_is_told_in_the_text_alone() -> None:
    text = "全年收入决算310.5万元。\n全年支出决算300.5万元。\n{}"
    claims = ("年末无结转结余资金。", "全年收支平衡。")
    for claim in claims:
        (finding,) = said_of(desk_with(), text.format(claim))
        assert (finding.rule, finding.severity) == ("R8.说法与数不符", ASK)
    even = text.replace("310.5", "300.5")
    assert said_of(desk_with(), even.format(claims[0])) == ()
