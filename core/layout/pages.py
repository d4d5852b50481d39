"""Pages: what of every cell stands where on which page of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from core.layout.breaking import Line
from core.layout.cutting import Cut, Part, cut, is_label
from core.layout.grid import Cell, Grid, Role
from core.layout.measure import ROOM_MM, cell_lines, line_height

PAPER_MM = (210.0, 297.0)  # A4
MARGIN = 20.0  # mm, above and below
TIGHT = 15.0  # mm, where it saves a page
MOST_ROUNDS = 50

CellLines = list[tuple[Line, ...]]  # of every cell of a grid


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a cell stands on one page: its place below the margin, and the lines there."""

    cell: Cell
    top: float
    height: float
    lines: tuple[Line, ...]
    flows: bool = False  # its text goes on over several pages, so it stands at the top


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page of a form."""

    parts: tuple[Part, ...]
    pieces: tuple[Piece, ...]
    margin: float  # mm, above and below

    @property
    def height(self) -> float:
        """The height in mm of what stands here."""
        return sum(part.height for part in self.parts)

    @property
    def signed(self) -> bool:
        """Does the signature line stand here?"""
        return any(piece.cell.role is Role.SIGN for piece in self.pieces)


def paper_room(grid: Grid, margin: float = MARGIN) -> float:
    """The height (mm) a form has on its paper."""
    return PAPER_MM[0 if grid.landscape else 1] - 2 * margin


def paginate(grid: Grid) -> tuple[PagePlan, ...]:
    """The pages of a form; with narrower margins where that makes them fewer."""
    lines = _lines(grid)
    plans = _plans(grid, lines, paper_room(grid), margin=MARGIN)
    if len(plans) > 1:
        tight = _plans(grid, lines, paper_room(grid, TIGHT), margin=TIGHT)
        if len(tight) < len(plans):
            return tight
    return plans


def paginate_within(grid: Grid, room: float, first: float) -> tuple[PagePlan, ...]:
    """The stretches of a table between other text: so much room (mm) on every page, and on
    the first, where it begins."""
    return _plans(grid, _lines(grid), room, first)


def page_starts(plans: Sequence[PagePlan]) -> tuple[tuple[int, float], ...]:
    """Where each page after the first goes on: the row, and how much of it (mm) came before."""
    starts = []
    for plan in plans[1:]:
        part = next(part for part in plan.parts if not part.repeated)
        starts.append((part.row, part.top))
    return tuple(starts)


def _lines(grid: Grid) -> CellLines:
    return [
        cell_lines(cell.text, grid.span_width(cell), grid.size_of(cell), grid.face_of(cell))
        for cell in grid.cells
    ]


def _plans(
    grid: Grid, lines: CellLines, room: float, first: float | None = None, margin: float = 0.0
) -> tuple[PagePlan, ...]:
    heights = list(grid.heights)
    for _ in range(MOST_ROUNDS):
        pages = cut(grid, heights, room, first)
        shares = _shares(grid, lines, pages)
        short = _shortage(grid, lines, shares)
        if not short:
            return tuple(
                PagePlan(parts, tuple(pieces), margin)
                for parts, pieces in zip(
                    pages, _pieces(grid, lines, shares, len(pages)), strict=True
                )
            )
        for row, more in short.items():
            heights[row] += more
    raise AssertionError(f"{grid.name}: pages do not settle")


Share = dict[int, tuple[float, float, int, int]]  # page: top, height, first line, end


def _shares(grid: Grid, lines: CellLines, pages: Cut) -> list[Share]:
    """For every cell where it stands, and which of its lines stand there."""
    extents: list[dict[int, tuple[float, float]]] = [{} for _ in grid.cells]
    covering: dict[int, list[int]] = {}
    for number, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.rows):
            covering.setdefault(row, []).append(number)
    for page, parts in enumerate(pages):
        top = 0.0
        for part in parts:
            for number in covering.get(part.row, ()):
                begun, high = extents[number].get(page, (top, 0.0))
                extents[number][page] = (begun, high + part.height)
            top += part.height
    return [
        _share(grid, cell, len(lines[number]), extents[number])
        for number, cell in enumerate(grid.cells)
    ]


def _share(grid: Grid, cell: Cell, count: int, extents: dict[int, tuple[float, float]]) -> Share:
    if len(extents) == 1:
        return {page: (top, high, 0, count) for page, (top, high) in extents.items()}
    able = {page: _capacity(grid, cell, high) for page, (_, high) in extents.items()}
    whole = [page for page, lines in able.items() if lines >= count]
    if whole:
        shown = set(whole if is_label(cell) else whole[:1])
        return {
            page: (top, high, 0, count if page in shown else 0)
            for page, (top, high) in extents.items()
        }
    share: Share = {}
    first = 0
    for page, (top, high) in extents.items():
        end = min(count, first + able[page])
        share[page] = (top, high, first, end)
        first = end
    return share


def _capacity(grid: Grid, cell: Cell, high: float) -> int:
    return max(0, floor((high - ROOM_MM) / line_height(grid.size_of(cell)) + 1e-6))


def _shortage(grid: Grid, lines: CellLines, shares: list[Share]) -> dict[int, float]:
    """Rows that must grow because a text that was cut needs more room than before."""
    short: dict[int, float] = {}
    for cell, all_lines, share in zip(grid.cells, lines, shares, strict=True):
        missing = len(all_lines) - max((end for _, _, _, end in share.values()), default=0)
        if missing > 0:
            row = cell.row + cell.rows - 1
            more = missing * line_height(grid.size_of(cell))
            short[row] = max(short.get(row, 0.0), more)
    return short


def _pieces(grid: Grid, lines: CellLines, shares: list[Share], pages: int) -> list[list[Piece]]:
    pieces: list[list[Piece]] = [[] for _ in range(pages)]
    for cell, own, share in zip(grid.cells, lines, shares, strict=True):
        flows = any(first for _, _, first, _ in share.values())
        for page, (top, high, first, end) in share.items():
            pieces[page].append(Piece(cell, top, high, own[first:end], flows))
    return pieces
