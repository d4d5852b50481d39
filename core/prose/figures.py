"""Figures: every figure of a line of Chinese official prose, and what sort of figure it is.

Numberings, document numbers, telephone numbers, ranges, ratios and names with digits (5G) are
recognised so that they are never taken for figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from core.numbers import ZERO, decimals, parse_plain
from core.prose.numerals import NUMERAL, numeral


class Sort(Enum):
    """What a figure counts."""

    AMOUNT = "金额"  # in 万元
    PERCENT = "百分比"  # 62.35 for 62.35%
    POINTS = "百分点"
    COUNT = "数量"
    SCORE = "得分"
    YEAR = "年份"
    DATE = "日期"


class Rough(Enum):
    """How exactly a figure is meant."""

    EXACT = ""
    ABOUT = "约"
    LEAST = "以上"
    MOST = "以下"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `start` and `end` are places in the bare line, its unit included."""

    sort: Sort
    value: Decimal
    start: int
    end: int
    unit: str = ""
    step: Decimal = ZERO  # what one more in the last digit written means
    rough: Rough = Rough.EXACT
    number: str = ""  # the digits as written


MONEY = {"亿元": 4, "亿": 4, "百万元": 2, "万元": 0, "万": 0, "千元": -1, "元": -4}
_MEASURES = (
    "个工作日|[人批场户车亩处件台班架家个点只头船]次|课时|千瓦时|平方公里|平方千米|平方米|立方米|公里|千米|公斤|"
    "千克|公顷|分钟|小时|个月|余亩|名|人|位|个|家|户|项|次|批|份|件|套|台|辆|所|座|处|条|亩|吨|"
    "期|场|天|日|起|宗|例|册|本|篇|块|支|只|头|张|部|村|组|间|栋|幢|盏|棵|株|根|片|点|种|类|"
    "枚|艘|艇|扇|道|段|口|具|面|尾|羽|盘|桶|袋|箱|瓶|床|度|米|元/[\u4e00-\u9fff]{1,3}|岁|周|"
    "年|届|对|门|款|班|轮|幅|首|集|股|㎡|m2|km"
)
_MEASURE = re.compile(_MEASURES)
_MULTIPLE = re.compile(r"[万亿千百十]{1,2}")
_MULTIPLES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGIT = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_DATE = re.compile(
    r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}[日号])?|[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|[0-9]{4}([.\-/])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"
    r"|(?:[0-9]{4}年)?[0-9]{1,2}(?:月)?(?:至|到|-|~)[0-9]{1,2}月(?:份|底)?|[0-9]{1,2}月(?:份|底|初|中|末)?"
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年度?|(?=[-~至、/](?:19|20)[0-9]{2}年))")
_CHINESE_YEAR = re.compile(r"([一二][零〇九][零〇一二三四五六七八九]{2})年度?")
_PHONE = re.compile(r"1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,3}-[0-9]{7,8}(?![0-9])")
_RANGE = re.compile(
    r"[0-9.]{1,20}(?:%|[\u4e00-\u9fff]{0,2})?\s?(?:-|~|至)\s?[0-9.]{1,20}"
    r"(?:%|个百分点|[十百千万亿]?[\u4e00-\u9fff]?)?"
)
_NOT_FIGURE = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?(?::|/)[0-9]{1,20}")  # 1:2, 1/3
_NUMBERING = re.compile(
    r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?:[、)]|\.(?![0-9])|是(?=[\u4e00-\u9fff]))"
)
_CHINESE = re.compile(rf"百分之[{NUMERAL}]+|[{NUMERAL}]+(?=[\u4e00-\u9fff])")
_BEFORE_ORDINAL = frozenset("第每某之这那同唯统任各初数几方")
_NO_SCORE = frozenset("钟之公局别管类布析配解工期批散项担享支部院校行厂")
_OPENERS = frozenset("。；;！？!?(（")
_FOREIGN = re.compile(r"[万亿]?(?:美元|欧元|港元|港币|日元|英镑)")
_MORE = frozenset("余多")
_ABOUT = ("大约", "约为", "约", "将近", "接近", "近", "逾", "上下", "预计", "超过", "突破", "超")
_LEAST = ("不低于", "不少于", "不小于", "至少", "大于等于", "大于或等于", "高于", "≥", ">=", "》")
_MOST = ("不超过", "不高于", "不大于", "至多", "小于等于", "低于", "≤", "<=", "少于", "控制在")
_AFTER = {
    "及以上": Rough.LEAST,
    "以上": Rough.LEAST,
    "以下": Rough.MOST,
    "以内": Rough.MOST,
    "之内": Rough.MOST,
    "左右": Rough.ABOUT,
    "上下": Rough.ABOUT,
}


@lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[Figure, ...]:
    """All figures of a bare line, in order."""
    found: list[Figure] = []
    done = 0
    for match in _DIGIT.finditer(text):
        start = match.start()
        if start < done:
            continue
        figure, done = _digits(text, start, match.end(), match[0])
        if figure is not None:
            found.append(figure)
    taken = [(figure.start, figure.end) for figure in found]
    found += _chinese(text, taken)
    found.sort(key=lambda figure: figure.start)
    return tuple(found)


def _digits(text: str, start: int, end: int, digits: str) -> tuple[Figure | None, int]:
    """The figure that begins with these digits, and where to go on."""
    before = text[start - 1] if start else ""
    other = _no_figure(text, start, end, before)
    if other:
        return None, other
    if match := _DATE.match(text, start):
        return Figure(Sort.DATE, ZERO, start, match.end()), match.end()
    if match := _YEAR.match(text, start):
        return Figure(Sort.YEAR, Decimal(match[1]), start, match.end()), match.end()
    number = parse_plain(digits.rstrip(","))
    if number is None:
        return None, end
    end = start + len(digits.rstrip(","))
    return _measured(text, start, end, number)


