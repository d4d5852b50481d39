"""Parser: turn the source of an expression into a syntax tree by precedence climbing.

From loosest to tightest: 或; 且; 非; one comparison; + -; * /; unary minus.
"""

from __future__ import annotations

from typing import NamedTuple

from core.expr.errors import ExprError
from core.expr.nodes import (
    BinaryNode,
    CallNode,
    NameNode,
    Node,
    NumberNode,
    TextNode,
    UnaryNode,
)
from core.expr.tokens import Token, TokenKind, number_of, tokenize
from core.texts import suggest

# Both limits keep every walk over a tree far away from Python's recursion limit.
MAX_LEVELS = 60
MAX_HEIGHT = 100

OR, AND, NOT, COMPARISON, SUM, PRODUCT, MINUS, ATOM = range(1, 9)
COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
PRECEDENCE = {
    "或": OR,
    "且": AND,
    **dict.fromkeys(COMPARISONS, COMPARISON),
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
}
FUNCTION_NAMES = (
    *("合计", "个数", "平均", "若", "空则", "取整", "四舍五入", "绝对值", "最小", "最大"),
    *("比例", "反比例", "超扣", "欠扣", "偏扣", "分档", "及格线", "等级", "三档"),
    *("含", "是日期", "月份", "同名"),
)


def parse(source: str) -> Node:
    """The syntax tree of an expression; raises ExprError and nothing else."""
    return _Parser(source).whole().node


class _Tree(NamedTuple):
    """A node and the height of the tree below it."""

    node: Node
    height: int


class _Parser:
    """One pass over the tokens of one source."""

    def __init__(self, source: str) -> None:
        self._tokens = tokenize(source)
        self._next = 0
        self._level = -1

    def whole(self) -> _Tree:
        if self._here.kind is TokenKind.END:
            raise ExprError("算式是空的", 0, "请写上算式，例如 基本支出 + 项目支出。")
        tree = self._binary(OR)
        token = self._here
        if token.kind is TokenKind.END:
            return tree
        if self._at(")"):
            raise ExprError("多了一个右括号", token.pos, "请去掉它，或在前面补上左括号。")
        if self._at(","):
            raise ExprError("逗号只能用在函数的括号里", token.pos, "请去掉逗号。")
        raise _no_operator(token)

    @property
    def _here(self) -> Token:
        return self._tokens[self._next]

    def _at(self, *symbols: str) -> bool:
        token = self._here
        return token.kind is TokenKind.SYMBOL and token.text in symbols

    def _take(self) -> Token:
        token = self._here
        self._next += 1
        return token

    def _binary(self, loosest: int) -> _Tree:
        """Operands joined by operators that bind at least as tightly as `loosest`."""
        self._level += 1
        if self._level > MAX_LEVELS:
            raise ExprError("算式嵌套得太深", self._here.pos, "请把里面的部分另写成一个算式。")
        left = self._operand(loosest)
        while True:
            token = self._here
            strength = PRECEDENCE.get(token.text, 0) if token.kind is TokenKind.SYMBOL else 0
            if strength == 0 or strength < loosest:
                break
            self._next += 1
            right = self._binary(strength + 1)
            left = _grown(
                BinaryNode(token.text, left.node, right.node, token.pos),
                max(left.height, right.height),
            )
            if strength == COMPARISON and self._at(*COMPARISONS):
                raise ExprError(
                    "比较不能连着写", self._here.pos, "请分成两个比较，中间用 且 连接。"
                )
        self._level -= 1
        return left

    def _operand(self, loosest: int) -> _Tree:
        token = self._take()
        match token.kind:
            case TokenKind.NUMBER:
                return _Tree(NumberNode(number_of(token.text), token.text, token.pos), 1)
            case TokenKind.TEXT:
                return _Tree(TextNode(token.text, token.pos), 1)
            case TokenKind.NAME | TokenKind.QUOTED:
                return self._call(token) if self._at("(") else self._name(token)
            case TokenKind.END:
                raise ExprError("算式没有写完", token.pos, "请在后面补上名称或数。")
        if token.text == "(":
            inside = self._binary(OR)
            self._close(token)
            return inside
        if token.text == "-":
            tree = self._binary(MINUS)
            return _grown(UnaryNode("-", tree.node, token.pos), tree.height)
        if token.text == "非":
            if loosest > NOT:
                raise ExprError("“非”写在这里要加括号", token.pos, "请写成 (非 …)。")
            tree = self._binary(NOT)
            return _grown(UnaryNode("非", tree.node, token.pos), tree.height)
        raise self._no_operand(token)

    def _name(self, first: Token) -> _Tree:
        parts = [first.text]
        aspect = ""
        while self._at("."):
            self._next += 1
            parts.append(self._part("."))
        if self._at("@"):
            self._next += 1
            aspect = self._part("@")
            if self._at(".", "@"):
                raise ExprError(
                    "口径要写在名称的最后，而且只有一个", self._here.pos, "例如 项目.支出@决算。"
                )
        return _Tree(NameNode(tuple(parts), aspect, first.pos), 1)

    def _part(self, after: str) -> str:
        token = self._here
        if token.kind not in (TokenKind.NAME, TokenKind.QUOTED):
            raise ExprError(
                f"“{after}”后面缺少名称",
                token.pos,
                f"请在“{after}”后面写上名称，特殊的名称放进「」。",
            )
        self._next += 1
        return token.text

    def _call(self, name: Token) -> _Tree:
        opening = self._take()
        if name.kind is TokenKind.QUOTED or name.text not in FUNCTION_NAMES:
            raise ExprError(
                f"没有“{name.text}”这个函数",
                name.pos,
                suggest(name.text, FUNCTION_NAMES)
                or f"可以用的函数有：{'、'.join(FUNCTION_NAMES)}。",
            )
        args: list[Node] = []
        height = 0
        if not self._at(")"):
            while True:
                tree = self._binary(OR)
                args.append(tree.node)
                height = max(height, tree.height)
                if not self._at(","):
                    break
                self._next += 1
        self._close(opening)
        return _grown(CallNode(name.text, tuple(args), name.pos), height)

    def _close(self, opening: Token) -> None:
        token = self._here
        if self._at(")"):
            self._next += 1
            return
        if token.kind is TokenKind.END:
            raise ExprError("左括号没有配对", opening.pos, "请在后面补上右括号。")
        if self._at(","):
            raise ExprError("逗号只能用在函数的括号里", token.pos, "请去掉逗号。")
        raise _no_operator(token)

    def _no_operand(self, token: Token) -> ExprError:
        before = self._tokens[self._next - 2] if self._next > 1 else None
        if before is not None and {before.text, token.text} <= COMPARISONS:
            return ExprError(
                f"“{before.text}”后面不能再写“{token.text}”",
                token.pos,
                "等于写 =，不等于写 <>，不大于写 <=，不小于写 >=。",
            )
        return ExprError(
            f"“{token.text}”前面缺少名称或数", token.pos, "请补上名称或数，或去掉多余的符号。"
        )


def _grown(node: Node, below: int) -> _Tree:
    if below >= MAX_HEIGHT:
        raise ExprError(
            "一个算式里的运算太多",
            node.pos,
            f"连着的运算不超过{MAX_HEIGHT - 1}个，请分成几个算式。",
        )
    return _Tree(node, below + 1)


def _no_operator(token: Token) -> ExprError:
    return ExprError(
        f"“{token.text}”前面缺少运算符号",
        token.pos,
        "两个名称或数之间要有 + - × ÷ 等符号；且、或、非前后要空格；特殊的名称放进「」。",
    )
