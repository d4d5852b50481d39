"""An open report: edits and their audit, an open editor's trial, reading only."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ZipingtongError
from core.facts.edits import AddRow, SetValue
from core.facts.model import Ref
from core.layout.grid import Cell
from core.paths import resources
from core.prose.audit import Auditor
from core.workspace.open_report import OpenReport, Sheet
from tests.support_store import AMOUNT, step, workspace_in

SAMPLE = resources() / "samples" / "hengyang-2021.json"


def _cell(report: OpenReport, ref: Ref) -> Cell:
    for sheet in report.sheets():
        for cell in report.grid(sheet).cells:
            if cell.ref == ref and cell.home:
                return cell
    raise AssertionError(ref)


def _audit_is_true(report: OpenReport) -> None:
    """What stands there after steps is what a full audit says."""
    assert report.audit == Auditor(report.pack, report.filling).full(report.snapshot)


def test_the_audit_follows_edits_trials_and_undo(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.adopt(SAMPLE)[0])
        report.audit_all()
        cell = _cell(report, Ref("三公经费", "年初预算"))
        mended = report.try_text(cell, "10.77")
        assert mended.gone and not mended.fresh
        assert report.snapshot.value(Ref("三公经费", "年初预算")).raw == "1.08"
        _audit_is_true(report)
        assert report.drop_text().report == report.audit
        worse = report.try_text(cell, "99")
        assert worse.fresh
        report.type_in(cell, "10.77")
        _audit_is_true(report)
        assert report.snapshot.value(Ref("三公经费", "年初预算")).raw == "10.77"
        report.undo()
        _audit_is_true(report)
        report.set_filling(False)
        _audit_is_true(report)


def test_a_trial_changes_nothing_and_uses_no_id(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.adopt(SAMPLE)[0])
        before, serial = report.snapshot, report.document.last_serial
        report.try_text(_cell(report, AMOUNT), "77")
        assert report.snapshot is before and report.document.last_serial == serial
        assert report.type_in(_cell(report, AMOUNT), report.snapshot.value(AMOUNT).raw) is None
        assert not report.document.history.undo_label


def test_an_edit_that_cannot_be_done_is_not_saved(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.adopt(SAMPLE)[0])
        with pytest.raises(ZipingtongError):
            report.apply(SetValue(Ref("没有的指标"), "1"))
        with pytest.raises(ZipingtongError):
            report.apply(AddRow("绩效指标", "r99999"))
        assert report.saving.safe and not workspace.store.steps(1)


def test_the_sheet_of_every_cell_shows_it(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.adopt(resources() / "samples" / "zhijiang-2023.json")[0])
        sheets = report.sheets()
        assert len({sheet.copy for sheet in sheets}) > 2  # a form per project
        for sheet in sheets:
            for cell in report.grid(sheet).cells:
                if cell.placement is not None:
                    assert report.sheet_of(cell.placement) == sheet
        assert report.grid(Sheet(sheets[0].form, sheets[0].copy)) == report.grid(sheets[0])


def test_an_explanation_is_kept_with_the_values_it_explains(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.adopt(SAMPLE)[0])
        report.audit_all()
        finding = next(f for f in report.audit.findings if f.severity.word == "warning")
        report.explain(finding, "年中追加了人员经费，已经县财政局批复。")
        assert any(f.explained for f in report.audit.findings)
        step(report, "1")
        report.undo()
    with workspace_in(tmp_path) as workspace:
        again = workspace.open(1)
        again.audit_all()
        assert again.audit.findings == report.audit.findings
        assert again.undo() and not again.snapshot.explanations


def test_a_number_given_to_a_row_that_was_undone_is_not_given_again(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.create("某局", 2024, "small"))
        before = set(report.snapshot.rows)
        report.apply(AddRow("项目"))
        first = set(report.snapshot.rows) - before
        report.undo()
    with workspace_in(tmp_path) as workspace:
        again = workspace.open(1)
        again.apply(AddRow("项目"))
        assert first and not first & set(again.snapshot.rows)


def test_a_new_step_after_undo_leaves_nothing_to_redo_after_a_restart(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.create("某局", 2024, "hunan-taojiang"))
        step(report, "1")
        report.undo()
        step(report, "2")
    with workspace_in(tmp_path) as workspace:
        again = workspace.open(1)
        assert again.redo() is None
        assert again.undo() and again.snapshot.value(AMOUNT).is_blank
        assert again.redo() and again.snapshot.value(AMOUNT).raw == "2"
        assert again.undo() and again.undo() is None