def _no_figure(text: str, start: int, end: int, before: str) -> int:
    """Where something ends that looks like a figure and is none; 0 when it is a figure."""
    after = text[end : end + 1]
    if before.isascii() and before.isalpha():
        return end
    if before == "第" or (after == "号" and before in "〕】])年第字 "):
        return end
    if before in "〔【[" and after in "〕】]":
        return end + 1
    for pattern in (_PHONE, _NOT_FIGURE):
        if (match := pattern.match(text, start)) and not _DATE.match(text, start):
            return match.end()
    if (match := _RANGE.match(text, start)) and not (
        _DATE.match(text, start) or _YEAR.match(text, start)
    ):
        return match.end()
    if (not before or before in _OPENERS) and (match := _NUMBERING.match(text, start)):
        return match.end()
    if after.isascii() and after.isalpha() and not _MEASURE.match(text, end):
        return end + 1
    return 0


def _measured(text: str, start: int, end: int, number: Decimal) -> tuple[Figure | None, int]:
    """A number with the unit behind it."""
    written = text[start:end]
    rough = _rough_before(text, start)
    negative = start > 0 and text[start - 1] == "-" and not text[start - 2 : start - 1].isdigit()
    value = -number if negative else number
    one = Decimal(1).scaleb(-decimals(number))
    if text[end : end + 1] in _MORE and end < len(text):
        rough, unit_at = Rough.ABOUT, end + 1
    else:
        unit_at = end
    sort, unit, stop, power = _unit(text, unit_at, start)
    if text[stop : stop + 1] in _MORE and unit in ("万", "亿") and stop < len(text):
        rough = Rough.ABOUT  # 3万多元 is read as 3万, which is all that matters
        sort2, unit2, stop2, power2 = _unit(text, stop + 1, start)
        if sort2 is Sort.AMOUNT:
            sort, unit, stop, power = sort2, unit + unit2, stop2, power + power2 + 4
    if sort is None:
        return None, max(end, unit_at)
    for words, kind in _AFTER.items():
        if text.startswith(words, stop):
            rough, stop = kind, stop + len(words)
            break
    figure = Figure(sort, value.scaleb(power), start, stop, unit, one.scaleb(power), rough, written)
    return figure, stop


def _unit(text: str, at: int, start: int) -> tuple[Sort | None, str, int, int]:
    """Sort, unit, where it ends, and the power of ten the unit puts on the number."""
    if match := _FOREIGN.match(text, at):
        return Sort.COUNT, match[0], match.end(), 0
    if text.startswith("%", at):
        return Sort.PERCENT, "%", at + 1, 0
    if text.startswith("‰", at):
        return Sort.PERCENT, "‰", at + 1, -1
    for words in ("个百分点", "百分点"):
        if text.startswith(words, at):
            return Sort.POINTS, words, at + len(words), 0
    if text.startswith("百分之", start - 3) and start >= 3:
        return Sort.PERCENT, "百分之", at, 0
    if text.startswith("分", at) and text[at + 1 : at + 2] not in _NO_SCORE:
        return Sort.SCORE, "分", at + 1, 0
    for unit, power in MONEY.items():
        if text.startswith(unit, at):
            stop = at + len(unit)
            if text.startswith("/", stop) or text.startswith("每", stop):
                return Sort.COUNT, f"{unit}/", stop, 0
            if not unit.endswith("元"):
                break  # 5.59万, 10万份: what follows decides
            return Sort.AMOUNT, unit, stop, power
    if match := _MULTIPLE.match(text, at):
        power = sum(_MULTIPLES[character] for character in match[0])
        if measure := _MEASURE.match(text, match.end()):
            return Sort.COUNT, measure[0], measure.end(), power
        if match[0] in ("万", "亿"):
            return Sort.AMOUNT, match[0], match.end(), MONEY[match[0]]
        return None, "", match.end(), 0
    if measure := _MEASURE.match(text, at):
        return Sort.COUNT, measure[0], measure.end(), 0
    return Sort.COUNT, "", at, 0


def _rough_before(text: str, start: int) -> Rough:
    ahead = text[max(0, start - 6) : start]
    for words, rough in ((_LEAST, Rough.LEAST), (_MOST, Rough.MOST), (_ABOUT, Rough.ABOUT)):
        if ahead.endswith(words):
            return rough
    return Rough.EXACT


def _chinese(text: str, taken: list[tuple[int, int]]) -> list[Figure]:
    """Figures in Chinese numerals: 二十三个, 百分之三十, 二〇二四年."""
    found: list[Figure] = []
    places = {place for start, end in taken for place in range(start, end)}
    for match in _CHINESE_YEAR.finditer(text):
        year = numeral(match[1])
        if year is not None:
            found.append(Figure(Sort.YEAR, Decimal(year), match.start(), match.end()))
            places.update(range(match.start(), match.end()))
    for match in _CHINESE.finditer(text):
        start, end = match.span()
        if start in places or (start and text[start - 1] in _BEFORE_ORDINAL):
            continue
        share = match[0].startswith("百分之")
        value = numeral(match[0].removeprefix("百分之"))
        if value is None:
            continue
        if share:
            found.append(Figure(Sort.PERCENT, Decimal(value), start, end, "%", Decimal(1)))
            continue
        sort, unit, stop, power = _unit(text, end, start)
        if sort not in (Sort.COUNT, Sort.AMOUNT) or not unit or match[0] == "一" or value < 2:
            continue  # 一个, 一项 are seldom counts
        rough = _rough_before(text, start)
        step = Decimal(1).scaleb(power)
        found.append(
            Figure(sort, Decimal(value).scaleb(power), start, stop, unit, step, rough, match[0])
        )
    return found
