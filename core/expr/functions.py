"""Functions: the closed list of functions, with their static checks and how they run.

取整 cuts the decimals off, towards zero; 四舍五入 rounds half away from zero. The functions
that give scores are in `core.expr.scores`, the rules for blanks in `core.expr.pieces`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from core.expr.errors import ExprError
from core.expr.nodes import CallNode
from core.expr.pieces import (
    Cells,
    Column,
    Piece,
    Run,
    Single,
    as_number,
    common,
    computed,
    counted,
    decimal_of,
    label_of,
    mismatch,
    number,
    obstacle,
    single,
    text,
    truth,
)
from core.expr.scope import Environment, Type
from core.facts.reading import read
from core.facts.values import (
    BLANK,
    NOT_APPLICABLE,
    Kind,
    State,
    Target,
    Value,
    failed,
    known,
)
from core.numbers import ZERO, round_half_up
from core.texts import likeness

Builder = Callable[[CallNode, Sequence[Piece]], Single]

SAME_NAME = 70  # 同名: this likeness, of 100, is one name written in two ways
MOST_PLACES = 12
_MOST_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how it is written, how many items it takes, how it is built."""

    usage: str
    least: int
    most: int | None
    build: Builder


def where(call: CallNode) -> Callable[[int], str]:
    """How a message calls the items of a function."""
    return lambda index: f"{call.function}(…)的第{index + 1}项"


# ---------------------------------------------------- columns and numbers


def _numbers(call: CallNode, args: Sequence[Piece]) -> Cells:
    """One column of numbers, or several numbers."""
    if len(args) > 1:
        runs = [number(arg, where(call)(index)) for index, arg in enumerate(args)]
        return lambda env: [run(env) for run in runs]
    column = args[0]
    if not isinstance(column, Column):
        raise ExprError(
            f"{call.function}(…)里只有一个值",
            column.node.pos,
            "请写一列（例如 绩效指标.得分），或者写两个以上的数。",
        )
    if column.type not in (Type.NUMBER, Type.TARGET):
        raise ExprError(
            f"{call.function}(…)要一列数，{label_of(column.node)}却是一列{column.type.value}",
            column.node.pos,
        )
    cells = column.run
    return lambda env: [as_number(value) for value in cells(env)]


def _aggregate(fold: Callable[[list[Decimal]], Decimal]) -> Builder:
    def builder(call: CallNode, args: Sequence[Piece]) -> Single:
        cells = _numbers(call, args)

        def run(env: Environment) -> Value:
            kept = counted(cells(env))
            if isinstance(kept, Value):
                return kept
            return known(fold([decimal_of(value) for value in kept]))

        return computed(call, Type.NUMBER, run)

    return builder


def _count(call: CallNode, args: Sequence[Piece]) -> Single:
    """Cells that hold something, whatever it is; 不适用 counts as nothing."""
    column = args[0]
    if not isinstance(column, Column):
        raise ExprError(
            "个数(…)里要写一列", column.node.pos, "请写一列，例如 个数(绩效指标.三级指标)。"
        )
    cells = column.raw

    def run(env: Environment) -> Value:
        states = [value.state for value in cells(env)]
        filled = sum(state not in (State.BLANK, State.NOT_APPLICABLE) for state in states)
        if filled:
            return known(Decimal(filled))
        return NOT_APPLICABLE if State.NOT_APPLICABLE in states else BLANK

    return computed(call, Type.NUMBER, run)


def _plain(work: Callable[..., Value]) -> Builder:
    """A function of numbers that needs them all."""

    def builder(call: CallNode, args: Sequence[Piece]) -> Single:
        runs = [number(arg, where(call)(index)) for index, arg in enumerate(args)]

        def run(env: Environment) -> Value:
            values = [one(env) for one in runs]
            stop = obstacle(*values)
            return stop if stop is not None else work(*map(decimal_of, values))

        return computed(call, Type.NUMBER, run)

    return builder


def _cut(value: Decimal) -> Value:
    return known(value.to_integral_value(ROUND_DOWN))


def _rounded(value: Decimal, places: Decimal) -> Value:
    if places != places.to_integral_value() or not 0 <= places <= MOST_PLACES:
        return failed(f"四舍五入的小数位数要是0到{MOST_PLACES}的整数")
    if value and value.adjusted() > _MOST_DIGITS:
        return failed("数值过大")
    return known(round_half_up(value, int(places)))


