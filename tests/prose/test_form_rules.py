"""The rules on the form of a text: what they find, what they leave alone, hostile texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.document.document import Document
from core.facts.model import Chapter
from core.prose.divide import divide
from core.prose.manuscript import Manuscript
from core.prose.own_unit import is_same_unit, units_in_title, year_of
from core.prose.proofreader import proofread
from tests.support import pack_of

TEXTS = Path(__file__).parent / "form_texts"
BUREAU = "桃江县科学技术和工业信息化局"
TOWN = "石牛江镇人民政府"


def found(text: str, unit: str = BUREAU, year: int = 2024) -> list[Finding]:
    """What is found in a plain text; no rule breaks."""
    document = Document.blank(pack_of("hunan-taojiang"), year, unit)
    read = proofread(Desk(document.pack, document.snapshot), divide(text))
    assert read.broken == ()
    return list(read.findings)


def told(text: str, code: str, unit: str = BUREAU, year: int = 2024) -> list[str]:
    """The words one rule quotes."""
    return [f.words[0].quoted for f in found(text, unit, year) if f.rule.startswith(f"{code}.")]


@pytest.mark.parametrize(("name", "unit"), [("clean-town", TOWN), ("clean-bureau", "桃江县民政局")])
def test_nothing_is_said_of_a_clean_report(name: str, unit: str) -> None:
    assert found((TEXTS / f"{name}.txt").read_text("utf-8"), unit) == []


@pytest.mark.parametrize("name", ["clean-town", "clean-bureau"])
def test_year_and_unit_are_read_from_the_title(name: str) -> None:
    manuscript = Manuscript(divide((TEXTS / f"{name}.txt").read_text("utf-8")))
    assert year_of(manuscript) == 2024
    assert {unit.name for unit in units_in_title(manuscript)} <= {TOWN, "桃江县民政局"}
    assert len(list(units_in_title(manuscript))) == 1


# ---------------------------------------------------------------- years


@pytest.mark.parametrize(
    "text",
    [
        "2023年度部门整体支出绩效自评报告",
        "2023年，我局认真履行职责，全面完成各项工作。",
        "（一）2023年部门支出 10.00 万元。",
        "工作正常。2023年底，项目全部完工。",
        "经小组打分，2023年度部门整体支出绩效自评得分98分。",
        "我局编制30名；截至2023年12月31日在职人员28人。",
    ],
)
def test_a_year_left_in_is_found(text: str) -> None:
    assert told(text, "R11") in (["2023年"], ["2023年度"])


@pytest.mark.parametrize(
    "text",
    [
        "2024年比2023年增长5%。",
        "2023年支出5万元，2024年支出6万元。",
        "根据《桃江县2023年预算绩效管理办法》和财预〔2023〕10号，我局开展自评。",
        "近年来，2023年和2022年先后建成两处。",
        "其中2023年中央财政衔接推进乡村振兴补助资金 20.00 万元。",
        "2023年结转资金 20.00 万元已经支付。",
        "2019年机构改革后，我局职能调整。",
        "2025年4月18日",
        "针对2023年度绩效自评发现的问题，已经逐条整改。",
        "截至2023年底结转资金20万元。",
        "2023年支出合计5万元，本年增加1万元。",
        "2023年度绩效自评得分95分，2024年度绩效自评得分98分。",
    ],
)
def test_years_that_are_right(text: str) -> None:
    assert told(text, "R11") == []


# ---------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("name", "own", "same"),
    [
        ("桃江县科工信局", BUREAU, True),
        ("科学技术和工业信息化局", BUREAU, True),
        ("石牛江镇", TOWN, True),
        ("中共石牛江镇委员会", TOWN, True),
        ("衡阳县科技和工业信息化局", "衡阳县科学技术和工业信息化局", True),
        ("修山镇人民政府", TOWN, False),
        ("桃江县民政局", "桃江县水利局", False),
        ("新邵县民政局", "桃江县民政局", False),
    ],
)
def test_names_of_one_unit(name: str, own: str, same: bool) -> None:
    assert is_same_unit(name, own) is same


def test_another_units_name() -> None:
    title = "修山镇2024年度部门整体支出绩效自评报告"
    (finding,) = (f for f in found(title, TOWN) if f.rule.startswith("R12."))
    assert (finding.severity, finding.words[0].quoted) == (Severity.ERROR, "修山镇")
    assert told("一、概况\n我镇按要求开展自评。", "R12", BUREAU) == ["我镇"]
    assert told("一、概况\n我局按要求开展自评。", "R12", TOWN) == ["我局"]
    assert told("一、概况\n我乡镇企业发展快，本局所长带队。", "R12", BUREAU) == []
    body = "一、概况\n修山镇2024年度部门整体支出 10.00 万元。"
    assert told(body, "R12", TOWN) == ["修山镇"]
    assert told("一、概况\n按省新邵县财政局的做法开展。", "R12", TOWN) == ["新邵县"]


@pytest.mark.parametrize(
    "text",
    [
        "一、概况\n根据县财政局要求，全县各乡镇人民政府和桃江县财政局参加。",
        "一、概况\n桃江县审计局2024年对我镇预算执行开展审计。",
        "一、概况\n我镇与修山镇、马迹塘镇接壤，赴长沙市学习。",
        "2024年度部门整体支出绩效自评报告\n一、概况\n正文。",
    ],
)
def test_names_that_may_stand_there(text: str) -> None:
    assert told(text, "R12", TOWN) == []


# ---------------------------------------------------------------- template, marks, repeats


def test_template_words() -> None:
    text = "（参考提纲）\n完成XX村道路，XX村水渠。\n（略）\n负责人：（  ）"
    severities = {f.words[0].quoted: f.severity for f in found(text) if f.rule.startswith("R13.")}
    assert severities == {
        "（参考提纲）": Severity.WARNING,
        "XX": Severity.WARNING,
        "（略）": Severity.INFO,
        "（  ）": Severity.INFO,
    }
    (twice,) = (f for f in found(text) if f.words[0].quoted == "XX")
    assert len(twice.words) == 2  # one finding for all places


def test_a_sentence_cut_off_in_the_middle_of_a_text() -> None:
    text = "一、概况\n通信质量弱、信号差，\n解决和完善工作已经完成。\n二、支出\n支出正常。"
    assert told(text, "R18") == ["通信质量弱、信号差，"]


def test_lines_broken_by_a_conversion_are_no_cut_sentences() -> None:
    sentence = (
        "我局认真贯彻落实县委、县政府决策部署，全面完成年度各项目标任务，部门整体支出管理得到提升"
    )
    lines = "\n".join(sentence[at : at + 22] for at in range(0, len(sentence), 22))
    assert told(f"一、概况\n{lines}，\n{lines}。", "R18") == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("包括（办公费、差旅费。", ["（办公费、差旅费"]),
        ("贯彻落实《预算法、《会计法》要求。", ["《预算法、《会计"]),
        ("严控三公”经费。", ["严控三公”"]),
        ("括号可以一全一半（如此)，1）也可以，a）也可以。", []),
        ("（一行里（套一层）也可以）。", []),
    ],
)
def test_brackets_and_quotes(text: str, quoted: list[str]) -> None:
    assert told(text, "R23") == quoted


def test_pairs_across_a_page_end() -> None:
    assert told("实行“专\n人管理、专户储存”。", "R23") == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("完成。。", ["完成。。"]),
        ("完成，，较好", ["完成，，较"]),
        ("完成……较好……。", []),
        ("完成。。。", []),
        ("“一、二、三”级", []),
    ],
)
def test_punctuation(text: str, quoted: list[str]) -> None:
    assert told(text, "R24") == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("进一步进一步加强管理", ["进一步进一步"]),
        ("各单位的的工作", ["的的"]),
        ("公务接待待费下降", ["公务接待待费"]),
        ("公用经经费下降", ["公用经经费"]),
        ("政府采金购额下降", ["政府采金购额"]),
        ("政府彩购金额下降", []),  # another character is not for a general rule
        ("政府采购金额、项目支出、年初预算数", []),
        ("一步一步、层层把关、天天向上、为了了解除了了解", []),
        ("的的确确与与会代表和和谐社区", []),
        ("办公室公务、项目目标、本年年初、资金金额", []),
    ],
)
def test_doubled_words(text: str, quoted: list[str]) -> None:
    assert told(text, "R22") == quoted


def test_a_whole_run_of_words_repeated_is_one_finding() -> None:
    run = "以考核文件精神为指导，以整体绩效支出为内容，对各项支出和管理情况进行评价打分"
    text = f"一、甲\n本次自评{run}，取得成效。\n二、乙\n综合以上情况，{run}，得出结论。"
    (finding,) = (f for f in found(text) if f.rule.startswith("R15."))
    assert finding.words[0].chapter == 1 and finding.words[1].chapter == 0
    assert "以整体绩效支出为内容，对各项支出和管理情况进行评价打分" in finding.words[0].quoted


def test_two_reports_in_one_text_may_say_the_same() -> None:
    sentence = "我局严格执行财务管理制度，资金使用合规，没有挪用。"
    report = f"一、概况\n{sentence}\n二、支出\n正常。\n三、结论\n良好。\n"
    assert told(report * 2, "R15") == []
    assert len(told(report + f"四、其他\n{sentence}", "R15")) == 1


# ---------------------------------------------------------------- hostile texts


MARKS = [
    "一、",
    "（",
    "）",
    "“",
    "”",
    "。",
    "，",
    "1.",
    "1.1",
    "①",
    "一是",
    "（三）",
    "XX",
    "的的",
    "附件1",
    "我镇",
    "某某镇",
    "2023年",
]
NUMBERS = ["〔2020〕1号", "【2022】1号"]
PIECES = st.sampled_from([*MARKS, *NUMBERS, "\n", "\t", " ", "😀", "\u202e"])


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([BUREAU, TOWN, "", "某局"]))
def test_words_are_where_findings_say(text: str, unit: str) -> None:
    chapters = divide(text)
    for finding in found(text, unit):
        assert finding.words and finding.message
        for words in finding.words:
            chapter: Chapter = chapters[words.chapter]
            whole = chapter.title if words.is_title else chapter.text
            assert whole[words.start : words.end] == words.quoted != ""


SINGLE = [*"（），“。《1的中", "一、", "1.", "20", "XX", "一是", "我镇", "2023年", "【2022】"]


@pytest.mark.parametrize(
    "piece", [*SINGLE, " ", "\t", "附件1\n", "（一）\n", "（一）甲\n", "一、甲\n", "a\n"]
)
def test_the_same_over_and_over_comes_to_an_end(piece: str) -> None:
    assert len(found(piece * (100_000 // len(piece)), TOWN)) < 3_000


def test_what_another_town_achieved() -> None:
    body = "一、概况\n一年来，有力促进了修山塘镇经济社会持续发展。"
    assert told(body, "R12", TOWN) == ["修山塘镇"]
    for right in ("有力促进了石牛江镇经济社会发展。", "有力促进了全镇经济社会发展。"):
        assert told(f"一、概况\n{right}", "R12", TOWN) == []
    assert told(body, "R12", BUREAU) == []


def test_a_sentence_written_twice_behind_a_number() -> None:
    sentence = "管护对象分散在各个村组，单户成本逐年上升"
    assert told(f"1、资金下达偏晚。2、{sentence}。3、人员老化。{sentence}。", "R15") == [sentence]
