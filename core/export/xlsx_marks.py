"""XLSX marks: what a workbook carries along so that it can be read back after being edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from core.calc.references import placement_text, row_text
from core.export.parts import Part
from core.export.xlsx_texts import safe_text
from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid
from core.storage.datafile import UNIT_NAME, save
from core.storage.workbook_marks import MARKS_TAB, CellMark, FormMark, Marks, RowMark, part_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class Package(NamedTuple):
    """What the forms were made from."""

    pack: Pack
    snapshot: Snapshot


def only_shown(package: Package, grids: Sequence[Grid]) -> Package:
    """The package with nothing typed but what these forms show: they may go to other people."""
    state = package.snapshot
    refs = {cell.ref for grid in grids for cell in grid.cells if cell.ref is not None}
    places = {cell.placement for grid in grids for cell in grid.cells}
    refs.add(UNIT_NAME)
    entered = {
        holder: {key: value for key, value in held.items() if Ref(*key, holder) in refs}
        for holder, held in state.entered.items()
    }
    printed = {place: value for place, value in state.printed.items() if place in places}
    shown = replace(state, entered=entered, printed=printed, explanations={}, report=())
    return Package(package.pack, shown)


def mark_rows(sheet: Worksheet, number: int, grid: Grid, parts: Sequence[int]) -> None:
    """A hidden column beside the form that says which row is which."""
    from openpyxl.utils import get_column_letter

    col, at = len(grid.lattice) + 1, 1
    for row, count in enumerate(parts):
        for part in range(count):
            sheet.cell(at, col).value = str(RowMark(number, row, part > 0))
            at += 1
    sheet.column_dimensions[get_column_letter(col)].hidden = True


def add_marks(
    book: Workbook,
    package: Package,
    grids: Sequence[Grid],
    tabs: Sequence[str],
    places: Sequence[tuple[Sequence[int], Mapping[Cell, Sequence[Part]]]],
) -> None:
    """The hidden sheet; `places`: of each form the sheet rows of its rows, and parted cells."""
    pack, snapshot = package
    forms = tuple(
        FormMark(
            number,
            tab,
            grid.form,
            row_text(snapshot, grid.copy) if grid.copy else "",
            len(grid.lattice),
        )
        for number, (grid, tab) in enumerate(zip(grids, tabs, strict=True), 1)
    )
    cells = tuple(
        _cell_mark(snapshot, number, cell, first, parted.get(cell, ()))
        for number, (grid, (first, parted)) in enumerate(zip(grids, places, strict=True), 1)
        for cell in grid.cells
    )
    marks = Marks(snapshot.pack, snapshot.year, save(snapshot, pack), forms, cells)
    sheet = book.create_sheet(MARKS_TAB)
    sheet.sheet_state = "hidden"
    for row, line in enumerate(marks.lines(), 1):
        for col, text in enumerate(line, 1):
            if text:
                cell = sheet.cell(row, col)
                cell.value = text
                cell.data_type = "s"


def _cell_mark(
    snapshot: Snapshot, number: int, cell: Cell, first: Sequence[int], parts: Sequence[Part]
) -> CellMark:
    from openpyxl.utils import get_column_letter

    row = next((part.row for part in parts if part.text), cell.row)
    return CellMark(
        number,
        f"{get_column_letter(cell.col + 1)}{first[row]}",
        cell.row,
        cell.col,
        cell.rows,
        cell.cols,
        placement_text(snapshot, cell.placement) if cell.placement is not None else "",
        cell.part,
        safe_text(cell.text),
        " ".join(part_text(part.row, part.text == cell.text) for part in parts),
    )
