"""Many cells at once: the one edit that typing into several cells is."""

from __future__ import annotations

from collections.abc import Iterable

from core.facts.edits import Edit, Together
from core.facts.model import Ref, Snapshot
from core.layout.grid import Cell
from core.workspace.open_report import OpenReport
from core.workspace.typing_in import edit_for, is_open, parts_edit


def edits_for(snapshot: Snapshot, typed: Iterable[tuple[Cell, str]]) -> list[Edit]:
    """One edit per fact; the cells of one target go together."""
    edits: list[Edit | None] = []
    parts: dict[Ref, dict[str, str]] = {}
    for cell, text in typed:
        assert cell.ref is not None
        if cell.part:
            parts.setdefault(cell.ref, {})[cell.part] = text
        else:
            edits.append(edit_for(snapshot, cell, text))
    edits += [parts_edit(snapshot, ref, texts) for ref, texts in parts.items()]
    return [edit for edit in edits if edit is not None]


def clearing(report: OpenReport, cells: Iterable[Cell | None], label: str) -> Together | None:
    """Empty the cells in which something may be typed; None when that changes nothing."""
    state = report.snapshot
    found = [cell for cell in cells if cell is not None and is_open(report.pack, state, cell)]
    edits = edits_for(state, [(cell, "") for cell in found])
    return Together(tuple(edits), label) if edits else None
