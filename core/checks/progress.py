"""Progress: which cells still have to be filled, and how far the package has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.calc.view import rows_on
from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.sheets import Plan, Rows, Sheet, plan_of
from core.checks.tally import Progress as Progress
from core.facts.model import UNIT, Ref
from core.facts.values import NUMERIC
from core.forms.pack import Pack
from core.forms.schema import Form

CODE = "M1.必填项没有填"
_NAMED = 6  # cells a message names
_ELSEWHERE = frozenset({"单位", "链", "设置"})  # ways of reading what no project form holds


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
        sheet = Sheet(desk, plan_of(desk.pack, form, every=True))
        for rows in _rows_of(desk, form):
            for ref in sheet.refs(rows):
                if passed and ref in waiting:
                    return ref
                passed = passed or ref == after
    return next(iter(waiting))


@dataclass(frozen=True, slots=True)
class FormStation:
    """What is missing on one form: one finding for it, and for each copy of a project's form.

    A station for each, so that an edit looks at one copy only.
    """

    path: str
    reads: frozenset[str]
    work: Callable[[Desk, str], Iterable[Finding]]


def form_stations(pack: Pack) -> Iterator[FormStation]:
    """One station for each form on which something must be filled."""
    for form in pack.forms:
        plan = plan_of(pack, form)
        if plan:
            yield FormStation(
                form.path if form.each else "", reads_of(pack, plan), _work(form, plan)
            )


def _work(form: Form, plan: Plan) -> Callable[[Desk, str], Iterable[Finding]]:
    def work(desk: Desk, holder: str) -> Iterable[Finding]:
        rows = {form.path: holder} if form.each else {}
        return _finding(desk, form, plan, rows)

    return work


def reads_of(pack: Pack, plan: Plan) -> frozenset[str]:
    """What counting looks at: the cells, what their conditions read, what names and begins rows."""
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


def read_elsewhere(pack: Pack, plan: Plan) -> frozenset[str]:
    """What decides whether cells of a project's form must be filled and is no project's: facts of
    the unit that the form shows too, and what its conditions and formulas read of the unit."""
    found: set[str] = set()
    for pattern in (pattern for _, patterns in plan for pattern in patterns):
        if not pattern.path:
            found.add(pattern.name)
        node = (pattern.path, pattern.name, pattern.aspect)
        condition, rule = pack.needs.get(node), pack.calc_for(node)
        reads = (*(condition.reads if condition else ()), *(rule.right.reads if rule else ()))
        found |= {read.name for read in reads if read.way in _ELSEWHERE}
    return frozenset(found)


def _copies(desk: Desk) -> Iterator[tuple[Sheet, Rows]]:
    """Every copy of every form on which something must be filled."""
    for form in desk.pack.forms:
        plan = plan_of(desk.pack, form)
        if plan:
            sheet = Sheet(desk, plan)
            for rows in _rows_of(desk, form):
                yield sheet, rows


def _rows_of(desk: Desk, form: Form) -> Iterator[Rows]:
    if not form.each:
        yield {}
        return
    for row in rows_on(desk.snapshot, form.path):
        yield {form.path: row}


def _finding(desk: Desk, form: Form, plan: Plan, rows: Rows) -> Iterator[Finding]:
    """What is missing on one copy of a form."""
    refs = list(Sheet(desk, plan).missing(rows))
    if not refs:
        return
    inside = rows.get(form.path, UNIT)
    names = "、".join(desk.name(ref, inside) for ref in refs[:_NAMED])
    more = "等" if len(refs) > _NAMED else ""
    kinds = {concept.kind for ref in refs if (concept := desk.concept(ref))}
    none = "没有数的填 0 或“无”。" if kinds & NUMERIC else ""
    copy = desk.row(inside) if inside else ""
    yield Finding(
        rule=CODE,
        severity=Severity.WARNING,
        cells=desk.cells(*refs),
        message=f"{form.id}{copy}还有 {len(refs)} 格没有填：{names}{more}。{none}",
        shown="空白",
        expected="已填写",
    )
