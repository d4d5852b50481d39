"""Budgets: the budget at the start of the year beside the full-year one, far apart or cut."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.change import (
    BASIC,
    CHANGE_CLAUSE,
    INITIAL,
    PROJECTS,
    SLIGHT,
    TOTAL,
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
from core.numbers import plain

FULL_YEAR_CLAUSE = "全年预算数 = 上年结转 + 年初预算数 + 年中追加（调减）数"


def _budget_moved(code: str, desk: Desk, holder: str, zero_counts: bool) -> Iterator[Result]:
    before, after = Ref(TOTAL, INITIAL, holder), Ref(TOTAL, YEAR, holder)
    change = between(desk, before, after)
    if change is None:
        yield skipped("年初预算数或全年预算数还没有填")
        return
    if change.before == 0 and not zero_counts:
        yield skipped("年初没有预算，是年中新增的项目")
        return
    if not change.is_large or told_why(desk, holder):
        yield PASSED
        return
    yield Finding(
        code,
        Severity.WARNING,
        desk.cells(after, before),
        f"年度资金总额年初预算 {plain(change.before)}，全年预算 {plain(change.after)}，"
        f"{'追加' if change.gap > 0 else '调减'}了 {plain(abs(change.gap))}{change.told}，"
        "没有看到原因，请说明。",
        shown=plain(change.after),
        formula=change.formula,
        clause=CHANGE_CLAUSE,
    )


@rule("O24.年初与全年预算相差大", reads=(TOTAL, *REASON_FACTS))
def unit_budget_moved(desk: Desk, holder: str) -> Iterator[Result]:
    """A large change of the unit's budget within the year needs a reason."""
    yield from _budget_moved("O24.年初与全年预算相差大", desk, UNIT, True)


@rule("P7.年初与全年预算相差大", on="项目", reads=(TOTAL, *REASON_FACTS))
def project_budget_moved(desk: Desk, project: str) -> Iterator[Result]:
    """A large change of a project's budget needs a reason; a new project has no initial one."""
    yield from _budget_moved("P7.年初与全年预算相差大", desk, project, False)


@rule("O31.全年预算小于年初预算", reads=(TOTAL,))
def budget_was_cut(desk: Desk, holder: str) -> Iterator[Result]:
    """The full-year budget is usually no less than the initial one."""
    before, after = Ref(TOTAL, INITIAL), Ref(TOTAL, YEAR)
    change = between(desk, before, after)
    if change is None:
        yield skipped("年初预算数或全年预算数还没有填")
        return
    slight = -change.gap < SLIGHT * change.before
    if change.gap >= 0 or slight or change.is_large:  # a large cut is asked about by O24
        yield PASSED
        return
    yield Finding(
        "O31.全年预算小于年初预算",
        Severity.INFO,
        desk.cells(after, before),
        f"全年预算数 {plain(change.after)} 比年初预算数 {plain(change.before)} 少"
        f" {plain(-change.gap)}，请核对年中是不是调减了预算。",
        shown=plain(change.after),
        expected=f"一般不小于 {plain(change.before)}",
        formula=change.formula,
        clause=FULL_YEAR_CLAUSE,
    )


@rule("X10.两张表的预算不一致", reads=(TOTAL, BASIC, PROJECTS, *REASON_FACTS))
def budgets_of_two_forms(desk: Desk, holder: str) -> Iterator[Result]:
    """Without an initial total, 基本 + 项目 stand in for it beside the full-year budget."""
    whole, basic, projects = Ref(TOTAL, YEAR), Ref(BASIC, INITIAL), Ref(PROJECTS, INITIAL)
    if desk.number(UNIT, TOTAL, INITIAL) is not None:
        yield skipped("年度资金总额有年初预算数，另外比较")
        return
    a, b = desk.value(basic).number, desk.value(projects).number
    full = desk.value(whole).number
    if a is None or b is None or full is None or a + b == 0:
        yield skipped("预算数还没有填")
        return
    change = Change(desk, a + b, full)
    if not change.is_large or told_why(desk, UNIT):
        yield PASSED
        return
    yield Finding(
        "X10.两张表的预算不一致",
        Severity.WARNING,
        desk.cells(whole, basic, projects),
        f"基本支出和项目支出的年初预算合计 {plain(a + b)}，全年预算数却是 {plain(full)}，"
        f"相差 {plain(abs(change.gap))}{change.told}；"
        "年初预算、全年预算、全年执行要用各自的数，请核对，是追加、结转的请说明。",
        shown=plain(full),
        expected=plain(a + b),
        formula=f"{plain(a)} + {plain(b)} = {plain(a + b)}；{change.formula}",
        clause=FULL_YEAR_CLAUSE,
    )
