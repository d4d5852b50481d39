"""Fuzz: whatever is written and whatever is in the cells, nothing but ExprError comes out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.expr.compile import Compiled
from core.expr.errors import ExprError
from core.expr.parse import FUNCTION_NAMES
from core.expr.render import source, with_values
from core.facts.values import BLANK, NOT_APPLICABLE, State, Value, failed, known

CELLS = st.one_of(
    st.sampled_from([BLANK, NOT_APPLICABLE, failed("坏"), Value("七百", State.UNREADABLE)]),
    st.sampled_from(["0", "1", "-1", "0.5", "100"]).map(lambda text: known(Decimal(text))),
    st.decimals(allow_nan=True, allow_infinity=True).map(known),
    st.decimals(-(10**12), 10**12, places=4).map(known),
)
TEXTS = st.sampled_from(["", "达成", "未达成", "2024-05-08", "≥95%", "不低于37家", "科技专项"])

NUMBER, TEXT, TRUTH = "数", "文", "是"


@st.composite
def expressions(draw: st.DrawFn, kind: str, depth: int) -> str:
    """A source that mostly has the right types."""

    def inner(wanted: str = NUMBER) -> str:
        return draw(expressions(wanted, depth - 1))

    if kind == TRUTH:
        op = draw(st.sampled_from(["=", "≠", "<", "<=", ">", "≥"]))
        comparison = f"{draw(expressions(NUMBER, depth - 1))} {op} {inner()}" if depth else "a > b"
        if depth and draw(st.booleans()):
            word = draw(st.sampled_from(["且", "或"]))
            return f"(非 ({comparison}) {word} 含({inner(TEXT)}, “达成”))"
        return f"({comparison})"
    if kind == TEXT:
        return draw(st.sampled_from(["文", "标", "“达成”", "“”", "等级(a, 档)"]))
    if depth == 0:
        return draw(st.sampled_from(["a", "b", "c", "标", "0", "1", "5%", "2.5"]))
    shape = draw(st.integers(0, 7))
    if shape == 0:
        return f"({inner()} {draw(st.sampled_from('+-*/'))} {inner()})"
    if shape == 1:
        return f"-{inner()}"
    if shape == 2:
        return f"若({inner(TRUTH)}, {inner()}, {inner()})"
    if shape == 3:
        function = draw(st.sampled_from(["合计", "平均", "最小", "最大"]))
        return f"{function}({draw(st.sampled_from(['列', '标列', 'a, b', '1, 列']))})"
    if shape == 4:
        return f"空则({inner()}, {inner()})"
    if shape == 5:
        return f"四舍五入({inner()}, {draw(st.sampled_from(['0', '2', 'b']))})"
    if shape == 6:
        function = draw(st.sampled_from(["取整", "绝对值", "月份", "个数"]))
        return f"{function}({inner()})"
    name = draw(st.sampled_from(FUNCTION_NAMES))
    return f"{name}({', '.join(inner() for _ in range(draw(st.integers(1, 5))))})"


@given(
    written=st.one_of(expressions(NUMBER, 3), expressions(TRUTH, 3)),
    cells=st.fixed_dictionaries(dict.fromkeys("abc", CELLS)),
    column=st.lists(CELLS, max_size=15),
    texts=st.tuples(TEXTS, TEXTS),
)
def test_compiling_and_running_are_total(
    compiled: Callable[[str], Compiled],
    environment: Callable[..., Any],
    written: str,
    cells: dict[str, Value],
    column: list[Value],
    texts: tuple[str, str],
) -> None:
    try:
        result = compiled(written)
    except ExprError as error:
        assert error.says
        return
    env = environment(
        **cells, 列=column, 标列=list(texts), 文=texts[0], 标=texts[1], 档={"优": 90, "差": 0}
    )
    value = result.run(env)
    assert isinstance(value, Value)
    assert value.state is not State.UNREADABLE
    assert (value.data is None) is (value.state is not State.READ)
    assert compiled(source(result.node)).run(env) == value
    finite = all(cell.number is None or cell.number.is_finite() for cell in env.values.values())
    if finite and all(cell.number is None or cell.number.is_finite() for cell in column):
        assert with_values(result, env)


@given(a=CELLS, b=CELLS)
def test_addition_does_not_mind_the_order(
    compiled: Callable[[str], Compiled],
    environment: Callable[..., Any],
    a: Value,
    b: Value,
) -> None:
    env = environment(a=a, b=b)
    forward, backward = compiled("a + b").run(env), compiled("b + a").run(env)
    assert (forward.state, forward.data) == (backward.state, backward.data)


@given(st.lists(CELLS, max_size=8))
def test_a_sum_is_what_adding_one_by_one_gives(
    compiled: Callable[[str], Compiled], environment: Callable[..., Any], cells: list[Value]
) -> None:
    chosen = dict(zip("abcdef", cells, strict=False))
    chain = compiled("a + b + c + d + e + f").run(environment(**chosen))
    column = compiled("合计(列)").run(environment(列=list(chosen.values())))
    if chain.state is not State.ERROR:
        assert (chain.state, chain.number) == (column.state, column.number)
    else:
        assert column.state is State.ERROR


@pytest.mark.parametrize(
    "written",
    [
        "-" * 60 + "a",
        "a+(" * 30 + "a" + ")" * 30,
        "若(a>0," * 59 + "a" + ",a)" * 59,
        "合计(a," * 60 + "a" + ")" * 60,
        "非 " * 58 + "a = b",
        " + ".join("a" * 100),
        " 且 ".join(["a = a"] * 99),
    ],
)
def test_the_deepest_expressions_run(
    compiled: Callable[[str], Compiled], environment: Callable[..., Any], written: str
) -> None:
    result = compiled(written)
    env = environment(a="1", b="2")
    assert result.run(env).state is State.READ
    assert compiled(source(result.node)).run(env) == result.run(env)
    assert "1" in with_values(result, env)
