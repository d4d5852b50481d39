"""To target: how far a result is told to be from its target, against the table (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.checks.finding import Finding, Severity
from core.checks.targets import called, shown
from core.numbers import HUNDRED
from core.prose.figures import Sort
from core.prose.judge import Fit, finding, fits, like, short, written
from core.prose.likely import ALIKE
from core.prose.near_rows import Row, near_rows
from core.prose.proof import Proof
from core.prose.report import Said
from core.prose.weighed import as_figure, pair_of
from core.scoring.sheet import ACTUAL, TARGET, Indicator

RESULT = "R19.成果与指标不符"

_OF_TARGET = re.compile(r"(?:目标|任务|计划)[^,;]{0,8}的$|完成率(?:为|达到?|是)?$")
_AIM = re.compile(r"目标|计划|任务")
_AHEAD = 10  # characters before a gap in which the word stands


def percent_of_target(said: Said) -> bool:
    """完成目标的100%."""
    figure = said.told.figure
    ahead = said.line.bare.text[max(0, said.told.start - 2 * _AHEAD) : said.told.start]
    return figure is not None and figure.sort is Sort.PERCENT and bool(_OF_TARGET.search(ahead))


def gap_to_target(proof: Proof, rows: Sequence[Row], said: Said) -> Iterator[Finding]:
    """服务企业36家，比目标少4家: the result less the target."""
    near = near_rows(rows, said) or _told_before(rows, said)
    figure = said.told.figure
    if figure is None:
        return
    ahead = said.line.bare.text[max(0, figure.start - _AHEAD) : figure.start]
    best = max((likely for likely, _ in near), default=0)
    if best < ALIKE or not _AIM.search(ahead):
        return
    gaps = []
    for likely, one in near:
        target, actual = pair_of(one, TARGET, figure), pair_of(one, ACTUAL, figure)
        if likely == best and target is not None and actual is not None:
            gaps.append((abs(actual[0] - target[0]), actual[1], one))
    if not gaps or any(
        fits(figure, as_figure((gap, told), figure)) is Fit.SAME for gap, told, _ in gaps
    ):
        return
    gap, _, one = gaps[0]
    yield finding(
        proof.desk,
        RESULT,
        Severity.WARNING,
        said,
        f"这里写与目标相差 {written(figure)}，表上{called(one)}的年度指标值是 "
        f"{shown(proof.desk, one, TARGET)}，实际完成值是 {shown(proof.desk, one, ACTUAL)}，"
        f"相差 {short(gap)}。",
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=short(gap),
    )


def _told_before(rows: Sequence[Row], said: Said) -> list[tuple[int, Indicator]]:
    """The indicators of the figure told last."""
    told = said.line.reading.told
    before = told[: told.index(said.told)]
    return near_rows(rows, Said(said.line, before[-1])) if before and before[-1].figure else []


def rate_to_target(proof: Proof, rows: Sequence[Row], said: Said) -> Iterator[Finding]:
    """改造机耕道36公里，完成目标的100%: the result over the target."""
    figure = said.told.figure
    told = said.line.reading.told
    if figure is None:
        return
    for other in reversed(told[: told.index(said.told)]):
        if other.sentence != said.told.sentence or other.figure is None:
            return
        near = [one for likely, one in near_rows(rows, Said(said.line, other)) if likely >= ALIKE]
        done = [one for one in near if one.attained is not None and one.attained.target]
        if not done:
            continue
        rates = [
            one.attained.actual / one.attained.target * HUNDRED for one in done if one.attained
        ]
        if all(fits(figure, rate) is Fit.OFF for rate in rates):
            yield finding(
                proof.desk,
                RESULT,
                Severity.WARNING,
                said,
                f"表上{called(done[0])}的年度指标值是 {shown(proof.desk, done[0], TARGET)}，"
                f"实际完成值是 {shown(proof.desk, done[0], ACTUAL)}，完成率是 "
                f"{like(figure, rates[0])}，这里写的是 {written(figure)}。",
                (done[0].ref(ACTUAL), done[0].ref(TARGET)),
                expected=like(figure, rates[0]),
            )
        return
