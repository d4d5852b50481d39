"""Rendering: a syntax tree as canonical source, and as a formula with the numbers put in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.expr.compile import Compiled
from core.expr.nodes import (
    BinaryNode,
    CallNode,
    NameNode,
    Node,
    NumberNode,
    TextNode,
    UnaryNode,
)
from core.expr.operators import SHOWN
from core.expr.parse import ATOM, COMPARISON, MINUS, NOT, PRECEDENCE, PRODUCT, SUM
from core.expr.pieces import ITEM, as_number
from core.expr.scope import Environment, Type
from core.expr.tokens import spell
from core.facts.printing import exact
from core.facts.values import State, Target, Value

MOST_ITEMS = 12

_KEPT = frozenset({"若", "空则"})  # their items are used the way the whole is used
_AS_WRITTEN = frozenset({"三档", "含", "是日期", "同名", "个数"})
_LEFT_OUT = frozenset({State.BLANK, State.NOT_APPLICABLE})


class _Text(NamedTuple):
    """A rendered part and how tightly it holds together."""

    text: str
    strength: int


def source(node: Node) -> str:
    """The canonical source of a tree; parsing it gives the same tree but for positions.

    Its spaces may carry a source that is nearly as long as allowed over the limit.
    """
    return _source(node).text


def in_words(node: Node) -> str:
    """The source as people read it: 三公经费（决算） for 三公经费@决算."""
    return _source(node, plain=True).text


def with_values(compiled: Compiled, env: Environment) -> str:
    """The formula with the value of every name in place of the name."""
    return _Filled(compiled, env).render(compiled.node, False).text


def _source(node: Node, plain: bool = False) -> _Text:
    match node:
        case NumberNode():
            return _Text(node.text, ATOM)
        case TextNode():
            opening, closing = ("“", "”") if '"' in node.value else ('"', '"')
            return _Text(f"{opening}{node.value}{closing}", ATOM)
        case NameNode():
            if plain and node.aspect:
                return _Text(f"{spell(node.parts)}（{node.aspect}）", ATOM)
            return _Text(spell(node.parts, node.aspect), ATOM)
        case UnaryNode():
            return _unary(node, _source(node.operand, plain))
        case BinaryNode():
            sign = SHOWN.get(node.op, node.op) if plain else node.op
            return _binary(node, _source(node.left, plain), _source(node.right, plain), sign)
        case CallNode():
            inside = ", ".join(_source(arg, plain).text for arg in node.args)
            return _Text(f"{node.function}({inside})", ATOM)


def _unary(node: UnaryNode, operand: _Text) -> _Text:
    strength = MINUS if node.op == "-" else NOT
    gap = "" if node.op == "-" or _bracketed(operand, strength) else " "
    return _Text(f"{node.op}{gap}{_inside(operand, strength)}", strength)


def _binary(node: BinaryNode, left: _Text, right: _Text, sign: str) -> _Text:
    strength = PRECEDENCE[node.op]
    # Comparisons do not chain, so a comparison inside one needs brackets on either side.
    before = _inside(left, strength + 1 if strength == COMPARISON else strength)
    return _Text(f"{before} {sign} {_inside(right, strength + 1)}", strength)


def _bracketed(part: _Text, least: int) -> bool:
    return part.strength < least


def _inside(part: _Text, least: int) -> str:
    return f"({part.text})" if _bracketed(part, least) else part.text


class _Filled:
    """Puts the values of one environment into one formula."""

    def __init__(self, compiled: Compiled, env: Environment) -> None:
        self._compiled = compiled
        self._env = env

    def render(self, node: Node, numeric: bool) -> _Text:
        """`numeric` says that a target stands here for its number."""
        match node:
            case NumberNode():
                return _Text(node.text, ATOM)
            case TextNode():
                return _Text(f"“{node.value}”", ATOM)
            case NameNode():
                return self._name(node, numeric)
            case UnaryNode():
                return _unary(node, self.render(node.operand, node.op == "-"))
            case BinaryNode():
                inner = node.op not in ("=", "<>")
                left, right = self.render(node.left, inner), self.render(node.right, inner)
                return _binary(node, left, right, SHOWN.get(node.op, node.op))
            case CallNode():
                return self._call(node, numeric)

    def _name(self, node: NameNode, numeric: bool) -> _Text:
        kind = self._compiled.types[node.pos]
        if kind is Type.SCALE:
            return _Text(spell(node.parts, node.aspect), ATOM)
        return _value(self._env.value(self._compiled.places[node.pos]), numeric)

    def _call(self, node: CallNode, numeric: bool) -> _Text:
        inner = numeric if node.function in _KEPT else node.function not in _AS_WRITTEN
        first = node.args[0]
        if isinstance(first, NameNode) and self._compiled.types[first.pos] in ITEM:
            return self._aggregate(node.function, first, inner)
        parts = [self.render(arg, inner) for arg in node.args]
        if node.function == "合计":
            return _sum(parts)
        return _listed(node.function, (part.text for part in parts))

    def _aggregate(self, function: str, column: NameNode, numeric: bool) -> _Text:
        values = self._env.column(self._compiled.places[column.pos])
        kept = [value for value in values if value.state not in _LEFT_OUT]
        if not kept:
            return _Text("空" if all(value.is_blank for value in values) else "不适用", ATOM)
        parts = [_value(value, numeric) for value in kept[:MOST_ITEMS]]
        if len(kept) > MOST_ITEMS:
            parts.append(_Text(f"…（共{len(kept)}项）", ATOM))
        if function == "合计":
            return _sum(parts)
        return _listed(function, (part.text for part in parts))


def _value(value: Value, numeric: bool) -> _Text:
    if numeric and isinstance(value.data, Target) and value.data.number is not None:
        value = as_number(value)
    text = exact(value)
    # A minus is bracketed behind any sign: 5 - (-3).
    return _Text(text, SUM if text.startswith("-") else ATOM)


def _sum(parts: Sequence[_Text]) -> _Text:
    if len(parts) == 1:
        return parts[0]
    first, *others = parts
    items = [_inside(first, SUM), *(_inside(part, PRODUCT) for part in others)]
    return _Text(" + ".join(items), SUM)


def _listed(function: str, items: Iterable[str]) -> _Text:
    return _Text(f"{function}({'，'.join(items)})", ATOM)
