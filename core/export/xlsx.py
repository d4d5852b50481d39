"""XLSX: grids as a plain workbook, one sheet each, that prints like the paper form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from core.export.office import archive, chosen
from core.export.parts import Part
from core.export.xlsx_heights import sheet_rows
from core.export.xlsx_marks import Package, add_marks, mark_rows
from core.export.xlsx_page import MM_PER_INCH, repeated_rows, set_page, sheet_parts
from core.export.xlsx_texts import looks_like_command, read_number, safe_text, tab_names
from core.facts.values import NUMERIC
from core.layout.grid import Align, Cell, Grid, Role
from core.layout.measure import PADDING_MM, text_width
from core.layout.pages import paginate
from core.numbers import plain
from core.storage.files import write_whole
from core.storage.workbook_marks import MARKS_TAB

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.worksheet.worksheet import Worksheet

# Columns are counted in digits of the workbook's base font. Arial 9.5 is 7 pixels a digit in
# Excel and within 1 % of that in LibreOffice, also where only a stand-in for Arial is found.
BASE_FONT, BASE_SIZE = "Arial", 9.5
PIXELS_PER_MM = 96 / MM_PER_INCH
PIXELS_PER_DIGIT = 7
PIXELS_TO_SPARE = 0.4  # Excel rounds these up again, LibreOffice comes out right without them

GREY_TAB = "808080"
GB2312 = 134  # the character set of a Chinese font
SONG = "宋体"
FACES = {Role.NUMBER: "黑体", Role.TITLE: "方正小标宋简体"}  # everything else in 宋体
HORIZONTAL = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}

_CORE_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")


def write_workbook(grids: Iterable[Grid], path: Path, package: Package | None = None) -> None:
    """Write the grids as one workbook, or leave what stands at path as it is."""
    write_whole(path, workbook_bytes(grids, package))


def workbook_bytes(grids: Iterable[Grid], package: Package | None = None) -> bytes:
    """The workbook as a file, sheet by sheet in the order of the grids.

    With the package they show it can be read back.
    """
    from openpyxl import Workbook  # slow to import, and not needed to start

    shown = chosen(grids)
    book = Workbook()
    book.remove(book.worksheets[0])
    tabs = tab_names((grid.name for grid in shown), taken=(MARKS_TAB,))
    styles = _Styles()
    # No public way leads to the base font, from which Excel counts column widths.
    book._named_styles["Normal"].font = styles.base  # type: ignore[attr-defined]
    sheets = [
        _Sheet(book.create_sheet(tab), grid, styles) for grid, tab in zip(shown, tabs, strict=True)
    ]
    for number, sheet in enumerate(sheets, 1):
        sheet.fill()
        if package is not None:
            mark_rows(sheet.sheet, number, sheet.grid, [len(rows) for rows in sheet.rows])
    if package is not None:
        add_marks(book, package, shown, tabs, [(sheet.first, sheet.parted) for sheet in sheets])
    book.properties.creator = "自评通"
    book.properties.title = "、".join(tabs)
    raw = io.BytesIO()
    book.save(raw)
    return _without_times(raw.getvalue())


def _without_times(data: bytes) -> bytes:
    """The same archive without a trace of the moment and the machine it was made on."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[_CORE_PROPERTIES] = _TIMES.sub(b"", parts[_CORE_PROPERTIES])
    return archive(parts)


class _Styles:
    """Fonts, alignments and borders, made once for the whole workbook."""

    def __init__(self) -> None:
        from openpyxl.styles import Font, Side

        self._line = Side(style="thin")
        self.base: Font = Font(name=BASE_FONT, size=BASE_SIZE)
        self._fonts: dict[tuple[str, float], Font] = {}
        self._alignments: dict[tuple[Align, bool], Alignment] = {}
        self._frames: dict[tuple[bool, bool], Border] = {}

    def frame(self, part: Part) -> Border:
        from openpyxl.styles import Border

        opened = part.open_top, part.open_bottom
        if opened not in self._frames:
            top, bottom = (None if side else self._line for side in opened)
            self._frames[opened] = Border(self._line, self._line, top, bottom)
        return self._frames[opened]

    def font(self, face: str, size: float) -> Font:
        from openpyxl.styles import Font

        if (face, size) not in self._fonts:
            self._fonts[face, size] = Font(name=face, size=size, charset=GB2312)
        return self._fonts[face, size]

    def alignment(self, align: Align, top: bool) -> Alignment:
        from openpyxl.styles import Alignment

        if (align, top) not in self._alignments:
            self._alignments[align, top] = Alignment(
                horizontal=HORIZONTAL[align],
                vertical="top" if top else "center",
                wrap_text=True,
            )
        return self._alignments[align, top]


