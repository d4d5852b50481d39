"""Indicators: names, targets and results that are not what their column asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.targets import OWNERS, ROWS, called, listed, outcome, refs_of, sheet_of, shown
from core.facts.edits import SetValue, Together
from core.facts.reading import BAR, read
from core.facts.values import Kind, Target
from core.numbers import HUNDRED, ONE, ZERO
from core.scoring.sheet import ACTUAL, NAME, TARGET, Indicator
from core.scoring.targets import Way, direction, is_condition
from core.scoring.units import PERCENT, on_one_scale, units_clash
from core.texts import loose

# ------------------------------------------------------------- condition


BOUNDED, WORDED = "O15.完成值是条件", "O28.完成值是文字"


@rule(BOUNDED, OWNERS, ROWS)
def result_is_a_value(desk: Desk, owner: str) -> Iterable[Result]:
    """≥95% says what was wanted, not what was reached."""
    sheet = sheet_of(desk, owner)
    bounds = [one for one in sheet.real if _only_bounds(one)]
    told = "的实际完成值写的是条件（{}），请填实际达到的数或情况。"
    return outcome(_about_results(desk, BOUNDED, bounds, told, ACTUAL), sheet)


def _only_bounds(indicator: Indicator) -> bool:
    """A number that is only bounded, or the target's words again; 高于全省平均水平 is a result."""
    actual, raw = indicator.actual, indicator.actual_value.raw.strip()
    if actual is None or not is_condition(actual) or _goes_beyond(indicator, actual):
        return False
    if actual.number is not None or not raw[:1].isalpha():
        return True
    return raw == indicator.target_value.raw.strip()


def _goes_beyond(indicator: Indicator, actual: Target) -> bool:
    """达到95%以上 beside ≥90% says enough: whatever the figure is, it is more than was asked."""
    target = indicator.target
    if target is None or not indicator.actual_value.raw.strip()[:1].isalnum():
        return False
    pair = on_one_scale(target, actual)
    if pair is None:
        return False
    return {
        Way.UP: actual.sign in ("≥", ">") and pair[1] > pair[0],
        Way.DOWN: actual.sign in ("≤", "<") and pair[1] < pair[0],
    }.get(direction(target.sign, pair[0], target.unit, indicator.name, indicator.groups), False)


@rule(WORDED, OWNERS, ROWS)
def measured_result_is_a_number(desk: Desk, owner: str) -> Iterable[Result]:
    """A target that is a number asks for a number: 已完成 does not say how much."""
    sheet = sheet_of(desk, owner)
    worded = [one for one in sheet.real if _only_words(one)]
    told = "的年度指标值是数，实际完成值写的是文字（{}），请填实际完成的数。"
    return outcome(_about_results(desk, WORDED, worded, told, TARGET, ACTUAL), sheet)


def _about_results(
    desk: Desk, code: str, rows: list[Indicator], told: str, *fields: str
) -> list[Finding]:
    """One finding about the results of several rows; none when there are no such rows."""
    if not rows:
        return []
    texts = "、".join(dict.fromkeys(f"“{shown(desk, one, ACTUAL)}”" for one in rows[:5]))
    return [
        Finding(
            code,
            Severity.WARNING,
            desk.cells(*refs_of(rows, *fields)),
            listed(rows) + told.format(texts),
            shown=shown(desk, rows[0], ACTUAL),
        )
    ]


def _only_words(indicator: Indicator) -> bool:
    """The target is a number and no time limit, the result words without any figure."""
    target, actual = indicator.target, indicator.actual
    if target is None or actual is None or target.number is None or target.deadline is not None:
        return False
    if target.number in (ZERO, HUNDRED) and indicator.word is not None:
        return False  # 未发生 for 0起 and 全部合格 for 100% say exactly how much
    raw = indicator.actual_value.raw
    return actual.number is None and actual.deadline is None and not _FIGURES.search(raw)


# ------------------------------------------------------------------ units

_FIGURES = re.compile(r"[0-9０-９一二三四五六七八九十百]")

_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|满意度)(?:[（(].*[）)])?$")


@rule("O16.缺少单位或百分号", OWNERS, ROWS)
def units_are_there(desk: Desk, owner: str) -> Iterable[Result]:
    """A rate has its %, and both values of a row are counted in one unit."""
    sheet = sheet_of(desk, owner)
    found = []
    for indicator in sheet.real:
        target, actual = indicator.target, indicator.actual
        if target is None or actual is None:
            continue
        bare = [
            (field, value)
            for field, value in ((TARGET, target), (ACTUAL, actual))
            if _lacks_percent(value) and BAR not in indicator.target_value.raw
        ]  # where the unit has a cell of its own, that cell serves both
        others = {value.unit for value in (target, actual)} - {"", PERCENT}
        if bare and not others and _is_rate(indicator, target, actual):
            found.append(_percent_missing(desk, indicator, bare))
        elif (
            target.number is not None
            and actual.number is not None
            and units_clash(target.unit, actual.unit)
        ):
            found.append(
                Finding(
                    "O16.缺少单位或百分号",
                    Severity.WARNING,
                    desk.cells(*refs_of([indicator], TARGET, ACTUAL)),
                    f"{called(indicator)}的年度指标值以“{target.unit}”计，实际完成值以"
                    f"“{actual.unit}”计，单位不一致，不能比较。",
                    shown=shown(desk, indicator, ACTUAL),
                    expected=target.unit,
                )
            )
    return outcome(found, sheet)


