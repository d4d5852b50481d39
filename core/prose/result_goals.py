"""Result goals: what the yearly goal promises against what the text tells (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.goals import DONE, GOAL
from core.facts.model import UNIT
from core.prose.figures import Rough
from core.prose.judge import finding, finding_at, written
from core.prose.ledger import Ledger
from core.prose.likely import ALIKE, SHORTEST, closeness, core_of
from core.prose.proof import Proof
from core.prose.reading import read_line
from core.prose.report import Report, Said
from core.prose.telling import Role, Told
from core.texts import halfwidth

GOALS, GOAL_COUNT = "R19.成果没有达到目标", "R19.目标与结果条数不同"

_EXPLAINED = re.compile(r"比目标|未完成|没有完成|未达|原因是|由于|因为")
_ITEMS = re.compile(
    r"(?:^|[:;。\n,、]|为|是)\s*(?:([一二三四五六七八九])是|\(?([1-9])\)?[.、](?![0-9]))"
)
_CHINESE = "一二三四五六七八九"


@lru_cache(maxsize=4)
def goals_of(desk: Desk, ledger: Ledger) -> tuple[Told, ...]:
    """The figures of the yearly goal."""
    text = desk.text(UNIT, GOAL)
    return tuple(
        told
        for line in text.split("\n")
        for told in read_line(line, ledger.lexicon).told
        if told.figure is not None and told.figure.unit and told.role is not Role.SHARE
    )


def against_goals(proof: Proof, goals: Sequence[Told], said: Said) -> Iterator[Finding]:
    """A goal of 3亿元以上, and 2.44亿元 told."""
    figure, label = said.told.figure, said.told.subject.label
    assert figure is not None
    if figure.rough is not Rough.EXACT or _EXPLAINED.search(said.line.bare.text):
        return
    for goal in goals:
        wanted = goal.figure
        assert wanted is not None
        if wanted.rough is Rough.MOST or goal.role is not said.told.role:
            continue
        same = wanted.sort is figure.sort and wanted.unit == figure.unit
        if not same or figure.value >= wanted.value or not _one_thing(label, goal.subject.label):
            continue
        wished = f"{written(wanted)}{wanted.rough.value}"
        yield finding(
            proof.desk,
            GOALS,
            Severity.WARNING,
            said,
            f"年度总体目标里写的是“{goal.subject.label}{wished}”，这里写的是 "
            f"{written(figure)}，没有达到目标，请说明原因。",
            (proof.desk.ref(UNIT, GOAL),),
            expected=wished,
        )
        return


def _one_thing(label: str, goal: str) -> bool:
    """Every word of the goal stands in the label, in order: 工业税收, 规模工业税收."""
    told, wanted = core_of(label), core_of(goal)
    if len(wanted) < SHORTEST or len(told) > len(wanted) * 2:
        return False
    return wanted in told or closeness(label, goal) >= ALIKE


def item_counts(proof: Proof, report: Report) -> Iterator[Finding]:
    """As many results as goals, one for each."""
    done = _items(proof.desk.text(UNIT, DONE))
    if done < 2:
        return
    for line in report.lines:
        if "绩效目标" not in line.bare.text:
            continue
        goals = _items(line.bare.text)
        if goals < 2 or goals == done:
            continue
        at = line.bare.text.index("绩效目标")
        yield finding_at(
            proof.desk,
            GOAL_COUNT,
            Severity.INFO,
            (line.words(at, at + 4),),
            f"绩效目标写了 {goals} 条，表上的完成情况写了 {done} 条，请逐条对应。",
            (proof.desk.ref(UNIT, GOAL), proof.desk.ref(UNIT, DONE)),
        )
        return


def _items(text: str) -> int:
    """How many numbered items a text has: 一是…二是…, 1.…2.…"""
    wanted = 1
    for match in _ITEMS.finditer(halfwidth(text)):
        number = _CHINESE.index(match[1]) + 1 if match[1] else int(match[2])
        if number == wanted:
            wanted += 1
    return wanted - 1
