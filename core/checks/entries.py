"""Entries: cells whose text cannot be right as it stands: phones, dates, numbers, leftovers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from core.calc.view import kind_of, rows_on
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity
from core.checks.leftovers import is_template_indicator, template_words
from core.checks.phones import phone_problem
from core.checks.registry import rule
from core.checks.unprintable import CODE as UNPRINTABLE
from core.checks.unprintable import boxes_on_paper, unprintable
from core.facts.edits import SetPrinted
from core.facts.model import UNIT, Key, Placement, Ref
from core.facts.reading import read
from core.facts.values import NUMERIC, Kind, State, Target, Value
from core.numbers import plain
from core.texts import halfwidth, tidy

INDICATORS = "绩效指标"  # its rows have rules of their own: a report may have thousands
_ALL = ("*",)
_WORDS = (Kind.TEXT, Kind.TARGET, Kind.CHOICE)

_REMEMBERED = 8192  # texts: an edit changes one of thousands, the others are asked again
_NOTHING: dict[Key, Value] = {}
_QUIET = (PASSED,)
NUMBERS, LEFTOVERS, UNITS = "E3.数字无法识别", "E5.模板文字没有删", "E8.金额单位混用"

_NAME = "三级指标"
_PHONE_WORD = "电话"
_NO_FIGURE = re.compile(r"(?:暂?无|没有|未|不|尚未|尚无|零)[^0-9]{0,12}")
_ELSEWHERE = re.compile(r"(?:详?见|同上|附后)[^0-9]{0,12}[0-9]{0,2}")
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?:\s*(?:万元|亿元|千元|元|%|‰))?")
_BROKEN = re.compile(r"[0-9.,，。、+\-−\s%]+")
# Dates with gaps: month and day as far as they are there.
_BLANK_DATE = re.compile(
    r"[0-9]{0,4}\s*年\s*(?P<month>[0-9]{0,2})\s*月\s*(?P<day>[0-9]{0,2})\s*[日号]?"
)
_NO_DAY = re.compile(r"[0-9]{4}\s*(?:[.\-/年]\s*(?P<month>[0-9]{1,2})?\s*月?)?")
_NO_YEAR = re.compile(r"(?P<month>[0-9]{1,2})\s*[.\-/月]\s*(?P<day>[0-9]{1,2})\s*[日号]?")
_SHORT_YEAR = re.compile(
    r"[0-9]{2}\s*[.\-/年]\s*(?P<month>[0-9]{1,2})\s*[.\-/月]\s*(?P<day>[0-9]{1,2})\s*[日号]?"
)
_UNFINISHED = (
    (_NO_DAY, "没有写到日。"),
    (_BLANK_DATE, "没有填完整。"),
    (_NO_YEAR, "没有写年份。"),
    (_SHORT_YEAR, "的年份请写四位数字。"),
)
_LEAP_YEAR = 2000
_SPELT = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SPELT_DATE = re.compile(r"([〇○零一二三四五六七八九]{4})年[一二三四五六七八九十]{1,3}月.{1,3}日")
_TIME = re.compile(r"[\sT]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$|[.。]$")
_MONEY_UNIT = re.compile(r"[0-9]\s*(亿元|百万元|千元|万元|亿|万|元)整?")

# ---------------------------------------------------------------- walking


def _holders_at(desk: Desk, holder: str) -> list[str]:
    """The unit; or a row and the merged cells that begin with it."""
    if holder == UNIT:
        return [UNIT]
    cover, groups = desk.snapshot.cover, desk.snapshot.groups
    holders = [holder]
    for field in desk.merged(desk.snapshot.rows[holder].table):
        cell = cover.get((holder, field))
        if cell is not None and groups[cell].rows[0] == holder:
            holders.append(cell)
    return holders


def _homes(desk: Desk, wanted: Callable[[Kind, str], bool]) -> Iterator[tuple[Placement, Value]]:
    """Filled cells of the unit and of rows, but indicators, whose kind and name are wanted."""
    for path, name, aspect in desk.pack.places:
        if path.rsplit("/", 1)[-1] == INDICATORS:
            continue
        if not wanted(kind_of(desk.pack, path, name), name):
            continue
        for holder in rows_on(desk.snapshot, path) if path else (UNIT,):
            ref = desk.ref(holder, name, aspect)
            value = desk.snapshot.entered_value(ref)
            if not value.is_blank:
                yield desk.home(ref), value


def _printed(desk: Desk, *kinds: Kind) -> Iterator[tuple[Placement, Value]]:
    """Placements of these kinds with a text of their own."""
    for placement, value in desk.snapshot.printed.items():
        ref = placement.ref
        if not value.is_blank and kind_of(desk.pack, desk.path(ref.holder), ref.name) in kinds:
            yield placement, value


def _follow(desk: Desk, placement: Placement) -> tuple[Remedy, ...]:
    """Let a placement show what stands at the fact's home."""
    home = desk.home(placement.ref)
    if placement == home or desk.value(placement.ref).is_blank:
        return ()
    return (Remedy(f"{placement.form}照{home.form}改", SetPrinted(placement, None)),)


