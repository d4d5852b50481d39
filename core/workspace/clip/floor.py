"""Floor: where pasted rows may land on a form: its lines of visible cells."""

from __future__ import annotations

from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid

Line = tuple[Cell, ...]


def lines_of(grid: Grid) -> list[Line]:
    """For each row of a grid the visible cells that touch it, from left to right."""
    lines: list[list[Cell]] = [[] for _ in grid.heights]
    for cell in sorted(grid.cells, key=lambda cell: cell.col):
        for row in range(cell.row, cell.row + cell.rows):
            lines[row].append(cell)
    return [tuple(line) for line in lines]


def from_column(line: Line, col: int) -> Line:
    """The cells of a line from a lattice column on."""
    return tuple(cell for cell in line if cell.col + cell.cols > col)


def level_of(pack: Pack, snapshot: Snapshot, cell: Cell) -> bool:
    """Is it a cell such as 一级指标, that says to which part of its table a row belongs?"""
    if cell.ref is None:
        return False
    path = snapshot.path_of(cell.ref.holder)
    return bool(path) and cell.ref.name in pack.table(path).levels
