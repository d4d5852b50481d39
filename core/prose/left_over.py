"""Left over: what is left of an amount, against the budget and the spending told before (R29)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from core.checks.finding import Finding, Severity
from core.numbers import ZERO
from core.prose.clauses import clause_before
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, finding, fits, like, short, slip, unit_slip, written
from core.prose.ledger import ledger_of
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Said, report_of
from core.prose.telling import Role
from core.prose.words import INITIAL, SPENT, TOTAL, YEAR

LEFT = "R29.结余与预算支出不符"
_LEFT_OF = re.compile(r"(?:结余|剩余|尚余|余下|结转|未支出|未执行|未使用|未支付)[^,;。]{0,6}$")
_EARLIER = re.compile(r"上年|年初|以前年度|历年|累计")
_CARRIED = re.compile(r"[^,;。0-9]{0,6}结转(?:下年|下一年|到|至)")
_NEAREST = 6  # amounts before: further back something else is talked of


@text_rule(LEFT)
def left_over(proof: Proof) -> Iterator[Finding]:
    """预算65万元，支出61.2万元，剩余3.8万元: the budget less the spending."""
    for line in report_of(proof).lines:
        for place, said in enumerate(line.all_said()):
            if _is_left(line, said):
                found = _off(proof, said, _before(line, place))
                if found is not None:
                    yield found


def _because(why: str) -> str:
    return f"，像是{why}" if why else ""


def _is_amount(said: Said) -> bool:
    told, figure = said.told, said.told.figure
    exact = figure is not None and figure.rough is Rough.EXACT and figure.sort is Sort.AMOUNT
    return told.role is Role.VALUE and exact


def _is_left(line: Line, said: Said) -> bool:
    if not _is_amount(said):
        return False
    clause = clause_before(line.bare.text, said.told.start)
    if _EARLIER.search(clause):
        return False
    behind = _CARRIED.match(line.bare.text, said.told.end)
    return behind is not None or _LEFT_OF.search(clause) is not None


def _before(line: Line, place: int) -> list[Said]:
    """The amounts told before in this sentence and the one before it."""
    since = line.reading.told[place].sentence - 1
    told = [line.said(one) for one in range(max(0, place - 2 * _NEAREST), place)]
    return [one for one in told if _is_amount(one) and one.told.sentence >= since][-_NEAREST:]


def _by_tables(proof: Proof, said: Said, figure: Figure) -> Finding | None:
    """Without both numbers in the text: what the tables leave of the whole year's funds."""
    ledger = ledger_of(proof.desk)
    year, spent = ledger.fact(TOTAL, YEAR), ledger.fact(TOTAL, SPENT)
    if year is None or spent is None or said.told.subject.key or said.line.project:
        return None
    left = year.number - spent.number
    if fits(figure, left) is not Fit.OFF or not slip(figure, left):
        return None
    formula = f"{short(year.number)} − {short(spent.number)} = {short(left)}"
    return finding(
        proof.desk,
        LEFT,
        Severity.WARNING,
        said,
        f"结余写的是“{written(figure)}”，表上全年预算减执行数是 {formula}，请核对。",
        (year.ref, spent.ref),
        formula,
        like(figure, left),
    )


def _value(said: Said) -> Decimal:
    assert said.told.figure is not None
    return said.told.figure.value


def _off(proof: Proof, said: Said, before: list[Said]) -> Finding | None:
    figure = said.told.figure
    assert figure is not None
    gaps = [abs(_value(one) - _value(other)) for one, other in combinations(before, 2)]
    if any(fits(figure, gap) is not Fit.OFF for gap in gaps):
        return None
    planned = [one for one in before if set(one.told.aspects[:1]) & {INITIAL, YEAR}]
    spent = [one for one in before if one.told.aspects[:1] == (SPENT,)]
    if not planned or not spent or not planned[-1].told.explicit:
        return _by_tables(proof, said, figure)
    left = _value(planned[-1]) - _value(spent[-1])
    unit = unit_slip(figure, left)
    why = f"单位应当是“{unit}”" if unit else slip(figure, left)
    in_a_row = before[-2:] == [planned[-1], spent[-1]]
    if left <= ZERO or not (why or in_a_row):
        return None
    formula = f"{short(_value(planned[-1]))} − {short(_value(spent[-1]))} = {short(left)}"
    return finding(
        proof.desk,
        LEFT,
        Severity.WARNING,
        [said, planned[-1], spent[-1]],
        f"结余写的是“{written(figure)}”，前面的预算减支出是 {formula}{_because(why)}，请核对。",
        formula=formula,
        expected=like(figure, left),
    )
