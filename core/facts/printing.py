"""Printing: the text a value shows on a form, and its exact form inside a shown formula."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from core.facts.reading import BAR, QUALITATIVE, target_parts
from core.facts.values import NUMERIC, Kind, Span, State, Target, Value
from core.numbers import CONTEXT, decimals, plain, round_half_up
from core.texts import tidy

DATE_STYLE = "2025年4月10日"
STYLE = re.compile(r"0(?:\.(0{1,12}))?(%?)")  # the number styles a pack may ask for

_EXACT_DECIMALS = 6
_DEFAULT_STYLES = {Kind.MONEY: "0.00", Kind.RATIO: "0.00%"}
_MOST_DECIMALS = {Kind.SCORE: 2}  # of kinds without a style; the others show up to four
_DATE_STYLE = re.compile(r"2025(\D*)(0?)4(\D*)10(\D*)")
_NARROW = str.maketrans("０１２３４５６７８９．，＋－％", "0123456789.,+-%")


def show(
    value: Value,
    kind: Kind,
    *,
    style: str = "",
    empty: str = "",
    date_style: str = DATE_STYLE,
) -> str:
    """What stands on the form: a typed text as written, a computed value in the kind's style."""
    if value.state is State.BLANK:
        return empty
    written = tidy(value.raw)
    if not written:
        return _computed(value, kind, style, date_style)
    if value.state is not State.READ:
        return written
    if isinstance(value.data, dt.date):
        return _date(value.data, date_style)
    if kind is Kind.TARGET and value.raw.count(BAR) == 2:
        return _joined(*target_parts(value))
    return written.translate(_NARROW) if kind in NUMERIC else written


def exact(value: Value) -> str:
    """The value as it stands in a formula with the numbers put in: nothing hidden by a style."""
    if value.state is State.BLANK:
        return "空"
    if value.state is State.NOT_APPLICABLE:
        return "不适用"
    if value.state is State.ERROR:
        return "无法计算"
    if value.state is State.UNREADABLE:
        return f"“{tidy(value.raw)}”"
    data = value.data
    if isinstance(data, Decimal):
        return _exact_number(data)
    if isinstance(data, Span):
        return _span(_exact_number(data.low), _exact_number(data.high))
    if isinstance(data, Target):
        return _joined(*target_parts(value))
    if isinstance(data, str):
        return f"“{data}”"
    return _other(data, DATE_STYLE)


# ------------------------------------------------------------- computed


def _computed(value: Value, kind: Kind, style: str, date_style: str) -> str:
    data = value.data
    if value.state is not State.READ:
        return ""
    if isinstance(data, Decimal):
        return _number(data, kind, style)
    if isinstance(data, Span):
        return _span(_number(data.low, kind, style), _number(data.high, kind, style))
    if isinstance(data, Target):
        return _joined(*target_parts(value))
    if isinstance(data, str):
        return tidy(data)
    return _other(data, date_style)


def _other(data: dt.date | bool | None, date_style: str) -> str:
    if isinstance(data, dt.date):
        return _date(data, date_style)
    return "" if data is None else "是" if data else "否"


def _number(number: Decimal, kind: Kind, style: str) -> str:
    match = STYLE.fullmatch(style) or STYLE.fullmatch(_DEFAULT_STYLES.get(kind, ""))
    if match is None:
        return _without_zeros(plain(round_half_up(number, _MOST_DECIMALS.get(kind, 4))))
    places, percent = len(match[1] or ""), match[2]
    if not percent:
        return plain(round_half_up(number, places))
    # Round first and move the point after: nothing is multiplied, nothing is lost.
    return plain(round_half_up(number, places + 2).scaleb(2, CONTEXT)) + "%"


def _exact_number(number: Decimal) -> str:
    if decimals(number) <= _EXACT_DECIMALS:
        return plain(number)
    return _without_zeros(plain(round_half_up(number, _EXACT_DECIMALS)))


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}—{high}"


def _joined(nature: str, number: str, unit: str) -> str:
    """The three parts of a target as one text; what the value repeats is printed once."""
    nature, number, unit = tidy(nature), tidy(number), tidy(unit)
    if nature == QUALITATIVE or number.startswith(nature):
        nature = ""
    if number.endswith(unit):
        unit = ""
    return nature + number + unit


def _date(day: dt.date, style: str) -> str:
    """Write a date the way the example 10 April 2025 is written in `style`."""
    match = _DATE_STYLE.fullmatch(style) or _DATE_STYLE.fullmatch(DATE_STYLE)
    assert match is not None  # DATE_STYLE itself matches
    after_year, padded, after_month, after_day = match.groups()
    width = 2 if padded else 1
    return (
        f"{day.year:04}{after_year}{day.month:0{width}}{after_month}{day.day:0{width}}{after_day}"
    )
