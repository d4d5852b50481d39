"""Execution: the points a rate of execution may get under the known ways of counting."""

from __future__ import annotations

from decimal import Decimal, localcontext

from core.facts.values import Span
from core.numbers import CONTEXT, ONE, ZERO

POLICY = "执行率评分办法"
PROPORTION, STEPS, PASS_MARK, ANY = "按比例", "分档", "及格线", "不限"

# From which rate on which share of the points is given.
BOUNDS = (
    (Decimal("1"), Decimal("1")),
    (Decimal("0.8"), Decimal("0.7")),
    (Decimal("0.6"), Decimal("0.5")),
)
MARK = Decimal("0.6")

CLAUSES = {
    PROPORTION: "财预〔2020〕10号：预算执行率按实际执行的比例计分",
    STEPS: "财预〔2021〕101号：预算执行率可以按区间计分",
    PASS_MARK: "财预〔2021〕101号：可以设及格线，低于及格线不得分",
}


def points(rate: Decimal, full: Decimal, policy: str) -> Span:
    """The points of one policy; 不限 spans from the least to the most of all policies."""
    with localcontext(CONTEXT):
        if policy == PROPORTION:
            return _one(full * min(ONE, max(ZERO, rate)))
        if policy == STEPS:
            return _one(full * next((share for bound, share in BOUNDS if rate >= bound), ZERO))
        if policy == PASS_MARK:
            if rate < MARK:
                return _one(ZERO)
            return _one(full * min(ONE, (rate - MARK) / (ONE - MARK)))
    spans = [points(rate, full, name) for name in (PROPORTION, STEPS, PASS_MARK)]
    return Span(min(span.low for span in spans), max(span.high for span in spans))


def formula(policy: str) -> str:
    """How a policy counts, in words."""
    return {
        PROPORTION: "分值 × 执行率",
        STEPS: "执行完 100% 得满分；80%（含）以上 70%；60%（含）以上 50%；60% 以下不得分",
        PASS_MARK: "60% 以下不得分；60% 以上按（执行率 − 60%）÷ 40% × 分值",
    }.get(policy, "按比例、分档、及格线三种办法中的任一种")


def _one(value: Decimal) -> Span:
    return Span(value, value)
