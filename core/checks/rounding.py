"""Rounding: what difference rounded parts may make, told apart from mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.numbers import decimals

HALF = Decimal("0.5")


def sum_tolerance(total: Decimal, parts: Iterable[Decimal]) -> Decimal:
    """n rounded parts and their rounded total may differ by half a last digit x (n + 1).

    Whole numbers are not rounded amounts: they must add up exactly.
    """
    numbers = list(parts)
    places = max((decimals(number) for number in (total, *numbers)), default=0)
    if places <= 0:
        return Decimal(0)
    return HALF.scaleb(-places) * (len(numbers) + 1)


def ratio_tolerance(written: Decimal, exact: Decimal) -> Decimal:
    """What a rate may be off: a last digit when it was cut off, half of one when rounded up.

    At least 0.05 points, so that shares may be made to add up to 100%.
    """
    last_digit = Decimal(1).scaleb(-max(decimals(written), 0))
    return max(last_digit if written <= exact else HALF * last_digit, Decimal("0.0005"))
