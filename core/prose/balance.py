"""Balance: opening + income − spending = closing, as the text tells them (R5)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.numbers import ZERO
from core.prose.by_line import by_line
from core.prose.figures import Rough, Sort
from core.prose.judge import CENT, Fit, finding, fits, like, short, slip, written
from core.prose.ledger import Ledger
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said
from core.prose.telling import Role, Sure
from core.prose.words import CLOSING, INCOME, INITIAL, OPENING, SPENT, TOTAL, YEAR

BALANCE = "R5.收支余不平"


@text_rule(BALANCE)
def balances(proof: Proof) -> Iterator[Finding]:
    """What was there and came in, less what was spent, is what is left."""
    return by_line(proof, _balance_of, telling=True)


def _balance_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    income, spent, closing = (_told(line, key) for key in (INCOME, TOTAL, CLOSING))
    yield from _against_tables(proof, report.ledger, line, closing)
    if not income or not spent or not closing or "结余分配" in line.bare.text:
        return
    opening = _told(line, OPENING)
    found = _off(proof, income, spent, closing, opening)
    if found is not None:
        yield found


def _against_tables(
    proof: Proof, ledger: Ledger, line: Line, closing: list[Said]
) -> Iterator[Finding]:
    """年末结转15万元, where the tables leave another amount unspent."""
    year, spent = ledger.fact(TOTAL, YEAR), ledger.fact(TOTAL, SPENT)
    if year is None or spent is None or ledger.fact(CLOSING) is not None or line.project:
        return
    left = year.number - spent.number
    for said in closing:
        figure = said.told.figure
        if figure is not None and fits(figure, left) is Fit.OFF and slip(figure, left):
            formula = f"{short(year.number)} − {short(spent.number)} = {short(left)}"
            yield finding(
                proof.desk,
                BALANCE,
                Severity.WARNING,
                said,
                f"年末结余写的是“{written(figure)}”，表上全年预算减执行数是 {formula}，请核对。",
                (year.ref, spent.ref),
                formula,
                like(figure, left),
            )


def _told(line: Line, key: str) -> list[Said]:
    """What a line tells of one thing, not of its budget."""
    return [
        Said(line, told)
        for told in line.reading.told
        if told.role is Role.VALUE
        and told.subject.key == key
        and told.subject.sure is not Sure.NO
        and told.figure is not None
        and told.figure.sort is Sort.AMOUNT
        and told.figure.rough is Rough.EXACT
        and (SPENT in told.aspects or not told.explicit)
        and INITIAL not in told.aspects[:1]
    ]


def _number(said: Said) -> Decimal:
    assert said.told.figure is not None
    return said.told.figure.value


def _off(
    proof: Proof,
    income: list[Said],
    spent: list[Said],
    closing: list[Said],
    opening: list[Said],
) -> Finding | None:
    openings = [ZERO, *map(_number, opening)]
    for came in map(_number, income):
        for went in map(_number, spent):
            for left in map(_number, closing):
                if any(abs(begun + came - went - left) <= CENT for begun in openings):
                    return None
    words = [closing[0], income[0], spent[0], *opening[:1]]
    begun, came, went = openings[-1], _number(income[0]), _number(spent[0])
    figure = closing[0].told.figure
    assert figure is not None
    # Income with what was left from last year in it, or without: the nearer one is meant.
    ways = [ZERO, begun] if begun else [ZERO]
    start = min(ways, key=lambda way: abs(way + came - went - figure.value))
    right = start + came - went
    formula = f"{short(came)} − {short(went)} = {short(right)}"
    if start:
        formula = f"{short(start)} + {formula}"
    certain = len(income) == len(spent) == len(closing) == 1
    return finding(
        proof.desk,
        BALANCE,
        Severity.ERROR if certain and begun else Severity.WARNING,
        words,
        f"年末结余写的是“{written(figure)}”，按这里的收入和支出计算 {formula}，收支和结余对不上。",
        formula=formula,
        expected=like(figure, right) if right >= 0 else "",
    )
