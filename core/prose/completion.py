"""Completion: rates of completion against spending and budget, and what was added (R4)."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.numbers import HUNDRED, ZERO
from core.prose.by_line import by_line
from core.prose.compared import Pair, is_clear, moved, number_of, refs_of, words_of
from core.prose.judge import Fit, akin, finding, fits, like, short, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said, report_of
from core.prose.telling import Role, Sure
from core.prose.values import Known, Values, values_of
from core.prose.words import INCOME, INITIAL, SPENT, TOTAL, YEAR

ADDED_RULE, COMPLETION = "R4.追加数不符", "R4.完成率不符"


@text_rule(ADDED_RULE)
def added_agrees(proof: Proof) -> Iterator[Finding]:
    """年中追加14万元: the adjusted budget less the initial one."""
    report = report_of(proof)
    for said in report.said(Role.ADDED):
        told, figure = said.told, said.told.figure
        key = told.subject.key or (TOTAL if told.carried else "")
        initial, year = report.ledger.fact(key, INITIAL), report.ledger.fact(key, YEAR)
        if figure is None or initial is None or year is None or told.subject.sure is Sure.NO:
            continue
        gap = year.number - initial.number
        if fits(figure, gap) is not Fit.OFF:
            continue
        formula = f"{short(year.number)} − {short(initial.number)} = {short(gap)}"
        yield finding(
            proof.desk,
            ADDED_RULE,
            Severity.WARNING,
            said,
            f"这里写追加 {written(figure)}，表上全年预算减年初预算是 {formula}，请核对。",
            (year.ref, initial.ref),
            formula,
            like(figure, gap),
        )


def _budgets(values: Values, said: Said) -> list[Known]:
    """What it is a part of; income is measured by the unit's budget."""
    bases = said.told.bases or (YEAR, INITIAL)
    found = values.amounts(said.told.subject.thing, bases, said)
    if found or said.told.subject.key != INCOME:
        return found
    return values.amounts(TOTAL, bases, said)


@text_rule(COMPLETION)
def completions_agree(proof: Proof) -> Iterator[Finding]:
    """完成年初预算的96%: spent over budget."""
    return by_line(proof, _rates_of, telling=True)


def _rates_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    values = values_of(report)
    for said in line.all_said(Role.RATE):
        told, figure = said.told, said.told.figure
        if figure is None:
            continue
        named = told.subject.key and told.subject.sure is not Sure.NO
        if told.moved is None and not named and not told.subject.label:
            continue
        pairs = moved(said) or [
            Pair(now, base)
            for now in values.amounts(told.subject.thing, (SPENT,), said)
            for base in _budgets(values, said)
            if named or (now.is_near(said) and base.is_near(said))
        ]
        pairs = [pair for pair in pairs if pair.base.number > ZERO]
        rates = [pair.now.number / pair.base.number * HUNDRED for pair in pairs]
        found = [fits(figure, rate) for rate in rates]
        if not found or Fit.SAME in found:
            continue
        place = found.index(Fit.ROUNDED) if Fit.ROUNDED in found else 0
        severity = Severity.INFO
        if Fit.ROUNDED not in found:
            near = pairs[0].now.is_near(said) and pairs[0].base.is_near(said)
            clear = (
                near
                and akin(figure, rates[0])
                and told.bases
                and not told.carried
                and is_clear(said)
            )
            severity = Severity.ERROR if clear else Severity.WARNING
        pair, right = pairs[place], like(figure, rates[place])
        formula = f"{number_of(pair.now)} ÷ {number_of(pair.base)} = {right}"
        yield finding(
            proof.desk,
            COMPLETION,
            severity,
            words_of(said, pair),
            f"“{written(figure)}”与两个数不符：{formula}。",
            refs_of(pair),
            formula,
            right,
        )
