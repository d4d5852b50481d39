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
from core.texts import loose

_LEVEL = re.compile(
    r"(?:不断|明显|显著|有所|持续|稳步|进一步|较大|大幅|逐步|有效)?"
    r"(?:增强|提高|提升|优化|改善|加强|加大|加快|降低|减少|增加|扩大|促进|推动|完善|健全|稳定|上升|下降|增长"
    r"|良好|优良|较好|优秀|好|高|优|良|长效|长期|达标|合格)"
)
_WHAT = re.compile(r"(?:率|度|数|额|量|时效|程度|比例|比重|时限|时间|天数|次数|人数)$")
_WANTS = re.compile(
    r"^(?:达到|不低于|不少于|不超过|高于|低于|超过|提高|提升|降低|确保|保持|完成|按|已|全部|控制|减少|增加|实现|保证)"
)
# What is left of a target beside the indicator's own name, when it does say what is wanted.
_SAYS_HOW = re.compile(
    r"[0-9]|不断|明显|显著|有所|持续|稳步|进一步|大幅|逐步|有效|增强|提高|提升|优化|改善|加强|加大|加快|降低|减少|增加"
    r"|扩大|促进|推动|完善|健全|稳定|上升|下降|增长|良好|优|良|好|高|长效|长期|达标|合格|完成|实现|到位|正常|规范|及时"
    r"|按|全部|全覆盖|无|不|未|零|以上|以下|以内"
)
_GOAL = re.compile(
    r"^(?:不断|持续|进一步|有效|切实)?(?:提高|提升|确保|保持|保障|完成|控制|减少|增加|实现|保证|促进|推动|改善|优化|加强"
    r"|加快|加大|扩大|降低|完善|健全|增强|带动|助力|服务|支持|维护|推进|落实)"
)
_LEAST_RUN = 3
_LEAST_NAME, _LEAST_WORDS = 3, 5
# A target that only names the indicator cannot be met, wherever its value has gone.
_STRONG, _NAMED, _WEAK, _GAP = "strong", "named", "weak", "gap"


CODE = "O14.指标值和完成值错位"


@rule(CODE, OWNERS, ROWS)
def columns_are_not_shifted(desk: Desk, owner: str) -> Iterable[Result]:
    """A description where the target belongs, and the target where the result belongs."""
    sheet = sheet_of(desk, owner)
    found = []
    for run in _runs(sheet):
        signs = [sign for _, sign in run]
        filled = [one for one, sign in run if sign != _GAP]
        if _STRONG in signs:
            sure = signs.count(_STRONG) >= 2 and len(filled) >= _LEAST_RUN
            found.append(_moved(desk, [one for one, _ in run], filled, sure))
        elif named := [one for one, sign in run if sign == _NAMED]:
            found.append(_only_named(desk, named))
    return outcome(found, sheet)


def _moved(desk: Desk, rows: list[Indicator], filled: list[Indicator], sure: bool) -> Finding:
    """The targets of these rows stand one column too far."""
    moves = tuple(
        edit
        for one in filled
        for edit in (
            SetValue(one.ref(TARGET), one.actual_value.raw),
            SetValue(one.ref(ACTUAL), ""),
        )
    )
    example = filled[0]
    return Finding(
        CODE,
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


def _only_named(desk: Desk, rows: list[Indicator]) -> Finding:
    """The targets of these rows are nothing but the names of the indicators."""
    return Finding(
        CODE,
        Severity.WARNING,
        desk.cells(*refs_of(rows, TARGET, ACTUAL)),
        f"{listed(rows)}的年度指标值只是重复了指标的名称（如“{shown(desk, rows[0], TARGET)}”），"
        "没有写要达到什么；如果目标写到了实际完成值里，请移回来。",
        shown=shown(desk, rows[0], TARGET),
    )


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
    """What speaks for a row having moved by one column; "" when nothing does."""
    target, actual = indicator.target, indicator.actual
    if target is None or not _has_no_measure(target):
        return ""
    repeats = _repeats_name(indicator.name, target.words)
    if not (repeats or _is_description(target)):
        return ""
    if actual is None:
        return _GAP if indicator.actual_value.is_blank else ""
    names_it = repeats or _WHAT.search(target.words.strip("。；; ")) is not None
    if actual.sign or actual.deadline is not None or actual.unit == PERCENT:
        bounded = bool(actual.sign) and actual.number is not None
        told = bounded and _LEVEL.fullmatch(target.words.strip("。；; ")) is None
        return _STRONG if names_it or told else _WEAK
    if repeats and actual.number is not None:
        return _STRONG
    if repeats and not _GOAL.search(target.words):
        return _NAMED
    return _WEAK if _LEVEL.fullmatch(actual.words.strip()) else ""


def _has_no_measure(target: Target) -> bool:
    """Words only: no number, time limit, sign or nature, and more than 无."""
    if target.number is not None or target.deadline is not None:
        return False
    return not (target.sign or target.nature or is_nothing(target.words))


def _is_description(target: Target) -> bool:
    """Words that tell what is measured rather than how much of it is wanted."""
    if len(target.words) < _LEAST_WORDS:
        return False
    return not (_WANTS.search(target.words) or any(map(str.isdigit, target.words)))


def _repeats_name(name: str, words: str) -> bool:
    """The indicator's own name again, with nothing beside it that says how much of it."""
    key, text = loose(name), loose(words)
    if len(key) < _LEAST_NAME or key not in text:
        return False
    return _SAYS_HOW.search(text.replace(key, "", 1)) is None
