"""Chapter drafts: a first version of a chapter, or of all blank ones, from the figures."""

from __future__ import annotations

from dataclasses import replace

from core.calc.sentences import drafted
from core.checks.desk import Desk
from core.checks.runner import Report
from core.facts.edits import SetReport
from core.facts.model import Bound, Snapshot
from core.forms.pack import Pack
from core.layout.chapters import Entry, entries
from core.workspace.chapter_texts import written
from core.workspace.draft_problems import judged

Text = tuple[str, tuple[Bound, ...]]


def draft_of(desk: Desk, audit: Report, entry: Entry) -> Text:
    """What the pack's sentences say under a heading; "" where the figures give nothing."""
    snapshot = desk.snapshot
    return drafted(desk.pack, snapshot, snapshot.year, entry.draft, judged(desk, audit))


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
