"""Shares: 占…的比重 against the part and the whole (R3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.numbers import HUNDRED, ZERO
from core.prose.figures import Rough, Sort
from core.prose.judge import Fit, akin, finding, fits, like, short, slip, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Said, report_of
from core.prose.telling import Role, Subject, Sure, Told
from core.prose.values import Known, Values, values_of
from core.prose.words import BASIC, INCOME, INITIAL, PROJECTS, SPENT, TOTAL, YEAR

SHARE = "R3.占比不符"
_SHORTEST = 2  # characters: shorter names say nothing


@text_rule(SHARE)
def shares_agree(proof: Proof) -> Iterator[Finding]:
    """A share is the part over the whole."""
    report = report_of(proof)
    values = values_of(report)
    for said in report.said(Role.SHARE):
        found = _share(proof, values, said)
        if found is not None:
            yield found


def _share(proof: Proof, values: Values, said: Said) -> Finding | None:
    figure = said.told.figure
    part = _part(values, said)
    if figure is None or part is None or figure.sort is not Sort.PERCENT:
        return None
    wholes, certain = _wholes(values, said)
    wholes = [one for one in wholes if one.number > ZERO and one.number >= part.number]
    shares = [part.number / one.number * HUNDRED for one in wholes]
    found = [fits(figure, share) for share in shares]
    if not found or Fit.SAME in found or _of_other(values, said, part):
        return None
    if not certain and not slip(figure, shares[0]):
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
        if counted and told.whole.key:
            return None  # 三项占总支出的92%: what they come to is told nowhere
        if other.told.figure is not None and other.told.subject == told.subject:
            return Known(other.told.figure.value, "", other)
    if not told.subject.key or told.subject.sure is not Sure.YES:
        return None
    return next(iter(values.known(told.subject.key, told.aspects or (SPENT,), said)), None)


def _wholes(values: Values, said: Said) -> tuple[list[Known], bool]:
    """What the share may be of; whether that is certain."""
    told = said.told
    if told.whole.key:
        aspects = told.aspects or (SPENT, YEAR, INITIAL)
        found = values.known(told.whole.key, aspects, said)
        if found:
            return found, told.whole.sure is not Sure.NO
        return _so_called(said), True
    line = said.line
    framed = [
        _known(line, frame.total) for frame in line.reading.frames if told.part in frame.parts
    ]
    siblings, certain = _by_siblings(line, told.part)
    if certain or not framed:
        return [*framed, *siblings], certain
    return framed, len(framed) == 1


def _so_called(said: Said) -> list[Known]:
    """其中…占收入预算总额的9.7%: the total of the list, when its name ends so."""
    line, whole = said.line, said.told.whole
    totals = [frame.total for frame in line.reading.frames if said.told.part in frame.parts]
    names = [name for name in (whole.key, whole.label) if len(name) > _SHORTEST]
    return [
        _known(line, total)
        for total in totals
        if any(_ends_so(line.reading.told[total].subject, name) for name in names)
    ]


def _ends_so(subject: Subject, name: str) -> bool:
    return subject.label.endswith(name) or subject.thing.endswith(Subject("", name).thing)


def _by_siblings(line: Line, part: int) -> tuple[list[Known], bool]:
    """The number of the line that the other shares are taken of."""
    others = [one for one in line.reading.told if one.role is Role.SHARE and one.part != part]
    candidates = [
        place
        for place, one in enumerate(line.reading.told)
        if one.role is Role.VALUE and part >= 0 and place != part and _same_sort(line, place, part)
    ]
    borne_out = [
        place for place in candidates if any(_bears_out(line, one, place) for one in others)
    ]
    if borne_out:
        return [_known(line, place) for place in borne_out], True
    before = [place for place in candidates if place < part]
    return [_known(line, place) for place in before], False


def _bears_out(line: Line, share: Told, whole: int) -> bool:
    if share.part < 0 or share.part == whole or share.figure is None:
        return False
    one, all_of = _known(line, share.part).number, _known(line, whole).number
    if one <= ZERO or one > all_of:
        return False  # nothing is 0% of anything
    return fits(share.figure, one / all_of * HUNDRED) is Fit.SAME


def _same_sort(line: Line, one: int, other: int) -> bool:
    a, b = line.reading.told[one].figure, line.reading.told[other].figure
    return a is not None and b is not None and a.sort is b.sort


def _known(line: Line, place: int) -> Known:
    said = line.said(place)
    figure = said.told.figure
    return Known(figure.value if figure is not None else Decimal(0), "", said)
