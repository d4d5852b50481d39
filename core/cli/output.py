"""Output: prints texts and tables so that Chinese columns line up."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence


def say(text: str) -> None:
    """One text to the screen; characters the console lacks are shown as ?."""
    try:
        print(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "utf-8"
        print(text.encode(encoding, "replace").decode(encoding))


def width(text: str) -> int:
    """How many columns a text takes on the console."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def short(text: str, most: int = 40) -> str:
    """A text on one line, cut with an ellipsis."""
    flat = " ".join(text.split())
    if width(flat) <= most:
        return flat
    cut = ""
    for character in flat:
        if width(cut + character) > most - 2:
            break
        cut += character
    return cut + "…"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], most: int = 40) -> None:
    """Columns that line up, with a header."""
    cells = [[short(cell, most) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[i]) for row in cells) for i in range(len(head))]
    for row in cells:
        line = "  ".join(
            cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)
        )
        say(line.rstrip())
