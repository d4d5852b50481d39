"""{年} and {年-1} in the texts of packs: labels shift with the year of the package."""

from __future__ import annotations

import re

COUNTED = re.compile(r"(年|序号)\s*(?:([+＋\-－])\s*(\d{1,4}))?")
_HOLE = re.compile(r"\{年\s*(?:([+＋\-－])\s*(\d{1,4}))?\s*\}")


def offset_of(sign: str | None, digits: str | None) -> int:
    """The number behind 年 or 序号 in a hole."""
    return (-1 if sign and sign in "-－" else 1) * int(digits or 0)


def stray_braces(text: str) -> bool:
    """Are there braces that hold no year? They would be printed as they stand."""
    return any(brace in _HOLE.sub("", text) for brace in "{}｛｝")


def year_text(text: str, year: int) -> str:
    """A text with its years put in."""
    if "{" not in text:
        return text
    return _HOLE.sub(lambda hole: str(year + offset_of(hole.group(1), hole.group(2))), text)
