"""Misplaced: a number the tables have under another year, budget or name than the words tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.prose.figures import Rough
from core.prose.judge import finding, written
from core.prose.lead import OTHER_YEAR
from core.prose.ledger import Fact
from core.prose.proof import Proof
from core.prose.report import Report, Said
from core.prose.words import INITIAL, LAST_INITIAL, LAST_SPENT, SPENT, WHOLES

FACT = "R9.文中的数与表不符"
_SHORT, _OWN = 3, 5  # characters of a number: fewer say nothing, as many are hardly chance
_YEAR = re.compile(r"20[0-9]{2}")


def misplaced(
    proof: Proof, report: Report, said: Said, key: str, known: dict[str, Fact]
) -> Iterator[Finding]:
    """A number the tables have under another year, budget or name than the words tell."""
    told, figure = said.told, said.told.figure
    assert figure is not None
    if (
        "" in known
        or any(aspect in known for aspect in told.aspects)
        or len(figure.number) < _SHORT
    ):
        return
    if figure.rough is not Rough.EXACT or figure.value <= 0 or _is_of_next_year(proof, said):
        return
    candidates = [fact for aspect, fact in known.items() if _is_other(told.aspects, aspect)]
    if not known:
        aspects = [SPENT] if told.aspects[:1] == (SPENT,) else []
        candidates = [
            fact
            for sibling in _siblings(key)
            for aspect in aspects
            for fact in report.ledger.facts(sibling, aspect)
        ]
    for fact in candidates:
        if fact.number == figure.value:
            yield finding(
                proof.desk,
                FACT,
                Severity.WARNING if len(figure.number) >= _OWN else Severity.INFO,
                said.with_year(),
                f"“{written(figure)}”在表上是{proof.desk.name(fact.ref)}的数，"
                "请核对这里的年度、口径或名称有没有写错。",
                (fact.ref,),
            )
            return


def _is_of_next_year(proof: Proof, said: Said) -> bool:
    """The forms know nothing of the coming year; round numbers come back by chance."""
    year = _YEAR.search(said.line.bare.text[slice(*said.told.when)]) if said.told.when else None
    return year is not None and int(year[0]) > proof.desk.snapshot.year


def _is_other(told: tuple[str, ...], aspect: str) -> bool:
    """A final amount may equal the adjusted budget, but hardly last year's or the initial one."""
    apart = (LAST_SPENT, LAST_INITIAL, INITIAL)
    return aspect in apart or bool(set(told) & {*apart, OTHER_YEAR})


def _siblings(key: str) -> list[str]:
    """What makes up a whole together with this."""
    return [part for _, parts in WHOLES if key in parts for part in parts if part != key]
