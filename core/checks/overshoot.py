"""Overshoot: results that exceed their targets by far, or repeat them to the digit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.checks.attainment import rate_formula
from core.checks.desk import Desk
from core.checks.finding import Finding, Result, Severity
from core.checks.registry import rule
from core.checks.targets import (
    OWNERS,
    REASONS,
    ROWS,
    SCORES,
    called,
    outcome,
    percent,
    refs_of,
    sheet_of,
    shown,
)
from core.numbers import ONE
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.scoring.targets import Way

_READS = (*ROWS, *SCORES, *REASONS)
_MANY = 5
_FAR_OVER = Decimal("1.5")
_FEW = Decimal(1)  # two instead of one is 200% and means little


@rule("O20.指标全部等于目标", OWNERS, _READS)
def not_everything_equals(desk: Desk, owner: str) -> Iterable[Result]:
    """Many measured results that all equal their targets to the digit deserve a second look."""
    sheet = sheet_of(desk, owner)
    measured = [one for one in sheet.real if one.attained is not None]
    full = all(one.score is None or one.score == one.weight for one in sheet.real)
    if not full or not all(_equals(one) for one in measured):
        return outcome([], sheet)
    open_ended = [one for one in measured if not _is_bound(one)]
    if len(open_ended) < _MANY:
        return outcome([], sheet)
    return (
        Finding(
            "O20.指标全部等于目标",
            Severity.INFO,
            desk.cells(*refs_of(open_ended, ACTUAL)),
            f"{len(measured)} 项可以衡量的指标，实际完成值都和年度指标值一模一样，"
            "请核对填的是不是真实的完成数。",
        ),
    )


def _equals(indicator: Indicator) -> bool:
    done = indicator.attained
    return done is not None and done.actual == done.target


def _is_bound(indicator: Indicator) -> bool:
    """100% and 0 cannot be exceeded; a deadline or an amount of the budget is met to the digit."""
    target = indicator.target
    if target is None or target.number is None:
        return True
    if indicator.attained is not None and indicator.attained.way is Way.DOWN:
        return True
    return target.number == 0 or (target.unit == "%" and target.number == 100)


@rule("O21.完成大幅超过目标", OWNERS, _READS)
def target_was_not_too_low(desk: Desk, owner: str) -> Iterable[Result]:
    """A target exceeded by far was set too low, or the figures are wrong: say why."""
    sheet = sheet_of(desk, owner)
    found = []
    far = ONE + desk.limit("大额变动")
    for indicator in sheet.real:
        done = indicator.attained
        if done is None or done.rate <= ONE or done.rate < far:
            continue
        if done.way is not Way.UP or done.target <= 0:
            continue
        if any(word in f"{indicator.name}{indicator.kind}" for word in ("满意", "及时")):
            continue
        if sheet.explains(indicator):
            continue
        large = done.rate >= _FAR_OVER and done.actual - done.target > _FEW
        over = "，请说明原因；目标定得过低的，要相应扣分" if large else "，请核对"
        found.append(
            Finding(
                "O21.完成大幅超过目标",
                Severity.WARNING if large else Severity.INFO,
                desk.cells(*refs_of([indicator], TARGET, ACTUAL)),
                f"{called(indicator)}的年度指标值是 {shown(desk, indicator, TARGET)}，"
                f"实际完成值是 {shown(desk, indicator, ACTUAL)}，"
                f"完成了 {percent(done.rate)}{over}。",
                shown=shown(desk, indicator, ACTUAL),
                expected=shown(desk, indicator, TARGET),
                formula=rate_formula(done.way, done.target, done.actual, done.rate),
                clause="财预〔2020〕10号：完成值超出指标值较多的，要分析原因",
            )
        )
    return outcome(found, sheet)
