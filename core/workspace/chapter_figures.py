"""Chapter figures: which figures of a text still follow their facts after it was edited."""

from __future__ import annotations

from typing import NamedTuple

from core.calc.figures import figure_text
from core.calc.view import holder_of, rows_on
from core.checks.desk import Desk
from core.facts.model import UNIT, Bound, Ref
from core.facts.values import Kind

Figures = tuple[Bound, ...]


class Stretch(NamedTuple):
    """Where two texts differ: from `start` to `old` in the one, to `new` in the other."""

    start: int
    old: int
    new: int


def kept(figures: Figures, before: str, after: str, cursor: int | None = None) -> Figures:
    """The figures nobody has typed into, at their new places.

    55 typed before 5.59 could be read in several ways: the cursor, which stands behind what
    was typed, says which it is.
    """
    if before == after:
        return figures
    changed = difference(before, after, cursor)
    carried = ((one, span_after(one.start, one.end, changed)) for one in figures)
    return tuple(one._replace(start=span[0], end=span[1]) for one, span in carried if span)


def span_after(start: int, end: int, changed: Stretch) -> tuple[int, int] | None:
    """Where characters stand after a change; None when they were typed into."""
    if end <= changed.start:
        return start, end
    if start < changed.old:
        return None
    by = changed.new - changed.old
    return start + by, end + by


def difference(before: str, after: str, cursor: int | None = None) -> Stretch:
    """The one stretch that was replaced; `cursor` is the end of what replaced it."""
    tail = len(after) - cursor if cursor is not None else -1
    if not 0 <= tail <= len(before) or before[len(before) - tail :] != after[len(after) - tail :]:
        tail = -1
    if tail < 0:
        start = _alike(before, after)
        tail = _alike(before[start:][::-1], after[start:][::-1])
    else:
        start = _alike(before[: len(before) - tail], after[: len(after) - tail])
    return Stretch(start, len(before) - tail, len(after) - tail)


class Swap(NamedTuple):
    """Words that take the place of others."""

    start: int
    end: int
    words: str


def swaps(before: str, figures: Figures, after: str, others: Figures) -> list[Swap]:
    """How to get from one text to the other, touching nothing but figures where that will do."""
    if len(figures) == len(others) and _between(before, figures) == _between(after, others):
        found = [
            Swap(old.start, old.end, after[new.start : new.end])
            for old, new in zip(figures, others, strict=True)
        ]
        return [swap for swap in found if before[swap.start : swap.end] != swap.words]
    changed = difference(before, after)
    if changed.old == changed.start == changed.new:
        return []
    return [Swap(changed.start, changed.old, after[changed.start : changed.new])]


def relocated(place: int, made: list[Swap]) -> int:
    """Where a place in a text is once words have been swapped; inside one it goes to its start."""
    by = 0
    for swap in made:
        if place <= swap.start:
            break
        if place < swap.end:
            return swap.start + by
        by += len(swap.words) - (swap.end - swap.start)
    return place + by


def in_text(figures: Figures, text: str) -> Figures:
    """The figures' places once every end of line in the text counts as one character."""
    if "\r\n" not in text:
        return figures

    def before(place: int) -> int:
        return place - text.count("\r\n", 0, place)

    return tuple(one._replace(start=before(one.start), end=before(one.end)) for one in figures)


class Choice(NamedTuple):
    """A fact that can be put into a text."""

    ref: Ref
    name: str
    text: str  # as it reads now


def choices(desk: Desk) -> list[Choice]:
    """Every fact the forms show, in their order, with what it reads in a text."""
    refs: dict[Ref, None] = {}
    for path, name, aspect in desk.pack.places:
        concept = desk.pack.concept(path, name)
        if concept is None or concept.kind is Kind.LINK:
            continue
        rows = rows_on(desk.snapshot, path) if path else (UNIT,)
        refs |= {
            Ref(name, aspect, holder_of(desk.snapshot, desk.pack, row, name)): None for row in rows
        }
    return [
        Choice(ref, desk.name(ref), figure_text(desk.pack, desk.snapshot, Bound(0, 0, ref)) or "")
        for ref in refs
    ]


def _between(text: str, figures: Figures) -> list[str]:
    ends = [0, *(figure.end for figure in figures)]
    starts = [*(figure.start for figure in figures), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _alike(one: str, other: str) -> int:
    """How many characters two texts share from the start, by halving: long texts are typed too."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
