"""Rendering: canonical source that parses to the same tree, and formulas with their values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from core.expr.parse import FUNCTION_NAMES, PRECEDENCE, parse
from core.expr.render import in_words, source, with_values
from core.facts.values import BLANK, NOT_APPLICABLE, State, Value, known

Compiles = Callable[[str], Compiled]
Makes = Callable[..., Any]

UNREADABLE = Value("七百", State.UNREADABLE, None, "不是规范的数字")


def bare(node: Node) -> object:
    """A tree without positions, to be compared."""
    match node:
        case NumberNode():
            return ("数", node.value, node.text)
        case TextNode():
            return ("文", node.value)
        case NameNode():
            return ("名", node.parts, node.aspect)
        case UnaryNode():
            return (node.op, bare(node.operand))
        case BinaryNode():
            return (node.op, bare(node.left), bare(node.right))
        case CallNode():
            return (node.function, tuple(map(bare, node.args)))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("a+b×c", "a + b * c"),
        ("((a+b))＊c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a÷(b÷c)", "a / (b / c)"),
        ("-(a+b)", "-(a + b)"),
        ("- - a", "--a"),
        ("非 (对 且 错)", "非(对 且 错)"),
        ("(a≠b)=(非 对)", "(a <> b) = (非 对)"),
        ("(对 或 错) 且 对", "(对 或 错) 且 对"),
        ("「三公」.「年 初」@「决算」", "三公.「年 初」@决算"),
        ("「非」+１２．５％", "「非」 + 12.5%"),
        ("合计（列，a）", "合计(列, a)"),
        ("“甲”", '"甲"'),
        ('“说"甲"”', '“说"甲"”'),
    ],
)
def test_canonical_source(written: str, canonical: str) -> None:
    assert source(parse(written)) == canonical


NAMES = st.sampled_from(
    ["a", "三公经费", "非税收入", "甲 乙", "且", "非", "3号", "“三公”经费", "a.b"]
)


def names() -> st.SearchStrategy[Node]:
    return st.builds(
        NameNode,
        st.lists(NAMES, min_size=1, max_size=3).map(tuple),
        st.one_of(st.just(""), NAMES),
        st.just(0),
    )


def leaves() -> st.SearchStrategy[Node]:
    numbers = st.sampled_from(["0", "12", "12.50", "5%"])
    texts = st.sampled_from(["", "达成", '说"好"', "「甲」", "a”b"])
    return st.one_of(
        numbers.map(lambda text: parse(text)),
        st.builds(TextNode, texts, st.just(0)),
        names(),
    )


def larger(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    operators = st.sampled_from([*PRECEDENCE])
    return st.one_of(
        st.builds(UnaryNode, st.sampled_from(["-", "非"]), children, st.just(0)),
        st.builds(BinaryNode, operators, children, children, st.just(0)),
        st.builds(
            CallNode,
            st.sampled_from(FUNCTION_NAMES),
            st.lists(children, max_size=3).map(tuple),
            st.just(0),
        ),
    )


trees = st.recursive(leaves(), larger, max_leaves=25)


@given(trees)
def test_source_parses_to_the_same_tree(node: Node) -> None:
    written = source(node)
    again = parse(written)
    assert bare(again) == bare(node)
    assert source(again) == written


def filled(compiled: Compiles, environment: Makes, written: str, **given: object) -> str:
    return with_values(compiled(written), environment(**given))


@pytest.mark.parametrize(
    ("written", "given", "expected"),
    [
        ("a + b + c", {"a": "0", "b": "0", "c": "5.59"}, "0 + 0 + 5.59"),
        ("a / b * 100%", {"a": "1", "b": "4"}, "1 ÷ 4 × 100%"),
        ("a - b", {"a": "5", "b": "-3"}, "5 - (-3)"),
        ("a + b", {"a": "-5", "b": "3"}, "-5 + 3"),
        ("-a", {"a": "-3"}, "-(-3)"),
        ("a <= b", {"a": "1", "b": BLANK}, "1 ≤ 空"),
        ("a + b", {"a": NOT_APPLICABLE, "b": UNREADABLE}, "不适用 + “七百”"),
        ("合计(列)", {"列": ["1", BLANK, "2.50"]}, "1 + 2.50"),
        ("合计(列) * 2", {"列": ["1", "-2"]}, "(1 + (-2)) × 2"),
        ("合计(列) * 2", {"列": ["7"]}, "7 × 2"),
        ("a - 合计(列)", {"a": "9", "列": ["1", "2"]}, "9 - (1 + 2)"),
        ("合计(列)", {"列": [BLANK]}, "空"),
        ("合计(列)", {"列": [BLANK, NOT_APPLICABLE]}, "不适用"),
        ("合计(a + b, -c)", {"a": "1", "b": "2", "c": "3"}, "1 + 2 + -3"),
        ("平均(列) + 1", {"列": ["1", "2"]}, "平均(1，2) + 1"),
        ("最大(a, 0)", {"a": "1"}, "最大(1，0)"),
        ("等级(a, 档)", {"a": "91"}, "等级(91，档)"),
        ("比例(实, 标, 10)", {"实": "30家", "标": "不低于40家"}, "比例(30，40，10)"),
        ("三档(文, 10)", {"文": "部分达成"}, "三档(“部分达成”，10)"),
        ('若(文 = "甲", a, b)', {"文": "甲", "a": "1"}, "若(“甲” = “甲”，1，空)"),
    ],
)
def test_formulas_with_values(
    compiled: Compiles,
    environment: Makes,
    written: str,
    given: dict[str, object],
    expected: str,
) -> None:
    assert filled(compiled, environment, written, **given) == expected


def test_long_columns_are_cut(compiled: Compiles, environment: Makes) -> None:
    cells = [known(Decimal(place)) for place in range(1, 41)]
    shown = filled(compiled, environment, "合计(列)", 列=cells)
    assert shown == " + ".join(map(str, range(1, 13))) + " + …（共40项）"
    shown = filled(compiled, environment, "最大(列)", 列=cells)
    assert shown.endswith("，12，…（共40项）)")
    assert "…" not in filled(compiled, environment, "合计(列)", 列=cells[:12])


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("甲@决算 + 乙", "甲（决算） + 乙"),
        ("合计(项目清单.支出@决算) * 2 / 3", "合计(项目清单.支出（决算）) × 2 ÷ 3"),
        ("-(甲@决算 - 乙@决算) <= 1", "-(甲（决算） - 乙（决算）) ≤ 1"),
        ('非 甲 <> "x@y"', '非 甲 ≠ "x@y"'),
    ],
)
def test_a_formula_in_words_shows_no_marks_of_the_language(written: str, words: str) -> None:
    assert in_words(parse(written)) == words
