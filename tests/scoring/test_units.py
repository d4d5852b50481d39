"""Units: what can be compared, and on which scale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.facts.reading import read
from core.facts.values import Kind, Target
from core.scoring.units import is_money, on_one_scale, scale_of, units_clash


def target(text: str) -> Target:
    """An indicator's value as it is read from a cell."""
    data = read(text, Kind.TARGET).data
    assert isinstance(data, Target)
    return data


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("家", "户"),
        ("%", "家"),
        ("万元", "吨"),
        ("元/人", "元"),
        ("分", "%"),
    ],
)
def test_units_that_clash(one: str, other: str) -> None:
    assert units_clash(one, other)
    assert units_clash(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("家", ""),
        ("万元", "亿元"),
        ("个", "家"),
        ("人", "名"),
        ("㎡", "平方米"),
        ("年", "个月"),
        ("%", "‰"),
        ("万人", "人"),
    ],
)
def test_units_that_agree(one: str, other: str) -> None:
    assert not units_clash(one, other)
    assert not units_clash(other, one)


@pytest.mark.parametrize(
    ("wanted", "got", "numbers"),
    [
        ("不低于5家", "3", ("5", "3")),
        ("4亿元", "38000万元", ("4", "3.8000")),
        ("509", "1774.18", ("509", "1774.18")),
        ("≥5‰", "1%", ("5", "10")),
        ("100%", "98", ("100", "98")),
        ("≤5%", "0", ("5", "0")),
        ("1.2万人", "12500人", ("1.2", "1.2500")),
        ("2个", "3家", ("2", "3")),
    ],
)
def test_on_one_scale(wanted: str, got: str, numbers: tuple[str, str]) -> None:
    assert on_one_scale(target(wanted), target(got)) == tuple(map(Decimal, numbers))


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("90%", "0.95"),  # may be a share
        ("20万元", "200000"),  # was counted in 元
        ("5家", "5户"),
        ("1年", "12个月"),
        ("不断加强", "3"),
    ],
)
def test_not_comparable(wanted: str, got: str) -> None:
    assert on_one_scale(target(wanted), target(got)) is None


def test_scale_and_money() -> None:
    assert scale_of("亿元") == (8, "元")
    assert scale_of("千克") == (0, "公斤")
    assert is_money("万元")
    assert not is_money("元/人")
    assert not is_money("家")
