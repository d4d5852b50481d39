"""Chapters: a report's outline and the texts typed for it, brought together and numbered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from core.facts.model import Bound, Snapshot
from core.forms.pack import Pack
from core.forms.schema import Form, Report, Sentence
from core.layout.filling import Filling
from core.numbers import chinese_number
from core.texts import loose

OUTSIDE = "这一章不在县里的提纲里，文字照原样保留。"
UNTITLED = "（没有标题）"
OWN = "这一章是自己加的，编号照所在的级排。"
NOTHING_TO_SAY = "没有内容的，可以写“无”。"
INDENT = "　"  # one before the title of an own chapter for each level
DEEPEST = 4

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
    draft: Sentence = ()  # a first version of the text, from the figures
    own: bool = False  # added by the user

    @property
    def heading(self) -> str:
        """As it is printed: number and title."""
        return f"{self.number}{self.title}"

    @property
    def stored_title(self) -> str:
        """As it is kept: the indent says that it is an own chapter, and on which level."""
        return f"{INDENT * self.level}{self.title}" if self.own else self.title


def report_names(pack: Pack) -> tuple[str, ...]:
    """The pack's reports; a pack without an outline still has one, without a name."""
    return tuple(report.id for report in pack.reports) or ("",)


def title_lines(pack: Pack, snapshot: Snapshot, name: str) -> list[str]:
    """The title over a report, line by line."""
    outline = next((report for report in pack.reports if report.id == name), None)
    if outline is None:
        return []
    filling = Filling(pack, snapshot, Form(outline.id, (), ()))
    return [filling.template(line, {}) for line in outline.title]


def entries(pack: Pack, snapshot: Snapshot, name: str) -> list[Entry]:
    """The outline of a report with its texts, own chapters where they were put, numbered;
    what stands outside the outline comes last."""
    waiting = _stored(pack, snapshot, name)
    outline = next((report for report in pack.reports if report.id == name), None)
    found = [_joined(entry, waiting, snapshot) for entry in _outlined(pack, snapshot, outline)]
    own = {at: key for key, at in waiting.items() if own_level(snapshot.report[at].title)}
    outside = [(key, at) for key, at in waiting.items() if at not in own]
    found = _numbered(_with_own(found, own, snapshot))
    for key, at in outside:
        stored = snapshot.report[at]
        title = stored.title.strip() or UNTITLED
        found.append(Entry(name, key, title, stored.text, guide=OUTSIDE, at=at, bound=stored.bound))
    return found


def title_of(pack: Pack, snapshot: Snapshot, outline: Report) -> tuple[str, ...]:
    """The lines of a report's title as its pack writes them; what is still blank is left out."""
    filling = _filling(pack, snapshot, outline)
    lines = (" ".join(filling.template(line, {}).split()) for line in outline.title)
    return tuple(filter(None, lines))


def own_level(title: str) -> int:
    """The level of an own chapter, told by its indent; 0 for chapters that are not own ones."""
    return min(len(title) - len(title.lstrip(INDENT)), DEEPEST)


def called(title: str) -> str:
    """What stays of a title when its number, marks and years are left out."""
    return loose(_YEAR.sub("", title))


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
    """The headings of an outline, still without numbers and texts."""
    if outline is None:
        return []
    filling = _filling(pack, snapshot, outline)
    seen = Counter[str]()
    found = []
    for chapter in outline.chapters:
        title = filling.template(chapter.title, {})
        seen[called(title)] += 1
        guide = chapter.guide + (NOTHING_TO_SAY if chapter.often_none else "")
        key = (outline.id, called(title), seen[called(title)])
        entry = Entry(outline.id, key, title, level=chapter.level, guide=guide, draft=chapter.draft)
        found.append(entry)
    return found


def _joined(entry: Entry, waiting: dict[EntryKey, int], snapshot: Snapshot) -> Entry:
    """A heading with the chapter stored for it, which is waiting no longer."""
    at = waiting.pop(entry.key, None)
    if at is None:
        return entry
    stored = snapshot.report[at]
    return replace(entry, text=stored.text, at=at, bound=stored.bound)


def _with_own(outlined: list[Entry], own: dict[int, EntryKey], snapshot: Snapshot) -> list[Entry]:
    """Own chapters stand behind the heading they are stored behind; else at the end."""
    found = list(outlined)
    for at, key in own.items():
        stored = snapshot.report[at]
        level = own_level(stored.title)
        entry = Entry(
            key[0], key, stored.title.strip(), stored.text, "", level, OWN, at, stored.bound
        )
        before = [(e.at, n) for n, e in enumerate(found) if e.at is not None and e.at < at]
        place = max(before)[1] + 1 if before else len(found)
        found.insert(place, replace(entry, own=True))
    return found


def _numbered(found: list[Entry]) -> list[Entry]:
    counts = [0] * DEEPEST
    numbered = []
    for entry in found:
        depth = entry.level - 1
        counts[depth:] = [counts[depth] + 1, *([0] * (DEEPEST - 1 - depth))]
        numbered.append(replace(entry, number=heading_number(entry.level, counts[depth])))
    return numbered


def _stored(pack: Pack, snapshot: Snapshot, name: str) -> dict[EntryKey, int]:
    """Where the chapters of a report are stored; those of no known report are the first's."""
    names = report_names(pack)
    seen, found = Counter[str](), dict[EntryKey, int]()
    for at, chapter in enumerate(snapshot.report):
        if (chapter.report if chapter.report in names else names[0]) == name:
            # An own chapter is never taken for one of the outline, whatever it is called.
            word = (INDENT if own_level(chapter.title) else "") + called(chapter.title)
            seen[word] += 1
            found[name, word, seen[word]] = at
    return found