class _Sheet:
    """Fills one sheet from one grid."""

    def __init__(self, sheet: Worksheet, grid: Grid, styles: _Styles) -> None:
        self.sheet = sheet
        self.grid = grid
        self.styles = styles
        self.plans = paginate(grid)
        self.rows = sheet_rows(grid, self.plans)
        self.first = list(accumulate(map(len, self.rows), initial=1))  # sheet row of each grid row
        self.header = repeated_rows(grid, self.plans)
        self.parted = sheet_parts(grid, self.plans, self.header)

    def fill(self) -> None:
        self._widths()
        self._heights()
        for cell in self.grid.cells:
            for part in self.parted.get(cell) or (Part(cell.row, cell.rows, cell.text),):
                self._part(cell, part)
        self._view()
        set_page(self.sheet, self.grid, self.first, self.rows, self.plans, self.header)

    # ------------------------------------------------ the lattice

    def _widths(self) -> None:
        from openpyxl.utils import get_column_letter

        # Edges are rounded, not widths: the whole form is never off by more than a pixel.
        edges = [round(edge * PIXELS_PER_MM) for edge in accumulate(self.grid.lattice, initial=0)]
        for number, (left, right) in enumerate(pairwise(edges), 1):
            width = (right - left - PIXELS_TO_SPARE) / PIXELS_PER_DIGIT
            self.sheet.column_dimensions[get_column_letter(number)].width = round(width, 4)

    def _heights(self) -> None:
        for row, points in enumerate(chain.from_iterable(self.rows), 1):
            self.sheet.row_dimensions[row].height = points

    # ------------------------------------------------ cells

    def _part(self, cell: Cell, part: Part) -> None:
        top, bottom = self.first[part.row], self.first[part.row + part.rows] - 1
        left, right = cell.col + 1, cell.col + cell.cols
        face = FACES.get(cell.role, SONG)
        size = self.grid.size_of(cell)
        at = self.sheet.cell(top, left)
        self._content(at, cell, part.text)
        at.font = self.styles.font(face, size)
        at.alignment = self.styles.alignment(cell.align, cell.role is Role.NOTE)
        if cell.framed:
            at.border = self.styles.frame(part)
        if (top, left) != (bottom, right):
            # Merging copies the border of the first cell to all edges of the area.
            self.sheet.merge_cells(
                start_row=top, start_column=left, end_row=bottom, end_column=right
            )

    def _content(self, at: SheetCell | MergedCell, cell: Cell, shown: str) -> None:
        number = read_number(shown) if cell.kind in NUMERIC else None
        if number is not None and self._fits(cell):
            value, at.number_format = number
            at.value = plain(value)  # as digits: openpyxl would pass it through a binary float
            at.data_type = "n"
        elif text := safe_text(shown):
            at.value = text
            at.data_type = "s"  # whatever openpyxl takes it for: a formula, an error, a date
            if looks_like_command(text):
                at.quotePrefix = True

    def _fits(self, cell: Cell) -> bool:
        """A text wraps; a number too wide for its cell would show as ####."""
        room = self.grid.span_width(cell) - PADDING_MM
        return text_width(cell.text, self.grid.size) <= room

    # ------------------------------------------------ screen

    def _view(self) -> None:
        self.sheet.sheet_view.showGridLines = False
        self.sheet.sheet_view.zoomScale = 100
        if not self.grid.printed:
            self.sheet.sheet_properties.tabColor = GREY_TAB
