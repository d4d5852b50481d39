"""A form that spills a little is set closer; one that does not is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.layout.build import build_all
from core.layout.grid import LEAST_ROW, TEXT_SIZE, Band, Cell, Grid, Role
from core.layout.heights import row_heights
from core.layout.measure import text_height
from core.layout.pages import TIGHT, paginate, paper_room
from core.layout.snug import MOST_PAGES, SMALLEST, snug, unbroken
from tests.support_paper import packages

WIDTH = 170
FORMS = [
    pytest.param(grid, id=f"{name}-{grid.name}")
    for name, document in packages()
    for grid in build_all(document.pack, document.snapshot)
]


def made(rows: int, size: float = TEXT_SIZE, least: float = LEAST_ROW, note: str = "") -> Grid:
    """A table of single lines under a head, a note below."""
    cells = [Cell(row, 0, 1, 1, f"第{row}行", Role.FACT) for row in range(rows)]
    cells.append(Cell(rows, 0, 1, 1, note, Role.NOTE))
    lowest = [least] * rows + [0.0]
    return Grid(
        form="表",
        copy="",
        name="表",
        label="",
        lattice=(WIDTH,),
        landscape=False,
        printed=True,
        size=size,
        heights=row_heights(cells, (WIDTH,), lowest, size),
        cells=tuple(cells),
        bands=(Band(0, rows - 1, 1),),
        blocks=((0, rows - 1),),
        framed=(0, rows - 1),
        least=tuple(lowest),
    )


def rows_for(pages: float) -> int:
    return int(pages * paper_room(made(1), TIGHT) / LEAST_ROW)


def test_what_fits_is_left_alone() -> None:
    grid = made(rows_for(0.9))
    assert snug(grid) is grid


def test_a_few_rows_too_many_cost_only_the_blank_between_lines() -> None:
    grid = made(rows_for(1.04))
    closer = snug(grid)
    assert (len(paginate(grid)), len(paginate(closer))) == (2, 1)
    assert closer.size == grid.size and closer.cells == grid.cells


def test_more_rows_cost_half_points() -> None:
    grid = made(rows_for(1.12))
    closer = snug(grid)
    assert (len(paginate(grid)), len(paginate(closer))) == (2, 1)
    assert SMALLEST <= closer.size < grid.size


def test_type_is_never_set_smaller_than_people_can_read() -> None:
    grid = made(rows_for(1.12), size=SMALLEST)
    assert snug(grid) is grid
    assert snug(made(rows_for(1.04), size=SMALLEST)).size == SMALLEST


def test_half_a_page_more_stays_a_page_more() -> None:
    grid = made(rows_for(1.7))
    assert snug(grid) is grid


def test_a_long_form_is_left_alone() -> None:
    grid = made(rows_for(MOST_PAGES + 0.1))
    assert len(paginate(grid)) > MOST_PAGES
    assert snug(grid) is grid


def test_a_table_that_is_no_form_of_a_pack_is_left_alone() -> None:
    grid = replace(made(rows_for(1.04)), least=())
    assert snug(grid) is grid


def test_notes_keep_their_size() -> None:
    note = "说明：本表由填报单位填写，一式两份，随自评报告上报。" * 5
    grid = made(rows_for(1.0), note=note)
    closer = snug(grid)
    assert len(paginate(closer)) == 1
    assert closer.heights[-1] == grid.heights[-1]


def signed(*texts: str) -> Grid:
    """One row, and below it a signature line cut into even parts."""
    cells = [Cell(0, 0, 1, len(texts), "甲", Role.FACT)]
    cells += [Cell(1, col, 1, 1, text, Role.SIGN) for col, text in enumerate(texts)]
    lattice = (40,) * len(texts)
    least = (LEAST_ROW, LEAST_ROW)
    return replace(
        made(1),
        lattice=lattice,
        heights=row_heights(cells, lattice, least),
        cells=tuple(cells),
        bands=(),
        blocks=((0, 0),),
        framed=(0, 0),
        least=least,
    )


def test_a_signature_line_that_would_break_is_set_smaller_as_a_whole() -> None:
    grid = signed("填表人：某某", "联系电话：13800000001")
    whole = unbroken(grid)
    assert whole.heights[1] < grid.heights[1]
    assert {whole.size_of(cell) for cell in whole.cells} == {grid.size, 10.0}


def test_a_signature_line_that_is_whole_is_left_alone() -> None:
    grid = signed("填表人：某某", "联系电话：13800000")
    assert unbroken(grid) is grid


def test_a_signature_line_far_too_long_is_left_alone() -> None:
    grid = signed("填表人：某某", "联系电话：13800000001、13800000002")
    assert unbroken(grid) is grid


@pytest.mark.parametrize("grid", FORMS)
def test_every_text_of_a_closer_form_has_its_room(grid: Grid) -> None:
    closer = snug(unbroken(grid))
    assert len(paginate(closer)) <= len(paginate(grid))
    assert replace(closer, size=grid.size, outer=grid.outer, heights=grid.heights) == grid
    for cell in closer.cells:
        width, size, face = closer.span_width(cell), closer.size_of(cell), closer.face_of(cell)
        room = sum(closer.heights[cell.row : cell.row + cell.rows])
        assert room >= text_height(cell.text, width, size, face) - 1e-6


def test_the_county_s_own_forms_come_out_on_their_pages() -> None:
    """Both forms of 桃江 on a page each, those of 芷江 and its twelve projects too."""
    pages = {
        name: [
            len(paginate(snug(grid)))
            for grid in build_all(document.pack, document.snapshot)
            if grid.form in ("基础数据表", "整体自评表", "项目自评表")
        ]
        for name, document in packages()
    }
    assert pages["taojiang-2024"] == [1, 1]
    assert pages["zhijiang-2023"] == [1] * 14
