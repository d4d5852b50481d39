"""Ordinals: the numbers that head chapters and listed points, and where a run of them breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from core.texts import halfwidth

_REMEMBERED = 8192  # texts
_HEADING = 40  # characters: what is longer and has a number is a paragraph
_WITH_STOP = 14  # a heading with a full stop is shorter still: （一）绩效评价目的。
_MOST_OPEN = 12  # lists within lists; of a text with more the oldest are forgotten
_MOST_LISTED = 2  # 、 in a heading


class Kind(Enum):
    """Ways of numbering; the first six are levels in the order of official papers."""

    PART = "第一部分"
    CHAPTER = "一、"
    SECTION = "（一）"
    POINT = "1."
    SUBPOINT = "（1）"
    CIRCLE = "①"
    HALF = "1）"
    DECIMAL = "1.1"
    FIRSTLY = "一是"
    FIRST = "第一，"


_LEVELS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.POINT, Kind.SUBPOINT, Kind.CIRCLE)


class Ordinal(NamedTuple):
    """A number that counts what follows it."""

    kind: Kind
    number: int  # of 3.4 the last part
    start: int
    end: int
    mark: str = ""  # how it is set off: 、 or .
    heads: bool = False  # stands at the beginning of a short line
    sure: bool = True  # stands where a new point begins; else it may be a part of the words
    prefix: tuple[int, ...] = ()  # of 3.4 the 3


class Break(Enum):
    """What is wrong with an ordinal in its run."""

    DOUBLE = "重号"
    GAP = "缺号"
    BACK = "乱序"
    LATE = "起号"  # the first one is not 1
    STYLE = "写法"
    LEVEL = "层次"
    ALONE = "单独"  # 一是 without 二是


@dataclass(frozen=True, slots=True)
class Fault:
    """A break: in which of the paragraphs fed, and after what."""

    what: Break
    ordinal: Ordinal
    at: int
    before: Ordinal | None = None
    before_at: int | None = None


_CHINESE = "一二三四五六七八九十百"
_PATTERN = re.compile(
    rf"第(?P<part>[{_CHINESE}]{{1,4}})(?:章|部分|篇)"
    rf"|第(?P<first>[{_CHINESE}]{{1,2}})[，,、：:]"
    rf"|(?P<firstly>[{_CHINESE}]{{1,2}})[是要](?![{_CHINESE}])"
    rf"|(?P<chapter>[{_CHINESE}]{{1,4}})[ 　]?(?P<mark>[、.．])"
    rf"|[（(][ 　]?(?P<section>[{_CHINESE}]{{1,4}})[ 　]?[)）]"
    r"|(?P<decimal>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3})(?!\s*(?:[0-9.．%％万亿元个米吨亩倍户家]|公里|公顷|公斤|平方|千米|人次))"
    r"|(?P<point>[0-9]{1,2})[ 　]?(?P<dot>[、.．])(?![0-9])"
    r"|[（(][ 　]?(?P<subpoint>[0-9]{1,2})[ 　]?[)）]"
    r"|(?P<half>[0-9]{1,2})[)）]"
    r"|(?P<circle>[①-⑳])"
)
_BEGINS = "。；;：:！!？?\n"
_MAY_BEGIN = '，,、）)”" \u3000\t'
TOP = frozenset({Kind.PART, Kind.CHAPTER})
_LINE_ONLY = TOP | frozenset({Kind.DECIMAL, Kind.HALF})
_SPOKEN = frozenset({Kind.FIRSTLY, Kind.FIRST})
_ENDS = re.compile(r"[。；;！!？?，,]")


@lru_cache(_REMEMBERED)
def ordinals(text: str) -> tuple[Ordinal, ...]:
    """All ordinals of a paragraph in order."""
    return tuple(_ordinals(text))


def heading_of(line: str) -> Ordinal | None:
    """The number of a line that is a heading; None when it is none."""
    indent = len(line) - len(line.lstrip())
    match = _PATTERN.match(line, indent)
    if match is None or not _is_short(line, match.end()):
        return None
    found = _read(line, match)
    return found if found.start == indent and found.kind not in _SPOKEN else None


def _ordinals(text: str) -> Iterator[Ordinal]:
    indent = len(text) - len(text.lstrip())
    for match in _PATTERN.finditer(text):
        found = _read(text, match)
        before = text[match.start() - 1 : match.start()]
        if match.start() <= indent:
            if found.kind is Kind.DECIMAL and not _is_bare_heading(text, found.end):
                continue  # a figure
            yield found._replace(heads=_is_short(text, found.end))
        elif found.kind in _LINE_ONLY:
            continue
        elif before in _BEGINS:
            yield found
        elif before in _MAY_BEGIN or found.kind is Kind.FIRSTLY:  # 目标为一是…；二是…
            yield found._replace(sure=False)


def _is_short(line: str, behind: int) -> bool:
    """Is a line, behind its number, a heading rather than a sentence?"""
    words = line[behind:].strip()
    most = _WITH_STOP if words.endswith("。") else _HEADING
    if not words or len(words) > most or words.count("、") > _MOST_LISTED:
        return False
    return _ENDS.search(words.rstrip("。：:")) is None


def _is_bare_heading(line: str, behind: int) -> bool:
    return _is_short(line, behind) and not line.rstrip().endswith("。")


def _read(text: str, match: re.Match[str]) -> Ordinal:
    kind, word = next((kind, match[name]) for name, kind in _GROUPS if match[name] is not None)
    prefix: tuple[int, ...] = ()
    if kind is Kind.CIRCLE:
        number = ord(word) - ord("①") + 1
    elif kind is Kind.DECIMAL:
        *above, number = map(int, halfwidth(word).split("."))
        prefix = tuple(above)
    else:
        number = int(word) if word[0].isascii() else _chinese(word)
    mark = match["mark"] or match["dot"] or ""
    return Ordinal(
        kind, number, match.start(), match.end(), "." if mark == "．" else mark, prefix=prefix
    )


_GROUPS = (
    ("part", Kind.PART),
    ("first", Kind.FIRST),
    ("firstly", Kind.FIRSTLY),
    ("chapter", Kind.CHAPTER),
    ("section", Kind.SECTION),
    ("decimal", Kind.DECIMAL),
    ("point", Kind.POINT),
    ("subpoint", Kind.SUBPOINT),
    ("half", Kind.HALF),
    ("circle", Kind.CIRCLE),
)


def _chinese(word: str) -> int:
    """一 to 九十九; 百 is a hundred and more than anybody counts."""
    tens, ten, ones = word.partition("十")
    if not ten:
        return _CHINESE.index(word[-1]) + 1 if len(word) == 1 else 0
    return (_CHINESE.index(tens[-1]) + 1 if tens else 1) * 10 + (
        _CHINESE.index(ones[0]) + 1 if ones else 0
    )


@dataclass(slots=True)
class _List:
    """Points counted one after the other."""

    first: Ordinal
    last: Ordinal
    last_at: int
    doubled: bool = False  # the next may count the doubled one, or not
    restyled: bool = False
    seen: dict[int, tuple[Ordinal, int]] = field(default_factory=dict)  # by number

    def take(self, item: Ordinal, at: int) -> None:
        """It is the last one now."""
        self.last, self.last_at = item, at
        self.seen[item.number] = (item, at)

    def takes(self, other: Ordinal) -> bool:
        if other.kind is not self.last.kind:
            return False
        step = other.number - self.last.number
        return step == 1 or (self.doubled and step == 2)


class Runs:
    """Follows the ordinals of a text from beginning to end, lists within lists."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._left: dict[Kind, int] = {}  # the last number of lists that were left
        self._decimal: Ordinal | None = None
        self._decimal_at: int | None = None
        self._upside_down = False

    def bar(self) -> Iterator[Fault]:
        """A heading without a number: counting may begin anew."""
        yield from self._close(0)
        self._left, self._decimal = {}, None

    def feed(self, items: Iterable[Ordinal], at: int) -> Iterator[Fault]:
        """The ordinals of one paragraph."""
        for item in items:
            follow = self._decimals if item.kind is Kind.DECIMAL else self._one
            yield from follow(item, at)

    def end(self) -> Iterator[Fault]:
        """Nothing more is to come."""
        yield from self._close(0)

    def _one(self, item: Ordinal, at: int) -> Iterator[Fault]:
        if item.kind in TOP:
            self._decimal = None
        place = self._place(item)
        if place is not None:
            yield from self._close(place + 1)
            yield from self._go_on(self._open[place], item, at)
            return
        if not item.sure:
            if item.kind is Kind.FIRSTLY and item.number == 1:
                self._push(item, at)
            return
        same = next((run for run in reversed(self._open) if run.last.kind is item.kind), None)
        if item.number == 1 and not self._is_doubled_first(item, same):
            yield from self._begin(item, at)
            return
        if same is None:
            if not self._goes_on_elsewhere(item):
                top = self._open[-1] if self._open else None
                above = (top.last, top.last_at) if top is not None else ()
                yield Fault(Break.LATE, item, at, *above)
            self._push(item, at)
            return
        yield from self._close(self._open.index(same) + 1)
        twin = same.seen.get(item.number)
        if twin is not None:
            yield Fault(Break.DOUBLE, item, at, *twin)
        else:
            what = Break.BACK if item.number < same.last.number else Break.GAP
            yield Fault(what, item, at, same.last, same.last_at)
        same.doubled = twin is not None
        same.take(item, at)

    def _goes_on_elsewhere(self, item: Ordinal) -> bool:
        """Points can be counted on through the sections of a text, and 4. can follow 3.4."""
        left = self._left.get(item.kind) if item.kind is not Kind.SECTION else None
        above = self._decimal.prefix[0] if self._decimal is not None else None
        return item.number - 1 in (left, above)

    def _is_doubled_first(self, item: Ordinal, same: _List | None) -> bool:
        """Two chapters 一、 one after the other; a list within a chapter has no such headings."""
        return (
            same is not None
            and item.kind in TOP
            and item.heads
            and same.last.heads
            and same.last.number == 1
        )

    def _place(self, item: Ordinal) -> int | None:
        """Which open list an ordinal carries on."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].takes(item):
                return place
        return None

    def _go_on(self, run: _List, item: Ordinal, at: int) -> Iterator[Fault]:
        if item.sure and item.mark != run.first.mark and not run.restyled:
            run.restyled = True
            yield Fault(Break.STYLE, item, at, run.last, run.last_at)
        run.doubled = False
        run.take(item, at)

    def _begin(self, item: Ordinal, at: int) -> Iterator[Fault]:
        if item.kind in TOP:  # chapters stand in nothing but parts and chapters
            above = _LEVELS[: _LEVELS.index(item.kind) + 1]
            yield from self._close(sum(run.last.kind in above for run in self._open))
        last = self._open[-1] if self._open else None
        if last is not None and not self._upside_down and _is_upside_down(last.last, item):
            self._upside_down = True  # once is enough: it goes on like this
            yield Fault(Break.LEVEL, item, at, last.last, last.last_at)
        self._push(item, at)

    def _push(self, item: Ordinal, at: int) -> None:
        self._open.append(_List(item, item, at, seen={item.number: (item, at)}))
        if len(self._open) > _MOST_OPEN:
            kinds = [run.last.kind in TOP for run in self._open]
            del self._open[kinds.index(False) if False in kinds else 0]

    def _close(self, keep: int) -> Iterator[Fault]:
        for run in reversed(self._open[keep:]):
            self._left[run.last.kind] = run.last.number
            alone = run.first is run.last and run.last.number == 1
            if run.last.kind is Kind.FIRSTLY and alone and run.last.sure:
                yield Fault(Break.ALONE, run.last, run.last_at)
        del self._open[keep:]

    def _decimals(self, item: Ordinal, at: int) -> Iterator[Fault]:
        """3.4 follows 3.3, and a first one ends in 1."""
        before, now = self._decimal, (*item.prefix, item.number)
        if before is None:
            if item.number != 1:
                yield Fault(Break.LATE, item, at)
        elif now not in _successors((*before.prefix, before.number)):
            double = now == (*before.prefix, before.number)
            yield Fault(Break.DOUBLE if double else Break.BACK, item, at, before, self._decimal_at)
        self._decimal, self._decimal_at = item, at


def _is_upside_down(above: Ordinal, item: Ordinal) -> bool:
    """（一） under a heading 1."""
    return (
        above.kind in _LEVELS
        and item.kind in _LEVELS
        and above.heads
        and above.number == 1
        and _LEVELS.index(item.kind) < _LEVELS.index(above.kind)
    )


def _successors(number: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """After 2.1.3 comes 2.1.4, 2.2, 3.1 or 2.1.3.1."""
    yield (*number, 1)
    for length in range(1, len(number) + 1):
        above = (*number[: length - 1], number[length - 1] + 1)
        yield above
        yield (*above, 1)
        yield (*above, 1, 1)


_SAYS = {
    Break.DOUBLE: "“{here}”的序号与“{there}”重复，请改。",
    Break.GAP: "“{there}”后面是“{here}”，中间缺了序号，请看看是不是漏了内容。",
    Break.BACK: "“{here}”排在“{there}”后面，序号的顺序不对，请改。",
    Break.LATE: "“{here}”前面没有更小的序号，请从头编号，或者改成与上下一致的写法。",
    Break.STYLE: "“{here}”与“{there}”是同一级，序号后面的标点不一样，请统一。",
    Break.LEVEL: "“{here}”排在“{there}”下面，层次的次序反了：公文依次用“一、”“（一）”“1.”“（1）”。",
    Break.ALONE: "写了“{here}”，后面没有“二”，请看看是不是漏了内容。",
}


def told(what: Break, here: str, there: str) -> str:
    """A break in words; `here` and `there` are the points it is between."""
    return _SAYS[what].format(here=here, there=there)
