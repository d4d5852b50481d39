"""Manuscript: the text of a report as paragraphs that know where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.checks.finding import Words
from core.facts.model import Chapter


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a chapter's text, or its title; positions are those in the chapter."""

    chapter: int  # its number in the report, from 0
    start: int  # where it begins in the chapter's text (or title)
    text: str
    is_title: bool = False

    def words(self, start: int, end: int) -> Words:
        """Words of this paragraph, for a finding."""
        at = self.start
        return Words(self.chapter, at + start, at + end, self.text[start:end], self.is_title)


@dataclass(frozen=True)
class Manuscript:
    """All chapters, their titles among the paragraphs, in reading order."""

    chapters: tuple[Chapter, ...]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every title and every line that is not blank."""
        return tuple(_paragraphs(self.chapters))


def _paragraphs(chapters: Iterable[Chapter]) -> Iterator[Paragraph]:
    for number, chapter in enumerate(chapters):
        if chapter.title.strip():
            yield Paragraph(number, 0, chapter.title, is_title=True)
        start = 0
        for line in chapter.text.split("\n"):
            if line.strip():
                yield Paragraph(number, start, line)
            start += len(line) + 1
