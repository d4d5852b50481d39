"""Chapter drafts: a first version of a chapter, or of all blank ones, from the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.calc.figures import figure_text
from core.calc.sentences import drafted
from core.checks.attainment import LOST, UNMET
from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.runner import Report
from core.facts.edits import SetReport
from core.facts.model import UNIT, Bound, Ref, Snapshot
from core.forms.pack import Pack
from core.layout.chapters import Entry, entries
from core.workspace.chapter_texts import written

Text = tuple[str, tuple[Bound, ...]]


def draft_of(desk: Desk, audit: Report, entry: Entry) -> Text:
    """What the pack's sentences say under a heading; "" where the figures give nothing."""
    snapshot = desk.snapshot
    return drafted(desk.pack, snapshot, snapshot.year, entry.draft, problems(desk, audit))


def appended(text: str, bound: tuple[Bound, ...], draft: Text) -> Text:
    """A draft on lines of its own behind what is there."""
    before = text.rstrip("\n") + "\n" if text.strip() else ""
    by = len(before)
    moved = tuple(one._replace(start=one.start + by, end=one.end + by) for one in draft[1])
    return before + draft[0], (bound if before else ()) + moved


def all_drafts(pack: Pack, snapshot: Snapshot, audit: Report, name: str) -> tuple[SetReport, int]:
    """Drafts for every chapter of a report that is still blank, and how many there are."""
    count = 0
    desk = Desk(pack, snapshot)
    for entry in entries(pack, snapshot, name):
        text, bound = draft_of(desk, audit, entry) if not entry.text.strip() else ("", ())
        edit = written(pack, snapshot, entry, text, bound) if text else None
        if edit is not None:
            count += 1
            snapshot = replace(snapshot, report=edit.chapters)
    return SetReport(snapshot.report), count


def problems(desk: Desk, audit: Report) -> list[str]:
    """What the audit has to say about the year's work, as sentences of a report.

    Faults of the forms are to be mended, not reported; so are errors that were sent on.
    """
    found = [
        _SAYS[finding.rule](desk, finding)
        for finding in audit.findings
        if finding.rule in _SAYS
        and finding.severity is Severity.WARNING
        and not (finding.folded_under or finding.forced)
    ]
    return list(dict.fromkeys(found))


def _slow(desk: Desk, finding: Finding) -> str:
    return f"{_whose(desk, finding)}全年预算执行率为{finding.shown}，预算执行进度偏慢"


def _far_from_budget(desk: Desk, finding: Finding) -> str:
    return f"{_compared(desk, finding)}，预算与执行相差较大"


def _over_budget(desk: Desk, finding: Finding) -> str:
    return f"{_compared(desk, finding)}，超出了预算"


def _budget_moved(desk: Desk, finding: Finding) -> str:
    return f"{_whose(desk, finding)}{_compared(desk, finding)}，年中预算调整较大"


def _too_many(desk: Desk, finding: Finding) -> str:
    staff, posts = (desk.shown(place.ref) for place in finding.cells[:2])
    return f"年末实有在职{_bare(staff)}人，超过编制数{_bare(posts)}人"


def _unmet(desk: Desk, finding: Finding) -> str:
    return f"{_result(desk, finding)}，没有达到年度指标的要求"


def _far_over(desk: Desk, finding: Finding) -> str:
    return f"{_result(desk, finding)}，大幅超过年度指标值"


def _lost(desk: Desk, finding: Finding) -> str:
    return f"{_whose(desk, finding)}分值{finding.expected}分，自评得分{finding.shown}分"


_SAYS: dict[str, Callable[[Desk, Finding], str]] = {
    "O23.执行率偏低没有原因": _slow,
    "P5.执行率偏低没有原因": _slow,
    "B10.预算与决算相差大": _far_from_budget,
    "B10.三公超预算": _over_budget,
    "O24.年初与全年预算相差大": _budget_moved,
    "P7.年初与全年预算相差大": _budget_moved,
    "B14.超编": _too_many,
    UNMET: _unmet,
    "O21.完成大幅超过目标": _far_over,
    LOST: _lost,
}


def _whose(desk: Desk, finding: Finding) -> str:
    """“某项目”, “某指标” with its project; nothing for the unit itself."""
    row = desk.snapshot.first_row(finding.cells[0].ref.holder)
    names = []
    while row != UNIT:
        names.append(desk.row(row))
        row = desk.snapshot.rows[row].owner
    return "的".join(reversed(names))


def _compared(desk: Desk, finding: Finding) -> str:
    """项目支出决算1150.01万元，比年初预算增加1150.01万元."""
    one, other = (place.ref for place in finding.cells[:2])
    amount = figure_text(desk.pack, desk.snapshot, Bound(0, 0, one))
    change = figure_text(desk.pack, desk.snapshot, Bound(0, 0, one, than=other))
    unit = desk.settings.text("金额单位") or "万元"
    return f"{one.name}{one.aspect}{amount}{unit}，比{other.aspect}{change}"


def _result(desk: Desk, finding: Finding) -> str:
    target, actual = (_said(desk, place.ref) for place in finding.cells[:2])
    return f"{_whose(desk, finding)}年度指标值为{target}，实际完成{actual}"


def _said(desk: Desk, ref: Ref) -> str:
    return " ".join(desk.shown(ref).split())


def _bare(text: str) -> str:
    return text.removesuffix("人")
