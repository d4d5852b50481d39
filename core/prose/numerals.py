"""Numerals: Chinese numerals as numbers: 二十三, 一百零五, 两, 二〇二四."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "零〇一二两三四五六七八九十百千"


def numeral(text: str) -> int | None:
    """The number a numeral below ten thousand stands for; None when it is none."""
    if not text or len(text) > 9:
        return None
    if all(character in DIGITS for character in text):
        if len(text) == 1 or len(text) == 4:
            return int("".join(str(DIGITS[character]) for character in text))
        return None
    total, digit, last = 0, None, 10_000
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        step = _STEPS.get(character)
        if step is None or step >= last:
            return None
        if digit is None and (total or step != 10):
            return None  # 百五: not written so
        total += (1 if digit is None else digit) * step
        digit, last = None, step
    return total + (digit or 0)
