"""Explained: the user's 审核说明, valid as long as the values it explains stay the same."""

from __future__ import annotations

from dataclasses import replace

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.facts.edits import Explain
from core.facts.model import Explanation


def bound_values(desk: Desk, finding: Finding) -> tuple[str, ...]:
    """What the finding's cells show now; an explanation is bound to it."""
    shown = []
    for cell in finding.cells:
        own = desk.snapshot.printed.get(cell)
        shown.append(own.raw if own is not None else desk.shown(cell.ref))
    return tuple(shown)


def explain(desk: Desk, finding: Finding, text: str, forced: bool = False) -> Explain:
    """The edit that stores an explanation; an 错误 needs `forced` and enough words."""
    note = Explanation(text, bound_values(desk, finding), forced)
    return Explain(*finding.key, note)


def may_force(desk: Desk, text: str) -> bool:
    """Has a 强制说明 enough words?"""
    return len("".join(text.split())) >= int(desk.limit("强制说明字数") or 10)


def explained(desk: Desk, finding: Finding) -> Finding:
    """The finding with its explanation; an 错误 sent on with a reason becomes 需说明."""
    note = desk.snapshot.explanations.get(finding.key)
    if note is None or note.values != bound_values(desk, finding):
        return finding
    if finding.severity is Severity.ERROR:
        if not note.forced or not may_force(desk, note.text):
            return finding
        return replace(finding, severity=Severity.WARNING, explained=note.text, forced=True)
    return replace(finding, explained=note.text)
