"""Judge: whether a figure of the text and a number agree, and the finding when they do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity, Words
from core.checks.suspects import resemblance
from core.facts.model import Ref
from core.numbers import HUNDRED, ONE, ZERO, decimals, plain, round_half_up
from core.prose.figures import MONEY, Figure, Rough, Sort
from core.prose.report import Said

_ABOUT = Decimal("0.05")  # 约: so far off is still about
_FINE = Decimal("0.02")  # a digit worth more than this share of a number is no rounding
_FAR = 3  # times as much: hardly the same thing any more
CENT = Decimal("0.01")


class Fit(Enum):
    """How a figure and a number go together."""

    SAME = "相符"
    ROUNDED = "只差四舍五入"
    OFF = "不符"


def fits(figure: Figure, number: Decimal) -> Fit:
    """Does the figure, as exactly as it is written, tell the number?"""
    value, rough = figure.value, figure.rough
    if value == number:
        return Fit.SAME
    if rough is Rough.LEAST:
        return Fit.SAME if number >= value else Fit.OFF
    if rough is Rough.MOST:
        return Fit.SAME if number <= value else Fit.OFF
    if rough is Rough.ABOUT and abs(value - number) <= _ABOUT * abs(number):
        return Fit.SAME
    if figure.sort in (Sort.COUNT, Sort.SCORE):
        return Fit.OFF
    if figure.sort is Sort.PERCENT and round_half_up(value, decimals(number)) == number:
        return Fit.SAME  # the cell shows fewer decimals
    gap = abs(value - number)
    if gap * 2 <= figure.step:
        return Fit.SAME
    coarse = figure.step > _FINE * abs(number)
    if gap <= figure.step and not coarse:
        return Fit.ROUNDED
    if figure.sort is Sort.PERCENT and _shorter(figure, number):
        return Fit.ROUNDED
    return Fit.OFF


def _shorter(figure: Figure, number: Decimal) -> bool:
    """63.00% for 63.02%: rounded to fewer decimals, zeros put behind."""
    places = decimals(figure.value)
    return any(
        round_half_up(number, fewer) == figure.value for fewer in range(places) if number >= ONE
    )


def best(figure: Figure, numbers: Iterable[Decimal]) -> Fit:
    """The best fit of several readings."""
    found = {fits(figure, number) for number in numbers}
    return next((fit for fit in Fit if fit in found), Fit.OFF)


def slip(figure: Figure, number: Decimal) -> str:
    """Why the figure may be a slip for the number; "" when they are not alike."""
    like = resemblance(figure.value, number)
    return like[0] if like is not None else ""


def as_exact(figure: Figure, number: Decimal) -> Decimal:
    """The number rounded as the figure is."""
    return round_half_up(number / figure.step, 0) * figure.step if figure.step else number


def akin(figure: Figure, number: Decimal) -> bool:
    """So near, or so like each other, that the same thing must be meant."""
    if slip(figure, number):
        return True
    low, high = sorted((abs(figure.value), abs(number)))
    return low > ZERO and high <= _FAR * low


def unit_slip(figure: Figure, number: Decimal) -> str:
    """The unit that would make the figure tell the number; "" when none does."""
    if figure.sort is not Sort.AMOUNT or not number or not figure.value:
        return ""
    power = MONEY.get(figure.unit, 0)
    for unit in ("元", "万元", "亿元"):
        shift = MONEY[unit] - power
        if shift and fits(_shifted(figure, shift), number) is Fit.SAME:
            return unit
    return ""


def _shifted(figure: Figure, power: int) -> Figure:
    return Figure(
        figure.sort,
        figure.value.scaleb(power),
        figure.start,
        figure.end,
        figure.unit,
        figure.step.scaleb(power),
    )


def written(figure: Figure) -> str:
    """The figure with its unit: 62.35万元."""
    unit = "%" if figure.sort is Sort.PERCENT and figure.unit != "‰" else figure.unit
    return f"{figure.number or plain(figure.value)}{unit}"


def like(figure: Figure, number: Decimal) -> str:
    """A number as the figure would be written: in its unit, with its decimals or more."""
    power = MONEY.get(figure.unit, 0) if figure.sort is Sort.AMOUNT else 0
    value = number.scaleb(-power)
    least = decimals(figure.value.scaleb(-power)) if figure.step else 0
    most = max(least, 2) if figure.sort in (Sort.PERCENT, Sort.AMOUNT, Sort.POINTS) else least
    if value != value.to_integral_value() or least:
        value = round_half_up(value, most)
    unit = "%" if figure.sort is Sort.PERCENT else figure.unit
    return f"{short(value)}{unit}"


def short(value: Decimal) -> str:
    """Without zeros that say nothing."""
    text = plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """How many percent one number is of another."""
    return part / whole * HUNDRED if whole > ZERO else None


def finding(
    desk: Desk,
    rule: str,
    severity: Severity,
    said: Said | Sequence[Said],
    message: str,
    refs: Iterable[Ref] = (),
    formula: str = "",
    expected: str = "",
) -> Finding:
    """A finding on words of the report and the cells they disagree with."""
    places = [said] if isinstance(said, Said) else list(said)
    words = tuple(dict.fromkeys(place.words() for place in places))
    return finding_at(desk, rule, severity, words, message, refs, formula, expected)


def finding_at(
    desk: Desk,
    rule: str,
    severity: Severity,
    words: tuple[Words, ...],
    message: str,
    refs: Iterable[Ref] = (),
    formula: str = "",
    expected: str = "",
) -> Finding:
    """The same on any words."""
    return Finding(
        rule,
        severity,
        desk.cells(*refs),
        message,
        shown=words[0].quoted,
        expected=expected,
        formula=formula,
        words=words,
    )
