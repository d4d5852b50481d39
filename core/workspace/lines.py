"""Lines: which rows of a row table the lines of a form are, and the edits that change rows."""

from __future__ import annotations

from dataclasses import dataclass

from core.calc.view import holder_of
from core.facts.edits import AddRow, CopyRow, Edit, MergeCells, MoveRow, RemoveRow, Together
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid
from core.workspace.stretches import stretch_at


@dataclass(frozen=True, slots=True)
class Lines:
    """Consecutive rows of a table on a form: those that were picked. `rows` may be empty."""

    table: str
    path: str
    owner: str
    rows: tuple[str, ...]  # picked, in order
    siblings: tuple[str, ...]  # all rows of the table
    stand_in: bool = False  # picked is the line that is printed while the table has no rows

    @property
    def at(self) -> int:
        """The position of the first picked row."""
        return self.siblings.index(self.rows[0]) if self.rows else 0


def lines_at(
    pack: Pack, snapshot: Snapshot, grid: Grid, first: int, last: int | None = None
) -> Lines | None:
    """The rows whose lines run from grid row `first` to `last`.

    None outside a table, over two tables, and in tables whose rows the county has printed.
    Header and total lines belong to the table, so a table without rows offers its first one.
    """
    last = first if last is None else last
    found = stretch_at(pack, snapshot, grid, first)
    if found is None or last > found.foot or not found.grows:
        return None
    picked = tuple(row for at, row in enumerate(found.ids, found.first) if first <= at <= last)
    stand_in = found.empty and first == last == found.first
    return Lines(found.table, found.path, found.owner, picked, found.ids, stand_in)


# ------------------------------------------------------------- edits


def insert_above(pack: Pack, snapshot: Snapshot, lines: Lines) -> Edit:
    """A row above the picked ones, in the merged cells (一级指标 …) of the first picked one."""
    if not lines.rows:
        return AddRow(lines.table, lines.owner)
    here = lines.rows[0]
    if lines.at and _levels(pack, snapshot, here) == _levels(
        pack, snapshot, lines.siblings[lines.at - 1]
    ):
        return AddRow(lines.table, lines.owner, lines.at)
    if not pack.table(lines.path).levels:
        return AddRow(lines.table, lines.owner, lines.at)
    # A new row joins the row above it. So it is made below, and the two change places.
    below = AddRow(lines.table, lines.owner, lines.at + 1)
    return Together((below, MoveRow(here, lines.at + 1)), "增加一行")


def _levels(pack: Pack, snapshot: Snapshot, row: str) -> list[str]:
    levels = pack.table(snapshot.rows[row].path).levels
    return [holder_of(snapshot, pack, row, level) for level in levels]


def insert_below(lines: Lines) -> Edit:
    """A row below the picked ones; the first row of a table without rows."""
    at = lines.at + len(lines.rows) if lines.rows else None
    return AddRow(lines.table, lines.owner, at)


def remove(lines: Lines) -> Edit:
    """Delete the picked rows as one step."""
    return Together(tuple(map(RemoveRow, lines.rows)), f"删除 {len(lines.rows)} 行")


def copy(lines: Lines) -> Edit:
    """A copy of each picked row below it."""
    return Together(tuple(map(CopyRow, lines.rows)), f"复制 {len(lines.rows)} 行")


def may_move(lines: Lines, by: int) -> bool:
    """Is there room for the picked rows to move up (-1) or down (+1)?"""
    return bool(lines.rows) and 0 <= lines.at + by <= len(lines.siblings) - len(lines.rows)


def move(lines: Lines, by: int) -> Edit:
    """Move the picked rows up (-1) or down (+1)."""
    if by < 0:
        steps = tuple(MoveRow(row, lines.at + i - 1) for i, row in enumerate(lines.rows))
    else:
        count = len(lines.rows)
        steps = tuple(
            MoveRow(row, lines.at + count - i) for i, row in enumerate(reversed(lines.rows))
        )
    return Together(steps, "上移行" if by < 0 else "下移行")


def merge(lines: Lines, cells: list[Cell]) -> Edit | None:
    """Merge the picked cells of one column; None when they are not several of one column."""
    fields = {cell.ref.name for cell in cells if cell.ref is not None}
    holders = {cell.ref.holder for cell in cells if cell.ref is not None}
    starts = {cell.col for cell in cells}
    if len(fields) != 1 or len(starts) != 1 or len(holders) < 2 or len(holders) < len(cells):
        return None
    return MergeCells(fields.pop(), lines.rows)
