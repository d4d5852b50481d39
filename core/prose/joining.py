"""Joining: which lines of a text a conversion has cut in the middle of a sentence.

A page turned into text has a line's end wherever the paper had one: after so many characters. Such
lines carry on in the next one and are read together, so that no figure is torn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from core.checks.ordinals import heading_of, ordinals

_STOPS = "。！？；：∶…!?;:."
_BEHIND_STOP = "”’）)》」】\"'"
_NARROW_SIGN = re.compile(r"[\x00-\xff]")  # takes half the room
_LEAST = 3  # lines cut at the same width
_NARROWEST = 44  # in half characters: shorter lines are cells and lists
_SPREAD = 8  # a number or a word is not cut but goes to the next line
_EVEN = 3  # but most lines are as long as the longest


def carried_on(lines: Sequence[str], follows: Sequence[bool]) -> list[bool]:
    """For each line whether it goes on in the next one; `follows`: may it?"""
    widths = [0] * len(lines)
    for place, line in enumerate(lines):
        if follows[place] and 2 * len(line) >= _NARROWEST and not has_stop(line):
            widths[place] = _open_width(line, lines[place + 1])
    low, high = _cut_at(sorted(width for width in widths if width))
    return [low <= width <= high for width in widths] if high else [False] * len(lines)


def _open_width(line: str, behind: str) -> int:
    """The width of a line that may go on in the next; 0 when it cannot."""
    if heading_of(line) is not None or begins_anew(behind):
        return 0
    words = line.rstrip()
    width = 2 * len(words) - len(_NARROW_SIGN.findall(words))
    return width if width >= _NARROWEST else 0


def _cut_at(widths: list[int]) -> tuple[int, int]:
    """Between which widths most lines without an end are, when a conversion has cut them."""
    found = (0, 0, 0)
    for place, high in enumerate(widths):
        first = bisect_left(widths, high - _SPREAD)
        found = max(found, (place + 1 - first, high, first))
    number, high, first = found
    even = first + number - bisect_left(widths, high - _EVEN)
    if number < _LEAST or 2 * even < number or 2 * number < len(widths):
        return 0, 0
    return high - _SPREAD, high


@lru_cache(8192)
def has_stop(text: str) -> bool:
    """Does a paragraph end with a sentence's end?"""
    end = text.rstrip()
    return end[-1:] in _STOPS or end.rstrip(_BEHIND_STOP)[-1:] in _STOPS


@lru_cache(8192)
def begins_anew(text: str) -> bool:
    """Does a paragraph begin with a number of its own, so that it carries nothing on?"""
    first = next(iter(ordinals(text)), None)
    return first is not None and not text[: first.start].strip()
