"""Numbers: what is a plain number, how it is rounded and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import CONTEXT, decimals, parse_plain, plain, round_half_up

numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places, CONTEXT),
    st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1),
    st.integers(min_value=0, max_value=12),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("1234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1，234.50", "1234.50"),
        ("12,345,678", "12345678"),
        ("１２．５", "12.5"),
        ("12。5", "12.5"),
        ("＋3", "3"),
        ("－3.2", "-3.2"),
        ("−3.2", "-3.2"),
        ("-0.095", "-0.095"),
        (".5", "0.5"),
        ("\u3000 7 \u00a0", "7"),
        ("007", "7"),
        ("999999999999999999.123456789012", "999999999999999999.123456789012"),
    ],
)
def test_plain_numbers_are_read_with_their_decimals(text: str, expected: str) -> None:
    number = parse_plain(text)
    assert number is not None
    assert str(number) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        "5.",
        "。5",
        "12。",
        "7,00.0,77",
        "12,34",
        "1,234,56",
        "1234,567",
        "0,123",
        ",123",
        "1.234,5",
        "1e5",
        "1E5",
        "0x1F",
        "1_000",
        "1 000",
        "--5",
        "5-",
        "+-5",
        "NaN",
        "Infinity",
        "五",
        "٣",
        "²",
        "1.2.3",
        "1234567890123456789",
        "1,234,567,890,123,456,789",
        "0.1234567890123",
        "9" * 10_000_000,
        "1" + "," * 5_000,
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    assert parse_plain(text) is None


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse_plain(text)
    assert number is None or number.is_finite()


@given(numbers)
def test_what_is_written_plainly_is_read_again(number: Decimal) -> None:
    again = parse_plain(plain(number))
    assert again == number
    assert again is not None and decimals(again) == decimals(number)


@given(st.integers(min_value=0, max_value=10**18 - 1), st.integers(min_value=0, max_value=99))
def test_separators_of_thousands_change_nothing(whole: int, cents: int) -> None:
    assert parse_plain(f"{whole:,}.{cents:02}") == Decimal(f"{whole}.{cents:02}")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.345", 2, "2.35"),
        ("2.344999", 2, "2.34"),
        ("-2.345", 2, "-2.35"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("9.995", 2, "10.00"),
        ("7", 2, "7.00"),
        ("1250", -2, "1300"),
        ("-0.001", 2, "0.00"),
        ("1E+60", 2, "1" + "0" * 60 + ".00"),
    ],
)
def test_rounding_is_half_up(value: str, places: int, expected: str) -> None:
    assert plain(round_half_up(Decimal(value), places)) == expected


@given(numbers, st.integers(min_value=0, max_value=12))
def test_rounding_moves_a_number_by_at_most_half_a_unit(number: Decimal, places: int) -> None:
    rounded = round_half_up(number, places)
    distance = CONTEXT.subtract(rounded, number).copy_abs()
    assert decimals(rounded) == places
    assert distance <= Decimal(5).scaleb(-places - 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("-0", "0"), ("-0.00", "0.00"), ("1E+3", "1000"), ("927.00", "927.00"), ("1E-7", "0.0000001")],
)
def test_plain_writing_has_no_exponent(value: str, expected: str) -> None:
    assert plain(Decimal(value)) == expected


def test_decimals_as_written() -> None:
    assert [decimals(Decimal(text)) for text in ("5", "5.0", "5.12", "5E+2")] == [0, 1, 2, 0]


def test_arithmetic_of_the_longest_numbers_is_exact() -> None:
    longest = Decimal("999999999999999999.999999999999")
    assert plain(CONTEXT.add(longest, longest)) == "1999999999999999999.999999999998"
