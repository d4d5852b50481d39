"""Operators: the static checks of + - * / and comparisons, 且 或 非, and how they run.

0/0 is 不适用, any other x/0 fails. Texts are compared without the spaces at their ends, as =
and <> only; comparing anything with the literal "" asks whether it is blank. Two targets are
compared by = and <> as they are written, else by their numbers.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from core.expr.errors import ExprError
from core.expr.nodes import BinaryNode, TextNode, UnaryNode
from core.expr.pieces import (
    Piece,
    Run,
    Single,
    as_number,
    as_span,
    as_text,
    computed,
    counted,
    decimal_of,
    mismatch,
    number,
    obstacle,
    single,
    truth,
)
from core.expr.scope import Environment, Type
from core.facts.values import NOT_APPLICABLE, Span, State, Value, failed, known
from core.numbers import ZERO
from core.texts import tidy

_NUMBERLIKE = frozenset({Type.NUMBER, Type.TARGET})
_TEXTLIKE = frozenset({Type.TEXT, Type.TARGET})
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# How messages and filled-in formulas write the operators.
SHOWN = {"<>": "≠", "<=": "≤", ">=": "≥", "*": "×", "/": "÷"}


def unary(node: UnaryNode, operand: Piece) -> Single:
    """- x or 非 x."""
    if node.op == "-":
        return computed(node, Type.NUMBER, _negative(number(operand, "负号后面")))
    return computed(node, Type.BOOL, _not(truth(operand, "“非”后面")))


def binary(node: BinaryNode, left: Piece, right: Piece) -> Single:
    """x op y, whatever the operator."""
    op = SHOWN.get(node.op, node.op)
    before, after = f"“{op}”前面", f"“{op}”后面"
    match node.op:
        case "且" | "或":
            run = _logic(truth(left, before), truth(right, after), node.op == "或")
            return computed(node, Type.BOOL, run)
        case "+":
            first, second = single(left, before), single(right, after)
            if Type.SPAN in (first.type, second.type):
                run = _add_spans(_span(first, before), _span(second, after))
                return computed(node, Type.SPAN, run)
            return computed(node, Type.NUMBER, _add(number(left, before), number(right, after)))
        case "-" | "*" | "/":
            work = {"-": operator.sub, "*": operator.mul, "/": _divide}[node.op]
            run = _arithmetic(number(left, before), number(right, after), work)
            return computed(node, Type.NUMBER, run)
    return computed(node, Type.BOOL, _comparison(node, single(left, before), single(right, after)))


# -------------------------------------------------------------- arithmetic


def _negative(operand: Run) -> Run:
    def run(env: Environment) -> Value:
        value = operand(env)
        stop = obstacle(value)
        return stop if stop is not None else known(-decimal_of(value))

    return run


def _add(left: Run, right: Run) -> Run:
    def run(env: Environment) -> Value:
        kept = counted((left(env), right(env)))
        if isinstance(kept, Value):
            return kept
        return known(sum(map(decimal_of, kept), ZERO))

    return run


def _span(piece: Single, where: str) -> Run:
    if piece.type is Type.SPAN:
        return piece.run
    run = number(piece, where)
    return lambda env: as_span(run(env))


def _add_spans(left: Run, right: Run) -> Run:
    def run(env: Environment) -> Value:
        kept = counted((left(env), right(env)))
        if isinstance(kept, Value):
            return kept
        spans = [value.data for value in kept if isinstance(value.data, Span)]
        low = sum((span.low for span in spans), ZERO)
        return known(Span(low, sum((span.high for span in spans), ZERO)))

    return run


def _divide(numerator: Decimal, divisor: Decimal) -> Decimal | Value:
    if divisor == 0:
        return NOT_APPLICABLE if numerator == 0 else failed("除数为零")
    return numerator / divisor


def _arithmetic(left: Run, right: Run, work: Callable[[Decimal, Decimal], Decimal | Value]) -> Run:
    def run(env: Environment) -> Value:
        first, second = left(env), right(env)
        stop = obstacle(first, second)
        if stop is not None:
            return stop
        result = work(decimal_of(first), decimal_of(second))
        return result if isinstance(result, Value) else known(result)

    return run


# ------------------------------------------------------------------- logic


def _not(operand: Run) -> Run:
    def run(env: Environment) -> Value:
        value = operand(env)
        stop = obstacle(value)
        return stop if stop is not None else known(value.data is False)

    return run


def _logic(left: Run, right: Run, deciding: bool) -> Run:
    """且 is decided by 假, 或 by 真, even when the other side is unknown."""

    def run(env: Environment) -> Value:
        first = left(env)
        if first.data is deciding:
            return first
        second = right(env)
        if second.data is deciding:
            return second
        stop = obstacle(first, second)
        return stop if stop is not None else known(not deciding)

    return run


# ------------------------------------------------------------- comparisons


def _comparison(node: BinaryNode, left: Single, right: Single) -> Run:
    equality = node.op in ("=", "<>")
    for one, other in ((left, right), (right, left)):
        if equality and isinstance(one.node, TextNode) and not tidy(one.node.value):
            return _blankness(other, node.op == "=")
    turn = _turn(left.type, right.type, equality)
    if turn is None:
        raise _incomparable(node, left, right)
    compare = _COMPARE[node.op]
    first_run, second_run = left.run, right.run

    def run(env: Environment) -> Value:
        first, second = turn(first_run(env)), turn(second_run(env))
        stop = obstacle(first, second)
        return stop if stop is not None else known(compare(first.data, second.data))

    return run


def _turn(left: Type, right: Type, equality: bool) -> Callable[[Value], Value] | None:
    """How both sides become comparable; None when they do not."""
    pair = {left, right}
    if pair <= _NUMBERLIKE and (Type.NUMBER in pair or not equality):
        return as_number
    if equality and pair <= _TEXTLIKE:
        return as_text
    if pair == {Type.DATE} or (equality and pair == {Type.BOOL}):
        return lambda value: value
    return None


def _incomparable(node: BinaryNode, left: Single, right: Single) -> ExprError:
    op = SHOWN.get(node.op, node.op)
    if left.type is not right.type:
        return mismatch(right, f"“{op}”后面", f"{left.type.value}（与前面的一样）")
    remedy = "文字只能用 = 和 <> 比较。" if left.type is Type.TEXT else ""
    return ExprError(f"{left.type.value}不能用“{op}”比较", node.pos, remedy)


def _blankness(piece: Single, wanted: bool) -> Run:
    raw = piece.raw

    def run(env: Environment) -> Value:
        value = raw(env)
        if value.state is State.ERROR:
            return failed(value.note or "里面有无法计算的内容")
        empty = value.is_blank or (isinstance(value.data, str) and not tidy(value.data))
        return known(empty is wanted)

    return run
