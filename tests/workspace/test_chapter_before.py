"""Last year's words: whose report, and under which heading."""

from __future__ import annotations

from core.facts.model import Chapter
from core.layout.chapters import Entry, called
from core.storage.kept import ReportLine
from core.workspace.chapter_before import text_before, year_before


def line(number: int, unit: str, year: int, changed: str = "2025-01-01T00:00:00") -> ReportLine:
    return ReportLine(number, unit, year, "tongyong", "通用", "2024-01-01T00:00:00", changed)


def entry(title: str, report: str = "甲", nth: int = 1) -> Entry:
    return Entry(report, (report, called(title), nth), title)


def test_it_is_the_same_units_report_of_the_year_before_changed_last() -> None:
    lines = [
        line(1, "某某镇", 2023),
        line(2, "某某镇", 2023, "2025-02-01T00:00:00"),
        line(3, "别的镇", 2023),
        line(4, "某某镇", 2022),
        line(5, "", 2023),
    ]
    assert year_before(lines, " 某某镇", 2024) == 2
    assert year_before(lines, "某某镇", 2023) == 4
    assert year_before(lines, "某某镇", 2022) is None
    assert year_before(lines, "", 2024) is None


def test_headings_are_compared_without_number_year_and_marks() -> None:
    before = (Chapter("二、2023年度 机构设置", "去年的话。\n"), Chapter("机构", "别的"))
    assert text_before(before, entry("2024年度机构设置")) == "去年的话。"
    assert text_before(before, entry("改进措施")) == ""
    assert text_before((), entry("机构设置")) == ""


def test_of_several_reports_the_one_of_the_same_name_counts() -> None:
    before = (
        Chapter("存在的问题", "一", "乙"),
        Chapter("存在的问题", "二", "甲"),
        Chapter("存在的问题", "三", "甲"),
    )
    assert text_before(before, entry("存在的问题")) == "二"
    assert text_before(before, entry("存在的问题", nth=2)) == "三"
    assert text_before(before, entry("存在的问题", nth=5)) == "三"
    assert text_before(before, entry("存在的问题", "丙")) == "一"
