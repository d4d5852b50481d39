"""Deductions: how many points a text says were taken off, against weights and scores (R10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.checks.targets import sheet_of
from core.facts.model import UNIT, Ref
from core.numbers import plain
from core.prose.clause_of import coverage, words_around
from core.prose.judge import Fit, finding, fits, like, written
from core.prose.project_scores import SCORED
from core.prose.proof import Proof
from core.prose.report import Report, Said
from core.prose.words import RATE_SCORE, SCORE

_TAKEN = re.compile(r"(?:扣|失)(?:了|减|掉|去)?$")
_IN_ALL = re.compile(r"(?:共|共计|合计|累计|总共|总计)(?:扣|失)")
_SPENDING = re.compile(r"执行[^,;。]{0,6}(?:扣|失)")
_AHEAD = 4  # characters in which the word stands
_NAMED = 60  # percent of an indicator's name
_WEIGHTS = {RATE_SCORE: "执行率分值", SCORE: "总分值"}


def is_deduction(said: Said) -> bool:
    """Is a figure what was taken off?"""
    start = said.told.start
    return _TAKEN.search(said.line.bare.text, max(0, start - _AHEAD), start) is not None


def deduction_agrees(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    """预算执行扣0.26分: its weight less its score."""
    figure = said.told.figure
    found = _lost(proof, report, words_around(said).split("/")[0])
    if figure is None or found is None:
        return
    lost, refs = found
    if fits(figure, lost) is not Fit.OFF:
        return
    yield finding(
        proof.desk,
        SCORED,
        Severity.WARNING,
        said,
        f"报告里写扣了 {written(figure)}，按表上的分值和得分是 {plain(lost)} 分，请核对。",
        refs,
        expected=like(figure, lost),
    )


def _lost(proof: Proof, report: Report, words: str) -> tuple[Decimal, tuple[Ref, ...]] | None:
    """What the tables say was lost by what the words name."""
    key = RATE_SCORE if _SPENDING.search(words) else SCORE if _IN_ALL.search(words) else ""
    if key:
        score, weight = report.ledger.fact(key), proof.desk.number(UNIT, _WEIGHTS[key])
        return (weight - score.number, (score.ref,)) if score and weight is not None else None
    named = [
        one
        for one in sheet_of(proof.desk, UNIT).real
        if one.scored_alone and coverage(words, one.name) >= _NAMED
    ]
    if len(named) != 1 or named[0].weight is None or named[0].score is None:
        return None
    return named[0].weight - named[0].score, (named[0].ref("得分"), named[0].ref("分值"))
