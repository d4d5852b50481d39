"""Rounding: a rate may be cut off or rounded, never rounded up past half a digit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.checks.rounding import ratio_tolerance


@pytest.mark.parametrize(
    ("written", "exact", "within"),
    [
        ("0.96", "0.9680", True),  # cut off
        ("0.97", "0.9660", True),  # rounded
        ("0.97", "0.9620", False),  # neither
        ("0.95", "0.9620", False),
        ("0.6300", "0.6302", True),  # so that shares make 100%
        ("0.6305", "0.6302", True),
        ("0.6320", "0.6302", False),
    ],
)
def test_a_rate_as_written(written: str, exact: str, within: bool) -> None:
    typed, right = Decimal(written), Decimal(exact)
    assert (abs(typed - right) <= ratio_tolerance(typed, right)) is within
