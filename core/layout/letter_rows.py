"""Letter rows: the lines of a report as GB/T 9704-2012 sets them, still on no page.

The type area is 156 by 225 mm: 22 rows of 28 characters in 三号 仿宋. A row is as high as the
character and the room under it; the first begins at the upper edge of the type area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

from core.layout.breaking import Line, break_lines
from core.layout.cutting import BEGINNING
from core.layout.draw import ASCENT, set_line
from core.layout.drawing import MM, Text
from core.layout.faces import Face
from core.layout.glyphs import width as glyph_width
from core.layout.grid import Align, Grid
from core.layout.letter import Letter, Paragraph
from core.layout.title_lines import title_lines

TOP, LEFT = 37 * MM, 28 * MM
WIDTH = 156 * MM
ROWS, CHARACTERS = 22, 28
PITCH = 28.95  # pt from row to row; Word counts in twentieths of a point
SIZE = 16.0  # 三号
TITLE_SIZE = 22.0  # 二号
CHARACTER = WIDTH / CHARACTERS
# Without it 27 would fit. 28 leave two points, which justifying gives back. Word, which counts in
# twentieths of a point, ends its rows with the same characters; LibreOffice hangs a comma over
# the edge, and with less room there would lose it.
TRACKING = -0.3
INDENT = 2 * CHARACTER
DATE_RIGHT = 4 * CHARACTER
SEAL_ROWS = 2  # left free above the name, so that a seal of 40 mm on name and date fits
WITH_ENDING = 2  # rows of the text that stand on one page with what ends the report
BELOW_TABLE = 2.0  # mm at least, between a table and the next row
ANNEX = "附件："
FACES = {0: Face.FANG, 1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}  # by level


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its texts, measured from its upper edge; `keep`: the next is on the same page."""

    texts: tuple[Text, ...] = ()
    keep: bool = False
    mark: str = ""  # the heading that begins here, for the bookmarks


@dataclass(frozen=True, slots=True)
class Table:
    """A table between rows; it begins on a page only if its head and a row have room there."""

    grid: Grid

    @property
    def least(self) -> int:
        """So many rows' room must be left where it begins: its head, and a row or some of it."""
        head, *rows = self.grid.heights
        first = rows[0] if rows else 0.0
        whole = rows_high(head + first)
        return whole if whole <= ROWS else min(rows_high(head + BEGINNING), ROWS)


def rows_high(height: float) -> int:
    """How many rows a table of this height (mm) takes."""
    return ceil((height + BELOW_TABLE) * MM / PITCH)


def rows_of(letter: Letter) -> list[Row | Table]:
    """Everything from the label to the date."""
    rows: list[Row | Table] = [*_head(letter)]
    for part in letter.parts:
        if isinstance(part, Grid):
            rows.append(Table(part))
        else:
            rows += _paragraph(part)
    annexes, ending = _annexes(letter), _ending(letter)
    if WITH_ENDING + len(annexes) + len(ending) <= ROWS:
        annexes = [replace(row, keep=True) for row in annexes]
    for block in (annexes, ending):
        if block:
            _hold(rows)
            rows += block
    return rows


def _hold(rows: list[Row | Table]) -> None:
    """The last rows go along with what follows: it never stands on a page alone."""
    for at in range(max(0, len(rows) - WITH_ENDING), len(rows)):
        row = rows[at]
        if isinstance(row, Row):
            rows[at] = replace(row, keep=True)


def _head(letter: Letter) -> Iterator[Row]:
    """The label on the first row, the title in the middle, one row free behind each."""
    if letter.label:
        yield Row(_set(Line(letter.label, 0.0, ends=True), Face.HEI, 0.0), keep=True)
        yield Row(keep=True)
    for line in title_rows(letter):
        yield Row(_centred(line), keep=True)
    yield Row(keep=True)


def title_rows(letter: Letter) -> list[str]:
    """The lines of the title, words kept whole."""
    return [
        line
        for text in letter.title
        for line in title_lines(text, Face.BIAOSONG, TITLE_SIZE, WIDTH, letter.unit)
    ]


def _centred(text: str) -> tuple[Text, ...]:
    line = Line(text, glyph_width(Face.BIAOSONG, text, TITLE_SIZE), ends=True)
    base = ASCENT * TITLE_SIZE
    return tuple(set_line(line, Face.BIAOSONG, TITLE_SIZE, LEFT, base, WIDTH, Align.CENTER))


def _paragraph(part: Paragraph) -> Iterator[Row]:
    face = FACES[part.level]
    lines = break_lines(part.text, face, SIZE, WIDTH, TRACKING, INDENT)
    for number, line in enumerate(lines):
        texts = _set(line, face, 0.0 if number else INDENT)
        keep = part.level > 0 and (part.leads or number < len(lines) - 1)
        yield Row(texts, keep, part.text if part.level == 1 and not number else "")


def _annexes(letter: Letter) -> list[Row]:
    """附件：1. … after a free row; what goes on below stands under the name's first character."""
    rows = [Row(keep=True)] if letter.annexes else []
    for head, before, left, name in annex_places(letter):
        for place, line in enumerate(break_lines(name, Face.FANG, SIZE, WIDTH - left, TRACKING)):
            texts = _set(line, Face.FANG, left)
            if not place:
                texts = (*_set(Line(head, 0.0, ends=True), Face.FANG, before), *texts)
            rows.append(Row(texts))
    return rows


def annex_places(letter: Letter) -> Iterator[tuple[str, float, float, str]]:
    """What stands before every attachment's name and where that begins; where the name begins."""
    many = len(letter.annexes) > 1
    for number, name in enumerate(letter.annexes, 1):
        digits = f"{number}. " if many else ""
        left = INDENT + _long(ANNEX) + _long(digits)
        if number == 1:
            yield f"{ANNEX}{digits}", INDENT, left, name
        else:
            yield digits, INDENT + _long(ANNEX), left, name


def _ending(letter: Letter) -> list[Row]:
    names, day = ending_places(letter)
    rows = [Row(keep=True)] * SEAL_ROWS
    rows += [Row(_set(line, Face.FANG, left), keep=True) for left, line in names]
    rows.append(Row(_set(Line(letter.date, 0.0, ends=True), Face.FANG, day)))
    return rows


def ending_places(letter: Letter) -> tuple[list[tuple[float, Line]], float]:
    """Where the lines of the unit's name begin, and where the date does.

    The date ends four characters from the right, the name is centred above it. A name so long
    that it would reach beyond the type area moves both to the left.
    """
    names = break_lines(letter.unit, Face.FANG, SIZE, WIDTH, TRACKING)
    widest, day = max(line.width for line in names), _long(letter.date)
    middle = min(WIDTH - DATE_RIGHT - day / 2, WIDTH - widest / 2)
    lines = [(middle - line.width / 2, replace(line, ends=True)) for line in names]
    return lines, middle - day / 2


def _set(line: Line, face: Face, left: float) -> tuple[Text, ...]:
    """A line that begins so far from the left edge of the type area and may end at its right."""
    base = ASCENT * SIZE
    room = WIDTH - left
    return tuple(set_line(line, face, SIZE, LEFT + left, base, room, Align.LEFT, TRACKING))


def _long(text: str) -> float:
    return glyph_width(Face.FANG, text, SIZE) + TRACKING * len(text)


def texts_at(rows: Iterable[tuple[float, Row]]) -> Iterator[Text]:
    """The texts of rows whose upper edges are there."""
    for top, row in rows:
        for text in row.texts:
            yield replace(text, y=round(text.y + top, 2))
