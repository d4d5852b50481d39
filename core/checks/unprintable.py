"""Unprintable: signs in a text that come out on paper as empty boxes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from core.characters import missing
from core.checks.desk import Desk
from core.checks.finding import Finding, Remedy, Severity
from core.facts.model import Placement
from core.facts.values import Value

CODE = "E15.字印不出来"
_REMEMBERED = 8192  # texts: an edit changes one of thousands, the others are asked again
_NAMED = 5


@lru_cache(_REMEMBERED)
def unprintable(text: str) -> tuple[str, ...]:
    """The signs of a text no bundled face can draw."""
    return tuple(missing(text))


def boxes_on_paper(
    desk: Desk, place: Placement, value: Value, signs: tuple[str, ...], where: str
) -> Finding:
    """Say which signs of a cell come out as boxes; `where` is what the cell is called."""
    return Finding(
        CODE,
        Severity.INFO,
        (place,),
        f"{where}里的{named_signs(signs)}印不出来：所带的字体里没有，纸上是方框。请换一种写法。",
        shown=" ".join(value.raw.split())[:30],
        remedies=_without(desk, place, value, signs),
    )


def named_signs(signs: tuple[str, ...]) -> str:
    """“☑”、“😀”等 9 个字."""
    more = f"等 {len(signs)} 个字" if len(signs) > _NAMED else ""
    return "、".join(map(_name, signs[:_NAMED])) + more


def _name(sign: str) -> str:
    """The sign; one that is not seen on the screen either by its number."""
    return f"“{sign}”" if sign.isprintable() else f"编码为 U+{ord(sign):04X} 的字符"


def _without(
    desk: Desk, place: Placement, value: Value, signs: tuple[str, ...]
) -> tuple[Remedy, ...]:
    """Leave signs out; never a letter, which a name would lose."""
    rest = value.raw.translate(dict.fromkeys(map(ord, signs))).strip()
    letters = any(unicodedata.category(sign).startswith("L") for sign in signs)
    if letters or not rest or place != desk.home(place.ref):
        return ()
    return (desk.type_in(place.ref, rest, "删去印不出来的符号"),)
