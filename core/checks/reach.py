"""Reach: on which rows of a path something must be looked at again after a fact has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.calc.view import rows_on
from core.facts.model import UNIT, Ref, Snapshot


def holders(snapshot: Snapshot, path: str) -> Iterator[str]:
    """All holders on a path: its rows, or the unit."""
    if path:
        yield from rows_on(snapshot, path)
    else:
        yield UNIT


def touched(snapshot: Snapshot, path: str, ref: Ref) -> Iterable[str]:
    """The holders of a station that may look at a fact.

    A fact of the unit reaches rows of the unit's own tables, not those of its projects.
    """
    if not path:
        return (UNIT,)
    here = snapshot.path_of(ref.holder)
    group = snapshot.groups.get(ref.holder)
    rows = group.rows if group else (ref.holder,)
    if here == path:
        return rows
    if here.startswith(f"{path}/"):
        return (snapshot.rows[rows[0]].owner,)
    if here and path.startswith(f"{here}/"):
        return snapshot.siblings(path.rsplit("/", 1)[-1], rows[0])
    if "/" in path:
        return ()
    return tuple(rows_on(snapshot, path))


def within(path: str, owner: str, table: str) -> bool:
    """Does a fact on this path belong to an owner, or to the rows of its table?"""
    return path in (owner, table) or path.startswith(f"{table}/")
