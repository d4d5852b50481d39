"""Odd units: one amount of a list in another unit than all the others (R31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.numbers import ZERO
from core.prose.figures import Figure, Sort
from core.prose.judge import finding, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Said, report_of

ODD = "R31.单位与同列各项不同"
_FAR = 1000  # times as much, or as little, as any other of the list
_FEWEST = 3  # amounts of a list


@text_rule(ODD)
def one_unit(proof: Proof) -> Iterator[Finding]:
    """合计34万元，其中A 12万元、B 10万元、C 12元: the last was meant in 万元."""
    for line in report_of(proof).lines:
        for _, total, parts in line.frames():
            odd = _odd([total, *parts])
            if odd is not None:
                yield _found(proof, *odd)


def _figure(said: Said) -> Figure:
    assert said.told.figure is not None
    return said.told.figure


def _odd(told: list[Said]) -> tuple[Said, Said] | None:
    """The one in another unit, and one of the others."""
    amounts = [
        one for one in told if _figure(one).sort is Sort.AMOUNT and _figure(one).value > ZERO
    ]
    units = Counter(_figure(one).unit for one in amounts)
    if len(amounts) < _FEWEST or len(units) != 2 or min(units.values()) != 1:
        return None
    rare = min(units, key=lambda unit: units[unit])
    odd = next(one for one in amounts if _figure(one).unit == rare)
    others = [one for one in amounts if one is not odd]
    value = _figure(odd).value
    small = all(value * _FAR < _figure(one).value for one in others)
    large = all(value > _FAR * _figure(one).value for one in others)
    return (odd, others[0]) if small or large else None


def _found(proof: Proof, odd: Said, other: Said) -> Finding:
    unit = _figure(other).unit
    return finding(
        proof.desk,
        ODD,
        Severity.WARNING,
        [odd, other],
        f"这里写的是“{written(_figure(odd))}”，同列各项都以“{unit}”为单位，像是单位写错了，请核对。",
        expected=f"{_figure(odd).number}{unit}",
    )
