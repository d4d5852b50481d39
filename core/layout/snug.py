"""Snug: forms on paper, set a little closer where that saves a broken line or a page.

That is what a clerk does in Word by hand: the line for names and telephone half a point smaller
until nothing in it breaks; and of a form that spills onto one more page first the blank in the
rows, then the type half a point at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.grid import OUTER, TEXT_SIZE, Grid
from core.layout.heights import row_heights
from core.layout.measure import line_count
from core.layout.pages import TIGHT, paginate, paper_room

STEPS = ((0.0, 0.93), (0.5, 0.88), (1.0, 0.83), (1.5, 0.78))  # pt less; share of the least heights
OUTER_SIZES = (TEXT_SIZE, 10.0, 9.5, 9.0)  # pt
SMALLEST = 9.0  # pt: 小五, which counties use in their own forms
MOST_PAGES = 4  # of a longer form nobody misses the last page
SPILL = 0.5  # of a page at most is worth smaller type


def paper_forms(pack: Pack, snapshot: Snapshot) -> Iterator[Grid]:
    """Every form in print order as it goes onto paper."""
    return (snug(unbroken(grid)) for grid in build_all(pack, snapshot))


def unbroken(grid: Grid) -> Grid:
    """The same form, the lines above and below its frame as small as it takes to be whole."""
    outer = [cell for cell in grid.cells if cell.role in OUTER]
    for size in OUTER_SIZES:
        if all(line_count(cell.text, grid.span_width(cell), size) == 1 for cell in outer):
            return grid if size == grid.outer else _set(grid, grid.size, grid.least, size)
    return grid


def snug(grid: Grid) -> Grid:
    """The same form, on one page less where that is a small step."""
    if not grid.least or sum(grid.heights) <= paper_room(grid):
        return grid
    pages = paginate(grid)
    if not 1 < len(pages) <= MOST_PAGES or pages[-1].height > SPILL * paper_room(grid):
        return grid
    fewer = len(pages) - 1
    room = fewer * paper_room(grid, TIGHT)
    for closer in _closer(grid):
        if sum(closer.heights) <= room and len(paginate(closer)) <= fewer:
            return closer
    return grid


def _closer(grid: Grid) -> Iterator[Grid]:
    top, bottom = grid.framed
    for less, share in STEPS:
        size = grid.size - less
        if less and size < SMALLEST:
            return
        least = [
            height * share if top <= row <= bottom else height
            for row, height in enumerate(grid.least)
        ]
        yield _set(grid, size, least, grid.outer)


def _set(grid: Grid, size: float, least: Sequence[float], outer: float) -> Grid:
    heights = row_heights(grid.cells, grid.lattice, least, size, outer)
    return replace(grid, size=size, outer=outer, heights=heights)
