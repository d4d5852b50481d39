"""DOCX tables: rows of a grid as one real Word table, merged on the grid's own lattice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate, pairwise

from core.export.docx_pages import Stretch, header_height
from core.export.docx_text import paragraphs, style_of, twips
from core.export.parts import Part, parts_of
from core.layout.grid import Align, Cell, Grid, Role
from core.layout.measure import PADDING_MM, ROOM_MM

_THIN_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'  # half a point
_NO_LINE = 'w:val="nil"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell, or what of it stands in these rows."""

    cell: Cell
    part: Part


def table(
    grid: Grid, stretch: Stretch, room: float, keep: Collection[int], turns: Collection[int]
) -> str:
    """The rows as a table; those in `keep` are never parted from what follows.

    A row that is taller than a page may be broken, no other. Where a page turns, cells are cut.
    """
    rows = [*stretch.again, *range(stretch.first, stretch.last + 1)]
    headers = rows[: len(stretch.again) + stretch.header]
    at: dict[tuple[int, int], _Piece] = {}
    # No cell can repeat by half: one beside header and body becomes two that look like one.
    parted = parts_of(grid, turns, headers[-1] + 1 if headers else 0)
    for cell in grid.cells:
        for part in parted.get(cell) or (Part(cell.row, cell.rows, cell.text),):
            for row in range(part.row, part.row + part.rows):
                at[row, cell.col] = _Piece(cell, part)
    room -= header_height(grid, headers)
    edges = [twips(edge) for edge in accumulate(grid.lattice, initial=0)]
    lines = (_row(grid, row, at, edges, row in headers, row in keep, room) for row in rows)
    framed = grid.framed[0] <= stretch.first <= grid.framed[1]
    columns = "".join(f'<w:gridCol w:w="{b - a}"/>' for a, b in pairwise(edges))
    start = f"<w:tbl>{_properties(edges[-1], stretch, framed)}<w:tblGrid>{columns}</w:tblGrid>"
    return f"{start}{''.join(lines)}</w:tbl>"


def _properties(width: int, stretch: Stretch, framed: bool) -> str:
    opened = "bottom" if stretch.open else ""
    lines = "".join(f"<w:{side} {_NO_LINE if side == opened else _THIN_LINE}/>" for side in _SIDES)
    borders = f"<w:tblBorders>{lines}</w:tblBorders>" if framed else ""
    # A row is as high as it was measured; half the room above and below its text is enough to
    # take what lines of borders and rounding add, which would push the last row off the page.
    above, beside = twips(ROOM_MM / 4), twips(PADDING_MM / 2)
    margins = "".join(
        f'<w:{side} w:w="{room}" w:type="dxa"/>'
        for side, room in zip(_SIDES, (above, beside, above, beside), strict=False)
    )
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _row(
    grid: Grid,
    row: int,
    at: dict[tuple[int, int], _Piece],
    edges: list[int],
    header: bool,
    keep: bool,
    room: float,
) -> str:
    fixed = ""  # a row taller than a page is broken where its text says
    if grid.heights[row] <= room:
        height = twips(grid.heights[row])
        fixed = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    repeats = "<w:tblHeader/>" if header else ""
    cells: list[str] = []
    col = 0
    while col < len(grid.lattice):
        piece = at.get((row, col)) or _nothing(row, col)
        cells.append(_cell(grid, piece, row, edges, keep, room))
        col += piece.cell.cols
    return f"<w:tr><w:trPr>{fixed}{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def _nothing(row: int, col: int) -> _Piece:
    return _Piece(Cell(row, col, 1, 1, "", Role.LABEL), Part(row, 1, ""))


def _cell(grid: Grid, piece: _Piece, row: int, edges: list[int], keep: bool, room: float) -> str:
    cell, part = piece.cell, piece.part
    width = edges[cell.col + cell.cols] - edges[cell.col]
    inner = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.cols > 1:
        inner += f'<w:gridSpan w:val="{cell.cols}"/>'
    if part.rows > 1:
        inner += '<w:vMerge w:val="restart"/>' if row == part.row else "<w:vMerge/>"
    opened = "top" * part.open_top + "bottom" * part.open_bottom
    if opened:
        inner += f"<w:tcBorders><w:{opened} {_NO_LINE}/></w:tcBorders>"
    if sum(grid.heights[part.row : part.row + part.rows]) <= room:
        inner += '<w:vAlign w:val="center"/>'  # of a text over several pages the end would be lost
    text = part.text if row == part.row else ""
    align = cell.align if text else Align.CENTER
    shown = paragraphs(text, style_of(cell, grid), align, keep)
    return f"<w:tc><w:tcPr>{inner}</w:tcPr>{shown}</w:tc>"
