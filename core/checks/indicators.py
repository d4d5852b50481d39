"""Indicators: names, targets and results that are not what their column asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.targets import OWNERS, ROWS, called, listed, outcome, refs_of, sheet_of, shown
from core.facts.edits import SetValue, Together
from core.facts.reading import BAR, read
from core.facts.values import Kind, Target
from core.numbers import HUNDRED, ONE
from core.scoring.sheet import ACTUAL, NAME, TARGET, Indicator, Sheet
from core.scoring.targets import is_condition, is_nothing
from core.scoring.units import PERCENT, units_clash
from core.texts import loose

# ------------------------------------------------------------- condition


@rule("O15.完成值是条件", OWNERS, ROWS)
def result_is_a_value(desk: Desk, owner: str) -> Iterable[Result]:
    """≥95% says what was wanted, not what was reached."""
    sheet = sheet_of(desk, owner)
    bounds = [one for one in sheet.real if one.actual is not None and is_condition(one.actual)]
    if not bounds:
        return outcome([], sheet)
    texts = "、".join(dict.fromkeys(f"“{shown(desk, one, ACTUAL)}”" for one in bounds[:5]))
    return (
        Finding(
            "O15.完成值是条件",
            Severity.WARNING,
            desk.cells(*refs_of(bounds, ACTUAL)),
            f"{listed(bounds)}的实际完成值写的是条件（{texts}），请填实际达到的数或情况。",
            shown=shown(desk, bounds[0], ACTUAL),
        ),
    )


# ------------------------------------------------------------------ units

_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|满意度)(?:[（(].*[）)])?$")


@rule("O16.缺少单位或百分号", OWNERS, ROWS)
def units_are_there(desk: Desk, owner: str) -> Iterable[Result]:
    """A rate has its %, and both values of a row are counted in one unit."""
    sheet = sheet_of(desk, owner)
    found = []
    for indicator in sheet.real:
        if BAR in indicator.target_value.raw:
            continue  # the form has a cell for the unit
        target, actual = indicator.target, indicator.actual
        if target is None or actual is None:
            continue
        bare = [
            (field, value)
            for field, value in ((TARGET, target), (ACTUAL, actual))
            if _lacks_percent(value)
        ]
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
        SetValue(indicator.refs[field], f"{shown(desk, indicator, field)}%") for field, _ in bare
    )
    fields = "、".join(field for field, _ in bare)
    first = shown(desk, indicator, bare[0][0])
    return Finding(
        "O16.缺少单位或百分号",
        Severity.WARNING,
        desk.cells(*(indicator.refs[field] for field, _ in bare)),
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


# ---------------------------------------------------------- shifted columns

_LEVEL = re.compile(
    r"(?:不断|明显|显著|有所|持续|稳步|进一步|较大|大幅|逐步|有效)?"
    r"(?:增强|提高|提升|优化|改善|加强|加大|加快|降低|减少|增加|扩大|促进|推动|完善|健全|稳定|上升|下降|增长"
    r"|良好|优良|较好|优秀|好|高|优|良|长效|长期|达标|合格)"
)
_WHAT = re.compile(r"(?:率|度|数|额|量|时效|程度|比例|比重|时限|时间|天数|次数|人数)$")
_WANTS = re.compile(
    r"^(?:达到|不低于|不少于|不超过|高于|低于|超过|提高|提升|降低|确保|保持|完成|按|已|全部|控制|减少|增加|实现|保证)"
)
_LEAST_RUN = 3
_STRONG, _WEAK, _GAP = "strong", "weak", "gap"


@rule("O14.指标值和完成值错位", OWNERS, ROWS)
def columns_are_not_shifted(desk: Desk, owner: str) -> Iterable[Result]:
    """A description where the target belongs, and the target where the result belongs."""
    sheet = sheet_of(desk, owner)
    found = []
    for run in _runs(sheet):
        strong = sum(sign == _STRONG for _, sign in run)
        rows = [indicator for indicator, _ in run]
        filled = [one for one, sign in run if sign != _GAP]
        sure = strong >= 2 and len(filled) >= _LEAST_RUN
        if not strong:
            continue
        moves = tuple(
            edit
            for one in filled
            for edit in (
                SetValue(one.refs[TARGET], one.actual_value.raw),
                SetValue(one.refs[ACTUAL], ""),
            )
        )
        example = filled[0]
        found.append(
            Finding(
                "O14.指标值和完成值错位",
                Severity.ERROR if sure else Severity.WARNING,
                desk.cells(*refs_of(rows, TARGET, ACTUAL)),
                f"{listed(rows)}的年度指标值写的是说明文字，目标写到了实际完成值里"
                f"（如“{shown(desk, example, TARGET)}”和“{shown(desk, example, ACTUAL)}”），"
                "像是错了一栏；请把目标移到年度指标值，再填实际完成的情况。",
                shown=shown(desk, example, ACTUAL),
                remedies=(
                    Remedy(
                        "把这些行的实际完成值移到年度指标值，实际完成值空出来重填",
                        Together(moves, "移动错位的指标值"),
                    ),
                ),
            )
        )
    return outcome(found, sheet)


def _runs(sheet: Sheet) -> Iterator[list[tuple[Indicator, str]]]:
    """Neighbouring rows that look shifted; a blank result in between does not end a run."""
    run: list[tuple[Indicator, str]] = []
    for indicator in (*sheet.real, None):
        sign = _shifted(indicator) if indicator is not None else ""
        if indicator is not None and sign:
            run.append((indicator, sign))
            continue
        while run and run[-1][1] == _GAP:
            run.pop()
        while run and run[0][1] == _GAP:
            run.pop(0)
        if run:
            yield run
        run = []


def _shifted(indicator: Indicator) -> str:
    target, actual = indicator.target, indicator.actual
    if target is None or not _is_description(target):
        return ""
    names_it = _WHAT.search(target.words.strip("。；; ")) is not None
    if actual is None:
        return _GAP if indicator.actual_value.is_blank else ""
    asks = bool(actual.sign) or actual.deadline is not None or actual.unit == PERCENT
    if asks:
        return _STRONG if names_it else _WEAK
    return _WEAK if _LEVEL.fullmatch(actual.words.strip()) else ""


def _is_description(target: Target) -> bool:
    """Words that tell what is measured rather than how much of it is wanted."""
    if target.number is not None or target.deadline is not None:
        return False
    if target.sign or target.nature or len(target.words) < 5 or is_nothing(target.words):
        return False
    return not (_WANTS.search(target.words) or any(map(str.isdigit, target.words)))
