"""Results: what the text tells of indicators and goals, against their table (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.targets import called, sheet_of, shown
from core.facts.model import UNIT
from core.facts.values import Target
from core.numbers import HUNDRED
from core.prose.by_line import by_line
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, finding, fits, like, short, written
from core.prose.likely import ALIKE, closeness
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said, report_of
from core.prose.result_goals import GOAL_COUNT, GOALS, against_goals, goals_of, item_counts
from core.prose.telling import Role
from core.scoring.sheet import ACTUAL, TARGET, Indicator
from core.scoring.units import on_one_scale

RESULT = "R19.成果与指标不符"

Row = tuple[Indicator, bool]  # an indicator, and whether it is the unit's own
_NEAR = 45  # and from here up perhaps, when nothing else is nearer
_SAME = 100
_PLANNED = re.compile(r"力争|下一步|打算|力求|争取|计划于|明年|下年")
_OF_TARGET = re.compile(r"(?:目标|任务|计划)[^,;]{0,8}的$|完成率(?:为|达到?|是)?$")
_AIM = re.compile(r"目标|计划|任务")
_AHEAD = 10  # characters before a gap in which the word stands


@text_rule(RESULT, also=(GOALS, GOAL_COUNT))
def results_agree(proof: Proof) -> Iterator[Finding]:
    """Results told in the text are those of the table, and they reach the goals."""
    yield from by_line(proof, _results_of, telling=True)
    yield from item_counts(proof, report_of(proof))


def _results_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    for said in line.all_said(Role.VALUE, Role.RATE, Role.CHANGE):
        if not _counts(said):
            continue
        # A report on projects tells nothing of the unit's own indicators.
        rows = [row for row in _rows(proof.desk) if not (line.project and row[1])]
        if percent_of_target(said):
            yield from _rate_to_target(proof, rows, said)
            continue
        near = _near_rows(rows, said)
        figure = said.told.figure
        percent = figure is not None and figure.sort is Sort.PERCENT
        if said.told.role is Role.CHANGE and not percent:
            for other in reversed(
                said.line.reading.told[: said.line.reading.told.index(said.told)]
            ):
                near = near or _near_rows(rows, Said(said.line, other)) if other.figure else near
                break
            yield from _gap_to_target(proof, near, said)
            continue
        if near:
            yield from _against_rows(proof, near, said)
        elif not said.line.project:
            yield from against_goals(proof, goals_of(proof, report), said)


@lru_cache(maxsize=4)
def _rows(desk: Desk) -> tuple[Row, ...]:
    return tuple(
        (one, owner == UNIT)
        for owner in (UNIT, *desk.rows("项目"))
        for one in sheet_of(desk, owner).real
        if one.is_named
    )


def percent_of_target(said: Said) -> bool:
    """完成目标的100%."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - 2 * _AHEAD) : said.told.start]
    return figure is not None and figure.sort is Sort.PERCENT and bool(_OF_TARGET.search(ahead))


def _counts(said: Said) -> bool:
    """A figure of a result, not of money the unit spent."""
    told, figure = said.told, said.told.figure
    if figure is None or told.subject.key or (figure.value <= 0 and told.role is not Role.CHANGE):
        return False
    if figure.sort not in (Sort.COUNT, Sort.PERCENT, Sort.AMOUNT) or not figure.unit:
        return False
    here = told.role is Role.CHANGE or said.is_named
    return here and not _PLANNED.search(said.before)


def _near_rows(rows: list[Row], said: Said) -> list[tuple[int, Indicator]]:
    """The indicators that may be meant, and how likely each is."""
    figure, label = said.told.figure, said.told.subject.label
    assert figure is not None
    if "满意度" in label:
        return [(max(likely, ALIKE), one) for likely, one in _satisfied(rows, figure)]
    near = [
        (closeness(label, one.name), one, own)
        for one, own in rows
        if _pair(one, ACTUAL, figure) is not None
    ]
    # A project's indicator is meant only when it is called by its very name.
    return [(likely, one) for likely, one, own in near if likely >= (_NEAR if own else _SAME)]


def _against_rows(proof: Proof, near: list[tuple[int, Indicator]], said: Said) -> Iterator[Finding]:
    figure, label = said.told.figure, said.told.subject.label
    assert figure is not None
    if any(_agrees(one, figure) for _, one in near):
        return
    best = max(likely for likely, _ in near)
    chosen = [one for likely, one in near if likely == best]
    one = chosen[0]
    certain = best >= ALIKE and len(chosen) == 1 and figure.rough is Rough.EXACT
    yield finding(
        proof.desk,
        RESULT,
        Severity.WARNING if certain else Severity.INFO,
        said,
        f"报告里写的是“{label}{written(figure)}”，绩效指标{called(one)}的实际完成值是 "
        f"{shown(proof.desk, one, ACTUAL)}，请核对说的是不是同一件事。",
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=shown(proof.desk, one, ACTUAL),
    )


