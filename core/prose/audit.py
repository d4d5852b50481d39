"""Audit: the findings of the forms and, behind them, those of the report's text, as one report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from core.checks.desk import Desk
from core.checks.explained import explained
from core.checks.finding import Outcome
from core.checks.runner import Checker, Report
from core.facts.edits import ChangeSet, ReportChange
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.prose.proofreader import Proofread, proofread


class Auditor:
    """Audits a package, forms and text, so that an edit costs little."""

    def __init__(self, pack: Pack, filling: bool = False) -> None:
        self.pack = pack
        self.filling = filling
        self._checker = Checker(pack, filling)
        self._read = Proofread()

    def full(self, snapshot: Snapshot) -> Report:
        """Run everything."""
        report = self._checker.full(snapshot)
        return self._with_text(report, snapshot, changed=True)

    def update(self, snapshot: Snapshot, change: ChangeSet) -> Report:
        """Run again what looks at a changed fact, or at the text if that has changed."""
        report = self._checker.update(snapshot, change)
        changed = (
            change.structure
            or bool(change.facts)
            or any(isinstance(one, ReportChange) for one in change.changes)
        )
        return self._with_text(report, snapshot, changed)

    def not_evaluated(self) -> tuple[tuple[str, str, str], ...]:
        """Rule, holder and reason of every check that was not carried out."""
        broken = ((rule, "", kind) for rule, kind in self._read.broken)
        return (*self._checker.not_evaluated(), *broken)

    def _with_text(self, report: Report, snapshot: Snapshot, changed: bool) -> Report:
        desk = Desk(self.pack, snapshot)
        if changed:
            self._read = proofread(desk, snapshot.report, self.filling)
        return _together(report, self._read, desk)


def audit(pack: Pack, snapshot: Snapshot, filling: bool = False) -> Report:
    """One full audit."""
    auditor = Auditor(pack, filling)
    report = auditor.full(snapshot)
    return replace(report, not_evaluated=auditor.not_evaluated())


def audit_text(pack: Pack, snapshot: Snapshot) -> Report:
    """What there is to say of the report's text alone."""
    desk = Desk(pack, snapshot)
    read = proofread(desk, snapshot.report)
    broken = tuple((rule, "", kind) for rule, kind in read.broken)
    return replace(_together(Report(()), read, desk), not_evaluated=broken)


def _together(report: Report, read: Proofread, desk: Desk) -> Report:
    """The findings of the forms with those of the text behind them."""
    if read == Proofread():
        return report
    counts = Counter(report.counts)
    counts[Outcome.FAIL] += len(read.findings)
    counts[Outcome.BROKEN] += len(read.broken)
    counts[Outcome.PASS] += read.silent
    return replace(
        report,
        findings=report.findings + tuple(explained(desk, finding) for finding in read.findings),
        counts={outcome: number for outcome, number in counts.items() if number},
    )
