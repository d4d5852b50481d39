"""Typing in: which edit a text is, where, and what an editor starts with."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.facts.edits import SetPrinted, SetValue
from core.facts.model import UNIT, Ref
from core.layout.build import build_all
from core.layout.grid import Cell
from core.paths import resources
from core.workspace.open_report import OpenReport
from core.workspace.typing_in import edit_for, is_open, typed
from tests.support_store import workspace_in

SAMPLES = sorted((resources() / "samples").glob("*.json"))
FACT = Ref("项目支出", "决算")


def _open(folder: Path, sample: Path) -> OpenReport:
    with workspace_in(folder) as workspace:
        return workspace.open(workspace.adopt(sample)[0])


def _cells(report: OpenReport) -> list[Cell]:
    return [
        cell
        for grid in build_all(report.pack, report.snapshot)
        for cell in grid.cells
        if is_open(report.pack, report.snapshot, cell)
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_leaving_an_editor_as_it_opened_changes_nothing(tmp_path: Path, sample: Path) -> None:
    report = _open(tmp_path, sample)
    cells = _cells(report)
    assert len(cells) > 50
    for cell in cells:
        assert edit_for(report.snapshot, cell, typed(report.snapshot, cell)) is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_is_typed_is_what_the_editor_starts_with_next(tmp_path: Path, sample: Path) -> None:
    report = _open(tmp_path, sample)
    for cell in _cells(report)[::7]:
        edit = edit_for(report.snapshot, cell, "12.34")
        assert edit is not None
        snapshot, _ = report.document.preview(edit)
        again = next(
            other
            for grid in build_all(report.pack, snapshot)
            for other in grid.cells
            if other.placement == cell.placement and other.part == cell.part
        )
        assert typed(snapshot, again) == "12.34"


def _places(report: OpenReport) -> tuple[Cell, Cell]:
    home, follower = (
        next(c for c in _cells(report) if c.ref == FACT and c.home is wanted)
        for wanted in (True, False)
    )
    return home, follower


def test_a_following_cell_takes_a_text_of_its_own_only_when_it_differs(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        report = workspace.open(workspace.create("某局", 2024, "hunan-taojiang"))
    home, follower = _places(report)
    assert follower.placement is not None
    assert edit_for(report.snapshot, follower, "5") == SetValue(FACT, "5")  # home still blank
    filled, _ = report.document.preview(SetValue(FACT, "5"))
    assert edit_for(filled, follower, "6") == SetPrinted(follower.placement, "6")
    assert edit_for(filled, follower, " 5 ") is None
    assert edit_for(filled, home, "6") == SetValue(FACT, "6")
    report.document.apply(SetValue(FACT, "5"))
    own, _ = report.document.preview(SetPrinted(follower.placement, "6"))
    for text in ("5", ""):
        assert edit_for(own, follower, text) == SetPrinted(follower.placement, None)
    assert edit_for(own, follower, "6") is None


def test_labels_and_the_county_s_own_texts_are_closed(tmp_path: Path) -> None:
    report = _open(tmp_path, resources() / "samples" / "zhijiang-2023.json")
    closed = [
        cell
        for grid in build_all(report.pack, report.snapshot)
        for cell in grid.cells
        if not is_open(report.pack, report.snapshot, cell)
    ]
    assert all(cell.ref is None or cell.ref.holder != UNIT for cell in closed)
    fixed = {cell.ref.name for cell in closed if cell.ref is not None}
    assert fixed and not fixed & {"得分", "单位名称"}
