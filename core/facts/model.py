"""Snapshot: one immutable state of a package: its facts, rows, groups and printed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from core.facts.values import BLANK, Value

UNIT = ""  # the holder id of the unit itself


class Ref(NamedTuple):
    """A fact: concept or field name, aspect ("" for none), holder id (unit, row or group)."""

    name: str
    aspect: str = ""
    holder: str = UNIT


class Key(NamedTuple):
    """A fact within its holder."""

    name: str
    aspect: str = ""


class Placement(NamedTuple):
    """One place where a form shows a fact; `nth` counts repeats within one form from 1."""

    form: str
    ref: Ref
    nth: int = 1


class Row(NamedTuple):
    """A line of a row table. `path` names the table with its owners: 项目/绩效指标."""

    id: str
    table: str
    owner: str  # UNIT or the id of the owning row
    path: str
    key: str = ""  # fixed rows have keys, because their labels repeat


class Group(NamedTuple):
    """A merged cell: consecutive rows of one table that share one cell of one column."""

    id: str
    table: str
    owner: str
    field: str
    rows: tuple[str, ...]


class Bound(NamedTuple):
    """A figure in a chapter's text that follows its facts: its place, and what it is made from."""

    start: int
    end: int
    ref: Ref
    style: str = ""  # 0.00: so many decimals; "" as on the form
    than: Ref | None = None  # the figure says how much more or less than this one


class Chapter(NamedTuple):
    """A chapter of a report as typed; `report` names the report, "" the pack's first."""

    title: str
    text: str
    report: str = ""
    bound: tuple[Bound, ...] = ()  # from left to right


class Explanation(NamedTuple):
    """A 审核说明: its words, and the values it explains; `forced` sends an 错误 on."""

    text: str
    values: tuple[str, ...] = ()
    forced: bool = False


Explained = tuple[str, tuple[Placement, ...]]  # the rule and its cells
Facts = Mapping[str, Mapping[Key, Value]]
Siblings = tuple[str, str]  # (table, owner id): the rows of one table under one owner
_EMPTY: Mapping[Key, Value] = MappingProxyType({})


def _nothing() -> Mapping[object, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one package holds at one moment. Never changed; the document makes new ones.

    `entered` and `computed` are kept per holder, so that a new snapshot shares
    all holders the edit did not touch.
    """

    pack: str
    year: int
    settings: Mapping[str, str] = field(default_factory=_nothing)  # type: ignore[arg-type]
    entered: Facts = field(default_factory=_nothing)  # type: ignore[arg-type]
    computed: Facts = field(default_factory=_nothing)  # type: ignore[arg-type]
    printed: Mapping[Placement, Value] = field(default_factory=_nothing)  # type: ignore[arg-type]
    rows: Mapping[str, Row] = field(default_factory=_nothing)  # type: ignore[arg-type]
    order: Mapping[Siblings, tuple[str, ...]] = field(default_factory=_nothing)  # type: ignore[arg-type]
    groups: Mapping[str, Group] = field(default_factory=_nothing)  # type: ignore[arg-type]
    cover: Mapping[tuple[str, str], str] = field(default_factory=_nothing)  # type: ignore[arg-type]
    explanations: Mapping[Explained, Explanation] = field(default_factory=_nothing)  # type: ignore[arg-type]
    report: tuple[Chapter, ...] = ()

    def entered_value(self, ref: Ref) -> Value:
        """What was typed at the fact's home, or BLANK."""
        return self.entered.get(ref.holder, _EMPTY).get(Key(ref.name, ref.aspect), BLANK)

    def computed_value(self, ref: Ref) -> Value:
        """What a calc rule gives, or BLANK."""
        return self.computed.get(ref.holder, _EMPTY).get(Key(ref.name, ref.aspect), BLANK)

    def value(self, ref: Ref) -> Value:
        """What formulas use: the entered value if there is one, else the computed one."""
        key = Key(ref.name, ref.aspect)
        typed = self.entered.get(ref.holder, _EMPTY).get(key)
        if typed is not None and not typed.is_blank:
            return typed
        return self.computed.get(ref.holder, _EMPTY).get(key, BLANK)

    def siblings(self, table: str, owner: str = UNIT) -> tuple[str, ...]:
        """The row ids of a table under one owner, in order."""
        return self.order.get((table, owner), ())

    def path_of(self, holder: str) -> str:
        """The table path a holder belongs to; "" for the unit."""
        if holder == UNIT:
            return ""
        row = self.rows.get(holder)
        if row is not None:
            return row.path
        return self.rows[self.groups[holder].rows[0]].path

    def first_row(self, holder: str) -> str:
        """The row a holder stands for: itself, or the first row of a group."""
        group = self.groups.get(holder)
        return group.rows[0] if group is not None else holder
