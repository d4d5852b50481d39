"""Draft problems: how the indicators came out and what the audit found, for the drafts to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.calc.figures import figure_text
from core.calc.sentences import Judged, Piece
from core.checks.attainment import LOST
from core.checks.change import TOTAL
from core.checks.desk import Desk
from core.checks.execution import RATE
from core.checks.finding import Finding, Severity
from core.checks.runner import Report
from core.checks.targets import called, sheet_of
from core.facts.model import UNIT, Bound, Ref
from core.forms.schema import Result
from core.scoring.sheet import ACTUAL, SCORE, TARGET, WEIGHT, Indicator

Words = list[Piece]
PROJECTS = "项目"  # the table of the projects' own forms


def judged(desk: Desk, audit: Report) -> Judged:
    """What drafts tell beyond the figures themselves."""
    everyone = [one for owner in (UNIT, *desk.rows(PROJECTS)) for one in sheet_of(desk, owner).real]
    results = {one.row: one.result for one in everyone if one.result is not None}
    problems: dict[str, list[Words]] = {UNIT: []}
    for holder, words in (*_found(desk, audit), *_missed(desk, everyone)):
        told = problems.setdefault(holder, [])
        if words not in told:
            told.append(words)
    return Judged(results, problems)


def _found(desk: Desk, audit: Report) -> Iterator[tuple[str, Words]]:
    """What the audit has to say about the year's work.

    Faults of the forms are to be mended, not reported; so are errors that were sent on.
    """
    for finding in audit.findings:
        says = _SAYS.get(finding.rule)
        if says is None or finding.severity is not Severity.WARNING:
            continue
        if not (finding.folded_under or finding.forced):
            yield _owner(desk, finding.cells[0].ref), says(desk, finding)


def _missed(desk: Desk, indicators: list[Indicator]) -> Iterator[tuple[str, Words]]:
    """Every target that was not reached, also one with a reason beside it."""
    for one in indicators:
        if one.result is Result.MISSED:
            target, actual = one.ref(TARGET), one.ref(ACTUAL)
            of = _whose(desk, desk.snapshot.rows[one.row].owner)
            whose = f"{of}的{called(one)}" if of else called(one)
            words = [
                f"{whose}年度指标值为",
                *_figure(desk, target),
                "，实际完成值为",
                *_figure(desk, actual),
                "，没有达到年度指标的要求",
            ]
            yield _owner(desk, actual), words


def _slow(desk: Desk, finding: Finding) -> Words:
    first = finding.cells[0].ref
    rate = _figure(desk, first) if first.name == RATE else [finding.shown]
    return [
        f"{_whose(desk, first.holder)}全年预算执行率为",
        *rate,
        "，预算执行进度偏慢",
    ]


def _far_from_budget(desk: Desk, finding: Finding) -> Words:
    return [*_compared(desk, finding), "，预算与执行相差较大"]


def _over_budget(desk: Desk, finding: Finding) -> Words:
    return [*_compared(desk, finding), "，超出了预算"]


def _budget_moved(desk: Desk, finding: Finding) -> Words:
    return [*_compared(desk, finding), "，年中预算调整较大"]


def _too_many(desk: Desk, finding: Finding) -> Words:
    staff, posts = (_figure(desk, place.ref) for place in finding.cells[:2])
    return ["年末实有在职", *staff, "人，超过编制数", *posts, "人"]


def _far_over(desk: Desk, finding: Finding) -> Words:
    target, actual = (place.ref for place in finding.cells[:2])
    return [
        f"{_whose(desk, target.holder)}年度指标值为",
        *_figure(desk, target),
        "，实际完成值为",
        *_figure(desk, actual),
        "，大幅超过年度指标值",
    ]


def _lost(desk: Desk, finding: Finding) -> Words:
    score = finding.cells[0].ref
    weight = desk.ref(desk.snapshot.first_row(score.holder), WEIGHT)
    return [
        f"{_whose(desk, score.holder)}没有得满分，{WEIGHT}",
        *_figure(desk, weight),
        f"分，{SCORE}",
        *_figure(desk, score),
        "分",
    ]


_SAYS: dict[str, Callable[[Desk, Finding], Words]] = {
    "O23.执行率偏低没有原因": _slow,
    "P5.执行率偏低没有原因": _slow,
    "B10.预算与决算相差大": _far_from_budget,
    "B10.三公超预算": _over_budget,
    "O24.年初与全年预算相差大": _budget_moved,
    "P7.年初与全年预算相差大": _budget_moved,
    "B14.超编": _too_many,
    "O21.完成大幅超过目标": _far_over,
    LOST: _lost,
}


def _compared(desk: Desk, finding: Finding) -> Words:
    """项目支出决算1150.01万元，与年初预算相比增加1150.01万元."""
    one, other = (place.ref for place in finding.cells[:2])
    name = "" if one.name == TOTAL else one.name
    unit = desk.settings.text("金额单位") or "万元"
    return [
        f"{_whose(desk, one.holder)}{name}{one.aspect}",
        *_figure(desk, one),
        f"{unit}，与{other.aspect}相比",
        *_figure(desk, one, other),
    ]


def _figure(desk: Desk, ref: Ref, than: Ref | None = None) -> Words:
    """A figure that follows its fact; nothing when it cannot be told."""
    bound = Bound(0, 0, ref, than=than)
    words = figure_text(desk.pack, desk.snapshot, bound)
    return [(words, bound)] if words else []


def _owner(desk: Desk, ref: Ref) -> str:
    """The project to which a fact belongs, or the unit."""
    row = desk.snapshot.first_row(ref.holder)
    while row != UNIT and desk.snapshot.rows[row].table != PROJECTS:
        row = desk.snapshot.rows[row].owner
    return row


def _whose(desk: Desk, holder: str) -> str:
    """“某项目”, “某指标” with its project; nothing for the unit itself."""
    row = desk.snapshot.first_row(holder)
    names = []
    while row != UNIT:
        names.append(desk.row(row))
        row = desk.snapshot.rows[row].owner
    return "的".join(reversed(names))
