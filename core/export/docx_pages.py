"""DOCX pages: where Word will break a form, and what must be told it so that it breaks well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.layout.cutting import TOLERANCE, glued
from core.layout.grid import Grid
from core.layout.pages import PAPER_MM, PagePlan, paginate

LEAST_SIDE = 10.0  # mm; what printers leave out is narrower


@dataclass(frozen=True, slots=True)
class Stretch:
    """Grid rows that become one table, of which the first `header` repeat on every page.

    Where two tables meet on a page, the upper one is open and leaves the line to the lower.
    One that `turns` begins a page, with the rows `again` above it once more.
    """

    first: int
    last: int
    header: int = 0
    open: bool = False
    turns: bool = False
    again: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages of one form: their size and margins in mm, and where every row begins and ends."""

    across: float
    down: float
    side: float
    margin: float
    starts: tuple[int, ...]  # the page a row begins on
    ends: tuple[int, ...]
    turns: Mapping[int, tuple[int, ...]]  # rows Word would put on the page before: what is above

    @property
    def room(self) -> float:
        """The height between the margins."""
        return self.down - 2 * self.margin


def paper_of(grid: Grid) -> Paper:
    """The pages of a form, as the PDF has them."""
    across, down = PAPER_MM[::-1] if grid.landscape else PAPER_MM
    plans = paginate(grid)
    starts = [0] * len(grid.heights)
    ends = [0] * len(grid.heights)
    for number, plan in enumerate(plans):
        for part in plan.parts:
            if not part.repeated:
                ends[part.row] = number
                if part.top == 0:
                    starts[part.row] = number
    side = max(LEAST_SIDE, (across - grid.width) / 2)
    margin = plans[0].margin
    turns = _turns(grid, plans, down - 2 * margin)
    return Paper(across, down, side, margin, tuple(starts), tuple(ends), turns)


def _turns(grid: Grid, plans: Sequence[PagePlan], room: float) -> dict[int, tuple[int, ...]]:
    """The framed rows that begin a page though the page before had room for them.

    That is where a merged label is kept together, or a total with what it closes. Programs that
    do not know rows to be kept together, or labels, would break the form elsewhere.
    """
    top, bottom = grid.framed
    found = {}
    for before, plan in pairwise(plans):
        again = tuple(part.row for part in plan.parts if part.repeated)
        row, above = next((part.row, part.top) for part in plan.parts if not part.repeated)
        used = sum(part.height for part in before.parts)
        if top < row <= bottom and not above and used + grid.heights[row] <= room + TOLERANCE:
            found[row] = again
    return found


def stretches(grid: Grid, paper: Paper) -> list[Stretch]:
    """The tables of the framed part.

    Word repeats only the leading rows of a table, and then on all its pages. So the part is one
    table, unless a page break falls into a band with a header: such a band is a table of its own.
    A header that would fill more than half of every page does not repeat. Where a page must be
    turned before it is full a table ends, too.
    """
    top, bottom = grid.framed
    headers: dict[int, int] = {}  # first row of each table: how many of its rows repeat
    if top <= bottom:
        headers[top] = 0
    for band in grid.bands:
        broken = paper.starts[band.first] != paper.ends[band.last]
        high = header_height(grid, range(band.first, band.first + band.header))
        useful = 0 < high <= paper.room / 2
        if broken and useful and not _crossed(grid, band.first, band.last):
            headers[band.first] = band.header
            if band.last < bottom:
                headers[band.last + 1] = 0
    cuts = sorted({*headers, *(row for row in paper.turns)})
    meets = {row for row in headers if row > top and paper.starts[row] == paper.ends[row - 1]}
    return [
        Stretch(
            first,
            after - 1,
            headers.get(first, 0),
            open=after in meets,
            turns=first in paper.turns,
            again=paper.turns.get(first, ()),
        )
        for first, after in pairwise([*cuts, bottom + 1])
    ]


def header_height(grid: Grid, rows: Iterable[int]) -> float:
    """What the repeated rows take of every page, in mm."""
    return sum(grid.heights[row] for row in rows)


def _crossed(grid: Grid, first: int, last: int) -> bool:
    """Does a merged cell reach into these rows from outside?"""
    return any(
        cell.row < edge < cell.row + cell.rows for cell in grid.cells for edge in (first, last + 1)
    )


def kept_rows(grid: Grid, room: float) -> frozenset[int]:
    """The rows that are never parted from the next one: titles, headers, before totals and signs.

    But a row that is taller than a page must be broken: kept whole, its end would be lost.
    """
    together = glued(grid, grid.heights, room)
    return frozenset(row for row, high in enumerate(grid.heights) if together[row] and high <= room)
