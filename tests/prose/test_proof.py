"""The ground of proofreading: places of paragraphs, order and identity of findings."""

from __future__ import annotations

from core.checks.finding import TEXT, Finding, Severity, Words
from core.facts.model import Chapter, Placement, Ref
from core.prose.manuscript import Manuscript
from core.prose.proofreader import _numbered


def test_paragraphs_stand_where_the_text_has_them() -> None:
    chapters = (
        Chapter("一、概况", "第一段。\n\n  第二段共5人。"),
        Chapter("", "无题的一章"),
    )
    for paragraph in Manuscript(chapters).paragraphs:
        chapter = chapters[paragraph.chapter]
        whole = chapter.title if paragraph.is_title else chapter.text
        words = paragraph.words(1, 3)
        assert whole[words.start : words.end] == words.quoted == paragraph.text[1:3]
    assert len(Manuscript(chapters).paragraphs) == 4


def test_the_same_words_twice_are_two_findings() -> None:
    found = [
        Finding("R9.x", Severity.ERROR, (), "…", words=(Words(0, start, start + 2, "5人"),))
        for start in (3, 40)
    ]
    keys = [finding.key for finding in _numbered(found)]
    assert keys == [("R9.x", (Placement(TEXT, Ref("5人"), nth),)) for nth in (1, 2)]
