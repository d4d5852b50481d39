"""Clearing and filling many cells is one step; parts of a target are joined."""

from __future__ import annotations

from core.facts.edits import SetValue, Together
from core.facts.model import Ref
from core.facts.reading import target_parts
from core.layout.grid import Cell
from core.workspace.blocks import clear, edits_for, fill_down
from core.workspace.choices import choices
from core.workspace.open_report import OpenReport, Sheet
from tests.support_ui import sample_session


def cells_of(report: OpenReport, sheet: Sheet, name: str) -> list[Cell]:
    grid = report.grid(sheet)
    return [cell for cell in grid.cells if cell.ref is not None and cell.ref.name == name]


def test_clearing_leaves_labels_alone_and_is_one_step() -> None:
    report = sample_session().report
    grid = report.grid(Sheet("基础数据表"))
    rows = [[cell] for cell in grid.cells if cell.row in range(6, 12)]
    edit = clear(report.pack, report.snapshot, rows)
    assert isinstance(edit, Together) and edit.label == "清除"
    report.apply(edit)
    held = [cell.ref for [cell] in rows if cell.ref is not None]
    assert held and all(report.snapshot.entered_value(ref).is_blank for ref in held)
    change = report.undo()
    assert change is not None and change.change.label.endswith("清除")
    assert clear(report.pack, report.snapshot, [[grid.cells[0]]]) is None


def test_clearing_all_parts_of_a_target_empties_it() -> None:
    report = sample_session("luxian-2023").report
    values = [c for c in cells_of(report, Sheet("整体自评表"), "年度指标值") if c.part]
    assert values, "泸县 shows targets in three cells"
    ref = next(c.ref for c in values if c.ref and report.snapshot.value(c.ref).raw)
    parts = [c for c in values if c.ref == ref]
    assert {c.part for c in parts} == {"性质", "值", "单位"}
    edit = clear(report.pack, report.snapshot, [parts])
    assert edit == Together((SetValue(ref, ""),), "清除")


def test_parts_typed_together_become_one_edit() -> None:
    report = sample_session("luxian-2023").report
    values = [c for c in cells_of(report, Sheet("整体自评表"), "年度指标值") if c.part]
    ref = next(c.ref for c in values if c.ref and report.snapshot.value(c.ref).raw)
    parts = {c.part: c for c in values if c.ref == ref}
    unit = target_parts(report.snapshot.value(ref))[2]
    edits = edits_for(report.snapshot, [(parts["性质"], "≤"), (parts["值"], "12")])
    assert len(edits) == 1
    report.apply(Together(tuple(edits), "粘贴"))
    assert target_parts(report.snapshot.value(ref)) == ("≤", "12", unit)


def test_filling_down_gives_every_column_its_top_text() -> None:
    report = sample_session().report
    ids = report.snapshot.siblings("绩效指标")[:3]
    columns = [
        [c for c in cells_of(report, Sheet("整体自评表"), name) if c.ref and c.ref.holder in ids]
        for name in ("三级指标", "分值")
    ]
    top = [report.snapshot.value(Ref(name, "", ids[0])).raw for name in ("三级指标", "分值")]
    edit = fill_down(report.pack, report.snapshot, list(zip(*columns, strict=True)))
    assert isinstance(edit, Together) and edit.label == "向下填充"
    report.apply(edit)
    for row in ids:
        now = [report.snapshot.value(Ref(name, "", row)).raw for name in ("三级指标", "分值")]
        assert now == top
    assert fill_down(report.pack, report.snapshot, [[columns[0][0]]]) is None


def test_a_choice_without_words_takes_those_of_its_scale() -> None:
    report = sample_session("tongyong-2024").report
    found = {
        words
        for sheet in report.sheets()
        for cell in cells_of(report, sheet, "评价等级")
        if (words := choices(report.pack, report.snapshot, cell))
    }
    assert found == {("优", "良", "中", "差")}
    title = report.grid(report.sheets()[0]).cells[0]
    assert choices(report.pack, report.snapshot, title) == ()
