"""Renewal: the grid of a form after an edit, made from the one before where only figures differ.

An edit changes a handful of the hundreds of cells of a form; laying all of them out again is
what one would wait for between Enter and the new figure.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from functools import lru_cache

from core.facts.model import Ref, Snapshot
from core.forms.pack import Pack
from core.forms.schema import CellSpec, Form, Pattern
from core.layout.filling import Filling
from core.layout.grid import Cell, Grid
from core.layout.measure import text_height


def renewed(
    grid: Grid, pack: Pack, snapshot: Snapshot, form: Form, changed: Set[Ref]
) -> Grid | None:
    """The same form with these facts changed and rows as they were; None when it must be built."""
    if any(ref.name in mixed_names(form) for ref in changed):
        return None
    filling = Filling(pack, snapshot, form)
    cells = list(grid.cells)
    for number, cell in enumerate(cells):
        if cell.ref is None or cell.ref not in changed:
            continue
        now = _filled(filling, snapshot, cell)
        if now == cell:
            continue
        if _height(grid, now) != _height(grid, cell):
            return None
        cells[number] = now
    return replace(grid, cells=tuple(cells))


def _filled(filling: Filling, snapshot: Snapshot, cell: Cell) -> Cell:
    assert cell.ref is not None
    path = snapshot.path_of(cell.ref.holder)
    pattern = Pattern(path, cell.ref.name, cell.ref.aspect, cell.part)
    shown = filling.fact_text(pattern, cell.ref, cell.placement)
    return replace(cell, text=f"{cell.before}{shown}{cell.after}")


def _height(grid: Grid, cell: Cell) -> float:
    return text_height(cell.text, grid.span_width(cell), grid.size_of(cell), grid.face_of(cell))


@lru_cache(maxsize=64)
def mixed_names(form: Form) -> frozenset[str]:
    """The facts in texts of the form where nothing is typed, or beside others, or which say how
    wide the cells of their line are."""
    texts = [*form.title, *form.head, *form.sign, *form.notes]
    specs: list[CellSpec] = []
    for block in form.blocks:
        texts += [block.corner] if block.corner is not None else []
        texts += [column.head for column in block.columns]
        specs += [column.cell for column in block.columns]
        specs += [cell for line in block.lines for cell in (*line.cells, *line.when_none)]
        specs += [cell for cells in (*block.above, *block.below) for cell in cells]
    texts += [spec.text for spec in specs if spec.fact is None or len(spec.text.patterns) > 1]
    return frozenset(pattern.name for text in texts for pattern in text.patterns)
