"""Reads TOML text: Decimal numbers, and every mistake in Chinese with its line."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

from core.errors import Mistake
from core.forms.text_files import Path, decode_utf8, place_of
from core.forms.toml_lines import Lines
from core.forms.toml_syntax import syntax_mistake

__all__ = ["Lines", "read_toml", "read_toml_bytes"]

_MOST_BYTES = 4 * 1024 * 1024
_DEEPEST = 40
_WHOLE_DIGITS = 18
_DECIMALS = 12


def read_toml_bytes(data: bytes, file: str) -> tuple[dict[str, Any], list[Mistake]]:
    """Read a TOML file's bytes; UTF-8, with or without a byte order mark."""
    if len(data) > _MOST_BYTES:
        return {}, [_too_big(file)]
    text, mistakes = decode_utf8(data, file, "P001")
    return ({}, mistakes) if mistakes else read_toml(text, file)


def read_toml(text: str, file: str) -> tuple[dict[str, Any], list[Mistake]]:
    """Read TOML; fractions become Decimal. Never raises: what is wrong comes as mistakes."""
    if len(text) > _MOST_BYTES:
        return {}, [_too_big(file)]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        return {}, [syntax_mistake(str(error), text, file)]
    except ValueError:
        # Python refuses to read whole numbers of more than some thousand digits.
        found = re.search(r"[0-9_]{1000,}", text)
        line = text.count("\n", 0, found.start()) + 1 if found else None
        return {}, [Mistake("P002", "这个数太长了。", _NUMBER_REMEDY, file, line)]
    except RecursionError:
        return {}, [Mistake("P001", "括号一层套一层，套得太深了。", _DEPTH_REMEDY, file)]
    mistakes = _check_values(data, text, file)
    return ({} if any(mistake.code == "P001" for mistake in mistakes) else data), mistakes


_NUMBER_REMEDY = (
    f"请写普通的数，整数部分不超过{_WHOLE_DIGITS}位，小数不超过{_DECIMALS}位；"
    "没有数就不写这个键，或写成空文字。"
)
_DEPTH_REMEDY = f"请减少层数，最多{_DEEPEST}层。"


def _too_big(file: str) -> Mistake:
    return Mistake("P001", "文件超过 4 MB，太大了。", "请检查是不是选错了文件。", file)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal can hold
        return Decimal("Infinity")


def _check_values(data: dict[str, Any], text: str, file: str) -> list[Mistake]:
    """Numbers that are none, numbers no form can hold, and nesting that would go too deep.

    A faulty number is replaced by 0, so that readers can go on and find the other mistakes:
    comparing with nan would raise.
    """
    lines = Lines(text)
    mistakes: list[Mistake] = []
    todo: list[tuple[Path, Any]] = [((), data)]
    while todo:
        path, holder = todo.pop()
        if len(path) > _DEEPEST:
            says = f"括号或表套了{_DEEPEST}层以上，太深了。"
            place = place_of(path[:3])  # the rest is as many brackets
            return [Mistake("P001", says, _DEPTH_REMEDY, file, lines.of(path), place)]
        inner: list[tuple[Path, Any]] = []
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, dict | list):
                inner.append(((*path, key), value))
            elif fault := _number_fault(value):
                at = (*path, key)
                mistakes.append(
                    Mistake("P002", fault, _NUMBER_REMEDY, file, lines.of(at), place_of(at))
                )
                holder[key] = 0
        todo.extend(reversed(inner))
    return sorted(mistakes, key=lambda mistake: mistake.line or 0)


def _number_fault(value: object) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            return "nan、inf 或大到没有边的数不能使用。"
        exponent = value.as_tuple().exponent
        if value.adjusted() >= _WHOLE_DIGITS or (
            isinstance(exponent, int) and -exponent > _DECIMALS
        ):
            return "这个数太大，或小数位数太多。"
    elif isinstance(value, int) and abs(value) >= 10**_WHOLE_DIGITS:
        return "这个数太大了。"
    return ""
