"""Numbers: the one decimal context, strict reading of plain numbers, rounding, plain writing."""

from __future__ import annotations

import re
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

CONTEXT = Context(
    prec=50, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow]
)
ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

LONGEST = 64  # a readable number is at most 1 sign + 18 + 5 separators + 1 dot + 12 characters

_CHINESE = "〇一二三四五六七八九"
_HALF = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--")
_FULL_STOP = re.compile(r"(?<=[0-9])。(?=[0-9])")
# A group of thousands never starts with 0: "0,123" is more likely a misplaced decimal point.
_PLAIN = re.compile(
    r"([+-]?)(?:([0-9]{1,18})|([1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})|(?=\.))(?:\.([0-9]{1,12}))?"
)


def parse_plain(text: str) -> Decimal | None:
    """Read a plain decimal number, keeping its decimals as written; None when it is not one.

    Understands full-width characters and correct thousands separators. Scientific
    notation, hexadecimal, underscores and misplaced separators are refused, not guessed.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    text = _FULL_STOP.sub(".", text.translate(_HALF))
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    sign, digits, grouped, fraction = match.groups()
    whole = digits or (grouped or "0").replace(",", "")
    return Decimal(f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}")


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round to so many decimals, half away from zero."""
    # Quantize refuses results longer than the precision; a large computed value is no mistake.
    room = max(CONTEXT.prec, value.adjusted() + places + 2)
    context = Context(prec=room, rounding=ROUND_HALF_UP)
    return value.quantize(Decimal((0, (1,), -places)), context=context)


def decimals(value: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(value: Decimal) -> str:
    """Write a number without exponent; trailing zeros stay, minus zero is zero."""
    return format(value.copy_abs() if value.is_zero() else value, "f")


def chinese_number(number: int) -> str:
    """一, 十, 十一, 二十三; a hundred and more digit by digit."""
    if not 0 < number < 100:
        return "".join(_CHINESE[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    before = f"{_CHINESE[tens] if tens > 1 else ''}十" if tens else ""
    return before + (_CHINESE[ones] if ones else "")
