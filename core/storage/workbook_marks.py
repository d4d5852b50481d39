"""Workbook marks: the hidden sheet by which a workbook of ours, edited elsewhere, is read back.

It holds the package as a data file, and for every cell of every form what it is and what it
showed. A hidden column of each form says which row is which, wherever rows came or went.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MARKS_TAB = "自评通对照"
VERSION = "1"
_WARNING = "这一页供自评通读回数据，请不要修改或删除。"
_HEAD, _DATA, _FORM, _CELL = "文件", "数据", "表", "格"
_PIECE = 15_000  # characters; a sheet cell holds 32,767 UTF-16 units
# In the data file's text: what no XML file may hold, and what Office takes for a code of its own.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]|_(?=x)")
_PART = re.compile(r"([0-9]{1,6})(-?)")
_ROW_MARK = re.compile(r"zpt:([0-9]{1,6}):([0-9]{1,6})(\+?)")
_MOST_COLUMNS, _MOST_HIGH = 200, 10_000  # of a form; of a cell, in rows
_WHOLE = re.compile(r"[0-9]{1,7}")


class FormMark(NamedTuple):
    """One form: its number in this workbook, which it is, how many columns its lattice has."""

    number: int
    tab: str
    form: str
    copy: str  # the row it is for, as a reference; "" for none
    columns: int


class CellMark(NamedTuple):
    """One cell: its form, where it stood, what it holds ("" for a label), what it showed."""

    form: int
    address: str  # for people who look
    row: int  # of the grid
    col: int
    rows: int
    cols: int
    reference: str
    part: str
    shown: str
    parts: str = ""  # of a cell that goes on over a page: the rows its parts begin at

    def pieces(self) -> list[tuple[int, int, bool]]:
        """The parts it has on the sheet: first row, row after the last, is its text there?"""
        found = list(map(_PART.fullmatch, self.parts.split()))
        begun = [(int(part[1]), not part[2]) for part in found if part is not None]
        if [row for row, _ in begun[:1]] != [self.row]:
            begun = [(self.row, True)]
        ends = [*(row for row, _ in begun[1:]), self.row + self.rows]
        return [(row, end, shown) for (row, shown), end in zip(begun, ends, strict=True)]


def part_text(row: int, shown: bool) -> str:
    """A part as `CellMark.parts` has it."""
    return f"{row}{'' if shown else '-'}"


class RowMark(NamedTuple):
    """A row of a form; a high one stands on several sheet rows, all but the first are `more`."""

    form: int
    row: int
    more: bool = False

    def __str__(self) -> str:
        return f"zpt:{self.form}:{self.row}{'+' if self.more else ''}"

    @classmethod
    def read(cls, text: str) -> RowMark | None:
        """The mark a text is, or None."""
        match = _ROW_MARK.fullmatch(text)
        return cls(int(match[1]), int(match[2]), bool(match[3])) if match else None


@dataclass(frozen=True, slots=True)
class Marks:
    """All that the hidden sheet says."""

    pack: str
    year: int
    data: str  # the text of the data file
    forms: tuple[FormMark, ...]
    cells: tuple[CellMark, ...]

    def lines(self) -> Iterable[list[str]]:
        """The sheet, row by row; every cell is a text."""
        data = _one_line(self.data)
        yield [_WARNING]
        yield [_HEAD, VERSION, self.pack, str(self.year), _digest(data)]
        for at in range(0, len(data), _PIECE):
            yield [_DATA, data[at : at + _PIECE]]
        for form in self.forms:
            yield [_FORM, *map(str, form)]
        for cell in self.cells:
            yield [_CELL, *map(str, cell)]

    @classmethod
    def read(cls, lines: Iterable[Sequence[str]]) -> Marks | None:
        """What such a sheet says; None when it is damaged."""
        head: Sequence[str] = ()
        pieces: list[str] = []
        forms: list[FormMark] = []
        cells: list[CellMark] = []
        for kind, *rest in lines:
            if kind == _HEAD and not head:
                head = rest
            elif kind == _DATA and rest:
                pieces.append(rest[0])
            elif kind == _FORM:
                number, tab, form, copy, columns = _filled(rest, len(FormMark._fields))
                if (
                    not all(map(_WHOLE.fullmatch, (number, columns)))
                    or int(columns) > _MOST_COLUMNS
                ):
                    return None
                forms.append(FormMark(int(number), tab, form, copy, int(columns)))
            elif kind == _CELL:
                rest = _filled(rest, len(CellMark._fields))
                places = [rest[0], *rest[2:6]]
                if not all(map(_WHOLE.fullmatch, places)) or int(places[3]) > _MOST_HIGH:
                    return None
                form_number, row, col, high, wide = map(int, places)
                cells.append(CellMark(form_number, rest[1], row, col, high, wide, *rest[6:]))
        data = "".join(pieces)
        if len(head) != 4 or head[0] != VERSION or not _WHOLE.fullmatch(head[2]):
            return None
        if head[3] != _digest(data):
            return None
        return cls(head[1], int(head[2]), data, tuple(forms), tuple(cells))


def _filled(texts: Sequence[str], count: int) -> list[str]:
    """Exactly so many texts: blank cells at the end of a line are not in the file."""
    return [*texts, *[""] * count][:count]


def _one_line(text: str) -> str:
    """A JSON text without line ends, and with all odd characters as JSON's own escapes."""
    flat = "".join(line.strip(" ") for line in text.split("\n"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", flat)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
