"""Chapters: a report's outline and the texts typed for it, brought together and numbered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from core.facts.model import Bound, Snapshot
from core.forms.pack import Pack
from core.forms.schema import Form, Report
from core.layout.filling import Filling
from core.numbers import chinese_number
from core.texts import loose

OUTSIDE = "这一章不在县里的提纲里，文字照原样保留。"
UNTITLED = "（没有标题）"
NOTHING_TO_SAY = "没有内容的，可以写“无”。"

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")

EntryKey = tuple[str, str, int]  # report, title loosely written, which of equal ones


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading with what is typed under it; `at` is its place among the stored chapters."""

    report: str
    key: EntryKey
    title: str
    text: str = ""
    number: str = ""  # 一、 （一） 1. （1）; "" outside the outline
    level: int = 1
    guide: str = ""
    at: int | None = None
    bound: tuple[Bound, ...] = ()  # the figures in the text that follow their facts

    @property
    def heading(self) -> str:
        """As it is printed: number and title."""
        return f"{self.number}{self.title}"


def report_names(pack: Pack) -> tuple[str, ...]:
    """The pack's reports; a pack without an outline still has one, without a name."""
    return tuple(report.id for report in pack.reports) or ("",)


def entries(pack: Pack, snapshot: Snapshot, name: str) -> list[Entry]:
    """The outline of a report with its texts; what stands outside the outline comes last."""
    waiting = _stored(pack, snapshot, name)
    outline = next((report for report in pack.reports if report.id == name), None)
    found = [_joined(entry, waiting, snapshot) for entry in _outlined(pack, snapshot, outline)]
    for key, at in waiting.items():
        stored = snapshot.report[at]
        title = stored.title.strip() or UNTITLED
        found.append(Entry(name, key, title, stored.text, guide=OUTSIDE, at=at, bound=stored.bound))
    return found


def entry_with(pack: Pack, snapshot: Snapshot, words: str, nth: int) -> tuple[Entry, int] | None:
    """Where quoted words stand: the heading, and the how many-th showing in its text.

    0 when they are the heading's own; of words that have become rarer the last ones count.
    """
    every = [entry for name in report_names(pack) for entry in entries(pack, snapshot, name)]
    found = None
    for entry in every:
        count = entry.text.count(words)
        if count:
            found = entry, min(nth, count)
            if nth <= count:
                return found
            nth -= count
    if found is not None:
        return found
    titled = (entry for entry in every if _called(entry.title) == _called(words))
    return next(((entry, 0) for entry in titled), None)


def title_of(pack: Pack, snapshot: Snapshot, outline: Report) -> tuple[str, ...]:
    """The lines of a report's title as its pack writes them; what is still blank is left out."""
    filling = _filling(pack, snapshot, outline)
    lines = (" ".join(filling.template(line, {}).split()) for line in outline.title)
    return tuple(filter(None, lines))


def heading_number(level: int, number: int) -> str:
    """一、 （一） 1. （1）."""
    match level:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"（{chinese_number(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def _filling(pack: Pack, snapshot: Snapshot, outline: Report) -> Filling:
    """What fills a report's titles: they name facts, but it has no cells."""
    return Filling(pack, snapshot, Form(outline.id, (), ()))


def _outlined(pack: Pack, snapshot: Snapshot, outline: Report | None) -> list[Entry]:
    """The headings of an outline, numbered, still without texts."""
    if outline is None:
        return []
    filling = _filling(pack, snapshot, outline)
    counts, seen = [0, 0, 0, 0], Counter[str]()
    found = []
    for chapter in outline.chapters:
        depth = chapter.level - 1
        counts[depth:] = [counts[depth] + 1, *([0] * (3 - depth))]
        title = filling.template(chapter.title, {})
        called = _called(title)
        seen[called] += 1
        guide = chapter.guide + (NOTHING_TO_SAY if chapter.often_none else "")
        number = heading_number(chapter.level, counts[depth])
        key = (outline.id, called, seen[called])
        found.append(Entry(outline.id, key, title, "", number, chapter.level, guide))
    return found


def _joined(entry: Entry, waiting: dict[EntryKey, int], snapshot: Snapshot) -> Entry:
    """A heading with the chapter stored for it, which is waiting no longer."""
    at = waiting.pop(entry.key, None)
    if at is None:
        return entry
    stored = snapshot.report[at]
    return replace(entry, text=stored.text, at=at, bound=stored.bound)


def _stored(pack: Pack, snapshot: Snapshot, name: str) -> dict[EntryKey, int]:
    """Where the chapters of a report are stored; those of no known report are the first's."""
    names = report_names(pack)
    seen, found = Counter[str](), dict[EntryKey, int]()
    for at, chapter in enumerate(snapshot.report):
        if (chapter.report if chapter.report in names else names[0]) == name:
            called = _called(chapter.title)
            seen[called] += 1
            found[name, called, seen[called]] = at
    return found


def _called(title: str) -> str:
    """What stays of a title when its number, marks and years are left out."""
    return loose(_YEAR.sub("", title))
