"""Progress: which cells still have to be filled, and how far the package has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from core.calc.view import View, rows_on
from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.facts.model import UNIT, Key, Ref, Snapshot
from core.facts.values import NUMERIC, Kind
from core.forms.pack import Pack
from core.forms.schema import CellSpec, Concept, Form, Node, Pattern
from core.texts import tidy

CODE = "M1.必填项没有填"
SIGNED = frozenset({"单位负责人"})  # written by hand on the printed form
OPTIONAL, MUST = "选填", "必填"
_GIVEN = "单位名称"  # known before anything is filled in: no progress
_NO_INDICATOR = frozenset({"无", "-", "—", "——", "/", "不适用", "不涉及"})
_NAMED = 6  # cells a message names
Rows = dict[str, str]  # path -> the row names on that path mean
Plan = tuple[tuple[str, tuple[Pattern, ...]], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the cells that must be filled are."""

    filled: int
    required: int

    @property
    def percent(self) -> int:
        """100 only when nothing is missing; where nothing is asked yet nothing is done."""
        return self.filled * 100 // self.required if self.required else 0


def missing(desk: Desk) -> list[Ref]:
    """The cells that must be filled and are blank, in the order of the forms."""
    return [ref for sheet, rows in _copies(desk) for ref in sheet.missing(rows)]


def progress(desk: Desk) -> Progress:
    """Cells typed and still to be typed; what the program fills in counts as neither."""
    filled = lacking = 0
    for sheet, rows in _copies(desk):
        filled += sum(1 for _ in sheet.typed(rows))
        lacking += sum(1 for _ in sheet.missing(rows))
    return Progress(filled, filled + lacking)


def next_empty(desk: Desk, after: Ref | None = None) -> Ref | None:
    """The next cell to fill; behind the last one it starts again at the first."""
    waiting = dict.fromkeys(missing(desk))
    if not waiting:
        return None
    passed = False
    for form in desk.pack.forms if after is not None else ():
        sheet = _Sheet(desk, form, _plan(desk.pack, form, every=True))
        for rows in _rows_of(desk, form):
            for ref in sheet.refs(rows):
                if passed and ref in waiting:
                    return ref
                passed = passed or ref == after
    return next(iter(waiting))


def missing_findings(desk: Desk) -> Iterator[Finding]:
    """One finding for each form, and each copy of a project's form, with all its cells."""
    for sheet, rows in _copies(desk):
        yield from sheet.finding(rows)


@dataclass(frozen=True, slots=True)
class FormStation:
    """The same for one form, so that an edit looks at one copy only: what a checker needs."""

    path: str
    reads: frozenset[str]
    work: Callable[[Desk, str], Iterable[Finding]]


def form_stations(pack: Pack) -> Iterator[FormStation]:
    """One station for each form on which something must be filled."""
    for form in pack.forms:
        plan = _plan(pack, form)
        if plan:
            yield FormStation(form.path if form.each else "", _reads(pack, plan), _work(form, plan))


def _work(form: Form, plan: Plan) -> Callable[[Desk, str], Iterable[Finding]]:
    def work(desk: Desk, holder: str) -> Iterable[Finding]:
        rows = {form.path: holder} if form.each else {}
        return _Sheet(desk, form, plan).finding(rows)

    return work


def _reads(pack: Pack, plan: Plan) -> frozenset[str]:
    """All a form's cells, what their conditions read, and what names and begins their rows."""
    names: set[str] = set()
    for path, patterns in plan:
        if path:
            names |= set(pack.table(path).fields)
        for pattern in patterns:
            node = (pattern.path, pattern.name, pattern.aspect)
            names.add(pattern.name)
            condition, rule = pack.needs.get(node), pack.calc_for(node)
            for read in (
                *(condition.reads if condition else ()),
                *(rule.right.reads if rule else ()),
            ):
                names |= {read.name, read.via} - {""}
    return frozenset(names)


def counted_forms(pack: Pack) -> tuple[Form, ...]:
    """The forms handed in; in a pack that prints none, all its working sheets."""
    printed = tuple(form for form in pack.forms if form.printed)
    return printed or pack.forms


def _copies(desk: Desk) -> Iterator[tuple[_Sheet, Rows]]:
    """Every copy of every form on which something must be filled."""
    for form in desk.pack.forms:
        plan = _plan(desk.pack, form)
        if plan:
            sheet = _Sheet(desk, form, plan)
            for rows in _rows_of(desk, form):
                yield sheet, rows


def _rows_of(desk: Desk, form: Form) -> Iterator[Rows]:
    if not form.each:
        yield {}
        return
    for row in rows_on(desk.snapshot, form.path):
        yield {form.path: row}


# ---------------------------------------------------------------- plans


def _plan(pack: Pack, form: Form, every: bool = False) -> Plan:
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


