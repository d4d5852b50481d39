"""Which rows the lines of a form are, and what the row commands do to merged cells."""

from __future__ import annotations

from itertools import pairwise

from core.calc.view import holder_of
from core.facts.edits import AddRow, MergeCells, RemoveRow, SetValue, Together
from core.facts.model import UNIT, Ref, Snapshot
from core.layout.grid import Grid
from core.layout.visible import Visible
from core.workspace import lines
from core.workspace.lines import Lines, lines_at
from core.workspace.open_report import OpenReport, Sheet
from tests.support_ui import blank_session, sample_session


def report_of(sample: str = "taojiang-2024") -> OpenReport:
    return sample_session(sample).report


def grid_row(grid: Grid, snapshot: Snapshot, row: str) -> int:
    """The line on which a row of a table stands."""
    return next(c.row for c in grid.cells if c.ref is not None and c.ref.holder == row)


def picked(report: OpenReport, sheet: Sheet, first: str, last: str = "") -> Lines:
    grid = report.grid(sheet)
    top = grid_row(grid, report.snapshot, first)
    end = grid_row(grid, report.snapshot, last or first)
    found = lines_at(report.pack, report.snapshot, grid, top, end)
    assert found is not None
    return found


INDICATORS = Sheet("整体自评表")


def test_every_line_of_every_sample_names_the_row_its_cells_hold() -> None:
    seen = 0
    for name in ("taojiang-2024", "zhijiang-2023", "national-2024", "tongyong-2024"):
        report = report_of(name)
        for sheet in report.sheets():
            grid = report.grid(sheet)
            for cell in grid.cells:
                holder = cell.ref.holder if cell.ref is not None else UNIT
                row = report.snapshot.rows.get(holder)
                if row is None or row.path == (report.pack.form(grid.form) or row).path:
                    continue
                found = lines_at(report.pack, report.snapshot, grid, cell.row)
                if report.pack.table(row.path).is_fixed:
                    assert found is None
                    continue
                assert found is not None and found.rows == (holder,)
                assert (found.path, found.owner) == (row.path, row.owner)
                seen += 1
    assert seen > 300


def test_lines_outside_tables_and_over_two_of_them_are_none() -> None:
    report = report_of()
    grid = report.grid(INDICATORS)
    assert lines_at(report.pack, report.snapshot, grid, 0) is None
    rows = report.snapshot.siblings("绩效指标")
    first = grid_row(grid, report.snapshot, rows[0])
    assert lines_at(report.pack, report.snapshot, grid, 0, first) is None


def test_header_and_total_lines_belong_to_the_table_but_are_no_rows() -> None:
    report = report_of()
    grid = report.grid(INDICATORS)
    band = grid.bands[0]
    found = lines_at(report.pack, report.snapshot, grid, band.first)
    assert found is not None and found.rows == () and found.siblings


def test_a_table_without_rows_offers_its_first_one() -> None:
    report = blank_session("hunan-zhijiang", 2023).report
    for row in list(report.snapshot.siblings("项目清单")):
        report.apply(RemoveRow(row))
    for form in report.pack.forms:
        for number, block in enumerate(form.blocks):
            lists = [line for line in block.lines if line.table == "项目清单"]
            if not lists:
                continue
            grid = report.grid(Sheet(form.id))
            top, end = grid.blocks[number]
            found = [
                one
                for row in range(top, end + 1)
                if (one := lines_at(report.pack, report.snapshot, grid, row)) is not None
            ]
            assert found and found[0].table == "项目清单" and found[0].siblings == ()
            report.apply(lines.insert_below(found[0]))
            assert len(report.snapshot.siblings("项目清单")) == 1
            return
    raise AssertionError("the pack has no list of projects")


def levels(report: OpenReport, row: str) -> list[str]:
    return [
        holder_of(report.snapshot, report.pack, row, level) for level in ("一级指标", "二级指标")
    ]


