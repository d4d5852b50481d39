"""Needed: must a cell be filled as things stand, and may a blank figure still come?

Completeness asks the first of every blank cell; relations ask the second of the parts of a
sum that does not add up. Both mean the same by the pack's conditions and by a row that
stands for nothing, so both are answered here.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.calc.naming import main_field
from core.calc.view import View
from core.checks.desk import Desk
from core.expr.compile import Compiled
from core.facts.model import Ref, Snapshot
from core.forms.schema import Concept

OPTIONAL = "选填"
DEEPEST = 3  # how far down `to_come` follows sums of sums
_NO_INDICATOR = frozenset({"无", "-", "—", "——", "/", "不适用", "不涉及"})


class Needs:
    """What must be filled in one state of the package."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view = View(desk.snapshot, desk.pack, desk.settings)

    def required(self, ref: Ref) -> bool:
        """Must this cell be filled as things stand? (One that will be computed need not.)"""
        path = self._desk.path(ref.holder)
        if path and all(
            self._stands_for_nothing(row, path, ref.name) or self._is_spare(row, path, ref.name)
            for row in self._rows(ref)
        ):
            return False
        return self._asked_for(ref) and not self._follows(ref)

    def to_come(self, ref: Ref, depth: int = DEEPEST) -> bool:
        """May a figure still come: blank itself, or a computed sum with parts to come?"""
        desk = self._desk
        if not desk.snapshot.entered_value(ref).is_blank:
            return False
        path = desk.path(ref.holder)
        rule = desk.pack.calc_for((path, ref.name, ref.aspect))
        if rule is not None:
            if not depth:
                return False
            if any(self.to_come(part, depth - 1) for part in self._parts(ref, rule.right)):
                return True
        if self._follows(ref) or not desk.value(ref).is_blank:
            return False  # what a formula does not give (its link leads nowhere) must be typed
        if path and all(self._stands_for_nothing(row, path, ref.name) for row in self._rows(ref)):
            return False
        # Of a row nobody has begun the name, on which the need depends, is still to come.
        return self._asked_for(ref) or self._condition_is_open(ref)

    def _asked_for(self, ref: Ref) -> bool:
        """Does the pack's own condition hold (in any row of a merged cell)?"""
        condition = self._condition(ref)
        if condition is None:
            return True
        return any(condition.run(self._view.at(row)).data is not False for row in self._rows(ref))

    def _condition_is_open(self, ref: Ref) -> bool:
        condition = self._condition(ref)
        return condition is not None and any(
            self._desk.value(part).is_blank for part in self._parts(ref, condition)
        )

    def _condition(self, ref: Ref) -> Compiled | None:
        return self._desk.pack.needs.get((self._desk.path(ref.holder), ref.name, ref.aspect))

    def _follows(self, ref: Ref) -> bool:
        """Is it computed, or will be once other cells are filled that must be?"""
        desk = self._desk
        rule = desk.pack.calc_for((desk.path(ref.holder), ref.name, ref.aspect))
        if rule is None or not desk.snapshot.entered_value(ref).is_blank:
            return False
        if not desk.value(ref).is_blank:
            return True
        return any(
            part != ref and desk.value(part).is_blank and self._is_for_filling(part)
            for part in self._parts(ref, rule.right)
        )

    def _is_for_filling(self, ref: Ref) -> bool:
        concept = self._desk.concept(ref)
        return concept is not None and concept.need != OPTIONAL

    def _rows(self, ref: Ref) -> tuple[str, ...]:
        """The rows a cell stands for."""
        group = self._desk.snapshot.groups.get(ref.holder)
        return group.rows if group else (ref.holder,)

    def _parts(self, ref: Ref, made_of: Compiled) -> Sequence[Ref]:
        """The facts an expression reads where a fact stands."""
        row = self._desk.snapshot.first_row(ref.holder)
        return self._view.at(row).refs(made_of.reads)

    # ------------------------------------------------ rows that ask for nothing

    def _stands_for_nothing(self, row: str, path: str, name: str) -> bool:
        """A row named 无: a line for what there is none of."""
        main = self._names(path, name)
        return main is not None and self._desk.text(row, main.id) in _NO_INDICATOR

    def _is_spare(self, row: str, path: str, name: str) -> bool:
        """A further row nobody has begun."""
        desk = self._desk
        if self._names(path, name) is None or desk.pack.table(path).levels:
            return False  # still to be named (then the rest is asked for), or to be deleted
        if any(form.each and form.path == path for form in desk.pack.forms):
            return False
        if not _is_empty(desk.snapshot, row):
            return False
        line = desk.snapshot.rows[row]
        ids = desk.rows(line.table, line.owner)
        return row != ids[0] or not all(_is_empty(desk.snapshot, other) for other in ids)

    def _names(self, path: str, name: str) -> Concept | None:
        """The column that says of what a row is, where that decides about this cell."""
        table = self._desk.pack.table(path)
        if table.is_fixed or name in table.levels:
            return None
        return main_field(self._desk.pack, path)


def _is_empty(snapshot: Snapshot, row: str) -> bool:
    return not any(not value.is_blank for value in snapshot.entered.get(row, {}).values())
