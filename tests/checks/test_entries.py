"""Entries: wrong phones, dates, numbers, grades, leftovers and years; and what looks like them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calc.references import placement_text
from core.checks.finding import Finding, Severity
from core.checks.leftovers import is_template_indicator, stale_years, template_words
from core.checks.phones import phone_problem
from core.checks.runner import check
from core.document.document import Document
from core.facts.edits import SetPrinted, SetValue
from core.forms.library import Library
from core.storage.datafile import load


def package(facts: object = None, rows: object = None, **more: Any) -> Document:
    """A loaded package."""
    data = {"pack": "hunan-taojiang", "year": 2024, "unit": "某局", **more}
    data |= {"facts": facts or {}, "rows": rows or {}}
    return load(json.dumps(data, ensure_ascii=False), Library()).document


def found(document: Document, code: str) -> list[Finding]:
    """The findings of one rule in a full audit."""
    findings = check(document.pack, document.snapshot).findings
    return [finding for finding in findings if finding.rule.split(".")[0] == code]


def severities(document: Document, code: str) -> list[str]:
    return [finding.severity.value for finding in found(document, code)]


def indicator(**cells: object) -> dict[str, object]:
    """One indicator row."""
    return {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "培训", **cells}


# ---------------------------------------------------------------- phones


@pytest.mark.parametrize(
    "text",
    [
        "13800000001",
        "１３８０００００００１",
        "+86 13800000002",
        "0737-8880000",
        "（0737）8880000",
        "07378880000",
        "010-88800000",
        "0731-88800000-801",
        "0731-88800000转801",
        "400-800-0000",
        "13800000001/13800000002",
        "0737-8880000 13800000001",
        "13800000001、0737-8880000",
        "电话：13800000001",
        "138****0001",
        "无",
        "—",
        "",
    ],
)
def test_right_phones(text: str) -> None:
    assert phone_problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1380000000",
        "138000000012",
        "12800000001",
        "0737-888000",
        "0737888",
        "020-8880000",
        "1380000",
        "联系人",
        "13800000001/1380000000",
        "99",
    ],
)
def test_wrong_phones(text: str) -> None:
    problem = phone_problem(text)
    assert problem is not None and problem.wrong and problem.says


def test_a_number_without_its_area_code_is_a_hint() -> None:
    problem = phone_problem("8880000")
    assert problem is not None and not problem.wrong
    assert severities(package({"联系电话": "8880000"}), "E1") == ["提示"]


@pytest.mark.parametrize("text", ["某某", "某某 13800000001", "1、某某 0737-8880000"])
def test_names_with_phones(text: str) -> None:
    assert phone_problem(text, in_words=True) is None


def test_a_wrong_phone_behind_a_name() -> None:
    document = package(
        rows={"项目": [{"项目名称": "甲", "负责人及电话": "某某1380000000"}]},
        pack="hunan-zhijiang",
        year=2023,
    )
    (finding,) = found(document, "E1")
    assert finding.severity is Severity.ERROR
    assert placement_text(document.snapshot, finding.cells[0]) == "项目自评表:项目[1].负责人及电话"


@given(st.integers(3, 9), st.text("0123456789", min_size=0, max_size=16))
def test_only_eleven_digits_are_a_mobile(second: int, rest: str) -> None:
    problem = phone_problem(f"1{second}{rest}")
    assert (problem is None) == (len(rest) == 9)


def test_a_printed_phone_is_told_at_its_place_with_the_way_back() -> None:
    document = package(
        {"联系电话": "13800000001"}, printed={"整体自评表": {"联系电话": "138000000012"}}
    )
    (finding,) = found(document, "E1")
    assert placement_text(document.snapshot, finding.cells[0]) == "整体自评表:联系电话"
    assert "12 位" in finding.message
    assert isinstance(finding.remedies[0].edit, SetPrinted)
    document.apply(finding.remedies[0].edit)
    assert found(document, "E1") == []


@pytest.mark.parametrize("gap", [" ", "-", "－", "　"])
def test_gaps_inside_a_number(gap: str) -> None:
    assert phone_problem(gap.join(("138", "0000", "0001"))) is None


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("2025年4月10日", None),
        ("2025.04.10", None),
        ("2025-4-10.", None),
        ("2025-04-10 09:30:00", None),
        ("二〇二五年四月十日", None),
        ("二〇二四年四月十日", "需说明"),
        ("二〇二四年十二月三十一日", None),
        ("二〇二七年一月二日", "需说明"),
        ("2024年12月31日", None),
        ("2025年12月31日", None),
        ("2025年4月10", None),
        ("2025年4月", "需说明"),
        ("2025.4", "需说明"),
        ("2025年", "需说明"),
        ("2025", "需说明"),
        ("4月10日", "需说明"),
        ("2025年4月  日", "需说明"),
        ("2025年13月", "错误"),
        ("2025年13月  日", "错误"),
        ("2025年4月32", "错误"),
        ("13月10日", "错误"),
        ("25.2.30", "错误"),
        ("2025年  月  日", "需说明"),
        ("25.4.10", "需说明"),
        ("2024.4.10", "需说明"),
        ("2026.1.2", "需说明"),
        ("2025.2.30", "错误"),
        ("2025.13.1", "错误"),
        ("四月", "错误"),
    ],
)
def test_dates(text: str, severity: str | None) -> None:
    assert severities(package({"填报日期": text}), "E2") == ([severity] if severity else [])


def test_a_printed_date_counts_too() -> None:
    document = package({"填报日期": "2025.4.10"}, printed={"整体自评表": {"填报日期": "2025.4.31"}})
    (finding,) = found(document, "E2")
    assert finding.cells[0].form == "整体自评表"


@given(st.dates(date(2024, 12, 31), date(2025, 12, 31)))
def test_every_day_of_the_next_year_will_do(day: date) -> None:
    assert severities(package({"填报日期": f"{day.year}.{day.month}.{day.day}"}), "E2") == []


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "severity", "remedy"),
    [
        ("700.77", None, None),
        ("—", None, None),
        ("无", None, None),
        ("1,700.77", None, None),
        ("7,00.0,77", "错误", None),
        ("12..5", "错误", None),
        ("已支付", "错误", None),
        ("约700万元", "需说明", "700万元"),
        ("560.12万元（含追加）", "需说明", "560.12万元"),
        ("未采购", "提示", None),
        ("详见附表", "需说明", None),
    ],
)
def test_numbers(text: str, severity: str | None, remedy: str | None) -> None:
    document = package({"公用经费": {"决算": text}})
    assert severities(document, "E3") == ([severity] if severity else [])
    if remedy:
        edit = found(document, "E3")[0].remedies[0].edit
        assert isinstance(edit, SetValue) and edit.raw == remedy


def test_rows_and_merged_scores_are_looked_at() -> None:
    rows = {
        "项目清单": [{"项目名称": "甲", "支出": {"决算": "二十万"}}],
        "绩效指标": [indicator(分值="50%"), indicator(三级指标="验收", 得分="优")],
    }
    document = package(rows=rows)
    assert sorted(severities(document, "E3")) == ["错误", "错误", "需说明"]
    shared = [indicator(分值="五十"), indicator(三级指标="验收", 分值="〃")]
    document = package(rows={"绩效指标": shared}, pack="hunan-hengyangxian", year=2021)
    (finding,) = found(document, "E3")  # a merged cell is told once
    cell = placement_text(document.snapshot, finding.cells[0])
    assert cell == "整体自评表:绩效指标[1].分值"


def test_an_unreadable_printed_number() -> None:
    document = package(
        {"三公经费": {"决算": 2.85}},
        printed={"整体自评表": {"三公经费@决算": "见附件1"}},
        pack="hunan-hengyangxian",
        year=2021,
    )
    (finding,) = found(document, "E3")
    assert finding.cells[0].form == "整体自评表"


def test_a_date_that_cannot_be_is_wrong_and_one_with_gaps_unfinished() -> None:
    for text, severity in (
        ("2024年13月5日", "错误"),
        ("2025年2月30日", "错误"),
        ("2025年  月  日", "需说明"),
        ("年 月 日", "需说明"),
    ):
        assert severities(package({"填报日期": text}), "E2") == [severity], text


def test_money_written_in_another_unit() -> None:
    document = package({"公用经费": {"决算": "640500元", "年初预算": "75.18万元"}})
    (finding,) = found(document, "E8")
    assert finding.severity is Severity.INFO and finding.expected == "64.05"
    document.apply(finding.remedies[0].edit)
    assert found(document, "E8") == []


# ---------------------------------------------------------------- grades


@pytest.mark.parametrize(
    ("grade", "total", "e4", "o8"),
    [
        ("优", 95, [], []),
        ("优", 90, [], []),
        ("良", 90, [], ["错误"]),
        ("良", "89.99", [], []),
        ("差", 59, [], []),
        ("优秀", 95, ["提示"], []),
        ("良好", 95, ["提示"], ["需说明"]),
        ("合格", 65, ["提示"], []),
        ("优（95分）", 95, [], []),
        ("评价等级：优", 95, [], []),
        ("95", 95, ["错误"], []),
        ("95分", 95, ["错误"], []),
        ("较好", 85, ["需说明"], []),
        ("优", 110, [], []),
    ],
)
def test_grades(grade: str, total: object, e4: list[str], o8: list[str]) -> None:
    document = package({"评价等级": grade, "总得分": total}, pack="tongyong")
    assert severities(document, "E4") == e4
    assert severities(document, "O8") == o8


def test_the_countys_own_word_for_sixty_points() -> None:
    facts = {"评价等级": "较差", "总得分": 70}
    document = package(facts, pack="hunan-hengyangxian", year=2021)
    assert found(document, "E4") == found(document, "O8") == []


def test_the_fitting_grade_is_offered() -> None:
    document = package({"评价等级": "91", "总得分": 91}, pack="hunan-hengyangxian", year=2021)
    edit = found(document, "E4")[0].remedies[0].edit
    assert isinstance(edit, SetValue) and edit.raw == "优秀"
    document.apply(edit)
    assert found(document, "E4") == found(document, "O8") == []


def test_a_grade_that_fits_the_right_total_is_not_told_again() -> None:
    rows = {"绩效指标": [indicator(分值=100, 得分=85)]}
    document = package({"评价等级": "良", "总得分": 95}, rows, pack="sichuan-luxian")
    assert found(document, "O8") == []


def test_the_grade_of_a_project() -> None:
    rows = {"项目": [{"项目名称": "甲", "评价等级": "优", "总得分": 70}]}
    document = package(rows=rows, pack="tongyong")
    (finding,) = found(document, "O8")
    cell = placement_text(document.snapshot, finding.cells[0])
    assert cell == "项目自评表:项目[1].评价等级"


# ---------------------------------------------------------------- leftovers


@pytest.mark.parametrize(
    "text",
    [
        "（参考提纲）",
        "完成XX村道路",
        "××镇人民政府",
        "投入xxx万元",
        "X年X月完工",
        "20XX年",
        "年   月   日",
        "【请填写本年度目标】",
        "【】",
        "请在此处填写目标",
        "填写说明：如实填写",
        "（不超过200字）",
        "（可续行）",
        "目标1：\n目标2：",
        "1.完成道路\n2.……",
        "共____万元",
    ],
)
def test_template_words_are_seen(text: str) -> None:
    assert template_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "开展培训、走访……等活动",
        "建成3×4米展板，AAAA级景区",
        "2024年4月10日",
        "当年 月均支出下降",
        "填写率100%",
        "（一）加强监测（含改造）",
        "【重点】推进改革",
        "目标1：完成道路5公里",
        "参考上年水平",
        "maxxi平台，XXL型",
        "电话138xxxx0000",
    ],
)
def test_ordinary_words_are_not(text: str) -> None:
    assert template_words(text) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("指标1：", True),
        ("指标2", True),
        ("三级指标", True),
        ("指标名称", True),
        ("", False),
        ("指标完成率", False),
        ("指标1：培训人数", False),
    ],
)
def test_names_of_the_template(text: str, wanted: bool) -> None:
    assert is_template_indicator(text) is wanted


def test_the_packs_own_texts_and_hidden_names_are_no_leftovers() -> None:
    rows = {"项目": [{"项目名称": "甲", "负责人及电话": "张×× 138××××0000"}]}
    assert found(package(rows=rows, pack="tongyong"), "E5") == []
    blank = Document.blank(Library().pack("hunan-zhijiang"), 2023)
    assert found(blank, "E5") == []


def test_the_remedy_takes_the_words_out() -> None:
    document = package({"厉行节约保障措施": "（参考提纲）严格审批"})
    document.apply(found(document, "E5")[0].remedies[0].edit)
    assert found(document, "E5") == []
    document = package({"厉行节约保障措施": "压减XX万元"})
    assert found(document, "E5")[0].remedies == ()


# ---------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2023年完成道路5公里", (2023,)),
        ("于2023年12月底完成", (2023,)),
        ("2022年和往常一样推进，2023年12月底完工", (2023,)),
        ("2024年完成，2023年未完成", ()),
        ("2023-2025年分三年实施", ()),
        ("2022至2023年完成", ()),
        ("比2023年增长5%", ()),
        ("自2023年起", ()),
        ("2023年以来", ()),
        ("2023年度结转资金", ()),
        ("湘财绩〔2023〕7号", ()),
        ("“十四五”期间", ()),
        ("2025年建成", ()),
        ("", ()),
    ],
)
def test_stale_years(text: str, wanted: tuple[int, ...]) -> None:
    assert stale_years(text, 2024) == wanted


def test_a_year_in_the_projects_name_is_right() -> None:
    project = {
        "项目名称": "2023年高标准农田建设",
        "预期目标": "完成2023年高标准农田建设任务",
        "绩效指标": [indicator(年度指标值="2023年底前")],
    }
    document = package(rows={"项目": [project]}, pack="national")
    assert found(document, "E6") == found(document, "E14") == []
    project["项目名称"] = "高标准农田建设"
    document = package(rows={"项目": [project]}, pack="national")
    assert severities(document, "E6") == severities(document, "E14") == ["需说明"]


def test_old_years_of_indicators_are_told_once() -> None:
    rows = [
        indicator(年度指标值="2023年12月底前", 实际完成值="2023年12月"),
        indicator(三级指标="2023年验收率", 年度指标值="100%", 实际完成值="100%"),
        indicator(三级指标="支付进度", 年度指标值="2024年底之前", 实际完成值="2024年底之前"),
        indicator(三级指标="建成", 年度指标值="2026年12月底前", 实际完成值="推进中"),
    ]
    document = package(rows={"绩效指标": rows})
    (finding,) = found(document, "E14")
    assert finding.severity is Severity.WARNING
    assert len(finding.cells) == 3
    named = package(rows={"绩效指标": [rows[1]]})
    assert severities(named, "E14") == ["提示"]
