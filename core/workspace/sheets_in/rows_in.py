"""Rows in: rows that were inserted into the tables of a sheet, or deleted from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.calc.references import row_text
from core.calc.view import holder_of
from core.facts.edits import AddRow
from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid
from core.texts import tidy
from core.workspace.clip.blocks import Spot
from core.workspace.clip.floor import lines_of
from core.workspace.clip.growing import Extra, new_rows
from core.workspace.clip.own_words import own_words, without_words
from core.workspace.sheets_in.form_in import FormIn
from core.workspace.sheets_in.told import Told
from core.workspace.stretches import Stretch, stretch_at

_ELSEWHERE = -1  # stands for "merged with a cell above": no row of a block has this number


class RowsIn:
    """The tables of one form, and what became of their rows in the sheet."""

    def __init__(
        self, pack: Pack, snapshot: Snapshot, grid: Grid, form_in: FormIn, told: Told
    ) -> None:
        form = pack.form(grid.form)
        assert form is not None
        self._pack = pack
        self._snapshot = snapshot
        self._grid = grid
        self._in = form_in
        self._told = told
        self._lines = lines_of(grid)
        rows = range(len(grid.heights))
        self._stretches = [_table_at(pack, snapshot, grid, row) for row in rows]

    @property
    def empty_lines(self) -> frozenset[int]:
        """The lines that stand in for the rows of tables without any."""
        return frozenset(
            row
            for row, stretch in enumerate(self._stretches)
            if stretch is not None and stretch.empty and row == stretch.first
        )

    def added(self, taken: set[tuple[str, str]]) -> Iterator[AddRow]:
        """The rows to add, run by run from the bottom up, so that places above stay right.

        `taken` are tables another form has added to.
        """
        words = own_words(self._pack, self._snapshot, self._grid)
        tab = self._in.mark.tab
        mine: set[tuple[str, str]] = set()
        for below, rows in reversed(self._runs()):
            stretch = self._stretch_below(below)
            places = [f"第{row}行" for row in rows]
            if stretch is not None:
                rows = [row for row in rows if self._says_something(stretch, row)]
            if stretch is None or not stretch.grows or not rows:
                self._told.add(tab, "W218", *places)
                continue
            table = (stretch.table, stretch.owner)
            if table in taken:
                self._told.add(tab, "W222", *places)
                continue
            mine.add(table)
            at = 0 if stretch.empty else max(0, below - stretch.first + 1)
            yield from self._rows(stretch, at, rows, words)
        taken |= mine

    def gone(self) -> Iterator[str]:
        """The rows of tables that were deleted, and may be."""
        tab = self._in.mark.tab
        for row, stretch in enumerate(self._stretches):
            if row in self._in.at:
                continue
            if stretch is None or stretch.empty or row < stretch.first or not stretch.grows:
                self._told.add(tab, "W219", f"原第{row + 1}行")
                continue
            yield self._ids(stretch)[row - stretch.first]

    # ------------------------------------------------ which rows

    def _runs(self) -> list[tuple[int, list[int]]]:
        """Runs of new sheet rows from top to bottom, each below a grid row.

        The line that stands in for the rows of an empty table is a new row once it is filled.
        """
        runs = list(self._in.new_rows())
        filled = {cell.row for cell, now in self._in.changed() if not cell.reference and now.text}
        for row in self.empty_lines & filled:
            more = [rows for below, rows in runs if below == row]
            runs = [run for run in runs if run[0] != row]
            runs.append((row, [self._in.at[row], *(number for rows in more for number in rows)]))
        return sorted(runs)

    def _stretch_below(self, row: int) -> Stretch | None:
        """The table a row inserted below a grid row belongs to."""
        if 0 <= row < len(self._stretches) and self._stretches[row] is not None:
            return self._stretches[row]
        after = self._stretches[row + 1] if row + 1 < len(self._stretches) else None
        return after if after is not None and after.first == row + 1 else None

    def _ids(self, stretch: Stretch) -> tuple[str, ...]:
        return self._snapshot.siblings(stretch.table, stretch.owner)

    # ------------------------------------------------ what is in them

    def _rows(
        self, stretch: Stretch, at: int, rows: list[int], words: dict[str, str]
    ) -> Iterator[AddRow]:
        like = self._lines[stretch.last]
        lines = tuple(
            tuple(self._spot(cell, row, number, words) for cell in like)
            for number, row in enumerate(rows)
        )
        extra = Extra(stretch, like, lines, 0)
        made = new_rows(self._pack, extra, self._levels_above(stretch, at), without_words)
        for number, row in enumerate(made):
            yield replace(row, at=at + number)

    def _says_something(self, stretch: Stretch, row: int) -> bool:
        """Does a sheet row hold anything a row of this table has a field for?"""
        return any(tidy(self._in.piece(row, col) or "") for col in stretch.fields)

    def _spot(self, cell: Cell, row: int, number: int, words: dict[str, str]) -> Spot:
        text = self._in.piece(row, cell.col)
        if text is None:
            return Spot("", _ELSEWHERE, cell.col)
        return Spot(words.get(tidy(text), text), number, cell.col)

    def _levels_above(self, stretch: Stretch, at: int) -> dict[str, str]:
        if at == 0:
            return {}
        state, above = self._snapshot, self._ids(stretch)[at - 1]
        return {
            level: tidy(state.value(Ref(level, "", holder_of(state, self._pack, above, level))).raw)
            for level in self._pack.table(stretch.path).levels
        }


def row_name(snapshot: Snapshot, pack: Pack, row: str) -> str:
    """A row as a person would name it: its place, and the beginning of its first text."""
    fields = pack.table(snapshot.rows[row].path).fields
    levels = pack.table(snapshot.rows[row].path).levels
    texts = (
        tidy(snapshot.value(Ref(name, "", holder_of(snapshot, pack, row, name))).raw)
        for name in fields
        if name not in levels
    )
    first = next(filter(None, texts), "")
    return f"{row_text(snapshot, row)}{f'（{first[:20]}）' if first else ''}"


def _table_at(pack: Pack, snapshot: Snapshot, grid: Grid, row: int) -> Stretch | None:
    """The table a line is a row of, or heads; its total lines are no rows."""
    found = stretch_at(pack, snapshot, grid, row)
    return found if found is not None and row <= found.last else None
