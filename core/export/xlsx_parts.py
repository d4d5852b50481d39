"""XLSX parts: a merged cell that goes on over a page becomes several, each closed and readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.layout.cutting import TOLERANCE, is_label
from core.layout.grid import Cell, Grid
from core.layout.measure import text_height
from core.layout.pages import PagePlan, page_starts


@dataclass(frozen=True, slots=True)
class Part:
    """The grid rows of a cell that are one cell of the sheet; on an open side there is no line."""

    row: int
    rows: int
    text: str
    open_top: bool = False
    open_bottom: bool = False


def repeated_rows(grid: Grid, plans: Sequence[PagePlan]) -> tuple[int, int] | None:
    """The grid rows a sheet may repeat on top of every further page; None where none can.

    A sheet repeats them on every page that follows, so each must have them in the plan too. Of
    a form of one page, that may grow, the one table must go on to the end of the frame.
    """
    if len(plans) > 1:
        shown = {tuple(part.row for part in plan.parts if part.repeated) for plan in plans[1:]}
        rows = shown.pop()
        found = (rows[0], rows[-1]) if rows and not shown else None
    else:
        headed = [band for band in grid.bands if band.header]
        alone = len(headed) == 1 and headed[0].last == grid.framed[1]
        found = (headed[0].first, headed[0].first + headed[0].header - 1) if alone else None
    if found is None or any(_reaches_in(cell, *found, len(plans) > 1) for cell in grid.cells):
        return None
    return found


def _reaches_in(cell: Cell, first: int, last: int, parted: bool) -> bool:
    """Does a cell belong to these rows and to others, and will not be parted below them?"""
    end = cell.row + cell.rows - 1
    touches = cell.row <= last and end >= first
    return touches and (cell.row < first or (end > last and not parted))


def parts_of(
    grid: Grid, plans: Sequence[PagePlan], header: tuple[int, int] | None
) -> dict[Cell, tuple[Part, ...]]:
    """The parts of every cell that does not stay whole.

    Labels stand again in every part that has room for them, figures only in the first.
    """
    breaks = [row for row, before in page_starts(plans) if not before]
    below = header[1] + 1 if header is not None and len(plans) > 1 else 0
    found = {}
    for cell in grid.cells:
        end = cell.row + cell.rows
        edges = [cell.row, *(row for row in breaks if cell.row < row < end), end]
        parts = [Part(row, after - row, "") for row, after in pairwise(edges)]
        if cell.row < below < edges[1]:
            parts[:1] = [
                Part(cell.row, below - cell.row, "", open_bottom=True),
                Part(below, edges[1] - below, "", open_top=True),
            ]
        if len(parts) > 1 and (filled := _filled(grid, cell, parts)):
            found[cell] = filled
    return found


def _filled(grid: Grid, cell: Cell, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the text; none at all when no part has room for it."""
    need = text_height(cell.text, grid.span_width(cell), grid.size_of(cell), grid.face_of(cell))
    fitting = [
        part
        for part in parts
        if not part.open_bottom
        and sum(grid.heights[part.row : part.row + part.rows]) + TOLERANCE >= need
    ]
    shown = fitting if is_label(cell) else fitting[:1]
    if not shown:
        return ()
    return tuple(replace(part, text=cell.text) if part in shown else part for part in parts)
