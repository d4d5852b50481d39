"""Divide: cuts a plain text into chapters at its headings, and joins chapters to the text again."""

from __future__ import annotations

from collections.abc import Iterable

from core.checks.ordinals import TOP, Kind, heading_of
from core.facts.model import Chapter
from core.prose.asides import is_aside

_CUT_AT = TOP | {Kind.SECTION}


def divide(text: str) -> tuple[Chapter, ...]:
    """The chapters of a text; what stands before the first heading is one without a title."""
    if not text:
        return ()
    pieces: list[list[str]] = [[]]
    for line in text.split("\n"):
        if is_chapter_heading(line):
            pieces.append([line])
        else:
            pieces[-1].append(line)
    first, *rest = pieces
    chapters = [Chapter("", _text(first))] if first else []
    return (*chapters, *(Chapter(title, _text(lines)) for title, *lines in rest))


def joined(chapters: Iterable[Chapter]) -> str:
    """The text the chapters were cut from, to the character."""
    lines: list[str] = []
    for chapter in chapters:
        lines += [chapter.title] if chapter.title else []
        lines += _lines(chapter.text)
    return "\n".join(lines)


def is_chapter_heading(line: str) -> bool:
    """一、部门概况 or （一）基本情况, on a line of its own that is no row of a table."""
    number = heading_of(line)
    return number is not None and number.kind in _CUT_AT and not is_aside(line)


def _text(lines: list[str]) -> str:
    """Blank lines alone are told by their number, so that none is lost."""
    return "\n".join(lines) if any(lines) else "\n" * len(lines)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text.strip("\n") else [""] * len(text)
