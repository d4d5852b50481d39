"""Support: forms to copy from and paste onto, without a window."""

from __future__ import annotations

from pathlib import Path

from core.document.document import Document
from core.forms.library import Library
from core.layout.grid import Cell, Grid
from core.paths import resources
from core.storage.datafile import load
from core.workspace.clip.blocks import Block
from core.workspace.clip.html_out import write_html
from core.workspace.clip.incoming import read_clipboard
from core.workspace.clip.outgoing import block_of
from core.workspace.clip.pasting import Plan, paste_plan
from core.workspace.open_report import OpenReport, Sheet
from core.workspace.saving import Saver
from tests.support import pack_of

FILES = Path(__file__).parent / "clip_files"


def sample(name: str) -> OpenReport:
    """A sample, kept nowhere."""
    file = resources() / "samples" / f"{name}.json"
    return OpenReport(load(file, Library()).document, Saver(None))


def specimen(pack: str) -> OpenReport:
    """A blank report on which every form can be seen."""
    return OpenReport(Document.specimen(pack_of(pack)), Saver(None))


def sheet_of(report: OpenReport, form: str) -> Sheet:
    return next(sheet for sheet in report.sheets() if sheet.form == form)


def cell_of(grid: Grid, text: str) -> Cell:
    """The only cell that shows a text."""
    found = [cell for cell in grid.cells if "".join(cell.text.split()) == text]
    assert len(found) == 1, found
    return found[0]


def at(grid: Grid, row: int, col: int) -> Cell:
    return next(cell for cell in grid.cells if (cell.row, cell.col) == (row, col))


def selection(grid: Grid, first: Cell, last: Cell) -> list[list[Cell | None]]:
    """The cells between two corners as the window hands them over."""
    cells = {
        (cell.row, cell.col): cell
        for cell in grid.cells
        if first.row <= cell.row <= last.row and first.col <= cell.col <= last.col
    }
    rows, cols = (sorted({place[n] for place in cells}) for n in (0, 1))
    return [[cells.get((row, col)) for col in cols] for row in rows]


def through_html(selected: list[list[Cell | None]]) -> Block:
    """Copied, and read from the clipboard again."""
    block = block_of(selected)
    assert block is not None
    back = read_clipboard(write_html(block), "")
    assert back is not None
    return back


def from_file(name: str) -> Block:
    block = read_clipboard((FILES / name).read_text(encoding="utf-8"), "")
    assert block is not None
    return block


def pasted(
    report: OpenReport,
    sheet: Sheet,
    where: Cell,
    block: Block,
    selected: list[list[Cell | None]] | None = None,
) -> Plan:
    return paste_plan(report, report.grid(sheet), where, selected or [[where]], block)


def texts(report: OpenReport, sheet: Sheet, row: int, col: int = 0) -> list[str]:
    """What a line of a form shows from a lattice column on; merged cells in each line."""
    cells = [
        cell
        for cell in report.grid(sheet).cells
        if cell.row <= row < cell.row + cell.rows and cell.col >= col
    ]
    return [cell.text for cell in sorted(cells, key=lambda cell: cell.col)]
