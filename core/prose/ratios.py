"""Ratios: 办结率, 规范率, 控制率 against the two numbers told before them (R30)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from core.checks.finding import Finding, Severity
from core.numbers import HUNDRED, ZERO
from core.prose.clauses import clause_before
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import Fit, finding, fits, like, short, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Said, report_of
from core.prose.telling import Role
from core.prose.words import POSTS, STAFF

RATIO = "R30.比率与个数不符"
_NEAREST = 12  # statements before: further back something else is talked of
_NAMED = re.compile(r"([\u4e00-\u9fff]{2})率(?:为|达到|达|是|约|约为)?$")
_SATISFIED = re.compile(r"(满意)度(?:为|达到|达|是|约|约为)?$")


class _Pair(NamedTuple):
    part: Said
    whole: Said

    @property
    def ratio(self) -> Decimal:
        return _value(self.part) / _value(self.whole) * HUNDRED


@text_rule(RATIO)
def ratios_agree(proof: Proof) -> Iterator[Finding]:
    """受理107件，办结104件，办结率97.2%: the one number over the other."""
    for line in report_of(proof).lines:
        for place, told in enumerate(line.reading.told):
            figure = told.figure
            if figure is None or figure.sort is not Sort.PERCENT or told.role is Role.SHARE:
                continue
            found = _ratio(proof, line, place, figure)
            if found is not None:
                yield found


def _ratio(proof: Proof, line: Line, place: int, figure: Figure) -> Finding | None:
    said = line.said(place)
    named = _named(line, said)
    if not named:
        return None
    before = [line.said(one) for one in range(max(0, place - _NEAREST), place)]
    counts = [one for one in before if _is_count(one) and one.told.sentence == said.told.sentence]
    pair = _staff(counts) if named == "控制" else _pair(line, counts, named)
    if pair is None or any(fits(figure, one) is not Fit.OFF for one in _ratios(counts)):
        return None
    right = like(figure, pair.ratio)
    formula = f"{short(_value(pair.part))} ÷ {short(_value(pair.whole))} = {right}"
    return finding(
        proof.desk,
        RATIO,
        Severity.WARNING,
        [said, pair.part, pair.whole],
        f"比率写的是“{written(figure)}”，按前面的数计算 {formula}，请核对。",
        formula=formula,
        expected=right,
    )


def _named(line: Line, said: Said) -> str:
    """What the ratio is of: 办结."""
    start = said.told.figure.start if said.told.figure is not None else said.told.start
    clause = clause_before(line.bare.text, start)
    match = _NAMED.search(clause) or _SATISFIED.search(clause)
    return match[1] if match is not None else ""


def _is_count(said: Said) -> bool:
    figure = said.told.figure
    counted = figure is not None and figure.sort is Sort.COUNT and figure.rough is Rough.EXACT
    return counted and said.told.role is Role.VALUE and _value(said) > ZERO


def _value(said: Said) -> Decimal:
    assert said.told.figure is not None
    return said.told.figure.value


def _ratios(counts: Sequence[Said]) -> Iterator[Decimal]:
    for one, other in combinations(counts, 2):
        yield _Pair(one, other).ratio
        yield _Pair(other, one).ratio


def _staff(counts: Sequence[Said]) -> _Pair | None:
    """在职 over 编制."""
    staff = [one for one in counts if one.told.subject.key == STAFF]
    posts = [one for one in counts if one.told.subject.key == POSTS]
    return _Pair(staff[0], posts[0]) if len(staff) == len(posts) == 1 else None


def _pair(line: Line, counts: Sequence[Said], named: str) -> _Pair | None:
    """办结104件 over the number of the same things told before it."""
    if len(counts) < 2:
        return None
    part = counts[-1]
    whole = counts[-2]
    units = {one.told.figure.unit for one in (part, whole) if one.told.figure is not None}
    clause = clause_before(line.bare.text, part.told.start)
    fits_in = len(units) == 1 and _value(part) <= _value(whole)
    return _Pair(part, whole) if fits_in and named in clause else None
