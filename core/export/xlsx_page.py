"""XLSX pages: how a sheet stands on paper: margins, page numbers, repeated rows, breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from core.export.parts import Part, has_room, parts_of
from core.layout.grid import Cell, Grid
from core.layout.measure import MM_PER_PT
from core.layout.pages import MARGIN, PAPER_MM, PagePlan, page_starts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MM_PER_INCH = 25.4
A4 = 9  # Excel's number for it
# Left and right leave the form a little more room than it needs, so that a program which draws
# columns a hair wider does not send the last one to another page; it is centred all the same.
MOST_MARGIN, LEAST_MARGIN, SPARE = 20.0, 8.0, 2.0  # mm
ROUNDING = 3.0  # mm by which the margin below is smaller, for rounded heights add up
FOOT_MARGIN = 9.0  # mm
FOOT_ROOM = 8.0  # mm that a page number in 四号 takes; in less its lower half is cut off
NEARLY = 1.0  # pt; heights are rounded
SMALLEST_SCALE = 10  # percent; what Excel allows

# Odd pages right, even ones left, one character from the edge, as official papers have it.
NUMBER = '&"宋体,Regular"&14— &P —'
ODD_FOOT, EVEN_FOOT = f"{NUMBER}\u3000", f"\u3000{NUMBER}"


def set_page(
    sheet: Worksheet,
    grid: Grid,
    first: Sequence[int],
    rows: Sequence[Sequence[float]],
    plans: Sequence[PagePlan],
    header: tuple[int, int] | None,
) -> None:
    """Make a sheet print as the form.

    `first` is the sheet row of each grid row and of the end, `rows` are the heights (pt) of the
    sheet rows each stands on; `header` are the grid rows that stand again on every further page.
    """
    from openpyxl.utils import get_column_letter

    across = PAPER_MM[1] if grid.landscape else PAPER_MM[0]
    side = min(MOST_MARGIN, max(LEAST_MARGIN, (across - grid.width) / 2 - SPARE))
    top = plans[0].margin if plans else MARGIN
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    _scale(sheet, grid, across - 2 * side, len(plans) > 1)
    margins = sheet.page_margins
    margins.left = margins.right = round(side / MM_PER_INCH, 4)
    margins.top = round(top / MM_PER_INCH, 4)
    margins.bottom = round((top - ROUNDING) / MM_PER_INCH, 4)
    foot = min(FOOT_MARGIN, top - ROUNDING - FOOT_ROOM)
    margins.header = margins.footer = round(foot / MM_PER_INCH, 4)
    sheet.print_options.horizontalCentered = True
    _page_numbers(sheet)
    if grid.heights and grid.lattice:
        corner = get_column_letter(len(grid.lattice))
        sheet.print_area = f"A1:{corner}{first[-1] - 1}"
    if header is not None:
        sheet.print_title_rows = f"{first[header[0]]}:{first[header[1] + 1] - 1}"
    for row, before in page_starts(plans):
        # A row that goes on over a page is cut between two of the sheet rows it stands on.
        above = accumulate(rows[row], initial=0.0)
        _break(sheet, first[row] + sum(high < before / MM_PER_PT - NEARLY for high in above))


def _scale(sheet: Worksheet, grid: Grid, room: float, broken: bool) -> None:
    """All on one page; but Excel forgets breaks when it is told to fit the paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not broken)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    if broken:
        scale = int(100 * min(1.0, room / grid.width))
        sheet.page_setup.scale = max(scale, SMALLEST_SCALE)


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


def repeated_rows(grid: Grid, plans: Sequence[PagePlan]) -> tuple[int, int] | None:
    """The grid rows a sheet may repeat on top of every further page; None where none can.

    A sheet repeats them on every page that follows, so each must have them in the plan too. Of
    a form of one page, that may grow, the one table must go on to the end of the frame.
    """
    if len(plans) > 1:
        shown = {tuple(part.row for part in plan.parts if part.repeated) for plan in plans[1:]}
        rows = shown.pop()
        found = (rows[0], rows[-1]) if rows and not shown else None
    else:
        headed = [band for band in grid.bands if band.header]
        alone = len(headed) == 1 and headed[0].last == grid.framed[1]
        found = (headed[0].first, headed[0].first + headed[0].header - 1) if alone else None
    if found is None or any(_reaches_in(cell, *found, len(plans) > 1) for cell in grid.cells):
        return None
    return found


def _reaches_in(cell: Cell, first: int, last: int, parted: bool) -> bool:
    """Does a cell belong to these rows and to others, and will not be parted below them?"""
    end = cell.row + cell.rows - 1
    touches = cell.row <= last and end >= first
    return touches and (cell.row < first or (end > last and not parted))


def sheet_parts(
    grid: Grid, plans: Sequence[PagePlan], header: tuple[int, int] | None
) -> dict[Cell, tuple[Part, ...]]:
    """The cells that do not stay whole on a sheet: a page begins in them, or a header repeats.

    A text that no part has room for is clipped least in one high cell.
    """
    breaks = [row for row, before in page_starts(plans) if not before]
    below = header[1] + 1 if header is not None and len(plans) > 1 else 0
    return {
        cell: parts
        for cell, parts in parts_of(grid, breaks, below).items()
        if any(part.text and has_room(grid, cell, part) for part in parts) or not cell.text
    }
