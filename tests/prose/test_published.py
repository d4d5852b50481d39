"""Wording of published reports: what their figures mean, what is wrong in them, what is not."""

from __future__ import annotations

import pytest

from core.checks.finding import Severity
from core.prose.ledger import ledger_of
from core.prose.reading import read_line
from core.prose.telling import Role, Told
from tests.prose.support import empty_desk, said_of


def read(line: str) -> tuple[Told, ...]:
    return read_line(line, ledger_of(empty_desk()).lexicon).told


@pytest.mark.parametrize(
    ("line", "place", "about", "aspect"),
    [
        # The budget a rate is taken of is no later figure.
        ("项目支出48.3万元，占年初预算52.6万元的91.83%，比上年下降3%", 3, "项目支出", "决算"),
        # What is told behind a list of funds without a name is told of the whole.
        (
            "全年预算63.4万元，其中财政资金51万元、其他资金12.4万元，支出60.2万元",
            3,
            "年度资金总额",
            "决算",
        ),
        # Nobody spends an income.
        (
            "收入合计318.6万元，其中一般公共预算拨款300万元，其他收入18.6万元，支出合计317.2万元",
            3,
            "年度资金总额",
            "决算",
        ),
        # One name for all of them.
        ("出国费、用车费和接待费（简称“三公”经费）支出合计17.6万元", 0, "三公经费", "决算"),
        ("“三公”经费总支出17.6万元", 0, "三公经费", "决算"),
        # A sentence that is only a name says what the next one is about.
        ("3、政府采购。全年26.4万元", 0, "政府采购金额", "决算"),
        ("公用经费36.7万元，上年只有31.2万元", 1, "公用经费", "上年决算"),
        ("公用经费36.7万元，没有突破38.5万元的预算", 1, "公用经费", "年初预算"),
        ("一般公共预算执行206.3万元", 0, "一般公共预算拨款", "决算"),
    ],
)
def test_what_it_is_about(line: str, place: int, about: str, aspect: str) -> None:
    told = read(line)[place]
    assert (told.subject.key, told.aspects[0]) == (about, aspect)


def test_changes_told_one_by_one() -> None:
    one, other = read("办公经费9.2万元和公务接待费3.4万元分别比上年下降5.15%和8.11%")[2:]
    assert (one.subject.key, other.subject.key) == ("办公经费", "公务接待费")
    assert one.direction == other.direction == -1
    assert other.role is Role.CHANGE


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        # Sums.
        ("除工作经费21.5万元外，河堤加固136.25万元、山塘清淤48.7万元、水窖修缮17.4万元，"
         "三个专项合计220.35万元。", "R1", "220.35万元"),
        ("年初预算436.18万元，加上年中追加的防汛、抗旱等指标58.42万元，全年可用资金484.6万元。",
         "R1", "484.6万元"),
        ("核定编制46名，其中行政编制19名、事业编制24名、工勤编制2名。", "R1", "46名"),
        ("公务用车费用16.4万元（公务用车购置费2.3万元，公务用车运行费15.1万元）。",
         "R1", "16.4万元"),
        ("资产原值618.4万元，净值402.9万元，累计折旧225.5万元。", "R1", "618.4万元"),
        # Shares and rates.
        ("“三公”经费支出决算中，公务接待费2.46万元，占43.85%，公务用车购置及运行维护费3.67万元，"
         "占59.87%。", "R3", "43.85%"),
        ("教育经费426.8万元，占公共预算支出1839.5万元的比例28.2%。", "R4", "28.2%"),
        ("财政拨款安排的公务接待经费预算8.4万元，支出决算为7.14万元，完成预算的58%。", "R4", "58%"),
        ("全年收入286.4万元，其中拨款收入214.8万元，占75%；事业收入46.9万元，占16.38%；其他收入"
         "24.7万元，占9.14%。全年支出270.3万元。", "R3", "9.14%"),
        ("现有在校学生1264人。\n参加托管的学生1138人，占在校学生的93.03%。", "R3", "93.03%"),
        # Changes.
        ("公务用车运行费18.3万元，与16.5万元的预算相比节约1.8万元。", "R4", "节约1.8万元"),
        ("政府采购54.6万元，上年只有38.2万元，增加的18.4万元主要是办公设备。",
         "R2", "增加的18.4万元"),
        # The comparison is of what was told before clauses that say nothing of it.
        ("“三公”经费8.4万元，全部是下乡用车，也没有购置车辆；较上年的9.6万元减少1.2万元，下降14.29%。",
         "R2", "下降14.29%"),
        ("全镇管护经费87.4万元，较上年减少9.6万元，下降12.9%。", "R2", "下降12.9%"),
    ],
)  # fmt: skip
def test_found(text: str, rule: str, words: str) -> None:
    told = [
        (finding.rule.split(".")[0], finding.words[0].quoted)
        for finding in said_of(empty_desk(), text)
        if finding.severity is not Severity.INFO
    ]
    assert (rule, words) in told


@pytest.mark.parametrize(
    "text",
    [
        # People and things are not compared with amounts.
        "公务接待16批次，142人次，支出1.86万元，较上年减少0.12万元，减少了6.06%。",
        "公务用车购置费36.5万元，同比减少4.2万元。购置公务用车2辆，压缩三项开支。",
        # A share of the budget, a part of what was not spent.
        "财政收入862万元，占年初预算2040万元的42.3%。其中：税收收入702万元，占年初预算1630万元的"
        "43.1%；非税收入160万元，占年初预算410万元的39%。",
        # People who came and went.
        "实有在职36名，比上年减少1名（退休2名、新招录1名）。",
        "实有人数58人，其中在职人员41人；退休人员14人，遗属3人。",
        # Things of their own.
        "农业支出86.4万元，较上年增长4%。部分科目下降：教育因学生减少，支出减少8.3万元，下降21.6%。",
        "涉农资金94.6万元，其中项目管理费0.95万元，目前项目资金已拨付93.8万元。",
        # Shares of what is told elsewhere.
        "支出决算中，出国费0万元，占0%；公务接待费6.21万元，占28.37%；公务用车购置及运行费"
        "15.68万元，占71.63%。",
        # The whole changed, not the part told last.
        "基本支出318.6万元，项目支出142.4万元，比上年461万元持平。",
        # Parts of what was spent; money that came in.
        "“三公”经费12.6万元，预算14万元，节支1.4万元，其中公务用车运行维护费9.8万元，公务接待费2.8万元。",
        "全年预算862万元，资金到位862万元，到位率100%，全年支出845万元。",
        # Of several years, of one each, of the whole.
        "安装护栏8.6公里，其余14公里由村里养护，三年累计安装31.2公里。",
        "油茶每亩补助1200元，竹林每亩补助600元，两项合计补助318.4万元。",
        "公用经费52.64万元，比56万元的预算节约3.36万元。",
        "基本支出318.6万元，项目支出142.4万元，其中修路96万元、架桥46.4万元。与上年430.5万元的规模相比，"
        "增加30.5万元，增长7.08%。全年支出461万元。",
        "“三公”经费支出6.12万元，预算6.8万元，上年6.6万元，比预算下降10%，比上年下降7.27%。",
        "公用经费与上年基本持平，为36.9万元，上年为37.4万元。",
    ],
)
def test_left_alone(text: str) -> None:
    told = [
        f"{finding.rule} {finding.message}"
        for finding in said_of(empty_desk(), text)
        if finding.severity is not Severity.INFO
    ]
    assert told == []
