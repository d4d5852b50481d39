"""Scores: the score and the grade the text tells, against the table (R10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.checks.targets import sheet_of
from core.facts.model import UNIT, Ref
from core.numbers import HUNDRED, ZERO, plain
from core.prose.by_line import by_line
from core.prose.deductions import deduction_agrees, is_deduction
from core.prose.figures import Rough, Sort
from core.prose.grades_told import GRADED, grades_told
from core.prose.judge import Fit, finding, fits, like, written
from core.prose.project_scores import (
    SCORED,
    projects_scored,
    score_of_project,
    score_of_projects,
)
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said
from core.prose.telling import Role, Sure
from core.prose.told_facts import row_called
from core.prose.words import NAMES, RATE_SCORE, ROW, SCORE, SCORES

_NAMES = {key: tuple(NAMES[key].split()) for key in (RATE_SCORE, SCORE)}
# Scores of groups of indicators, and how many points there are at all.
_OTHER = re.compile(
    r"产出|效益|满意|投入|过程|管理|决策|履职|指标体系|目标实现|执行|满分|分值|权重|扣|百分制|单项|成本"
)
_BARE = re.compile(
    r"(?:^|[,。;:])(?:我[局镇乡办])?(?:部门|单位)?(?:整体)?(?:支出)?(?:绩效|综合)?自评(?:为|得)?$"
    r"|(?:^|。|[一二三四五六七八九十]、)得分(?:为|是)?$"
    r"|(?:^|[,。;:)])(?:全年|最终|最后)得分(?:为|是)?$"
)  # 自评91分
_WEIGHTS = re.compile(r"百分制|权重|分值|满分为|标准分")  # what follows may be got, was not yet
_GOT = re.compile(r"得[^,;]{0,4}$|得分[^,;]{0,6}$")
_SHORTEST = 4  # characters of a project's name
_AHEAD = 40  # characters before a score that say whose it is
_TOTAL_SCORE = re.compile(r"[0-9]分[,、;]?(?:合计|共计|总计)(?:得分|得|为)?$")
_RATE_SCORE = re.compile(r"预算执行(?:率|情况)?(?:得分|得|为)?$")


@text_rule(SCORED, also=(GRADED,))
def scores_agree(proof: Proof) -> Iterator[Finding]:
    """The total score told is that of the table, and the grade is what the score gives."""
    return by_line(proof, _scores_of)


def _scores_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    scores = [said for said in line.all_said() if _key(said) == SCORE]
    for said in line.all_said():
        figure = said.told.figure
        if figure is None or figure.sort is not Sort.SCORE or said.told.role is not Role.VALUE:
            continue
        if _WEIGHTS.search(said.before) and not _GOT.search(said.before):
            continue
        if is_deduction(said):
            if not line.project:
                yield from deduction_agrees(proof, report, said)
            continue
        key = _row_of(report, said)
        if key:
            yield from score_of_project(proof, report, said, key)
        elif _key(said) and _of_projects(report, said):
            yield from score_of_projects(proof, report, said)
        elif _key(said):
            yield from _score(proof, report, said)
        elif not line.project:
            yield from _of_group(proof, said)
    yield from grades_told(proof, report, line, scores, projects_scored(report))


def _row_of(report: Report, said: Said) -> str:
    """The project a score is told of, when its name stands there or in the heading."""
    subject, about = said.told.subject, said.line.about
    if subject.key.startswith(ROW):
        return subject.key
    if about.key.startswith(ROW) and _key(said) == SCORE:
        return about.key
    name = re.sub(r"(?:项目)?(?:自评)?(?:总)?得?分$", "", subject.label)
    named = not subject.key and len(name) >= _SHORTEST and not _OTHER.search(name)
    return row_called(report.ledger, name) if named else ""


def _of_projects(report: Report, said: Said) -> bool:
    """Does it tell what a project scored, and have the forms such scores?"""
    spoken = said.line.project or "项目" in said.told.subject.label
    alone = report.ledger.fact(_key(said)) is None
    if _key(said) == RATE_SCORE and not alone:
        return False
    return (spoken or alone) and bool(projects_scored(report))


def _key(said: Said) -> str:
    """Which score a statement tells."""
    told, figure = said.told, said.told.figure
    if told.role is not Role.VALUE or figure is None or figure.sort is not Sort.SCORE:
        return ""
    if told.subject.key in SCORES:
        return told.subject.key
    if told.subject.key == "执行率":
        return RATE_SCORE
    ahead = said.line.bare.text, max(0, told.start - _AHEAD), told.start
    if _BARE.search(*ahead) or _TOTAL_SCORE.search(*ahead):
        return SCORE
    if _RATE_SCORE.search(*ahead):
        return RATE_SCORE
    label = told.subject.label
    for key, names in _NAMES.items():
        for name in names:
            if label.endswith(name):
                return "" if _OTHER.search(label.removesuffix(name)) else key
    return ""


def _score(proof: Proof, report: Report, said: Said) -> Iterator[Finding]:
    key, figure = _key(said), said.told.figure
    fact = report.ledger.fact(key) if key else None
    if fact is None or figure is None or fits(figure, fact.number) is Fit.SAME:
        return
    if said.told.subject.label.endswith(("总分", "满分")) and figure.value == HUNDRED:
        return  # 总分100分: how many points there are
    named = said.told.subject.key in SCORES and said.told.subject.sure is Sure.YES
    if said.line.project:
        return
    under = "项目" in said.line.heading and bool(projects_scored(report))
    exact = figure.rough is Rough.EXACT and not said.told.carried and not under
    only = "项目" in said.told.subject.label or named
    yield finding(
        proof.desk,
        SCORED,
        Severity.ERROR if exact and only else Severity.WARNING,
        said,
        f"报告里的得分是“{written(figure)}”，表上{proof.desk.name(fact.ref)}是 "
        f"{proof.desk.shown(fact.ref)} 分，两处不一致。",
        (fact.ref,),
        expected=like(figure, fact.number),
    )


def _of_group(proof: Proof, said: Said) -> Iterator[Finding]:
    """产出指标得46分: the scores of the rows of that group together."""
    figure, label = said.told.figure, said.told.subject.label
    sheet = sheet_of(proof.desk, UNIT)
    tops = {one.top.split("（")[0].split("指标")[0].strip() for one in sheet.rows if one.top}
    named = [
        top for top in tops if top and re.fullmatch(rf"{top}(?:类)?(?:指标)?(?:得分?)?", label)
    ]
    if figure is None or len(named) != 1:
        return
    rows = [one for one in sheet.rows if one.top.startswith(named[0]) and one.leads_score]
    scores = [one.score for one in rows if one.score is not None]
    if len(scores) < len([one for one in rows if one.is_real]) or not scores:
        return
    total = sum(scores, ZERO)
    if fits(figure, total) is not Fit.SAME:
        yield _unlike(proof, said, rows[0].ref("得分"), total, Severity.WARNING)


def _unlike(proof: Proof, said: Said, ref: Ref, number: Decimal, severity: Severity) -> Finding:
    figure = said.told.figure
    assert figure is not None
    return finding(
        proof.desk,
        SCORED,
        severity,
        said,
        f"报告里的得分是“{written(figure)}”，表上是 {plain(number)} 分，两处不一致。",
        (ref,),
        expected=like(figure, number),
    )
