"""Measure: how much room a text needs, estimated by counting full and half characters."""

from __future__ import annotations

import math
import unicodedata

MM_PER_PT = 25.4 / 72
LINE_PITCH = 1.3  # line height as a multiple of the type size
PADDING_MM = 1.6  # left and right together
ROOM_MM = 2.0  # above and below together


def text_width(text: str, size: float) -> float:
    """The width of one line in mm."""
    units = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
    return units * size * MM_PER_PT


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a cell of this width (mm)."""
    room = max(width - PADDING_MM, size * MM_PER_PT)
    return sum(max(1, math.ceil(text_width(line, size) / room - 1e-9)) for line in text.split("\n"))


def text_height(text: str, width: float, size: float) -> float:
    """The height in mm a cell needs to show the whole text."""
    return line_count(text, width, size) * size * LINE_PITCH * MM_PER_PT + ROOM_MM
