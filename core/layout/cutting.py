"""Cutting: which rows, or parts of rows, stand on which page.

A row is cut only when it is higher than a page; a table's header stands again above what goes
on; totals and signature lines stay with what they close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.facts.values import Kind
from core.layout.grid import LEAST_ROW, Align, Band, Cell, Grid, Role
from core.layout.measure import text_height

TOLERANCE = 1e-6
MOST_BLANK = 0.25  # of a page may stay empty for the sake of a better place to break
BEGINNING = 20.0  # mm; a row higher than a page begins on this one only with so much room


@dataclass(frozen=True, slots=True)
class Part:
    """A row, or what of it stands on one page; `top` mm of it stand on earlier pages."""

    row: int
    top: float
    height: float
    repeated: bool = False  # a header, again


Cut = tuple[tuple[Part, ...], ...]  # the parts of every page


def is_label(cell: Cell) -> bool:
    """Labels and levels stand again on the next page when a merged cell goes on there."""
    return cell.role is Role.LABEL or (cell.kind is Kind.TEXT and cell.align is Align.CENTER)


def cut(grid: Grid, heights: list[float], room: float, first: float | None = None) -> Cut:
    """The pages of a form whose rows are so high, on paper with this room (mm).

    On the first page the room may be less, because something stands above.
    """
    return _Cutter(grid, heights, room, room if first is None else first).pages()


class _Cutter:
    """Fills page after page; goes back to a better place when a row does not fit."""

    def __init__(self, grid: Grid, heights: list[float], room: float, first: float) -> None:
        self.heights = heights
        self.whole = room
        self.room = first  # of the page that is being filled
        self.edges = list(accumulate(heights, initial=0.0))
        self.bands = [band for band in grid.bands if band.header]
        self.glued = glued(grid, heights, room)
        self.labels = [
            (cell, text_height(cell.text, grid.span_width(cell), grid.size))
            for cell in grid.cells
            if cell.rows > 1 and cell.text and is_label(cell)
        ]
        self.done: list[tuple[Part, ...]] = []
        self.parts: list[Part] = []
        self.used = 0.0

    def pages(self) -> Cut:
        row = 0
        while row < len(self.heights):
            height = self.heights[row]
            if self._fits(height):
                self._add(Part(row, 0.0, height))
                row += 1
            elif height > self.whole - self._header_height(row) + TOLERANCE:
                row = self._tall(row)
            else:
                row = self._turn(row)
        self._close()
        return tuple(self.done)

    def _fits(self, height: float) -> bool:
        return self.used + height <= self.room + TOLERANCE

    def _add(self, part: Part) -> None:
        self.parts.append(part)
        self.used += part.height

    def _close(self) -> None:
        if self.parts:
            self.done.append(tuple(self.parts))
        self.parts, self.used, self.room = [], 0.0, self.whole

    def _header(self, row: int) -> Band | None:
        """The table whose header must stand above a row that begins a page."""
        return next((b for b in self.bands if b.first + b.header <= row <= b.last), None)

    def _header_height(self, row: int) -> float:
        band = self._header(row)
        if band is None:
            return 0.0
        return self.edges[band.first + band.header] - self.edges[band.first]

    def _open(self, row: int) -> None:
        """A new page that goes on with a row."""
        self._close()
        band = self._header(row)
        # On a page that a header would fill by more than half, the rows are worth more.
        if band is not None and self._header_height(row) <= self.whole / 2:
            for number in range(band.first, band.first + band.header):
                self._add(Part(number, 0.0, self.heights[number], repeated=True))

    # ------------------------------------------------ a row higher than a page

    def _tall(self, row: int) -> int:
        height = self.heights[row]
        body = [part for part in self.parts if not part.repeated]
        if body and self.room - self.used < BEGINNING:
            back = self._turn(row)
            if back < row:
                return back
        tail = self._tail(row)
        top = 0.0
        while height - top > TOLERANCE:
            rest = height - top
            here = min(rest, self.room - self.used)
            if here < rest:
                here = min(here, rest - LEAST_ROW)
            elif tail and self.used + rest + tail > self.room + TOLERANCE and here > 2 * LEAST_ROW:
                here -= LEAST_ROW  # something of the row goes along with the signatures
            self._add(Part(row, top, here))
            top += here
            if height - top > TOLERANCE:
                self._open(row)
        return row + 1

    def _tail(self, row: int) -> float:
        """The height of what must not stand without the end of this row."""
        last = row
        while last < len(self.heights) - 1 and self.glued[last]:
            last += 1
        tail = self.edges[last + 1] - self.edges[row + 1]
        return tail if tail <= self.whole / 2 else 0.0

    # ------------------------------------------------ where to break

    def _turn(self, over: int) -> int:
        """Close the page at the best place before a row that does not fit; where to go on."""
        body = [part.row for part in self.parts if not part.repeated]
        first = body[0] if body else over
        best = self._break(first, over)
        self.parts = [part for part in self.parts if part.repeated or part.row < best]
        self._open(best)
        return best

    def _break(self, first: int, over: int) -> int:
        places = [row for row in range(first + 1, over + 1) if not self.glued[row - 1]]
        if not places:
            return over
        lowest = self.edges[over] - self.room * MOST_BLANK
        near = [row for row in places if self.edges[row] >= lowest] or places[-1:]
        return min(near, key=lambda row: (self._misfits(first, row), -row))

    def _misfits(self, first: int, row: int) -> int:
        """How many merged labels would have no room on one of the two sides."""
        bad = 0
        for cell, need in self.labels:
            end = cell.row + cell.rows
            if cell.row < row < end:
                above = self.edges[row] - self.edges[max(cell.row, first)]
                below = self.edges[end] - self.edges[row]
                bad += need > min(above, below) + TOLERANCE
        return bad


def glued(grid: Grid, heights: Sequence[float], room: float) -> list[bool]:
    """For every row: must the next one stand on the same page?"""
    glued = [False] * len(heights)
    top, bottom = grid.framed
    glue: set[int] = set(range(top))
    for band in grid.bands:
        glue |= set(range(band.first, band.first + band.header))
        glue |= set(range(band.last - band.footer, band.last))
    ends = {band.last for band in grid.bands}
    for first, last in grid.blocks:
        if first == last and first - 1 in ends and heights[first] <= 2 * LEAST_ROW:
            glue.add(first - 1)  # a total
    tables = {row for band in grid.bands for row in range(band.first, band.last + 1)}
    for cell in grid.cells:
        rows = range(cell.row, cell.row + cell.rows)
        small = sum(heights[row] for row in rows) <= room * MOST_BLANK
        if small and is_label(cell) and not tables.intersection(rows):
            glue |= set(rows[:-1])  # a few lines under one label, not rows of a table
    signed = [cell.row for cell in grid.cells if cell.role is Role.SIGN]
    glue |= set(range(bottom, max(signed, default=bottom + 1)))
    for row in glue:
        if row < len(glued) - 1:
            glued[row] = True
    return glued