# ------------------------------------------------------------- choosing


def _if(call: CallNode, args: Sequence[Piece]) -> Single:
    condition = truth(args[0], where(call)(0))
    kind, (yes, no) = common(args[1:], lambda index: where(call)(index + 1))

    def run(env: Environment) -> Value:
        answer = condition(env)
        stop = obstacle(answer)
        if stop is not None:
            return stop
        return yes(env) if answer.data is True else no(env)

    return computed(call, kind, run)


def _first_filled(call: CallNode, args: Sequence[Piece]) -> Single:
    kind, runs = common(args, where(call))

    def run(env: Environment) -> Value:
        for one in runs:
            value = one(env)
            if not value.is_blank:
                return value
        return BLANK

    return computed(call, kind, run)


# ------------------------------------------------------ texts and dates


def _texts(work: Callable[[str, str], bool]) -> Builder:
    """A yes-or-no question about two texts."""

    def builder(call: CallNode, args: Sequence[Piece]) -> Single:
        first: Run = text(args[0], where(call)(0))
        second: Run = text(args[1], where(call)(1))

        def run(env: Environment) -> Value:
            left, right = first(env), second(env)
            stop = obstacle(left, right)
            return stop if stop is not None else known(work(str(left.data), str(right.data)))

        return computed(call, Type.BOOL, run)

    return builder


def _is_date(call: CallNode, args: Sequence[Piece]) -> Single:
    one = single(args[0], where(call)(0))
    if one.type not in (Type.DATE, Type.TEXT, Type.TARGET):
        raise mismatch(one, where(call)(0), "日期或文字")

    def run(env: Environment) -> Value:
        value = one.raw(env)
        if value.state is State.UNREADABLE:
            return known(False)
        stop = obstacle(value)
        if stop is not None:
            return stop
        data = value.data
        if isinstance(data, str):
            return known(read(data, Kind.DATE).state is State.READ)
        return known(
            data.deadline is not None if isinstance(data, Target) else isinstance(data, dt.date)
        )

    return computed(call, Type.BOOL, run)


def _month(call: CallNode, args: Sequence[Piece]) -> Single:
    one = single(args[0], where(call)(0))
    if one.type is not Type.DATE:
        raise mismatch(one, where(call)(0), "日期")

    def run(env: Environment) -> Value:
        value = one.run(env)
        if isinstance(value.data, dt.date):
            return known(Decimal(value.data.month))
        return value

    return computed(call, Type.NUMBER, run)


def _mean(numbers: list[Decimal]) -> Decimal:
    return sum(numbers, ZERO) / len(numbers)


FUNCTIONS: dict[str, Function] = {
    "合计": Function("合计(一列)，或 合计(数, 数, …)", 1, None, _aggregate(lambda n: sum(n, ZERO))),
    "个数": Function("个数(一列)", 1, 1, _count),
    "平均": Function("平均(一列)，或 平均(数, 数, …)", 1, None, _aggregate(_mean)),
    "最小": Function("最小(一列)，或 最小(数, 数, …)", 1, None, _aggregate(min)),
    "最大": Function("最大(一列)，或 最大(数, 数, …)", 1, None, _aggregate(max)),
    "若": Function("若(条件, 成立时的值, 不成立时的值)", 3, 3, _if),
    "空则": Function("空则(值, 空白时的值, …)", 2, None, _first_filled),
    "取整": Function("取整(数)", 1, 1, _plain(_cut)),
    "四舍五入": Function("四舍五入(数, 小数位数)", 2, 2, _plain(_rounded)),
    "绝对值": Function("绝对值(数)", 1, 1, _plain(lambda value: known(value.copy_abs()))),
    "含": Function("含(文字, 片段)", 2, 2, _texts(lambda whole, part: part in whole)),
    "是日期": Function("是日期(日期或文字)", 1, 1, _is_date),
    "月份": Function("月份(日期)", 1, 1, _month),
    "同名": Function("同名(文字, 文字)", 2, 2, _texts(lambda a, b: likeness(a, b) >= SAME_NAME)),
}
