"""Workbook numbers: the text a spreadsheet shows for a number under a number format."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Context, Decimal, InvalidOperation
from typing import NamedTuple

from core.numbers import CONTEXT, decimals, plain, round_half_up

GENERAL = "General"
# The formats that have a number instead of a text; 27 to 36 and 50 to 58 are Chinese dates.
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
BUILT_IN |= dict.fromkeys((14, 15, 22, 30, *range(27, 29), 31, *range(50, 52), 53, 54, 58), "y-m-d")
BUILT_IN |= dict.fromkeys((17, 36, 52, 55, 56, 57), "y-m")

_DIGITS = Context(prec=15)  # a spreadsheet keeps no more; what is beyond is noise
_LARGEST = 15  # digits before the point
_KEPT = 2  # decimals
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # literal texts, colours, conditions
_FORMAT = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<fraction>[#0?]+))?(?P<percent>%?)")
_FIRST_DAY, _FIRST_DAY_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_FROM_MARCH_1900, _MOST_DAYS = 61, 2_958_465  # before: Excel counts a 29 February; 9999-12-31


class Format(NamedTuple):
    """What a format does with a number."""

    places: int | None = None  # decimals; None: as many as there are
    percent: bool = False
    commas: bool = False
    date: str = ""  # "day" or "month"


def read_format(code: str) -> Format:
    """What a format code says; one that is not understood shows the number as it is."""
    shown = _NOT_SHOWN.sub("", code.split(";")[0]).strip()
    letters = set(shown.lower())
    if "y" in letters and "m" in letters:
        return Format(date="day" if "d" in letters else "month")
    match = _FORMAT.fullmatch(shown)
    if match is None:
        return Format()
    return Format(len(match["fraction"] or ""), bool(match["percent"]), "," in match["whole"])


def number_text(written: str, how: Format, rounded: bool, from_1904: bool = False) -> str | None:
    """The text for a number as the file has it; None when it is none.

    A typed number is never cut short by its format; a calculated one is `rounded` as it was
    shown, but not below two decimals: its cell may have the format of the 0 that stood there.
    """
    try:
        number = _DIGITS.create_decimal(written.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() >= _LARGEST:
        return None
    if how.date:
        return _date(number, how.date, from_1904) or plain(number.normalize(_DIGITS))
    if how.percent:
        number = number.scaleb(2, CONTEXT)
    number = _with_places(number.normalize(_DIGITS), how.places, rounded)
    text = f"{number:,f}" if how.commas else plain(number)
    return text + "%" * how.percent


def _with_places(number: Decimal, places: int | None, rounded: bool) -> Decimal:
    if places is None:
        return number
    if decimals(number) <= places:
        return round_half_up(number, places)
    return round_half_up(number, max(places, _KEPT)) if rounded else number


def _date(number: Decimal, date: str, from_1904: bool) -> str:
    days = int(number)
    if not (0 if from_1904 else _FROM_MARCH_1900) <= days <= _MOST_DAYS - 1462 * from_1904:
        return ""
    day = (_FIRST_DAY_1904 if from_1904 else _FIRST_DAY) + dt.timedelta(days)
    text = f"{day.year}年{day.month}月"
    return f"{text}{day.day}日" if date == "day" else text
