"""Glyphs: widths and coverage of the bundled faces (stand-in until the fonts are merged)."""

from __future__ import annotations

import unicodedata

from core.layout.faces import Face


def width(face: Face, text: str, size: float) -> float:
    """The width of a line in points."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text) * size


def has(face: Face, char: str) -> bool:
    """Has the face this character?"""
    return True


def runs(face: Face, text: str) -> list[tuple[Face, str]]:
    """The text cut where another face must help out."""
    return [(face, text)] if text else []


def missing(text: str) -> list[str]:
    """Characters no face has."""
    return []
