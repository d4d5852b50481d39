"""What may stand in a sheet cell or on a tab, and which texts become numbers."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.xlsx_texts import (
    MOST_TAB,
    MOST_UNITS,
    looks_like_command,
    read_number,
    safe_text,
    tab_names,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def as_read(text: str) -> str:
    """What Office makes of a text in a file."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


# ---------------------------------------------------------------- texts


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        ("第一行\n第二行\t完", "第一行\n第二行\t完"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("甲\x00乙\x0b丙\x1f丁", "甲乙丙丁"),
        ("半个\ud83d字", "半个字"),
        ("\ufffe\uffff", ""),
        ("𬭚😀", "𬭚😀"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x004_ _x004G_", "_x004_ _x004G_"),
        ("_x000\x01D_", "_x005F_x000D_"),  # what cleaning puts together is no code either
        ("=1+1", "=1+1"),
    ],
)
def test_safe_text(text: str, safe: str) -> None:
    assert safe_text(text) == safe


LEGAL = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")))


@given(st.lists(LEGAL | st.sampled_from(["_x0041_", "_", "x000D_", "_x005F_"])).map("".join))
def test_a_clean_text_is_read_back_as_it_was(text: str) -> None:
    assert as_read(safe_text(text)) == text


@given(st.text())
def test_nothing_illegal_is_left(text: str) -> None:
    safe = safe_text(text)
    safe.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", safe)


@pytest.mark.parametrize("piece", ["长", "😀", "_x0041_", "a_x0041_😀"])
def test_a_long_text_is_cut_with_an_ellipsis(piece: str) -> None:
    whole = piece * (MOST_UNITS + 1)
    safe = safe_text(whole)
    assert MOST_UNITS - 20 < units(safe) <= MOST_UNITS
    assert safe.endswith("…")
    assert whole.startswith(as_read(safe)[:-1])


def test_the_longest_text_is_not_cut() -> None:
    assert safe_text("长" * MOST_UNITS) == "长" * MOST_UNITS
    assert safe_text("长" * (MOST_UNITS + 1)) == "长" * (MOST_UNITS - 1) + "…"


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_commands(sign: str) -> None:
    assert looks_like_command(sign + "1")
    assert looks_like_command(f" \n{sign}")
    assert not looks_like_command("1" + sign)


@pytest.mark.parametrize("text", ["", " ", "—", "1+1", "甲=乙"])
def test_no_commands(text: str) -> None:
    assert not looks_like_command(text)


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "number", "pattern"),
    [
        ("927.00", "927", "0.00"),
        ("85%", "0.85", "0%"),
        ("100.00%", "1", "0.00%"),
        ("0", "0", "0"),
        ("0.50", "0.5", "0.00"),
        ("-12.3", "-12.3", "0.0"),
        ("-3.5%", "-0.035", "0.0%"),
        ("1,234.56", "1234.56", "#,##0.00"),
        ("12,345,678", "12345678", "#,##0"),
        ("999999999.999999", "999999999.999999", "0.000000"),
    ],
)
def test_numbers(text: str, number: str, pattern: str) -> None:
    assert read_number(text) == (Decimal(number), pattern)


@pytest.mark.parametrize(
    "text",
    [
        *["", "1.", ".5", "+5", "-0", "-0.00", "-0%", "007", "00", "１２３", "٣", "1 000", "1,23"],
        *["1234,567", "0,123", "1e5", "≥95%", "95％", "5万元", "--1", "1.2.3", "13800000000"],
        *[
            "4301220012",
            "1.1234567",
            "927.00 ",
            "12%%",
            "0x10",
            "1_000",
            "inf",
            "nan",
            "(5)",
            "5\n",
        ],
    ],
)
def test_other_texts_stay_texts(text: str) -> None:
    assert read_number(text) is None


@given(
    st.decimals(-999_999_999, 999_999_999, places=2) | st.integers(-999_999_999, 999_999_999),
    st.sampled_from(["", "%"]),
    st.booleans(),
)
def test_the_format_shows_the_very_text(number: Decimal | int, percent: str, grouped: bool) -> None:
    text = (f"{number:,}" if grouped else f"{number:f}" if number else "0") + percent
    found = read_number(text)
    if text.startswith("-") and not number:
        assert found is None
        return
    assert found is not None
    value, pattern = found
    places = len(pattern.strip("%").partition(".")[2])
    shown = value * 100 if percent else value
    comma = "," if pattern.startswith("#") else ""
    assert f"{shown:{comma}.{places}f}{percent}" == text


# ---------------------------------------------------------------- tabs


@pytest.mark.parametrize(
    ("names", "tabs"),
    [
        (["基础数据表", "整体自评表"], ["基础数据表", "整体自评表"]),
        (["甲/乙", "[甲]:乙*?\\"], ["甲_乙", "_甲__乙___"]),
        (["", " ", "''", "\x00"], ["表1", "表2", "表3", "表4"]),
        (["'甲' ", "乙'丙"], ["甲", "乙'丙"]),
        (["甲", "甲", "甲(2)"], ["甲", "甲(2)", "甲(2)(2)"]),
        (["Ａbc", "aBC"], ["Ａbc", "aBC(2)"]),
        (["History"], ["History(2)"]),
        (["一二\n三\t四"], ["一二_三_四"]),
    ],
)
def test_tabs(names: list[str], tabs: list[str]) -> None:
    assert tab_names(names) == tabs


def test_long_names_stay_apart() -> None:
    tabs = tab_names(["很" * 40] * 12 + ["😀" * 40])
    assert tabs[0] == "很" * 31
    assert tabs[11] == "很" * 27 + "(12)"
    assert tabs[12] == "😀" * 15


@given(st.lists(st.text(max_size=40) | st.sampled_from(["甲", "a", "A", "'", "Ⅷ", "ß"])))
def test_tabs_are_always_allowed(names: list[str]) -> None:
    tabs = tab_names(names)
    assert len(tabs) == len(names)
    assert len({tab.casefold() for tab in tabs}) == len(tabs)
    for tab in tabs:
        assert 0 < units(tab) <= MOST_TAB
        assert not set(tab) & set("[]:*?/\\")
        assert tab == tab.strip("'")
