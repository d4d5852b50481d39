"""Chapter search: finding and replacing words in a whole report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.calc.figures import joined
from core.facts.edits import SetReport
from core.facts.model import Bound, Chapter, Snapshot
from core.layout.chapters import Entry


class Place(NamedTuple):
    """Words found: in the how many-th chapter as listed, and where in its text."""

    chapter: int
    start: int
    end: int


class Replaced(NamedTuple):
    """What replacing everywhere comes to; figures that follow their facts are left alone."""

    edit: SetReport | None
    changed: int
    skipped: int


def places(listed: Sequence[Entry], sought: str) -> list[Place]:
    """Everywhere the words stand, in reading order."""
    return [
        Place(number, start, start + len(sought))
        for number, entry in enumerate(listed)
        for start in _starts(entry.text, sought)
    ]


def next_place(found: Sequence[Place], chapter: int, at: int) -> int:
    """The first place not before a spot of a chapter; behind the last it starts again."""
    for number, place in enumerate(found):
        if (place.chapter, place.start) >= (chapter, at):
            return number
    return 0


def place_before(found: Sequence[Place], chapter: int, at: int) -> int:
    """The last place that ends before a spot of a chapter; before the first it starts again."""
    for number in reversed(range(len(found))):
        if (found[number].chapter, found[number].end) <= (chapter, at):
            return number
    return len(found) - 1


def follows(figures: Sequence[Bound], start: int, end: int) -> bool:
    """Is there a figure that follows its fact among these characters?"""
    return any(figure.start < end and start < figure.end for figure in figures)


def replace_all(snapshot: Snapshot, listed: Sequence[Entry], sought: str, words: str) -> Replaced:
    """Replace words in all chapters of a report."""
    chapters = list(snapshot.report)
    count = skipped = 0
    for entry in listed:
        if entry.at is None:
            continue
        chapter = chapters[entry.at]
        starts = _starts(chapter.text, sought)
        free = [at for at in starts if not follows(chapter.bound, at, at + len(sought))]
        count += len(free)
        skipped += len(starts) - len(free)
        chapters[entry.at] = _with(chapter, free, len(sought), words)
    edit = SetReport(tuple(chapters)) if tuple(chapters) != snapshot.report else None
    return Replaced(edit, count, skipped)


def _with(chapter: Chapter, starts: Sequence[int], length: int, words: str) -> Chapter:
    stretches: list[tuple[int, int, Bound | None]]
    stretches = [(start, start + length, None) for start in starts]
    stretches += [(figure.start, figure.end, figure) for figure in chapter.bound]
    pieces: list[str | tuple[str, Bound]] = []
    at = 0
    for start, end, figure in sorted(stretches, key=lambda stretch: stretch[0]):
        pieces.append(chapter.text[at:start])
        pieces.append((chapter.text[start:end], figure) if figure is not None else words)
        at = end
    pieces.append(chapter.text[at:])
    text, bound = joined(pieces)
    return chapter._replace(text=text, bound=bound)


def _starts(text: str, sought: str) -> list[int]:
    found = []
    at = text.find(sought) if sought else -1
    while at >= 0:
        found.append(at)
        at = text.find(sought, at + len(sought))
    return found
