"""Told facts: figures of the text against the tables (R9), and slips of the unit (R16)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.checks.targets import sheet_of
from core.facts.model import UNIT
from core.numbers import HUNDRED, decimals
from core.prose.by_line import by_line
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, akin, best, finding, fits, like, short, slip, unit_slip, written
from core.prose.ledger import Fact, Ledger
from core.prose.misplaced import FACT, misplaced
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said, report_of
from core.prose.telling import Role, Sure
from core.prose.words import (
    COUNTED,
    INCOME,
    POSTS,
    ROW,
    SPENT,
    STAFF,
    TOTAL,
    YEAR,
)
from core.texts import likeness

UNIT_SLIP = "R16.金额单位写错"
STAFF_RATE = "在职控制率"
_RATES = ("执行率", STAFF_RATE)
_AMOUNT_OF = re.compile(r"预算|决算|上年|去年|年初|执行|实际|支出数")  # which amount is told
_NEAR = 75  # of names: the same project written a little differently


@text_rule(FACT, also=(UNIT_SLIP,))
def facts_agree(proof: Proof) -> Iterator[Finding]:
    """What the text tells of a figure of the forms is what the forms say."""
    report = report_of(proof)
    if not report.ledger.has_facts:
        return
    yield from by_line(proof, _facts_of, telling=True)
    counted: defaultdict[str, list[Said]] = defaultdict(list)
    for said in report.said(Role.VALUE):
        figure, subject = said.told.figure, said.told.subject
        if figure is None or figure.sort is not Sort.COUNT:
            continue
        if subject.key in COUNTED and subject.sure is Sure.YES:
            counted[subject.key].append(said)
    for key, told in counted.items():
        yield from _counts(proof, report, key, told)


def _facts_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    """Amounts and rates; posts and staff are told of the whole and of parts, in several lines."""
    for said in line.all_said(Role.VALUE):
        figure = said.told.figure
        if figure is None:
            continue
        if figure.sort is Sort.AMOUNT:
            yield from _amount(proof, report, said)
        elif said.told.subject.key in _RATES and figure.sort is Sort.PERCENT:
            yield from _rate(proof, report, said)


def row_called(ledger: Ledger, label: str) -> str:
    """The key of the one row whose name is nearly these words."""
    near = [key for key in ledger.rows if likeness(key.removeprefix(ROW), label) >= _NEAR]
    return near[0] if len(near) == 1 else ""


def _amount(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    told, figure = said.told, said.told.figure
    assert figure is not None
    key, sure = told.subject.key, told.subject.sure
    if not key and told.subject.label:
        key, sure = row_called(report.ledger, told.subject.label), Sure.LIKELY
    known = report.ledger.aspects(key) if key else {}
    if key == INCOME and not known:
        yield from _income(proof, report, said)
        return
    if key and sure is not Sure.NO and (told.explicit or told.aspects[:1] == (SPENT,)):
        yield from misplaced(proof, report, said, key, known)
    wanted = [known[aspect] for aspect in (*told.aspects, "") if aspect in known]
    # 支出14.5万元，预算16万元，其中…: the parts may be those of either number.
    meant = told.explicit and not (_is_part(said) and _AMOUNT_OF.search(_own_words(said)) is None)
    plausible = wanted if meant else [*wanted, *known.values()]
    if not wanted or best(figure, (fact.number for fact in plausible)) is Fit.SAME:
        return
    if sure is Sure.NO:
        return
    if told.carried and _elsewhere(report, said):
        return
    others = [fact for one in told.others for fact in report.ledger.aspects(one.key).values()]
    if best(figure, (fact.number for fact in others)) is Fit.SAME:
        return
    if not told.explicit and "" not in known and told.aspects[0] not in known:
        wanted = [one for one in wanted if slip(figure, one.number)]
        if not wanted:
            return
    fact = min(
        wanted,
        key=lambda one: (not unit_slip(figure, one.number), abs(one.number - figure.value)),
    )
    if fits(figure, fact.number) is Fit.ROUNDED:
        yield _told(proof, said, fact, Severity.INFO, "只差四舍五入，请核对。")
        return
    unit = unit_slip(figure, fact.number)
    if unit:
        severity = Severity.ERROR if _beyond_doubt(said, sure) else Severity.WARNING
        name = proof.desk.name(fact.ref)
        yield finding(
            proof.desk,
            UNIT_SLIP,
            severity,
            said,
            f"这里写的是“{written(figure)}”，表上{name}是 {short(fact.number)}万元，"
            f"数字相同，单位应当是“{unit}”。",
            (fact.ref,),
            expected=f"{figure.number}{unit}",
        )
        return
    yield from _different(proof, said, fact, sure, known)


def _is_part(said: Said) -> bool:
    """Is it told as a part of a number before it?"""
    reading = said.line.reading
    return any(said.told is reading.told[at] for frame in reading.frames for at in frame.parts)


def _own_words(said: Said) -> str:
    """The words between the figure before it and this one."""
    told = said.line.reading.told
    place = told.index(said.told)
    return said.line.bare.text[told[place - 1].end if place else 0 : said.told.start]


def _income(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    """Forms without an income of their own: it is the year's funds, as far as one can say."""
    figure = said.told.figure
    facts = report.ledger.aspects(TOTAL)
    if figure is None or best(figure, (fact.number for fact in facts.values())) is not Fit.OFF:
        return
    for fact in facts.values():
        why = slip(figure, fact.number)
        if why and said.told.subject.sure is not Sure.NO:
            yield _told(proof, said, fact, Severity.WARNING, f"两处不一致，像是{why}。")
            return


