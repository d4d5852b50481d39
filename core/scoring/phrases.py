"""Phrases: figures inside words. 提高2个百分点, 3-5家, 2/3, 5%左右, 12月底前."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.numbers import ZERO, parse_plain
from core.texts import halfwidth

_MORE = "提高|提升|上升|增长|增加|增收|扩大|新增"
_LESS = "下降|降低|减少|压减|压缩|缩短|缩减"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNIT = r"[%‰‱]|个?百分点|[\u4e00-\u9fff]{0,4}?"
_PHRASE = re.compile(
    r"(?:已|均|共)?(?:(?:比|较|与)?(?:上一?年度?|去年|往年|上年同期|去年同期|同期|同比)(?:同期)?(?:相比)?)?"
    rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))?"
    r"(?P<level>到|至|稳定在|保持在|控制在|达到?|完成)?了?(?P<around>约|近|大约)?"
    r"(?P<sign>[≥≤>=<]|不低于|不少于|不超过|不高于)?"
    rf"(?P<low>{_NUMBER})(?P<inner>[%‰]?)(?:[-—–~～至](?P<high>{_NUMBER}))?"
    rf"(?P<unit>{_UNIT})(?P<about>左右|上下)?(?P<behind>以上|及以上|以下|以内)?(?:[（(]含(?:本数)?[）)])?"
)
_AT_LEAST = frozenset({"≥", ">", "不低于", "不少于", "以上", "及以上"})
_AT_MOST = frozenset({"≤", "<", "不超过", "不高于", "以下", "以内"})
_FRACTION = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")
_MOMENT = re.compile(
    r"(?:截至|截止|已?于|在|已)?(?:(?P<year>20[0-9]{2})[年./-])?"
    r"(?P<month>1[0-2]|0?[1-9])(?:月份?|(?(year)[./-](?=[0-9])|(?!)))"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号]?|(?P<part>底|末|初|上旬|中旬|下旬))?"
    r"(?:前|之前|以前|内)?(?:全部|均)?(?:完成|完工|竣工|建成|发放|拨付|兑付|到位)?"
)
_PARTS = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31)}
_LONGEST = 30
_YEARS = 1900  # from here up a number before 年 names a year


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure as words state it: a level, or a change against last year."""

    low: Decimal
    high: Decimal
    unit: str
    change: int = 0  # 1 更多, -1 更少, 0 a level
    bound: int = 0  # 1 at least, -1 at most
    about: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a part of a year; `first` and `last` are its (month, day) ends."""

    year: int | None
    first: tuple[int, int]
    last: tuple[int, int]


@lru_cache(maxsize=8192)
def phrase_of(text: str) -> Phrase | None:
    """The one figure a short text states, and how; None when it says anything else."""
    compact = "".join(halfwidth(text).split()).rstrip("。;；,，.")
    if len(compact) > _LONGEST:
        return None
    match = _PHRASE.fullmatch(compact)
    if match is None:
        return None
    low = parse_plain(match["low"])
    high = parse_plain(match["high"]) if match["high"] else low
    if low is None or high is None or high < low:
        return None
    if match["unit"].startswith("年") and low >= _YEARS:
        return None
    marks = {match["sign"], match["behind"]}
    bound = 1 if marks & _AT_LEAST else -1 if marks & _AT_MOST else 0
    change = 0
    if match["level"] not in ("到", "至"):
        change = 1 if match["more"] else -1 if match["less"] else 0
    about = bool(match["about"] or match["around"])
    return Phrase(low, high, match["unit"] or match["inner"], change, bound, about)


@lru_cache(maxsize=4096)
def share_of(text: str) -> tuple[Decimal, Decimal] | None:
    """2/3 as (2, 3): so many of so many."""
    match = _FRACTION.fullmatch("".join(halfwidth(text).split()))
    if match is None:
        return None
    part, whole = Decimal(match[1]), Decimal(match[2])
    return (part, whole) if ZERO <= part <= whole and whole else None


@lru_cache(maxsize=8192)
def moment_of(text: str) -> Moment | None:
    """12月底前, 已于11月完成, 2025年1月; a bare year or 每月10日 is no moment."""
    compact = "".join(halfwidth(text).split()).rstrip("。;；,，")
    match = _MOMENT.fullmatch(compact)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    month = int(match["month"])
    if match["day"]:
        day = int(match["day"])
        return Moment(year, (month, day), (month, day))
    longest = calendar.monthrange(year or 2024, month)[1]
    start, end = _PARTS.get(match["part"] or "", (1, longest))
    return Moment(year, (month, start), (month, min(end, longest)))


def is_after(limit: Moment, done: Moment) -> bool:
    """Was it surely done after the limit? A moment without year lies in the year of the other."""
    years = (done.year or limit.year or 0, limit.year or done.year or 0)
    return (years[0], done.first) > (years[1], limit.last)
