"""Visible: moving about a grid by the cells one sees; a merged cell counts once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from core.facts.model import Placement
from core.layout.grid import Cell, Grid

Bounds = tuple[int, int, int, int]  # top, left, bottom, right on the lattice


class Way(Enum):
    """Which way the cursor goes: rows and columns to add."""

    UP = (-1, 0)
    DOWN = (1, 0)
    LEFT = (0, -1)
    RIGHT = (0, 1)


class Spot(NamedTuple):
    """A place on the lattice. The cursor keeps one inside its cell: going down through a wide
    merged cell it comes out in the column it came from."""

    row: int
    col: int


class Visible:
    """The cells of one grid by what they cover."""

    def __init__(self, grid: Grid, like: Visible | None = None) -> None:
        """`like` is of a grid of the same shape: what covers what need not be found again."""
        self.grid = grid
        self.cells = grid.cells  # in reading order
        self._covers: Mapping[tuple[int, int], int] = like._covers if like else _covers(grid)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place; None outside the form."""
        number = self._covers.get((row, col))
        return self.cells[number] if number is not None else None

    def where(self, place: Placement) -> tuple[Cell, ...]:
        """The cells of a placement: one, or the three parts of a target."""
        return tuple(cell for cell in self.cells if cell.placement == place)

    # ------------------------------------------------ one step

    def neighbour(self, spot: Spot, way: Way) -> Spot | None:
        """The next visible cell that way from the cell at a spot; None at the edge."""
        cell = self.at(*spot)
        if cell is None:
            return None
        down, right = way.value
        row = cell.row + cell.rows if down > 0 else cell.row - 1 if down < 0 else spot.row
        col = cell.col + cell.cols if right > 0 else cell.col - 1 if right < 0 else spot.col
        there = self.at(row, col)
        if there is None:
            return None
        return Spot(there.row, col) if down else Spot(row, there.col)

    def edge(self, spot: Spot, way: Way) -> Spot:
        """Where Ctrl and an arrow lead: the end of the filled cells, or the next filled one."""
        last = self.neighbour(spot, way)
        if last is None:
            return spot
        run = self._filled(spot) and self._filled(last)
        while (ahead := self.neighbour(last, way)) is not None:
            if run and not self._filled(ahead):
                return last
            if not run and self._filled(last):
                return last
            last = ahead
        return last

    def _filled(self, spot: Spot) -> bool:
        cell = self.at(*spot)
        return cell is not None and bool(cell.text.strip())

    def row_end(self, spot: Spot, last: bool) -> Spot:
        """The first or last visible cell of a row."""
        col = len(self.grid.lattice) - 1 if last else 0
        cell = self.at(spot.row, col)
        return Spot(spot.row, cell.col) if cell is not None else spot

    def corner(self, last: bool) -> Spot | None:
        """The first or last cell of the form."""
        if not self.cells:
            return None
        cell = self.cells[-1 if last else 0]
        return Spot(cell.row, cell.col)

    def next_open(
        self, cell: Cell | None, is_open: Callable[[Cell], bool], back: bool = False
    ) -> Cell | None:
        """The next cell in reading order in which something may be typed; None at the end."""
        cells = self.cells[::-1] if back else self.cells
        here = (cell.row, cell.col) if cell is not None else None

        def ahead(one: Cell) -> bool:
            if here is None:
                return True
            there = (one.row, one.col)
            return there < here if back else there > here

        return next((one for one in cells if ahead(one) and is_open(one)), None)

    # ------------------------------------------------ ranges

    def bounds(self, first: Cell, last: Cell) -> Bounds:
        """The smallest range of whole cells that holds both."""
        top, bottom = min(first.row, last.row), max(_bottom(first), _bottom(last))
        left, right = min(first.col, last.col), max(_right(first), _right(last))
        return self.widened((top, left, bottom, right))

    def widened(self, bounds: Bounds) -> Bounds:
        """A range stretched until no merged cell is cut."""
        top, left, bottom, right = bounds
        while True:
            held = self._touched((top, left, bottom, right))
            wider = (
                min(top, *(cell.row for cell in held)),
                min(left, *(cell.col for cell in held)),
                max(bottom, *(_bottom(cell) for cell in held)),
                max(right, *(_right(cell) for cell in held)),
            )
            if wider == (top, left, bottom, right):
                return wider
            top, left, bottom, right = wider

    def _touched(self, bounds: Bounds) -> list[Cell]:
        top, left, bottom, right = bounds
        found: dict[Spot, Cell] = {}
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                cell = self.at(row, col)
                if cell is not None:
                    found[Spot(cell.row, cell.col)] = cell
        return list(found.values())

    def inside(self, bounds: Bounds) -> list[Cell]:
        """The cells of a range in reading order."""
        return sorted(self._touched(bounds), key=lambda cell: (cell.row, cell.col))

    def block(self, bounds: Bounds) -> list[list[Cell | None]]:
        """A range as rows × columns of visible cells.

        Only lattice lines at which some cell of the range begins are columns (rows likewise);
        what a merged cell covers beside its upper left corner is None.
        """
        cells = self._touched(bounds)
        by_start = {Spot(cell.row, cell.col): cell for cell in cells}
        rows = sorted({cell.row for cell in cells})
        cols = sorted({cell.col for cell in cells})
        return [[by_start.get(Spot(row, col)) for col in cols] for row in rows]


def shape(grid: Grid) -> tuple[object, ...]:
    """What must be equal for two grids to differ in texts only."""
    cells = tuple((cell.row, cell.col, cell.rows, cell.cols) for cell in grid.cells)
    return grid.form, grid.copy, grid.lattice, len(grid.heights), cells


def _covers(grid: Grid) -> dict[tuple[int, int], int]:
    """The number of the cell that covers each place of the lattice."""
    return {
        (row, col): number
        for number, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for col in range(cell.col, cell.col + cell.cols)
    }


def _bottom(cell: Cell) -> int:
    return cell.row + cell.rows - 1


def _right(cell: Cell) -> int:
    return cell.col + cell.cols - 1
