"""Costs: an indicator that repeats the budget has to repeat the right figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from core.checks.desk import Desk
from core.checks.finding import Finding, Result, Severity
from core.checks.registry import rule
from core.checks.targets import OWNERS, REASONS, ROWS, called, outcome, refs_of, sheet_of, shown
from core.facts.model import UNIT, Ref
from core.facts.values import Target
from core.numbers import ZERO, decimals, plain
from core.scoring.excuses import only_on_execution
from core.scoring.sheet import ACTUAL, TARGET, Indicator, Sheet
from core.scoring.targets import is_nothing
from core.scoring.units import scale_of

CODE = "P4.成本指标与预算"
TOTAL = "年度资金总额"
BUDGETS, SPENT = ("年初预算", "全年预算"), "决算"
_PARTS = ("基本支出", "项目支出")  # a cost indicator of the unit may be about one of them
_HALF = Decimal("0.5")
# What a reason speaks of that tells why a cost differs from the budget.
_OF_COST = re.compile(
    r"成本|预算|追加|调[增减整剂]|新增|压[减缩]|节[约省]|结余|超支|涨价|价格|单价|口径|部分|其中|包[括含]|不含|[只仅]"
)


@rule(CODE, OWNERS, (*ROWS, *REASONS, TOTAL, *_PARTS))
def cost_repeats_budget(desk: Desk, owner: str) -> Iterable[Result]:
    """A cost indicator whose one end is the owner's total has that total's budget at the other."""
    sheet = sheet_of(desk, owner)
    budgets = _amounts(desk, owner, BUDGETS)
    spent = _amounts(desk, owner, (SPENT,))
    total = [(ref, number) for ref, number in budgets if ref.name == TOTAL]
    paid = [(ref, number) for ref, number in spent if ref.name == TOTAL]
    if not total or not paid:
        return outcome([], sheet)
    found = []
    for indicator in sheet.real:
        target, actual = indicator.target, indicator.actual
        if "成本" not in f"{indicator.groups}{indicator.name}" or target is None or actual is None:
            continue
        if _explained(sheet, indicator):
            continue
        wanted, got = _money(desk, target), _money(desk, actual)
        if not wanted or not got:
            continue
        asked = {ref.name for ref, number in budgets if _equals(desk, target, wanted, number)}
        done = {ref.name for ref, number in spent if _equals(desk, actual, got, number)}
        if asked & done:  # both ends of one thing
            continue
        if TOTAL in done:
            found.append(
                Finding(
                    CODE,
                    Severity.WARNING,
                    desk.cells(*refs_of([indicator], TARGET), *(ref for ref, _ in total)),
                    f"{called(indicator)}的年度指标值是 {shown(desk, indicator, TARGET)}，"
                    f"和年度资金总额的预算数（{_told(total)}）都不一致，请核对或说明原因。",
                    shown=shown(desk, indicator, TARGET),
                    expected=" 或 ".join(dict.fromkeys(plain(number) for _, number in total)),
                    formula="、".join(
                        f"{plain(wanted)} − {plain(number)} = {plain(wanted - number)}"
                        for _, number in total
                    ),
                )
            )
        elif TOTAL in asked:
            found.append(
                Finding(
                    CODE,
                    Severity.WARNING,
                    desk.cells(*refs_of([indicator], ACTUAL), *(ref for ref, _ in paid)),
                    f"{called(indicator)}的实际完成值是 {shown(desk, indicator, ACTUAL)}，"
                    f"和执行数（{_told(paid)}）不一致，请核对或说明原因。",
                    shown=shown(desk, indicator, ACTUAL),
                    expected=plain(paid[0][1]),
                    formula=f"{plain(got)} − {plain(paid[0][1])} = {plain(got - paid[0][1])}",
                )
            )
    return outcome(found, sheet)


def _explained(sheet: Sheet, indicator: Indicator) -> bool:
    """Is it said why the two ends of a cost are not the budget and what was spent?

    What is said of a late work or of slow spending does not tell that.
    """
    beside = "" if is_nothing(indicator.reason) else indicator.reason
    if _OF_COST.search(beside) and not only_on_execution(beside):
        return True
    return any(
        (indicator.is_named and indicator.name in text) or _OF_COST.search(text)
        for text in sheet.owner_reasons(indicator)
    )


def _amounts(desk: Desk, owner: str, aspects: tuple[str, ...]) -> list[tuple[Ref, Decimal]]:
    """The owner's totals, and the unit's two halves, that are filled in."""
    names = (TOTAL, *_PARTS) if owner == UNIT else (TOTAL,)
    found = []
    for name in names:
        for aspect in aspects:
            number = desk.number(owner, name, aspect)
            if number is not None and number > 0:
                found.append((desk.ref(owner, name, aspect), number))
    return found


def _money(desk: Desk, value: Target) -> Decimal | None:
    """An amount in the unit of the forms; a number without unit is one already."""
    if value.number is None:
        return None
    power, unit = scale_of(value.unit)
    if unit not in ("", "元") or (unit == "" and value.unit):
        return None
    if not value.unit:
        return value.number
    home, _ = scale_of(desk.settings.text("金额单位") or "万元")
    return value.number.scaleb(power - home)


def _equals(desk: Desk, value: Target, amount: Decimal, number: Decimal) -> bool:
    """The same amount, as exact as the indicator was written."""
    assert value.number is not None
    if amount == number:
        return True
    home, _ = scale_of(desk.settings.text("金额单位") or "万元")
    power = scale_of(value.unit)[0] - home if value.unit else 0
    return abs(amount - number) <= _HALF.scaleb(power - decimals(value.number)) and number > ZERO


def _told(amounts: list[tuple[Ref, Decimal]]) -> str:
    return "、".join(f"{ref.aspect} {plain(number)}" for ref, number in amounts)