def test_a_row_above_the_first_of_a_merged_cell_joins_that_cell() -> None:
    report = report_of()
    rows = report.snapshot.siblings("绩效指标")
    starts = [
        row for before, row in pairwise(rows) if levels(report, before)[0] != levels(report, row)[0]
    ]
    assert starts
    for here in (rows[0], starts[0]):
        mine = [report.snapshot.value(Ref(f, "", h)).raw for f, h in _named(report, here)]
        before = report.snapshot.siblings("绩效指标")
        edit = lines.insert_above(report.pack, report.snapshot, picked(report, INDICATORS, here))
        report.apply(edit)
        after = report.snapshot.siblings("绩效指标")
        fresh = next(row for row in after if row not in before)
        assert after.index(fresh) + 1 == after.index(here)
        assert levels(report, fresh) == levels(report, here)
        assert mine == [report.snapshot.value(Ref(f, "", h)).raw for f, h in _named(report, here)]
        report.undo()
        assert report.snapshot.siblings("绩效指标") == before


def _named(report: OpenReport, row: str) -> list[tuple[str, str]]:
    held = levels(report, row)
    return [("一级指标", held[0]), ("二级指标", held[1]), ("三级指标", row), ("分值", row)]


def test_rows_are_added_below_removed_copied_and_moved_as_one_step() -> None:
    report = report_of()
    rows = report.snapshot.siblings("绩效指标")
    three = picked(report, INDICATORS, rows[2], rows[4])
    assert three.rows == rows[2:5] and three.at == 2
    assert lines.insert_below(three) == AddRow("绩效指标", UNIT, 5)

    report.apply(lines.remove(three))
    assert report.snapshot.siblings("绩效指标") == (*rows[:2], *rows[5:])
    report.undo()

    report.apply(lines.copy(three))
    now = report.snapshot.siblings("绩效指标")
    assert len(now) == len(rows) + 3 and now[2] == rows[2] and now[4] == rows[3]
    report.undo()

    for by, want in (
        (-1, (rows[0], *rows[2:5], rows[1], *rows[5:])),
        (1, (*rows[:2], rows[5], *rows[2:5], *rows[6:])),
    ):
        report.apply(lines.move(three, by))
        assert report.snapshot.siblings("绩效指标") == want
        report.undo()
    assert report.snapshot.siblings("绩效指标") == rows


def test_rows_move_only_where_there_is_room() -> None:
    report = report_of()
    rows = report.snapshot.siblings("绩效指标")
    first = picked(report, INDICATORS, rows[0], rows[1])
    last = picked(report, INDICATORS, rows[-1])
    assert not lines.may_move(first, -1) and lines.may_move(first, 1)
    assert lines.may_move(last, -1) and not lines.may_move(last, 1)


def test_merging_takes_several_cells_of_one_column() -> None:
    report = report_of()
    rows = report.snapshot.siblings("绩效指标")
    pair = picked(report, INDICATORS, rows[0], rows[1])
    grid = report.grid(INDICATORS)
    cells = {
        name: [c for c in grid.cells if c.ref in (Ref(name, "", rows[0]), Ref(name, "", rows[1]))]
        for name in ("三级指标", "分值")
    }
    assert lines.merge(pair, cells["分值"]) == MergeCells("分值", rows[:2])
    assert lines.merge(pair, cells["分值"][:1]) is None
    assert lines.merge(pair, cells["分值"] + cells["三级指标"]) is None
    visible = Visible(grid)
    label = visible.at(0, 0)
    assert label is not None and lines.merge(pair, [label]) is None


def test_inserting_is_an_ordinary_edit_that_keeps_typed_values() -> None:
    report = report_of()
    row = report.snapshot.siblings("绩效指标")[0]
    report.apply(SetValue(Ref("分值", "", row), "7"))
    edit = lines.insert_above(report.pack, report.snapshot, picked(report, INDICATORS, row))
    assert isinstance(edit, Together)
    report.apply(edit)
    assert report.snapshot.value(Ref("分值", "", row)).raw == "7"
