"""Draft: the next snapshot in the making; copies only what an edit touches."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from core.calc.view import kind_of
from core.facts.edits import (
    Change,
    ExplanationChange,
    GroupChange,
    OrderChange,
    PrintedChange,
    ReportChange,
    RowChange,
    SettingChange,
    ValueChange,
    YearChange,
)
from core.facts.model import (
    UNIT,
    Explained,
    Explanation,
    Facts,
    Group,
    Key,
    Placement,
    Ref,
    Row,
    Siblings,
    Snapshot,
)
from core.facts.reading import read
from core.facts.values import BLANK, Value
from core.forms.pack import Pack
from core.forms.settings import Settings

K = TypeVar("K")
V = TypeVar("V")
Held = dict[Key, Value]


class Draft:
    """A working copy of a snapshot. `do` carries out one change; `freeze` ends it."""

    def __init__(self, base: Snapshot, pack: Pack) -> None:
        self.pack = pack
        self.year = base.year
        self.report = base.report
        self._base = base
        self._mine: dict[str, dict[Any, Any]] = {}  # parts copied so far
        self._inner: dict[tuple[str, str], Held] = {}  # holders copied so far
        self._settings: Settings | None = None

    # ------------------------------------------------ reading

    def _part(self, name: str) -> Any:
        mine = self._mine.get(name)
        return getattr(self._base, name) if mine is None else mine

    @property
    def entered(self) -> Facts:
        part: Facts = self._part("entered")
        return part

    @property
    def computed(self) -> Facts:
        part: Facts = self._part("computed")
        return part

    @property
    def printed(self) -> Mapping[Placement, Value]:
        part: Mapping[Placement, Value] = self._part("printed")
        return part

    @property
    def rows(self) -> Mapping[str, Row]:
        part: Mapping[str, Row] = self._part("rows")
        return part

    @property
    def order(self) -> Mapping[Siblings, tuple[str, ...]]:
        part: Mapping[Siblings, tuple[str, ...]] = self._part("order")
        return part

    @property
    def groups(self) -> Mapping[str, Group]:
        part: Mapping[str, Group] = self._part("groups")
        return part

    @property
    def cover(self) -> Mapping[tuple[str, str], str]:
        part: Mapping[tuple[str, str], str] = self._part("cover")
        return part

    @property
    def explanations(self) -> Mapping[Explained, Explanation]:
        part: Mapping[Explained, Explanation] = self._part("explanations")
        return part

    @property
    def settings(self) -> Mapping[str, str]:
        part: Mapping[str, str] = self._part("settings")
        return part

    def value(self, ref: Ref) -> Value:
        """What formulas use: entered if there is one, else computed."""
        key = Key(ref.name, ref.aspect)
        held = self.entered.get(ref.holder)
        if held is not None:
            typed = held.get(key)
            if typed is not None and not typed.is_blank:
                return typed
        held = self.computed.get(ref.holder)
        return held.get(key, BLANK) if held is not None else BLANK

    def raw(self, ref: Ref) -> str | None:
        """The text typed at a fact's home; None when nothing was."""
        typed = self.entered.get(ref.holder, {}).get(Key(ref.name, ref.aspect))
        return typed.raw if typed is not None else None

    def path_of(self, holder: str) -> str:
        """The table path a holder stands on."""
        if holder == UNIT:
            return ""
        group = self.groups.get(holder)
        return self.rows[group.rows[0] if group else holder].path

    # ------------------------------------------------ writing

    def _own(self, name: str) -> dict[Any, Any]:
        if name not in self._mine:
            self._mine[name] = dict(getattr(self._base, name))
        return self._mine[name]

    def _held(self, part: str, holder: str) -> Held:
        if (part, holder) not in self._inner:
            outer = self._own(part)
            held: Held = dict(outer.get(holder, {}))
            self._inner[part, holder] = held
            outer[holder] = held
        return self._inner[part, holder]

    def _drop_empty(self, part: str, holder: str) -> None:
        if not self._inner[part, holder]:
            del self._inner[part, holder]
            del self._own(part)[holder]

    def read(self, ref: Ref, raw: str) -> Value:
        """A text as the kind of its fact."""
        path = self.path_of(ref.holder)
        concept = self.pack.concept(path, ref.name)
        if self._settings is None:
            self._settings = Settings(self.pack.settings, self.settings)
        return read(
            raw,
            kind_of(self.pack, path, ref.name),
            money_unit=self._settings.text("金额单位") or "万元",
            unit=concept.unit if concept else "",
        )

    def put_computed(self, ref: Ref, value: Value) -> bool:
        """Write one computed fact; False when it was the same already."""
        key = Key(ref.name, ref.aspect)
        before = self.computed.get(ref.holder, {}).get(key, BLANK)
        if before == value:
            return False
        held = self._held("computed", ref.holder)
        if value == BLANK:
            held.pop(key, None)
            self._drop_empty("computed", ref.holder)
        else:
            held[key] = value
        return True

    def clear_computed(self, holder: str) -> None:
        """Forget what was computed for a holder that is gone."""
        if holder in self.computed:
            self._held("computed", holder).clear()
            self._drop_empty("computed", holder)

    def _forget_covered(self, row: str, field: str) -> None:
        """What was computed for a row's own cell goes when a merged cell covers it."""
        if row not in self.computed:
            return
        ties = self.pack.ties.get(self.rows[row].path, {}) if row in self.rows else {}
        for key in list(self.computed[row]):
            if ties.get(key.name, key.name) == field:
                self.put_computed(Ref(*key, row), BLANK)
                if row not in self.computed:
                    return

    def do(self, change: Change) -> None:
        """Carry out one change."""
        match change:
            case ValueChange(ref, _, after):
                self._put_value(ref, after)
            case PrintedChange(placement, _, after):
                if after is None:
                    self._own("printed").pop(placement, None)
                else:
                    self._own("printed")[placement] = self.read(placement.ref, after)
            case RowChange(before, after, at):
                self._put_row(before, after, at)
            case OrderChange(table, owner, source, target):
                ids = list(self.order[table, owner])
                ids.insert(target, ids.pop(source))
                self._own("order")[table, owner] = tuple(ids)
            case GroupChange(before, after):
                self._put_group(before, after)
            case SettingChange(name, _, after):
                if after is None:
                    self._own("settings").pop(name, None)
                else:
                    self._own("settings")[name] = after
                self._reread()
            case YearChange(_, year):
                self.year = year
            case ReportChange(at, before, after):
                self.report = (*self.report[:at], *after, *self.report[at + len(before) :])
            case ExplanationChange(key, _, note):
                if note is None:
                    self._own("explanations").pop(key, None)
                else:
                    self._own("explanations")[key] = note

    def _put_value(self, ref: Ref, raw: str | None) -> None:
        held = self._held("entered", ref.holder)
        key = Key(ref.name, ref.aspect)
        if raw is None:
            held.pop(key, None)
            self._drop_empty("entered", ref.holder)
        else:
            held[key] = self.read(ref, raw)

    def _put_row(self, before: Row | None, after: Row | None, at: int) -> None:
        row = after or before
        assert row is not None
        ids = list(self.order.get((row.table, row.owner), ()))
        if after is not None:
            self._own("rows")[row.id] = row
            ids.insert(at, row.id)
        else:
            ids.remove(row.id)
            self.clear_computed(row.id)
            del self._own("rows")[row.id]
        if ids:
            self._own("order")[row.table, row.owner] = tuple(ids)
        else:
            self._own("order").pop((row.table, row.owner), None)

    def _put_group(self, before: Group | None, after: Group | None) -> None:
        cover = self._own("cover")
        groups = self._own("groups")
        if before is not None:
            for row in before.rows:
                if cover.get((row, before.field)) == before.id:
                    del cover[row, before.field]
            if after is None:
                self.clear_computed(before.id)
                del groups[before.id]
        if after is not None:
            groups[after.id] = after
            for row in after.rows:
                cover[row, after.field] = after.id
                self._forget_covered(row, after.field)

    def _reread(self) -> None:
        """A setting such as 金额单位 changes what texts mean."""
        self._settings = None
        for holder, held in list(self.entered.items()):
            mine = self._held("entered", holder)
            for key, value in list(held.items()):
                mine[key] = self.read(Ref(key.name, key.aspect, holder), value.raw)
        for placement, value in list(self.printed.items()):
            self._own("printed")[placement] = self.read(placement.ref, value.raw)

    def freeze(self) -> Snapshot:
        """The new snapshot; the draft must not be used any more."""
        for (part, holder), held in self._inner.items():
            self._mine[part][holder] = MappingProxyType(held)
        kept = {
            name: MappingProxyType(self._mine[name])
            if name in self._mine
            else getattr(self._base, name)
            for name in (
                "settings",
                "entered",
                "computed",
                "printed",
                "rows",
                "order",
                "groups",
                "cover",
                "explanations",
            )
        }
        return Snapshot(pack=self._base.pack, year=self.year, report=self.report, **kept)
