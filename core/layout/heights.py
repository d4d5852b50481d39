"""Heights: every row high enough for its texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from core.layout.faces import Face
from core.layout.grid import FACES, TEXT_SIZE, Cell, type_size
from core.layout.measure import text_height


def row_heights(
    cells: Iterable[Cell],
    lattice: Sequence[int],
    least: Sequence[float],
    size: float = TEXT_SIZE,
    outer: float = TEXT_SIZE,
) -> tuple[float, ...]:
    """The height (mm) of every row, at least as told; a merged cell stretches its last row."""
    edges = list(accumulate(lattice, initial=0))
    heights = list(least)
    for cell in sorted(cells, key=lambda cell: cell.rows):
        width = edges[cell.col + cell.cols] - edges[cell.col]
        face = FACES.get(cell.role, Face.SONG)
        need = text_height(cell.text, width, type_size(cell.role, size, outer), face)
        have = sum(heights[cell.row : cell.row + cell.rows])
        if need > have:
            heights[cell.row + cell.rows - 1] += need - have
    return tuple(heights)
