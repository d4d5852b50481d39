"""Lines: the paragraphs of one chapter, and whether a conversion has broken them at line ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from core.checks.ordinals import heading_of
from core.prose.joining import begins_anew, has_stop
from core.prose.manuscript import Manuscript, Paragraph

_LONG = 20  # characters: a paragraph of prose
_LEAST = 3  # broken lines
_WRAPPED = 25  # percent of a chapter's long lines without a stop


def by_chapter(manuscript: Manuscript) -> Iterator[list[Paragraph]]:
    """The paragraphs of each chapter without its title."""
    for _, group in groupby(manuscript.prose, key=lambda paragraph: paragraph.chapter):
        body = [paragraph for paragraph in group if not paragraph.is_title]
        if body:
            yield body


def is_wrapped(body: list[Paragraph]) -> bool:
    """Do lines end anywhere? Then a line's end says nothing about a sentence's."""
    long = [p.text for p in body if len(p.text) >= _LONG and not begins_anew(p.text)]
    broken = sum(not has_stop(text) for text in long)
    return broken >= _LEAST and 100 * broken >= _WRAPPED * len(long)


def joined_lines(body: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Lines that make up one paragraph: a page's end, or a conversion, has cut it."""
    together: list[Paragraph] = []
    for paragraph in body:
        if together and (has_stop(together[-1].text) or begins_anew(paragraph.text)):
            yield together
            together = []
        together.append(paragraph)
    yield together


def is_heading(text: str) -> bool:
    """A short line with a number, and no sentence."""
    return heading_of(text) is not None
