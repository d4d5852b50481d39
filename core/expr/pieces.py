"""Pieces: compiled parts of an expression with their static types, and the rules for blanks.

How blanks count
- `+`, 合计, 平均, 最小, 最大 and 个数 leave blank inputs out; when all are blank, so is the
  result. 不适用 is left out the same way; when nothing is left and one of them was
  不适用, the result is 不适用.
- `-`, `*`, `/`, comparisons and all other functions are blank as soon as one input is blank,
  else 不适用 as soon as one input is 不适用.
- An input that cannot be read or computed makes the result fail, whatever else is blank; the
  first such reason is passed on. Only 个数, 是日期 and comparing with "" look at such a cell
  itself.
- 且, 或 and 非 know a third answer, blank: 假 且 x is 假 and 真 或 x is 真 whatever x is.
- A target that is words has no number: where a number is needed it is 不适用.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.expr.errors import ExprError
from core.expr.nodes import NameNode, Node, NumberNode, TextNode
from core.expr.scope import Environment, Read, Type
from core.expr.tokens import spell
from core.facts.printing import show
from core.facts.values import (
    BLANK,
    NOT_APPLICABLE,
    Data,
    Kind,
    Span,
    State,
    Target,
    Value,
    failed,
    known,
)
from core.numbers import plain
from core.texts import tidy

Run = Callable[[Environment], Value]
Cells = Callable[[Environment], Sequence[Value]]

ITEM = {Type.NUMBERS: Type.NUMBER, Type.TEXTS: Type.TEXT, Type.TARGETS: Type.TARGET}
_DATA: dict[Type, tuple[type, ...]] = {
    Type.NUMBER: (Decimal, Target),
    Type.TEXT: (str, Target),
    Type.BOOL: (bool,),
    Type.DATE: (dt.date,),
    Type.TARGET: (Target, Decimal),
    Type.SPAN: (Span, Decimal),
}


@dataclass(frozen=True, slots=True)
class Single:
    """Gives one value. `raw` gives it as it stands, `run` with everything unusable failed."""

    node: Node
    type: Type
    run: Run
    raw: Run


@dataclass(frozen=True, slots=True)
class Column:
    """Gives a column of values; `type` is the type of one of them."""

    node: Node
    type: Type
    run: Cells
    raw: Cells


@dataclass(frozen=True, slots=True)
class Scale:
    """Names a setting that holds pairs of word and lower bound."""

    node: Node
    read: Read


Piece = Single | Column | Scale


def computed(node: Node, kind: Type, run: Run) -> Single:
    """A piece whose values come out of a calculation."""
    return Single(node, kind, run, run)


# ------------------------------------------------------------------ names


def from_name(node: NameNode, read: Read, kind: Type) -> Piece:
    """The piece that reads what a name means."""
    name = spell(node.parts, node.aspect)
    if kind is Type.SCALE:
        return Scale(node, read)
    if kind not in ITEM:
        return Single(
            node,
            kind,
            lambda env: _usable(env.value(read), kind, name),
            lambda env: env.value(read),
        )
    item = ITEM[kind]
    return Column(
        node,
        item,
        lambda env: [_usable(value, item, name) for value in env.column(read)],
        lambda env: env.column(read),
    )


def _usable(value: Value, kind: Type, name: str) -> Value:
    """A value as calculations want it: READ with data of its type, blank, 不适用 or failed."""
    match value.state:
        case State.BLANK | State.NOT_APPLICABLE:
            return value
        case State.UNREADABLE:
            return failed(f"“{name}”里有无法识别的内容")
        case State.ERROR:
            return failed(value.note or f"“{name}”无法计算")
    data = value.data
    if not isinstance(data, _DATA[kind]) or not _finite(data):
        return failed(f"“{name}”里不是{kind.value}")
    if isinstance(data, str) and not tidy(data):
        return BLANK
    turn = _TURNS.get(kind)
    return turn(value) if turn is not None else value


def _finite(data: Data) -> bool:
    numbers = (
        data.number if isinstance(data, Target) else data,
        *((data.low, data.high) if isinstance(data, Span) else ()),
    )
    return all(number.is_finite() for number in numbers if isinstance(number, Decimal))


# ------------------------------------------------------- static type checks


def single(piece: Piece, where: str) -> Single:
    """The piece itself, when it gives one value."""
    if isinstance(piece, Single):
        return piece
    label = label_of(piece.node)
    if isinstance(piece, Scale):
        raise ExprError(
            f"{where}不能用档次表{label}",
            piece.node.pos,
            "档次表只能写在 等级(分, 档次表) 或 三档(文字, 满分, 档次表) 里。",
        )
    raise ExprError(
        f"{where}要一个值，{label}却是一列{piece.type.value}",
        piece.node.pos,
        "一列要放在 合计(…)、平均(…)、最小(…)、最大(…) 或 个数(…) 里。",
    )


def number(piece: Piece, where: str) -> Run:
    """Runs to a number; a target gives its number."""
    one = single(piece, where)
    if one.type is Type.NUMBER:
        return one.run
    if one.type is Type.TARGET:
        return _then(one.run, as_number)
    raise mismatch(one, where, "数")


def text(piece: Piece, where: str) -> Run:
    """Runs to a text; a target gives what is written."""
    one = single(piece, where)
    if one.type not in (Type.TEXT, Type.TARGET):
        raise mismatch(one, where, "文字")
    return _then(one.run, as_text)


def truth(piece: Piece, where: str) -> Run:
    """Runs to 是 or 否."""
    one = single(piece, where)
    if one.type is not Type.BOOL:
        raise mismatch(one, where, "一个条件（例如 甲 > 乙）")
    return one.run


def common(pieces: Sequence[Piece], where: Callable[[int], str]) -> tuple[Type, list[Run]]:
    """The type that fits all of several alternatives, and how each runs to it."""
    singles = [single(piece, where(index)) for index, piece in enumerate(pieces)]
    kinds = {piece.type for piece in singles}
    if len(kinds) == 1:
        return singles[0].type, [piece.run for piece in singles]
    for kind, accepted, turn in _MIXTURES:
        if kinds <= accepted:
            return kind, [_then(piece.run, turn) for piece in singles]
    first = singles[0]
    index = next(index for index, piece in enumerate(singles) if piece.type is not first.type)
    raise mismatch(singles[index], where(index), f"{first.type.value}（与前面的一样）")


def mismatch(piece: Single, where: str, expected: str) -> ExprError:
    """The error for a piece of the wrong type."""
    return ExprError(
        f"{where}要写{expected}，{label_of(piece.node)}却是{piece.type.value}", piece.node.pos
    )


def label_of(node: Node) -> str:
    """How a message calls a part of an expression."""
    if isinstance(node, NameNode):
        return f"“{spell(node.parts, node.aspect)}”"
    if isinstance(node, NumberNode | TextNode):
        return f"“{node.text if isinstance(node, NumberNode) else node.value}”"
    return "这里"


def _then(run: Run, turn: Callable[[Value], Value]) -> Run:
    return lambda env: turn(run(env))


def as_number(value: Value) -> Value:
    """A number of a number or a target."""
    if value.state is not State.READ or isinstance(value.data, Decimal):
        return value
    inner = value.number
    return NOT_APPLICABLE if inner is None else known(inner)


def as_text(value: Value) -> Value:
    """A tidied text of a text or a target."""
    if value.state is not State.READ:
        return value
    data = value.data
    if isinstance(data, str):
        return known(tidy(data))
    if isinstance(data, Decimal):
        return known(plain(data))
    written = tidy(show(value, Kind.TARGET))
    return known(written) if written else BLANK


def as_span(value: Value) -> Value:
    """A span of a span, a number or a target."""
    value = as_number(value) if not isinstance(value.data, Span) else value
    return known(Span(value.data, value.data)) if isinstance(value.data, Decimal) else value


_MIXTURES: tuple[tuple[Type, frozenset[Type], Callable[[Value], Value]], ...] = (
    (Type.NUMBER, frozenset({Type.NUMBER, Type.TARGET}), as_number),
    (Type.TEXT, frozenset({Type.TEXT, Type.TARGET}), as_text),
    (Type.SPAN, frozenset({Type.SPAN, Type.NUMBER, Type.TARGET}), as_span),
)

_TURNS = {Type.NUMBER: as_number, Type.SPAN: as_span}

# ------------------------------------------------------- rules for blanks


def obstacle(*values: Value) -> Value | None:
    """What stands in the way of a result that needs all its inputs: failed, blank, 不适用."""
    found: Value | None = None
    for value in values:
        if value.state is State.READ:
            continue
        if value.state is State.ERROR:
            return value
        if found is None or value.state is State.BLANK:
            found = value
    if found is None:
        return None
    return BLANK if found.state is State.BLANK else NOT_APPLICABLE


def counted(values: Sequence[Value]) -> list[Value] | Value:
    """The values that count in a sum, or what the sum is when there are none or one failed."""
    kept: list[Value] = []
    nothing = BLANK
    for value in values:
        if value.state is State.READ:
            kept.append(value)
        elif value.state is State.NOT_APPLICABLE:
            nothing = NOT_APPLICABLE
        elif value.state is not State.BLANK:
            return value
    return kept or nothing


def decimal_of(value: Value) -> Decimal:
    """The number in a value that is known to hold one."""
    assert isinstance(value.data, Decimal)
    return value.data
