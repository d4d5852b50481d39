"""Outgoing: selected cells of a form as a block, counted by visible cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from core.layout.grid import Cell
from core.workspace.clip.blocks import Block


def block_of(selected: Sequence[Sequence[Cell | None]]) -> Block | None:
    """What is copied; None when nothing is selected.

    Rows and columns of the lattice in which no selected cell begins are left out: eight
    visible columns become eight columns, whatever they take on the lattice.
    """
    rows = sorted({max(tops) for line in selected if (tops := [c.row for c in line if c])})
    cells = list(dict.fromkeys(cell for line in selected for cell in line if cell is not None))
    if not cells:
        return None
    cols = sorted({cell.col for cell in cells})
    texts = [[""] * len(cols) for _ in rows]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for cell in cells:
        top = bisect_left(rows, max(cell.row, rows[0]))
        left = bisect_left(cols, cell.col)
        high = bisect_left(rows, cell.row + cell.rows) - top
        wide = bisect_left(cols, cell.col + cell.cols) - left
        texts[top][left] = cell.text
        if high > 1 or wide > 1:
            spans[top, left] = (high, wide)
    return Block.of(texts, spans)
