"""The text a spreadsheet shows for a number."""

from __future__ import annotations

import pytest

from core.storage.workbook_numbers import BUILT_IN, number_text, read_format


@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("12.5", "General", "12.5"),
        ("12.5", "0.00", "12.50"),
        ("12.345", "0.00", "12.345"),  # typed: nothing is cut
        ("927", "0.00_ ", "927.00"),
        ("0.8567", "0.00%", "85.67%"),
        ("0.85", "0%", "85%"),
        ("0.07", "0%", "7%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234.5", '#,##0.00;[Red]"负"#,##0.00', "-1,234.50"),
        ("0.30000000000000004", "General", "0.3"),
        ("1.1499999999999999", "0.00", "1.15"),
        ("1E-3", "General", "0.001"),
        ("1.2E+5", "General", "120000"),
        ("5", '0"万元"', "5"),
        ("45757", "yyyy/m/d", "2025年4月10日"),
        ("45757.75", 'yyyy"年"m"月"d"日"', "2025年4月10日"),
        ("45757", 'yyyy"年"m"月"', "2025年4月"),
        ("45757", "[$-804]yyyy\\-mm\\-dd", "2025年4月10日"),
        ("45757", BUILT_IN[14], "2025年4月10日"),
        ("45757", BUILT_IN[31], "2025年4月10日"),
        ("45757", BUILT_IN[57], "2025年4月"),
        ("59", "yyyy/m/d", "59"),  # days Excel counts wrongly are no dates
    ],
)
def test_typed_numbers(written: str, code: str, text: str) -> None:
    assert number_text(written, read_format(code), rounded=False) == text


@pytest.mark.parametrize(
    ("written", "code", "text"),
    [
        ("33.333333333333336", "0.00", "33.33"),
        ("0.12345", "0%", "12.35%"),
        ("6.59", "0", "6.59"),  # a formula typed over a 0
        ("6.599", "0.0", "6.60"),
        ("33.3333333333333", "General", "33.3333333333333"),
    ],
)
def test_calculated_numbers_are_rounded_but_not_to_nothing(
    written: str, code: str, text: str
) -> None:
    assert number_text(written, read_format(code), rounded=True) == text


def test_days_may_be_counted_from_1904() -> None:
    day = read_format("yyyy/m/d")
    assert number_text("44295", day, rounded=False, from_1904=True) == "2025年4月10日"


@pytest.mark.parametrize(
    "written", ["", "甲", "NaN", "Infinity", "1e400", "1" * 40, "0x1F", "1e16"]
)
def test_what_is_no_number_of_a_spreadsheet(written: str) -> None:
    assert number_text(written, read_format("0.00"), rounded=False) is None
