"""Support: what several tests need: packs by name, and what must hold of every snapshot."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from core.calc.view import rows_on
from core.facts.model import UNIT, Snapshot
from core.forms.library import Library, packs_folder
from core.forms.pack import Pack

PACKS = Path(__file__).parent / "packs"


@cache
def pack_of(name: str) -> Pack:
    """A pack of tests/packs, or one of the program's own; it must be without mistakes."""
    library = Library(packs_folder(), PACKS)
    pack = library.check(library.folder(name))
    assert not pack.mistakes, "\n".join(map(str, pack.mistakes))
    return pack


def assert_whole(pack: Pack, snapshot: Snapshot) -> None:
    """Rows, groups and facts fit together; nothing hangs in the air."""
    for (table, owner), ids in snapshot.order.items():
        assert ids and len(set(ids)) == len(ids)
        for row in ids:
            assert snapshot.rows[row].table == table
            assert snapshot.rows[row].owner == owner
            assert owner == UNIT or owner in snapshot.rows
    listed = [row for ids in snapshot.order.values() for row in ids]
    assert sorted(listed) == sorted(snapshot.rows)
    for group in snapshot.groups.values():
        ids = snapshot.siblings(group.table, group.owner)
        places = [ids.index(row) for row in group.rows]
        assert places and all(b == a + 1 for a, b in pairwise(places))
        for row in group.rows:
            assert snapshot.cover[row, group.field] == group.id
    assert len(snapshot.cover) == sum(len(group.rows) for group in snapshot.groups.values())
    for path in pack.paths():
        table = pack.table(path)
        for row in rows_on(snapshot, path):
            held = [snapshot.cover.get((row, level)) for level in table.levels]
            assert None not in held
            for upper, lower in pairwise(held):
                assert set(snapshot.groups[lower or ""].rows) <= set(
                    snapshot.groups[upper or ""].rows
                )
        for group in snapshot.groups.values():
            if group.table == table.id and group.field not in table.levels:
                assert len(group.rows) > 1
    for part in (snapshot.entered, snapshot.computed):
        for holder, facts in part.items():
            assert facts
            assert holder == UNIT or holder in snapshot.rows or holder in snapshot.groups
    for placement in snapshot.printed:
        holder = placement.ref.holder
        assert holder == UNIT or holder in snapshot.rows or holder in snapshot.groups
