"""Chapters: outline and typed texts come together, and no text is ever lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document.document import Document
from core.facts.edits import SetReport, SetYear
from core.facts.model import Chapter, Snapshot
from core.forms.library import Library
from core.forms.pack import Pack
from core.forms.schema import Heading, Report, Template, YearPart
from core.layout.chapters import Entry, entries, heading_number, report_names
from core.workspace.chapter_texts import characters, written

LIBRARY = Library()
ONE = LIBRARY.pack("hunan-taojiang")
TWO = LIBRARY.pack("hunan-zhijiang")


def repeating() -> Pack:
    """Two reports in which headings are called the same, and one has the year in it."""
    titles = [(1, "概况"), (2, "绩效"), (1, "分析"), (2, "绩效"), (3, "绩效"), (1, "概况")]
    chapters = [Heading(level, Template((title,))) for level, title in titles]
    chapters.append(Heading(1, Template((YearPart(0), "年工作"))))
    outlines = [Report(name, (), tuple(chapters)) for name in ("整体", "项目")]
    return replace(TWO, reports=tuple(outlines))


REPEATING = repeating()


def blank(pack: Pack) -> Document:
    return Document.blank(pack, 2024, "某某镇")


def titled(found: list[Entry], title: str) -> Entry:
    return next(entry for entry in found if entry.title == title)


def write(document: Document, report: str, title: str, text: str) -> None:
    entry = titled(entries(document.pack, document.snapshot, report), title)
    edit = written(document.pack, document.snapshot, entry, text)
    assert edit is not None
    document.apply(edit)


def test_headings_are_numbered_by_level() -> None:
    numbers = [heading_number(level, 1) for level in (1, 2, 3, 4)]
    assert numbers == ["一、", "（一）", "1.", "（1）"]
    assert [heading_number(1, n) for n in (9, 10, 11, 20, 34)] == [
        *("九、", "十、", "十一、", "二十、", "三十四、"),
    ]
    found = entries(TWO, blank(TWO).snapshot, "项目自评报告")
    assert [entry.heading for entry in found[:7]] == [
        "一、项目基本情况",
        "（一）项目概况",
        "1.项目单位基本情况",
        "2.项目基本性质、用途和主要内容、涉及范围",
        "（二）项目绩效目标",
        "1.项目绩效总目标和阶段性目标",
        "2.预期主要的生态、社会和经济效益",
    ]


@pytest.mark.parametrize("name", LIBRARY.names())
def test_every_outline_of_every_pack_is_listed_without_a_text(name: str) -> None:
    pack = LIBRARY.pack(name)
    snapshot = blank(pack).snapshot
    assert report_names(pack)
    for report, outline in zip(report_names(pack), pack.reports, strict=True):
        found = entries(pack, snapshot, report)
        assert len(found) == len(outline.chapters)
        assert all(entry.number and entry.at is None and not entry.text for entry in found)
        assert len({entry.key for entry in found}) == len(found)


def test_texts_are_stored_in_the_order_of_the_outline() -> None:
    document = blank(ONE)
    for title in ("改进措施和有关建议", "部门概况", "机构设置"):
        write(document, "整体自评报告", title, f"{title}的文字。")
    assert document.snapshot.report == (
        Chapter("部门概况", "部门概况的文字。"),
        Chapter("机构设置", "机构设置的文字。"),
        Chapter("改进措施和有关建议", "改进措施和有关建议的文字。"),
    )


def test_two_reports_keep_their_chapters_apart() -> None:
    document = blank(TWO)
    write(document, "项目自评报告", "项目概况", "乙")
    write(document, "整体自评报告", "部门概况", "甲")
    assert set(document.snapshot.report) == {
        Chapter("部门概况", "甲", "整体自评报告"),
        Chapter("项目概况", "乙", "项目自评报告"),
    }
    first = entries(TWO, document.snapshot, "整体自评报告")
    second = entries(TWO, document.snapshot, "项目自评报告")
    assert titled(first, "部门概况").text == "甲" and titled(second, "项目概况").text == "乙"
    assert all(entry.number for entry in (*first, *second))


def test_nothing_typed_is_no_edit() -> None:
    document = blank(ONE)
    entry = entries(ONE, document.snapshot, "整体自评报告")[0]
    assert written(ONE, document.snapshot, entry, "") is None
    write(document, "整体自评报告", entry.title, "甲")
    assert written(ONE, document.snapshot, entry, "甲") is None
    edit = written(ONE, document.snapshot, entry, "")
    assert edit == SetReport((Chapter(entry.title, ""),))


def test_a_numbered_title_from_a_file_is_the_same_chapter() -> None:
    document = blank(ONE)
    document.apply(SetReport((Chapter("一、部门概况", "甲"), Chapter("（二） 机构设置", "乙"))))
    found = entries(ONE, document.snapshot, "整体自评报告")
    assert titled(found, "部门概况").text == "甲" and titled(found, "机构设置").text == "乙"
    assert all(entry.number for entry in found)


def test_what_is_not_in_the_outline_is_kept_and_can_be_changed() -> None:
    document = blank(TWO)
    stored = (Chapter("", "整篇。"), Chapter("结束语", "谢谢。"), Chapter("附", "表", "没有的报告"))
    document.apply(SetReport(stored))
    found = entries(TWO, document.snapshot, "整体自评报告")
    outside = [entry for entry in found if not entry.number]
    assert [(entry.title, entry.text) for entry in outside] == [
        ("（没有标题）", "整篇。"),
        ("结束语", "谢谢。"),
        ("附", "表"),
    ]
    edit = written(TWO, document.snapshot, outside[2], "表一")
    assert edit == SetReport((*stored[:2], Chapter("附", "表一", "没有的报告")))


def test_a_year_in_a_title_does_not_part_it_from_its_text() -> None:
    document = Document.blank(REPEATING, 2024, "某某镇")
    report = REPEATING.reports[0].id
    write(document, report, "2024年工作", "甲")
    document.apply(SetYear(2025))
    assert titled(entries(REPEATING, document.snapshot, report), "2025年工作").text == "甲"


def test_a_chapter_that_has_gone_meanwhile_is_written_anew() -> None:
    document = blank(ONE)
    document.apply(SetReport((Chapter("结束语", "谢谢。"),)))
    outside = entries(ONE, document.snapshot, "整体自评报告")[-1]
    document.undo()
    edit = written(ONE, document.snapshot, outside, "非常感谢。")
    assert edit == SetReport((Chapter("结束语", "非常感谢。"),))


@given(st.lists(st.tuples(st.integers(0, 40), st.text("文字 \n", max_size=4)), max_size=12))
def test_what_was_written_last_is_what_is_read(steps: list[tuple[int, str]]) -> None:
    snapshot = Snapshot(pack=TWO.id, year=2024)
    expected: dict[object, str] = {}
    for number, text in steps:
        report = report_names(REPEATING)[number % 2]
        found = entries(REPEATING, snapshot, report)
        entry = found[number // 2 % len(found)]
        edit = written(REPEATING, snapshot, entry, text)
        if edit is not None:
            snapshot = replace(snapshot, report=edit.chapters)
        expected[entry.key] = text
    for report in report_names(REPEATING):
        for entry in entries(REPEATING, snapshot, report):
            assert entry.text == expected.get(entry.key, "")
            assert entry.number


def test_characters_are_counted_without_spaces() -> None:
    assert characters("　　本单位 34 人。\n") == 7
