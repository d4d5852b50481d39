"""Cells that go on over a page: several cells on the sheet, and room for wider letters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.export.xlsx_heights import row_heights
from core.export.xlsx_page import repeated_rows
from core.facts.values import Kind
from core.layout.grid import Align, Band, Cell, Grid, Role
from core.layout.pages import paginate
from tests.export.test_xlsx import fact, make, sheet
from tests.support_paper import all_grids

# Six rows of 50 mm: five on the first page, and one on the second.
HIGH = (50.0,) * 6


def level(text: str, row: int, col: int, rows: int) -> Cell:
    return Cell(row, col, rows, 1, text, Role.FACT, Align.CENTER, kind=Kind.TEXT)


def merges(page: Worksheet) -> set[str]:
    return {str(area) for area in page.merged_cells.ranges}


def lines(page: Worksheet, place: str) -> set[str]:
    border = page[place].border
    sides = {"top": border.top, "bottom": border.bottom, "left": border.left, "right": border.right}
    return {name for name, side in sides.items() if side is not None and side.style is not None}


def test_a_label_stands_on_both_pages_and_its_lines_are_closed() -> None:
    page = sheet(make(level("产出指标", 0, 0, 6), fact("甲", 5, 1), heights=HIGH, framed=(0, 5)))
    assert [mark.id for mark in page.row_breaks.brk] == [5]
    assert merges(page) == {"A1:A5"}
    assert (page["A1"].value, page["A6"].value) == ("产出指标", "产出指标")
    assert lines(page, "A5") == {"left", "right", "bottom"}
    assert lines(page, "A6") == {"left", "right", "top", "bottom"}


def test_a_figure_stands_only_once() -> None:
    page = sheet(make(fact("50", 0, 0, rows=6), heights=HIGH, framed=(0, 5)))
    assert (page["A1"].value, page["A6"].value) == (50, None)
    assert lines(page, "A6") == {"left", "right", "top", "bottom"}


def test_a_label_is_not_squeezed_into_a_part_too_low_for_it() -> None:
    text = "社会公众或服务对象满意度" * 8
    low = (*HIGH[:5], 8.0)
    page = sheet(make(level(text, 0, 0, 6), heights=low, framed=(0, 5)))
    assert (page["A1"].value, page["A6"].value) == (text, None)


def test_a_text_no_part_has_room_for_stays_in_one_cell() -> None:
    text = "长" * 400
    page = sheet(make(level(text, 0, 0, 6), heights=HIGH, framed=(0, 5)))
    assert merges(page) == {"A1:A6"}


def headed() -> Grid:
    """A table with a corner beside its header; its last row is on the second page."""
    cells = [level("绩效指标", 0, 0, 6), fact("头", 0, 1), fact("总", 6, 0)]
    cells += [fact(str(row), row, 1) for row in range(1, 6)]
    heights = (40.0, *HIGH[1:], 8.0)
    return make(*cells, heights=heights, framed=(0, 6), bands=(Band(0, 5, 1),))


def test_a_header_that_stands_on_every_page_repeats_although_a_total_follows() -> None:
    page = sheet(headed())
    assert page.print_title_rows == "$1:$1"
    assert [mark.id for mark in page.row_breaks.brk] == [5]


def test_a_cell_beside_header_and_rows_is_parted_below_the_header() -> None:
    page = sheet(headed())
    assert merges(page) == {"A2:A5"}
    assert [page[f"A{row}"].value for row in (1, 2, 6)] == [None, "绩效指标", "绩效指标"]
    assert lines(page, "A1") == {"left", "right", "top"}
    assert "top" not in lines(page, "A2")
    assert lines(page, "A6") == {"left", "right", "top", "bottom"}


def test_a_header_that_only_some_pages_have_does_not_repeat() -> None:
    grid = headed()
    more = replace(grid, heights=(*grid.heights[:6], 240.0), framed=(0, 6))
    plans = paginate(more)
    assert len(plans) == 3
    assert repeated_rows(more, plans) is None


# ---------------------------------------------------------------- heights


def test_a_text_that_just_fits_gets_a_line_to_spare() -> None:
    text = "100%1236人次，达到95.5%"
    just = make(Cell(0, 1, 1, 1, text, Role.LABEL), lattice=(20, 45, 30), heights=(8.0, 8.0))
    (first, second) = row_heights(just, paginate(just))
    assert first > 8.0
    assert second == 8.0


@pytest.mark.parametrize("kind", [Kind.MONEY, Kind.COUNT])
def test_a_number_does_not_wrap(kind: Kind) -> None:
    number = Cell(0, 0, 1, 1, "1234567.89", Role.FACT, kind=kind)
    grid = make(number, heights=(8.0,), framed=(0, 0))
    assert row_heights(grid, paginate(grid)) == [8.0]


@pytest.mark.parametrize("grid", [grid for _, grid in all_grids()], ids=lambda g: g.name)
def test_no_page_gets_more_than_it_has_room_for(grid: Grid) -> None:
    plans = paginate(grid)
    heights = row_heights(grid, plans)
    assert all(new >= old for new, old in zip(heights, grid.heights, strict=True))
    for plan in plans:
        shown = sum(heights[p.row] if p.top == 0 else p.height for p in plan.parts)
        assert shown <= (210.0 if grid.landscape else 297.0) - 2 * plan.margin + 0.001


@pytest.mark.parametrize(("name", "grid"), all_grids(), ids=[name for name, _ in all_grids()])
def test_the_page_number_has_its_room_below_the_form(name: str, grid: Grid) -> None:
    """A line of 14 pt takes so much; and few printers print nearer to the edge."""
    margins = sheet(grid).page_margins
    assert (margins.bottom - margins.footer) * 25.4 >= 7.9
    assert margins.footer * 25.4 >= 3.9
