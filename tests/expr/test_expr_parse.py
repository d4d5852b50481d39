"""Parsing: precedence, names, numbers, limits and errors with their positions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.expr.compile import ALL_FUNCTIONS
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
from core.expr.parse import FUNCTION_NAMES, parse


def shape(node: Node) -> str:
    """The tree fully bracketed, without positions."""
    match node:
        case NumberNode():
            return node.text
        case TextNode():
            return f"'{node.value}'"
        case NameNode():
            return ".".join(node.parts) + (f"@{node.aspect}" if node.aspect else "")
        case UnaryNode():
            return f"[{node.op} {shape(node.operand)}]"
        case BinaryNode():
            return f"[{shape(node.left)} {node.op} {shape(node.right)}]"
        case CallNode():
            return f"{node.function}({' '.join(map(shape, node.args))})"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a + b * c", "[a + [b * c]]"),
        ("a - b - c", "[[a - b] - c]"),
        ("a / b × c ÷ d", "[[[a / b] * c] / d]"),
        ("-a * b", "[[- a] * b]"),
        ("--a", "[- [- a]]"),
        ("a － −b", "[a - [- b]]"),
        ("(a + b) * c", "[[a + b] * c]"),
        ("（a ＋ b）＊c", "[[a + b] * c]"),
        ("a = b 且 c ≠ d 或 e <> f", "[[[a = b] 且 [c <> d]] 或 [e <> f]]"),
        ("非 a = b 且 c", "[[非 [a = b]] 且 c]"),
        ("非 非 a", "[非 [非 a]]"),
        ("a 且 非 b 或 c", "[[a 且 [非 b]] 或 c]"),
        ("a ≤ b", "[a <= b]"),
        ("a ＞＝ b", "[a >= b]"),
        ("若(a > 1, b, 空则(c, 0))", "若([a > 1] b 空则(c 0))"),
        ("合计（绩效指标.得分）", "合计(绩效指标.得分)"),
    ],
)
def test_operators_bind_as_accountants_expect(source: str, expected: str) -> None:
    assert shape(parse(source)) == expected


def test_an_accountants_identity() -> None:
    source = "三公经费 = 公务用车购置和维护经费 + 出国经费 + 公务接待"
    assert shape(parse(source)) == "[三公经费 = [[公务用车购置和维护经费 + 出国经费] + 公务接待]]"


def test_words_are_operators_only_alone() -> None:
    assert parse("非税收入") == NameNode(("非税收入",), "", 0)
    assert parse("且末县支出") == NameNode(("且末县支出",), "", 0)
    assert shape(parse("(a)且(b)")) == "[a 且 b]"
    assert shape(parse("「非」 + 「且」")) == "[非 + 且]"


def test_names_with_paths_aspects_and_odd_characters() -> None:
    assert parse("单位.编制数") == NameNode(("单位", "编制数"), "", 0)
    assert parse("项目.年度资金总额@决算") == NameNode(("项目", "年度资金总额"), "决算", 0)
    assert parse("「“三公”经费（万元）」＠「年初 预算」") == NameNode(
        ("“三公”经费（万元）",), "年初 预算", 0
    )
    assert parse(" 合计 ") == NameNode(("合计",), "", 1)


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("12", "12", "12"),
        ("12.50", "12.50", "12.50"),
        ("5%", "0.05", "5%"),
        ("１２．５％", "0.125", "12.5%"),
        ("100 %", "1.00", "100%"),
    ],
)
def test_numbers(source: str, value: str, text: str) -> None:
    assert parse(source) == NumberNode(Decimal(value), text, 0)


def test_texts() -> None:
    assert parse('"达成"') == TextNode("达成", 0)
    assert parse("“部分”") == TextNode("部分", 0)
    assert parse('“说"好"”') == TextNode('说"好"', 0)
    assert parse('""') == TextNode("", 0)


def test_positions_point_into_the_source() -> None:
    node = parse("a + 合计(列.得分)")
    assert isinstance(node, BinaryNode) and node.pos == 2
    call = node.right
    assert isinstance(call, CallNode) and call.pos == 4
    assert call.args[0].pos == 7


@pytest.mark.parametrize(
    ("source", "pos", "says"),
    [
        ("", 0, "空"),
        ("   ", 0, "空"),
        ("a +", 3, "没有写完"),
        ("+ a", 0, "前面缺少"),
        ("a b", 2, "前面缺少运算符号"),
        ("a = b = c", 6, "连着写"),
        ("a == b", 3, "不能再写"),
        ("a => b", 3, "不能再写"),
        ("(a + b", 0, "没有配对"),
        ("a + b)", 5, "多了一个右括号"),
        ("a, b", 1, "逗号"),
        ("(a, b)", 2, "逗号"),
        ("合计(a b)", 5, "前面缺少运算符号"),
        ("合记(a)", 0, "没有“合记”这个函数"),
        ("「合计」(a)", 0, "函数"),
        ("a.5", 2, "后面缺少名称"),
        ("a.非", 2, "后面缺少名称"),
        ("a@", 2, "后面缺少名称"),
        ("a@b.c", 3, "口径"),
        ("12人", 0, "数字开头"),
        ("1.2.3", 3, "前面缺少运算符号"),
        ('"没有完', 0, "没有配对"),
        ("「没有完", 0, "没有配对"),
        ("「 」", 0, "没有名称"),
        ("a ! b", 2, "不能用“!”"),
        ("a；b", 1, "不能用"),
        ("a = 非 b", 4, "加括号"),
        ("a \x00", 2, "U+0000"),
        ("9" * 31, 0, "太长"),
    ],
)
def test_mistakes_are_told_with_their_place(source: str, pos: int, says: str) -> None:
    with pytest.raises(ExprError) as caught:
        parse(source)
    assert caught.value.pos == pos
    assert says in caught.value.says


def test_a_misspelt_function_is_suggested() -> None:
    with pytest.raises(ExprError) as caught:
        parse("四舍五如(a, 2)")
    assert "四舍五入" in caught.value.remedy


def test_every_function_of_the_language_exists() -> None:
    assert sorted(FUNCTION_NAMES) == sorted(ALL_FUNCTIONS)


def test_length_is_limited() -> None:
    assert parse("a" * 2000)
    with pytest.raises(ExprError, match="2000"):
        parse("a" * 2001)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 900 + "a" + ")" * 900,
        "-" * 1900 + "a",
        "非 " * 900 + "a",
        "绝对值(" * 400 + "a" + ")" * 400,
        "+".join("a" * 900),
        "a 或 a 且 a=a+a*(" * 100 + "a" + ")" * 100,
        "a-(" * 450 + "a" + ")" * 450,
    ],
)
def test_depth_is_limited_without_running_out_of_stack(source: str) -> None:
    with pytest.raises(ExprError):
        parse(source)


def test_ordinary_depth_is_allowed() -> None:
    assert parse("(" * 60 + "a" + ")" * 60) == NameNode(("a",), "", 60)
    assert parse(" + ".join("a" * 100))


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    try:
        node = parse(source)
    except ExprError as error:
        assert error.says and 0 <= error.pos <= len(source)
        assert str(error).isprintable() or not source.isprintable()
    else:
        assert 0 <= node.pos < len(source)


MARKS = [*"abc()（），,+-*/=<>≤≠.@", "「甲 乙」", "12", "5%", "“文”", "且", "或", "非", " "]
PARTS = st.sampled_from([*FUNCTION_NAMES, *MARKS])


@given(st.lists(PARTS, max_size=60).map("".join))
def test_any_jumble_of_tokens_is_parsed_or_refused(source: str) -> None:
    try:
        parse(source)
    except ExprError as error:
        assert error.says and 0 <= error.pos <= len(source)
