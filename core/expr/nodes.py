"""Node: the syntax tree of an expression, each node with its position in the source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A literal number; `text` as written (5% has value 0.05)."""

    value: Decimal
    text: str
    pos: int


@dataclass(frozen=True, slots=True)
class TextNode:
    """A literal text in quotes."""

    value: str
    pos: int


@dataclass(frozen=True, slots=True)
class NameNode:
    """A reference: 三公经费@决算, 单位.编制数, 绩效指标.得分, 年度指标值.值.

    Which of these it is, only a scope knows.
    """

    parts: tuple[str, ...]
    aspect: str
    pos: int


@dataclass(frozen=True, slots=True)
class UnaryNode:
    """- x or 非 x."""

    op: str
    operand: Node
    pos: int


@dataclass(frozen=True, slots=True)
class BinaryNode:
    """x op y; op is one of + - * / = <> < <= > >= 且 或."""

    op: str
    left: Node
    right: Node
    pos: int


@dataclass(frozen=True, slots=True)
class CallNode:
    """函数(x, y)."""

    function: str
    args: tuple[Node, ...]
    pos: int


Node = NumberNode | TextNode | NameNode | UnaryNode | BinaryNode | CallNode
