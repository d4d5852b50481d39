"""Project lines and project forms: each has its other half, and the halves agree."""

from __future__ import annotations

from typing import Any

import pytest

from core.checks.finding import Severity
from core.checks.projects import _is_shorter
from core.document.document import Document
from core.facts.edits import LinkRow
from tests.support_rules import cells, package, said

ZHIJIANG, EVERYWHERE = "hunan-zhijiang", "tongyong"
NO_FORM, NO_LINE = "X4.项目没有自评表", "X4.自评表没有对应项目"
NONE, NAMES = "X4.缺少项目自评表", "X4.项目名称不一致"


def line(name: str, spent: object, link: str = "", **more: Any) -> dict[str, Any]:
    """A line of 基础数据表."""
    row = {"项目名称": name, "支出": {"决算": spent, **more}}
    return {**row, "项目表": link} if link else row


def form(name: str, spent: object, **more: Any) -> dict[str, Any]:
    """A project form."""
    return {"项目名称": name, "年度资金总额": {"全年预算": spent, "决算": spent, **more}}


def projects(lines: list[Any], forms: list[Any], pack: str = ZHIJIANG, **parts: Any) -> Document:
    """A package of lines and forms."""
    return package(pack, rows={"项目清单": lines, "项目": forms}, **parts)


def test_lines_without_form_are_one_finding() -> None:
    lines = [line("河道整治", 30), line("培训经费", 12), line("办公用房维修", 8)]
    document = projects(lines, [form("河道整治", 30)])
    (finding,) = said(document, NO_FORM)
    assert finding.severity is Severity.WARNING
    assert "项目清单[2].项目名称" in cells(document, finding)[0]
    assert len(finding.remedies) == 2
    for remedy in finding.remedies:
        document.apply(remedy.edit)
    assert not said(document, NO_FORM)
    assert document.snapshot.siblings("项目")[1:]


def test_a_form_without_line_gets_one() -> None:
    document = projects([line("河道整治", 30)], [form("河道整治", 30), form("培训经费", 12)])
    (finding,) = said(document, NO_LINE)
    document.apply(finding.remedies[0].edit)
    assert not said(document, NO_LINE) and not said(document, NAMES)


def test_a_county_that_asks_for_every_form_gets_an_error() -> None:
    lines = [line("河道整治", 30), line("培训经费", 12)]
    settings = {"项目自评表要求": "每个项目一份"}
    (finding,) = said(projects(lines, [form("河道整治", 30)], settings=settings), NO_FORM)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize("spent", [0, None])
def test_a_project_without_money_needs_no_form(spent: object) -> None:
    lines = [line("河道整治", 30), line("预留", spent)]
    assert not said(projects(lines, [form("河道整治", 30)]), NO_FORM)


def test_both_halves_left_over_are_offered_to_each_other() -> None:
    lines = [line("甲村道路", 30, "无"), line("乙村道路", 12, "项目[2]")]
    document = projects(lines, [form("甲村的公路", 31), form("乙村道路", 12)])
    (lonely,) = said(document, NO_FORM)
    (free,) = said(document, NO_LINE)
    assert isinstance(lonely.remedies[0].edit, LinkRow)
    assert isinstance(free.remedies[0].edit, LinkRow)
    document.apply(lonely.remedies[0].edit)
    assert not said(document, NO_FORM) and not said(document, NO_LINE)


def test_forms_without_any_list_are_no_fault() -> None:
    document = projects([], [form("河道整治", 30)])
    assert not said(document, NO_FORM) and not said(document, NO_LINE)


def test_no_form_at_all_is_told_once() -> None:
    document = projects([line("河道整治", 30), line("培训经费", 0)], [])
    (finding,) = said(document, NONE)
    assert cells(document, finding) == ["基础数据表:项目清单[1].支出@决算"]
    assert not said(document, NO_FORM)
    document.apply(finding.remedies[0].edit)
    assert not said(document, NONE)


def test_a_county_without_project_forms_is_asked_about_named_projects_only() -> None:
    named = package("hunan-taojiang", facts={"业务工作经费": {"决算": 40}})
    (finding,) = said(named, NONE)
    assert finding.severity is Severity.WARNING and not finding.remedies
    whole = package("hunan-hengyangxian", facts={"项目支出": {"决算": 396.82}})
    assert not said(whole, NONE)


@pytest.mark.parametrize(
    ("first", "second", "weight"),
    [
        ("农村电商师范项目", "农村电商示范项目", Severity.WARNING),
        ("创新型省份建设专项资金", "创新型省份建设资金", Severity.INFO),
        ("防汛物资", "农村公路", Severity.WARNING),
    ],
)
def test_two_names_of_one_project(first: str, second: str, weight: Severity) -> None:
    document = projects([line(first, 7, "项目[1]")], [form(second, 7)])
    (finding,) = said(document, NAMES)
    assert finding.severity is weight
    document.apply(finding.remedies[0].edit)
    assert not said(document, NAMES)


def test_marks_and_numbering_make_no_other_name() -> None:
    document = projects([line("1、“三区”人才 经费", 7, "项目[1]")], [form("三区人才经费", 7)])
    assert not said(document, NAMES)


def test_a_wrong_character_is_no_short_form() -> None:
    assert _is_shorter("农村公路养护", "全县农村公路养护")
    assert not _is_shorter("师范项目", "示范项目")
    assert not _is_shorter("公路", "公路费")


def test_the_same_budget_twice_must_agree() -> None:
    both = [line("甲项目", 30, "项目[1]", 年初预算=20)], [form("甲项目", 30, 年初预算=25)]
    (finding,) = said(projects(*both, pack=EVERYWHERE), "X5.清单预算与自评表预算")
    assert finding.severity is Severity.WARNING


def test_an_adjusted_budget_is_a_hint() -> None:
    document = projects([line("甲项目", 30, "项目[1]", 年初预算=20)], [form("甲项目", 30)])
    (finding,) = said(document, "X5.清单预算与自评表预算")
    assert finding.severity is Severity.INFO and "追加了 10" in finding.message
    same = projects([line("甲项目", 30, "项目[1]", 年初预算=30)], [form("甲项目", 30)])
    assert not said(same, "X5.清单预算与自评表预算")


@pytest.mark.parametrize(("whole", "found"), [(40, True), (42, False), (42.01, False), (50, False)])
def test_forms_add_up_to_the_unit_s_spending(whole: object, found: bool) -> None:
    facts = {"项目支出": {"决算": whole}}
    document = projects([], [form("甲", 30.25), form("乙", 11.75)], EVERYWHERE, facts=facts)
    assert bool(said(document, "X6.自评表合计与项目支出")) is found


def test_where_every_form_is_asked_for_none_may_be_missing() -> None:
    document = projects(
        [],
        [form("甲", 30), form("乙", 12)],
        EVERYWHERE,
        facts={"项目支出": {"决算": 50}},
        settings={"项目自评表要求": "每个项目一份"},
    )
    (finding,) = said(document, "X6.自评表合计与项目支出")
    assert finding.severity is Severity.ERROR
