"""Choices: the words a cell offers for picking."""

from __future__ import annotations

from core.facts.model import Snapshot
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.settings import Settings
from core.layout.grid import Cell


def choices(pack: Pack, snapshot: Snapshot, cell: Cell) -> tuple[str, ...]:
    """A concept's own words; one without takes those of the scale that has its name (评价等级)."""
    if cell.ref is None or cell.kind is not Kind.CHOICE:
        return ()
    concept = pack.concept(snapshot.path_of(cell.ref.holder), cell.ref.name)
    if concept is not None and concept.choices:
        return concept.choices
    if cell.ref.name not in pack.settings:
        return ()
    scale = Settings(pack.settings, snapshot.settings).scale(cell.ref.name)
    return tuple(word for word, _ in scale)
