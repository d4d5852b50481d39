"""Bare: a line of text as it is read: half-width, without quotes and spaces, places kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from core.texts import halfwidth

_QUOTES = frozenset("“”\"'‘’「」『』`*")
_DIGITS = frozenset("0123456789")
_THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")
_GROUP = re.compile(r"(?<![0-9.])[0-9]{1,3}$")
# Punctuation that half-width forms of full-width letters do not reach.
_SAME = str.maketrans({"∶": ":", "～": "~", "﹪": "%", "．": ".", "〇": "〇", "—": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class Bare:
    """The characters that are read and where each stands in the line."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of it stands in the line."""
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=4096)
def bare(line: str) -> Bare:
    """A line without what says nothing; a space stays where it keeps two numbers apart."""
    plain = halfwidth(line).translate(_SAME)
    kept: list[str] = []
    at: list[int] = []
    gap = False
    for place, character in enumerate(plain):
        if character == "\n":
            continue  # where a conversion has cut it, a number too
        if character.isspace() or character in "\u200b\ufeff\u00ad":
            gap = True
            continue
        if character in _QUOTES:
            continue
        digit = character in _DIGITS
        if gap and digit and kept and (kept[-1] in _DIGITS) and not _continues(plain, place, kept):
            kept.append(" ")
            at.append(place - 1)
        gap = False
        kept.append(character)
        at.append(place)
    return Bare("".join(kept), tuple(at))


def _continues(plain: str, place: int, kept: list[str]) -> bool:
    """1 774.18: a space between thousands is part of the number."""
    before = "".join(kept[-4:])
    return bool(_GROUP.search(before)) and bool(_THOUSANDS.match(plain, place))
