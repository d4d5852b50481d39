"""Filling: what stands in a cell of a form for one state of a package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from core.calc.view import holder_of, part_of
from core.facts.model import UNIT, Placement, Ref, Snapshot
from core.facts.printing import show
from core.facts.values import Kind, Value
from core.forms.pack import Pack
from core.forms.schema import (
    CellSpec,
    Form,
    IndexPart,
    Pattern,
    SettingPart,
    Template,
    YearPart,
)
from core.forms.settings import Settings

Rows = Mapping[str, str]  # path -> the row names on that path mean


class Filling:
    """Turns patterns and templates of one form into texts and placements."""

    def __init__(self, pack: Pack, snapshot: Snapshot, form: Form) -> None:
        self.pack = pack
        self.snapshot = snapshot
        self.form = form
        self._settings = Settings(pack.settings, snapshot.settings)
        self._date_style = self._settings.text("日期写法")
        self._empty = self._settings.text("空白印法")
        self._seen: Counter[tuple[Ref, str]] = Counter()

    def ref(self, pattern: Pattern, rows: Rows) -> Ref | None:
        """The fact a pattern means for these rows; None on a form without a row."""
        if not pattern.path:
            return Ref(pattern.name, pattern.aspect, UNIT)
        row = rows.get(pattern.path)
        if row is None:
            return None
        holder = holder_of(self.snapshot, self.pack, row, pattern.name)
        return Ref(pattern.name, pattern.aspect, holder)

    def place(self, ref: Ref, part: str = "") -> Placement:
        """The next placement of a fact on this form."""
        self._seen[ref, part] += 1
        return Placement(self.form.id, ref, self._seen[ref, part])

    def is_home(self, pattern: Pattern, placement: Placement) -> bool:
        """Is this where the fact is typed?"""
        shown = self.pack.places.get((pattern.path, pattern.name, pattern.aspect), ())
        return bool(shown) and shown[0] == self.form.id and placement.nth == 1

    def fact_text(self, pattern: Pattern, ref: Ref | None, placement: Placement | None) -> str:
        """What a placement shows: a text of its own, or the fact."""
        concept = self.pack.concept(pattern.path, pattern.name)
        kind = concept.kind if concept else Kind.TEXT
        value: Value | None = None
        if placement is not None:
            value = self.snapshot.printed.get(placement)
        if value is None and ref is not None:
            value = self.snapshot.value(ref)
        empty = concept.empty if concept else None
        if empty is None:
            empty = self._empty if kind is Kind.MONEY else ""
        if value is None:
            return ""
        if pattern.part:
            value, kind = part_of(value, pattern.part), Kind.TEXT
        return show(
            value,
            kind,
            style=concept.show if concept else "",
            empty=empty,
            date_style=self._date_style,
        )

    def template(self, template: Template, rows: Rows, index: int = 0) -> str:
        """A text with its holes filled."""
        return "".join(self._part(part, rows, index) for part in template.parts)

    def around(self, template: Template, rows: Rows, index: int) -> tuple[str, str]:
        """The text before and after the only fact of a template."""
        before, after, passed = "", "", False
        for part in template.parts:
            if isinstance(part, Pattern):
                passed = True
            elif passed:
                after += self._part(part, rows, index)
            else:
                before += self._part(part, rows, index)
        return before, after

    def column_text(self, cell: CellSpec, shown: str, rows: Rows, index: int) -> str:
        """A table cell with a template; without the other facts it shows just its own."""
        others = [p for p in cell.text.patterns if p != cell.fact]
        if others and any(not self._part(p, rows, index) for p in others):
            return shown
        return self.template(cell.text, rows, index)

    def _part(
        self, part: str | YearPart | IndexPart | SettingPart | Pattern, rows: Rows, index: int
    ) -> str:
        match part:
            case YearPart(offset):
                return str(self.snapshot.year + offset)
            case IndexPart(offset):
                return str(index + 1 + offset)
            case SettingPart(name):
                return self._settings.text(name)
            case Pattern():
                return self.fact_text(part, self.ref(part, rows), None)
            case _:
                return part
