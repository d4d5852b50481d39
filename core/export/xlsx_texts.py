"""XLSX texts: what may stand in a sheet cell or on a sheet tab, and which texts are numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from core.export.office import legal
from core.numbers import CONTEXT

MOST_UNITS = 32_767  # characters in one cell, counted as Excel does, in UTF-16 units
MOST_TAB = 31

_CUT = "…"
# Office reads _x000D_ in a file as one character; the same text typed by somebody is no code.
_LIKE_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_COMMAND_SIGNS = frozenset("=+-@＝＋－＠")
# Longer whole numbers are telephone or account numbers; in all at most 15 digits, which a
# spreadsheet keeps.
_NUMBER = re.compile(
    r"(-?)([1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|[1-9][0-9]{0,8}|0)(?:\.([0-9]{1,6}))?(%?)"
)
_NOT_IN_TAB = re.compile(r"[\[\]:*?/\\\t\n]")
_TAKEN_BY_EXCEL = "history"


def safe_text(text: str) -> str:
    """A text as it is written into the file: nothing illegal, not too long."""
    kept = legal(text)
    escaped = _LIKE_CODE.sub("_x005F_", kept)
    if _units(escaped) <= MOST_UNITS:
        return escaped
    while (excess := _units(escaped) - MOST_UNITS) > 0:
        # Step by step, for a character may take one unit or two, an escape seven.
        kept = kept[: len(kept) - max(1, excess // 2)]
        escaped = _LIKE_CODE.sub("_x005F_", kept) + _CUT
    return escaped


def looks_like_command(text: str) -> bool:
    """Would a spreadsheet take this for a formula if somebody typed it?"""
    return text.lstrip()[:1] in _COMMAND_SIGNS and bool(text.strip())


def read_number(text: str) -> tuple[Decimal, str] | None:
    """A number and the format under which it shows exactly this text; None for any other text."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, fraction, percent = match.groups()
    number = Decimal(f"{sign}{whole.replace(',', '')}.{fraction or '0'}")
    if sign and number.is_zero():
        return None
    if percent:
        number = number.scaleb(-2, CONTEXT)
    pattern = "#,##0" if "," in whole else "0"
    if fraction:
        pattern += "." + "0" * len(fraction)
    return number, pattern + percent


def tab_names(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Names Excel allows on tabs, each one only once and none that is taken."""
    taken = {_TAKEN_BY_EXCEL, *map(_key, taken)}
    tabs: list[str] = []
    for name in names:
        wanted = _NOT_IN_TAB.sub("_", legal(name)).strip(" '") or f"表{len(tabs) + 1}"
        tab, number = _shortened(wanted, ""), 2
        while _key(tab) in taken:
            tab, number = _shortened(wanted, f"({number})"), number + 1
        taken.add(_key(tab))
        tabs.append(tab)
    return tabs


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _shortened(name: str, suffix: str) -> str:
    while _units(name) + len(suffix) > MOST_TAB:
        name = name[:-1]
    return name.rstrip(" '") + suffix


def _key(tab: str) -> str:
    """Excel takes capital and small, and some versions wide and narrow letters, for the same."""
    return unicodedata.normalize("NFKC", tab).casefold()
