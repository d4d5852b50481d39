"""Engine: fills computed facts; after an edit only what depends on it, in rank order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Protocol

from core.calc.view import State, View, holder_of, rows_on
from core.facts.model import UNIT, Ref
from core.facts.reading import read
from core.facts.values import Value
from core.forms.pack import Pack
from core.forms.rules import Rule
from core.forms.schema import DITTO, Node
from core.forms.years import year_text


class Draft(State, Protocol):
    """A state whose computed facts may be written."""

    @property
    def year(self) -> int: ...

    def put_computed(self, ref: Ref, value: Value) -> bool:
        """Write one computed fact; False when it was the same already."""
        ...


def _same(a: Value, b: Value) -> bool:
    return a.state is b.state and a.data == b.data and a.note == b.note


class Recompute:
    """One run over a draft: collects what is dirty, then settles it."""

    def __init__(self, pack: Pack, draft: Draft) -> None:
        self._pack = pack
        self._draft = draft
        self._view = View(draft, pack)
        self._heap: list[tuple[int, str]] = []
        self._queued: set[tuple[int, str]] = set()
        self.changed: set[Ref] = set()

    # ------------------------------------------------ what is dirty

    def fact(self, ref: Ref) -> None:
        """A fact's value changed: whatever reads it is dirty."""
        path = self._path(ref.holder)
        for number, way, via in self._pack.dependents.get((path, ref.name, ref.aspect), ()):
            for holder in self._readers(number, way, via, ref):
                self._add(number, holder)

    def row(self, row: str) -> None:
        """A row came, or its merged cells changed: its own rules and its owner's sums."""
        line = self._draft.rows[row]
        if line.key:
            self._constants(row)
        for number, rule in enumerate(self._pack.calcs):
            if rule.path == line.path:
                self._add(number, row)
        self.owner(line.path, line.owner)

    def owner(self, path: str, owner: str) -> None:
        """Rows under an owner changed: everything that reads their columns, or links to them."""
        for node, readers in self._pack.dependents.items():
            if node[0] != path:
                continue
            for number, way, _ in readers:
                if way == "列":
                    self._add(number, owner)
                elif way == "链":
                    for reader in rows_on(self._draft, self._pack.calcs[number].path):
                        self._add(number, reader)

    def everything(self) -> None:
        """All rules on all holders."""
        for row in self._draft.rows.values():
            if row.key:
                self._constants(row.id)
        for number, rule in enumerate(self._pack.calcs):
            for holder in self._holders(rule.path):
                self._add(number, holder)

    def _constants(self, row: str) -> None:
        """What the county has printed on a fixed row counts as computed."""
        line = self._draft.rows[row]
        table = self._pack.table(line.path)
        fixed = next((item for item in table.fixed if item.key == line.key), None)
        for name, text in fixed.cells.items() if fixed else ():
            if text in ("", DITTO):
                continue
            concept = table.fields[name]
            ref = Ref(name, "", holder_of(self._draft, self._pack, row, name))
            value = read(year_text(text, self._draft.year), concept.kind, unit=concept.unit)
            if self._draft.put_computed(ref, value):
                self.changed.add(ref)
                self.fact(ref)

    # ------------------------------------------------ settling

    def settle(self) -> set[Ref]:
        """Evaluate in rank order until nothing changes; the facts that are different now."""
        while self._heap:
            number, holder = heapq.heappop(self._heap)
            rule = self._pack.calcs[number]
            if holder != UNIT and holder not in self._draft.rows:
                continue
            ref = self._target(rule, holder)
            value = rule.right.run(self._view.at(holder))
            before = self._draft.value(ref)
            if not self._draft.put_computed(ref, value):
                continue
            self.changed.add(ref)
            if not _same(before, self._draft.value(ref)):
                self.fact(ref)
        return self.changed

    def _target(self, rule: Rule, holder: str) -> Ref:
        node: Node = rule.node if rule.node is not None else ("", "", "")
        return Ref(node[1], node[2], holder_of(self._draft, self._pack, holder, node[1]))

    def _path(self, holder: str) -> str:
        if holder == UNIT:
            return ""
        group = self._draft.groups.get(holder)
        return self._draft.rows[group.rows[0] if group else holder].path

    def _members(self, holder: str) -> Iterable[str]:
        group = self._draft.groups.get(holder)
        return group.rows if group else (holder,)

    def _holders(self, path: str) -> Iterator[str]:
        if path:
            yield from rows_on(self._draft, path)
        else:
            yield UNIT

    def _readers(self, number: int, way: str, via: str, ref: Ref) -> Iterable[str]:
        """The holders on which a rule that reads this fact stands."""
        if way == "":
            return self._members(ref.holder)
        if way == "列":
            row = next(iter(self._members(ref.holder)))
            return (self._draft.rows[row].owner,)
        holders = self._holders(self._pack.calcs[number].path)
        if way == "链":
            linked = set(self._members(ref.holder))
            return [h for h in holders if self._draft.value(Ref(via, "", h)).raw in linked]
        return list(holders)  # 单位: every row of the rule's table

    def _add(self, number: int, holder: str) -> None:
        """Queue a rule; rows that share the target's merged cell are one."""
        rule = self._pack.calcs[number]
        if holder != UNIT and rule.node is not None:
            target = holder_of(self._draft, self._pack, holder, rule.node[1])
            group = self._draft.groups.get(target)
            if group is not None:
                holder = group.rows[0]
        item = (number, holder)
        if item not in self._queued:
            self._queued.add(item)
            heapq.heappush(self._heap, item)
