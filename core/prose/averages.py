"""Averages: 人均, 户均, 村均 against the amount and the number of people or things (R27)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.numbers import ZERO
from core.prose.clauses import clause_before
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, as_exact, finding, fits, like, short, slip, unit_slip, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Said, report_of
from core.prose.telling import Role

AVERAGE = "R27.平均数不符"
_MEAN = re.compile(r"平均每个?([人名户村亩辆台校班家])|([人生户村亩车辆台校班])均")
_UNITS = {"人": "人次名", "生": "人名", "户": "户", "亩": "亩", "车": "辆", "家": "家"}
_NEAREST = 12  # statements before: further back something else is talked of
_NOUN = 4  # characters behind a number in which its noun stands: 14个行政村


@text_rule(AVERAGE)
def averages_agree(proof: Proof) -> Iterator[Finding]:
    """14个村收入436万元，村均31.14万元: the amount over the number, told just before."""
    for line in report_of(proof).lines:
        for place, told in enumerate(line.reading.told):
            if told.role is Role.VALUE and told.figure is not None:
                found = _average(proof, line, place, told.figure)
                if found is not None:
                    yield found


def _average(proof: Proof, line: Line, place: int, figure: Figure) -> Finding | None:
    if figure.sort is not Sort.AMOUNT or figure.rough is not Rough.EXACT:
        return None
    mean = _MEAN.search(clause_before(line.bare.text, figure.start))
    if mean is None:
        return None
    before = [line.said(one) for one in range(max(0, place - _NEAREST), place)]
    near = [one for one in before if one.told.sentence >= line.said(place).told.sentence - 1]
    amounts = [one for one in near if _is(one, Sort.AMOUNT)]
    numbers = [one for one in near if _is(one, Sort.COUNT) and _counts(line, one, mean)]
    means = [
        (_value(amount) / _value(number), amount, number)
        for amount in reversed(amounts)
        for number in reversed(numbers)
        if _value(number) > ZERO
    ]
    if any(fits(figure, one) is not Fit.OFF for one, _, _ in means):
        return None
    for one, amount, number in means:
        unit = unit_slip(figure, one)
        why = f"单位应当是“{unit}”" if unit else slip(figure, as_exact(figure, one))
        if why:
            right = like(figure, one)
            formula = f"{short(_value(amount))} ÷ {short(_value(number))} = {right}"
            return finding(
                proof.desk,
                AVERAGE,
                Severity.WARNING,
                [line.said(place), amount, number],
                f"平均数写的是“{written(figure)}”，按前面的数计算 {formula}，像是{why}，请核对。",
                formula=formula,
                expected=f"{figure.number}{unit}" if unit else right,
            )
    return None


def _is(said: Said, sort: Sort) -> bool:
    figure = said.told.figure
    return said.told.role is Role.VALUE and figure is not None and figure.sort is sort


def _value(said: Said) -> Decimal:
    assert said.told.figure is not None
    return said.told.figure.value


def _counts(line: Line, said: Said, mean: re.Match[str]) -> bool:
    """Is it a number of what the average is taken over?"""
    figure, of = said.told.figure, mean[1] or mean[2]
    assert figure is not None
    if figure.unit and figure.unit in _UNITS.get(of, of):
        return True
    return of in line.bare.text[figure.end : figure.end + _NOUN]
