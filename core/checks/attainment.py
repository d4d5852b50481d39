"""Attainment: scores against weights and results, and the reasons that have to be given."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from core.checks.desk import Desk
from core.checks.finding import Finding, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.targets import (
    OWNERS,
    REASONS,
    ROWS,
    SCORES,
    called,
    outcome,
    percent,
    points,
    refs_of,
    sheet_of,
    shown,
)
from core.facts.model import Ref
from core.forms.schema import Result as Outcome
from core.numbers import ONE, ZERO, plain
from core.scoring.sheet import ACTUAL, REASON, SCORE, TARGET, Indicator, Sheet
from core.scoring.suggest import BANDS, QUALITATIVE, QUANTITATIVE, band_of
from core.scoring.targets import Way, is_nothing

TOO_HIGH = "O10.得分与完成情况不符"
UNMET = "O11.未完成没有原因"
LOST = "O12.扣分没有原因"
LOST_OWNER = "O27.扣分没有说明"
TOLERANCE = "得分容差"
REASON_CLAUSE = "财预〔2020〕10号：没有完成绩效目标的，要说明原因和改进措施"
CLEARLY = Decimal("0.9")  # from here up an unmet target may be a matter of rounding or counting
MUCH = Decimal("0.2")  # of the weight given beyond what was attained
_READS = (*ROWS, *SCORES, *REASONS)


# ------------------------------------------------------- score against result


def allowed(desk: Desk, indicator: Indicator) -> Decimal | None:
    """The most a row can get for what it attained; None when that cannot be said."""
    weight = indicator.weight
    if weight is None or weight <= 0:
        return None
    done = indicator.attained
    if done is not None:
        if done.met:
            return weight
        return None if done.way is Way.UNCLEAR else weight * min(ONE, done.rate)
    word = indicator.word
    if word is None or indicator.late is not None:
        return None  # how much a delay costs, nobody says
    bands = [(name, value.number or ZERO) for name, value in desk.settings.scale(BANDS)]
    span = band_of(word, weight, bands)
    return span.high if span else None


def _too_high(desk: Desk, sheet: Sheet, indicator: Indicator) -> Finding | None:
    """A score above what the result supports."""
    done = indicator.attained
    if done is not None and done.met:  # by far the most
        return None
    if not (sheet.has_score and indicator.is_real and indicator.scored_alone):
        return None
    weight, score = indicator.weight, indicator.score
    if weight is None or score is None or weight <= 0 or not ZERO < score <= weight:
        return None
    most = allowed(desk, indicator)
    if most is None or most >= weight or score <= most + desk.limit(TOLERANCE):
        return None
    explained = sheet.explains(indicator)
    refs = refs_of([indicator], TARGET, ACTUAL, SCORE)
    if sheet.has_reason and not explained:
        refs.append(indicator.ref(REASON))
    severity = Severity.WARNING
    if done is None:
        told = _word_told(indicator)
        formula, clause = "", QUALITATIVE
    else:
        much = score >= weight or score - most > weight * MUCH
        if much and done.rate < CLEARLY and not explained:
            severity = Severity.ERROR
        told = f"只完成 {percent(done.rate)}"
        if done.way is Way.DOWN:
            told = f"越低越好，目标只占实际的 {percent(done.rate)}"
        over, under = (
            (done.target, done.actual) if done.way is Way.DOWN else (done.actual, done.target)
        )
        formula = f"{points(weight)} × {plain(over)} ÷ {plain(under)} = {points(most)}"
        clause = QUANTITATIVE
    ending = "" if explained or not sheet.has_place else "，也没有写原因"
    return Finding(
        TOO_HIGH,
        severity,
        desk.cells(*refs),
        f"{called(indicator)}的年度指标值是 {shown(desk, indicator, TARGET)}，实际完成值是 "
        f"{shown(desk, indicator, ACTUAL)}，{told}，按办法最多得 {points(most)} 分，"
        f"却填了 {points(score)} 分{ending}。",
        shown=points(score),
        expected=f"不超过 {points(most)}",
        formula=formula,
        clause=clause,
        remedies=(desk.type_in(indicator.ref(SCORE), points(most)),),
    )


def _word_told(indicator: Indicator) -> str:
    if indicator.late:
        return "晚于规定的时间"
    return f"属于“{indicator.word.value}”" if indicator.word else ""


@rule(TOO_HIGH, OWNERS, _READS)
def score_fits_result(desk: Desk, owner: str) -> Iterable[Result]:
    """A target that was not reached does not get the score of one that was."""
    sheet = sheet_of(desk, owner)
    if not sheet.has_score:
        return (skipped("这张表没有得分一栏"),)
    found = (_too_high(desk, sheet, indicator) for indicator in sheet.real)
    return outcome([finding for finding in found if finding], sheet)


# ------------------------------------------------------------------ reasons


def _unmet(desk: Desk, sheet: Sheet, indicator: Indicator) -> Finding | None:
    """A target that was not reached, without a reason."""
    done = indicator.attained
    if done is not None and done.met:
        return None
    if indicator.result is not Outcome.MISSED or sheet.explains(indicator):
        return None
    severity, formula, told = Severity.WARNING, "", _word_told(indicator)
    if done is not None:
        if done.rate < CLEARLY and not _lowered(desk, indicator):
            severity = Severity.ERROR
        formula = rate_formula(done.way, done.target, done.actual, done.rate)
        told = f"只完成 {percent(done.rate)}"
        if done.way is Way.DOWN:
            told = "超过了规定的上限"
    refs = [*refs_of([indicator], TARGET, ACTUAL), *_reason_cells(sheet, indicator)]
    if _has_full_score(sheet, indicator):
        refs.insert(2, indicator.ref(SCORE))
        told += f"，得分却是满分 {points(indicator.weight or ZERO)} 分"
        if indicator.late:
            severity = Severity.ERROR
    return Finding(
        UNMET,
        severity,
        desk.cells(*refs),
        f"{called(indicator)}的年度指标值是 {shown(desk, indicator, TARGET)}，实际完成值是 "
        f"{shown(desk, indicator, ACTUAL)}，{told}，没有写原因和改进措施。",
        shown=shown(desk, indicator, ACTUAL),
        expected=shown(desk, indicator, TARGET),
        formula=formula,
        clause=REASON_CLAUSE,
    )


def _has_full_score(sheet: Sheet, indicator: Indicator) -> bool:
    """Has a row with a weight of its own got all of it?"""
    if not (sheet.has_score and indicator.scored_alone):
        return False
    return bool(indicator.weight) and indicator.score == indicator.weight


def rate_formula(way: Way, target: Decimal, actual: Decimal, rate: Decimal) -> str:
    if way is Way.DOWN:
        return f"年度指标值 ÷ 实际完成值 = {plain(target)} ÷ {plain(actual)} = {percent(rate)}"
    return f"实际完成值 ÷ 年度指标值 = {plain(actual)} ÷ {plain(target)} = {percent(rate)}"


def _lowered(desk: Desk, indicator: Indicator) -> bool:
    """The unit has taken the points off as the rule says."""
    most = allowed(desk, indicator)
    return (
        indicator.scored_alone
        and most is not None
        and indicator.score is not None
        and indicator.score <= most + desk.limit(TOLERANCE)
    )


def _reason_cells(sheet: Sheet, indicator: Indicator) -> list[Ref]:
    """Where the reason should be written: in the row, else in the end block."""
    if sheet.has_reason:
        return [indicator.ref(REASON)]
    return list(sheet.owner_places[:1])


@rule(UNMET, OWNERS, _READS)
def unmet_has_reason(desk: Desk, owner: str) -> Iterable[Result]:
    """Who did not reach a target says why, wherever the paper has room for it."""
    sheet = sheet_of(desk, owner)
    if not sheet.has_place:
        return (skipped("这张表没有写原因的地方"),)
    found = []
    for indicator in sheet.real:
        finding = _unmet(desk, sheet, indicator)
        if finding is not None and _too_high(desk, sheet, indicator) is None:  # says so itself
            found.append(finding)
    return outcome(found, sheet)


@rule(LOST, OWNERS, _READS)
def lost_points_have_reason(desk: Desk, owner: str) -> Iterable[Result]:
    """Points taken off have a reason beside them, where the form has such a column."""
    sheet = sheet_of(desk, owner)
    if not (sheet.has_score and sheet.has_reason):
        return (skipped("这张表没有得分或原因一栏"),)
    found = []
    tolerance = desk.limit(TOLERANCE)
    for indicator in sheet.real:
        weight, score = indicator.weight, indicator.score
        if weight is None or score is None or weight - score <= tolerance:
            continue
        if not indicator.leads_score or indicator.score_rows != indicator.weight_rows:
            continue
        members = [sheet.by_row[row] for row in indicator.score_rows]
        if any(sheet.explains(member) or _unmet(desk, sheet, member) for member in members):
            continue
        done = indicator.attained if indicator.scored_alone else None
        why = "，完成情况却达到了年度指标值" if done is not None and done.met else ""
        refs = [indicator.ref(SCORE), *refs_of(members, REASON)]
        found.append(
            Finding(
                LOST,
                Severity.WARNING,
                desk.cells(*refs),
                f"{called(indicator)}的分值是 {points(weight)} 分，得分是 {points(score)} 分，"
                f"扣了 {points(weight - score)} 分{why}，没有写原因。",
                shown=points(score),
                expected=points(weight),
                clause=REASON_CLAUSE,
            )
        )
    return outcome(found, sheet)


@rule(LOST_OWNER, OWNERS, (*_READS, "执行率分值", "执行率得分"))
def lost_points_are_explained(desk: Desk, owner: str) -> Iterable[Result]:
    """Where reasons stand in one block at the end, it is not left blank when points are lost."""
    sheet = sheet_of(desk, owner)
    if sheet.has_reason or not sheet.owner_places or not sheet.has_score:
        return (skipped("原因写在指标的行里，或者没有写原因的地方"),)
    lost: list[tuple[Ref, Decimal, Decimal]] = []
    for indicator in sheet.rows:
        weight, score = indicator.weight, indicator.score
        if weight is None or score is None or not indicator.leads_score:
            continue
        if indicator.score_rows == indicator.weight_rows and score < weight:
            members = (sheet.by_row[row] for row in indicator.score_rows)
            if not any(sheet.explains(member) for member in members):
                lost.append((indicator.ref(SCORE), score, weight))
    got, full = desk.number(owner, "执行率得分"), desk.number(owner, "执行率分值")
    if got is not None and full is not None and got < full and not sheet.owner_reason:
        lost.insert(0, (desk.ref(owner, "执行率得分"), got, full))
    total = sum((weight - score for _, score, weight in lost), ZERO)
    if total <= desk.limit(TOLERANCE):
        return outcome([], sheet)
    parts = "、".join(f"{points(score)}/{points(weight)}" for _, score, weight in lost[:8])
    names = "、".join(ref.name for ref in sheet.owner_places)
    written = not all(is_nothing(desk.value(ref).raw) for ref in sheet.owner_places)
    return (
        Finding(
            LOST_OWNER,
            Severity.WARNING,
            desk.cells(*sheet.owner_places, *(ref for ref, _, _ in lost)),
            f"一共扣了 {points(total)} 分（{parts}），{names}"
            f"{'里没有写到' if written else '却空着'}，请写明原因和措施。",
            shown="没有写到" if written else "空白",
            formula=" + ".join(
                f"（{points(weight)} − {points(score)}）" for _, score, weight in lost
            )
            + f" = {points(total)}",
            clause=REASON_CLAUSE,
        ),
    )
