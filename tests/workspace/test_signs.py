"""What cells show besides their text: computed, different, with findings."""

from __future__ import annotations

from core.facts.model import Ref
from core.layout.grid import Cell
from core.workspace.open_report import OpenReport, Sheet
from core.workspace.signs import Sign, Signs
from tests.support_ui import sample_session

BASE = Sheet("基础数据表")


def shown(report: OpenReport, sheet: Sheet, ref: Ref) -> tuple[Cell, Sign, str]:
    signs = Signs(report.pack)
    grid = report.grid(sheet)
    cell = next(c for c in grid.cells if c.ref == ref)
    sign = signs.of(report.snapshot, grid, report.audit)[cell.row, cell.col]
    return cell, sign, signs.tip(report.snapshot, cell, sign)


def test_a_computed_cell_tells_its_formula_with_the_numbers() -> None:
    _, sign, tip = shown(sample_session().report, BASE, Ref("三公经费", "决算"))
    assert sign.computed and sign.open and not sign.differs
    assert "0 + 0 + 5.59" in tip


def test_typing_over_a_computed_cell_is_marked_until_it_is_cleared() -> None:
    report = sample_session().report
    ref = Ref("三公经费", "决算")
    cell, _, _ = shown(report, BASE, ref)
    report.type_in(cell, "6.00")
    cell, sign, tip = shown(report, BASE, ref)
    assert "公式" in sign.differs and sign.differs in tip
    assert sign.findings and sign.findings[0].message in tip
    report.type_in(cell, "")
    assert not shown(report, BASE, ref)[1].differs


def test_a_cell_that_follows_another_form_is_marked_when_it_differs() -> None:
    report = sample_session().report
    signs = Signs(report.pack)
    for sheet in report.sheets():
        grid = report.grid(sheet)
        cell = next(
            (c for c in grid.cells if c.ref and c.placement and not c.home and c.text), None
        )
        if cell is not None:
            break
    assert cell is not None and cell.placement is not None
    report.type_in(cell, "9" + cell.text)
    grid = report.grid(sheet)
    sign = signs.of(report.snapshot, grid, report.audit)[cell.row, cell.col]
    assert "前面表上" in sign.differs


def test_the_heaviest_finding_comes_first_and_fresh_ones_are_told() -> None:
    report = sample_session().report
    grid = report.grid(Sheet("整体自评表"))
    signs = Signs(report.pack)
    every = signs.of(report.snapshot, grid, report.audit)
    several = [sign for sign in every.values() if len(sign.findings) > 1]
    order = ["错误", "需说明", "提示"]
    for sign in several:
        own = [f for f in sign.findings if not f.folded_under and not f.explained]
        ranks = [order.index(f.severity.value) for f in own]
        assert ranks == sorted(ranks)
    assert several and not any(sign.fresh for sign in every.values())
    keys = frozenset(finding.key for finding in report.audit.findings)
    marked = signs.of(report.snapshot, grid, report.audit, keys)
    assert {at for at, s in marked.items() if s.fresh} == {
        at for at, s in every.items() if s.findings
    }
