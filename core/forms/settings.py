"""Settings: what a county decides (money unit, points, grade words) and how it is read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.facts.printing import show
from core.facts.reading import read
from core.facts.values import Kind, State, Value, failed, known
from core.forms.schema import Setting

DATE_STYLE_WORD = "日期写法"

Scale = tuple[tuple[str, Value], ...]
_PAIR = re.compile(r"^\s*(.*?)[\s=＝:：]*([-+]?[0-9.]+\s*[%％]?)\s*$")


def setting_text(value: Any) -> str | None:
    """The text form of a setting as written in TOML or JSON; None when it has none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (str, int, Decimal)):
        return str(value)
    if isinstance(value, list):
        pairs = []
        for item in value:
            if not isinstance(item, list) or len(item) != 2:
                return None
            if not isinstance(item[0], str) or isinstance(item[1], (list, dict, bool)):
                return None
            pairs.append(f"{item[0]} {item[1]}")
        return "、".join(pairs)
    return None


def read_scale(text: str) -> Scale | None:
    """优 90、良 80、中 60、差 0: words with the lower bound of each, falling."""
    pairs: list[tuple[str, Value]] = []
    for item in re.split(r"[、；;，,]", text):
        match = _PAIR.match(item)
        if not match or not match.group(1):
            return None
        bound = read(match.group(2), Kind.RATIO)
        if bound.state is not State.READ:
            return None
        pairs.append((match.group(1), bound))
    bounds = [bound.number or Decimal(0) for _, bound in pairs]
    if bounds != sorted(bounds, reverse=True) or len(set(bounds)) != len(bounds):
        return None
    return tuple(pairs)


def setting_problem(setting: Setting, text: str) -> str:
    """Why a text cannot be this setting's value; "" when it can."""
    if setting.choices and text not in setting.choices:
        return f"“{setting.id}”不能写“{text}”，可以写的有：{'、'.join(setting.choices)}。"
    if setting.kind == "scale":
        if read_scale(text) is None:
            return f"“{setting.id}”要写成从高到低的档次，如 优 90、良 80、中 60、差 0。"
        return ""
    if setting.id == DATE_STYLE_WORD and not _understood_date(text):
        return f"看不懂“{text}”这种日期写法，请用 2025 年 4 月 10 日这一天写出样子，如 2025.4.10。"
    value = read(text, Kind(setting.kind))
    if value.state in (State.UNREADABLE, State.ERROR):
        return value.note
    return ""


def _understood_date(style: str) -> bool:
    """Does the day a style is an example of come out as the style itself?"""
    return show(known(dt.date(2025, 4, 10)), Kind.DATE, date_style=style) == style


class Settings:
    """A pack's settings under a package's overrides, read once each."""

    def __init__(self, known: Mapping[str, Setting], overrides: Mapping[str, str]) -> None:
        self._known = known
        self._overrides = overrides
        self._values: dict[str, Value] = {}

    def text(self, name: str) -> str:
        """The text in force; "" for a setting nobody knows."""
        if name in self._overrides:
            return self._overrides[name]
        setting = self._known.get(name)
        return (setting_text(setting.value) or "") if setting else ""

    def value(self, name: str) -> Value:
        """The value in force, for formulas."""
        if name not in self._values:
            setting = self._known.get(name)
            if setting is None or setting.kind == "scale":
                return failed(f"没有“{name}”这项设置")
            self._values[name] = read(self.text(name), Kind(setting.kind))
        return self._values[name]

    def scale(self, name: str) -> Scale:
        """The pairs of a scale in force."""
        return read_scale(self.text(name)) or ()
