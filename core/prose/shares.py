"""Shares: 占…的比重 against the part and the whole (R3)."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.numbers import HUNDRED, ZERO
from core.prose.by_line import by_line
from core.prose.figures import Rough, Sort
from core.prose.judge import Fit, akin, as_exact, finding, fits, like, short, slip, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said
from core.prose.share_wholes import others_agree, wholes_of_share
from core.prose.telling import Role, Sure
from core.prose.values import Known, Values, values_of
from core.prose.words import BASIC, INCOME, INITIAL, PROJECTS, SPENT, TOTAL, YEAR

SHARE = "R3.占比不符"


@text_rule(SHARE)
def shares_agree(proof: Proof) -> Iterator[Finding]:
    """A share is the part over the whole."""
    return by_line(proof, _shares_of, telling=True)


def _shares_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    values = values_of(report)
    for said in line.all_said(Role.SHARE):
        found = _share(proof, values, said)
        if found is not None:
            yield found


def _share(proof: Proof, values: Values, said: Said) -> Finding | None:
    figure = said.told.figure
    part = _part(values, said)
    if figure is None or part is None or figure.sort is not Sort.PERCENT:
        return None
    wholes, certain = wholes_of_share(values, said)
    wholes = [one for one in wholes if one.number > ZERO and one.number >= part.number]
    shares = [part.number / one.number * HUNDRED for one in wholes]
    found = [fits(figure, share) for share in shares]
    if not found or Fit.SAME in found:
        return None
    if _of_other(values, said, part) and not others_agree(said):
        return None
    if not certain and not slip(figure, as_exact(figure, shares[0])):
        return None
    place = found.index(Fit.ROUNDED) if Fit.ROUNDED in found else 0
    severity, ending = Severity.INFO, "只差四舍五入，请核对"
    if Fit.ROUNDED not in found:
        ending = "请核对"
        near = wholes[place].is_near(said) and part.said is not None
        sure = certain and figure.rough is Rough.EXACT and near and akin(figure, shares[place])
        sure = sure and not (said.told.whole.key and wholes[place].is_only_called(said.told.whole))
        severity = Severity.ERROR if sure else Severity.WARNING
    whole, right = wholes[place], like(figure, shares[place])
    words = [said]
    words += [one.said for one in (part, whole) if one.said and one.said.line is said.line]
    formula = f"{short(part.number)} ÷ {short(whole.number)} = {right}"
    return finding(
        proof.desk,
        SHARE,
        severity,
        words,
        f"占比写的是“{written(figure)}”，按前后的数计算 {formula}，{ending}。",
        [one.ref for one in (part, whole) if one.ref is not None],
        formula,
        right,
    )


def _of_other(values: Values, said: Said, part: Known) -> bool:
    """Is it the share of something else the reader may think of?"""
    figure = said.told.figure
    if figure is None or said.told.whole.key:
        return False
    return any(
        fits(figure, part.number / one.number * HUNDRED) is Fit.SAME
        for key in (TOTAL, INCOME, BASIC, PROJECTS)
        for one in values.known(key, (SPENT, YEAR, INITIAL), said)
        if one.number > ZERO
    )


def _part(values: Values, said: Said) -> Known | None:
    told = said.told
    if told.part >= 0:
        other = said.line.said(told.part)
        counted = other.told.figure is not None and other.told.figure.sort is Sort.COUNT
        if counted and told.whole.key not in ("", "?"):
            return None  # 三项占总支出的92%: what they come to is told nowhere
        if other.told.figure is not None and other.told.subject == told.subject:
            return Known(other.told.figure.value, "", other)
    if not told.subject.key or told.subject.sure is not Sure.YES:
        return None
    return next(iter(values.known(told.subject.key, told.aspects or (SPENT,), said)), None)
