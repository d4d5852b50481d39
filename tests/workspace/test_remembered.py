"""What is remembered of findings is what would be found out anew, over random edits and undos."""

from __future__ import annotations

import random

from core.errors import ZipingtongError
from core.facts.edits import AddRow, RemoveRow, SetValue
from core.forms.library import Library
from core.layout.grid import Cell
from core.paths import resources
from core.storage.datafile import load
from core.workspace.open_report import OpenReport, Update
from core.workspace.project_list import ProjectList, repeated_tables
from core.workspace.saving import Saver
from core.workspace.signs import Signs
from core.workspace.typing_in import is_open

SAMPLE = "zhijiang-2023.json"
EDITS = 60
TEXTS = ("", "0", "12.5", "无", "≥95%", "一百")


def test_remembered_is_found_anew() -> None:
    loaded = load(resources() / "samples" / SAMPLE, Library())
    report = OpenReport(loaded.document, Saver(None))
    report.audit_all()
    chance = random.Random(7)
    table = repeated_tables(report.pack)[0]
    signs, projects = Signs(report.pack), ProjectList(report.pack, table)
    projects.look(report)
    told = 0
    for _ in range(EDITS):
        update = _edited(report, chance, table)
        if update is None:
            continue
        sheet = chance.choice(report.sheets())
        grid = report.grid(sheet)
        kept = signs.of(report.snapshot, grid, update.report)
        assert kept == Signs(report.pack).of(report.snapshot, grid, update.report)
        listed = projects.look(report, [update.change])
        assert listed == ProjectList(report.pack, table).look(report)
        told += sum(bool(sign.findings) for sign in kept.values())
    assert told, "some sign must have told of a finding"


def _edited(report: OpenReport, chance: random.Random, table: str) -> Update | None:
    """A text in any cell, a row more or less, or a step back."""
    rows = report.snapshot.siblings(table)
    try:
        match chance.randrange(6):
            case 0:
                return report.undo()
            case 1:
                return report.apply(AddRow(table))
            case 2 if rows:
                return report.apply(RemoveRow(chance.choice(rows)))
            case _:
                cells = report.grid(chance.choice(report.sheets())).cells
                return _typed(report, chance, cells)
    except ZipingtongError:
        return None  # not possible just now


def _typed(report: OpenReport, chance: random.Random, cells: tuple[Cell, ...]) -> Update | None:
    open_ = [c for c in cells if c.ref is not None and is_open(report.pack, report.snapshot, c)]
    if not open_:
        return None
    ref = chance.choice(open_).ref
    return report.apply(SetValue(ref, chance.choice(TEXTS))) if ref is not None else None
