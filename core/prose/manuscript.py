"""Manuscript: the text of a report as paragraphs that know where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from core.checks.finding import Words
from core.checks.ordinals import TOP, heading_of
from core.facts.model import Chapter
from core.prose.asides import is_annex_label, is_aside
from core.prose.joining import carried_on


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a chapter's text, or its title; positions are those in the chapter.

    Several lines when a conversion has cut it, their ends among the words.
    """

    chapter: int  # its number in the report, from 0
    start: int  # where it begins in the chapter's text (or title)
    text: str
    is_title: bool = False
    annexed: bool = False  # behind the label of an annex: a form as text, or a report's title

    def words(self, start: int, end: int) -> Words:
        """Words of this paragraph, for a finding."""
        at = self.start
        return Words(self.chapter, at + start, at + end, self.text[start:end], self.is_title)


LONGEST = 20_000  # characters of one line that are read; no real paragraph is as long
JOINED = 3_000  # characters of lines read as one; a paragraph of prose is shorter
MOST = 200_000  # characters of a report that are read; the longest real one has 40,000


@dataclass(frozen=True)
class Manuscript:
    """All chapters, their titles among the paragraphs, in reading order."""

    chapters: tuple[Chapter, ...]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every title and every line of prose: no page numbers, no rows of tables.

        Only as far as a report can be one; the rest is told of as unread.
        """
        return self._read[0]

    @property
    def unread(self) -> tuple[Paragraph, ...]:
        """Lines of which only the beginning is read, and the one before which reading stopped."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
        read: list[Paragraph] = []
        unread: list[Paragraph] = []
        left = MOST
        for paragraph in _paragraphs(self.chapters):
            if left <= 0:
                unread.append(replace(paragraph, text=paragraph.text[:LONGEST]))
                break
            if len(paragraph.text) > LONGEST:
                paragraph = replace(paragraph, text=paragraph.text[:LONGEST])
                unread.append(paragraph)
            left -= len(paragraph.text)
            read.append(paragraph)
        return tuple(_joined(read, self.chapters)), tuple(unread)

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
                head = line[:LONGEST]
                annexed = annexed or is_annex_label(head)
                if not is_aside(head):
                    annexed = annexed and not _begins_chapters(head)
                    yield Paragraph(number, start, line, False, annexed)
            start += len(line) + 1


def _joined(read: Sequence[Paragraph], chapters: Sequence[Chapter]) -> Iterator[Paragraph]:
    """Lines cut by a conversion as the paragraphs they were."""
    follows = [_follows(one, behind, chapters) for one, behind in pairwise((*read, None))]
    going_on = carried_on([one.text for one in read], follows)
    first: Paragraph | None = None
    for paragraph, goes_on in zip(read, going_on, strict=True):
        if goes_on and (first is None or paragraph.start - first.start < JOINED):
            first = first or paragraph
        elif first is None:
            yield paragraph
        else:
            end = paragraph.start + len(paragraph.text)
            yield replace(first, text=chapters[first.chapter].text[first.start : end])
            first = None


def _follows(one: Paragraph | None, behind: Paragraph | None, chapters: Sequence[Chapter]) -> bool:
    """Does nothing stand between two lines of one text?"""
    if one is None or behind is None or one.is_title or one.chapter != behind.chapter:
        return False
    end = one.start + len(one.text)
    between = behind.start - end
    return between == 1 or not chapters[one.chapter].text[end : behind.start].strip()


@lru_cache(8192)
def _begins_chapters(line: str) -> bool:
    number = heading_of(line)
    return number is not None and number.kind in TOP
