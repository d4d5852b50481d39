"""XLSX: grids as a plain workbook, one sheet each, that prints like the paper form."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from core.export.office import archive, chosen
from core.export.xlsx_texts import looks_like_command, read_number, safe_text, tab_names
from core.facts.values import NUMERIC
from core.layout.grid import SIZES, Align, Cell, Grid, Role
from core.layout.measure import MM_PER_PT, PADDING_MM, text_width
from core.numbers import plain
from core.storage.files import write_whole

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.worksheet.worksheet import Worksheet

MM_PER_INCH = 25.4
PAPER_MM = (210.0, 297.0)  # A4
A4 = 9  # Excel's number for it
MOST_MARGIN, LEAST_MARGIN = 20.0, 15.0  # mm, left and right
TOP_MARGIN, BOTTOM_MARGIN = 18.0, 15.0  # mm
SMALLEST = 9.0  # pt; a form that runs over a little is printed smaller, but never below this
TALLEST = 400.0  # pt; Excel allows 409
PIECE = 100.0  # pt; a higher row becomes so high pieces, merged, between which pages may break
LOWEST = 1.0  # pt; a row of no height would be hidden

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


def write_workbook(grids: Iterable[Grid], path: Path) -> None:
    """Write the grids as one workbook, or leave what stands at path as it is."""
    write_whole(path, workbook_bytes(grids))


def workbook_bytes(grids: Iterable[Grid]) -> bytes:
    """The workbook as a file, sheet by sheet in the order of the grids."""
    from openpyxl import Workbook  # slow to import, and not needed to start

    shown = chosen(grids)
    book = Workbook()
    book.remove(book.worksheets[0])
    tabs = tab_names(grid.name for grid in shown)
    styles = _Styles()
    # No public way leads to the base font, from which Excel counts column widths.
    book._named_styles["Normal"].font = styles.base  # type: ignore[attr-defined]
    for grid, tab in zip(shown, tabs, strict=True):
        _Sheet(book.create_sheet(tab), grid, styles).fill()
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
        from openpyxl.styles import Border, Font, Side

        thin = Side(style="thin")
        self.frame: Border = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.base: Font = Font(name=BASE_FONT, size=BASE_SIZE)
        self._fonts: dict[tuple[str, float], Font] = {}
        self._alignments: dict[tuple[Align, bool], Alignment] = {}

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
        self.points = [max(height / MM_PER_PT, LOWEST) for height in grid.heights]
        self.parts = [1 if high <= TALLEST else math.ceil(high / PIECE) for high in self.points]
        self.first = list(accumulate(self.parts, initial=1))  # sheet row of each grid row

    def fill(self) -> None:
        self._widths()
        self._heights()
        for cell in self.grid.cells:
            self._cell(cell)
        self._view()
        self._page()

    # ------------------------------------------------ the lattice

    def _widths(self) -> None:
        from openpyxl.utils import get_column_letter

        # Edges are rounded, not widths: the whole form is never off by more than a pixel.
        edges = [round(edge * PIXELS_PER_MM) for edge in accumulate(self.grid.lattice, initial=0)]
        for number, (left, right) in enumerate(pairwise(edges), 1):
            width = (right - left - PIXELS_TO_SPARE) / PIXELS_PER_DIGIT
            self.sheet.column_dimensions[get_column_letter(number)].width = round(width, 4)

    def _heights(self) -> None:
        for first, parts, points in zip(self.first, self.parts, self.points, strict=False):
            for row in range(first, first + parts):
                self.sheet.row_dimensions[row].height = round(points / parts, 2)

    # ------------------------------------------------ cells

    def _cell(self, cell: Cell) -> None:
        top, bottom = self.first[cell.row], self.first[cell.row + cell.rows] - 1
        left, right = cell.col + 1, cell.col + cell.cols
        face = FACES.get(cell.role, SONG)
        size = SIZES.get(cell.role, self.grid.size)
        at = self.sheet.cell(top, left)
        self._content(at, cell)
        at.font = self.styles.font(face, size)
        at.alignment = self.styles.alignment(cell.align, cell.role is Role.NOTE)
        if cell.framed:
            at.border = self.styles.frame
        if (top, left) != (bottom, right):
            # Merging copies the border of the first cell to all edges of the area.
            self.sheet.merge_cells(
                start_row=top, start_column=left, end_row=bottom, end_column=right
            )

    def _content(self, at: SheetCell | MergedCell, cell: Cell) -> None:
        number = read_number(cell.text) if cell.kind in NUMERIC else None
        if number is not None and self._fits(cell):
            value, at.number_format = number
            at.value = plain(value)  # as digits: openpyxl would pass it through a binary float
            at.data_type = "n"
        elif text := safe_text(cell.text):
            at.value = text
            at.data_type = "s"  # whatever openpyxl takes it for: a formula, an error, a date
            if looks_like_command(text):
                at.quotePrefix = True

    def _fits(self, cell: Cell) -> bool:
        """A text wraps; a number too wide for its cell would show as ####."""
        room = self.grid.span_width(cell) - PADDING_MM
        return text_width(cell.text, self.grid.size) <= room

    # ------------------------------------------------ screen and paper

    def _view(self) -> None:
        self.sheet.sheet_view.showGridLines = False
        self.sheet.sheet_view.zoomScale = 100
        if not self.grid.printed:
            self.sheet.sheet_properties.tabColor = GREY_TAB

    def _page(self) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        grid, sheet = self.grid, self.sheet
        across, down = PAPER_MM[::-1] if grid.landscape else PAPER_MM
        side = min(MOST_MARGIN, max(LEAST_MARGIN, (across - grid.width) / 2 - 1))
        room = across - 2 * side, down - TOP_MARGIN - BOTTOM_MARGIN
        sheet.page_setup.paperSize = A4
        sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = int(fits_one_page(grid, *room))  # 0: as many as needed
        margins = sheet.page_margins
        margins.left = margins.right = round(side / MM_PER_INCH, 4)
        margins.top = round(TOP_MARGIN / MM_PER_INCH, 4)
        margins.bottom = round(BOTTOM_MARGIN / MM_PER_INCH, 4)
        margins.header = margins.footer = round(LEAST_MARGIN / 2 / MM_PER_INCH, 4)
        sheet.print_options.horizontalCentered = True
        if grid.heights and grid.lattice:
            corner = get_column_letter(len(grid.lattice))
            sheet.print_area = f"A1:{corner}{self.first[-1] - 1}"
        header = repeated_rows(grid)
        if header is not None:
            top, bottom = self.first[header[0]], self.first[header[1] + 1] - 1
            sheet.print_title_rows = f"{top}:{bottom}"


def fits_one_page(grid: Grid, across: float, down: float) -> bool:
    """Does the form go on one page (room in mm) with letters that are not too small?

    Otherwise a total and the signatures would often stand alone on a second page.
    """
    scale = min(across / max(grid.width, across), down / max(sum(grid.heights), down))
    return scale * grid.size >= SMALLEST


def repeated_rows(grid: Grid) -> tuple[int, int] | None:
    """The grid rows that may stand on top of every further page; None where none can.

    Paper repeats them on every page there is, so they must fit all that may follow: the one
    table must go on to the end of the frame, and no cell may reach out of its header.
    """
    headed = [band for band in grid.bands if band.header]
    if len(headed) != 1:
        return None
    band = headed[0]
    first, last = band.first, band.first + band.header - 1
    if band.last != grid.framed[1]:
        return None
    for cell in grid.cells:
        end = cell.row + cell.rows - 1
        if cell.row <= last and end >= first and not (first <= cell.row and end <= last):
            return None
    return first, last
