"""Typing in: which edit a text typed into a cell of a form is, and what its editor starts with."""

from __future__ import annotations

from collections.abc import Mapping

from core.calc.view import part_of
from core.facts.edits import Edit, SetPrinted, SetValue
from core.facts.model import Placement, Ref, Snapshot
from core.facts.reading import join_target, target_parts
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.schema import TARGET_PARTS
from core.layout.grid import Cell


def is_open(pack: Pack, snapshot: Snapshot, cell: Cell) -> bool:
    """May something be typed there? Labels, and the county's own printed texts, may not be changed.

    A computed cell may: a clerk who must print another figure types it, and is told.
    """
    if cell.ref is None or cell.placement is None or cell.kind is Kind.LINK:
        return False
    path = snapshot.path_of(cell.ref.holder)
    if not path:
        return True
    table = pack.table(path)
    return not table.is_fixed or cell.ref.name in table.input


def typed(snapshot: Snapshot, cell: Cell) -> str:
    """What an editor opened on the cell starts with: the text as it was typed, else as shown."""
    assert cell.ref is not None and cell.placement is not None
    own = snapshot.printed.get(cell.placement)
    value = own if own is not None else snapshot.value(cell.ref)
    if cell.part:
        return part_of(value, cell.part).raw
    if value.raw:
        return value.raw
    shown = cell.text.removeprefix(cell.before)
    return shown.removesuffix(cell.after)


def edit_for(snapshot: Snapshot, cell: Cell, text: str) -> Edit | None:
    """The edit that typing a text into a cell is; None when it changes nothing.

    A cell that follows another takes a text of its own only when the two differ; while its
    home is still blank, the text goes there, and every place shows it.
    """
    assert cell.ref is not None and cell.placement is not None
    if text == typed(snapshot, cell):
        return None
    if cell.part:
        return parts_edit(snapshot, cell.ref, {cell.part: text})
    if cell.home:
        return SetValue(cell.ref, text)
    return _following(snapshot, cell.ref, cell.placement, text)


def _following(snapshot: Snapshot, ref: Ref, place: Placement, text: str) -> Edit | None:
    own = snapshot.printed.get(place)
    home = snapshot.value(ref)
    if home.is_blank and own is None:
        return SetValue(ref, text)
    if not text.strip() or text.strip() == home.raw.strip():
        return SetPrinted(place, None) if own is not None else None
    return SetPrinted(place, text)


def parts_edit(snapshot: Snapshot, ref: Ref, texts: Mapping[str, str]) -> Edit | None:
    """性质, 值 and 单位 of a target are cells of one fact: one edit for those that were typed."""
    before = dict(zip(TARGET_PARTS, target_parts(snapshot.value(ref)), strict=True))
    parts = before | dict(texts)
    if parts == before:
        return None
    return SetValue(ref, join_target(*(parts[part] for part in TARGET_PARTS)))
