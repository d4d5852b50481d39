"""Measure: how much room a text needs in a cell, in mm, with the real widths of its face."""

from __future__ import annotations

from core.layout.breaking import Line, break_lines
from core.layout.faces import Face
from core.layout.glyphs import width as glyph_width

MM_PER_PT = 25.4 / 72
LINE_PITCH = 1.45  # line height as a multiple of the type size
PADDING_MM = 1.2  # left and right together
ROOM_MM = 1.6  # above and below together


def text_width(text: str, size: float, face: Face = Face.SONG) -> float:
    """The width of one line."""
    return glyph_width(face, text, size) * MM_PER_PT


def cell_lines(text: str, width: float, size: float, face: Face = Face.SONG) -> tuple[Line, ...]:
    """The lines of a text in a cell of this width."""
    return break_lines(text, face, size, max(width - PADDING_MM, 0.0) / MM_PER_PT)


def line_count(text: str, width: float, size: float, face: Face = Face.SONG) -> int:
    """How many lines a text takes in a cell of this width."""
    return len(cell_lines(text, width, size, face))


def line_height(size: float) -> float:
    """From one line to the next."""
    return size * LINE_PITCH * MM_PER_PT


def text_height(text: str, width: float, size: float, face: Face = Face.SONG) -> float:
    """The height a cell needs to show the whole text."""
    return line_count(text, width, size, face) * line_height(size) + ROOM_MM
