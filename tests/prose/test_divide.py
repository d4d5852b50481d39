"""Dividing a text into chapters: at headings only, and to the character reversible."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.model import Chapter
from core.prose.divide import divide, joined
from core.prose.manuscript import Manuscript

TEXTS = Path(__file__).parent / "form_texts"
LINES = st.sampled_from(
    [
        "",
        " ",
        "　",
        "一、概况",
        "（一）职责",
        "二、支出\r",
        "\t一、表格\t1",
        "附件2",
        "— 3 —",
        "正文。",
        "1.一点",
    ]
)


@given(st.lists(LINES).map("\n".join) | st.text("一二、（）\n \t\r字。"))
def test_nothing_is_lost(text: str) -> None:
    assert joined(divide(text)) == text


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_whole_reports(path: Path) -> None:
    text = path.read_text("utf-8")
    chapters = divide(text)
    assert joined(chapters) == text
    assert chapters[0].title == "" and "自评报告" in chapters[0].text
    tops = [chapter.title[0] for chapter in chapters if chapter.title[1:2] == "、"]
    assert "".join(tops) == "一二三四五六七"[: len(tops)] and len(tops) >= 5


def test_a_text_without_headings_is_one_chapter() -> None:
    assert divide("第一行\n第二行") == (Chapter("", "第一行\n第二行"),)
    assert divide("") == ()


def test_rows_of_tables_are_no_headings() -> None:
    text = "一、概况\n正文。\n附件1\n\t一、部门基本支出\n\t564.62\n\t二、部门项目支出\n\t396.82"
    assert [chapter.title for chapter in divide(text)] == ["一、概况"]


def test_what_is_no_prose_is_not_read() -> None:
    table = "项目\t预算\t决算\n甲\t1.00\t2.00"
    sentence = "\t占比为5\t%，正常。"
    pages = "- 3 -\n第 4 页 共 9 页"
    text = f"一、概况\n支出见下表。\n{table}\n{pages}\n{sentence}\n附件2\n自评表"
    paragraphs = Manuscript(divide(text)).paragraphs
    assert [p.text for p in paragraphs] == ["一、概况", "支出见下表。", sentence, "自评表"]
    assert [p.annexed for p in paragraphs] == [False, False, False, True]


def test_the_report_behind_its_own_label_is_prose() -> None:
    text = "附件3\n2024年度部门整体支出绩效报告\n（参考提纲）\n一、概况\n正文。"
    manuscript = Manuscript(divide(text))
    assert [p.text for p in manuscript.prose] == ["一、概况", "正文。"]
    assert [p.text for p in manuscript.paragraphs][:2] == [
        "2024年度部门整体支出绩效报告",
        "（参考提纲）",
    ]
