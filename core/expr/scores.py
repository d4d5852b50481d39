"""Scores: the functions that turn figures into points.

They give a span from the strict to the lenient reading of a rule, never below zero and
never above the full score. "每低于5%扣2分" is read strictly (a started step costs) and
leniently (only whole steps cost).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from core.expr.errors import ExprError
from core.expr.functions import Function, where
from core.expr.nodes import CallNode, Node, NumberNode, UnaryNode
from core.expr.pieces import (
    Piece,
    Scale,
    Single,
    computed,
    decimal_of,
    label_of,
    number,
    obstacle,
    text,
)
from core.expr.scope import Environment, Type
from core.facts.values import Span, State, Value, failed, known
from core.numbers import ONE, ZERO, round_half_up

# 达成、部分达成、未达成 and the share of the full score at which each band begins.
BANDS = (("达成", Decimal("0.8")), ("部分达成", Decimal("0.6")), ("未达成", ZERO))

_DOUBT = re.compile(r"(?:部分|[未没不难无])[^，。；、,;\s]{0,3}$")
_PLACES_OF_STEPS = 20  # a division leaves a trace in the fiftieth digit; it must cost nothing

Pairs = list[tuple[str, Decimal]]


def _span(full: Decimal, low: Decimal, high: Decimal) -> Value:
    return known(Span(min(full, max(ZERO, low)), min(full, max(ZERO, high))))


def _score(rule: Callable[..., Value]) -> Callable[[CallNode, Sequence[Piece]], Single]:
    """A rule over numbers, the last of which is the full score."""

    def builder(call: CallNode, args: Sequence[Piece]) -> Single:
        runs = [number(arg, where(call)(index)) for index, arg in enumerate(args)]

        def run(env: Environment) -> Value:
            values = [one(env) for one in runs]
            stop = obstacle(*values)
            if stop is not None:
                return stop
            numbers = [decimal_of(value) for value in values]
            return failed("满分不能小于零") if numbers[-1] < 0 else rule(*numbers)

        return computed(call, Type.SPAN, run)

    return builder


# ------------------------------------------------------------ proportions


def _proportion(actual: Decimal, target: Decimal, full: Decimal) -> Value:
    if target == 0:
        return _span(full, full, full)
    points = full * actual / target
    return _span(full, points, points)


def _inverse(actual: Decimal, target: Decimal, full: Decimal) -> Value:
    if actual == 0:
        return _span(full, full, full)
    points = full * target / actual
    return _span(full, points, points)


def _pass_mark(actual: Decimal, target: Decimal, mark: Decimal, full: Decimal) -> Value:
    if not 0 <= mark <= 1:
        return failed("及格线要在0到100%之间")
    if target < 0:
        actual, target = -actual, -target
    if target == 0 or actual >= target:
        return _span(full, full, full)
    if actual < mark * target:
        return _span(full, ZERO, ZERO)
    points = full * (actual - mark * target) / (target * (ONE - mark))
    return _span(full, points, points)


# -------------------------------------------------------------- deductions


def _deduction(
    excess: Callable[[Decimal, Decimal], Decimal],
) -> Callable[[CallNode, Sequence[Piece]], Single]:
    """Every `每` of the excess over or under the standard costs points."""

    def rule(
        value: Decimal, standard: Decimal, each: Decimal, cost: Decimal, full: Decimal
    ) -> Value:
        if each <= 0:
            return failed("“每”的幅度要大于零")
        if cost < 0:
            return failed("扣分不能小于零")
        steps = round_half_up(max(ZERO, excess(value, standard)) / each, _PLACES_OF_STEPS)
        strict = steps.to_integral_value(ROUND_CEILING) * cost
        lenient = steps.to_integral_value(ROUND_FLOOR) * cost
        return _span(full, full - strict, full - lenient)

    score = _score(rule)

    def builder(call: CallNode, args: Sequence[Piece]) -> Single:
        each = _literal(args[2].node)
        if each is not None and each <= 0:
            raise ExprError("“每”的幅度要大于零", args[2].node.pos, "例如每一个百分点写 1%。")
        return score(call, args)

    return builder


# ------------------------------------------------------------------ steps


def _literal(node: Node) -> Decimal | None:
    """The number that is written out, also with a minus before it."""
    if isinstance(node, NumberNode):
        return node.value
    if isinstance(node, UnaryNode) and node.op == "-" and isinstance(node.operand, NumberNode):
        return node.operand.value.copy_negate()
    return None


def _steps(call: CallNode, args: Sequence[Piece]) -> Single:
    """分档: the points of the first bound that the value keeps to."""
    if len(args) % 2:
        raise ExprError(
            "分档(…)的界和分要成对，最后写其余分", call.pos, f"写法：{SCORES[call.function].usage}"
        )
    bounds: list[Decimal] = []
    for index in range(1, len(args) - 1, 2):
        bound = _literal(args[index].node)
        if bound is None:
            raise ExprError(
                f"{where(call)(index)}是界，要直接写数，{label_of(args[index].node)}不是",
                args[index].node.pos,
                "例如 90% 或 100。",
            )
        bounds.append(bound)
    falling = len(bounds) > 1 and bounds[1] < bounds[0]
    for place, (before, after) in enumerate(pairwise(bounds)):
        if before == after or (after < before) is not falling:
            raise ExprError(
                "分档(…)的界要依次变大，或者依次变小",
                args[2 * place + 3].node.pos,
                "请重新排列各界。",
            )
    spots = (0, *range(2, len(args) - 1, 2), len(args) - 1)
    runs = [number(args[index], where(call)(index)) for index in spots]

    def run(env: Environment) -> Value:
        values = [one(env) for one in runs]
        stop = obstacle(*values)
        if stop is not None:
            return stop
        value, *points = map(decimal_of, values)
        reached = [value >= bound if falling else value <= bound for bound in bounds]
        given = points[reached.index(True)] if any(reached) else points[-1]
        return failed("分档的分不能小于零") if given < 0 else known(Span(given, given))

    return computed(call, Type.SPAN, run)


# ----------------------------------------------------------------- scales


def _scale(call: CallNode, args: Sequence[Piece], index: int) -> Scale:
    scale = args[index]
    if not isinstance(scale, Scale):
        raise ExprError(
            f"{where(call)(index)}要写档次表的名称",
            scale.node.pos,
            "档次表是一项设置，由档次的名称和下限组成，例如 优 90、良 80。",
        )
    return scale


def _pairs(scale: Scale, env: Environment) -> Pairs | Value:
    """Words with their lower bounds, the highest first; a reason when they cannot be used."""
    pairs: Pairs = []
    for word, value in env.scale(scale.read):
        bound = value.number
        if value.is_blank:
            continue
        if not word or value.state is not State.READ or bound is None or not bound.is_finite():
            return failed(f"档次表{label_of(scale.node)}里有无法识别的内容")
        pairs.append((word, bound))
    if not pairs:
        return failed(f"档次表{label_of(scale.node)}是空的")
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)


def _grade(call: CallNode, args: Sequence[Piece]) -> Single:
    points = number(args[0], where(call)(0))
    scale = _scale(call, args, 1)

    def run(env: Environment) -> Value:
        value = points(env)
        stop = obstacle(value)
        if stop is not None:
            return stop
        pairs = _pairs(scale, env)
        if isinstance(pairs, Value):
            return pairs
        for word, bound in pairs:
            if decimal_of(value) >= bound:
                return known(word)
        return failed(f"低于档次表{label_of(scale.node)}里最低的一档")

    return computed(call, Type.TEXT, run)


def _three_bands(call: CallNode, args: Sequence[Piece]) -> Single:
    written = text(args[0], where(call)(0))
    full_score = number(args[1], where(call)(1))
    scale = _scale(call, args, 2) if len(args) > 2 else None

    def run(env: Environment) -> Value:
        words, points = written(env), full_score(env)
        stop = obstacle(words, points)
        if stop is not None:
            return stop
        full = decimal_of(points)
        if full < 0:
            return failed("满分不能小于零")
        pairs = list(BANDS) if scale is None else _pairs(scale, env)
        if isinstance(pairs, Value):
            return pairs
        if any(not 0 <= share <= 1 for _, share in pairs):
            return failed("三档的下限要在0到100%之间")
        band = _band(str(words.data), [word for word, _ in pairs])
        if band is None:
            return _span(full, ZERO, full)
        upper = pairs[band - 1][1] if band else ONE
        return _span(full, full * pairs[band][1], full * upper)

    return computed(call, Type.SPAN, run)


def _band(written: str, words: Sequence[str]) -> int | None:
    """Which band a text names; None when it names none, several, or one in a doubtful way."""
    longest_first = sorted(words, key=len, reverse=True)
    found: set[int] = set()
    for match in re.finditer("|".join(map(re.escape, longest_first)), written):
        if _DOUBT.search(written, 0, match.start()):
            return None
        found.add(words.index(match[0]))
    return found.pop() if len(found) == 1 else None


SCORES: dict[str, Function] = {
    "比例": Function("比例(实际, 目标, 满分)", 3, 3, _score(_proportion)),
    "反比例": Function("反比例(实际, 目标, 满分)", 3, 3, _score(_inverse)),
    "超扣": Function(
        "超扣(值, 标准, 每, 扣, 满分)", 5, 5, _deduction(lambda value, standard: value - standard)
    ),
    "欠扣": Function(
        "欠扣(值, 标准, 每, 扣, 满分)", 5, 5, _deduction(lambda value, standard: standard - value)
    ),
    "偏扣": Function(
        "偏扣(值, 标准, 每, 扣, 满分)",
        *(5, 5),
        _deduction(lambda value, standard: abs(value - standard)),
    ),
    "分档": Function("分档(值, 界1, 分1, 界2, 分2, …, 其余分)", 4, None, _steps),
    "及格线": Function("及格线(实际, 目标, 线, 满分)", 4, 4, _score(_pass_mark)),
    "等级": Function("等级(分, 档次表)", 2, 2, _grade),
    "三档": Function("三档(实际文字, 满分)，或 三档(实际文字, 满分, 档次表)", 2, 3, _three_bands),
}