def _where(desk: Desk, place: Placement) -> str:
    """The fact, and its form when it is not the one where it is typed."""
    name = desk.name(place.ref)
    return name if place == desk.home(place.ref) else f"{place.form}的{name}"


def _line(value: Value) -> str:
    text = " ".join(value.raw.split())
    return f"{text[:30]}…" if len(text) > 30 else text


# ---------------------------------------------------------------- phones and dates


@rule("E1.联系电话不对", reads=_ALL)
def phones(desk: Desk, holder: str) -> Iterator[Result]:
    """A telephone number has 11 digits, or an area code and 7 or 8 digits."""
    for place, value in (*_homes(desk, _is_phone), *_printed(desk, Kind.PHONE)):
        kind = kind_of(desk.pack, desk.path(place.ref.holder), place.ref.name)
        problem = phone_problem(value.raw, in_words=kind is not Kind.PHONE)
        if problem is None:
            yield PASSED
            continue
        yield Finding(
            "E1.联系电话不对",
            Severity.ERROR if problem.wrong else Severity.INFO,
            (place,),
            f"{_where(desk, place)}“{problem.number[:20]}”{problem.says}。",
            shown=_line(value),
            expected="11 位手机号码，或者区号加 7、8 位号码",
            remedies=_follow(desk, place),
        )


def _is_phone(kind: Kind, name: str) -> bool:
    return kind is Kind.PHONE or (kind is Kind.TEXT and _PHONE_WORD in name)


@rule("E2.日期不对", reads=_ALL)
def dates(desk: Desk, holder: str) -> Iterator[Result]:
    """The day of filling in exists and lies in the year after the one reported on."""
    for place, value in (
        *_homes(desk, lambda kind, _: kind is Kind.DATE),
        *_printed(desk, Kind.DATE),
    ):
        told = _date_problem(value, desk.snapshot.year)
        if told is None:
            yield PASSED
            continue
        severity, says = told
        yield Finding(
            "E2.日期不对",
            severity,
            (place,),
            f"{_where(desk, place)}“{_line(value)}”{says}",
            shown=_line(value),
            expected=f"{desk.snapshot.year + 1}年里的一天，如 {desk.snapshot.year + 1}年4月10日",
            remedies=_follow(desk, place),
        )


def _date_problem(value: Value, year: int) -> tuple[Severity, str] | None:
    day = value.data
    text = halfwidth(tidy(value.raw))
    if not isinstance(day, dt.date):
        text = _TIME.sub("", text)
        day = next((d for end in ("", "日") if (d := read(text + end, Kind.DATE).data)), None)
    if isinstance(day, dt.date):
        return _out_of_time(day.year, day >= dt.date(year, 12, 31), year)
    spelt = _SPELT_DATE.fullmatch(text)
    if spelt is not None:
        written = int(spelt[1].translate(_SPELT))
        return _out_of_time(written, written > year or "十二月三十一日" in text, year)
    for pattern, says in _UNFINISHED:
        match = pattern.fullmatch(text)
        if match is not None:
            if _may_be_a_day(match.groupdict()):
                return Severity.WARNING, says
            return Severity.ERROR, "不对：这一天不存在，请核对年、月、日。"
    return Severity.ERROR, f"不对：{value.note}" if value.note else "不是日期。"


def _out_of_time(written: int, year_is_over: bool, year: int) -> tuple[Severity, str] | None:
    """The year reported on must be over, and the next one not."""
    if not year_is_over or written < year:
        return Severity.WARNING, f"早于{year}年年末，这时{year}年度还没有结束，请核对。"
    if written > year + 1:
        return Severity.WARNING, f"晚于{year + 1}年，不像是填报{year}年度的日期，请核对。"
    return None


def _may_be_a_day(parts: Mapping[str, str | None]) -> bool:
    """Can the parts of a date that are there belong to a day? (2月30日 cannot, nor 13月.)"""
    try:
        dt.date(_LEAP_YEAR, int(parts["month"] or 1), int(parts.get("day") or 1))
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- numbers


@rule(NUMBERS, on="**", reads=("**",), also=(LEFTOVERS, UNITS, UNPRINTABLE))
def typed_cells(desk: Desk, holder: str) -> Sequence[Result]:
    """What is typed on the unit or a row: numbers, words of the template, units, odd signs."""
    entered = desk.snapshot.entered
    found: list[Result] = []
    for at in _holders_at(desk, holder):  # thousands of rows come this way
        for key, value in entered.get(at, _NOTHING).items():
            data = value.data
            if isinstance(data, Decimal):
                if "元" in value.raw:
                    found += _other_unit(desk, Ref(key.name, key.aspect, at), value)
            elif isinstance(data, (str, Target)):
                untouched = key.name == _NAME and is_template_indicator(value.raw)
                if untouched or _is_odd(value.raw):
                    ref = Ref(key.name, key.aspect, at)
                    if untouched or template_words(value.raw):
                        found += _leftover(desk, ref, value, untouched)
                    found += _boxes(desk, desk.home(ref), value)
            elif value.state is State.UNREADABLE:
                ref = Ref(key.name, key.aspect, at)
                if kind_of(desk.pack, desk.path(at), key.name) in NUMERIC:
                    found.append(_unreadable(desk, NUMBERS, desk.home(ref), value))
                found += _boxes(desk, desk.home(ref), value)
    if holder == UNIT:
        for place, value in _printed(desk, *NUMERIC):
            if value.state is State.UNREADABLE:
                found.append(_unreadable(desk, NUMBERS, place, value))
        for place, value in desk.snapshot.printed.items():
            found += _boxes(desk, place, value)
    return found or _QUIET


