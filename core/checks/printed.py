"""Printed: the same fact shown in several places must read the same.

One rule replaces all of "X in form A = X in form B"; the code says which X.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.calc.compare import agree
from core.calc.view import kind_of
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity
from core.checks.registry import rule
from core.checks.rounding import sum_tolerance
from core.facts.edits import SetPrinted, SetValue
from core.facts.model import Placement, Ref
from core.facts.values import NUMERIC, Kind, Value
from core.texts import likeness

CODE = "X9.各表不一致"
LOOSE_KINDS = frozenset({Kind.DATE})
ALIKE = 60  # percent: one name written twice with a slip


@rule(CODE, reads=("*",))
def shown_alike(desk: Desk, holder: str) -> Iterator[Result]:
    """Every placement with a text of its own, against the fact's home; one finding per fact."""
    differing: dict[Ref, list[tuple[Placement, Value]]] = {}
    for placement, value in desk.snapshot.printed.items():
        home = desk.value(placement.ref)
        if reads_alike(value, home):
            yield PASSED
        else:
            differing.setdefault(placement.ref, []).append((placement, value))
    for ref, places in differing.items():
        yield _finding(desk, ref, places)


def reads_alike(value: Value, home: Value) -> bool:
    """Do two showings of one fact say the same, at the decimals of either?"""
    if value.is_blank and home.is_blank:
        return True
    if value.is_blank or home.is_blank:
        return False
    return agree(value, home) or agree(home, value)


def _finding(desk: Desk, ref: Ref, places: list[tuple[Placement, Value]]) -> Finding:
    home = desk.home(ref)
    value = desk.value(ref)
    others = "、".join(f"{p.form}是 {v.raw.strip() or '空白'}" for p, v in places)
    told = desk.shown(ref)
    kind = kind_of(desk.pack, desk.path(ref.holder), ref.name)
    what = "同一个数" if kind in NUMERIC else "同一项内容"
    remedies: list[Remedy] = []
    for placement, other in places:
        remedies.append(Remedy(f"{placement.form}照{home.form}改", SetPrinted(placement, None)))
        if not other.is_blank:
            remedies.append(
                Remedy(f"{home.form}改为 {other.raw.strip()}", SetValue(ref, other.raw))
            )
    return Finding(
        rule=CODE,
        severity=_weight(kind, ref, value, [v for _, v in places]),
        cells=(home, *(placement for placement, _ in places)),
        message=f"{what}各表不一样：{desk.name(ref)}在{home.form}是 {told}，{others}。",
        shown=places[0][1].raw.strip() or "空白",
        expected=told,
        formula=f"{places[0][0].form}的{ref.name} = {home.form}的{ref.name}",
        remedies=tuple(dict.fromkeys(remedies)),  # two forms may show the same text
    )


def _weight(kind: Kind, ref: Ref, home: Value, others: list[Value]) -> Severity:
    """Figures must agree; a date may differ; a name with a slip asks for a word."""
    if kind in LOOSE_KINDS:
        return Severity.INFO
    if kind in NUMERIC:
        if all(_is_rounding(home, other) for other in others):
            return Severity.INFO
        return Severity.ERROR
    if kind in (Kind.PHONE, Kind.TEXT) and ref.name != "单位名称":
        return Severity.WARNING
    alike = all(likeness(home.raw, other.raw) >= ALIKE for other in others)
    return Severity.WARNING if alike else Severity.ERROR


def _is_rounding(home: Value, other: Value) -> bool:
    """Two numbers that differ only in how they were rounded."""
    a, b = home.number, other.number
    if a is None or b is None:
        return False
    return abs(a - b) <= sum_tolerance(a, [b])