def _gap_to_target(
    proof: Proof, near: list[tuple[int, Indicator]], said: Said
) -> Iterator[Finding]:
    """服务企业36家，比目标少4家: the result less the target."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - _AHEAD) : said.told.start]
    best = max((likely for likely, _ in near), default=0)
    if figure is None or best < ALIKE or not _AIM.search(ahead):
        return
    gaps = []
    for likely, one in near:
        target, actual = _pair(one, TARGET, figure), _pair(one, ACTUAL, figure)
        if likely == best and target is not None and actual is not None:
            gaps.append((abs(actual[0] - target[0]), one))
    if not gaps or any(fits(figure, gap) is Fit.SAME for gap, _ in gaps):
        return
    gap, one = gaps[0]
    yield finding(
        proof.desk,
        RESULT,
        Severity.WARNING,
        said,
        f"这里写与目标相差 {written(figure)}，表上{called(one)}的年度指标值是 "
        f"{shown(proof.desk, one, TARGET)}，实际完成值是 {shown(proof.desk, one, ACTUAL)}，"
        f"相差 {short(gap)}。",
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=short(gap),
    )


def _rate_to_target(proof: Proof, rows: list[Row], said: Said) -> Iterator[Finding]:
    """改造机耕道36公里，完成目标的100%: the result over the target."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - 2 * _AHEAD) : said.told.start]
    told = said.line.reading.told
    if figure is None or figure.sort is not Sort.PERCENT or not _OF_TARGET.search(ahead):
        return
    for other in reversed(told[: told.index(said.told)]):
        if other.sentence != said.told.sentence or other.figure is None:
            return
        near = [one for likely, one in _near_rows(rows, Said(said.line, other)) if likely >= ALIKE]
        done = [one for one in near if one.attained is not None and one.attained.target]
        if not done:
            continue
        rates = [
            one.attained.actual / one.attained.target * HUNDRED for one in done if one.attained
        ]
        if all(fits(figure, rate) is Fit.OFF for rate in rates):
            yield finding(
                proof.desk,
                RESULT,
                Severity.WARNING,
                said,
                f"表上{called(done[0])}的年度指标值是 {shown(proof.desk, done[0], TARGET)}，"
                f"实际完成值是 {shown(proof.desk, done[0], ACTUAL)}，完成率是 "
                f"{like(figure, rates[0])}，这里写的是 {written(figure)}。",
                (done[0].ref(ACTUAL), done[0].ref(TARGET)),
                expected=like(figure, rates[0]),
            )
        return


def _satisfied(rows: list[Row], figure: Figure) -> list[tuple[int, Indicator]]:
    return [
        (closeness("满意度", one.name), one)
        for one, _ in rows
        if ("满意" in one.name or "满意" in one.groups) and _pair(one, ACTUAL, figure) is not None
    ]


def _pair(one: Indicator, field: str, figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The indicator's number and the figure's on one scale."""
    value, other = (one.actual, one.target) if field == ACTUAL else (one.target, one.actual)
    unit = (value and value.unit) or (other and other.unit) or ""
    if value is None or value.number is None or not unit:
        return None
    told = {Sort.PERCENT: "%", Sort.AMOUNT: "万元"}.get(figure.sort, figure.unit)
    own = Target(number=value.number, unit=unit)
    return on_one_scale(own, Target(number=figure.value, unit=told))


def _agrees(one: Indicator, figure: Figure) -> bool:
    """Is the figure the result, or the goal told beside it?"""
    pair = _pair(one, ACTUAL, figure)
    if pair is None:
        return True
    exact = one.actual is not None and one.actual.sign not in ("≥", "≤", ">", "<")
    if exact and fits(figure, _as_figure(pair, figure)) is not Fit.OFF:
        return True
    if not exact and pair[0] == pair[1] and figure.rough is not Rough.EXACT:
        return True
    target = _pair(one, TARGET, figure)
    return target is not None and target[0] == target[1]


def _as_figure(pair: tuple[Decimal, Decimal], figure: Figure) -> Decimal:
    """The indicator's number on the figure's scale."""
    own, told = pair
    return figure.value if own == told else (own * figure.value / told if told else own)
