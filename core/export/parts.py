"""Parts: a merged cell that goes on over a page becomes several, each closed and readable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.layout.cutting import TOLERANCE, is_label
from core.layout.grid import Cell, Grid
from core.layout.measure import text_height


@dataclass(frozen=True, slots=True)
class Part:
    """The grid rows of a cell that stand together; on an open side there is no line."""

    row: int
    rows: int
    text: str
    open_top: bool = False
    open_bottom: bool = False


def parts_of(grid: Grid, breaks: Collection[int], below: int = 0) -> dict[Cell, tuple[Part, ...]]:
    """The parts of every cell that is cut: at the rows that begin a page, and below a header.

    Labels stand again in every part that has room for them, figures only in the first.
    """
    found = {}
    for cell in grid.cells:
        end = cell.row + cell.rows
        edges = [cell.row, *sorted(row for row in breaks if cell.row < row < end), end]
        parts = [Part(row, after - row, "") for row, after in pairwise(edges)]
        if cell.row < below < edges[1]:
            parts[:1] = [
                Part(cell.row, below - cell.row, "", open_bottom=True),
                Part(below, edges[1] - below, "", open_top=True),
            ]
        if len(parts) > 1:
            found[cell] = _filled(grid, cell, parts)
    return found


def has_room(grid: Grid, cell: Cell, part: Part) -> bool:
    """Is a part high enough for the cell's text?"""
    need = text_height(cell.text, grid.span_width(cell), grid.size_of(cell), grid.face_of(cell))
    return _height(grid, part) + TOLERANCE >= need


def _filled(grid: Grid, cell: Cell, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the text; where none has room for it, the highest has it."""
    able = [part for part in parts if not part.open_bottom]
    fitting = [part for part in able if has_room(grid, cell, part)]
    shown = fitting or [max(able, key=lambda part: _height(grid, part))]
    if not is_label(cell):
        shown = shown[:1]
    return tuple(replace(part, text=cell.text) if part in shown else part for part in parts)


def _height(grid: Grid, part: Part) -> float:
    return sum(grid.heights[part.row : part.row + part.rows])
