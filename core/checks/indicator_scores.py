"""Indicator scores: bounds of weights and scores, and scores for results nobody has written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.checks.desk import Desk
from core.checks.finding import Finding, Remedy, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.targets import (
    OWNERS,
    ROWS,
    SCORES,
    called,
    outcome,
    points,
    refs_of,
    sheet_of,
    shown,
)
from core.facts.model import Ref
from core.numbers import ZERO
from core.scoring.sheet import ACTUAL, SCORE, WEIGHT, Indicator, Sheet
from core.scoring.targets import is_nothing

OVER = "O7.得分超过分值"
NO_SCORE_COLUMN = skipped("这张表没有得分一栏")
_READS = (*ROWS, *SCORES)

_Cell = tuple[Ref, Decimal, tuple[str, ...]]  # the cell, its number, the rows under it


def _cells(sheet: Sheet, field: str) -> list[_Cell]:
    """The filled cells of a score column, merged ones once."""
    found: list[_Cell] = []
    for one in sheet.rows:
        number, rows = (
            (one.weight, one.weight_rows) if field == WEIGHT else (one.score, one.score_rows)
        )
        if number is not None and rows[0] == one.row:
            found.append((one.ref(field), number, rows))
    return found


def _blocks(sheet: Sheet) -> Iterator[tuple[list[_Cell], list[_Cell]]]:
    """Weights and the scores that stand beside them, where one merged cell meets several."""
    for one in sheet.rows:
        if one.weight is not None and one.score is not None and one.scored_alone:
            yield (
                [(one.ref(WEIGHT), one.weight, one.weight_rows)],
                [(one.ref(SCORE), one.score, one.score_rows)],
            )
    weights = [cell for cell in _cells(sheet, WEIGHT) if _merged(sheet, cell)]
    scores = [cell for cell in _cells(sheet, SCORE) if _merged(sheet, cell)]
    for weight in weights:
        inside = [score for score in scores if set(score[2]) <= set(weight[2])]
        if inside:
            yield [weight], inside
    for score in scores:
        beside = [w for w in weights if set(w[2]) < set(score[2])]
        if beside and sum(len(w[2]) for w in beside) == len(score[2]):
            yield beside, [score]


def _fits(one: Indicator) -> bool:
    if one.weight is None or one.score is None:
        return one.scored_alone
    return one.scored_alone and one.score <= one.weight


def _merged(sheet: Sheet, cell: _Cell) -> bool:
    """Do several rows share this cell, or the one beside it?"""
    return not sheet.by_row[cell[2][0]].scored_alone


@rule(OVER, OWNERS, _READS)
def score_within_weight(desk: Desk, owner: str) -> Iterable[Result]:
    """No indicator, and no group of them, gets more points than it is worth."""
    sheet = sheet_of(desk, owner)
    if not sheet.has_score:
        return (NO_SCORE_COLUMN,)
    found = []
    if all(_fits(one) for one in sheet.rows):  # nearly always
        return outcome([], sheet)
    for weights, scores in _blocks(sheet):
        worth = sum((number for _, number, _ in weights), ZERO)
        got = sum((number for _, number, _ in scores), ZERO)
        if worth < 0 or got <= worth:
            continue
        name = called(sheet.by_row[scores[0][2][0]])
        if len(weights) > 1 or len(scores) > 1 or len(scores[0][2]) > 1:
            name += "所在的一组"
        remedies: tuple[Remedy, ...] = ()
        if len(scores) == 1:
            remedies = (desk.type_in(scores[0][0], points(worth)),)
        found.append(
            Finding(
                OVER,
                Severity.ERROR,
                desk.cells(*(ref for ref, _, _ in scores), *(ref for ref, _, _ in weights)),
                f"{name}的分值是 {points(worth)} 分，得分却是 {points(got)} 分，"
                f"多出 {points(got - worth)} 分。",
                shown=points(got),
                expected=f"不超过 {points(worth)}",
                formula=f"得分 {points(got)} > 分值 {points(worth)}",
                remedies=remedies,
            )
        )
    return outcome(found, sheet)


@rule("O7.得分小于零", OWNERS, _READS)
def score_not_negative(desk: Desk, owner: str) -> Iterable[Result]:
    """A score is at least zero."""
    sheet = sheet_of(desk, owner)
    return outcome(list(_below_zero(desk, sheet, SCORE, "O7.得分小于零")), sheet)


@rule("O7.分值小于零", OWNERS, _READS)
def weight_not_negative(desk: Desk, owner: str) -> Iterable[Result]:
    """A weight is at least zero."""
    sheet = sheet_of(desk, owner)
    return outcome(list(_below_zero(desk, sheet, WEIGHT, "O7.分值小于零")), sheet)


def _below_zero(desk: Desk, sheet: Sheet, field: str, code: str) -> Iterator[Finding]:
    numbers = (one.weight if field == WEIGHT else one.score for one in sheet.rows)
    if not any(number is not None and number < 0 for number in numbers):
        return
    for ref, number, rows in _cells(sheet, field):
        if number < 0:
            yield Finding(
                code,
                Severity.ERROR,
                desk.cells(ref),
                f"{called(sheet.by_row[rows[0]])}的{field}是 {points(number)}，不能小于零。",
                shown=points(number),
                expected="不小于 0",
                remedies=(desk.type_in(ref, points(-number)),),
            )


@rule("O26.有得分没有分值", OWNERS, _READS)
def score_has_weight(desk: Desk, owner: str) -> Iterable[Result]:
    """A score beside a blank weight counts towards nothing."""
    sheet = sheet_of(desk, owner)
    if not (sheet.has_score and sheet.has_weight):
        return (NO_SCORE_COLUMN,)
    if all(one.weight is None for one in sheet.rows):
        return (skipped("分值还没有填"),)  # the whole column is to come
    found = []
    for indicator in sheet.real:
        score = indicator.score
        if indicator.weight is not None or score is None or score <= 0:
            continue
        if not indicator.leads_score:
            continue
        members = [sheet.by_row[row] for row in indicator.score_rows]
        if any(member.weight is not None for member in members):
            continue
        found.append(
            Finding(
                "O26.有得分没有分值",
                Severity.WARNING,
                desk.cells(*refs_of([indicator], WEIGHT, SCORE)),
                f"{called(indicator)}得了 {points(score)} 分，分值却空着。",
                shown="空白",
            )
        )
    return outcome(found, sheet)


@rule("O13.实际完成值空白却有得分", OWNERS, _READS)
def scored_result_is_written(desk: Desk, owner: str) -> Iterable[Result]:
    """Points are given for a result, so the result has to be there."""
    sheet = sheet_of(desk, owner)
    if not sheet.has_score:
        return (NO_SCORE_COLUMN,)
    found = []
    for indicator in sheet.real:
        score = indicator.score
        if indicator.actual is not None or score is None or score <= 0:
            continue
        if not _nothing_done(indicator):
            continue
        blank = indicator.actual_value.is_blank
        together = len(indicator.score_rows) > 1
        given = "所在的一组" if together else ""
        found.append(
            Finding(
                "O13.实际完成值空白却有得分",
                Severity.ERROR if blank else Severity.WARNING,
                desk.cells(*refs_of([indicator], ACTUAL, SCORE)),
                f"{called(indicator)}的实际完成值{'空着' if blank else '写的是“—”'}，"
                f"{given}却得了 {points(score)} 分，请填写实际完成的情况。",
                shown=shown(desk, indicator, ACTUAL),
            )
        )
    return outcome(found, sheet)


def _nothing_done(indicator: Indicator) -> bool:
    """The result is blank or a dash. (无 may be the result: 无事故.)"""
    raw = indicator.actual_value.raw.strip()
    return indicator.actual_value.is_blank or (is_nothing(raw) and not raw.startswith("无"))
