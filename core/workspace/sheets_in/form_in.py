"""Form in: one sheet of a workbook that came back, laid beside the form as it was exported."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from core.export.xlsx_texts import read_number
from core.storage.datafile_rows import MOST_ROWS
from core.storage.workbook import Area, Sheet, SheetCell
from core.storage.workbook_marks import CellMark, FormMark, RowMark
from core.texts import tidy

_BLANK = SheetCell("")


def alike(one: str, other: str) -> bool:
    """Do two texts of cells say the same? A number may have lost or got a format."""
    one, other = tidy(one), tidy(other)
    if one == other:
        return True
    left, right = read_number(one), read_number(other)
    return left is not None and right is not None and left[0] == right[0]


class FormIn:
    """Where the rows of a form stand now, and what its cells say now."""

    def __init__(self, mark: FormMark, cells: Sequence[CellMark], sheet: Sheet) -> None:
        self.mark = mark
        self.cells = cells
        self._sheet = sheet
        self._col = mark.columns + 1  # of the marks
        self.at: dict[int, int] = {}  # grid row -> sheet row
        self._marked: list[int] = []  # sheet rows with a mark that counts, of high rows all
        self._row_of: list[int] = []  # their grid rows
        seen: set[str] = set()
        for row in sorted(row for row, col in sheet.cells if col == self._col):
            found = RowMark.read(sheet.text(row, self._col))
            if found is None or found.form != mark.number:
                continue
            if not found.more and str(found) in seen:
                continue  # a copied row brings a copied mark: it is a new row
            seen.add(str(found))
            self._marked.append(row)
            self._row_of.append(found.row)
            if not found.more:
                self.at[found.row] = row

    @property
    def has_its_columns(self) -> bool:
        """Are the marks beside the last column, as they were? Else columns came or went."""
        return bool(self.at)

    @property
    def in_order(self) -> bool:
        """Do the rows follow one another as they did?"""
        return self._row_of == sorted(self._row_of)

    def now(self, cell: CellMark) -> SheetCell | None:
        """What a cell says now; None when all its rows are gone.

        On every page it goes on over it has a part; what was typed into any of them counts.
        """
        first: SheetCell | None = None
        for row, end, shown in sorted(cell.pieces(), key=lambda part: not part[2]):
            now = self._piece_now(cell, row, end)
            if now is None:
                continue
            if first is None:
                first = now
                if not alike(now.text, cell.shown):
                    return now
            elif tidy(now.text) and not alike(now.text, cell.shown if shown else ""):
                return now
        return first

    def _piece_now(self, cell: CellMark, first: int, end: int) -> SheetCell | None:
        rows = [self.at[row] for row in range(first, end) if row in self.at]
        if not rows:
            return None
        now = self._sheet.cells.get((rows[0], cell.col + 1), _BLANK)
        # With its upper row a merged cell may have lost its text; that is no clearing.
        return now if tidy(now.text) or now.fault or first in self.at else None

    def changed(self) -> Iterator[tuple[CellMark, SheetCell]]:
        """The cells that say something else than they showed."""
        for cell in self.cells:
            now = self.now(cell)
            if now is not None and (now.fault or not alike(now.text, cell.shown)):
                yield cell, now

    # ------------------------------------------------ rows that came

    def new_rows(self) -> Iterator[tuple[int, list[int]]]:
        """Runs of filled sheet rows without a mark, with the grid row they stand below."""
        run: list[int] = []
        below = -1
        for row in self._unmarked:
            place = bisect_right(self._marked, row) - 1
            under = self._row_of[place] if place >= 0 else -1
            if run and under != below:
                yield below, run
                run = []
            below = under
            run.append(row)
        if run:
            yield below, run

    @cached_property
    def _unmarked(self) -> list[int]:
        marked = set(self._marked)
        rows = {
            row
            for (row, col), cell in self._sheet.cells.items()
            if col < self._col and row not in marked and tidy(cell.text)
        }
        return sorted(rows)[:MOST_ROWS]

    def piece(self, row: int, col: int) -> str | None:
        """The text at a sheet row and lattice column; None under a merged cell from above."""
        return None if self._is_covered(row, col + 1) else self._sheet.text(row, col + 1)

    # ------------------------------------------------ merged cells

    def regrouped(self) -> list[CellMark]:
        """The cells that are merged with others, or no longer merged as they were."""
        corners = {(area.top, area.left): area for area in self._sheet.areas}
        return [
            cell
            for cell in self.cells
            if any(self._is_regrouped(cell, *part, corners) for part in cell.pieces())
        ]

    def _is_regrouped(
        self, cell: CellMark, row: int, end: int, _: bool, corners: dict[tuple[int, int], Area]
    ) -> bool:
        if row not in self.at:
            return False
        top, left = self.at[row], cell.col + 1
        last = max(self.at.get(number, 0) for number in range(row, end))
        area = corners.get((top, left))
        bottom, right = (area.bottom, area.right) if area is not None else (top, left)
        split = bottom < last or right != cell.col + cell.cols
        return split or self._is_covered(top, left)

    def _is_covered(self, row: int, col: int) -> bool:
        """Does a merged cell from above reach over this one?"""
        tops = self._covers.get(col, [])
        at = bisect_left(tops, (row, 0)) - 1
        return at >= 0 and tops[at][1] >= row

    @cached_property
    def _covers(self) -> dict[int, list[tuple[int, int]]]:
        """By sheet column, top and bottom of the merged cells that reach into it."""
        covers: dict[int, list[tuple[int, int]]] = {}
        for area in sorted(self._sheet.areas):
            for col in range(area.left, min(area.right, self.mark.columns) + 1):
                covers.setdefault(col, []).append((area.top, area.bottom))
        return covers
