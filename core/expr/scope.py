"""Scope and environment: how names in an expression get a type and, later, a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from core.expr.nodes import NameNode
from core.facts.values import Value


class Type(Enum):
    """Static types; the values are the words used in messages."""

    NUMBER = "数"
    TEXT = "文字"
    BOOL = "是否"
    DATE = "日期"
    TARGET = "指标值"
    SPAN = "得分区间"
    NUMBERS = "一列数"
    TEXTS = "一列文字"
    TARGETS = "一列指标值"
    SCALE = "档次表"  # a setting such as 评价等级: pairs of word and lower bound


@dataclass(frozen=True, slots=True)
class Read:
    """Where a name's value comes from, decided when the pack is compiled.

    way      what is read
    ""       the fact (name, aspect) of the holder the formula stands on
    "单位"    the unit's fact
    "本行"    the row itself (used by suggestions of fixed rows, which stand on the unit)
    "列"     the column `name` of the rows of table `via` under the holder
    "链"     the fact of the row that the link field `via` points to
    "设置"    the setting `name`
    """

    way: str
    name: str
    aspect: str = ""
    via: str = ""
    part: str = ""  # 性质 / 值 / 单位 of a target


class Scope(Protocol):
    """Says what a name means where a formula stands."""

    def resolve(self, name: NameNode) -> tuple[Read, Type]:
        """Raise ExprError, with the nearest known names, when it means nothing."""
        ...


class Environment(Protocol):
    """Gives the values of reads for one holder."""

    def value(self, read: Read) -> Value: ...

    def column(self, read: Read) -> Sequence[Value]:
        """One value per visible cell: a merged cell counts once."""
        ...

    def scale(self, read: Read) -> Sequence[tuple[str, Value]]: ...
