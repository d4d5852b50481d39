"""XLSX pages: how a sheet stands on paper: margins, page numbers, repeated rows, breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from core.layout.grid import Grid

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Where each page after the first goes on: the grid row, and how much of it (mm) came before.
Starts = Sequence[tuple[int, float]]

MM_PER_INCH = 25.4
PAPER_MM = (210.0, 297.0)  # A4
A4 = 9  # Excel's number for it
# Left and right leave the form a little more room than it needs, so that a program which draws
# columns a hair wider does not send the last one to another page; it is centred all the same.
MOST_MARGIN, LEAST_MARGIN, SPARE = 20.0, 8.0, 2.0  # mm
TOP_MARGIN, TIGHT_TOP = 20.0, 15.0  # mm; the second where the pages were broken for it
ROUNDING = 3.0  # mm by which the margin below is smaller, for rounded heights add up
FOOT_MARGIN = 9.0  # mm
SMALLEST = 9.0  # pt; a form that runs over a little is printed smaller, but never below this
SMALLEST_SCALE = 10  # percent; what Excel allows

# Odd pages right, even ones left, one character from the edge, as official papers have it.
NUMBER = '&"宋体,Regular"&14— &P —'
ODD_FOOT, EVEN_FOOT = f"{NUMBER}\u3000", f"\u3000{NUMBER}"


def set_page(
    sheet: Worksheet, grid: Grid, first: Sequence[int], parts: Sequence[int], starts: Starts | None
) -> None:
    """Make a sheet print as the form.

    `first` is the sheet row of each grid row and of the end, `parts` is on how many sheet rows
    each stands; `starts` says where pages go on, None where nobody has worked it out.
    """
    from openpyxl.utils import get_column_letter

    across, down = PAPER_MM[::-1] if grid.landscape else PAPER_MM
    side = min(MOST_MARGIN, max(LEAST_MARGIN, (across - grid.width) / 2 - SPARE))
    top = TOP_MARGIN
    if starts is not None and _highest(grid, starts) > down - 2 * TOP_MARGIN:
        top = TIGHT_TOP
    room = across - 2 * side, down - 2 * top + ROUNDING
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    _scale(sheet, grid, room, starts)
    margins = sheet.page_margins
    margins.left = margins.right = round(side / MM_PER_INCH, 4)
    margins.top = round(top / MM_PER_INCH, 4)
    margins.bottom = round((top - ROUNDING) / MM_PER_INCH, 4)
    margins.header = margins.footer = round(FOOT_MARGIN / MM_PER_INCH, 4)
    sheet.print_options.horizontalCentered = True
    _page_numbers(sheet)
    if grid.heights and grid.lattice:
        corner = get_column_letter(len(grid.lattice))
        sheet.print_area = f"A1:{corner}{first[-1] - 1}"
    header = repeated_rows(grid)
    if header is not None:
        sheet.print_title_rows = f"{first[header[0]]}:{first[header[1] + 1] - 1}"
    for row, before in starts or ():
        # A row that goes on over a page is cut between two of the sheet rows it stands on.
        part = round(before / grid.heights[row] * parts[row]) if before else 0
        _break(sheet, first[row] + part)


def _highest(grid: Grid, starts: Starts) -> float:
    """How much room the highest page needs, with the rows that are repeated on it (mm)."""
    above = list(accumulate(grid.heights, initial=0.0))
    cuts = [0.0, *(above[row] + before for row, before in starts), above[-1]]
    header = repeated_rows(grid)
    more = above[header[1] + 1] - above[header[0]] if header is not None else 0.0
    pages = [end - start for start, end in pairwise(cuts)]
    return max(pages[0], *(page + more for page in pages[1:])) if len(pages) > 1 else pages[0]


def _scale(sheet: Worksheet, grid: Grid, room: tuple[float, float], starts: Starts | None) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not starts)
    if starts:  # Excel forgets breaks when it is told to fit the width, so the scale is given
        scale = int(100 * min(1.0, room[0] / grid.width))
        sheet.page_setup.scale = max(scale, SMALLEST_SCALE)
        return
    alone = starts is not None or fits_one_page(grid, *room)
    sheet.page_setup.fitToHeight = int(alone)  # 0: as many as needed


def _page_numbers(sheet: Worksheet) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

    foot = sheet.HeaderFooter
    foot.differentOddEven = True
    foot.scaleWithDoc = False
    foot.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(ODD_FOOT))
    foot.evenFooter = HeaderFooterItem(left=_HeaderFooterPart(EVEN_FOOT))


def _break(sheet: Worksheet, row: int) -> None:
    """A new page begins with this sheet row."""
    from openpyxl.worksheet.pagebreak import Break

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