def _different(
    proof: Proof, said: Said, fact: Fact, sure: Sure, known: dict[str, Fact]
) -> Iterator[Finding]:
    """A figure that is not the fact's, and no matter of rounding or unit."""
    told, figure = said.told, said.told.figure
    assert figure is not None
    why = slip(figure, fact.number)
    other = next((a for a, one in known.items() if fits(figure, one.number) is Fit.SAME), "")
    ending = ""
    if other:
        ending = f"；表上这一项的{other}才是 {like(figure, figure.value)}"
    elif why:
        ending = f"，像是{why}"
    likeliest = fact is known.get(told.aspects[0]) or fact is known.get("")
    meant = bool(other) or akin(figure, fact.number)
    if (_beyond_doubt(said, sure) and meant) or (why and likeliest and _named_here(said, sure)):
        severity = Severity.ERROR
    elif (sure is Sure.YES and not told.carried) or why:
        severity = Severity.WARNING
    else:
        severity = Severity.INFO
    yield _told(proof, said, fact, severity, f"两处不一致{ending}。")


def _beyond_doubt(said: Said, sure: Sure) -> bool:
    """Name, budget or year, and number are all told here in plain words."""
    return _named_here(said, sure) and said.told.explicit


def _named_here(said: Said, sure: Sure) -> bool:
    figure = said.told.figure
    exact = figure is not None and figure.rough is Rough.EXACT
    plain = not said.told.carried and not said.told.others
    plain = plain and not said.line.project and not said.line.is_narrow
    return exact and sure is Sure.YES and plain


def _elsewhere(report: Report, said: Said) -> bool:
    """Is the figure that of another thing the line may mean?"""
    figure = said.told.figure
    assert figure is not None
    keys = {told.subject.key for told in said.line.reading.told if told.subject.key}
    keys = (keys | {TOTAL}) - {said.told.subject.key}
    return any(
        fits(figure, fact.number) is Fit.SAME
        for key in keys
        for fact in report.ledger.aspects(key).values()
    )


def _rate(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    told, figure = said.told, said.told.figure
    fact = report.ledger.fact(told.subject.key)
    if fact is None or figure is None or told.subject.sure is Sure.NO:
        return
    fit = best(figure, _exact_rates(report, told.subject.key, fact, figure))
    if fit is Fit.SAME:
        return
    severity = Severity.INFO
    if fit is Fit.OFF and not _is_indicator(proof, said, figure):
        doubt = told.subject.sure is not Sure.YES or figure.rough is not Rough.EXACT
        severity = Severity.WARNING if doubt or said.line.project else Severity.ERROR
    yield _told(proof, said, fact, severity, "两处不一致。" if fit is Fit.OFF else "只差四舍五入。")


def _is_indicator(proof: Proof, said: Said, figure: Figure) -> bool:
    """Does the text only repeat what an indicator of that name says? Then the forms disagree."""
    ahead = said.line.bare.text[: said.told.start].rstrip("(")
    return any(
        one.is_named
        and ahead.endswith(one.name)
        and one.actual is not None
        and one.actual.number == figure.value
        for one in sheet_of(proof.desk, UNIT).real
    )


def _exact_rates(report: Report, key: str, fact: Fact, figure: Figure) -> list[Decimal]:
    """The rate the cell shows; with more decimals, what the amounts give."""
    ledger = report.ledger
    top, base = ledger.fact(TOTAL, SPENT), ledger.fact(TOTAL, YEAR)
    if key == STAFF_RATE:
        top, base = ledger.fact(STAFF), ledger.fact(POSTS)
    if top is None or base is None or base.number <= 0:
        return [fact.number]
    exact = top.number / base.number * HUNDRED
    return [exact] if decimals(figure.value) > decimals(fact.number) else [fact.number, exact]


def _counts(proof: Proof, report: Report, key: str, told: list[Said]) -> Iterator[Finding]:
    """Posts and staff: told of the whole unit once, of its parts elsewhere."""
    fact = report.ledger.fact(key)
    if fact is None:
        return
    figures = [said.told.figure for said in told if said.told.figure is not None]
    agrees = any(fits(figure, fact.number) is Fit.SAME for figure in figures)
    if sum((figure.value for figure in figures), Decimal(0)) == fact.number:
        return
    for said, figure in zip(told, figures, strict=True):
        if fits(figure, fact.number) is Fit.SAME:
            continue
        # A larger unit cannot be meant by a smaller figure when another place has the right one.
        unsure = agrees or figure.rough is not Rough.EXACT or said.line.is_narrow
        severity = Severity.INFO if unsure else Severity.ERROR
        yield _told(proof, said, fact, severity, "两处不一致。")


def _told(proof: Proof, said: Said, fact: Fact, severity: Severity, ending: str) -> Finding:
    figure = said.told.figure
    assert figure is not None
    name = proof.desk.name(fact.ref)
    right = like(figure, fact.number)
    return finding(
        proof.desk,
        FACT,
        severity,
        said.with_year(),
        f"报告里写的是“{written(figure)}”，表上{name}是 {right}，{ending}",
        (fact.ref,),
        expected=right,
    )
