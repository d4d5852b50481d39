"""Drafts of chapters: how they come into a report."""

from __future__ import annotations

from core.checks.desk import Desk
from core.checks.runner import Report
from core.document.document import Document
from core.facts.edits import RemoveRow, SetReport
from core.facts.model import Bound, Chapter, Ref
from core.forms.library import Library
from core.layout.chapters import entries
from core.workspace.chapter_drafts import all_drafts, appended, draft_of
from tests.support_drafts import PACK, indicator, money, package

NAME = "整体自评报告"


def test_a_draft_goes_behind_what_is_there_with_its_figures() -> None:
    figure = Bound(1, 2, Ref("编制数"))
    assert appended("前面\n", (Bound(0, 1, Ref("编制数")),), ("编9", (figure,))) == (
        "前面\n编9",
        (Bound(0, 1, Ref("编制数")), Bound(4, 5, Ref("编制数"))),
    )
    assert appended(" \n", (), ("编9", (figure,))) == ("编9", (figure,))


def test_only_blank_chapters_get_a_draft() -> None:
    spent = [*money("项目支出", 决算="5"), *money("公务接待费", 决算="2")]
    document = package(*spent, SetReport((Chapter("项目支出", "写好了"),)))
    edit, count = all_drafts(PACK, document.snapshot, Report(()), NAME)
    texts = {chapter.title: chapter.text for chapter in edit.chapters}
    assert texts == {
        "基本支出": "“三公”经费支出2.00万元。其中：公务接待费2万元。",
        "项目支出": "写好了",
    }
    assert count == 1
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
    assert text == ""
    indicator(document, 一级指标="产出指标", 三级指标="养护道路", 实际完成值="9公里")
    text, _ = draft_of(Desk(PACK, document.snapshot), Report(()), entry)
    assert text == "其他指标的完成情况：养护道路（9公里）。"
