"""Goals: what the text of the goals promises or reports, against the indicator of that name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.checks.desk import Desk
from core.checks.finding import Finding, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.targets import OWNERS, ROWS, called, outcome, sheet_of, shown
from core.facts.values import Target
from core.numbers import parse_plain, plain
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.scoring.units import on_one_scale
from core.texts import halfwidth, loose

CODE = "O30.总体目标与指标不一致"
GOAL, DONE = "预期目标", "目标完成情况"
_PAIRS = ((GOAL, TARGET), (DONE, ACTUAL))
_CLAUSE = re.compile(r"[，,。；;、\n（）()：:]+")
_FIGURE = re.compile(
    r"(?P<what>[^0-9]{2,}?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|[\u4e00-\u9fff]{1,3}?)"
    r"(?:以上|及以上|以内|以下)?"
)
# What stands between the name and its figure, and what begins a clause.
_BETWEEN = re.compile(
    r"(?:不少于|不低于|不超过|不高于|大于等于|小于等于|达到?|超过?|为|至|到|了|共|≥|≤|>=|<=|>|<|=|\s)+$"
)
_LEADS = re.compile(
    r"^(?:[一二三四五六七八九十]是|目标[一二三四五六七八九十]?|全年|共|累计|已|完成|新增|力争|实现)+"
)
_ROUGH = re.compile(r"约|近|余|多|左右|上下|力争")
_LEAST = 3  # characters a name and a clause must share
_PUT_IN = 3  # characters of a word put in


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text and the words before it."""

    what: str
    number: Decimal
    unit: str


@rule(CODE, OWNERS, (*ROWS, GOAL, DONE))
def goals_agree(desk: Desk, owner: str) -> Iterable[Result]:
    """A goal with a figure has the figure of its indicator, and so has the result."""
    sheet = sheet_of(desk, owner)
    texts = [(desk.text(owner, goal), goal, field) for goal, field in _PAIRS]
    if not any(text for text, _, _ in texts):
        return (skipped("还没有填总体目标"),)
    found = [
        finding
        for text, goal, field in texts
        for finding in _differences(desk, owner, sheet.real, text, goal, field)
    ]
    return outcome(found, sheet)


def _differences(
    desk: Desk, owner: str, rows: Iterable[Indicator], text: str, goal: str, field: str
) -> Iterator[Finding]:
    figures = figures_of(text)
    if not figures:
        return
    for indicator in rows:
        value = indicator.target if field == TARGET else indicator.actual
        if value is None or value.number is None or not value.unit:
            continue
        same = [one for one in figures if _is_about(one, indicator.name, value.unit)]
        pairs = [pair for one in same if (pair := _scaled(value, one)) is not None]
        if not pairs or any(wanted == told for wanted, told in pairs):
            continue
        figure = f"{plain(same[0].number)}{same[0].unit}"
        yield Finding(
            CODE,
            Severity.WARNING,
            desk.cells(indicator.ref(field), desk.ref(owner, goal)),
            f"{goal}里写的是“{same[0].what}{figure}”，绩效指标{called(indicator)}的{field}是 "
            f"{shown(desk, indicator, field)}，两处不一致，请核对。",
            shown=shown(desk, indicator, field),
            expected=figure,
        )


@lru_cache(maxsize=1024)
def figures_of(text: str) -> tuple[Figure, ...]:
    """The exact figures of a text, one a clause at most."""
    found = []
    for clause in _CLAUSE.split(halfwidth(text)):
        match = _FIGURE.fullmatch(clause.strip())
        if match is None or _ROUGH.search(clause):
            continue
        what = _BETWEEN.sub("", match["what"]).strip()
        number = parse_plain(match["number"])
        if number is not None:
            found.append(Figure(what, number, match["unit"]))
    return tuple(found)


def _is_about(figure: Figure, name: str, unit: str) -> bool:
    """Has the figure the indicator's name before it, but for the unit at the name's end?"""
    mine, other = loose(_LEADS.sub("", name)), loose(_LEADS.sub("", figure.what))
    short = mine.removesuffix("数量").removesuffix("人数").removesuffix("数").removesuffix(unit)
    if len(short) < _LEAST:
        return False
    return other in (mine, short) or other.endswith(short) or _widened(short, other)


def _widened(name: str, told: str) -> bool:
    """规模企业 and 规模工业企业: the same beginning and end, with a word put in between."""
    return (
        len(name) > _LEAST
        and len(told) <= len(name) + _PUT_IN
        and told[:2] == name[:2]
        and told.endswith(name[2:])
    )


def _scaled(value: Target, figure: Figure) -> tuple[Decimal, Decimal] | None:
    return on_one_scale(value, Target(number=figure.number, unit=figure.unit))
