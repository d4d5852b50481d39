"""Own unit: whose report a text is, read from its title, and whether a name means that unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from core.checks.ordinals import ordinals
from core.prose.manuscript import Manuscript, Paragraph
from core.texts import likeness, loose

_MOST_TITLE = 12  # paragraphs before the first chapter that can be titles
_ENDS = (
    "局|委员会|办公室|中心|政府|街道|办事处|镇|乡|院|学校|中学|小学|党校|幼儿园|馆|联合会|协会|总工会"
    "|妇联|工商联|支队|大队|站|所|县委|团委|管委会|联社|供销社|电视台"
)
_UNIT = rf"[\u4e00-\u9fff（）]{{0,28}}(?:{_ENDS})"
_NOT_IN_NAME = re.compile(
    r"本|我|各|该|全[县市省镇乡]|绩效|整体|支出|报告|评价|年度|项目|单位名称|预算|关于"
)
_LEAST = 3
_AROUND_YEAR = (
    re.compile(rf"^\s*(?:关于)?(?P<unit>{_UNIT})\s*(?:关于)?\s*(?:20[0-9]{{2}})\s*年"),
    re.compile(rf"^\s*(?:关于)?\s*20[0-9]{{2}}\s*年度?\s*(?P<unit>{_UNIT})"),
    re.compile(rf"^\s*(?P<unit>{_UNIT})\s*(?:部门)?(?:整体|预算|项目|绩效)"),
)
_ALONE = re.compile(
    rf"^\s*(?:(?:填报|预算)?单位(?:名称)?(?:（盖章）)?\s*[:：]\s*)?(?P<unit>{_UNIT})(?:部门)?\s*$"
)
_TITLE = re.compile(r"(?:自评|评价|绩效)[^，。；]{0,12}报告")
_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_ALIKE = 75


class Named(NamedTuple):
    """A unit's name in a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def name(self) -> str:
        return self.paragraph.text[self.start : self.end]


def title_lines(manuscript: Manuscript) -> list[Paragraph]:
    """What stands before the first numbered heading, when a title of a report is among it."""
    lines: list[Paragraph] = []
    for paragraph in manuscript.paragraphs[:_MOST_TITLE]:
        if ordinals(paragraph.text) or len(paragraph.text) > 80 or "。" in paragraph.text:
            break
        lines.append(paragraph)
    whole = "".join("".join(line.text.split()) for line in lines)
    return lines if _TITLE.search(whole) else []


def units_in_title(manuscript: Manuscript) -> Iterator[Named]:
    """The units named in the title lines."""
    for line in title_lines(manuscript):
        for pattern in (*_AROUND_YEAR, _ALONE):
            match = pattern.search(line.text)
            if match is not None and _is_name(match["unit"]):
                yield Named(line, *match.span("unit"))
                break


def year_of(manuscript: Manuscript) -> int | None:
    """The year of a text read on its own: that of the title, else the one named most often."""
    for line in title_lines(manuscript):
        match = _YEAR.search(line.text)
        if match is not None and _TITLE.search(line.text):
            return int(match[1])
    named = Counter(m[1] for p in manuscript.paragraphs for m in _YEAR.finditer(p.text))
    return int(named.most_common(1)[0][0]) if named else None


def _is_name(text: str) -> bool:
    return len(text) >= _LEAST and _NOT_IN_NAME.search(text) is None


@lru_cache(1024)
def is_same_unit(name: str, own: str) -> bool:
    """Does a name mean the unit: written in full, shortened (县科工局) or a little otherwise?"""
    one, other = _core(name), _core(own)
    if not one or not other or one in other or other in one:
        return True
    return _is_shortened(one, other) or _is_shortened(other, one) or likeness(one, other) >= _ALIKE


def _core(name: str) -> str:
    """A name without what may be left out: 中共, 人民政府."""
    return re.sub(r"人民政府|政府|办事处|委员会|中共|[省市县区]$", "", loose(name)) or loose(name)


def _is_shortened(short: str, long: str) -> bool:
    """Are all characters of the one in the other, in the same order?"""
    rest = iter(long)
    return all(character in rest for character in short)
