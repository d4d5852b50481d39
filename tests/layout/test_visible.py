"""Moving about by visible cells: merged cells count once, whichever way one comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.facts.model import Placement, Ref
from core.layout.grid import Cell, Grid, Role
from core.layout.visible import Spot, Visible, Way, shape

# A form of four lattice columns:   T T T T
#                                   a b b c
#                                   a d e c
#                                   f f f f
PICTURE = ("TTTT", "abbc", "adec", "ffff")


def grid_of(picture: tuple[str, ...], texts: dict[str, str] | None = None) -> Grid:
    """Letters are cells; where the same letter stands, one cell lies."""
    spots: dict[str, list[tuple[int, int]]] = {}
    for row, line in enumerate(picture):
        for col, letter in enumerate(line):
            spots.setdefault(letter, []).append((row, col))
    cells = []
    for letter, held in spots.items():
        row, col = held[0]
        rows, cols = held[-1][0] - row + 1, held[-1][1] - col + 1
        ref = Ref(letter)
        text = (texts or {}).get(letter, letter)
        place = Placement("表", ref)
        cells.append(Cell(row, col, rows, cols, text, Role.FACT, ref=ref, placement=place))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(
        form="表",
        copy="",
        name="表",
        label="",
        lattice=(10,) * len(picture[0]),
        landscape=False,
        printed=True,
        size=10.5,
        heights=(8.0,) * len(picture),
        cells=tuple(cells),
        bands=(),
        blocks=(),
        framed=(0, len(picture) - 1),
    )


def walk(visible: Visible, start: Spot, *ways: Way) -> str:
    spot, path = start, ""
    for way in ways:
        ahead = visible.neighbour(spot, way)
        if ahead is None:
            return path + "|"
        spot = ahead
        cell = visible.at(*spot)
        assert cell is not None
        path += cell.text
    return path


@pytest.fixture
def visible() -> Visible:
    return Visible(grid_of(PICTURE))


def test_every_place_of_a_merged_cell_is_that_cell(visible: Visible) -> None:
    held = {visible.at(row, col) for row, col in ((1, 0), (2, 0))}
    assert len(held) == 1
    assert visible.at(4, 0) is None and visible.at(0, -1) is None


def test_going_right_counts_a_merged_cell_once(visible: Visible) -> None:
    assert walk(visible, Spot(1, 0), *[Way.RIGHT] * 3) == "bc|"
    assert walk(visible, Spot(2, 0), *[Way.RIGHT] * 4) == "dec|"


def test_going_through_a_wide_cell_one_comes_out_in_the_same_column(visible: Visible) -> None:
    assert walk(visible, Spot(3, 2), Way.UP, Way.UP, Way.UP, Way.DOWN, Way.DOWN) == "ebTbe"
    assert walk(visible, Spot(0, 1), Way.DOWN, Way.DOWN) == "bd"


def test_going_through_a_high_cell_one_comes_out_in_the_same_row(visible: Visible) -> None:
    assert walk(visible, Spot(2, 1), Way.LEFT, Way.RIGHT) == "ad"
    assert walk(visible, Spot(2, 2), Way.RIGHT, Way.LEFT, Way.LEFT) == "ced"


def test_ends_of_rows_and_of_the_form(visible: Visible) -> None:
    assert visible.row_end(Spot(2, 2), last=False) == Spot(2, 0)
    assert visible.row_end(Spot(2, 1), last=True) == Spot(2, 3)
    assert visible.corner(last=False) == Spot(0, 0)
    assert visible.corner(last=True) == Spot(3, 0)
    assert Visible(grid_of(("",))).corner(last=True) is None


def test_control_and_arrow_goes_to_the_end_of_what_is_filled() -> None:
    visible = Visible(grid_of(("abcdefg",), {"c": "", "d": "", "f": " "}))
    assert visible.edge(Spot(0, 0), Way.RIGHT) == Spot(0, 1)
    assert visible.edge(Spot(0, 1), Way.RIGHT) == Spot(0, 4)
    assert visible.edge(Spot(0, 4), Way.RIGHT) == Spot(0, 6)
    assert visible.edge(Spot(0, 6), Way.RIGHT) == Spot(0, 6)
    assert visible.edge(Spot(0, 3), Way.LEFT) == Spot(0, 1)


def test_tab_goes_to_open_cells_in_reading_order(visible: Visible) -> None:
    def is_open(cell: Cell) -> bool:
        return cell.text in "bcdf"

    order, cell = "", None
    while (cell := visible.next_open(cell, is_open)) is not None:
        order += cell.text
    assert order == "bcdf"
    last = visible.at(3, 0)
    back = visible.next_open(last, is_open, back=True)
    assert back is not None and back.text == "d"
    assert visible.next_open(last, is_open) is None


def test_a_range_never_cuts_a_merged_cell(visible: Visible) -> None:
    cells = {cell.text: cell for cell in visible.cells}
    assert visible.bounds(cells["d"], cells["d"]) == (2, 1, 2, 1)
    assert visible.bounds(cells["b"], cells["d"]) == (1, 1, 2, 2)
    assert visible.bounds(cells["d"], cells["c"]) == (1, 1, 2, 3)
    assert visible.bounds(cells["c"], cells["d"]) == (1, 1, 2, 3)


def test_a_block_has_visible_rows_and_columns(visible: Visible) -> None:
    def texts(bounds: tuple[int, int, int, int]) -> list[list[str]]:
        return [[cell.text if cell else "-" for cell in row] for row in visible.block(bounds)]

    assert texts((1, 0, 2, 3)) == [["a", "b", "-", "c"], ["-", "d", "e", "-"]]
    assert texts((3, 0, 3, 3)) == [["f"]]
    assert texts((0, 0, 1, 3)) == [["T", "-", "-"], ["a", "b", "c"]]


def test_shape_ignores_texts_only() -> None:
    one = grid_of(PICTURE)
    assert shape(one) == shape(grid_of(PICTURE, {"a": "别的"}))
    assert shape(one) != shape(grid_of(("TTTT", "aabc", "aadc", "ffff")))


@st.composite
def tilings(draw: st.DrawFn) -> Grid:
    """A lattice cut at random into rectangles."""
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    board = [[""] * cols for _ in range(rows)]
    names = iter("".join(chr(0x4E00 + i) for i in range(40)))
    for row in range(rows):
        for col in range(cols):
            if board[row][col]:
                continue
            wide = draw(st.integers(1, 3))
            while col + wide > cols or any(board[row][col : col + wide]):
                wide -= 1
            high = min(draw(st.integers(1, 3)), rows - row)
            while any(board[r][c] for r in range(row, row + high) for c in range(col, col + wide)):
                high -= 1
            name = next(names)
            for r in range(row, row + high):
                for c in range(col, col + wide):
                    board[r][c] = name
    return grid_of(tuple("".join(line) for line in board))


@given(tilings(), st.data())
def test_any_form_can_be_walked_and_selected(grid: Grid, data: st.DataObject) -> None:
    visible = Visible(grid)
    cell = data.draw(st.sampled_from(grid.cells))
    other = data.draw(st.sampled_from(grid.cells))
    start = Spot(cell.row, cell.col)
    for way, back in ((Way.RIGHT, Way.LEFT), (Way.DOWN, Way.UP)):
        ahead = visible.neighbour(start, way)
        if ahead is not None:
            home = visible.neighbour(ahead, back)
            assert home is not None and visible.at(*home) == cell
    bounds = visible.bounds(cell, other)
    held = visible.inside(bounds)
    assert cell in held and other in held
    assert all(bounds[0] <= c.row and c.row + c.rows - 1 <= bounds[2] for c in held)
    assert all(bounds[1] <= c.col and c.col + c.cols - 1 <= bounds[3] for c in held)
    shown = [one for row in visible.block(bounds) for one in row if one is not None]
    assert sorted(shown, key=lambda c: (c.row, c.col)) == held
