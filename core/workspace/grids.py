"""Grids: the sheets of an open report as they look, kept while edits leave their shape alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.facts.edits import ChangeSet
from core.facts.model import UNIT, Ref, Snapshot
from core.forms.pack import Pack
from core.layout.build import build
from core.layout.grid import Grid
from core.layout.renewal import renewed

KEPT = 12  # sheets: those of the open tabs


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing to show: a form, or one copy of a form that repeats."""

    form: str
    copy: str = UNIT


@dataclass
class _Kept:
    """A sheet as it looked, and the facts that have changed since."""

    grid: Grid
    changed: set[Ref] = field(default_factory=set)


class Grids:
    """Whoever asks gets the grid of the given snapshot; all edits must be noted."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._kept: dict[Sheet, _Kept] = {}

    def note(self, change: ChangeSet) -> None:
        """An edit was made."""
        if change.structure:
            self._kept.clear()
        for kept in self._kept.values():
            kept.changed |= change.facts

    def grid(self, snapshot: Snapshot, sheet: Sheet) -> Grid:
        """How the sheet looks now."""
        form = self._pack.form(sheet.form)
        assert form is not None
        kept = self._kept.pop(sheet, None)
        grid = kept.grid if kept is not None else None
        if kept is not None and kept.changed:
            grid = renewed(kept.grid, self._pack, snapshot, form, kept.changed)
        if grid is None:
            grid = build(self._pack, snapshot, form, sheet.copy)
        self._kept[sheet] = _Kept(grid)
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]  # the one not asked for the longest
        return grid
