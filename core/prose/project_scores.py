"""Project scores: the score a text tells of a project, against that project's own form (R10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.numbers import HUNDRED, ZERO, plain
from core.prose.figures import Rough
from core.prose.judge import Fit, finding, fits, like, written
from core.prose.ledger import Fact
from core.prose.proof import Proof
from core.prose.report import Line, Report, Said
from core.prose.words import RATE_SCORE, ROW, SCORE

SCORED = "R10.得分与表不符"

_LONGEST_TITLE = 60
_AHEAD = 40  # characters before a score
_RATE_GOT = re.compile(r"执行[^。;]{0,14}得(?:分)?(?:为)?$")
_MEAN = re.compile(r"平均(?:得分|自评得分|得|为)*$")


def _stands_before(pattern: re.Pattern[str], said: Said) -> bool:
    """Do such words end right before a figure?"""
    start = said.told.start
    return pattern.search(said.line.bare.text, max(0, start - _AHEAD), start) is not None


def projects_scored(report: Report) -> dict[str, Fact]:
    """The projects whose forms have a total score."""
    found = ((key, report.ledger.field(key, SCORE)) for key in report.ledger.rows)
    return {key: fact for key, fact in found if fact is not None}


def project_of(report: Report, line: Line, projects: dict[str, Fact]) -> str:
    """Which project a line speaks of: it, its heading or the title above it names one."""
    names = {key: key.removeprefix(ROW) for key in projects}
    above = (one.bare.text for one in reversed(report.lines[: line.number]))
    titles = (text for text in above if len(text) <= _LONGEST_TITLE)
    for text in (line.bare.text, line.heading, *titles):
        named = [key for key, name in names.items() if name in text]
        if named:
            return named[0] if len(named) == 1 else ""
    return next(iter(projects)) if len(projects) == 1 else ""


def score_of_project(proof: Proof, report: Report, said: Said, key: str) -> Iterator[Finding]:
    """What a project scored in all, or for spending its budget."""
    figure = said.told.figure
    total, rate = report.ledger.field(key, SCORE), report.ledger.field(key, RATE_SCORE)
    fact = rate if _stands_before(_RATE_GOT, said) else total
    if fact is None or figure is None:
        return
    known = [one.number for one in (total, rate) if one is not None]
    if any(fits(figure, number) is Fit.SAME for number in known):
        return
    if fact is total and figure.value * 2 < fact.number:
        return  # the score of a part
    sure = key.removeprefix(ROW) in said.before and figure.rough is Rough.EXACT
    yield finding(
        proof.desk,
        SCORED,
        Severity.ERROR if sure else Severity.WARNING,
        said,
        f"报告里的得分是“{written(figure)}”，表上{proof.desk.name(fact.ref)}是 "
        f"{plain(fact.number)} 分，两处不一致。",
        (fact.ref,),
        expected=like(figure, fact.number),
    )


def score_of_projects(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    """项目自评得分98分: that of the project meant, of one of them, or the mean of all."""
    projects, figure = projects_scored(report), said.told.figure
    if not projects or figure is None or figure.value == HUNDRED:
        return
    rate = _stands_before(_RATE_GOT, said)
    numbers = [fact.number for fact in projects.values()]
    if _stands_before(_MEAN, said):
        numbers = [sum(numbers, ZERO) / len(numbers)]
    elif key := project_of(report, said.line, projects):
        yield from score_of_project(proof, report, said, key)
        return
    if rate or any(fits(figure, number) is not Fit.OFF for number in numbers):
        return
    known = "、".join(like(figure, number) for number in numbers[:5])
    yield finding(
        proof.desk,
        SCORED,
        Severity.WARNING,
        said,
        f"报告里写项目得分“{written(figure)}”，按项目的表是 {known}，请核对。",
        [fact.ref for fact in projects.values()],
    )
