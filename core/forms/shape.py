"""Shape: which keys a table of a pack may have, and what each must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.forms.source import Mistakes, Path
from core.texts import suggest

TEXT, FLAG, WHOLE, NUMBER, TEXTS, WHOLES, TABLE, TABLES, LIST, LISTS, ONE_OR_MORE, ANY = (
    "文字",
    "true 或 false",
    "整数",
    "数",
    "文字列表",
    "整数列表",
    "一张小表 { … }",
    "一串小表",
    "列表",
    "列表的列表",
    "一张小表，或一串小表",
    "任意值",
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its type, whether it must be there, the words it may hold, its explanation."""

    type: str
    says: str
    must: bool = False
    words: tuple[str, ...] = ()


Shape = Mapping[str, Key]


def fits(value: Any, type_: str) -> bool:
    """Is the value of this type? (A flag is no number.)"""
    number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    match type_:
        case "文字":
            return isinstance(value, str)
        case "true 或 false":
            return isinstance(value, bool)
        case "整数":
            return isinstance(value, int) and not isinstance(value, bool)
        case "数":
            return number
        case "文字列表":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "整数列表":
            return isinstance(value, list) and all(fits(item, WHOLE) for item in value)
        case "一张小表 { … }":
            return isinstance(value, dict)
        case "一串小表":
            return isinstance(value, list) and all(isinstance(item, dict) for item in value)
        case "列表":
            return isinstance(value, list)
        case "列表的列表":
            return isinstance(value, list) and all(isinstance(item, list) for item in value)
        case "一张小表，或一串小表":
            return fits(value, TABLE) or fits(value, TABLES)
        case _:
            return True


def checked(
    table: dict[str, Any],
    shape: Shape,
    mistakes: Mistakes,
    origin: tuple[str, Path],
    place: str,
) -> dict[str, Any]:
    """The keys of a table that are as they should be; everything else becomes a mistake."""
    file, path = origin
    good: dict[str, Any] = {}
    for name, value in table.items():
        key = shape.get(name)
        at = (file, (*path, name))
        if key is None:
            hint = suggest(name, list(shape))
            mistakes.add(
                at, "P010", f"不认识“{name}”。{hint}", f"可以写的有：{'、'.join(shape)}。", place
            )
        elif not fits(value, key.type):
            mistakes.add(
                at,
                "P011",
                f"“{name}”应当是{key.type}，现在写的是{_what(value)}。",
                f"“{name}”的意思：{key.says}。",
                place,
            )
        elif key.words and value not in key.words:
            mistakes.add(
                at,
                "P012",
                f"“{name}”不能写“{value}”。{suggest(str(value), list(key.words))}",
                f"可以写的有：{'、'.join(key.words)}。",
                place,
            )
        else:
            good[name] = value
    for name, key in shape.items():
        if key.must and name not in table:
            mistakes.add(origin, "P013", f"缺少“{name}”。", f"请补上“{name}”：{key.says}。", place)
    return good


def _what(value: Any) -> str:
    if isinstance(value, bool):
        return "true 或 false"
    if isinstance(value, (int, Decimal)):
        return f"数 {value}"
    if isinstance(value, str):
        return f"文字“{value[:20]}”"
    if isinstance(value, list):
        return "列表"
    if isinstance(value, dict):
        return "一张小表"
    return "日期或时间"
