"""Likely: how surely words of the text and a name in the table mean the same thing."""

from __future__ import annotations

import re
from functools import lru_cache

from core.texts import likeness, loose

ALIKE = 62  # of names: from here up the same thing is meant
SHORTEST = 3
_LONGEST = 24
# Verbs and scopes say how and where something was done, not what.
_VERBS = re.compile(
    r"全县|全镇|全乡|全区|全市|我县|我镇|全年|年内|今年以来|累计|共计|一共|实现|完成|达到|达|开展|组织|举办|建设|"
    r"建成|新建|改造|推广|发放|进行|认真|积极|成功|力争|不断|及时|已|约|共|了|为|的|全部|较好|平均|实际|各类|等"
)
_TAILS = re.compile(r"(?:数量|个数|人数|次数|户数|面积|里程|长度|座数|期数|人次|率|数|量)$")
_PIECES = re.compile(r"[、,，和及与]")
_OBJECT = 4  # characters of a thing that can be told from others


@lru_cache(maxsize=8192)
def closeness(label: str, name: str) -> int:
    """How surely words of the text and an indicator's name mean the same, 0 to 100."""
    told, named = core_of(label), core_of(name)
    if len(told) < SHORTEST or len(named) < SHORTEST:
        return 0
    if ("新增" in label) != ("新增" in name):
        return 0  # what was added is not what there is
    if told == named:
        return 100
    if named in told or told in named:
        short, long = sorted((told, named), key=len)
        return 90 if len(short) * 2 >= len(long) else 45
    return max(likeness(told, named), _object(label, name))


def _object(label: str, name: str) -> int:
    """What was done, alike although put into other words: 开展科普宣传活动, …、科普活动."""
    told = _pieces(label[-_LONGEST:])[-1:]
    alike = [50 for piece in _pieces(name) for last in told if _widened(piece, last)]
    return max(alike, default=0)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECES.split(_VERBS.sub("、", text)) if len(piece) >= _OBJECT]


def _widened(one: str, other: str) -> bool:
    """The same beginning and end; the longer has a word put in."""
    short, long = sorted((one, other), key=len)
    return short[:2] == long[:2] and long.endswith(short[2:]) and len(long) <= len(short) + 3


@lru_cache(maxsize=8192)
def core_of(text: str) -> str:
    """The thing itself: 全年新增规模工业企业数 → 新增规模工业企业."""
    return _TAILS.sub("", _VERBS.sub("", loose(text[-_LONGEST:])))
