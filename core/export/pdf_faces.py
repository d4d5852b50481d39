"""PDF faces: the bundled faces as reportlab wants them, with its two faults mended.

Left alone, reportlab names an unembedded Helvetica in every file, and gives characters above
U+FFFF a wrong entry in the table from which readers take the text.
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from core.layout.faces import Face

MOST_ENTRIES = 100  # in one block of the table of characters, as the standard asks


@cache
def font_name(face: Face) -> str:
    """The name a face is known by in reportlab; registered at its first use."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics, ttfonts

    rl_config.useA85 = 0  # pages as letters only: a quarter longer, and half the time
    ttfonts.makeToUnicodeCMap = unicode_table
    name = f"ZPT-{face.name}"
    font = ttfonts.TTFont(name, _Mapped(face.file), asciiReadable=False, shapable=False)
    pdfmetrics.registerFont(font)
    return name


class _Mapped:
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