@lru_cache(_REMEMBERED)
def _is_odd(text: str) -> bool:
    """Is there anything to be told of it? Asked once for every text, so both at once."""
    return bool(template_words(text) or unprintable(text))


def _unreadable(desk: Desk, code: str, place: Placement, value: Value) -> Finding:
    text = halfwidth(tidy(value.raw))
    severity, says = Severity.ERROR, value.note
    figures = _FIGURE.findall(text)
    if _NO_FIGURE.fullmatch(text):
        severity, says = Severity.INFO, f"“{_line(value)}”不是数字；没有数的填 0 或“无”。"
    elif _ELSEWHERE.fullmatch(text):
        severity, says = Severity.WARNING, f"“{_line(value)}”不是数字，请把数填在这里。"
    elif len(figures) == 1 and (
        text == f"{figures[0].rstrip('%')}%" or not _BROKEN.fullmatch(text)
    ):
        severity = Severity.WARNING  # a figure with words around it can still be understood
    return Finding(
        code,
        severity,
        (place,),
        f"{_where(desk, place)}：{says}",
        shown=_line(value),
        expected="一个数",
        remedies=_number_remedy(desk, place, figures) + _follow(desk, place),
    )


def _boxes(desk: Desk, place: Placement, value: Value) -> Iterator[Result]:
    """Signs no face has, in a cell that some form shows."""
    signs = unprintable(value.raw)
    if signs and place.form:
        yield boxes_on_paper(desk, place, value, signs, _where(desk, place))


def _number_remedy(desk: Desk, place: Placement, figures: list[str]) -> tuple[Remedy, ...]:
    """Only the figure, where there is just one and it can be read."""
    ref = place.ref
    if len(figures) != 1 or place != desk.home(ref):
        return ()
    kind = kind_of(desk.pack, desk.path(ref.holder), ref.name)
    text = figures[0].rstrip("%") if kind is Kind.SCORE else figures[0]
    unit = desk.settings.text("金额单位")
    if read(text, kind, money_unit=unit).state is not State.READ:
        return ()
    return (desk.type_in(ref, text),)


def _other_unit(desk: Desk, ref: Ref, value: Value) -> Iterator[Result]:
    """Amounts stand in the unit of the form; one written in another unit is easily misread."""
    unit = desk.settings.text("金额单位")
    match = _MONEY_UNIT.search(halfwidth(value.raw))
    is_money = kind_of(desk.pack, desk.path(ref.holder), ref.name) is Kind.MONEY
    if not is_money or match is None or match[1] == unit:
        return
    yield Finding(
        UNITS,
        Severity.INFO,
        desk.cells(ref),
        f"表上的金额单位是{unit}，{desk.name(ref)}写的是 {_line(value)}，打印出来容易看错，"
        f"建议换成{unit}的数。",
        shown=_line(value),
        expected=_plain(value),
        remedies=(desk.type_in(ref, _plain(value)),),
    )


def _plain(value: Value) -> str:
    assert value.number is not None
    text = plain(value.number)
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---------------------------------------------------------------- words


def _leftover(desk: Desk, ref: Ref, value: Value, whole: bool) -> Iterator[Result]:
    """Words of the template that were to be replaced or deleted; `whole`: there are no others."""
    words = template_words(value.raw)
    concept = desk.concept(ref)
    if concept is None or concept.private or concept.kind not in _WORDS or _given(desk, ref, value):
        return
    rest = "" if whole else tidy(value.raw.replace(words, ""))
    yield Finding(
        LEFTOVERS,
        Severity.WARNING,
        desk.cells(ref),
        f"{desk.name(ref)}里有模板的文字“{(words or tidy(value.raw))[:30]}”，"
        "请换成自己的内容或删去。",
        shown=_line(value),
        remedies=(desk.type_in(ref, rest, "删去模板的文字"),) if not rest or len(words) > 3 else (),
    )


def _given(desk: Desk, ref: Ref, value: Value) -> bool:
    """Did the pack itself put this text there?"""
    path = desk.path(ref.holder)
    starts = desk.pack.starts.get(path, ())
    if path and desk.pack.table(path).is_fixed and ref.name not in desk.pack.table(path).input:
        return True
    return any(tidy(start.get(ref.name, "")) == tidy(value.raw) for start in starts)
