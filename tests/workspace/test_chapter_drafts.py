"""Drafts of chapters: what the audit gives them, and how they come into a report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from core.checks.runner import Checker, Report
from core.document.document import Document
from core.facts.edits import AddRow, Edit, RemoveRow, SetReport, SetValue
from core.facts.model import Bound, Chapter, Ref
from core.forms.library import Library
from core.layout.chapters import entries
from core.workspace.chapter_drafts import all_drafts, appended, draft_of, problems

PACK = Library().pack("tongyong")
TOTAL, NAME = "年度资金总额", "整体自评报告"


def package(*edits: Edit) -> Document:
    document = Document.blank(PACK, 2024, "某局")
    for edit in edits:
        document.apply(edit)
    return document


def money(name: str, **amounts: str) -> list[Edit]:
    return [SetValue(Ref(name, aspect), amount) for aspect, amount in amounts.items()]


def indicator(document: Document, **cells: str) -> None:
    document.apply(AddRow("绩效指标", cells=cells))


def told(document: Document) -> list[str]:
    return problems(Desk(PACK, document.snapshot), Checker(PACK, True).full(document.snapshot))


def test_slow_spending_and_overspent_budgets_are_problems() -> None:
    document = package(
        *money(TOTAL, 年初预算="100", 全年预算="100", 决算="50"),
        *money("三公经费", 年初预算="2", 全年预算="2", 决算="5.5"),
    )
    assert told(document) == [
        "三公经费决算5.5万元，比全年预算增加3.50万元，超出了预算",
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
        "年度资金总额全年预算300万元，比年初预算增加200.00万元，年中预算调整较大",
    ]


def test_targets_that_were_not_reached_are_problems() -> None:
    document = package()
    indicator(
        document, 一级指标="产出指标", 三级指标="服务企业", 年度指标值="≥40家", 实际完成值="38家"
    )
    indicator(
        document, 一级指标="产出指标", 三级指标="举办培训", 年度指标值="≥4次", 实际完成值="4次"
    )
    assert told(document) == ["“服务企业”年度指标值为≥40家，实际完成38家，没有达到年度指标的要求"]


@pytest.mark.parametrize("name", sorted(Library().names()))
def test_problems_are_sentences_without_codes_or_commands(name: str) -> None:
    pack = Library().pack(name)
    document = Document.blank(pack, 2024, "某局")
    for aspect, amount in (("年初预算", "100"), ("全年预算", "300"), ("决算", "120")):
        concept = pack.concept("", TOTAL)
        if concept is not None and aspect in concept.aspects:
            document.apply(SetValue(Ref(TOTAL, aspect), amount))
    audit = Checker(pack, True).full(document.snapshot)
    for sentence in problems(Desk(pack, document.snapshot), audit):
        assert not re.search(r"[A-Z]\d|请|[。；]$|空白", sentence), sentence


def test_errors_and_what_follows_from_another_finding_are_no_problems() -> None:
    document = package(*money(TOTAL, 年初预算="100", 全年预算="100", 决算="50"))
    audit = Checker(PACK, True).full(document.snapshot)
    desk = Desk(PACK, document.snapshot)

    def changed(**how: object) -> list[str]:
        findings = tuple(replace(one, **how) for one in audit.findings)  # type: ignore[arg-type]
        return problems(desk, Report(findings))

    assert changed() and changed(explained="进度慢是因为……")
    assert not changed(severity=Severity.ERROR)
    assert not changed(forced=True)
    assert not changed(folded_under=("O1", ()))


def test_a_draft_goes_behind_what_is_there_with_its_figures() -> None:
    figure = Bound(1, 2, Ref("编制数"))
    assert appended("前面\n", (Bound(0, 1, Ref("编制数")),), ("编9", (figure,))) == (
        "前面\n编9",
        (Bound(0, 1, Ref("编制数")), Bound(4, 5, Ref("编制数"))),
    )
    assert appended(" \n", (), ("编9", (figure,))) == ("编9", (figure,))


def test_only_blank_chapters_get_a_draft() -> None:
    document = package(*money("项目支出", 决算="5"), SetReport((Chapter("项目支出", "写好了"),)))
    edit, count = all_drafts(PACK, document.snapshot, Report(()), NAME)
    texts = {chapter.title: chapter.text for chapter in edit.chapters}
    assert texts["项目支出"] == "写好了" and texts["基本支出"].startswith("基本支出＿＿万元")
    assert count == len(texts) - 1
    document.apply(edit)
    assert all_drafts(PACK, document.snapshot, Report(()), NAME) == (
        SetReport(document.snapshot.report),
        0,
    )


def test_every_pack_has_drafts_for_the_chapters_that_live_on_figures() -> None:
    for name in Library().names():
        pack = Library().pack(name)
        document = Document.blank(pack, 2024, "某局")
        drafts = [
            entry.title
            for report in pack.reports
            for entry in entries(pack, document.snapshot, report.id)
            if entry.draft
        ]
        assert len(drafts) >= 5, name


def test_a_sentence_of_a_draft_names_no_row_that_says_nothing() -> None:
    document = package()
    for row in document.snapshot.siblings("绩效指标"):
        document.apply(RemoveRow(row))
    indicator(document, 一级指标="产出指标", 三级指标="无", 年度指标值="无", 实际完成值="—")
    indicator(
        document, 一级指标="产出指标", 三级指标="服务企业", 年度指标值="40家", 实际完成值="无"
    )
    desk = Desk(PACK, document.snapshot)
    entry = next(
        entry
        for entry in entries(PACK, document.snapshot, NAME)
        if entry.title == "绩效目标完成情况分析"
    )
    text, _ = draft_of(desk, Report(()), entry)
    assert text == "各项绩效指标完成情况：服务企业年度指标值为40家，实际完成值为无。"
