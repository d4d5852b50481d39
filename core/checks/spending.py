"""Spending: far from its budget or from last year's without a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from core.checks.change import (
    BASIC,
    CHANGE_CLAUSE,
    INITIAL,
    LAST,
    PROJECTS,
    SLIGHT,
    SPENT,
    YEAR,
    Change,
    between,
    told_why,
)
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity, skipped
from core.checks.reasons import REASON_FACTS
from core.checks.registry import rule
from core.facts.model import UNIT, Ref
from core.numbers import HUNDRED, plain, round_half_up

RUNNING, BUYING, THREE = "公用经费", "政府采购金额", "三公经费"
THREE_PARTS = ("公务用车购置和维护经费", "因公出国经费", "公务接待费")

_THREE = r"三公|接待|公务用车|公车|出国"
THREE_CLAUSE = "“三公”经费只减不增，支出不得超过预算"


class Asked(NamedTuple):
    """Of what spending is held against its budget, and what is asked about."""

    name: str
    budgets: tuple[str, str]  # the first of these that is filled
    is_asked: Callable[[Change], bool]
    about: str = ""  # words by which a reason is known to speak of it; "" for any about money


def _is_large(change: Change) -> bool:
    return change.is_large


def _is_large_rise(change: Change) -> bool:
    return change.is_large and change.gap > 0


def _is_rise(change: Change) -> bool:
    return change.gap > 0


ASKED = (
    Asked(BASIC, (INITIAL, YEAR), _is_large),
    Asked(PROJECTS, (INITIAL, YEAR), _is_large),
    Asked(RUNNING, (INITIAL, YEAR), _is_large_rise),  # saving running costs needs no reason
    Asked(BUYING, (INITIAL, YEAR), _is_large, "采购"),
)
ASKED_NAMES = tuple(asked.name for asked in ASKED)


# ---------------------------------------------------------------- budget and spending


class Moved(NamedTuple):
    """Spending that is asked about, beside its budget."""

    budget: Ref
    spent: Ref
    change: Change

    @property
    def ratio(self) -> str:
        """87.5%, or nothing without a budget."""
        if self.change.before <= 0:
            return ""
        return f"{plain(round_half_up(self.change.after / self.change.before * HUNDRED, 2))}%"


def _unexplained(
    desk: Desk, asked: Iterable[Asked], tell: Callable[[Desk, Moved], Finding], blank: str
) -> Iterator[Result]:
    """What is asked about and has no reason, told in a rule's own words."""
    compared = False
    for name, budgets, is_asked, about in asked:
        spent, first = Ref(name, SPENT), Ref(name, budgets[0])
        budget = first if desk.value(first).number is not None else Ref(name, budgets[1])
        change = between(desk, budget, spent)
        if change is None:
            continue
        compared = True
        # A total that disagrees with its parts is reported as that, not a second time here.
        readings = (change, *_with_parts(desk, budget, spent))
        if all(is_asked(one) for one in readings) and not told_why(desk, UNIT, about):
            yield tell(desk, Moved(budget, spent, change))
        else:
            yield PASSED
    if not compared:
        yield skipped(blank)


def _with_parts(desk: Desk, budget: Ref, spent: Ref) -> Iterator[Change]:
    """The change with a typed total put right by its parts, where the two disagree."""
    a, b = desk.value(budget).number, desk.value(spent).number
    parts_a = desk.snapshot.computed_value(budget).number
    parts_b = desk.snapshot.computed_value(spent).number
    if a is None or b is None:
        return
    if parts_a is not None and parts_a != a:
        yield Change(desk, parts_a, b)
    if parts_b is not None and parts_b != b:
        yield Change(desk, a, parts_b)


@rule("B10.预算与决算相差大", reads=(*ASKED_NAMES, *REASON_FACTS))
def spending_near_budget(desk: Desk, holder: str) -> Iterator[Result]:
    """Spending far from its budget needs a reason."""
    yield from _unexplained(desk, ASKED, _far_from_budget, "预算数或决算数还没有填")


def _far_from_budget(desk: Desk, moved: Moved) -> Finding:
    budget, spent, change = moved
    ratio = f"，是预算的 {moved.ratio}" if moved.ratio else ""
    return Finding(
        "B10.预算与决算相差大",
        Severity.WARNING,
        desk.cells(spent, budget),
        f"{budget.name}{budget.aspect} {plain(change.before)}，决算 {plain(change.after)}"
        f"{ratio}，相差 {plain(abs(change.gap))}，没有看到原因，请说明。",
        shown=plain(change.after),
        formula=change.formula,
        clause=CHANGE_CLAUSE,
    )


@rule("B10.三公超预算", reads=(THREE, *THREE_PARTS, *REASON_FACTS))
def three_within_budget(desk: Desk, holder: str) -> Iterator[Result]:
    """三公经费 keeps to its budget; the parts are asked about where there is no total."""
    names = (THREE,) if desk.number(UNIT, THREE, SPENT) is not None else THREE_PARTS
    asked = [Asked(name, (YEAR, INITIAL), _is_rise, _THREE) for name in names]
    yield from _unexplained(desk, asked, _over_budget, "三公经费的预算数或决算数还没有填")


def _over_budget(desk: Desk, moved: Moved) -> Finding:
    budget, spent, change = moved
    ratio = f"（{moved.ratio}）" if moved.ratio else ""
    return Finding(
        "B10.三公超预算",
        Severity.WARNING,
        desk.cells(spent, budget),
        f"{budget.name}决算 {plain(change.after)}，超过{budget.aspect} {plain(change.before)}"
        f"{ratio}，多 {plain(change.gap)}，没有看到原因，请核对或说明。",
        shown=plain(change.after),
        expected=f"不超过 {plain(change.before)}",
        formula=change.formula,
        clause=THREE_CLAUSE,
    )


# ---------------------------------------------------------------- this year and last year


@rule("B11.比上年变动大", reads=(THREE, *ASKED_NAMES))
def near_last_year(desk: Desk, holder: str) -> Iterator[Result]:
    """Spending far from last year's, and a rise of 三公经费: worth a second look."""
    told: list[str] = []
    refs: list[Ref] = []
    formulas: list[str] = []
    compared = large = False
    for name in (THREE, *ASKED_NAMES):
        last, spent = Ref(name, LAST), Ref(name, SPENT)
        change = between(desk, last, spent)
        if change is None:
            continue
        compared = True
        rise = change.gap > SLIGHT * change.before  # 三公 may only fall, but cents are no rise
        if not (rise if name == THREE else change.is_large):
            continue
        large = large or change.is_large
        told.append(f"{name} {plain(change.before)} → {plain(change.after)}{change.told}")
        formulas.append(f"{name}：{change.formula}")
        refs += [spent, last]
    if not compared:
        yield skipped("没有上年决算数")
        return
    if not refs:
        yield PASSED
        return
    yield Finding(
        "B11.比上年变动大",
        Severity.INFO,
        desk.cells(*refs),
        f"决算数与上年相比{'变动较大' if large else '有增加'}：{'；'.join(told)}。"
        "请核对，报告里宜说明原因。",
        shown="；".join(told),
        formula="；".join(formulas),
    )
