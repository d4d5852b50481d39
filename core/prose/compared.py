"""Compared: the two numbers a change or a rate is told of, from the text or the tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from core.facts.model import Ref
from core.numbers import HUNDRED, ZERO, plain
from core.prose.figures import Rough
from core.prose.judge import short
from core.prose.report import Said
from core.prose.telling import Sure
from core.prose.values import Known, Values
from core.prose.words import INITIAL, LAST_INITIAL, LAST_SPENT, SPENT


class Pair(NamedTuple):
    """What changed, and what it is measured from."""

    now: Known
    base: Known

    @property
    def gap(self) -> Decimal:
        return self.now.number - self.base.number

    @property
    def rate(self) -> Decimal | None:
        return self.gap / self.base.number * HUNDRED if self.base.number > ZERO else None


def is_clear(said: Said) -> bool:
    told = said.told
    exact = told.figure is None or told.figure.rough is Rough.EXACT
    return exact and told.subject.sure is Sure.YES and not said.line.project


def pairs_of(values: Values, said: Said) -> list[Pair]:
    """What may be meant; the likeliest first."""
    told = said.told
    if told.moved is not None:
        return moved(said)
    if not told.bases:
        return []
    found = []
    for subject in (told.subject, *told.others):
        found += _of(values, said, subject.thing)
    return _told_against(values, said) or found


def _told_against(values: Values, said: Said) -> list[Pair]:
    """比上年4.3万元减少…: what is compared with stands here, whatever other places say."""
    told = said.told
    base = said.line.said(told.against) if told.against >= 0 else None
    if base is None or base.told.figure is None:
        return []
    before = Known(base.told.figure.value, told.bases[0], base)
    return [
        Pair(now, before)
        for subject in (told.subject, *told.others)
        for aspect in told.aspects
        if aspect != told.bases[0]
        for now in values.amounts(subject.thing, (aspect,), said)
    ]


def moved(said: Said) -> list[Pair]:
    """Both numbers stand before: 从A降到B, 完成预算A的…%."""
    if said.told.moved is None:
        return []
    base, now = (said.line.said(place) for place in said.told.moved)
    before, after = base.told.figure, now.told.figure
    if before is None or after is None or before.sort is not after.sort:
        return []
    return [Pair(Known(after.value, "", now), Known(before.value, "", base))]


def _of(values: Values, said: Said, key: str) -> list[Pair]:
    told = said.told
    found = []
    for aspect in told.aspects:
        for base in told.bases:
            if not _comparable(aspect, base, told.aspects):
                continue
            found += [
                Pair(now, before)
                for now in values.amounts(key, (aspect,), said)
                for before in values.amounts(key, (base,), said)
            ]
    return found


def _comparable(aspect: str, base: str, aspects: Sequence[str]) -> bool:
    """Budgets are compared with budgets, what was spent with what was spent or planned."""
    if aspect == base:
        return False
    if aspect == SPENT:
        return base != LAST_INITIAL
    return base in (LAST_INITIAL, LAST_SPENT, INITIAL) or len(aspects) == 1


def words_of(said: Said, pair: Pair) -> list[Said]:
    others = [one.said for one in pair if one.said is not None and one.said.line is said.line]
    return [said, *others]


def refs_of(pair: Pair) -> list[Ref]:
    return [one.ref for one in pair if one.ref is not None]


def number_of(known: Known) -> str:
    return plain(known.number) if known.number.is_zero() else short(known.number)


def sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
