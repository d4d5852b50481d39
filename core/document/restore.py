"""Restore: a snapshot from what was kept of it: texts, rows and merged cells, nothing computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.document.document import recompute_all
from core.document.draft import Draft
from core.facts.edits import GroupChange, PrintedChange, RowChange, SettingChange, ValueChange
from core.facts.model import (
    Chapter,
    Explained,
    Explanation,
    Group,
    Placement,
    Ref,
    Row,
    Siblings,
    Snapshot,
)
from core.forms.pack import Pack


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that cannot be computed again."""

    year: int
    settings: Iterable[tuple[str, str]]
    rows: dict[str, Row]
    order: dict[Siblings, tuple[str, ...]]
    groups: Iterable[Group]
    values: Iterable[tuple[Ref, str]]
    printed: Iterable[tuple[Placement, str]]
    explanations: dict[Explained, Explanation]
    report: tuple[Chapter, ...]


def restore(pack: Pack, kept: Kept) -> Snapshot:
    """The snapshot as it was, recomputed by the pack it was filled with."""
    draft = Draft(Snapshot(pack=pack.id, year=kept.year, explanations=kept.explanations), pack)
    draft.report = kept.report
    for name, raw in kept.settings:
        draft.do(SettingChange(name, None, raw))
    for ids in kept.order.values():
        for at, row in enumerate(ids):
            draft.do(RowChange(None, kept.rows[row], at))
    for group in kept.groups:
        draft.do(GroupChange(None, group))
    for ref, raw in kept.values:
        draft.do(ValueChange(ref, None, raw))
    for place, raw in kept.printed:
        draft.do(PrintedChange(place, None, raw))
    return recompute_all(pack, draft.freeze())
