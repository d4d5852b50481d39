"""Values: every number known of a thing, told in the text or standing in the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple
from weakref import WeakKeyDictionary

from core.facts.model import Ref
from core.prose.figures import Sort
from core.prose.report import Memory, Report, Said
from core.prose.telling import Role, Subject, Sure, Told

_MOST = 12  # different numbers of one thing; a text with more of them is no report


class Known(NamedTuple):
    """A number and where it comes from: words of the report or a cell."""

    number: Decimal
    aspect: str
    said: Said | None = None
    ref: Ref | None = None

    @property
    def is_money(self) -> bool:
        """An amount, not a number of people or things; cells are asked for by their aspect."""
        figure = self.said.told.figure if self.said is not None else None
        return figure is None or figure.sort is Sort.AMOUNT

    def is_only_called(self, subject: Subject) -> bool:
        """Told of something that is named alike, and may be only a part of it."""
        return self.said is not None and self.said.told.subject.key != subject.key

    def is_near(self, said: Said) -> bool:
        """Told in the same line, or in the tables."""
        return self.said is None or self.said.line is said.line


Elsewhere = tuple[tuple[Told, Memory], ...]  # statements, and what stays of their lines


class Values:
    """Numbers by what they are about and how they are counted."""

    def __init__(self, report: Report) -> None:
        self.asked: dict[str, Elsewhere] = {}  # since somebody emptied it
        self._told_elsewhere: dict[str, Elsewhere] = {}
        self._ledger = report.ledger
        self._here: defaultdict[tuple[int, str], list[Said]] = defaultdict(list)
        self._counted: defaultdict[str, list[Said]] = defaultdict(list)
        self._far: defaultdict[str, dict[tuple[object, ...], Said]] = defaultdict(dict)
        for said in report.said(Role.VALUE):
            told = said.told
            if told.figure is None or told.figure.sort not in (Sort.AMOUNT, Sort.COUNT):
                continue
            if told.figure.sort is Sort.COUNT and told.subject.label:
                self._counted[told.subject.label.removeprefix("现有")].append(said)
            key = told.subject.thing
            self._here[said.line.number, key].append(said)
            if told.subject.sure is Sure.YES and len(self._far[key]) < _MOST:
                self._far[key].setdefault((told.aspects, told.figure.value), said)

    def elsewhere(self, key: str) -> Elsewhere:
        """What any line of the report may be told of a thing by the others."""
        found = self._told_elsewhere.get(key)
        if found is None:
            far = self._far[key].values() if key in self._far else ()
            found = self._told_elsewhere[key] = tuple((one.told, one.line.memory) for one in far)
        return found

    def known(self, key: str, aspects: Iterable[str], near: Said) -> list[Known]:
        """What is told near these words first, then the tables, then what is told elsewhere."""
        if not key:
            return []
        self.asked[key] = self.elsewhere(key)
        wanted = tuple(aspects)
        here = list(_known(self._here.get((near.line.number, key), ()), wanted, near))
        here.sort(key=lambda one: _distance(one, near))
        cells = [
            Known(fact.number, aspect, ref=fact.ref)
            for aspect in wanted
            for fact in self._ledger.facts(key, aspect)
        ]
        others = self._far[key].values() if key in self._far else ()
        far = [one for one in others if one.line is not near.line]
        return [*here[:_MOST], *cells, *_known(far, wanted, near)]

    def called(self, label: str) -> list[Known]:
        """The one number of people or things told under just these words, wherever."""
        label = label.removeprefix("全部").rstrip("总的数")
        told = self._counted.get(label, [])
        numbers = {one.told.figure.value for one in told if one.told.figure is not None}
        return [Known(numbers.pop(), "", told[0])] if len(numbers) == 1 else []

    def amounts(self, key: str, aspects: Iterable[str], near: Said) -> list[Known]:
        """The same without what only counts people or things."""
        return [one for one in self.known(key, aspects, near) if one.is_money]


def _known(said: Iterable[Said], wanted: tuple[str, ...], near: Said) -> Iterator[Known]:
    for one in said:
        figure, aspect = one.told.figure, _counted_by(one, wanted)
        if figure is not None and aspect is not None and one.told is not near.told:
            yield Known(figure.value, aspect, one)


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


def values_of(report: Report) -> Values:
    """The values of a report; its rules use the same."""
    found = _VALUES.get(report)
    if found is None:
        found = _VALUES[report] = Values(report)
    return found


_VALUES: WeakKeyDictionary[Report, Values] = WeakKeyDictionary()
