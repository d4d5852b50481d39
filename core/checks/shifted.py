"""Shifted columns: targets that stand where the results belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.checks.desk import Desk
from core.checks.finding import Finding, Remedy, Result, Severity
from core.checks.registry import rule
from core.checks.targets import OWNERS, ROWS, listed, outcome, refs_of, sheet_of, shown
from core.facts.edits import SetValue, Together
from core.facts.values import Target
from core.scoring.sheet import ACTUAL, TARGET, Indicator, Sheet
from core.scoring.targets import is_nothing
from core.scoring.units import PERCENT

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
                SetValue(one.ref(TARGET), one.actual_value.raw),
                SetValue(one.ref(ACTUAL), ""),
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
        bounded = bool(actual.sign) and actual.number is not None
        told = bounded and _LEVEL.fullmatch(target.words.strip("。；; ")) is None
        return _STRONG if names_it or told else _WEAK
    return _WEAK if _LEVEL.fullmatch(actual.words.strip()) else ""


def _is_description(target: Target) -> bool:
    """Words that tell what is measured rather than how much of it is wanted."""
    if target.number is not None or target.deadline is not None:
        return False
    if target.sign or target.nature or len(target.words) < 5 or is_nothing(target.words):
        return False
    return not (_WANTS.search(target.words) or any(map(str.isdigit, target.words)))
