"""Grids: no holes, no overlaps, rows high enough, the right cells editable."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.document.document import Document
from core.facts.edits import AddRow, SetPrinted, SetValue
from core.facts.model import Placement, Ref
from core.forms.library import Library
from core.forms.pack import Pack
from core.forms.schema import Form
from core.layout.build import build, build_all, split_lattice
from core.layout.grid import Cell, Grid, Role
from core.layout.measure import line_count, text_height
from tests.support import pack_of

PACKS = [*Library().names(), "small", "hubei-style", "hebei-style"]


def assert_tiled(grid: Grid) -> None:
    """Every lattice cell of the form belongs to exactly one visible cell."""
    taken: dict[tuple[int, int], Cell] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for col in range(cell.col, cell.col + cell.cols):
                assert (row, col) not in taken, (cell.text, taken[row, col].text)
                taken[row, col] = cell
    assert len(taken) == len(grid.heights) * len(grid.lattice)


@pytest.mark.parametrize("name", PACKS)
def test_every_blank_form_is_tiled(name: str) -> None:
    pack = pack_of(name)
    for grid in build_all(pack, Document.specimen(pack).snapshot):
        assert_tiled(grid)
        assert grid.width == sum(grid.lattice) <= (277 if grid.landscape else 190)
        for cell in grid.cells:
            if cell.framed and cell.text:
                high = sum(grid.heights[cell.row : cell.row + cell.rows])
                assert high + 1e-6 >= text_height(cell.text, grid.span_width(cell), grid.size)


@pytest.mark.parametrize("name", PACKS)
def test_every_shown_fact_has_its_cell_and_one_home(name: str) -> None:
    pack = pack_of(name)
    snapshot = Document.specimen(pack).snapshot
    homes: dict[tuple[str, str, str], set[str]] = {}
    shown: set[tuple[str, str, str]] = set()
    for grid in build_all(pack, snapshot):
        for cell in grid.cells:
            if cell.ref is None:
                continue
            node = (snapshot.path_of(cell.ref.holder), cell.ref.name, cell.ref.aspect)
            shown.add(node)
            assert cell.placement is not None and cell.placement.ref == cell.ref
            if cell.home:
                homes.setdefault(node, set()).add(grid.form)
    tables_without_rows = {path for path in pack.paths() if path not in {n[0] for n in shown}}
    for node, forms in pack.places.items():
        if node[0] in tables_without_rows:
            continue
        assert node in shown or _only_in_a_template(pack, node)
        if node in homes:
            assert homes[node] == {forms[0]}


def _only_in_a_template(pack: Pack, node: tuple[str, str, str]) -> bool:
    """A fact that is printed inside a longer text has no cell of its own there."""
    return any(
        node == (p.path, p.name, p.aspect)
        for form in pack.forms
        for template in (*form.title, *form.head, *form.sign, *form.notes)
        for p in template.patterns
    ) or any(
        node == (p.path, p.name, p.aspect)
        for form in pack.forms
        for block in form.blocks
        for column in block.columns
        for p in column.cell.text.patterns
    )


def cell_of(grid: Grid, name: str, aspect: str = "") -> Cell:
    return next(c for c in grid.cells if c.ref and c.ref[:2] == (name, aspect))


def test_a_repeating_line_has_one_line_per_row() -> None:
    pack = pack_of("small")
    document = Document.blank(pack, 2023, "某局")
    form = pack.form("基础表")
    assert form is not None
    before = build(pack, document.snapshot, form)
    assert any(cell.text == "（一个项目一行）" for cell in before.cells)
    for name in ("甲项目", "乙项目"):
        document.apply(AddRow("项目清单", cells={"项目名称": name, "支出@决算": "3.50"}))
    after = build(pack, document.snapshot, form)
    assert len(after.heights) == len(before.heights) + 1
    texts = [cell.text for cell in after.cells]
    assert "1、甲项目" in texts and "2、乙项目" in texts and "（一个项目一行）" not in texts
    label = next(cell for cell in after.cells if cell.text == "2、乙项目")
    assert label.ref is not None and label.ref.name == "项目名称" and label.before == "2、"
    assert_tiled(after)


def test_merged_cells_follow_the_groups() -> None:
    pack = pack_of("small")
    document = Document.blank(pack, 2023)
    form = pack.form("自评表")
    assert form is not None
    grid = build(pack, document.snapshot, form)
    top = cell_of(grid, "一级指标")
    assert top.rows == 2 and top.text == "产出指标（50分）"
    assert cell_of(grid, "分值").rows == 2
    document.apply(AddRow("绩效指标", at=1))
    grid = build(pack, document.snapshot, form)
    assert cell_of(grid, "一级指标").rows == 3
    assert cell_of(grid, "二级指标").rows == 2
    assert_tiled(grid)


def test_another_placement_follows_its_home_or_shows_its_own() -> None:
    pack = pack_of("small")
    document = Document.blank(pack, 2023)
    form = pack.form("自评表")
    assert form is not None
    ref = Ref("三公经费", "决算")
    document.apply(SetValue(ref, "2.85"))
    cell = cell_of(build(pack, document.snapshot, form), "三公经费", "决算")
    assert (cell.text, cell.home) == ("2.85", False)
    place = Placement("自评表", ref)
    document.apply(SetPrinted(place, ""))
    assert cell_of(build(pack, document.snapshot, form), "三公经费", "决算").text == ""
    document.apply(SetPrinted(place, "2.58"))
    assert cell_of(build(pack, document.snapshot, form), "三公经费", "决算").text == "2.58"
    document.apply(SetPrinted(place, None))
    assert cell_of(build(pack, document.snapshot, form), "三公经费", "决算").text == "2.85"


def test_labels_shift_with_the_year() -> None:
    pack = pack_of("small")
    document = Document.blank(pack, 2026)
    form = pack.form("基础表")
    assert form is not None
    texts = {cell.text for cell in build(pack, document.snapshot, form).cells}
    assert {"2026年度基础表", "2025年决算数", "2026年预算数", "2026年决算数"} <= texts


def test_a_form_per_row_shows_that_rows_facts() -> None:
    pack = pack_of("small")
    document = Document.blank(pack, 2023, "某局")
    assert not [g for g in build_all(pack, document.snapshot) if g.form == "项目表"]
    for name in ("甲项目", "乙项目"):
        document.apply(AddRow("项目", cells={"项目名称": name}))
    grids = [g for g in build_all(pack, document.snapshot) if g.form == "项目表"]
    assert [g.name for g in grids] == ["项目表1", "项目表2"]
    assert [cell_of(g, "项目名称").text for g in grids] == ["甲项目", "乙项目"]
    assert all(cell_of(g, "单位名称").text == "某局" for g in grids)
    first = document.snapshot.siblings("项目")[0]
    own = set(document.snapshot.siblings("资金来源", first))
    sources = [c.ref.holder for c in grids[0].cells if c.ref and c.ref.name == "来源"]
    assert set(sources) == own


def test_sign_line_has_room_for_what_it_holds() -> None:
    assert split_lattice((40, 40, 40, 40), [10.0, 10.0]) == [0, 2]
    assert split_lattice((40, 40, 40, 40), [90.0, 10.0]) == [0, 3]
    assert split_lattice((10, 10, 10), [1.0, 1.0, 1.0]) == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("五个全角字", 1),
        ("五个全角字多", 2),
        ("一\n二", 2),
        ("五个全角字。", 2),
        ("a" * 8, 1),
        ("a" * 10, 2),
    ],
)
def test_lines_break_at_whole_characters(text: str, lines: int) -> None:
    width = 5 * 10.5 * 25.4 / 72 + 1.7
    assert line_count(text, width, 10.5) == lines


def test_title_and_signature_cells_have_no_frame() -> None:
    pack = pack_of("small")
    form = pack.form("自评表")
    assert form is not None
    grid = build(pack, Document.blank(pack, 2023).snapshot, form)
    for cell in grid.cells:
        inside = grid.framed[0] <= cell.row <= grid.framed[1]
        assert cell.framed is inside
        assert (cell.role in (Role.LABEL, Role.FACT)) is inside


def test_the_seal_has_its_room_where_it_is_named_else_at_the_signatures() -> None:
    pack = Library().pack("hunan-hengyangxian")
    form = next(form for form in pack.forms if form.id == "整体自评表")
    form = replace(form, seal=Decimal(40))
    snapshot = Document.blank(pack, 2021, "某局").snapshot

    def high(form: Form, role: Role) -> float:
        grid = build(pack, snapshot, form)
        return grid.heights[next(cell.row for cell in grid.cells if cell.role is role)]

    assert high(form, Role.HEAD) == 40
    assert high(form, Role.SIGN) == high(replace(form, seal=Decimal(0)), Role.SIGN) < 10
    unnamed = replace(form, head=form.head[1:])
    assert high(unnamed, Role.SIGN) == 40 and high(unnamed, Role.HEAD) < 10
