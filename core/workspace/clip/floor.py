"""Floor: where pasted rows may land on a form: its lines of visible cells, and its tables."""

from __future__ import annotations

from dataclasses import dataclass

from core.facts.model import UNIT, Snapshot
from core.forms.pack import Pack
from core.forms.regions import regions
from core.forms.schema import Block, CellSpec, Form, Pattern
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


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one row table on a form, and what a further row of it would hold."""

    table: str
    path: str
    owner: str
    first: int  # grid row of the first row's line
    last: int  # without rows: the line that stands in for them
    empty: bool
    grows: bool
    fields: dict[int, Pattern]  # by lattice column


def stretch_at(pack: Pack, snapshot: Snapshot, form: Form, grid: Grid, row: int) -> Stretch | None:
    """The row table whose header or rows a grid row belongs to; None elsewhere."""
    for block, (first, last) in zip(form.blocks, grid.blocks, strict=True):
        if first <= row <= last:
            finder = _table if block.table else _repeating
            return finder(pack, snapshot, block, grid, row, first)
    return None


def _table(
    pack: Pack, snapshot: Snapshot, block: Block, grid: Grid, row: int, first: int
) -> Stretch | None:
    headed = any(not column.head.is_empty for column in block.columns)
    body = first + headed + len(block.above)
    fields: dict[int, Pattern] = {}
    col = block.corner_take
    for column in block.columns:
        if column.cell.fact is not None:
            fields[col] = column.cell.fact
        col += column.take
    found = _stretch(pack, snapshot, block.table, block.path, grid, body, fields)
    return found if row <= found.last else None


def _repeating(
    pack: Pack, snapshot: Snapshot, block: Block, grid: Grid, row: int, first: int
) -> Stretch | None:
    """A line of a block that stands once for each row of a table."""
    for line in block.lines:
        if not line.table:
            first += 1
            continue
        fields = _line_fields(line.cells, block.take)
        found = _stretch(pack, snapshot, line.table, line.path, grid, first, fields)
        if found.first <= row <= found.last:
            return found
        first = found.last + 1
    return None


def _line_fields(cells: tuple[CellSpec, ...], take: tuple[int, ...]) -> dict[int, Pattern]:
    """What the cells of one line hold; one merged with the line above holds nothing here."""
    found = regions([cells])[0]
    return {
        sum(take[: region.col]): region.cell.fact
        for region in found
        if region.cell.fact is not None and not region.cell.merge
    }


def _stretch(
    pack: Pack,
    snapshot: Snapshot,
    table: str,
    path: str,
    grid: Grid,
    first: int,
    fields: dict[int, Pattern],
) -> Stretch:
    owner = grid.copy if "/" in path else UNIT
    ids = snapshot.siblings(table, owner)
    last = first + max(1, len(ids)) - 1
    return Stretch(table, path, owner, first, last, not ids, not pack.table(path).is_fixed, fields)


def level_of(pack: Pack, snapshot: Snapshot, cell: Cell) -> bool:
    """Is it a cell such as 一级指标, that says to which part of its table a row belongs?"""
    if cell.ref is None:
        return False
    path = snapshot.path_of(cell.ref.holder)
    return bool(path) and cell.ref.name in pack.table(path).levels
