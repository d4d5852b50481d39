"""Telling: what a report says with a figure: of what, in which year or budget, how surely read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache

from core.prose.figures import Figure


class Role(Enum):
    """What a figure is for."""

    VALUE = "数"
    CHANGE = "增减"  # 比上年减少4.36万元, 超出预算91.91万元, 下降43.8%
    SHARE = "占比"
    RATE = "完成率"  # 完成年初预算的96%
    ADDED = "追加"


class Sure(IntEnum):
    """How surely it is known what a figure is about."""

    NO = 0
    LIKELY = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """What is talked about: a concept or row (`key`), or only the words used for it."""

    key: str = ""
    label: str = ""
    sure: Sure = Sure.NO

    @property
    def thing(self) -> str:
        """What is talked about in one word, without how it is counted: 三公经费支出决算."""
        return self.key or _thing(self.label)


_COUNTED_BY = re.compile(
    r"(?:支出|收入)?(?:年初|全年|调整|调整后)?(?:预算|决算)(?:安排|汇总|总)?(?:数据|总额|额|数)?$"
    r"|(?:支出|收入)?(?:合计|总计|总额|总数|数额|数)$"
)


@lru_cache(maxsize=4096)
def _thing(label: str) -> str:
    return _COUNTED_BY.sub("", label).removesuffix("支出") or label


NOBODY = Subject()


@dataclass(frozen=True, slots=True)
class Told:
    """One statement; places are those of the bare line. Without a figure it tells a direction."""

    role: Role
    figure: Figure | None
    start: int
    end: int
    subject: Subject
    aspects: tuple[str, ...] = ()  # what it may be counted by, the likeliest first
    explicit: bool = False  # the words say by which
    carried: bool = False  # the subject was named in an earlier sentence, or not at all
    direction: int = 0  # of a change: 1 more, -1 less; 0 as much
    bases: tuple[str, ...] = ()  # what a change is measured from, a rate of
    whole: Subject = NOBODY  # of a share: what it is a part of, when named
    part: int = -1  # of a share: the place of the statement it is a share of
    sentence: int = 0
    others: tuple[Subject, ...] = ()  # of a change: what else may have changed
    moved: tuple[int, int] | None = None  # 从A降到B: the places of both
    when: tuple[int, int] | None = None  # where the year is told
    against: int = -1  # 比上年4.3万元减少…: the place of what is compared with


@dataclass(frozen=True, slots=True)
class Frame:
    """A total and the parts told after it."""

    total: int  # places in the reading's statements
    parts: tuple[int, ...]
    mainly: bool  # 主要, 等: only some of the parts
    some: bool  # 其中, 包括: some or all of them
    listed: bool  # nothing but 、 between the parts
    bracket: bool  # a bracket behind the total, without 其中
    cut: int  # how many parts stand before the first ；
    behind: bool = False  # the total is told after its parts
    maybe: bool = False  # it may be no total at all


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was understood."""

    told: tuple[Told, ...] = ()
    frames: tuple[Frame, ...] = ()
    subject: Subject = NOBODY  # of a heading: what the lines under it are about
