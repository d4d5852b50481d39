"""Same facts: one desk for as long as the figures of a package stay the same, whatever its text.

What the reader has found out beside a desk stays true while only the text changes, so an edit of
the text costs the paragraphs it touches. The desk has no text: it would be an old one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from core.checks.desk import Desk

_OTHER = ("report", "explanations")  # parts of a snapshot that are no facts
_REMEMBERED = 4  # states of packages: a trial and the way back to what was there before


class _Facts:
    """The facts of a desk; a new snapshot shares the parts that an edit did not touch."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        snapshot = desk.snapshot
        parts = (getattr(snapshot, name) for name in snapshot.__slots__ if name not in _OTHER)
        self._same = (id(desk.pack), *map(id, parts))  # kept alive by the desk

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Facts) and self._same == other._same


def desk_of_facts(desk: Desk) -> Desk:
    """The desk to read any text of this package with, until a fact changes."""
    return _desk(_Facts(desk))


@lru_cache(_REMEMBERED)
def _desk(facts: _Facts) -> Desk:
    bare = replace(facts.desk.snapshot, report=(), explanations=MappingProxyType({}))
    return Desk(facts.desk.pack, bare)
