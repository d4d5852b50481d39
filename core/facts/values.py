"""Value: what a cell holds, with the text that was typed kept beside what was understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """What sort of thing a fact is; the values are the words packs use."""

    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    RATIO = "ratio"
    SCORE = "score"
    TEXT = "text"
    DATE = "date"
    PHONE = "phone"
    CHOICE = "choice"
    TARGET = "target"
    LINK = "link"


NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.RATIO, Kind.SCORE})


class State(Enum):
    """How far a value can be used in a calculation."""

    BLANK = "空白"
    READ = "已识别"
    NOT_APPLICABLE = "不适用"
    UNREADABLE = "无法识别"
    ERROR = "无法计算"


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator's value: sign + number + unit, a time limit, or words."""

    sign: str = ""  # ≥ ≤ > < = or nothing
    number: Decimal | None = None
    unit: str = ""  # as written: %, 家, 万元, 亿元
    words: str = ""  # the text when there is no number
    deadline: dt.date | None = None
    nature: str = ""  # 定性 when the form states it in a cell of its own


@dataclass(frozen=True, slots=True)
class Span:
    """A score between the strict and the lenient reading of a rule."""

    low: Decimal
    high: Decimal


Data = Decimal | str | dt.date | bool | Target | Span | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the text it came from; `note` says why it could not be used."""

    raw: str = ""
    state: State = State.BLANK
    data: Data = None
    note: str = ""

    @property
    def is_blank(self) -> bool:
        return self.state is State.BLANK

    @property
    def number(self) -> Decimal | None:
        """The number in it, or None; a target gives its number."""
        if isinstance(self.data, Decimal):
            return self.data
        if isinstance(self.data, Target):
            return self.data.number
        return None


BLANK = Value()
NOT_APPLICABLE = Value("", State.NOT_APPLICABLE)


def known(data: Data, raw: str = "") -> Value:
    """A value that was computed or read without trouble."""
    return Value(raw, State.READ, data)


def failed(note: str) -> Value:
    """A computed value that could not be computed, with the reason in Chinese."""
    return Value("", State.ERROR, None, note)
