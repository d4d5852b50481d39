"""Compiler: check the types of a syntax tree once and turn it into nested closures.

How blanks, 不适用 and failures pass through is told in `core.expr.pieces`, what the operators
do in `core.expr.operators`. Arithmetic is exact to fifty digits; beyond all bounds it fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import DecimalException, localcontext
from types import MappingProxyType

from core.expr.errors import ExprError
from core.expr.functions import FUNCTIONS
from core.expr.nodes import (
    BinaryNode,
    CallNode,
    NameNode,
    Node,
    NumberNode,
    TextNode,
    UnaryNode,
)
from core.expr.operators import binary, unary
from core.expr.pieces import Piece, Run, Single, computed, from_name, single
from core.expr.scope import Environment, Read, Scope, Type
from core.expr.scores import SCORES
from core.facts.values import (
    BLANK,
    NOT_APPLICABLE,
    State,
    Target,
    Value,
    failed,
    known,
)
from core.numbers import CONTEXT
from core.texts import tidy

ALL_FUNCTIONS = {**FUNCTIONS, **SCORES}


@dataclass(frozen=True)
class Compiled:
    """A checked expression: its type, what it reads, and how to run it.

    `places` and `types` say by the position of each name what it reads and what it is.
    """

    node: Node
    type: Type
    reads: tuple[Read, ...]
    places: Mapping[int, Read]
    types: Mapping[int, Type]
    run: Run


def compile_expr(node: Node, scope: Scope) -> Compiled:
    """Compile a syntax tree where `scope` says what its names mean; raises ExprError."""
    compiler = _Compiler(scope)
    whole = single(compiler.piece(node), "算式")
    return Compiled(
        node,
        whole.type,
        tuple(dict.fromkeys(compiler.places.values())),
        MappingProxyType(compiler.places),
        MappingProxyType(compiler.types),
        _guarded(whole.run),
    )


def _guarded(inner: Run) -> Run:
    """Runs with the program's arithmetic; the result is a value of its own, without raw text."""

    def run(env: Environment) -> Value:
        try:
            with localcontext(CONTEXT):
                value = inner(env)
        except DecimalException:
            return failed("数值过大")
        match value.state:
            case State.READ:
                # A target's own text is part of what it says; other texts are of the source.
                plain = not value.raw or isinstance(value.data, Target)
                return value if plain else known(value.data)
            case State.BLANK:
                return BLANK
            case State.NOT_APPLICABLE:
                return NOT_APPLICABLE
        return value

    return run


class _Compiler:
    """Walks one tree, collecting what its names read."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.places: dict[int, Read] = {}
        self.types: dict[int, Type] = {}

    def piece(self, node: Node) -> Piece:
        match node:
            case NumberNode():
                return _constant(node, Type.NUMBER, known(node.value))
            case TextNode():
                content = tidy(node.value)
                return _constant(node, Type.TEXT, known(content) if content else BLANK)
            case NameNode():
                read, kind = self._scope.resolve(node)
                self.places[node.pos] = read
                self.types[node.pos] = kind
                return from_name(node, read, kind)
            case UnaryNode():
                return unary(node, self.piece(node.operand))
            case BinaryNode():
                return binary(node, self.piece(node.left), self.piece(node.right))
            case CallNode():
                return _call(node, [self.piece(arg) for arg in node.args])


def _constant(node: Node, kind: Type, value: Value) -> Single:
    return computed(node, kind, lambda env: value)


def _call(node: CallNode, args: list[Piece]) -> Single:
    function = ALL_FUNCTIONS.get(node.function)
    if function is None:
        raise ExprError(f"没有“{node.function}”这个函数", node.pos)
    too_many = function.most is not None and len(args) > function.most
    if len(args) < function.least or too_many:
        raise ExprError(
            f"{node.function}(…)里写了{len(args)}项，项数不对", node.pos, f"写法：{function.usage}"
        )
    return function.build(node, args)
