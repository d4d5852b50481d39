"""Drawings: as agreed, within the margins, every text inside its own cell."""

from __future__ import annotations

import pytest

from core.layout.draw import MOST_SPREAD, draw
from core.layout.drawing import MM, Drawing, Rule, Text
from core.layout.grid import Grid
from core.layout.package import Choice, compose, grid_title
from core.layout.pages import paginate
from tests.layout.golden_drawings import FOLDER, dumps
from tests.support_paper import all_grids, packages, stuffed_grids
from tests.support_places import HAIR, inside, length, places

GOLDEN = dict(dumps())


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_drawing_is_as_agreed(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == GOLDEN[name]


def test_no_golden_drawing_is_left_over() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == set(GOLDEN)


def assert_inside(grid: Grid) -> None:
    """Nothing outside the margins; every text in a cell that shows it."""
    for plan in paginate(grid):
        drawing = draw(grid, plan)
        side = (drawing.width - grid.width * MM) / 2
        edge = plan.margin * MM
        for item in drawing.items:
            if isinstance(item, Rule):
                assert side - HAIR <= item.x1 <= item.x2 <= drawing.width - side + HAIR
                assert edge - HAIR <= item.y1 <= item.y2 <= drawing.height - edge + HAIR
        found = places(grid, plan)
        for item in drawing.items:
            if isinstance(item, Text):
                assert any(
                    inside(item, box) and any(item.text.strip() in n.text for n in piece.lines)
                    for piece, box in found
                ), item


@pytest.mark.parametrize(("name", "grid"), all_grids(), ids=[name for name, _ in all_grids()])
def test_every_text_is_in_its_cell(name: str, grid: Grid) -> None:
    assert_inside(grid)


def test_far_too_much_text_is_in_its_cells() -> None:
    for name, grid in stuffed_grids(rows=4):
        if name.startswith(("national", "hunan-zhijiang")):
            assert_inside(grid)


def test_running_text_is_justified_and_its_last_line_is_not() -> None:
    grid = dict(all_grids())["hengyang-2021-基础数据表"]
    texts = [item for item in draw(grid, paginate(grid)[0]).items if isinstance(item, Text)]
    prose = [text for text in texts if text.spread]
    assert prose and all(0 < text.spread <= text.size * MOST_SPREAD for text in prose)
    assert len({round(text.x + length(text)) for text in prose if text.x > 200}) == 1
    assert not [text for text in prose if text.text.endswith("人数。")]


# ---------------------------------------------------------------- the package


def texts_of(drawing: Drawing) -> str:
    return "\n".join(item.text for item in drawing.items if isinstance(item, Text))


def package(choice: Choice, name: str = "zhijiang-2023") -> tuple[Drawing, ...]:
    document = dict(packages())[name]
    return compose(document.pack, document.snapshot, choice)


def numbers(drawings: tuple[Drawing, ...]) -> list[int]:
    """The page numbers as printed, 0 where there is none."""
    found = []
    for drawing in drawings:
        texts = [i.text for i in drawing.items if isinstance(i, Text) and i.text.startswith("— ")]
        found.append(int(texts[0].strip("— ")) if texts else 0)
    return found


def test_the_contents_name_every_form_and_its_page() -> None:
    drawings = package(Choice(cover=True, contents=True, numbered=True))
    assert [drawing.label for drawing in drawings[:2]] == ["封面", "目录"]
    assert numbers(drawings)[:4] == [0, 0, 1, 2]
    assert numbers(drawings)[2:] == list(range(1, len(drawings) - 1))
    starts = {d.label: n for d, n in zip(drawings, numbers(drawings), strict=True) if d.label}
    lines = texts_of(drawings[1]).split("\n")
    assert len(starts) == 2 + 16  # 芷江 prints four forms and twelve project forms
    for label, number in starts.items():
        if number:
            at = lines.index(label)
            assert lines[at + 2] == str(number)


def test_one_form_keeps_the_number_it_has_in_the_package() -> None:
    whole = package(Choice(numbered=True))
    at = [drawing.label for drawing in whole].index("附件3　部门整体支出绩效自评表")
    alone = package(Choice(forms=("整体自评表",), numbered=True))
    assert numbers(alone)[0] == at + 1
    assert numbers(package(Choice(forms=("整体自评表",)))) == [0] * len(alone)


def test_signature_pages_only() -> None:
    drawings = package(Choice(signature_only=True, cover=True, numbered=True))
    assert drawings and all("单位负责人签字" in texts_of(d).replace(" ", "") for d in drawings)


def test_double_sided_every_form_begins_on_a_front() -> None:
    drawings = package(Choice(cover=True, contents=True, double_sided=True, numbered=True))
    for place, drawing in enumerate(drawings, 1):
        if drawing.label:
            assert place % 2 == 1, drawing.label
    shown = [n for n in numbers(drawings) if n]
    assert shown == sorted(shown) and shown[0] == 1


def test_numbers_stand_at_the_outer_edge_also_beside_a_turned_table() -> None:
    drawings = package(Choice(numbered=True))
    for drawing, number in zip(drawings, numbers(drawings), strict=True):
        text = next(i for i in drawing.items if isinstance(i, Text) and i.text == f"— {number} —")
        along = text.y if drawing.landscape else text.x
        across = drawing.height if drawing.landscape else drawing.width
        assert text.turn == (-90.0 if drawing.landscape else 0.0)
        if number % 2:
            assert along + length(text) == pytest.approx(across - 26 * MM - 14)
        else:
            assert along == pytest.approx(28 * MM + 14)


def test_a_draft_says_so_on_every_page_under_everything() -> None:
    for drawing in package(Choice(cover=True, contents=True, draft=True)):
        first = drawing.items[0]
        assert isinstance(first, Text) and first.text == "草稿" and first.grey > 0.5


def test_a_form_that_is_only_on_screen_is_printed_only_when_asked_for() -> None:
    assert not any("补充数据" in drawing.label for drawing in package(Choice()))
    (drawing,) = package(Choice(forms=("补充数据",)))
    assert drawing.label


def test_copies_are_told_apart_by_their_project() -> None:
    titles = [grid_title(g) for n, g in all_grids() if n.startswith("national-2024-项目")]
    assert len(titles) == len(set(titles)) > 1
