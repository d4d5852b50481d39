"""Sums: totals of the text against the parts told after them (R1, R7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.checks.suspects import resemblance
from core.numbers import ZERO
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import CENT, finding, like, short, written
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said, report_of
from core.prose.telling import Frame, Role
from core.prose.words import COUNTED, WHOLES

SUM, ABOVE = "R1.合计与各项不符", "R7.部分大于合计"
_LEFT, _LISTED = Decimal("0.25"), Decimal("0.4")  # of a total; more is simply not told
_PARTS = dict(WHOLES)
_ENDING = 2  # characters by which names of one kind end alike
# 近三年累计, 2022年以来累计; 每亩补助1000元 is a rate.
_SPAN = re.compile(r"(?:以来|历年|近年|[0-9两二三四五六七八九十]年)[^,;。]{0,4}累计[^,;。]{0,6}$")
_PER = re.compile(r"每|人均|户均|亩均|单价")
_FEW = Decimal(2)
_SLIPS, _UNLIKELY = 10, 20  # ways to mistype a digit; one chance in so many is no chance


@text_rule(SUM, also=(ABOVE,))
def sums_agree(proof: Proof) -> Iterator[Finding]:
    """The parts make up the total; parts of which only some are told are not above it."""
    report = report_of(proof)
    for line in report.lines:
        for frame, total, parts in line.frames():
            found = _frame(proof, report, frame, total, parts)
            if found is not None:
                yield found
        yield from _hierarchy(proof, line)


def _figure(said: Said) -> Figure:
    figure = said.told.figure
    assert figure is not None
    return figure


def _slack(said: Sequence[Said]) -> Decimal:
    """How much rounding can make of a sum; people and things are counted one by one."""
    figures = [_figure(one) for one in said]
    steps = [one.step for one in figures if one.sort is not Sort.COUNT or one.step != 1]
    return sum(steps, ZERO) / 2


def _frame(
    proof: Proof, report: Report, frame: Frame, total: Said, parts: list[Said]
) -> Finding | None:
    complete = _complete(total, parts)
    if frame.bracket and (len(parts) < 2 or not (frame.listed or complete)):
        return None
    figures = [_figure(one) for one in (total, *parts)]
    rough = any(figure.rough is not Rough.EXACT for figure in figures)
    if _over_years(total) or any(_PER.search(one.told.subject.label) for one in parts):
        return None
    if rough or (frame.bracket and any(one.told.subject.label in COUNTED for one in parts)):
        return None
    wanted = figures[0].value
    running = ZERO
    nearest = list(reversed(parts)) if frame.behind else parts
    for place, part in enumerate(nearest):
        running += _figure(part).value
        slack = _slack((total, *nearest[: place + 1]))
        if abs(running - wanted) <= slack:
            return None
    if 1 < frame.cut < len(parts):
        parts = parts[: frame.cut]
    added = sum((_figure(one).value for one in parts), ZERO)
    gap = wanted - added
    if frame.maybe and not (_slipped(total, parts) and _hardly_chance(total, parts)):
        return None
    if _nested(parts, added - wanted):
        return None
    if gap < 0:
        return _above(proof, frame, total, parts, added)
    return _below(proof, report, frame, total, parts, gap, complete)


def _over_years(total: Said) -> bool:
    """三年累计: no total of what was done this year."""
    return _SPAN.search(total.before) is not None


def _nested(parts: Sequence[Said], over: Decimal) -> bool:
    """One part may be told as a part of another: then it is counted twice."""
    return over > 0 and any(abs(_figure(one).value - over) <= CENT for one in parts)


def _above(
    proof: Proof, frame: Frame, total: Said, parts: list[Said], added: Decimal
) -> Finding | None:
    loose = frame.bracket or (frame.cut and frame.cut < len(parts)) or len(parts) == 1
    certain = not loose and not frame.mainly and all(_alike(total, part) for part in parts)
    near = _slipped(total, parts)
    if not certain and not near and len(parts) > 1 and added > 2 * _figure(total).value:
        return None  # more likely no parts at all
    certain = certain and not frame.maybe and (near or frame.listed)
    severity = Severity.ERROR if certain else Severity.WARNING
    code = ABOVE if frame.some else SUM
    return _found(proof, code, severity, total, parts, added, "大于合计")


def _alike(total: Said, part: Said) -> bool:
    """Both in one clause chain and counted alike."""
    return total.told.sentence == part.told.sentence


def _below(
    proof: Proof,
    report: Report,
    frame: Frame,
    total: Said,
    parts: list[Said],
    gap: Decimal,
    complete: bool,
) -> Finding | None:
    if not complete:
        if frame.mainly or len(parts) < 2 or _named_elsewhere(report, total, parts, gap):
            return None
        slipped = _slipped(total, parts) or _of_one_kind(parts, gap)
        near = _nearly(frame, total, gap) or _hardly_chance(total, parts)
        if frame.some and not (near and slipped):
            return None
    exact = complete or not frame.some
    severity = Severity.WARNING
    loose = frame.bracket or frame.maybe
    if complete or (exact and _slipped(total, parts) and not loose):
        severity = Severity.ERROR
    added = _figure(total).value - gap
    return _found(proof, SUM, severity, total, parts, added, "小于合计")


def _complete(total: Said, parts: Sequence[Said]) -> bool:
    """Do the parts make up the whole by what they are?"""
    missing = set(_PARTS.get(total.told.subject.key, ()))
    keys = {part.told.subject.key for part in parts}
    while not missing <= keys:
        key = next(iter(missing - keys))
        if key not in _PARTS:
            return False
        missing = (missing - {key}) | set(_PARTS[key])
    return bool(missing) and missing == keys


def _hardly_chance(total: Said, parts: Sequence[Said]) -> bool:
    """Numbers so long that no slip would explain the difference if parts were left out."""
    digits = sum(len(_figure(one).number) for one in (total, *parts))
    step = max(_figure(one).step for one in (total, *parts))
    return bool(step) and digits * _SLIPS * _UNLIKELY < _figure(total).value / step


def _nearly(frame: Frame, total: Said, gap: Decimal) -> bool:
    """其中 may leave parts out; when little is left, it was meant to be all of them."""
    return gap <= (_LISTED if frame.listed else _LEFT) * _figure(total).value


def _of_one_kind(parts: Sequence[Said], gap: Decimal) -> bool:
    """行政编制、事业编制、工勤编制: people told kind by kind, and one or two are missing."""
    endings = {part.told.subject.label[-_ENDING:] for part in parts}
    counted = all(_figure(part).sort is Sort.COUNT for part in parts)
    return counted and len(endings) == 1 and len(parts) > 1 and gap <= _FEW


def _slipped(total: Said, parts: Sequence[Said]) -> bool:
    """Would one mistyped number explain the difference?"""
    wanted = _figure(total).value
    added = sum((_figure(one).value for one in parts), ZERO)
    if resemblance(wanted, added) is not None:
        return True
    for part in parts:
        value = _figure(part).value
        right = wanted - (added - value)
        if right > 0 and resemblance(value, right) is not None:
            return True
    return False


def _named_elsewhere(report: Report, total: Said, parts: Sequence[Said], gap: Decimal) -> bool:
    """One more part may be told in another place, or stand in the tables."""
    sort = _figure(total).sort
    for said in report.said(Role.VALUE, Role.ADDED, Role.CHANGE):
        figure = said.told.figure
        if figure is None or figure.sort is not sort or said == total or said in parts:
            continue
        if sort is Sort.COUNT and said.line is not total.line:
            continue  # small numbers are told of everything
        if abs(figure.value - gap) <= CENT:
            return True
    return False


def _hierarchy(proof: Proof, line: Line) -> Iterator[Finding]:
    """基本支出 + 项目支出 in one sentence with the total, without 其中."""
    framed = {place for frame in line.reading.frames for place in (frame.total, *frame.parts)}
    values: dict[tuple[int, str, tuple[str, ...]], list[Said]] = {}
    for place, told in enumerate(line.reading.told):
        amount = told.figure is not None and told.figure.sort is Sort.AMOUNT
        if told.role is Role.VALUE and amount and told.subject.key and not told.carried:
            if place in framed:
                continue
            key = (told.sentence, told.subject.key, told.aspects)
            values.setdefault(key, []).append(Said(line, told))
    for (sentence, whole, aspects), totals in values.items():
        parts = [values.get((sentence, part, aspects)) for part in _PARTS.get(whole, ())]
        if not parts or len(totals) > 1:
            continue
        chosen = [part[0] for part in parts if part is not None and len(part) == 1]
        if len(chosen) < len(parts):
            continue
        added = sum((_figure(one).value for one in chosen), ZERO)
        if abs(added - _figure(totals[0]).value) > _slack((totals[0], *chosen)):
            side = "大于合计" if added > _figure(totals[0]).value else "小于合计"
            yield _found(proof, SUM, Severity.ERROR, totals[0], chosen, added, side)


def _found(
    proof: Proof,
    code: str,
    severity: Severity,
    total: Said,
    parts: Sequence[Said],
    added: Decimal,
    side: str,
) -> Finding:
    figure = _figure(total)
    shown = like(figure, added)
    gap = like(figure, abs(added - figure.value))
    terms = " + ".join(short(_figure(part).value) for part in parts)
    if abs(added - figure.value) <= CENT and figure.sort is Sort.AMOUNT:
        severity = Severity.INFO
    return finding(
        proof.desk,
        code,
        severity,
        [total, *parts],
        f"合计写的是“{written(figure)}”，后面列出的{len(parts)}项加起来是 {shown}，{side}，"
        f"相差 {gap}，请核对合计和各项。",
        formula=f"{terms} = {short(added)}",
        expected=shown,
    )
