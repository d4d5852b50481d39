"""Grades told: the grade a text gives the unit or a project, against what was scored (R10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from core.checks.finding import Finding, Severity
from core.checks.grades import GRADE, fitting_place, grade_word, place_on
from core.facts.model import UNIT, Ref
from core.forms.settings import Scale
from core.numbers import HUNDRED, plain
from core.prose.judge import finding_at
from core.prose.ledger import Fact
from core.prose.proof import Proof
from core.prose.report import Line, Report, Said
from core.prose.words import ROW, SCORE

GRADED = "R10.等级与得分不符"

_OWN_GRADE = re.compile(r"自评|整体(?:支出)?绩效")
# Grades of other years, other judges, other things.
_OTHER_GRADE = re.compile(r"上年|去年|年度考核|考核|检查|督查|测评|验收|省|市级")
_OF_PROJECTS = re.compile(r"项目")
_GRADES = "优秀|优等|优|良好|良等|良|中等|中|合格|及格|较差|一般|不合格|差"
_END = r"(?=[级等档,。;!)、（(]|$)"
_GRADE = re.compile(
    rf"(?:等级|等次|档次|评价|评定|结论|结果|评)[\u4e00-\u9fff]{{0,4}}(?:为|是|:)({_GRADES}){_END}"
    rf"|(?:评为|评定为|评价为|等级|等次)({_GRADES}){_END}"
)


class Given(NamedTuple):
    """A grade in a line and the county's grades."""

    line: Line
    match: re.Match[str]
    scale: Scale

    @property
    def word(self) -> str:
        return self.match[1] or self.match[2]


def grades_told(
    proof: Proof, report: Report, line: Line, scores: list[Said], projects: dict[str, Fact]
) -> Iterator[Finding]:
    """Every grade of a line."""
    text = line.bare.text
    matches = list(_GRADE.finditer(text))
    scale = proof.desk.settings.scale(GRADE) if matches else ()
    for match in matches if scale else ():
        given = Given(line, match, scale)
        sentence, start = _sentence(text, match.start())
        ahead = sentence[: match.start() - start]
        named = [key for key in projects if key.removeprefix(ROW) in ahead]
        if _OTHER_GRADE.search(sentence) or len(named) > 1:
            continue
        if named:
            fact = projects[named[0]]
            yield from _grade(proof, given, [fact.number], (fact.ref,), Severity.ERROR)
        elif not line.project and not _OF_PROJECTS.search(sentence):
            yield from _of_unit(proof, report, given, sentence, scores)


def _sentence(text: str, at: int) -> tuple[str, int]:
    """The sentence in which something stands, and where it begins."""
    start = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    return text[start : end if end >= 0 else len(text)], start


def _of_unit(
    proof: Proof, report: Report, given: Given, sentence: str, scores: list[Said]
) -> Iterator[Finding]:
    """The unit's own grade: what the score told beside it gives, or that of the table."""
    desk = proof.desk
    fact = report.ledger.fact(SCORE)
    told = [said.told.figure.value for said in scores if said.told.figure is not None]
    totals = told or ([fact.number] if fact is not None else [])
    _, own = place_on(given.scale, given.word)
    table = grade_word(desk.text(UNIT, GRADE)) if desk.shows("", GRADE) else ""
    certain = own and ((table != given.word and not told) or len(totals) == 1)
    sure = certain and (told or _OWN_GRADE.search(sentence))
    severity = Severity.ERROR if sure else Severity.WARNING
    refs = () if told or fact is None else (fact.ref,)
    yield from _grade(proof, given, totals, refs, severity)


def _grade(
    proof: Proof,
    given: Given,
    totals: list[Decimal],
    refs: tuple[Ref, ...],
    severity: Severity,
) -> Iterator[Finding]:
    """A grade that none of the scores gives."""
    scale, match = given.scale, given.match
    place, _ = place_on(scale, given.word)
    if place is None or not totals or not all(0 <= total <= HUNDRED for total in totals):
        return
    fitting = [fitting_place(scale, total) for total in totals]
    if place in fitting or fitting[0] is None:
        return
    group = 1 if match[1] else 2
    right = scale[fitting[0]][0]
    yield finding_at(
        proof.desk,
        GRADED,
        severity,
        (given.line.words(match.start(group), match.end(group)),),
        f"得分 {plain(totals[0])} 分按本县的等级应当是“{right}”，报告里写的是“{given.word}”。",
        refs,
        "等级和最低分：" + "、".join(f"{name} {bound.raw}" for name, bound in scale),
        right,
    )
