"""Problems: the findings as the problems panel lists them: grouped, folded, with what is typed now.

Lines have keys that outlive an edit, so whoever shows them can keep the user's place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from core.checks.finding import Finding, Key, Severity
from core.checks.runner import Report
from core.workspace.open_report import Update

LineKey = tuple[str, Key]  # the sort of the line, and whose
_NO_KEY: Key = ("", ())


class Group(Enum):
    """Headings of the list, in order."""

    ERROR = "错误"
    WARNING = "需说明"
    INFO = "提示"
    EXPLAINED = "已说明"


class Sort(Enum):
    """What a line of the list is."""

    HEAD = "组"
    FINDING = "问题"
    MORE = "由此引起"
    FOLLOWER = "随从"


class Mark(Enum):
    """How a finding stands to the text in an open editor."""

    NONE = ""
    FRESH = "编辑中"
    GONE = "将消除"


@dataclass(frozen=True, slots=True)
class Shown:
    """The findings to list, in the order of the forms."""

    findings: tuple[Finding, ...] = ()
    fresh: frozenset[Key] = frozenset()
    gone: frozenset[Key] = frozenset()

    def mark(self, finding: Finding) -> Mark:
        """Is it the open editor's doing?"""
        if finding.key in self.gone:
            return Mark.GONE
        return Mark.FRESH if finding.key in self.fresh else Mark.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    sort: Sort
    group: Group
    finding: Finding | None = None
    count: int = 0  # of a heading, or of what follows from a finding
    is_open: bool = False
    mark: Mark = Mark.NONE

    @property
    def key(self) -> LineKey:
        """Stays the same while values change."""
        if self.finding is None:
            return (f"{self.sort.value}{self.group.value}", _NO_KEY)
        sort = Sort.MORE if self.sort is Sort.MORE else Sort.FINDING
        return (sort.value, self.finding.key)


def finding_line(key: Key) -> LineKey:
    """The line of a finding, wherever it stands."""
    return (Sort.FINDING.value, key)


def shown_of(before: Report, update: Update) -> Shown:
    """What a provisional update shows: its findings, and in their old places those it mends."""
    left = {finding.key: finding for finding in before.findings if finding.key in update.gone}
    if not left:
        return Shown(update.report.findings, update.fresh)
    behind: dict[Key, list[Finding]] = {}
    last = _NO_KEY
    for finding in before.findings:
        if finding.key in left:
            behind.setdefault(last, []).append(finding)
        else:
            last = finding.key
    merged = behind.get(_NO_KEY, [])[:]
    for finding in update.report.findings:
        merged += [finding, *behind.get(finding.key, ())]
    return Shown(tuple(merged), update.fresh, update.gone)


def lay_out(
    shown: Shown,
    toggled: frozenset[LineKey] | set[LineKey],
    wanted: Callable[[Finding], bool] = lambda finding: True,
) -> list[Line]:
    """The lines of the list. `toggled` are headings and consequences not as they are at first:
    headings are open (已说明 closed), consequences closed.
    """
    standing, followers = _folded([f for f in shown.findings if wanted(f)])
    lines: list[Line] = []
    for group in Group:
        members = [finding for finding in standing if group_of(finding) is group]
        if not members:
            continue
        head = Line(Sort.HEAD, group, count=len(members))
        is_open = (head.key in toggled) is (group is Group.EXPLAINED)
        lines.append(Line(Sort.HEAD, group, None, len(members), is_open))
        for finding in members if is_open else ():
            lines.append(Line(Sort.FINDING, group, finding, mark=shown.mark(finding)))
            lines += _consequences(shown, group, finding, followers.get(finding.key, []), toggled)
    return lines


def _consequences(
    shown: Shown,
    group: Group,
    cause: Finding,
    followers: Sequence[Finding],
    toggled: frozenset[LineKey] | set[LineKey],
) -> list[Line]:
    if not followers:
        return []
    closed = Line(Sort.MORE, group, cause, len(followers))
    is_open = closed.key in toggled
    lines = [Line(Sort.MORE, group, cause, len(followers), is_open)]
    if is_open:
        lines += [Line(Sort.FOLLOWER, group, one, mark=shown.mark(one)) for one in followers]
    return lines


def _folded(findings: Sequence[Finding]) -> tuple[list[Finding], dict[Key, list[Finding]]]:
    """Findings that stand on their own, and what follows from each."""
    causes = {finding.key for finding in findings if not finding.folded_under}
    standing: list[Finding] = []
    followers: dict[Key, list[Finding]] = {}
    for finding in findings:
        cause = finding.folded_under
        if cause in causes:
            followers.setdefault(cause, []).append(finding)
        else:  # also when the cause is on a form that is not listed now
            standing.append(finding)
    return standing, followers


def group_of(finding: Finding) -> Group:
    """Under which heading it stands: the numbers agree with the verdict."""
    if finding.explained and not finding.forced:
        return Group.EXPLAINED
    return Group[finding.severity.name]


# ------------------------------------------------ counting, walking


def verdict(report: Report, filling: bool) -> str:
    """The line on top. While cells are still to be filled nothing may be handed in yet."""
    if filling:
        return report.verdict.replace("可以上报", "填报中，没有错误", 1)
    return report.verdict


def worst(report: Report) -> Severity | None:
    """The weightiest severity that is still open."""
    return next((severity for severity in Severity if report.count(severity)), None)


def count_by_form(findings: Iterable[Finding]) -> dict[str, Counter[Severity]]:
    """How many findings each form has, as the verdict counts them."""
    counts: dict[str, Counter[Severity]] = {}
    for finding in findings:
        if not finding.folded_under and group_of(finding) is not Group.EXPLAINED:
            counts.setdefault(finding.form, Counter())[finding.severity] += 1
    return counts


def step_from(
    findings: Sequence[Finding], current: Key | None, step: int
) -> tuple[Finding | None, bool]:
    """The next finding (step 1) or the one before (step -1) that still asks for something.

    In the order of the forms; behind the last one it starts again, and says so.
    """
    total = len(findings)
    keys = [finding.key for finding in findings]
    place = keys.index(current) if current in keys else (-1 if step > 0 else total)
    for distance in range(1, total + 1):
        at = place + step * distance
        finding = findings[at % total]
        if not finding.folded_under and not finding.explained:
            return finding, not 0 <= at < total
    return None, False
