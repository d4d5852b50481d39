"""Sheets: the cells of a form in reading order, and which of them are filled or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.checks.desk import Desk
from core.checks.needed import OPTIONAL, Needs
from core.facts.model import UNIT, Key, Ref
from core.facts.values import Kind, State
from core.forms.pack import Pack
from core.forms.schema import CellSpec, Form, Pattern
from core.texts import tidy

SIGNED = frozenset({"单位负责人"})  # written by hand on the printed form
MUST = "必填"
_GIVEN = "单位名称"  # known before anything is filled in: no progress
Rows = dict[str, str]  # path -> the row names on that path mean
Plan = tuple[tuple[str, tuple[Pattern, ...]], ...]


def counted_forms(pack: Pack) -> tuple[Form, ...]:
    """The forms handed in; in a pack that prints none, all its working sheets."""
    printed = tuple(form for form in pack.forms if form.printed)
    return printed or pack.forms


def plan_of(pack: Pack, form: Form, every: bool = False) -> Plan:
    """The cells typed on a form, top to bottom, of lines (path "") and of the rows of a path.

    Only those that may have to be filled, unless every cell is asked for.
    """
    counted = form in counted_forms(pack)
    seen: set[Pattern] = set()
    plan: list[tuple[str, tuple[Pattern, ...]]] = []
    for path, patterns in _stretches(form):
        kept = []
        for pattern in patterns:
            places = pack.places.get((pattern.path, pattern.name, pattern.aspect), ("",))
            cell = replace(pattern, part="")
            if cell in seen or places[0] != form.id:
                continue
            if every or _may_be_required(pack, cell, counted):
                seen.add(cell)
                kept.append(cell)
        if kept:
            plan.append((path, tuple(kept)))
    return tuple(plan)


def _may_be_required(pack: Pack, cell: Pattern, counted: bool) -> bool:
    concept = pack.concept(cell.path, cell.name)
    if concept is None or concept.need == OPTIONAL or cell.name in SIGNED:
        return False
    if not counted and not (concept.need == MUST and concept.kind is Kind.TEXT):
        return False  # on a sheet that is not handed in only what the pack says outright
    table = pack.table(cell.path) if cell.path else None
    return table is None or not table.is_fixed or cell.name in table.input


def _stretches(form: Form) -> Iterator[tuple[str, list[Pattern]]]:
    yield "", [p for template in form.head for p in template.patterns]
    for block in form.blocks:
        for line in block.lines:
            yield line.path if line.table else "", _of_cells(line.cells)
        yield "", [p for cells in block.above for p in _of_cells(cells)]
        if block.table:
            yield block.path, _of_cells(tuple(column.cell for column in block.columns))
        yield "", [p for cells in block.below for p in _of_cells(cells)]
    yield "", [p for template in (*form.sign, *form.title) for p in template.patterns]


def _of_cells(cells: tuple[CellSpec, ...]) -> list[Pattern]:
    found = []
    for cell in cells:
        found += [*cell.text.patterns, *([cell.fact] if cell.fact else [])]
    return found


class Sheet:
    """The cells of one form in one state of the package."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self._desk = desk
        self._plan = plan
        self._needs = Needs(desk)

    def missing(self, rows: Rows) -> Iterator[Ref]:
        """Blank cells that must be filled."""
        for ref in self.refs(rows, blank=True):
            if self._desk.value(ref).is_blank and self._needs.required(ref):
                yield ref

    def typed(self, rows: Rows) -> Iterator[Ref]:
        """Cells that must be filled and were; what the pack gives at the start is no work."""
        for ref in self.refs(rows):
            value = self._desk.snapshot.entered_value(ref)
            if value.is_blank or ref.name == _GIVEN or not self._needs.required(ref):
                continue
            if tidy(value.raw) not in self._given(ref):
                yield ref

    def refs(self, rows: Rows, blank: bool = False) -> Iterator[Ref]:
        """The facts of the plan's cells, each once; `blank` leaves out most that are typed."""
        desk, seen = self._desk, set[Ref]()
        cover, entered = desk.snapshot.cover, desk.snapshot.entered
        for path, patterns in self._plan:
            owner, _, table = path.rpartition("/")
            spots = [
                (pattern, Key(pattern.name, pattern.aspect), pattern.path == path, set[str]())
                for pattern in patterns
            ]
            for line in desk.rows(table, rows.get(owner, UNIT)) if path else (UNIT,):
                # Most cells of a long report are filled: those are passed over at once.
                typed = entered.get(line, {})
                for pattern, key, own, merged in spots:
                    holder = line if own else rows.get(pattern.path, UNIT)
                    if blank:
                        value = (typed if own else entered.get(holder, {})).get(key)
                        if value is not None and value.state is not State.BLANK:
                            continue
                    cell = cover.get((holder, pattern.name))
                    if cell is not None:  # the further rows of a merged cell
                        if cell in merged:
                            continue
                        merged.add(cell)
                    ref = desk.ref(holder, pattern.name, pattern.aspect)
                    if ref not in seen:
                        seen.add(ref)
                        yield ref

    def _given(self, ref: Ref) -> frozenset[str]:
        """What stands in this column of a new report."""
        path = self._desk.path(ref.holder)
        starts = self._desk.pack.starts.get(path, ())
        key = ref.name + (f"@{ref.aspect}" if ref.aspect else "")
        return frozenset(tidy(start[key]) for start in starts if key in start)
