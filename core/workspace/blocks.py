"""Blocks: one edit for many cells of a form: clearing them, filling them downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.facts.edits import Edit, SetValue, Together
from core.facts.model import Ref, Snapshot
from core.facts.reading import join_target, target_parts
from core.forms.pack import Pack
from core.forms.schema import TARGET_PARTS
from core.layout.grid import Cell
from core.workspace.typing_in import edit_for, is_open, typed

Rows = Sequence[Sequence[Cell | None]]


def edits_for(snapshot: Snapshot, texts: Iterable[tuple[Cell, str]]) -> tuple[Edit, ...]:
    """What typing these texts is; 性质, 值 and 单位 of one target become one edit."""
    edits: list[Edit] = []
    parts: dict[Ref, dict[str, str]] = {}
    for cell, text in texts:
        if cell.part and cell.ref is not None:
            if cell.ref not in parts:
                now = target_parts(snapshot.value(cell.ref))
                parts[cell.ref] = dict(zip(TARGET_PARTS, now, strict=True))
            parts[cell.ref][cell.part] = text
        elif (edit := edit_for(snapshot, cell, text)) is not None:
            edits.append(edit)
    for ref, given in parts.items():
        joined = join_target(*(given[part] for part in TARGET_PARTS))
        if joined != join_target(*target_parts(snapshot.value(ref))):
            edits.append(SetValue(ref, joined))
    return tuple(edits)


def clear(pack: Pack, snapshot: Snapshot, rows: Rows) -> Edit | None:
    """Empty the cells in which something may be typed; None when that changes nothing."""
    cells = [cell for row in rows for cell in row if cell and is_open(pack, snapshot, cell)]
    edits = edits_for(snapshot, ((cell, "") for cell in cells))
    return Together(edits, "清除") if edits else None


def fill_down(pack: Pack, snapshot: Snapshot, rows: Rows) -> Edit | None:
    """Give every column of the block the text of its topmost cell."""
    texts: list[tuple[Cell, str]] = []
    for column in zip(*rows, strict=True):
        cells = [cell for cell in column if cell and is_open(pack, snapshot, cell)]
        if len(cells) > 1:
            first = typed(snapshot, cells[0])
            texts += [(cell, first) for cell in cells[1:]]
    edits = edits_for(snapshot, texts)
    return Together(edits, "向下填充") if edits else None
