"""PDF faces: the bundled faces as reportlab wants them, with its two faults mended.

Left alone, reportlab names an unembedded Helvetica in every file, and gives characters above
U+FFFF a wrong entry in the table from which readers take the text.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from core.layout.drawing import Text
from core.layout.faces import Face

MOST_ENTRIES = 100  # in one block of the table of characters, as the standard asks


class Piece(NamedTuple):
    """Signs in one font, and how far behind the beginning of their run (pt)."""

    font: str
    behind: float
    text: str


def bundled_pieces(text: Text) -> Iterator[Piece]:
    """A run as one piece in its own face."""
    yield Piece(font_name(text.face), 0.0, text.text)


@cache
def font_name(face: Face) -> str:
    """The name a face is known by in reportlab; registered at its first use."""
    return str(load_font(f"ZPT-{face.name}", Mapped(face.file)).fontName)


def load_font(name: str, file: Mapped, index: int = 0) -> Any:
    """A font, `index` of its collection, registered in reportlab under a name."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics, ttfonts

    rl_config.useA85 = 0  # pages as letters only: a quarter longer, and half the time
    ttfonts.makeToUnicodeCMap = unicode_table
    font = ttfonts.TTFont(name, file, subfontIndex=index, asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return font


class Mapped:
    """A font's file as reportlab reads it, without a copy of it in memory."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path

    def read(self) -> mmap.mmap:
        with self._path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def unicode_table(name: str, subset: Sequence[int]) -> str:
    """Which character each code of an embedded subset stands for, in UTF-16."""
    entries = [f"<{code:02X}> <{_utf16(char)}>" for code, char in enumerate(subset)]
    blocks: list[str] = []
    for first in range(0, len(entries), MOST_ENTRIES):
        block = entries[first : first + MOST_ENTRIES]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({name})",
            f"/Ordering ({name})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex().upper()
