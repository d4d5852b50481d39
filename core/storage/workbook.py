"""Workbook: the texts and merged cells of an .xlsx file, whoever has written it.

Formulas are never calculated: what the spreadsheet program last showed counts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from core.storage.datafile_values import LONGEST
from core.storage.office_parts import Parts
from core.storage.workbook_numbers import (
    BUILT_IN,
    GENERAL,
    Format,
    number_text,
    read_format,
)

MOST_CELLS = 500_000  # with something in them, in the whole workbook
MOST_MERGES = 20_000
MOST_ACROSS = 100  # columns of a row that is read as a whole
MOST_SHEETS = 1_000
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # Office writes odd characters so
_CUT = LONGEST + 2_767  # no spreadsheet lets a cell have more characters than this


class SheetCell(NamedTuple):
    """What a cell shows; `fault` says in Chinese why that cannot be known."""

    text: str
    number: bool = False
    fault: str = ""


class Area(NamedTuple):
    """A merged cell, its rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet: cells by row and column, counted from 1; blank ones are not there."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)

    def text(self, row: int, col: int) -> str:
        """What a cell shows, "" when nothing."""
        cell = self.cells.get((row, col))
        return cell.text if cell is not None else ""

    def lines(self) -> Iterator[list[str]]:
        """The rows that hold something, as texts from the first column on."""
        rows: dict[int, dict[int, str]] = {}
        for (row, col), cell in self.cells.items():
            rows.setdefault(row, {})[col] = cell.text
        for row in sorted(rows):
            found = rows[row]
            if max(found) <= MOST_ACROSS:
                yield [found.get(col, "") for col in range(1, max(found) + 1)]


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook, hidden ones too; raises Unreadable."""
    with Parts(path) as parts:
        if not parts.has(_BOOK) or not parts.has(_RELATIONS):
            raise parts.damaged()
        return list(_Book(parts).sheets())


class _Book:
    """Reads the parts of a workbook one after the other."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._targets: dict[str, str] = {}  # relation -> part
        self._kinds: dict[str, str] = {}  # kind of part -> part
        self._found: list[tuple[str, str]] = []  # sheet name, relation
        self._from_1904 = False
        self._texts: list[str] = []
        self._formats: list[Format] = []
        self._cells = 0
        self._merges = 0

    def sheets(self) -> Iterator[Sheet]:
        self._parts.parse(_RELATIONS, self._relation, _nothing, _nothing)
        self._parts.parse(_BOOK, self._book, _nothing, _nothing)
        if "sharedStrings" in self._kinds:
            texts = _Texts(self._texts)
            part = self._kinds["sharedStrings"]
            self._parts.parse(part, texts.start, texts.end, texts.text)
        if "styles" in self._kinds:
            styles = _Styles(self._formats)
            self._parts.parse(self._kinds["styles"], styles.start, styles.end, _nothing)
        if len(self._found) > MOST_SHEETS:
            raise self._too_much()
        for name, relation in self._found:
            part = self._targets.get(relation, "")
            if part.startswith("xl/worksheets/"):  # no charts, no macro sheets
                reading = _Reading(Sheet(name), self)
                self._parts.parse(part, reading.start, reading.end, reading.text)
                yield reading.sheet

    def _relation(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            return
        part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
        self._targets[attributes.get("Id", "")] = part
        self._kinds[attributes.get("Type", "").rpartition("/")[2]] = part

    def _book(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            self._found.append((attributes.get("name", ""), attributes.get("id", "")))
        elif tag == "workbookPr":
            self._from_1904 = attributes.get("date1904") in ("1", "true")

    # ------------------------------------------------ one cell

    def cell(self, kind: str, style: str, value: str, formula: bool) -> SheetCell | None:
        """What a cell shows; None for a blank one."""
        if kind == "inlineStr":
            return SheetCell(value) if value else None
        if formula and not value:
            return SheetCell("", fault="公式没有算出结果")
        if not value:
            return None
        if kind == "s":
            at = int(value) if value.isdecimal() and len(value) < 8 else len(self._texts)
            if at >= len(self._texts):
                raise self._parts.damaged()
            text = self._texts[at]
            return SheetCell(text) if text else None
        if kind == "e":
            return SheetCell("", fault=f"公式出错（{value[:20]}）")
        if kind == "str":
            return SheetCell(_decoded(value))
        if kind == "b":
            return SheetCell("TRUE" if value == "1" else "FALSE")
        if kind == "d":
            return SheetCell(value[:10])
        text_or_none = number_text(value, self._format(style), formula, self._from_1904)
        if text_or_none is None:
            return SheetCell("", fault="里面的数读不出来")
        return SheetCell(text_or_none, number=True)

    def _format(self, style: str) -> Format:
        at = int(style) if style.isdecimal() and len(style) < 8 else 0
        return self._formats[at] if at < len(self._formats) else Format()

    def count_cell(self) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise self._too_much()

    def count_merge(self) -> None:
        self._merges += 1
        if self._merges > MOST_MERGES:
            raise self._too_much()

    def _too_much(self) -> Exception:
        return self._parts.refused(
            "W203", "里的格子太多，没有打开。", "自评通导出的没有这么多，请检查是不是选错了文件。"
        )


class _Texts:
    """The texts that cells share: pieces of one text belong together, its reading aids do not."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._pieces: list[str] = []
        self._in_text = False
        self._aside = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        self._aside = self._aside or tag == "rPh"
        self._in_text = tag == "t" and not self._aside

    def end(self, tag: str) -> None:
        if tag == "si":
            self._texts.append(_decoded("".join(self._pieces)))
        self._aside = self._aside and tag != "rPh"
        self._in_text = False

    def text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)


class _Styles:
    """The number format of every style, in the order in which cells count them."""

    def __init__(self, formats: list[Format]) -> None:
        self._formats = formats
        self._codes = {str(number): code for number, code in BUILT_IN.items()}
        self._of_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", GENERAL)
        elif tag == "cellXfs":
            self._of_cells = True
        elif tag == "xf" and self._of_cells:
            code = self._codes.get(attributes.get("numFmtId", "0"), GENERAL)
            self._formats.append(read_format(code))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._of_cells = False


class _Reading:
    """One sheet being read."""

    def __init__(self, sheet: Sheet, book: _Book) -> None:
        self.sheet = sheet
        self._book = book
        self._row = self._col = 0
        self._kind = self._style = ""
        self._formula = False
        self._pieces: list[str] = []
        self._in_value = False
        self._aside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
            self._col = 0
        elif tag == "c":
            self._cell_at(attributes.get("r", ""))
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._formula, self._pieces = False, []
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aside = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._in_value = tag == "v" or (tag == "t" and not self._aside)

    def end(self, tag: str) -> None:
        self._in_value = False
        if tag == "rPh":
            self._aside = False
        if tag != "c":
            return
        value = "".join(self._pieces)
        if self._kind == "inlineStr":
            value = _decoded(value)
        cell = self._book.cell(self._kind, self._style, value, self._formula)
        if cell is not None:
            self._book.count_cell()
            self.sheet.cells[self._row, self._col] = cell

    def text(self, text: str) -> None:
        if self._in_value:
            self._pieces.append(text)

    def _cell_at(self, place: str) -> None:
        match = _PLACE.fullmatch(place)
        if match is None:
            self._col += 1
        else:
            self._row, self._col = int(match[2]), _column(match[1])

    def _merge(self, area: str) -> None:
        self._book.count_merge()
        first, _, last = area.partition(":")
        start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if start is not None and end is not None:
            self.sheet.areas.append(
                Area(int(start[2]), _column(start[1]), int(end[2]), _column(end[1]))
            )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _decoded(text: str) -> str:
    """A text with Office's codes for odd characters put back, and plain line ends."""
    if "_x" in text:
        text = _CODE.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")[:_CUT]


def _character(code: re.Match[str]) -> str:
    character = chr(int(code[1], 16))
    return character if character in "\t\n\r" or character.isprintable() else ""


def _nothing(*_: object) -> None:
    """What is not wanted."""
