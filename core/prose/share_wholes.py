"""Share wholes: what a share may be taken of, when the words behind it do not say."""

from __future__ import annotations

from decimal import Decimal

from core.numbers import HUNDRED, ZERO
from core.prose.judge import Fit, fits
from core.prose.report import Line, Said
from core.prose.telling import Role, Subject, Sure, Told
from core.prose.values import Known, Values
from core.prose.wholes import wholes_of
from core.prose.words import INITIAL, SPENT, YEAR

_SHORTEST = 2  # characters: shorter names say nothing


def wholes_of_share(values: Values, said: Said) -> tuple[list[Known], bool]:
    """What the share may be of; whether that is certain."""
    told = said.told
    if told.whole.key == "?" and (called := values.called(told.whole.label)):
        return called, True
    if told.whole.key:
        aspects = told.aspects or (SPENT, YEAR, INITIAL)
        found = values.known(told.whole.key, aspects, said)
        if found:
            return found, told.whole.sure is not Sure.NO
        together = _all_together(said.line, told)
        return _so_called(said) or ([together] if together else []), True
    line = said.line
    framed = [
        _known(line, frame.total) for frame in line.reading.frames if told.part in frame.parts
    ]
    if not framed and (together := _all_together(line, told)):
        return [together], True
    siblings, certain = _by_siblings(line, told.part)
    if not certain and not framed:
        above = wholes_of(told.subject.key)[:1]
        whole = [one for key in above for one in values.known(key, told.aspects or (SPENT,), said)]
        if whole:
            return whole, False
    if certain or not framed:
        return [*framed, *siblings], certain
    return framed, len(framed) == 1


def others_agree(said: Said) -> bool:
    """Are the other shares of its list those of the list's total?"""
    line = said.line
    return any(
        _bears_out(line, one, frame.total)
        for frame in line.reading.frames
        if said.told.part in frame.parts
        for one in line.reading.told
        if one.role is Role.SHARE and one.part in frame.parts and one is not said.told
    )


def _so_called(said: Said) -> list[Known]:
    """其中…占收入预算总额的9.7%: the total of the list, when its name ends so."""
    line, whole = said.line, said.told.whole
    totals = [frame.total for frame in line.reading.frames if said.told.part in frame.parts]
    names = [name for name in (whole.key, whole.label) if len(name) > _SHORTEST]
    return [
        _known(line, total)
        for total in totals
        if any(_ends_so(line.reading.told[total].subject, name) for name in names)
    ]


def _ends_so(subject: Subject, name: str) -> bool:
    return subject.label.endswith(name) or subject.thing.endswith(Subject("", name).thing)


def _all_together(line: Line, share: Told) -> Known | None:
    """A占29.76%，B占70.24%: the shares, or all others, say that the parts are the whole."""
    shares = [
        one
        for one in line.reading.told
        if one.role is Role.SHARE
        and one.part >= 0
        and one.figure is not None
        and one.whole == share.whole
        and one.sentence == share.sentence
        and _same_sort(line, one.part, share.part)
    ]
    parts = {one.part: _known(line, one.part).number for one in shares}
    added = sum(parts.values(), ZERO)
    if len(parts) < 2 or len(parts) < len(shares) or added <= ZERO:
        return None
    percent = sum((one.figure.value for one in shares if one.figure is not None), ZERO)
    steps = sum((one.figure.step for one in shares if one.figure is not None), ZERO)
    others = [one for one in shares if one is not share and parts[one.part] > ZERO]
    borne_out = [
        one.figure is not None and fits(one.figure, parts[one.part] / added * HUNDRED) is Fit.SAME
        for one in others
    ]
    if abs(percent - HUNDRED) <= steps or (borne_out and all(borne_out)):
        return Known(added, "")
    return None


def _by_siblings(line: Line, part: int) -> tuple[list[Known], bool]:
    """The number of the line that the other shares are taken of."""
    others = [one for one in line.reading.told if one.role is Role.SHARE and one.part != part]
    candidates = [
        place
        for place, one in enumerate(line.reading.told)
        if one.role is Role.VALUE and part >= 0 and place != part and _same_sort(line, place, part)
    ]
    borne_out = [
        place for place in candidates if any(_bears_out(line, one, place) for one in others)
    ]
    if borne_out:
        return [_known(line, place) for place in borne_out], True
    before = [place for place in candidates if place < part]
    return [_known(line, place) for place in before], False


def _bears_out(line: Line, share: Told, whole: int) -> bool:
    if share.part < 0 or share.part == whole or share.figure is None:
        return False
    one, all_of = _known(line, share.part).number, _known(line, whole).number
    if one <= ZERO or one > all_of:
        return False  # nothing is 0% of anything
    return fits(share.figure, one / all_of * HUNDRED) is Fit.SAME


def _same_sort(line: Line, one: int, other: int) -> bool:
    a, b = line.reading.told[one].figure, line.reading.told[other].figure
    return a is not None and b is not None and a.sort is b.sort


def _known(line: Line, place: int) -> Known:
    said = line.said(place)
    figure = said.told.figure
    return Known(figure.value if figure is not None else Decimal(0), "", said)
