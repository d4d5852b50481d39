"""Pasting by the names of rows, and 元 on a form in 万元."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.edits import SetSetting, SetValue, Together
from core.facts.model import Ref
from core.workspace.clip.labels import key_of
from core.workspace.clip.pasting import Plan
from core.workspace.clip.tsv import read_tsv
from core.workspace.clip.yuan import in_unit
from tests.workspace.support_clip import at, from_file, pasted, sample, sheet_of, specimen

FORM = "基础数据表"


def ids(plan: Plan) -> list[str]:
    return [question.id for question in plan.questions]


def values(plan: Plan) -> dict[tuple[str, str], str]:
    assert isinstance(plan.edit, Together)
    return {
        (edit.ref.name, edit.ref.aspect): edit.raw
        for edit in plan.edit.edits
        if isinstance(edit, SetValue)
    }


def onto(row: int, col: int, text: str, name: str = "taojiang-2024") -> Plan:
    report = sample(name)
    sheet = sheet_of(report, FORM)
    return pasted(report, sheet, at(report.grid(sheet), row, col), read_tsv(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("其中：办公经费", "办公经费"),
        ("公用经费：", " 公用 经费"),
        ("1、公务用车购置和维护经费", "（1）公务用车购置和维护经费"),
        ("水费、电费、差旅费", "水费，电费，差旅费"),
        ("会议费、培训费", "会议费　培训费"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert key_of(one) == key_of(other) != ""


def test_a_figure_is_no_name() -> None:
    assert [key_of(text) for text in ("12.5", "１００%", "2024", "")] == [""] * 4
    assert key_of("其中") == "其中"


def test_names_in_another_order_are_proposed_for_pasting_by_name() -> None:
    plan = onto(6, 5, "会议费、培训费\t4.11\n办公经费\t12\n三公经费\t5\n")
    assert ids(plan) == ["行名"]
    assert "（“会议费、培训费”“其中：办公经费”“三公经费”）" in plan.questions[0].text
    assert values(plan) == {
        ("会议培训费", "决算"): "4.11",
        ("办公经费", "决算"): "12",
        ("三公经费", "决算"): "5",
    }
    assert plan.told == ()


def test_by_position_when_the_user_says_so() -> None:
    plan = onto(6, 5, "会议费、培训费\t4.11\n办公经费\t12\n").with_answer("行名", "否")
    assert ids(plan) == []
    assert values(plan)["三公经费", "决算"] == "会议费、培训费"
    assert plan.told == ("右边 1 栏放不下，没有粘贴。",)


def test_names_that_stand_on_their_labels_are_not_asked_about() -> None:
    plan = onto(16, 0, "公用经费\t75\t80\t64\n办公经费\t14\t15\t11\n")
    assert (plan.questions, plan.told) == ((), ())
    assert values(plan)["办公经费", "决算"] == "11"


def test_all_columns_go_right_of_the_label_when_the_cursor_leaves_no_room() -> None:
    plan = onto(6, 5, "办公经费\t1\t2\t3\n三公经费\t4\t5\t6\n")
    assert values(plan) == {
        ("办公经费", "上年决算"): "1",
        ("办公经费", "年初预算"): "2",
        ("办公经费", "决算"): "3",
        ("三公经费", "上年决算"): "4",
        ("三公经费", "年初预算"): "5",
        ("三公经费", "决算"): "6",
    }


def test_names_the_form_does_not_have_are_told() -> None:
    plan = onto(6, 5, "办公经费\t12\n邮电费\t3\n三公经费\t5\n")
    assert ids(plan) == ["行名"]
    assert plan.told == ("有 1 行的行名表上没有，没有粘贴：“邮电费”。",)


def test_mostly_other_names_are_no_names_of_the_form() -> None:
    plan = onto(6, 5, "办公经费\t12\n邮电费\t3\n印刷费\t5\n")
    assert ids(plan) == []


def test_rows_the_county_has_fixed_are_names_too() -> None:
    report = sample("zhijiang-2023")
    sheet = sheet_of(report, "共性指标表")
    grid = report.grid(sheet)
    block = read_tsv("预算控制率\t3\n在职人员控制率\t4\n")
    plan = pasted(report, sheet, at(grid, 3, 8), block)
    assert ids(plan) == ["行名"]
    assert isinstance(plan.edit, Together)
    assert [edit.raw for edit in plan.edit.edits if isinstance(edit, SetValue)] == ["3", "4"]


# ------------------------------------------------------------ 元


def test_what_calc_copied_in_yuan_is_asked_about_and_converted() -> None:
    report = sample("taojiang-2024")
    sheet = sheet_of(report, FORM)
    block = from_file("calc-money.html")
    plan = pasted(report, sheet, at(report.grid(sheet), 6, 5), block)
    assert ids(plan) == ["行名", "金额"]
    assert "751,800.00 元 = 75.18 万元" in plan.questions[1].choices[0].text
    assert plan.told == ("有 1 行的行名表上没有，没有粘贴：“日期”。",)
    assert values(plan)["公用经费", "决算"] == "64.05005"
    as_is = plan.with_answer("行名", "是").with_answer("金额", "否")
    assert ids(as_is) == []
    assert values(as_is)["公用经费", "决算"] == "640,500.50"


def test_figures_like_those_that_stand_there_are_not_asked_about() -> None:
    assert ids(onto(6, 1, "9.95\t10\t6\n")) == []
    assert ids(onto(6, 1, "99500\t100000\t60000\n")) == ["金额"]


def test_beside_other_figures_of_the_report_1000_times_is_too_much() -> None:
    """Nothing stands in the cells, the median of the report is about ten 万元."""
    assert ids(onto(17, 3, "126700\n150000\n")) == ["金额"]
    assert ids(onto(17, 3, "12.67\n15\n")) == []


def test_on_a_blank_report_only_what_nobody_has_is_doubted() -> None:
    report = specimen("hunan-taojiang")
    sheet = sheet_of(report, FORM)
    where = at(report.grid(sheet), 6, 1)
    assert ids(pasted(report, sheet, where, read_tsv("99999\n"))) == []
    assert ids(pasted(report, sheet, where, read_tsv("751800\n"))) == ["金额"]


def test_a_form_in_yuan_has_nothing_to_convert() -> None:
    report = sample("taojiang-2024")
    report.apply(SetSetting("金额单位", "元"))
    sheet = sheet_of(report, FORM)
    plan = pasted(report, sheet, at(report.grid(sheet), 6, 1), read_tsv("99500\t100000\n"))
    assert ids(plan) == []


def test_what_is_no_money_is_neither_counted_nor_converted() -> None:
    report = sample("taojiang-2024")
    sheet = sheet_of(report, FORM)
    people = at(report.grid(sheet), 4, 1)
    plan = pasted(report, sheet, people, read_tsv("410000\t410000\n"))
    assert ids(plan) == []
    assert isinstance(plan.edit, Together)
    assert SetValue(Ref("编制数"), "410000") in plan.edit.edits


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("751800", "75.18"),
        ("751,800.55", "75.180055"),
        ("100000", "10"),
        ("-45", "-0.0045"),
        ("0", "0"),
        ("75万元", "75万元"),
        ("", ""),
    ],
)
def test_no_digit_is_lost(text: str, shown: str) -> None:
    assert in_unit(text, "万元") == shown


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False))
def test_the_sum_is_the_same(number: Decimal) -> None:
    assert Decimal(in_unit(format(number, "f"), "万元")) * 10000 == number
