"""Results: what the text tells of indicators and goals, against their table (R19)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.checks.finding import Finding, Severity
from core.checks.targets import called, shown
from core.prose.by_line import by_line
from core.prose.clause_of import is_of_years, is_part_or_past, tells_aim
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import finding
from core.prose.likely import ALIKE
from core.prose.near_rows import Row, all_rows, countable, near_rows, rows_for
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said, report_of
from core.prose.result_goals import GOAL_COUNT, GOALS, against_goals, goals_of, item_counts
from core.prose.telling import Role, Told
from core.prose.to_target import RESULT, gap_to_target, percent_of_target, rate_to_target
from core.prose.weighed import COMMON, Suspect, Why, pair_of, suspect, tells
from core.prose.words import ROW
from core.scoring.sheet import ACTUAL, TARGET, Indicator

_PLANNED = re.compile(r"力争|下一步|打算|力求|争取|计划于|明年|下年")
_OVER_TARGET = re.compile(r"[超比低少多高][^,;]{0,6}(?:目标|任务|计划)$")


@text_rule(RESULT, also=(GOALS, GOAL_COUNT))
def results_agree(proof: Proof) -> Iterator[Finding]:
    """Results told in the text are those of the table, and they reach the goals."""
    yield from by_line(proof, _results_of, telling=True)
    yield from item_counts(proof, report_of(proof))


def _results_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    results = [said for said in line.all_said() if _is_result(said)]
    if not results:
        return
    rows, goals = rows_for(all_rows(proof.desk), line), goals_of(proof.desk, report.ledger)
    for said in results:
        yield from _result(proof, rows, goals, said)


def _result(
    proof: Proof, rows: Sequence[Row], goals: Sequence[Told], said: Said
) -> Iterator[Finding]:
    """One figure against the indicators counted like it, else against the goals."""
    figure = said.told.figure
    assert figure is not None
    counted = countable(rows, figure)
    goals = [goal for goal in goals if goal.figure is not None and goal.figure.unit == figure.unit]
    if not (counted or goals) or _PLANNED.search(said.before) or is_of_years(said):
        return
    change = said.told.role is Role.CHANGE
    if percent_of_target(said):
        yield from rate_to_target(proof, rows, said)
        return
    if (change and not _is_percent(said)) or _OVER_TARGET.match(said.told.subject.label):
        yield from gap_to_target(proof, counted, said)
        return
    named = change or said.is_named
    near = near_rows(counted, said) if named and counted else []
    if counted:
        yield from _of_rows(proof, counted, near, said)
    if not near and named and not said.line.project:
        yield from against_goals(proof, goals, said)


def _is_percent(said: Said) -> bool:
    return said.told.figure is not None and said.told.figure.sort is Sort.PERCENT


def _is_result(said: Said) -> bool:
    """A figure of a result, not of money the unit spent."""
    told, figure = said.told, said.told.figure
    if told.role not in (Role.VALUE, Role.RATE, Role.CHANGE):
        return False
    if told.subject.key.startswith(ROW):
        # A row's name before a count is what was done under it; before an amount, what it cost.
        other = figure is None or figure.sort is not Sort.COUNT or figure.unit in COMMON
    else:
        other = bool(told.subject.key)
    if figure is None or other or (figure.value <= 0 and told.role is not Role.CHANGE):
        return False
    return figure.sort in (Sort.COUNT, Sort.PERCENT, Sort.AMOUNT) and bool(figure.unit)


def _of_rows(
    proof: Proof, rows: Sequence[Row], near: list[tuple[int, Indicator]], said: Said
) -> Iterator[Finding]:
    """A result against the indicators it may be the result of."""
    figure, label = said.told.figure, said.told.subject.label
    assert figure is not None
    if any(_agrees(one, figure) for _, one in near):
        return
    best = max((likely for likely, _ in near), default=0)
    chosen = [one for likely, one in near if likely == best]
    as_wanted = [one for one in chosen if _is_target(one, figure)]
    if best < ALIKE or as_wanted:
        found = suspect([row.indicator for row in rows], said)
        if found is not None and said.told.role is not Role.CHANGE:
            yield _suspected(proof, found, said)
            return
    if not chosen or as_wanted or (best < ALIKE and is_part_or_past(said)):
        return
    if tells_aim(said):
        return
    one = chosen[0]
    certain = best >= ALIKE and len(chosen) == 1 and figure.rough is Rough.EXACT
    yield finding(
        proof.desk,
        RESULT,
        Severity.WARNING if certain else Severity.INFO,
        said,
        f"报告里写的是“{label}{_as_told(said)}”，绩效指标{called(one)}的实际完成值是 "
        f"{shown(proof.desk, one, ACTUAL)}，请核对说的是不是同一件事。",
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=shown(proof.desk, one, ACTUAL),
    )


def _is_target(one: Indicator, figure: Figure) -> bool:
    target = pair_of(one, TARGET, figure)
    return target is not None and target[0] == target[1]


def _agrees(one: Indicator, figure: Figure) -> bool:
    """Is the figure the result, or can nobody say?"""
    return pair_of(one, ACTUAL, figure) is None or tells(one, figure)


def _as_told(said: Said) -> str:
    """A figure with its unit as it stands in the text."""
    figure = said.told.figure
    assert figure is not None
    return said.line.bare.text[figure.start : figure.end]


def _suspected(proof: Proof, found: Suspect, said: Said) -> Finding:
    """A result in other words, told with another number."""
    one = found.indicator
    right = shown(proof.desk, one, ACTUAL)
    told = f"报告里写的是“{_as_told(said)}”，绩效指标{called(one)}的实际完成值是 {right}"
    ending = {
        Why.TARGET: "，写的是年度指标值，不是完成的数，请核对。",
        Why.SLIP: f"，{found.says}，请核对。",
        Why.OTHER: f"，写的是“{found.says}”的数，请核对。",
        Why.NAME: "，请核对说的是不是同一件事。",
    }[found.why]
    return finding(
        proof.desk,
        RESULT,
        Severity.INFO if found.why is Why.NAME or _is_modest(found) else Severity.WARNING,
        said,
        told + ending,
        (one.ref(ACTUAL), one.ref(TARGET)),
        expected=right,
    )


def _is_modest(found: Suspect) -> bool:
    """The goal told where more was done: no more than a matter of words."""
    done = found.indicator.attained
    return found.why is Why.TARGET and done is not None and done.met
