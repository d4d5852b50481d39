"""Reading: from the text of a cell to a value, keeping the text exactly as typed.

Nothing is guessed. What is not fully understood is marked unreadable with a
sentence for the user, or, for an indicator's target, kept as words.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

from core.facts.values import Kind, State, Target, Value, known
from core.numbers import CONTEXT, ONE, decimals, parse_plain, plain
from core.texts import halfwidth, tidy

BAR = "｜"  # separates 性质｜值｜单位 when a form has a cell for each
QUALITATIVE = "定性"

_LONGEST = 64  # longer texts are no numbers, dates or measurable targets

_NOTHING = frozenset({"无", "-", "--", "—", "——", "–", "―", "─", "/", "不适用", "n/a"})

_NUMBER = r"(?P<number>[+\-−]?[0-9][0-9,]*(?:[.。][0-9]+)?|[+\-−]?\.[0-9]+)"
_NUMBER_AND_TAIL = re.compile(rf"{_NUMBER}\s*(?P<tail>.*)", re.DOTALL)
_MONEY_PREFIX = re.compile(r"(?:人民币|rmb)?\s*[¥￥]?\s*", re.IGNORECASE)
_MONEY_POWERS = {"元": 0, "千元": 3, "万元": 4, "万": 4, "百万元": 6, "亿元": 8, "亿": 8}
_RATIO_POWERS = {"%": -2, "‰": -3}

_MEASURE = re.compile(r"[\u4e00-\u9fff]{1,3}")
_UNIT = re.compile(r"(?:[\u4e00-\u9fff%‰℃°/·²³㎡㎥㎞㎏㎜]|[A-Za-z]+[23²³]?){1,8}")
_LATIN = re.compile(r"[A-Za-z]")
# As people write them: 5g is a weight, 5G and 5A are names.
_LATIN_UNITS = frozenset(
    (
        *("m", "m2", "m3", "m²", "m³", "km", "km2", "km²", "cm", "cm2", "cm²", "mm", "mm2", "mm²"),
        *("g", "kg", "mg", "t", "ha", "l", "L", "ml", "mL", "h", "min", "W", "kW", "KW", "kw"),
        *("MW", "kWh", "KWh", "KWH", "kwh", "MWh", "kVA", "MB", "GB", "TB", "Mbps", "Gbps", "dB"),
    )
)
# A "unit" with one of these says more than a unit does: 5余家, 30日前, 3个及, 8%增长.
_NO_UNIT = frozenset(
    "余多几约左右上下内外前后底末以之及或和至到不未无近超增减降达完成已半一二三四五六七八九〇零两"
)
_MULTIPLES = "十百千万亿"

_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ \t\u00a0\-‐‑‒–—]+(?=[0-9])")

_DATE = re.compile(
    r"(?:([0-9]{4})\s*([.\-/])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})"
    r"|([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]"
    r"|([0-9]{4})([0-9]{2})([0-9]{2}))"
)
_MONTH_ONLY = re.compile(r"[0-9]{4}\s*(?:[.\-/]\s*[0-9]{1,2}|年\s*(?:[0-9]{1,2}\s*月?)?)")
_YEARS = range(1900, 2200)  # outside these a year is a slip of the finger


def read(raw: str, kind: Kind, *, money_unit: str = "万元", unit: str = "") -> Value:
    """Understand what was typed; the text itself is always kept in `raw`."""
    text = tidy(raw)
    if not text:
        return Value(raw, State.BLANK)
    if kind is Kind.TARGET:
        return _read_target(raw, text)
    if kind is Kind.LINK:
        return known(raw, raw)
    if kind in (Kind.TEXT, Kind.CHOICE):
        return known(text, raw)
    if kind is Kind.PHONE:
        return known(_BETWEEN_DIGITS.sub("", halfwidth(text)), raw)
    if kind is Kind.DATE:
        return _read_date(raw, text)
    return _read_number(raw, text, kind, money_unit, halfwidth(tidy(unit)))


def says_a_word(value: Value) -> bool:
    """Is there more in it than 无, — and the like?"""
    return not value.is_blank and halfwidth(tidy(value.raw)).lower() not in _NOTHING


# -------------------------------------------------------------- numbers


def _read_number(raw: str, text: str, kind: Kind, money_unit: str, unit: str) -> Value:
    plain_note = f"{_quoted(text)}不是规范的数字，请写成 700.77 这样的形式。"
    if len(text) > _LONGEST:
        return _unreadable(raw, plain_note)
    text = halfwidth(text)
    if text.lower() in _NOTHING:
        return Value(raw, State.NOT_APPLICABLE)
    if kind is Kind.MONEY:
        text = text[_money_prefix_end(text) :]
    elif kind is Kind.RATIO and text.startswith("百分之"):
        text = text.removeprefix("百分之") + "%"
    match = _NUMBER_AND_TAIL.fullmatch(text)
    number = parse_plain(match["number"]) if match else None
    if match is None or number is None:
        return _unreadable(raw, plain_note)
    tail = "".join(match["tail"].split())
    if kind is Kind.MONEY:
        return _read_money(raw, number, tail, money_unit)
    if kind is Kind.RATIO:
        power = _RATIO_POWERS.get(tail or unit, 0)
        if tail and not power:
            return _unreadable(
                raw, f"{_quoted(raw)}不是规范的比率，请写成 85% 或 0.85 这样的形式。"
            )
        return known(_shifted(number, power), raw)
    if kind is Kind.SCORE:
        if tail not in ("", "分"):
            return _unreadable(raw, f"{_quoted(raw)}不是规范的得分，请写成 9.5 这样的形式。")
        return known(number, raw)
    return _read_measured(raw, number, tail, kind, unit)


def _money_prefix_end(text: str) -> int:
    match = _MONEY_PREFIX.match(text)
    return match.end() if match else 0


def _read_money(raw: str, number: Decimal, tail: str, money_unit: str) -> Value:
    suffix = tail.removesuffix("整")
    if suffix in ("", money_unit):
        return known(number, raw)
    if suffix not in _MONEY_POWERS:
        return _unreadable(
            raw, f"{_quoted(raw)}不是规范的金额，请写成 700.77 或 700.77万元 这样的形式。"
        )
    if money_unit not in _MONEY_POWERS:
        return _unreadable(
            raw, f"{_quoted(raw)}不能换算成“{money_unit}”，请按“{money_unit}”填写数字。"
        )
    return known(_shifted(number, _MONEY_POWERS[suffix] - _MONEY_POWERS[money_unit]), raw)


def _read_measured(raw: str, number: Decimal, tail: str, kind: Kind, unit: str) -> Value:
    """A count or a number with the unit people like to write behind it."""
    if tail in ("", unit):
        return known(number, raw)
    if _multiplies(tail, kind, unit):
        return _unreadable(
            raw,
            f"{_quoted(raw)}里的数没有写完整，请写出全部数字，例如把 3万 写成 30000。",
        )
    if kind is Kind.COUNT:
        fits = _MEASURE.fullmatch(tail) is not None and not _NO_UNIT & set(tail)
        example = "34 或 34人"
    else:
        fits = _is_unit(tail) and (tail[0] not in _RATIO_POWERS or not unit)
        example = f"120.5 或 120.5{unit or '平方米'}"
    if not fits:
        return _unreadable(raw, f"{_quoted(raw)}不是规范的数字，请写成 {example} 这样的形式。")
    return known(number, raw)


def _multiplies(tail: str, kind: Kind, unit: str) -> bool:
    """Whether the tail makes the number ten, a hundred … times larger (千克 is a unit)."""
    if tail[0] not in _MULTIPLES:
        return False
    return kind is Kind.COUNT or tail[0] in "万亿" or tail[1:] in ("", unit)


def _is_unit(text: str) -> bool:
    """Whether a text is a unit of measure and nothing more."""
    # The length comes first: it also keeps the pattern from trying endless divisions.
    if len(text) > 8 or not _UNIT.fullmatch(text) or _NO_UNIT & set(text):
        return False
    if text[0] in "/·²³" or text[-1] in "/·":
        return False
    if text[0] in _RATIO_POWERS:
        return len(text) == 1
    return all(
        part.lstrip(_MULTIPLES) in _LATIN_UNITS or not _LATIN.search(part)
        for part in text.split("/")
    )


def _shifted(number: Decimal, power: int) -> Decimal:
    """The number times a power of ten: exact, and never with an exponent."""
    shifted = number.scaleb(power, CONTEXT)
    return shifted if decimals(shifted) else shifted.quantize(ONE, context=CONTEXT)


# ---------------------------------------------------------------- dates


def _read_date(raw: str, text: str) -> Value:
    text = halfwidth(text).replace("。", ".")
    match = _DATE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is not None:
        day = _day(match)
        if day is not None:
            return known(day, raw)
        return _unreadable(raw, f"{_quoted(raw)}这一天不存在，请核对年、月、日。")
    if len(text) <= _LONGEST and _MONTH_ONLY.fullmatch(text):
        return _unreadable(raw, f"{_quoted(raw)}没有写到日，请写成 2025年4月10日 这样的形式。")
    return _unreadable(raw, f"{_quoted(raw)}不是规范的日期，请写成 2025年4月10日 这样的形式。")


def _day(match: re.Match[str]) -> dt.date | None:
    year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


# -------------------------------------------------------------- targets

_SIGNS = {
    **dict.fromkeys((">=", "≥", "≧", "⩾", "≮"), "≥"),
    **dict.fromkeys(("<=", "≤", "≦", "⩽", "≯"), "≤"),
    **dict.fromkeys(("不低于", "不少于", "不小于", "不得低于", "不得少于"), "≥"),
    **dict.fromkeys(("大于等于", "大于或等于", "高于或等于", "至少", "最少"), "≥"),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于"), "≤"),
    **dict.fromkeys(("小于等于", "小于或等于", "低于或等于", "至多", "最多"), "≤"),
    **dict.fromkeys(("不超", "控制在"), "≤"),
    **dict.fromkeys((">", "大于", "超过", "高于", "多于"), ">"),
    **dict.fromkeys(("<", "小于", "低于", "少于"), "<"),
    **dict.fromkeys(("=", "等于"), "="),
    **dict.fromkeys(("达到", ""), ""),
}
_BEHIND = {
    **dict.fromkeys(("以上", "及以上", "或以上", "(含)以上", "以上(含)", "(含)及以上"), "≥"),
    **dict.fromkeys(("以下", "及以下", "或以下", "(含)以下", "以下(含)", "以内", "之内"), "≤"),
    **dict.fromkeys(("内", "(含)以内", "以内(含)"), "≤"),
    "": "",
}
# Behind these, words may stand for the number (≥全省平均水平); 至少, 超 … begin other words too.
_SIGN_BEFORE_WORDS = tuple(
    sign for sign in _SIGNS if sign and (sign[-1] in "于过" or not sign[-1].isalpha())
)


def _longest_first(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MEASURABLE = re.compile(
    rf"(?P<sign>{_longest_first(_SIGNS)}){_NUMBER}(?P<unit>.{{0,8}}?)"
    rf"(?P<behind>{_longest_first(_BEHIND)})"
)
_LATEX = (
    (re.compile(r"\\geqslant|\\geq|\\ge(?![a-z])"), "≥"),
    (re.compile(r"\\leqslant|\\leq|\\le(?![a-z])"), "≤"),
    (re.compile(r"\\gt(?![a-z])"), ">"),
    (re.compile(r"\\lt(?![a-z])"), "<"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\$([^$]*)\$"), r"\1"),
)
_DIGITS_APART = re.compile(r"[0-9.]\s+[0-9]")
_BEFORE = r"(?:之前|以前|前)"
_DONE = r"(?:全部|全面)?(?:完成|完工|竣工|到位)?"
_BY_YEAR_END = re.compile(
    rf"(?:于|在|截至|截止)?([0-9]{{4}})年(?:度|全年|[年度]?内|[年度]?[底末]{_BEFORE}?)?{_DONE}"
)
_BY_MONTH_END = re.compile(
    rf"(?:于|在|截至|截止)?([0-9]{{4}})年([0-9]{{1,2}})月(?:内|[底末]{_BEFORE}?){_DONE}"
)
_BY_DAY = re.compile(rf"(?:于|在|截至|截止)?{_DATE.pattern}{_BEFORE}?{_DONE}")


def target_parts(value: Value) -> tuple[str, str, str]:
    """What stands in the three cells 性质, 值, 单位; exact for a text written with ｜."""
    cells = value.raw.split(BAR)
    if len(cells) == 3:
        return cells[0], cells[1], cells[2]
    data = value.data
    if not isinstance(data, Target):
        return "", tidy(value.raw), ""
    number = data.words if data.number is None else plain(data.number)
    return data.nature or data.sign, number, data.unit


def join_target(nature: str, number: str, unit: str) -> str:
    """The one text for three cells; "" when all are blank. A ｜ inside a cell becomes |."""
    cells = (nature, number, unit)
    if not any(map(tidy, cells)):
        return ""
    return BAR.join(cell.replace(BAR, "|") for cell in cells)


def _read_target(raw: str, text: str) -> Value:
    cells = raw.split(BAR)
    if len(cells) != 3:
        return known(_target(text), raw)
    nature, inside, unit = (tidy(cell) for cell in cells)
    if not (nature or inside or unit):
        return Value(raw, State.BLANK)
    return known(_target_of_cells(nature, inside, halfwidth(unit)), raw)


def _target_of_cells(nature: str, inside: str, unit: str) -> Target:
    sign = _SIGNS.get(_without_latex(nature).replace(" ", ""), "")
    if nature == QUALITATIVE:
        return Target(words=inside, unit=unit, nature=nature)
    stated = "" if sign else nature
    number = parse_plain(inside)
    if number is not None:
        return Target(sign, number, unit, nature=stated)
    understood = _target(inside)
    # A sign or unit inside the value must not contradict the cell of its own.
    if (
        (unit and understood.unit not in ("", unit))
        or (sign and understood.sign not in ("", sign))
        or (unit and understood.deadline is not None)
    ):
        return Target(sign, unit=unit, words=inside, nature=stated)
    return Target(
        sign or understood.sign,
        understood.number,
        unit or understood.unit,
        understood.words,
        understood.deadline,
        stated,
    )


def _target(text: str) -> Target:
    """A target written in one cell; anything not fully understood is words."""
    if len(text) > _LONGEST:
        return Target(words=text)
    clean = _without_latex(text).strip().rstrip("。;,.")
    if _DIGITS_APART.search(clean):
        return Target(words=text)  # closing the gap would make one number of two
    compact = "".join(clean.split())
    deadline = _deadline(compact)
    if deadline is not None:
        return Target(words=text, deadline=deadline)
    return _measurable(compact) or _signed_words(clean) or Target(words=text)


def _without_latex(text: str) -> str:
    text = halfwidth(text)
    for pattern, replacement in _LATEX:
        text = pattern.sub(replacement, text)
    return text


def _measurable(text: str) -> Target | None:
    match = _MEASURABLE.fullmatch(text)
    if match is None:
        return None
    number, unit = parse_plain(match["number"]), match["unit"]
    before, behind = _SIGNS[match["sign"]], _BEHIND[match["behind"]]
    if number is None or (unit and not _is_unit(unit)):
        return None
    if before and behind and before != behind:
        return None
    return Target(before or behind, number, unit)


def _signed_words(text: str) -> Target | None:
    """≥全省平均水平, or a sign whose number is still missing."""
    for written in sorted(_SIGN_BEFORE_WORDS, key=len, reverse=True):
        if text.startswith(written):
            words = text.removeprefix(written).strip()
            if (not words and written.isalpha()) or any(map(str.isdigit, words)):
                return None
            return Target(_SIGNS[written], words=words)
    return None


def _deadline(text: str) -> dt.date | None:
    match = _BY_DAY.fullmatch(text)
    if match is not None:
        return None if match[8] else _day(match)  # eight bare digits are a number here
    match = _BY_MONTH_END.fullmatch(text)
    if match is not None:
        year, month = int(match[1]), int(match[2])
        if year not in _YEARS or not 1 <= month <= 12:
            return None
        return dt.date(year, month, calendar.monthrange(year, month)[1])
    match = _BY_YEAR_END.fullmatch(text)
    if match is not None and int(match[1]) in _YEARS:
        return dt.date(int(match[1]), 12, 31)
    return None


# ---------------------------------------------------------------- notes


def _unreadable(raw: str, note: str) -> Value:
    return Value(raw, State.UNREADABLE, None, note)


def _quoted(raw: str) -> str:
    """The text as part of a sentence: on one line, and not longer than a line."""
    line = " ".join(raw[:200].split())
    return f"“{line[:30]}…”" if len(line) > 30 else f"“{line}”"
