"""Wholes: what may be added to what, and what may be a part of what."""

from __future__ import annotations

from collections.abc import Sequence

from core.prose.figures import Figure
from core.prose.figures import Sort as Counted
from core.prose.lexicon import Token
from core.prose.words import BASIC, CLOSING, COUNTED, INCOME, PROJECTS, TOTAL, WHOLES, YEAR, Sort

_WHOLE_OF = {part: whole for whole, parts in WHOLES for part in parts}
_OF_DIRECTION = (Sort.UP, Sort.DOWN, Sort.SAME, Sort.ASPECT, Sort.LAST, Sort.COMPARE)


def says_direction(tokens: Sequence[Token]) -> bool:
    """决算数小于预算数的主要原因是…, not 超出预算限额的不予报账."""
    last = 0
    for place, token in enumerate(tokens):
        if token.sort in _OF_DIRECTION:
            last = place
    behind = "".join(token.text for token in tokens[last + 1 :]).lstrip("的数")
    return not behind or behind.startswith(("主要", "原因", "是", "有"))


def alike(one: Figure | None, other: Figure | None) -> bool:
    """Can two figures be added?"""
    if one is None or other is None or one.sort is not other.sort:
        return False
    return one.sort is Counted.AMOUNT or (one.unit == other.unit != "")


def may_be_part(part: str, whole: str) -> bool:
    """May one thing be a part of another, as far as the forms' own logic says?"""
    if not part or not whole:
        return True
    if part == whole or (part in COUNTED and whole in COUNTED):
        return False
    if part in (TOTAL, INCOME, CLOSING):
        return False  # what came in, went out or was left is no part of another
    above = wholes_of(part)
    if not above:
        return whole not in _WHOLE_OF.values() or part not in (TOTAL, INCOME, YEAR)
    return whole in above or whole == INCOME


def wholes_of(part: str) -> tuple[str, ...]:
    """What it is a part of, the nearest first."""
    found: list[str] = []
    above = _WHOLE_OF.get(part)
    while above is not None:
        found.append(above)
        above = _WHOLE_OF.get(above)
    return tuple(found)


def related(one: str, other: str) -> bool:
    """Do two things stand beside or above each other?"""
    if one == other or _WHOLE_OF.get(other) in (one, _WHOLE_OF.get(one)):
        return True
    return one in (TOTAL, INCOME, BASIC, PROJECTS) or one not in _WHOLE_OF
