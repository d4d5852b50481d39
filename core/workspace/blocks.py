"""Blocks: one edit for many cells of a form: clearing them, filling them downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.facts.edits import Edit, Together
from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell
from core.workspace.typing_in import edit_for, is_open, parts_edit, typed

Rows = Sequence[Sequence[Cell | None]]


def edits_for(snapshot: Snapshot, texts: Iterable[tuple[Cell, str]]) -> list[Edit]:
    """What typing these texts is; 性质, 值 and 单位 of one target become one edit."""
    edits: list[Edit | None] = []
    parts: dict[Ref, dict[str, str]] = {}
    for cell, text in texts:
        assert cell.ref is not None
        if cell.part:
            parts.setdefault(cell.ref, {})[cell.part] = text
        else:
            edits.append(edit_for(snapshot, cell, text))
    edits += [parts_edit(snapshot, ref, given) for ref, given in parts.items()]
    return [edit for edit in edits if edit is not None]


def clear(pack: Pack, snapshot: Snapshot, rows: Rows, label: str = "清除") -> Edit | None:
    """Empty the cells in which something may be typed; None when that changes nothing."""
    cells = [cell for row in rows for cell in row if cell and is_open(pack, snapshot, cell)]
    edits = edits_for(snapshot, ((cell, "") for cell in cells))
    return Together(tuple(edits), label) if edits else None


def fill_down(pack: Pack, snapshot: Snapshot, rows: Rows) -> Edit | None:
    """Give every column of the block the text of its topmost cell."""
    texts: list[tuple[Cell, str]] = []
    for column in zip(*rows, strict=True):
        cells = [cell for cell in column if cell and is_open(pack, snapshot, cell)]
        if len(cells) > 1:
            first = typed(snapshot, cells[0])
            texts += [(cell, first) for cell in cells[1:]]
    edits = edits_for(snapshot, texts)
    return Together(tuple(edits), "向下填充") if edits else None
