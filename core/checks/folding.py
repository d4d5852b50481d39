"""Folding: a finding that only follows from another stands under it."""

from __future__ import annotations

from collections.abc import Mapping

from core.calc.view import View, kind_of
from core.checks.desk import Desk
from core.checks.finding import Finding, Key, Outcome, Result, Severity
from core.checks.identities import Relation
from core.facts.model import Facts, Group, Ref, Row, Siblings
from core.facts.reading import read
from core.facts.values import NUMERIC, Value


class WhatIf:
    """A snapshot in which one fact has another value."""

    def __init__(self, desk: Desk, ref: Ref, value: Value) -> None:
        self._snapshot = desk.snapshot
        self._ref = ref
        self._value = value

    @property
    def entered(self) -> Facts:
        return self._snapshot.entered

    @property
    def computed(self) -> Facts:
        return self._snapshot.computed

    @property
    def rows(self) -> Mapping[str, Row]:
        return self._snapshot.rows

    @property
    def order(self) -> Mapping[Siblings, tuple[str, ...]]:
        return self._snapshot.order

    @property
    def groups(self) -> Mapping[str, Group]:
        return self._snapshot.groups

    @property
    def cover(self) -> Mapping[tuple[str, str], str]:
        return self._snapshot.cover

    @property
    def settings(self) -> Mapping[str, str]:
        return self._snapshot.settings

    def value(self, ref: Ref) -> Value:
        return self._value if ref == self._ref else self._snapshot.value(ref)


def fold(
    desk: Desk,
    found: Mapping[Key, Finding],
    relations: Mapping[Key, tuple[Relation, str]],
) -> dict[Key, str]:
    """Which relation passes once another's expected value is put in: key -> that one's text."""
    causes: list[tuple[Key, Ref, Value]] = []
    for key in relations:
        finding = found[key]
        if finding.severity is Severity.INFO or not finding.cells:
            continue
        ref = finding.cells[0].ref
        kind = kind_of(desk.pack, desk.path(ref.holder), ref.name)
        value = read(finding.expected, kind) if kind in NUMERIC else None
        if value is not None and value.number is not None and relations[key][0].fills:
            causes.append((key, ref, value))
    under: dict[Key, str] = {}
    for cause, ref, value in causes:
        if cause in under:
            continue
        for key, (relation, holder) in relations.items():
            if key == cause or key in under or ref not in {c.ref for c in found[key].cells}:
                continue
            view = View(WhatIf(desk, ref, value), desk.pack, desk.settings)
            if all(_passes(result) for result in relation.run(desk, holder, view)):
                under[key] = f"{cause[0]} {desk.name(ref)}"
    return under


def _passes(result: Result) -> bool:
    return not isinstance(result, Finding) and result.outcome is Outcome.PASS
