"""Pages: all of a form on some page, headers above what goes on, no signature alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.facts.values import Kind
from core.layout.grid import Align, Band, Cell, Grid, Role
from core.layout.measure import ROOM_MM, cell_lines, line_height
from core.layout.pages import MARGIN, PAPER_MM, TIGHT, PagePlan, page_starts, paginate
from tests.support_paper import all_grids, stuffed_grids

EXACT = pytest.approx


def assert_whole(grid: Grid, plans: tuple[PagePlan, ...]) -> None:
    """Every row stands somewhere once and in order; every line of every text is shown."""
    shown: dict[int, float] = {}
    order: list[int] = []
    for plan in plans:
        room = PAPER_MM[0 if grid.landscape else 1] - 2 * plan.margin
        assert sum(part.height for part in plan.parts) <= room + 0.001
        own = [part for part in plan.parts if not part.repeated]
        assert own and plan.parts[-1] == own[-1]
        for part in own:
            assert part.top == EXACT(shown.get(part.row, 0.0))
            shown[part.row] = part.top + part.height
            order.append(part.row)
    assert order == sorted(order)
    for row, height in enumerate(grid.heights):
        assert shown[row] >= height - 0.001
    for cell in grid.cells:
        assert_cell(grid, cell, plans)


def assert_cell(grid: Grid, cell: Cell, plans: tuple[PagePlan, ...]) -> None:
    pieces = [piece for plan in plans for piece in plan.pieces if piece.cell is cell]
    size = grid.size_of(cell)
    for piece in pieces:
        need = len(piece.lines) * line_height(size) + (ROOM_MM if piece.lines else 0.0)
        assert piece.height >= need - 0.001, cell.text
    lines = cell_lines(cell.text, grid.span_width(cell), size, grid.face_of(cell))
    if any(piece.lines == lines for piece in pieces):
        return
    assert tuple(line for piece in pieces for line in piece.lines) == lines


@pytest.mark.parametrize(("name", "grid"), all_grids(), ids=[name for name, _ in all_grids()])
def test_every_form_is_whole(name: str, grid: Grid) -> None:
    assert_whole(grid, paginate(grid))


STUFFED = tuple(stuffed_grids())


@pytest.mark.parametrize(("name", "grid"), STUFFED, ids=[name for name, _ in STUFFED])
def test_far_too_much_text_is_whole(name: str, grid: Grid) -> None:
    plans = paginate(grid)
    assert_whole(grid, plans)
    signed = [plan for plan in plans if plan.signed]
    for plan in signed:  # never alone: something of the frame stands above
        assert any(part.row <= grid.framed[1] for part in plan.parts if not part.repeated)


# ------------------------------------------------------------- forms made for one question


def form(heights: list[float], *cells: Cell, header: int = 0, footer: int = 0) -> Grid:
    """A table of two columns over all rows; the cells given replace those they cover."""
    taken = {
        (row, col)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for col in range(cell.col, cell.col + cell.cols)
    }
    fill = [
        Cell(row, col, 1, 1, f"{row}", Role.FACT)
        for row in range(len(heights))
        for col in range(2)
        if (row, col) not in taken
    ]
    framed = [row for row in range(len(heights)) if not any(_outside(c, row) for c in cells)]
    last = framed[-1]
    return Grid(
        form="表",
        copy="",
        name="表",
        label="",
        lattice=(60, 110),
        landscape=False,
        printed=True,
        size=10.5,
        heights=tuple(heights),
        cells=tuple(sorted([*cells, *fill], key=lambda cell: (cell.row, cell.col))),
        bands=(Band(framed[0], last, header, footer),),
        blocks=((framed[0], last),),
        framed=(framed[0], last),
    )


def _outside(cell: Cell, row: int) -> bool:
    return not cell.framed and cell.row == row


def rows(plan: PagePlan) -> list[int]:
    return [part.row for part in plan.parts]


def test_a_form_that_fits_has_one_page() -> None:
    assert len(paginate(form([25.7] * 10))) == 1


def test_narrower_margins_only_where_they_save_a_page() -> None:
    assert [plan.margin for plan in paginate(form([26.5] * 10))] == [TIGHT]
    assert {plan.margin for plan in paginate(form([27.0] * 10))} == {MARGIN}


def test_the_header_stands_again() -> None:
    first, second = paginate(form([10.0] * 30, header=2))
    assert rows(first) == list(range(25))
    assert rows(second) == [0, 1, *range(25, 30)]
    assert [part.repeated for part in second.parts[:3]] == [True, True, False]
    again = [piece.cell.text for piece in second.pieces if piece.top < 20]
    assert again == ["0", "0", "1", "1"]


def test_a_header_is_not_parted_from_its_first_row() -> None:
    grid = form([120.0, 130.0, 7.5, 10.0, 10.0])
    grid = replace(grid, bands=(Band(2, 4, 1),))
    assert [rows(plan) for plan in paginate(grid)] == [[0, 1], [2, 3, 4]]


def test_totals_and_signatures_take_a_row_along() -> None:
    sign = Cell(26, 0, 1, 2, "填表人：", Role.SIGN, Align.LEFT)
    first, second = paginate(form([10.0] * 25 + [16.0, 8.0], sign, footer=1))
    assert rows(first)[-1] == 23 and rows(second) == [24, 25, 26]


def test_a_row_higher_than_a_page_goes_on() -> None:
    text = "养护里程达到要求。" * 350
    long = Cell(1, 1, 1, 1, text, Role.FACT, Align.LEFT, kind=Kind.TEXT)
    label = Cell(1, 0, 1, 1, "说明", Role.LABEL)
    number = Cell(2, 0, 1, 1, "3.50", Role.FACT, kind=Kind.MONEY)
    lines = len(cell_lines(text, 110, 10.5))
    high = lines * line_height(10.5) + ROOM_MM
    grid = form([10.0, high, 10.0], label, long, number)
    plans = paginate(grid)
    assert_whole(grid, plans)
    assert len(plans) == 3 and rows(plans[0]) == [0, 1]
    texts = [
        ["".join(line.text for line in p.lines) for p in plan.pieces if p.cell is label]
        for plan in plans
    ]
    assert texts == [["说明"], ["说明"], ["说明"]]
    assert page_starts(plans)[0] == (1, EXACT(plans[0].parts[-1].height))


def test_a_merged_label_stands_again_a_number_only_once() -> None:
    label = Cell(0, 0, 30, 1, "产出指标", Role.LABEL)
    number = Cell(0, 1, 30, 1, "50", Role.FACT, kind=Kind.COUNT)
    plans = paginate(form([10.0] * 30, label, number))
    shown = [
        [piece.lines[0].text if piece.lines else "" for piece in plan.pieces] for plan in plans
    ]
    assert shown == [["产出指标", "50"], ["产出指标", ""]]


def test_the_break_leaves_a_merged_label_its_room() -> None:
    high = Cell(24, 0, 3, 1, "服务对象满意度指标\n" * 2 + "（10分）", Role.LABEL)
    first, second = paginate(form([10.0] * 30, high))
    assert rows(first)[-1] == 23  # the 25th row fits, but not the label over it
    assert rows(second)[0] == 24


def test_a_few_lines_under_one_label_stay_together() -> None:
    label = Cell(24, 0, 3, 1, "说明", Role.LABEL)
    grid = form([10.0] * 30, label)
    assert rows(paginate(grid)[0])[-1] == 24  # rows of a table part
    first, second = paginate(replace(grid, bands=()))
    assert rows(first)[-1] == 23 and rows(second)[0] == 24


def test_a_signature_under_a_row_of_many_pages_is_not_alone() -> None:
    sign = Cell(1, 0, 1, 2, "填表人：", Role.SIGN, Align.LEFT)
    for high in (250.0, 256.9, 257.0, 300.0, 506.0, 513.9):
        plans = paginate(form([high, 8.0], sign))
        assert rows(plans[-1]) == [0, 1], high
