"""Stretches: the lines of a form that belong to one row table, its header and totals with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.facts.model import UNIT, Snapshot
from core.forms.pack import Pack
from core.forms.regions import regions
from core.forms.schema import Block, CellSpec, Form, Pattern
from core.layout.grid import Grid

Fields = dict[int, Pattern]  # what a row holds, by lattice column


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one table on a form, as lines of the grid, and what a further row would hold."""

    table: str
    path: str
    owner: str
    ids: tuple[str, ...]
    head: int  # the first line that belongs to the table
    first: int  # the first row's line
    last: int  # the last row's; without rows the line that stands in for them
    foot: int  # the last line that belongs to the table
    grows: bool
    fields: Fields

    @property
    def empty(self) -> bool:
        """Are there no rows yet?"""
        return not self.ids


def stretch_at(pack: Pack, snapshot: Snapshot, grid: Grid, row: int) -> Stretch | None:
    """The table a line of a grid belongs to; None elsewhere."""
    form = pack.form(grid.form)
    assert form is not None
    found = _stretches(pack, snapshot, form, grid)
    return next((one for one in found if one.head <= row <= one.foot), None)


def _stretches(pack: Pack, snapshot: Snapshot, form: Form, grid: Grid) -> Iterator[Stretch]:
    def stretch(
        table: str, path: str, fields: Fields, head: int, above: int = 0, below: int = 0
    ) -> Stretch:
        owner = grid.copy if "/" in path else UNIT
        ids = snapshot.siblings(table, owner)
        first = head + above
        last = first + max(1, len(ids)) - 1
        grows = not pack.table(path).is_fixed
        return Stretch(table, path, owner, ids, head, first, last, last + below, grows, fields)

    for block, (at, _) in zip(form.blocks, grid.blocks, strict=True):
        if block.table:
            above = any(not column.head.is_empty for column in block.columns) + len(block.above)
            fields = _column_fields(block)
            yield stretch(block.table, block.path, fields, at, above, len(block.below))
            continue
        for line in block.lines:
            if line.table:
                found = stretch(line.table, line.path, _line_fields(line.cells, block.take), at)
                yield found
                at = found.last
            at += 1


def _column_fields(block: Block) -> Fields:
    fields: Fields = {}
    col = block.corner_take
    for column in block.columns:
        if column.cell.fact is not None:
            fields[col] = column.cell.fact
        col += column.take
    return fields


def _line_fields(cells: tuple[CellSpec, ...], take: tuple[int, ...]) -> Fields:
    """What the cells of one line hold; one merged with the line above holds nothing here."""
    return {
        sum(take[: region.col]): region.cell.fact
        for region in regions([cells])[0]
        if region.cell.fact is not None and not region.cell.merge
    }
