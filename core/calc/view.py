"""View: reads facts of a snapshot (or a draft of one) as forms and formulas mean them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from core.expr.scope import Read
from core.facts.model import UNIT, Facts, Group, Ref, Row, Siblings
from core.facts.reading import target_parts
from core.facts.values import BLANK, Kind, Target, Value, known
from core.forms.pack import Pack
from core.forms.schema import TARGET_PARTS, UNIT_WORD
from core.forms.scope import ROW_WORD, SETTING_WORD
from core.forms.settings import Scale, Settings


class State(Protocol):
    """What a snapshot and a draft of the next one have in common."""

    @property
    def entered(self) -> Facts: ...
    @property
    def computed(self) -> Facts: ...
    @property
    def rows(self) -> Mapping[str, Row]: ...
    @property
    def order(self) -> Mapping[Siblings, tuple[str, ...]]: ...
    @property
    def groups(self) -> Mapping[str, Group]: ...
    @property
    def cover(self) -> Mapping[tuple[str, str], str]: ...
    @property
    def settings(self) -> Mapping[str, str]: ...

    def value(self, ref: Ref) -> Value: ...


def holder_of(state: State, pack: Pack, row: str, field: str) -> str:
    """Who holds a field of a row: the merged cell that covers it, or the row itself."""
    if row == UNIT:
        return UNIT
    tie = pack.ties.get(state.rows[row].path)
    if tie is not None:
        field = tie.get(field, field)
    return state.cover.get((row, field), row)


def rows_on(state: State, path: str) -> Iterator[str]:
    """Every row on a table path, whoever owns it."""
    owner, _, table = path.rpartition("/")
    if not owner:
        yield from state.order.get((table, UNIT), ())
        return
    for parent in rows_on(state, owner):
        yield from state.order.get((table, parent), ())


def merged_fields(state: State) -> dict[str, frozenset[str]]:
    """By table, the columns in which some cells are merged."""
    found: dict[str, set[str]] = {}
    for group in state.groups.values():
        found.setdefault(group.table, set()).add(group.field)
    return {table: frozenset(fields) for table, fields in found.items()}


def part_of(value: Value, part: str) -> Value:
    """性质, 值 or 单位 of a target as a value of its own."""
    text = target_parts(value)[TARGET_PARTS.index(part)]
    if not text:
        return BLANK
    if part == "值" and isinstance(value.data, Target) and value.data.number is not None:
        return known(value.data.number, text)
    return known(text, text)


class View:
    """The values a formula sees when it stands on one holder."""

    def __init__(self, state: State, pack: Pack, settings: Settings | None = None) -> None:
        self.state = state
        self.pack = pack
        self.settings = settings or Settings(pack.settings, state.settings)
        self.holder = UNIT  # the row or unit the formula stands on
        self.row = UNIT  # where 本行 points

    def at(self, holder: str, row: str = UNIT) -> View:
        """Stand somewhere else; returns itself so that calls read well."""
        self.holder = holder
        self.row = row
        return self

    def ref(self, read: Read) -> Ref | None:
        """The single fact a read names from here; None for columns, settings, dead links."""
        if read.way == "":
            holder = holder_of(self.state, self.pack, self.holder, read.name)
            return Ref(read.name, read.aspect, holder)
        if read.way == UNIT_WORD:
            return Ref(read.name, read.aspect, UNIT)
        if read.way == ROW_WORD:
            holder = holder_of(self.state, self.pack, self.row, read.name)
            return Ref(read.name, read.aspect, holder)
        if read.way == "链":
            target = self.state.value(Ref(read.via, "", self.holder)).raw
            if target not in self.state.rows:
                return None
            return Ref(read.name, read.aspect, holder_of(self.state, self.pack, target, read.name))
        return None

    def column_refs(self, read: Read) -> list[Ref]:
        """The facts of a column, one per visible cell."""
        refs: list[Ref] = []
        last = ""
        for row in self.state.order.get((read.via, self.holder), ()):
            holder = holder_of(self.state, self.pack, row, read.name)
            if holder != last:
                refs.append(Ref(read.name, read.aspect, holder))
            last = holder
        return refs

    def refs(self, reads: Iterable[Read]) -> list[Ref]:
        """All facts these reads name from here: single ones, and the cells of columns."""
        refs: list[Ref] = []
        for read in reads:
            if read.way == "列":
                refs += self.column_refs(read)
            elif (ref := self.ref(read)) is not None:
                refs.append(ref)
        return refs

    # what core.expr asks for

    def value(self, read: Read) -> Value:
        if read.way == SETTING_WORD:
            return self.settings.value(read.name)
        ref = self.ref(read)
        if ref is None:
            return BLANK
        value = self.state.value(ref)
        return part_of(value, read.part) if read.part else value

    def column(self, read: Read) -> Sequence[Value]:
        value = self.state.value
        return [value(ref) for ref in self.column_refs(read)]

    def scale(self, read: Read) -> Scale:
        return self.settings.scale(read.name)


def kind_of(pack: Pack, path: str, name: str) -> Kind:
    """The kind of a fact; text for one the pack does not know."""
    concept = pack.concept(path, name)
    return concept.kind if concept else Kind.TEXT
