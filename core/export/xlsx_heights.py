"""XLSX heights: the rows of a sheet, with a line to spare where letters may come out wider."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from core.facts.values import NUMERIC
from core.layout.grid import Cell, Grid
from core.layout.measure import MM_PER_PT, text_height
from core.layout.pages import PAPER_MM, PagePlan

# A sheet clips what does not fit. Where 宋体 is missing, its stand-ins set Latin letters and
# digits wider by up to so much of the type size, and a text may take a line more.
WIDER = 0.14
TALLEST = 400.0  # pt; Excel allows 409
PIECE = 100.0  # pt; a higher row becomes so high pieces, merged, between which pages may break
LOWEST = 1.0  # pt; a row of no height would be hidden
_FILLER = "口"  # as wide as the type size


def sheet_rows(grid: Grid, plans: Sequence[PagePlan]) -> list[list[float]]:
    """The sheet rows every grid row stands on: one, several for a high one; their heights in pt.

    What of a row stands on one page is a number of whole sheet rows.
    """
    heights = row_heights(grid, plans)
    shares: dict[int, list[float]] = {}
    for plan in plans:
        for part in plan.parts:
            if not part.repeated:
                shares.setdefault(part.row, []).append(part.height)
    rows = []
    for row, height in enumerate(heights):
        cut = shares.get(row, [])
        rows.append([p for mm in (cut if len(cut) > 1 else [height]) for p in _pieces(mm)])
    return rows


def _pieces(millimetres: float) -> list[float]:
    points = max(millimetres / MM_PER_PT, LOWEST)
    count = 1 if points <= TALLEST else ceil(points / PIECE)
    return [round(points / count, 2)] * count


def row_heights(grid: Grid, plans: Sequence[PagePlan]) -> list[float]:
    """The height of every row in mm; no page gets more than it has room for."""
    heights = list(grid.heights)
    wishes: dict[int, float] = {}
    for cell in grid.cells:
        if (more := _lack(grid, cell)) > 0:
            last = cell.row + cell.rows - 1
            wishes[last] = max(wishes.get(last, 0.0), more)
    for plan in plans:
        room = PAPER_MM[0 if grid.landscape else 1] - 2 * plan.margin
        spare = room - sum(part.height for part in plan.parts)
        for part in plan.parts:
            more = wishes.get(part.row, 0.0)
            if not part.repeated and part.top == 0 and more <= spare:
                heights[part.row] += more
                spare -= more
    return heights


def _lack(grid: Grid, cell: Cell) -> float:
    """The height a cell would lack with wider letters; a number does not wrap."""
    letters = sum(letter.isascii() and not letter.isspace() for letter in cell.text)
    if not letters or cell.kind in NUMERIC:
        return 0.0
    wider = cell.text + _FILLER * ceil(letters * WIDER)
    need = text_height(wider, grid.span_width(cell), grid.size_of(cell), grid.face_of(cell))
    return need - sum(grid.heights[cell.row : cell.row + cell.rows])
