"""Reads strict JSON with numbers kept as written and mistakes in Chinese; writes it readably."""

from __future__ import annotations

import json
import re
import unicodedata
from json.decoder import JSONDecoder
from typing import Any

from core.errors import Mistake
from core.forms.text_files import decode_utf8
from core.storage.json_faults import DEEPEST, SURROGATE, find_faults, number_fits

_MOST_BYTES = 64 * 1024 * 1024
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURELY_FITS = 13  # no plain literal this short can be out of bounds
_WIDEST = 100


class Num(str):
    """A JSON number exactly as it is written: 927.00 stays 927.00. Not a text, though a str."""

    __slots__ = ()


Plain = dict[str, Any] | list[Any] | str | bool | None  # what files are made of; Num is a str


def read_json_bytes(data: bytes, file: str) -> tuple[Any, list[Mistake]]:
    """Read a JSON file's bytes; UTF-8, with or without a byte order mark."""
    if len(data) > _MOST_BYTES:
        return None, [_too_big(file)]
    text, mistakes = decode_utf8(data, file, "D007")
    return (None, mistakes) if mistakes else read_json(text, file)


def read_json(text: str, file: str) -> tuple[Any, list[Mistake]]:
    """Read a JSON object; never raises, all that is wrong comes as mistakes.

    The data are None when they could not be read or are no object (D001, D005,
    D006, D007, D008). With other mistakes they are there, but incomplete: of a
    repeated key the first value is kept, NaN and infinities are None.
    """
    if len(text) > _MOST_BYTES:
        return None, [_too_big(file)]
    text = text.removeprefix("\ufeff")
    reader = _Reader()
    try:
        data = reader.decode(text)
    except (json.JSONDecodeError, RecursionError):
        return None, find_faults(text, file)
    # Reading twice is slow, so it is done only when the first reading saw something.
    if (
        reader.seen
        or not isinstance(data, dict)
        or SURROGATE.search(text)
        or _SURROGATE_ESCAPE.search(text)
        or _deeper_than(data, DEEPEST)
    ):
        mistakes = find_faults(text, file)
        fatal = any(mistake.code in ("D005", "D008") for mistake in mistakes)
        return (None if fatal else data), mistakes
    return data, []


def _too_big(file: str) -> Mistake:
    return Mistake("D006", "文件超过 64 MB，太大了。", "请检查是不是选错了文件。", file)


class _Reader:
    """One fast reading; `seen` tells that a closer look is needed."""

    def __init__(self) -> None:
        self.seen = False
        self.decode = JSONDecoder(
            parse_int=self._number,
            parse_float=self._number,
            parse_constant=self._constant,
            object_pairs_hook=self._object,
        ).decode

    def _number(self, text: str) -> Num:
        if (len(text) > _SURELY_FITS or "e" in text or "E" in text) and not number_fits(text):
            self.seen = True
        return Num(text)

    def _constant(self, _name: str) -> None:
        self.seen = True

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self.seen = True
            found = {}
            for key, value in pairs:
                found.setdefault(key, value)
        return found


def _deeper_than(data: Any, most: int) -> bool:
    level = [data]
    for _ in range(most):
        level = [
            inner
            for holder in level
            for inner in (holder.values() if type(holder) is dict else holder)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


# ---------------------------------------------------------------- writing


def write_json(data: Plain) -> str:
    """JSON for people: one space per level, short lists and objects of plain values on one line.

    Raises ValueError for data that read_json would not take back: a malformed Num,
    too deep nesting, values of other types.
    """
    parts: list[str] = []
    _write(data, 0, 0, parts)
    return "".join(parts) + "\n"


def _write(data: Any, depth: int, used: int, parts: list[str]) -> None:
    """`used` is how many columns of the line are taken before this value."""
    if not isinstance(data, dict | list):
        parts.append(_scalar(data))
        return
    if depth >= DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST}")
    opening, closing = "{}" if isinstance(data, dict) else "[]"
    heads = [f"{_scalar(_key(key))}: " for key in data] if isinstance(data, dict) else []
    values = list(data.values()) if isinstance(data, dict) else data
    heads = heads or [""] * len(values)
    if not any(isinstance(value, dict | list) and value for value in values):
        flat = [head + _flat(value) for head, value in zip(heads, values, strict=True)]
        line = f"{opening}{', '.join(flat)}{closing}"
        if not flat or used + _columns(line) < _WIDEST:  # one column is left for a comma
            parts.append(line)
            return
    indent = " " * (depth + 1)
    for number, (head, value) in enumerate(zip(heads, values, strict=True)):
        parts.append(f"{',' if number else opening}\n{indent}{head}")
        _write(value, depth + 1, depth + 1 + _columns(head), parts)
    parts.append(f"\n{' ' * depth}{closing}")


def _key(key: object) -> str:
    if not isinstance(key, str) or isinstance(key, Num):
        raise ValueError(f"a key must be a text, not {type(key).__name__}")
    return key


def _flat(value: Any) -> str:
    """A value that takes no line breaks: a scalar, or an empty list or object."""
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, Num):
        if not number_fits(value):
            raise ValueError("not a number that can be read back")
        return str(value)
    if isinstance(value, str):
        # Half of a character pair is no character; no file can hold it.
        return json.dumps(SURROGATE.sub("\ufffd", value), ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    raise ValueError(f"{type(value).__name__} has no place in a data file")


def _columns(text: str) -> int:
    """How wide a text is on screen: Chinese characters take two columns."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)