def _lacks_percent(value: Target) -> bool:
    return value.number is not None and not value.unit and ONE < value.number <= HUNDRED


def _is_rate(indicator: Indicator, target: Target, actual: Target) -> bool:
    if PERCENT in (target.unit, actual.unit):
        return True
    return "满意" in indicator.groups or _RATE_NAME.search(indicator.name) is not None


def _percent_missing(
    desk: Desk, indicator: Indicator, bare: Sequence[tuple[str, Target]]
) -> Finding:
    edits = tuple(
        SetValue(indicator.ref(field), f"{shown(desk, indicator, field)}%") for field, _ in bare
    )
    fields = "、".join(field for field, _ in bare)
    first = shown(desk, indicator, bare[0][0])
    return Finding(
        "O16.缺少单位或百分号",
        Severity.WARNING,
        desk.cells(*(indicator.ref(field) for field, _ in bare)),
        f"{called(indicator)}的{fields}写的是 {first}，没有百分号，请写成 {first}%。",
        shown=first,
        expected=f"{first}%",
        remedies=(Remedy("加上百分号", Together(edits, "加上百分号")),),
    )


# ------------------------------------------------------------------ names

_SPELL = "一二三四五六七八九十百两半0-9"
_DURATION = re.compile(
    rf"(?:约|为期|共)?[{_SPELL}]+个?(?:年|月|天|日|季度|周|小时|工作日)(?:度|内|以内|完成)?|全年|年度|当年|本年"
)


_WHAT_FOLLOWS = re.compile(rf"^[{_SPELL}]+[^0-9]*(?:率|度|数|量|额|情况|比例|比重|水平)$")
_COUNTS = re.compile(rf"[{_SPELL}０-９年]")
_LONGEST_VALUE = 20
_key = lru_cache(maxsize=8192)(loose)


@rule("O17.指标名称不是名称", OWNERS, ROWS)
def name_is_a_name(desk: Desk, owner: str) -> Iterable[Result]:
    """The third-level name says what is measured; an amount or a period belongs beside it."""
    sheet = sheet_of(desk, owner)
    wrong = [one for one in sheet.real if one.is_named and _is_value(one.name)]
    if not wrong:
        return outcome([], sheet)
    return (
        Finding(
            "O17.指标名称不是名称",
            Severity.WARNING,
            desk.cells(*refs_of(wrong, NAME)),
            f"三级指标{listed(wrong)}是金额、数量或时间，不是指标的名称；"
            "请写明衡量的是什么，数写到年度指标值里。",
            shown=wrong[0].name,
        ),
    )


@lru_cache(maxsize=8192)
def _is_value(name: str) -> bool:
    if len(name) > _LONGEST_VALUE or not _COUNTS.search(name):
        return False
    text = "".join(name.split())
    if _DURATION.fullmatch(text):
        return True
    if _WHAT_FOLLOWS.search(text):
        return False  # 12345热线按时办结率: the figure is part of a name
    data = read(text, Kind.TARGET).data
    return isinstance(data, Target) and (data.number is not None or data.deadline is not None)


@rule("O18.指标重名", OWNERS, ROWS)
def names_differ(desk: Desk, owner: str) -> Iterable[Result]:
    """One name for two indicators: one of them was copied, or is counted twice."""
    sheet = sheet_of(desk, owner)
    by_name: dict[str, list[Indicator]] = {}
    for indicator in sheet.real:
        if indicator.is_named:
            by_name.setdefault(_key(indicator.name), []).append(indicator)
    found = []
    for key, same in by_name.items():
        if len(same) < 2 or not key:
            continue
        places = "、".join(_place(one) for one in same)
        found.append(
            Finding(
                "O18.指标重名",
                Severity.WARNING,
                desk.cells(*refs_of(same, NAME)),
                f"三级指标{called(same[0])}出现了 {len(same)} 次（{places}），"
                "请核对是不是抄错了，或改成不同的名称。",
                shown=same[0].name,
            )
        )
    return outcome(found, sheet)


def _place(indicator: Indicator) -> str:
    kind = " ".join(indicator.kind.split()) or " ".join(indicator.top.split())
    return f"{kind or '绩效指标'}第{indicator.number}行"


@rule("O19.缺少数量指标", OWNERS, ROWS)
def output_is_measured(desk: Desk, owner: str) -> Iterable[Result]:
    """Of what was produced, at least something is counted."""
    sheet = sheet_of(desk, owner)
    output = [one for one in sheet.rows if "产出" in one.top]
    real = [one for one in output if one.is_real]
    if not real or any(one.target is None for one in real):
        return (skipped("产出指标还没有填完"),)
    if any(one.target is not None and one.target.number is not None for one in real):
        return (PASSED,)
    counts = [one for one in output if "数量" in one.kind]
    if any(not one.name for one in counts):
        return (skipped("数量指标还没有填"),)
    if any(one.is_real for one in counts):
        message = "产出指标里没有一项是可以衡量的数，请至少写一项数量指标。"
    else:
        message = "产出指标里没有数量指标，其他各项也不是可以衡量的数，请至少写一项数量指标。"
    return (
        Finding(
            "O19.缺少数量指标",
            Severity.WARNING,
            desk.cells(*refs_of(counts or real[:1], NAME)),
            message,
            shown=shown(desk, (counts or real)[0], NAME),
        ),
    )
