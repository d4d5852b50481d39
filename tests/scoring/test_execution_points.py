"""Execution: points under each policy."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scoring.execution import ANY, PASS_MARK, PROPORTION, STEPS, points

TEN = Decimal(10)


@pytest.mark.parametrize(
    ("rate", "policy", "low", "high"),
    [
        ("0.96", PROPORTION, "9.6", "9.6"),
        ("1.05", PROPORTION, "10", "10"),
        ("1", STEPS, "10", "10"),
        ("0.8", STEPS, "7", "7"),
        ("0.7999", STEPS, "5", "5"),
        ("0.59", STEPS, "0", "0"),
        ("0.6", PASS_MARK, "0", "0"),
        ("0.8", PASS_MARK, "5", "5"),
        ("0.5", PASS_MARK, "0", "0"),
        ("0.96", ANY, "7", "9.6"),
        ("1", ANY, "10", "10"),
    ],
)
def test_points(rate: str, policy: str, low: str, high: str) -> None:
    span = points(Decimal(rate), TEN, policy)
    assert (span.low, span.high) == (Decimal(low), Decimal(high))


@given(st.decimals(0, 2, places=4), st.sampled_from([PROPORTION, STEPS, PASS_MARK]))
def test_any_policy_lies_in_the_span_of_all(rate: Decimal, policy: str) -> None:
    one, every = points(rate, TEN, policy), points(rate, TEN, ANY)
    assert 0 <= every.low <= one.low <= one.high <= every.high <= TEN
