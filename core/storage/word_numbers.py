"""Word numbers: the labels a .docx puts before paragraphs by itself: 一、 （1） 2.1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.numbers import chinese_number
from core.storage.office_parts import Parts

_PART, _STYLES = "word/numbering.xml", "word/styles.xml"
_HOLE = re.compile(r"%([1-9])")
_LEVELS = 9
_DEEPEST = 20  # styles based on one another
_MOST = 10_000  # a counter that is higher counts nothing
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_UNSEEN = frozenset({"bullet", "none"})


@dataclass(slots=True)
class Level:
    """How one level is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    arabic: bool = False  # whatever the levels above are written in


@dataclass(slots=True)
class Style:
    """What a paragraph style says of numbering."""

    based_on: str = ""
    number: str = ""
    level: int = 0


@dataclass(slots=True)
class Numbering:
    """The numberings of one document, and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstractNumId
    uses: dict[str, str] = field(default_factory=dict)  # numId: abstractNumId
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # numId, level: begins anew
    styles: dict[str, Style] = field(default_factory=dict)
    linked: dict[tuple[str, str], int] = field(default_factory=dict)  # list, style: level
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int | None, style: str) -> str:
        """The label of the next paragraph, "" when it has none."""
        if not number:
            number, styled = self._of_style(style)
            level = styled if level is None else level
        levels = self.lists.get(self.uses.get(number, ""), {})
        at = level or 0
        if at not in levels:
            return ""
        counts = self._counts.setdefault(self.uses[number], [None] * _LEVELS)
        begins = self.starts.get((number, at))
        if begins is not None and (number, at) not in self._begun:
            self._begun.add((number, at))
            counts[at] = begins
        else:
            before = counts[at]
            counts[at] = levels[at].start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if levels[at].format in _UNSEEN:
            return ""
        arabic = levels[at].arabic
        return _HOLE.sub(
            lambda hole: _shown(levels, counts, int(hole[1]) - 1, arabic), levels[at].text
        )

    def _of_style(self, style: str) -> tuple[str, int]:
        for _ in range(_DEEPEST):
            known = self.styles.get(style)
            if known is None:
                break
            if known.number:
                its_list = self.uses.get(known.number, "")
                return known.number, self.linked.get((its_list, style), known.level)
            style = known.based_on
        return "", 0


def _shown(levels: dict[int, Level], counts: list[int | None], at: int, arabic: bool) -> str:
    level = levels.get(at, Level())
    number = counts[at]
    number = level.start if number is None else number
    if arabic:
        return str(number)
    if level.format in _CHINESE:
        return chinese_number(number)
    if level.format in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


class _Reader:
    """Takes numbering.xml and styles.xml apart."""

    def __init__(self) -> None:
        self.found = Numbering()
        self._list = self._number = self._style = ""
        self._level = 0

    def numbering(self, tag: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        match tag:
            case "abstractNum":
                self._list, self._number = attributes.get("abstractNumId", ""), ""
                self.found.lists[self._list] = {}
            case "num":
                self._number = attributes.get("numId", "")
            case "abstractNumId" if self._number:
                self.found.uses[self._number] = value
            case "lvl" if not self._number:
                self._level = _level(attributes.get("ilvl", ""))
                self.found.lists[self._list][self._level] = Level()
            case "lvlOverride":
                self._level = _level(attributes.get("ilvl", ""))
            case "startOverride" if self._number:
                self.found.starts[self._number, self._level] = _whole(value)
            case "pStyle" if not self._number:
                self.found.linked[self._list, value] = self._level
            case "start" | "numFmt" | "lvlText" | "isLgl" if not self._number:
                self._set(tag, value)

    def _set(self, tag: str, value: str) -> None:
        level = self.found.lists.get(self._list, {}).get(self._level)
        if level is None:
            return
        if tag == "start":
            level.start = _whole(value)
        elif tag == "numFmt":
            level.format = value
        elif tag == "isLgl":
            level.arabic = True
        else:
            level.text = value

    def styles(self, tag: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if tag == "style":
            self._style = attributes.get("styleId", "")
            self.found.styles[self._style] = Style()
        style = self.found.styles.get(self._style)
        if style is None:
            return
        if tag == "basedOn":
            style.based_on = value
        elif tag == "numId":
            style.number = value
        elif tag == "ilvl":
            style.level = _level(value)


def read_numbering(parts: Parts) -> Numbering:
    """The numberings of a document; one without them has none."""
    reader = _Reader()
    for name, start in ((_PART, reader.numbering), (_STYLES, reader.styles)):
        if parts.has(name):
            parts.parse(name, start, _nothing, _nothing)
    return reader.found


def _whole(text: str) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _level(text: str) -> int:
    return min(_whole(text), _LEVELS - 1)


def _nothing(_: str) -> None:
    return None
