"""Folding: a finding that only follows from another stands under it.

A relation follows from one whose expected value would mend it; a fact that differs between
forms follows from a text that cannot be right, when the other forms agree.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.calc.view import View, kind_of
from core.checks.desk import Desk
from core.checks.finding import Finding, Key, Outcome, Result, Severity
from core.checks.identities import Relation
from core.checks.phones import phone_problem
from core.checks.printed import CODE as DIFFERS
from core.checks.printed import reads_alike
from core.facts.model import Facts, Group, Placement, Ref, Row, Siblings
from core.facts.reading import read
from core.facts.values import NUMERIC, Kind, State, Value


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
) -> dict[Key, Key]:
    """The findings that follow from another, and from which."""
    causes = _mended_relations(desk, found, relations) | _ill_written(desk, found)
    # A finding that itself follows from another leaves its cell as it is: it mends nothing.
    return {key: cause for key, cause in causes.items() if cause not in causes}


def _mended_relations(
    desk: Desk,
    found: Mapping[Key, Finding],
    relations: Mapping[Key, tuple[Relation, str]],
) -> dict[Key, Key]:
    """Which relation passes once another's expected value is put in."""
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
    under: dict[Key, Key] = {}
    for cause, ref, value in causes:
        if cause in under:
            continue
        for key, (relation, holder) in relations.items():
            if key == cause or key in under or ref not in {c.ref for c in found[key].cells}:
                continue
            view = View(WhatIf(desk, ref, value), desk.pack, desk.settings)
            if all(_passes(result) for result in relation.run(desk, holder, view)):
                under[key] = cause
    return under


def _passes(result: Result) -> bool:
    return not isinstance(result, Finding) and result.outcome is Outcome.PASS


# ---------------------------------------------------------------- texts that cannot be right


def _ill_written(desk: Desk, found: Mapping[Key, Finding]) -> dict[Key, Key]:
    """Which differences between forms are gone once an ill-written cell is left out."""
    under: dict[Key, Key] = {}
    differing = [(key, finding) for key, finding in found.items() if key[0] == DIFFERS]
    if not differing:
        return under
    single = [finding for finding in found.values() if len(finding.cells) == 1]
    single.sort(key=lambda finding: finding.severity.place, reverse=True)
    alone = {finding.cells[0]: finding for finding in single}  # the heaviest of each cell
    for key, finding in differing:
        causes = [
            cause
            for cell in finding.cells
            if (cause := alone.get(cell)) is not None
            and cause.severity.place <= finding.severity.place  # nothing goes under a lighter one
            and _is_ill_written(desk, cell)
        ]
        wrong = {cause.cells[0] for cause in causes}
        rest = [_text_at(desk, cell) for cell in finding.cells if cell not in wrong]
        if causes and all(reads_alike(rest[0], other) for other in rest[1:]):
            under[key] = causes[0].key
    return under


def _is_ill_written(desk: Desk, cell: Placement) -> bool:
    """Can the text in this cell not be right, whatever was meant?"""
    value = _text_at(desk, cell)
    kind = kind_of(desk.pack, desk.path(cell.ref.holder), cell.ref.name)
    if kind is Kind.PHONE:
        problem = phone_problem(value.raw)
        return problem is not None and problem.wrong
    return value.state is State.UNREADABLE


def _text_at(desk: Desk, cell: Placement) -> Value:
    """What stands in this cell: its own text, else the fact's."""
    own = desk.snapshot.printed.get(cell)
    return desk.value(cell.ref) if own is None else own
