"""Goals told: every figure of the yearly goal has its result somewhere in the package (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.checks.goals import DONE, GOAL
from core.checks.targets import sheet_of
from core.facts.model import UNIT
from core.prose.bare import bare
from core.prose.clause_of import coverage, is_aim
from core.prose.judge import finding_at
from core.prose.likely import SHORTEST, core_of
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, report_of
from core.prose.result_goals import goals_of
from core.prose.telling import Told

CODE = "R19.目标没有写完成情况"

_TOLD = 60  # percent of a goal's words
_CLAUSE = re.compile(r"[^,，。；;:：、\n]+")
_LEADS = re.compile(r"^(?:力争|争取|确保|计划|[0-9]{4}年|全年|实现|完成)+")
_MOST = 6  # goals that are named


@text_rule(CODE, when_done=True)
def goals_have_results(proof: Proof) -> Iterator[Finding]:
    """Neither the results of the form, nor an indicator, nor the report speaks of it."""
    report = report_of(proof)
    done = proof.desk.text(UNIT, DONE)
    lines = [line for line in report.lines if not line.paragraph.annexed]
    anchor = next((line for line in lines if "目标" in line.bare.text), None)
    if not done or anchor is None:
        return  # a report that does not speak of goals at all
    open_goals = [
        told
        for told in goals_of(proof.desk, report.ledger)
        if len(core_of(told.subject.label)) >= SHORTEST
        and not _in_forms(proof, told, done)
        and not _in_report(lines, told)
    ]
    if not open_goals:
        return
    named = (_LEADS.sub("", goal.subject.label) for goal in open_goals[:_MOST])
    names = "、".join(f"“{name}”" for name in named)
    at = anchor.bare.text.index("目标")
    yield finding_at(
        proof.desk,
        CODE,
        Severity.INFO,
        (anchor.words(at, at + len("目标")),),
        f"年度总体目标里的{names}，完成情况、绩效指标和报告里都没有写结果，请补写。",
        (proof.desk.ref(UNIT, GOAL), proof.desk.ref(UNIT, DONE)),
    )


def _in_forms(proof: Proof, goal: Told, done: str) -> bool:
    """Is it told in the results, or is it an indicator's?"""
    wanted = goal.subject.label
    if any(coverage(clause, wanted) >= _TOLD for clause in _clauses(bare(done).text)):
        return True
    names = [one.name for one in sheet_of(proof.desk, UNIT).real]
    return any(max(coverage(name, wanted), coverage(wanted, name)) >= _TOLD for name in names)


def _in_report(lines: list[Line], goal: Told) -> bool:
    """Does a clause of the report speak of it, and not as an aim?"""
    wanted = goal.subject.label
    return any(
        coverage(clause, wanted) >= _TOLD and not is_aim(clause, line)
        for line in lines
        for clause in _clauses(line.bare.text)
    )


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[str, ...]:
    return tuple(match[0] for match in _CLAUSE.finditer(text))
