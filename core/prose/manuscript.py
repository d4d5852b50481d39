"""Manuscript: the text of a report as paragraphs that know where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.checks.finding import Words
from core.checks.ordinals import TOP, heading_of
from core.facts.model import Chapter
from core.prose.asides import is_annex_label, is_aside


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a chapter's text, or its title; positions are those in the chapter."""

    chapter: int  # its number in the report, from 0
    start: int  # where it begins in the chapter's text (or title)
    text: str
    is_title: bool = False
    annexed: bool = False  # behind the label of an annex: a form as text, or a report's title

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
        """Every title and every line of prose: no page numbers, no rows of tables."""
        return tuple(_paragraphs(self.chapters))

    @cached_property
    def prose(self) -> tuple[Paragraph, ...]:
        """The report itself, without the forms behind it."""
        return tuple(paragraph for paragraph in self.paragraphs if not paragraph.annexed)


def _paragraphs(chapters: Iterable[Chapter]) -> Iterator[Paragraph]:
    annexed = False
    for number, chapter in enumerate(chapters):
        if chapter.title.strip():
            annexed = annexed and not _begins_chapters(chapter.title)
            yield Paragraph(number, 0, chapter.title, True, annexed)
        start = 0
        for line in chapter.text.split("\n"):
            if line.strip():
                annexed = annexed or is_annex_label(line)
                if not is_aside(line):
                    annexed = annexed and not _begins_chapters(line)
                    yield Paragraph(number, start, line, False, annexed)
            start += len(line) + 1


def _begins_chapters(line: str) -> bool:
    number = heading_of(line)
    return number is not None and number.kind in TOP
