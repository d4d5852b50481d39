"""Phones: is a text a telephone number that can be dialled?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.texts import halfwidth, tidy

_NOTHING = re.compile(r"(?:无|暂无|没有|不适用|[-—/、.\s])*")
_HIDDEN = re.compile(r"[0-9][*×xX●■]{2,}|[*×●■]{3,}")  # published papers hide digits on purpose
_DASHES = str.maketrans("‐‑‒–—―－─~～", "-" * 10)
_EXTENSION = re.compile(r"\s*-?\s*(?:转|分机|ext\.?)\s*[:：]?\s*(?=[0-9])", re.IGNORECASE)
_RUN = re.compile(r"\+?\(?[0-9](?:[0-9\s\-()]*[0-9])?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREA = r"(?:010|02[0-9])-?[2-9][0-9]{7}|0[3-9][0-9]{2}-?[2-9][0-9]{6,7}"
_LANDLINE = re.compile(rf"(?:{_AREA})(?:-[0-9]{{1,6}})?")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_SERVICE = re.compile(r"[48]00-?[0-9]{3,4}-?[0-9]{3,4}")
_COUNTRY = re.compile(r"^(?:\+|00)?86-?(?=1[3-9][0-9]{9}$|0?[1-9][0-9]-?)")
_SHORTEST = 5  # digits: fewer inside a text are no telephone number


@dataclass(frozen=True, slots=True)
class PhoneProblem:
    """What is wrong with a number; a number without its area code is only a hint."""

    number: str
    says: str
    wrong: bool = True


def phone_problem(text: str, in_words: bool = False) -> PhoneProblem | None:
    """The first number in a text that cannot be dialled; `in_words`: a name stands before it."""
    plain = halfwidth(tidy(text)).translate(_DASHES)
    if _NOTHING.fullmatch(plain) or _HIDDEN.search(plain):
        return None
    numbers = list(_numbers(_EXTENSION.sub("-", plain)))
    if in_words:
        numbers = [number for number in numbers if _length(number) >= _SHORTEST]
    elif not numbers:
        return PhoneProblem(plain, "不是电话号码")
    return next((problem for number in numbers if (problem := _problem(number))), None)


def _numbers(text: str) -> Iterator[str]:
    """The numbers in a text; a gap inside a number is closed, one between two is not."""
    for run in _RUN.findall(text):
        whole = _closed(run)
        parts = [_closed(part) for part in run.split()]
        if len(parts) > 1 and _problem(whole) and not any(map(_problem, parts)):
            yield from parts
        else:
            yield whole


def _closed(text: str) -> str:
    return re.sub(r"[\s()]", "", text).strip("-")


def _length(number: str) -> int:
    return sum(character.isdigit() for character in number)


def _problem(number: str) -> PhoneProblem | None:
    number = _COUNTRY.sub("", number)
    digits = number.replace("-", "")
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(number) or _SERVICE.fullmatch(number):
        return None
    if _LOCAL.fullmatch(number):
        return PhoneProblem(number, "没有区号", wrong=False)
    length = len(digits)
    if digits.startswith("1"):
        if length == 11:
            return PhoneProblem(number, "不是手机号码：第二位应当是 3 到 9")
        return PhoneProblem(number, f"有 {length} 位数字，手机号码应当是 11 位")
    if digits.startswith("0"):
        return PhoneProblem(number, "位数不对：区号后面应当是 7 位或 8 位号码")
    return PhoneProblem(number, f"有 {length} 位数字，不是手机号码，也不是固定电话")
