"""Values: every number known of a thing, told in the text or standing in the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.facts.model import Ref
from core.prose.figures import Sort
from core.prose.report import Report, Said
from core.prose.telling import Role, Sure


@dataclass(frozen=True, slots=True)
class Known:
    """A number and where it comes from: words of the report or a cell."""

    number: Decimal
    aspect: str
    said: Said | None = None
    ref: Ref | None = None


class Values:
    """Numbers by what they are about and how they are counted."""

    def __init__(self, report: Report) -> None:
        self._ledger = report.ledger
        self._told: defaultdict[str, list[Said]] = defaultdict(list)
        for said in report.said(Role.VALUE):
            told = said.told
            if told.figure is not None and told.figure.sort in (Sort.AMOUNT, Sort.COUNT):
                self._told[told.subject.key or told.subject.label].append(said)

    def known(self, key: str, aspects: Iterable[str], near: Said) -> list[Known]:
        """What is told near these words first, then the tables, then what is told elsewhere."""
        wanted = tuple(aspects)
        here, far = [], []
        for said in self._told.get(key, ()):
            aspect = _counted_by(said, wanted)
            if aspect is None or said.told == near.told or said.told.figure is None:
                continue
            one = Known(said.told.figure.value, aspect, said)
            if said.line is near.line:
                here.append(one)
            elif said.told.explicit and said.told.subject.sure is Sure.YES:
                far.append(one)
        here.sort(key=lambda one: _distance(one, near))
        cells = [
            Known(fact.number, aspect, ref=fact.ref)
            for aspect in wanted
            for fact in self._ledger.facts(key, aspect)
        ]
        return [*here, *cells, *far] if key else here


def _counted_by(said: Said, wanted: tuple[str, ...]) -> str | None:
    """By which of the wanted aspects a statement counts."""
    told = said.told
    if not told.aspects:
        return wanted[0]
    likely = told.aspects if told.explicit else told.aspects[:1]
    return next((aspect for aspect in likely if aspect in wanted), None)


def _distance(known: Known, near: Said) -> int:
    assert known.said is not None
    gap = near.told.start - known.said.told.start
    return gap if gap >= 0 else -2 * gap
