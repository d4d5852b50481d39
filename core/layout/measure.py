"""Measure: how much room a text needs, estimated by counting full and half characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MM_PER_PT = 25.4 / 72
LINE_PITCH = 1.45  # line height as a multiple of the type size
PADDING_MM = 1.2  # left and right together
ROOM_MM = 1.6  # above and below together
NARROW = 0.58  # a half-width character as a part of a full-width one
_WORDS = re.compile(r"[0-9A-Za-z.%+\-/&]+|.", re.DOTALL)
CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…%,.;:?!)")  # never begin a line


def text_width(text: str, size: float) -> float:
    """The width of one line in mm."""
    return sum(_units(character) for character in text) * size * MM_PER_PT


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a cell of this width (mm)."""
    room = max((width - PADDING_MM) / (size * MM_PER_PT), 1.0)  # in full-width characters
    return sum(_lines(line, room) for line in text.split("\n"))


def text_height(text: str, width: float, size: float) -> float:
    """The height in mm a cell needs to show the whole text."""
    return line_count(text, width, size) * size * LINE_PITCH * MM_PER_PT + ROOM_MM


def _units(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else NARROW


@lru_cache(maxsize=20_000)  # after an edit nearly all texts of a form are as before
def _lines(text: str, room: float) -> int:
    """Numbers and Latin words stay whole; a closing mark takes what is before it along."""
    count, used, last = 1, 0.0, 0.0
    for word in _WORDS.findall(text):
        width = sum(_units(character) for character in word)
        if used + width > room + 1e-9:
            if width > room:  # a word longer than the line is cut
                whole = used + width
                count += int(whole / room)
                used = last = whole % room
                continue
            count += 1
            used = last if word in CLOSING else 0.0
        used += width
        last = width
    return count
