"""Problems in drafts: what the audit and the indicators give them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.calc.figures import figure_text, joined
from core.checks.desk import Desk
from core.checks.finding import Severity
from core.checks.runner import Checker, Report
from core.document.document import Document
from core.facts.edits import AddRow, SetReport, SetValue
from core.facts.model import UNIT, Chapter, Ref
from core.forms.library import Library
from core.workspace.draft_problems import judged
from tests.support_drafts import PACK, TOTAL, indicator, money, package


def sentences(desk: Desk, audit: Report, holder: str = UNIT) -> list[str]:
    """The problems of the unit or a project; every figure in them reads as its facts do."""
    found = judged(desk, audit).problems.get(holder, ())
    for problem in found:
        for piece in problem:
            if not isinstance(piece, str):
                assert figure_text(desk.pack, desk.snapshot, piece[1]) == piece[0]
    return [joined(problem)[0] for problem in found]


def told(document: Document, holder: str = UNIT) -> list[str]:
    audit = Checker(PACK, True).full(document.snapshot)
    return sentences(Desk(PACK, document.snapshot), audit, holder)


def test_slow_spending_and_overspent_budgets_are_problems() -> None:
    document = package(
        *money(TOTAL, 年初预算="100", 全年预算="100", 决算="50"),
        *money("三公经费", 年初预算="2", 全年预算="2", 决算="5.5"),
    )
    assert told(document) == [
        "三公经费决算5.5万元，与全年预算相比增加3.50万元，超出了预算",
        "全年预算执行率为50.00%，预算执行进度偏慢",
    ]


def test_a_budget_moved_within_the_year_and_too_many_people_are_problems() -> None:
    document = package(
        *money(TOTAL, 年初预算="100", 全年预算="300", 决算="300"),
        SetValue(Ref("编制数"), "10人"),
        SetValue(Ref("在职人数"), "12"),
    )
    assert told(document) == [
        "年末实有在职12人，超过编制数10人",
        "全年预算300万元，与年初预算相比增加200.00万元，年中预算调整较大",
    ]


def test_targets_that_were_not_reached_are_problems() -> None:
    document = package()
    indicator(
        document, 一级指标="产出指标", 三级指标="服务企业", 年度指标值="≥40家", 实际完成值="38家"
    )
    indicator(
        document, 一级指标="产出指标", 三级指标="举办培训", 年度指标值="≥4次", 实际完成值="4次"
    )
    words = "年度指标值为不低于40家，实际完成值为38家，没有达到年度指标的要求"
    assert told(document) == [f"“服务企业”{words}"]
    document.apply(AddRow("项目", cells={"项目名称": "平台建设"}))
    project = document.snapshot.siblings("项目")[-1]
    indicator(document, project, 三级指标="服务企业", 年度指标值="≥40家", 实际完成值="38家")
    assert told(document) == [f"“服务企业”{words}"]
    assert told(document, project) == [f"“平台建设”的“服务企业”{words}"]


def test_a_reason_beside_a_target_that_was_missed_does_not_hide_it() -> None:
    document = package()
    indicator(
        document, 三级指标="服务企业", 年度指标值="≥40家", 实际完成值="38家", 偏差原因="两家停产"
    )
    assert len(told(document)) == 1


def test_the_figures_of_a_problem_follow_their_facts() -> None:
    document = package(*money(TOTAL, 年初预算="100", 全年预算="300", 决算="300"))
    audit = Checker(PACK, True).full(document.snapshot)
    problem = judged(Desk(PACK, document.snapshot), audit).problems[UNIT][0]
    text, figures = joined(problem)
    document.apply(SetReport((Chapter("存在的主要问题", text, "", figures),)))
    document.apply(SetValue(Ref(TOTAL, "全年预算"), "280"))
    assert document.snapshot.report[0].text == (
        "全年预算280万元，与年初预算相比增加180.00万元，年中预算调整较大"
    )


@pytest.mark.parametrize("name", sorted(Library().names()))
def test_problems_are_sentences_without_codes_or_commands(name: str) -> None:
    pack = Library().pack(name)
    document = Document.blank(pack, 2024, "某局")
    for aspect, amount in (("年初预算", "100"), ("全年预算", "300"), ("决算", "120")):
        concept = pack.concept("", TOTAL)
        if concept is not None and aspect in concept.aspects:
            document.apply(SetValue(Ref(TOTAL, aspect), amount))
    audit = Checker(pack, True).full(document.snapshot)
    for sentence in sentences(Desk(pack, document.snapshot), audit):
        assert not re.search(r"[A-Z]\d|请|[。；]$|空白", sentence), sentence


def test_errors_and_what_follows_from_another_finding_are_no_problems() -> None:
    document = package(*money(TOTAL, 年初预算="100", 全年预算="100", 决算="50"))
    audit = Checker(PACK, True).full(document.snapshot)
    desk = Desk(PACK, document.snapshot)

    def changed(**how: object) -> list[str]:
        findings = tuple(replace(one, **how) for one in audit.findings)  # type: ignore[arg-type]
        return sentences(desk, Report(findings))

    assert changed() and changed(explained="进度慢是因为……")
    assert not changed(severity=Severity.ERROR)
    assert not changed(forced=True)
    assert not changed(folded_under=("O1", ()))