class _Sheet:
    """The cells of one form in one state of the package."""

    def __init__(self, desk: Desk, form: Form, plan: Plan) -> None:
        self._desk = desk
        self._form = form
        self._plan = plan
        self._view = View(desk.snapshot, desk.pack, desk.settings)

    def missing(self, rows: Rows) -> Iterator[Ref]:
        """Blank cells that must be filled."""
        for ref in self.refs(rows, blank=True):
            if self._desk.value(ref).is_blank and self._required(ref):
                yield ref

    def typed(self, rows: Rows) -> Iterator[Ref]:
        """Cells that must be filled and were; what the pack gives at the start is no work."""
        for ref in self.refs(rows):
            value = self._desk.snapshot.entered_value(ref)
            if value.is_blank or ref.name == _GIVEN or not self._required(ref):
                continue
            if tidy(value.raw) not in self._given(ref):
                yield ref

    def refs(self, rows: Rows, blank: bool = False) -> Iterator[Ref]:
        """The facts of the plan's cells, each once; `blank` leaves out most that are typed."""
        desk, seen = self._desk, set[Ref]()
        for path, patterns in self._plan:
            owner, _, table = path.rpartition("/")
            keys = [(pattern, Key(pattern.name, pattern.aspect)) for pattern in patterns]
            for line in desk.rows(table, rows.get(owner, UNIT)) if path else (UNIT,):
                # Most cells of a long report are filled: those are passed over at once.
                typed = desk.snapshot.entered.get(line, {}) if blank else {}
                for pattern, key in keys:
                    own = pattern.path == path
                    value = typed.get(key) if own else None
                    if value is not None and not value.is_blank:
                        continue
                    holder = line if own else rows.get(pattern.path, UNIT)
                    ref = desk.ref(holder, pattern.name, pattern.aspect)
                    if ref not in seen:
                        seen.add(ref)
                        yield ref

    def finding(self, rows: Rows) -> Iterator[Finding]:
        """What is missing, as a finding."""
        desk, form = self._desk, self._form
        refs = list(self.missing(rows))
        if not refs:
            return
        names = "、".join(_name(desk, ref) for ref in refs[:_NAMED])
        more = "等" if len(refs) > _NAMED else ""
        kinds = {concept.kind for ref in refs if (concept := desk.concept(ref))}
        none = "没有数的填 0 或“无”。" if kinds & NUMERIC else ""
        copy = desk.label(rows[form.path]) if form.each else ""
        yield Finding(
            rule=CODE,
            severity=Severity.WARNING,
            cells=desk.cells(*refs),
            message=f"{form.id}{copy}还有 {len(refs)} 格没有填：{names}{more}。{none}",
            shown="空白",
            expected="已填写",
        )

    # ------------------------------------------------ what must be filled

    def _required(self, ref: Ref) -> bool:
        """Whether a cell of the plan must be filled as things stand."""
        path = self._desk.path(ref.holder)
        if path and not self._desk.pack.table(path).is_fixed:
            row = self._desk.snapshot.first_row(ref.holder)
            if self._unused(row, path, ref.name):
                return False
        node = (path, ref.name, ref.aspect)
        return self._wanted(node, ref) and not self._follows(node, ref)

    def _wanted(self, node: Node, ref: Ref) -> bool:
        """Does the pack's own condition hold (in any row of a merged cell)?"""
        condition = self._desk.pack.needs.get(node)
        if condition is None:
            return True
        group = self._desk.snapshot.groups.get(ref.holder)
        return any(
            condition.run(self._view.at(row)).data is not False
            for row in (group.rows if group else (ref.holder,))
        )

    def _follows(self, node: Node, ref: Ref) -> bool:
        """Is it computed, or will be once other cells are filled that must be?"""
        rule = self._desk.pack.calc_for(node)
        if rule is None or not self._desk.snapshot.entered_value(ref).is_blank:
            return False
        if not self._desk.value(ref).is_blank:
            return True
        view = self._view.at(self._desk.snapshot.first_row(ref.holder))
        return any(
            self._desk.value(part).is_blank and self._needed(part)
            for read in rule.right.reads
            for part in ((view.ref(read),) if read.way != "列" else view.column_refs(read))
            if part is not None and part != ref
        )

    def _needed(self, ref: Ref) -> bool:
        concept = self._desk.concept(ref)
        return concept is not None and concept.need != OPTIONAL

    def _unused(self, row: str, path: str, name: str) -> bool:
        """A row for what there is none of, or a spare row nobody has begun."""
        desk = self._desk
        main = main_field(desk.pack, path)
        if main is None or name in desk.pack.table(path).levels:
            return False
        if desk.text(row, main.id) in _NO_INDICATOR:
            return True
        if name == main.id and desk.pack.table(path).levels:
            return False  # an indicator still to be named, or its line to be deleted
        line = desk.snapshot.rows[row]
        ids = desk.rows(line.table, line.owner)
        return row != ids[0] and _is_empty(desk.snapshot, row)

    def _given(self, ref: Ref) -> frozenset[str]:
        """What stands in this column of a new report."""
        path = self._desk.path(ref.holder)
        starts = self._desk.pack.starts.get(path, ())
        key = ref.name + (f"@{ref.aspect}" if ref.aspect else "")
        return frozenset(tidy(start[key]) for start in starts if key in start)


def main_field(pack: Pack, path: str) -> Concept | None:
    """The column that says what a row is about: the first text that is no level."""
    table = pack.table(path)
    for concept in table.fields.values():
        if concept.kind is Kind.TEXT and concept.id not in table.levels:
            return concept
    return None


def _is_empty(snapshot: Snapshot, row: str) -> bool:
    return not any(not value.is_blank for value in snapshot.entered.get(row, {}).values())


def _name(desk: Desk, ref: Ref) -> str:
    """公用经费（年初预算）, “国际陆港工作经费”的支出（决算）."""
    aspect = f"（{ref.aspect}）" if ref.aspect else ""
    if ref.holder == UNIT:
        return f"{ref.name}{aspect}"
    row = desk.snapshot.first_row(ref.holder)
    path = desk.path(row)
    if "/" not in path and any(form.path == path for form in desk.pack.forms if form.each):
        return f"{ref.name}{aspect}"
    table = desk.pack.table(path)
    main = main_field(desk.pack, path)
    name = desk.text(row, main.id) if main else ""
    if not name and table.levels:
        name = next((text for f in reversed(table.levels) if (text := desk.text(row, f))), "")
    if not name:
        name = desk.snapshot.rows[row].key
    place = f"“{name[:20]}”" if name else f"{table.id}{desk.label(row, ())}"
    return f"{place}的{ref.name}{aspect}"
