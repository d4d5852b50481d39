"""Restore: a snapshot from what was kept of it: texts, rows and merged cells, nothing computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from core.document.document import recompute_all
from core.document.draft import Draft
from core.facts.model import (
    Chapter,
    Explained,
    Explanation,
    Group,
    Key,
    Placement,
    Ref,
    Row,
    Siblings,
    Snapshot,
)
from core.facts.values import Value
from core.forms.pack import Pack


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that cannot be computed again."""

    year: int
    settings: Iterable[tuple[str, str]]
    rows: dict[str, Row]
    order: dict[Siblings, tuple[str, ...]]
    groups: tuple[Group, ...]
    values: Iterable[tuple[Ref, str]]
    printed: Iterable[tuple[Placement, str]]
    explanations: dict[Explained, Explanation]
    report: tuple[Chapter, ...]


def restore(pack: Pack, kept: Kept) -> Snapshot:
    """The snapshot as it was, recomputed by the pack it was filled with."""
    bare = Snapshot(
        pack=pack.id,
        year=kept.year,
        settings=dict(kept.settings),
        rows=kept.rows,
        order=kept.order,
        groups={group.id: group for group in kept.groups},
        cover={(row, group.field): group.id for group in kept.groups for row in group.rows},
        explanations=kept.explanations,
        report=kept.report,
    )
    read = _reader(bare, pack)
    entered: dict[str, dict[Key, Value]] = {}
    for ref, raw in kept.values:
        entered.setdefault(ref.holder, {})[Key(ref.name, ref.aspect)] = read(ref, raw)
    printed = {place: read(place.ref, raw) for place, raw in kept.printed}
    return recompute_all(pack, replace(bare, entered=entered, printed=printed))


def _reader(bare: Snapshot, pack: Pack) -> Callable[[Ref, str], Value]:
    """Reads texts; one that stands in the same column again (万元, 100%) is read once."""
    draft = Draft(bare, pack)
    known: dict[tuple[str, str, str], Value] = {}

    def read(ref: Ref, raw: str) -> Value:
        key = (bare.path_of(ref.holder), ref.name, raw)
        value = known.get(key)
        if value is None:
            value = known[key] = draft.read(ref, raw)
        return value

    return read
