"""A small reader of TrueType files, so that tests see the bundled fonts without any library."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import unpack_from

Box = tuple[int, int, int, int]


class TrueType:
    """One font: its character map, advances, outlines' boxes and names."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self._tables: dict[str, int] = {}
        for number in range(*unpack_from(">H", self._data, 4)):
            tag, _, start, _ = unpack_from(">4sLLL", self._data, 12 + 16 * number)
            self._tables[tag.decode("ascii")] = start
        self.glyphs: dict[str, int] = self._character_map()

    @property
    def tags(self) -> set[str]:
        """The names of the tables."""
        return set(self._tables)

    def advance(self, glyph: int) -> int:
        """How far a glyph moves the pen; the last ones of the table may share an advance."""
        (full,) = self._read("hhea", 34, ">H")
        return int(self._read("hmtx", 4 * min(glyph, full - 1), ">H")[0])

    def box(self, glyph: int) -> Box | None:
        """The box around a glyph's ink, None where it has no outline."""
        wide = self._read("head", 50, ">h") == (1,)
        start, end = (
            self._read("loca", 4 * glyph, ">LL")
            if wide
            else [2 * half for half in self._read("loca", 2 * glyph, ">HH")]
        )
        if start == end or self._read("glyf", start, ">h") == (0,):
            return None
        left, bottom, right, top = self._read("glyf", start + 2, ">4h")
        return left, bottom, right, top

    def names(self) -> dict[int, str]:
        """The entries of the name table by their number."""
        count, strings = self._read("name", 2, ">HH")
        found: dict[int, str] = {}
        for number in range(count):
            entry = self._read("name", 6 + 12 * number, ">6H")
            place = self._tables["name"] + strings + entry[5]
            found[entry[3]] = self._data[place : place + entry[4]].decode("utf-16-be")
        return found

    def _read(self, table: str, offset: int, form: str) -> tuple[int, ...]:
        return unpack_from(form, self._data, self._tables[table] + offset)

    def _character_map(self) -> dict[str, int]:
        """The subtable of Windows with all of Unicode, else the one with its first plane."""
        (count,) = self._read("cmap", 2, ">H")
        entries = [self._read("cmap", 4 + 8 * number, ">HHL") for number in range(count)]
        places = {entry[:2]: entry[2] for entry in entries}
        if (3, 10) in places:
            return self._groups(places[3, 10])
        return self._segments(places[3, 1])

    def _groups(self, at: int) -> dict[str, int]:
        """Format 12: groups of characters in a row."""
        assert self._read("cmap", at, ">H") == (12,)
        found: dict[str, int] = {}
        for number in range(*self._read("cmap", at + 12, ">L")):
            first, last, glyph = self._read("cmap", at + 16 + 12 * number, ">LLL")
            found |= {chr(code): glyph + code - first for code in range(first, last + 1)}
        return found

    def _segments(self, at: int) -> dict[str, int]:
        """Format 4: segments with a difference, or with glyphs listed."""
        assert self._read("cmap", at, ">H") == (4,)
        (double,) = self._read("cmap", at + 6, ">H")
        array = f">{double // 2}H"
        starts = [at + 14, *(at + 16 + double * part for part in (1, 2, 3))]
        lasts, firsts, deltas, offsets = (self._read("cmap", start, array) for start in starts)
        found: dict[str, int] = {}
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
            for code in range(first, min(last, 0xFFFE) + 1):
                glyph = code
                if offsets[number]:
                    place = starts[3] + 2 * number + offsets[number] + 2 * (code - first)
                    (glyph,) = self._read("cmap", place, ">H")
                    if not glyph:
                        continue
                found[chr(code)] = (glyph + deltas[number]) & 0xFFFF
        return found


@cache
def truetype(path: Path) -> TrueType:
    """The font, read once for all tests."""
    return TrueType(path)
