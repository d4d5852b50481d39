"""XLSX pages: how a sheet stands on paper: margins, page numbers, repeated rows, breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.layout.grid import Grid

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MM_PER_INCH = 25.4
PAPER_MM = (210.0, 297.0)  # A4
A4 = 9  # Excel's number for it
# Left and right leave the form a little more room than it needs, so that a program which draws
# columns a hair wider does not send the last one to another page; it is centred all the same.
MOST_MARGIN, LEAST_MARGIN, SPARE = 20.0, 8.0, 2.0  # mm
TOP_MARGIN = 20.0  # mm
BOTTOM_MARGIN = 17.0  # mm; pages end by 20 mm, rounded heights may add up to a little more
FOOT_MARGIN = 9.0  # mm
SMALLEST = 9.0  # pt; a form that runs over a little is printed smaller, but never below this
SMALLEST_SCALE = 10  # percent; what Excel allows

# Odd pages right, even ones left, one character from the edge, as official papers have it.
NUMBER = '&"宋体,Regular"&14— &P —'
ODD_FOOT, EVEN_FOOT = f"{NUMBER}\u3000", f"\u3000{NUMBER}"


def set_page(
    sheet: Worksheet, grid: Grid, first: Sequence[int], breaks: Sequence[int] | None
) -> None:
    """Make a sheet print as the form; `first` is the sheet row of each grid row and the end.

    `breaks` are the grid rows with which pages after the first begin; None where nobody has
    worked them out.
    """
    from openpyxl.utils import get_column_letter

    across, down = PAPER_MM[::-1] if grid.landscape else PAPER_MM
    side = min(MOST_MARGIN, max(LEAST_MARGIN, (across - grid.width) / 2 - SPARE))
    room = across - 2 * side, down - TOP_MARGIN - BOTTOM_MARGIN
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    _scale(sheet, grid, room, breaks)
    margins = sheet.page_margins
    margins.left = margins.right = round(side / MM_PER_INCH, 4)
    margins.top = round(TOP_MARGIN / MM_PER_INCH, 4)
    margins.bottom = round(BOTTOM_MARGIN / MM_PER_INCH, 4)
    margins.header = margins.footer = round(FOOT_MARGIN / MM_PER_INCH, 4)
    sheet.print_options.horizontalCentered = True
    _page_numbers(sheet)
    if grid.heights and grid.lattice:
        corner = get_column_letter(len(grid.lattice))
        sheet.print_area = f"A1:{corner}{first[-1] - 1}"
    header = repeated_rows(grid)
    if header is not None:
        top, bottom = first[header[0]], first[header[1] + 1] - 1
        sheet.print_title_rows = f"{top}:{bottom}"
    _break(sheet, [first[row] for row in breaks or ()])


def _scale(
    sheet: Worksheet, grid: Grid, room: tuple[float, float], breaks: Sequence[int] | None
) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not breaks)
    if breaks:  # Excel forgets breaks when it is told to fit the width, so the scale is given
        scale = int(100 * min(1.0, room[0] / grid.width))
        sheet.page_setup.scale = max(scale, SMALLEST_SCALE)
        return
    alone = breaks is not None or fits_one_page(grid, *room)
    sheet.page_setup.fitToHeight = int(alone)  # 0: as many as needed


def _page_numbers(sheet: Worksheet) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

    foot = sheet.HeaderFooter
    foot.differentOddEven = True
    foot.scaleWithDoc = False
    foot.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(ODD_FOOT))
    foot.evenFooter = HeaderFooterItem(left=_HeaderFooterPart(EVEN_FOOT))


def _break(sheet: Worksheet, starts: Sequence[int]) -> None:
    """A new page begins with each of these sheet rows."""
    from openpyxl.worksheet.pagebreak import Break

    for row in starts:
        sheet.row_breaks.append(Break(id=row - 1))  # Excel counts the row before the break


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
