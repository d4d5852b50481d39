"""Weighed: results told in other words than the indicator's, known by words and number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from core.facts.values import Target
from core.numbers import decimals
from core.prose.clause_of import coverage, is_part_or_past, shares_head, tells_aim, words_around
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, fits, slip, unit_slip
from core.prose.report import Said
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.scoring.units import on_one_scale, scale_of

_SOME, _MOST, _NEARLY_ALL = 50, 60, 75  # percent of the name
COMMON = frozenset({"%", "个", "次", "项", "元"})  # units of many things
_MEASURES = frozenset("人户家亩天年处座条套件份本辆台") | {"公里", "平方米", "立方米", "吨"}
_UNITS = {Sort.PERCENT: "%", Sort.AMOUNT: "万元"}  # of figures read into a scale
_SENTENCE = 120  # characters before a figure


class Why(Enum):
    """What speaks for a figure being meant as an indicator's result."""

    TARGET = "是年度指标值"
    SLIP = "像是写错"
    OTHER = "是另一项指标的数"
    NAME = "名称相近"


class Suspect(NamedTuple):
    """An indicator whose result a figure seems to tell, wrongly."""

    indicator: Indicator
    why: Why
    says: str  # the slip, or the other indicator's name


def suspect(rows: Sequence[Indicator], said: Said) -> Suspect | None:
    """The indicator that must be meant, when its result is another number."""
    figure = said.told.figure
    if figure is None or figure.rough is not Rough.EXACT:
        return None
    known = [one for one in rows if pair_of(one, ACTUAL, figure) is not None]
    if not known or is_part_or_past(said):
        return None
    words = words_around(said)
    near = [(coverage(words, one.name), one) for one in known]
    if any(share >= _SOME and tells(one, figure) for share, one in near):
        return None
    best = max((share for share, _ in near), default=0)
    chosen = [one for share, one in near if share == best]
    if best < _SOME:
        chosen = _of_rare_unit(rows, known, words, said.before[-_SENTENCE:])
        chosen = chosen or _of_same_digits(known, words, figure)
    if len(chosen) != 1 or _told_beside(chosen[0], said) or tells_aim(said):
        return None
    return _weigh(chosen[0], best, known, figure)


def _weigh(
    one: Indicator, share: int, known: Sequence[Indicator], figure: Figure
) -> Suspect | None:
    actual, target = pair_of(one, ACTUAL, figure), pair_of(one, TARGET, figure)
    if actual is None or actual[0] == actual[1]:
        return None
    if share >= _MOST and target is not None and target[0] == target[1]:
        return Suspect(one, Why.TARGET, "")
    if unit := unit_slip(figure, as_figure(actual, figure)):
        return Suspect(one, Why.SLIP, f"单位应当是“{unit}”")
    if share >= _SOME and (why := slip(figure, as_figure(actual, figure))):
        return Suspect(one, Why.SLIP, f"像是{why}")
    other = next((row for row in known if row is not one and tells(row, figure)), None)
    if share >= _NEARLY_ALL and other is not None:
        return Suspect(one, Why.OTHER, other.name)
    if other is None and (share >= _NEARLY_ALL or share < _SOME):
        return Suspect(one, Why.NAME, "")
    return None


def _of_rare_unit(
    rows: Sequence[Indicator], known: Sequence[Indicator], words: str, sentence: str
) -> list[Indicator]:
    """The only indicator counted in this unit, when the thing itself is named."""
    units = Counter(_unit(one) for one in rows)
    rare = [one for one in known if units[_unit(one)] == 1 and _unit(one) not in COMMON]
    return [
        one
        for one in rare
        if shares_head(words, one.name)
        or (_unit(one) not in _MEASURES and coverage(sentence, one.name) >= _NEARLY_ALL)
    ]


def _of_same_digits(known: Sequence[Indicator], words: str, figure: Figure) -> list[Indicator]:
    """Amounts that differ by their unit only: 3.62万元 for 3.62亿元."""
    return [
        one
        for one in known
        if shares_head(words, one.name)
        and (pair := pair_of(one, ACTUAL, figure)) is not None
        and unit_slip(figure, as_figure(pair, figure))
    ]


def _unit(one: Indicator) -> str:
    """The unit without its multiples: 万亩次 is 亩次."""
    return scale_of(unit_of(one))[1]


def _told_beside(one: Indicator, said: Said) -> bool:
    """Is the right result told in the same line?"""
    return any(
        other.figure is not None
        and other.figure is not said.told.figure
        and pair_of(one, ACTUAL, other.figure) is not None
        and tells(one, other.figure)
        for other in said.line.reading.told
    )


def pair_of(one: Indicator, field: str, figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The indicator's number and the figure's on one scale."""
    value, other = (one.actual, one.target) if field == ACTUAL else (one.target, one.actual)
    unit = (value and value.unit) or (other and other.unit) or ""
    if value is None or value.number is None or not unit:
        return None
    own = Target(number=value.number, unit=unit)
    return on_one_scale(own, Target(number=figure.value, unit=unit_told(figure)))


def unit_told(figure: Figure) -> str:
    """The unit a figure's value is in."""
    return _UNITS.get(figure.sort, figure.unit)


def unit_of(one: Indicator) -> str:
    """The unit an indicator is counted in."""
    return next((value.unit for value in (one.actual, one.target) if value and value.unit), "")


def tells(one: Indicator, figure: Figure) -> bool:
    """Is the figure the indicator's result?"""
    pair = pair_of(one, ACTUAL, figure)
    if pair is None:
        return False
    exact = one.actual is not None and one.actual.sign not in ("≥", "≤", ">", "<")
    if exact:
        number = as_figure(pair, figure)
        fit = fits(figure, number)
        # 95% is no rounding of 96%, only of 95.4%.
        return fit is Fit.SAME or (fit is Fit.ROUNDED and decimals(number) > decimals(figure.value))
    return pair[0] == pair[1] and figure.rough is not Rough.EXACT


def as_figure(pair: tuple[Decimal, Decimal], figure: Figure) -> Decimal:
    """The indicator's number on the figure's scale."""
    own, told = pair
    return figure.value if own == told else (own * figure.value / told if told else own)
