"""The list of 审核说明: what was explained, and only as long as it holds."""

from __future__ import annotations

from core.calc.view import merged_fields
from core.checks.desk import Desk
from core.checks.explained import explain
from core.checks.runner import check
from core.document.document import Document
from core.facts.edits import SetValue
from core.forms.library import Library
from core.layout.drawing import Text
from core.layout.notes import explanations_grid
from core.layout.package import Choice, compose
from core.paths import resources
from core.storage.datafile import load


def document() -> Document:
    return load(resources() / "samples" / "hengyang-2021.json", Library()).document


def test_without_explanations_there_is_no_list() -> None:
    paper = document()
    assert explanations_grid(paper.pack, paper.snapshot) is None


def test_what_was_explained_is_listed_and_printed_last() -> None:
    paper = document()
    findings = check(paper.pack, paper.snapshot).findings
    warning = next(f for f in findings if f.severity.value == "需说明" and f.cells)
    desk = Desk(paper.pack, paper.snapshot, merged_fields(paper.snapshot))
    paper.apply(explain(desk, warning, "当年政策调整，已向县财政局报告。"))
    grid = explanations_grid(paper.pack, paper.snapshot)
    assert grid is not None
    texts = [cell.text for cell in grid.cells]
    assert texts[-4:] == ["1", "需说明", warning.message, "当年政策调整，已向县财政局报告。"]
    last = compose(paper.pack, paper.snapshot, Choice(explanations=True))[-1]
    assert last.label == "审核说明"
    printed = "".join(item.text for item in last.items if isinstance(item, Text))
    assert "当年政策调整，已向县财政局报告。" in printed
    paper.apply(SetValue(warning.cells[0].ref, "2022-03-15"))
    assert explanations_grid(paper.pack, paper.snapshot) is None
