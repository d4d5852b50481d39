"""Snug: a form that spills a little onto one more page is set closer, so that it needs one less.

That is what a clerk does in Word by hand: first the blank in the rows, then the type by half a
point at a time. What stands outside the frame keeps its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.grid import Grid
from core.layout.heights import row_heights
from core.layout.pages import paginate, paper_room

STEPS = ((0.0, 0.93), (0.5, 0.88), (1.0, 0.83), (1.5, 0.78))  # pt less; share of the least heights
SMALLEST = 9.0  # pt: 小五, which counties use in their own forms
MOST_PAGES = 4  # of a longer form nobody misses the last page
SPILL = 0.5  # of a page at most is worth smaller type


def paper_forms(pack: Pack, snapshot: Snapshot) -> Iterator[Grid]:
    """Every form in print order as it goes onto paper."""
    return map(snug, build_all(pack, snapshot))


def snug(grid: Grid) -> Grid:
    """The same form, on one page less where that is a small step."""
    if not grid.least or sum(grid.heights) <= paper_room(grid):
        return grid
    pages = paginate(grid)
    if not 1 < len(pages) <= MOST_PAGES or pages[-1].height > SPILL * paper_room(grid):
        return grid
    for closer in _closer(grid):
        if len(paginate(closer)) < len(pages):
            return closer
    return grid


def _closer(grid: Grid) -> Iterator[Grid]:
    for less, share in STEPS:
        size = grid.size - less
        if less and size < SMALLEST:
            return
        top, bottom = grid.framed
        least = [
            height * share if top <= row <= bottom else height
            for row, height in enumerate(grid.least)
        ]
        heights = row_heights(grid.cells, grid.lattice, least, size)
        yield replace(grid, size=size, heights=heights)
