"""Own chapters: those the user adds to the county's outline: adding, naming, moving, removing."""

from __future__ import annotations

from dataclasses import replace

from core.facts.edits import SetReport
from core.facts.model import Chapter, Snapshot
from core.forms.pack import Pack
from core.layout.chapters import INDENT, Entry, entries, report_names
from core.workspace.chapter_texts import with_place

Placed = tuple[SetReport, int]  # the edit, and where the chapter stands after it


def added(pack: Pack, snapshot: Snapshot, behind: Entry, title: str, level: int) -> Placed:
    """A new chapter behind a heading."""
    named = behind.report if len(report_names(pack)) > 1 else ""
    return _put_behind(pack, snapshot, behind, Chapter(f"{INDENT * level}{title}", "", named))


def renamed(snapshot: Snapshot, entry: Entry, title: str, level: int) -> Placed:
    """Another title and level; what stood outside the outline becomes an own chapter."""
    chapters = list(snapshot.report)
    titled = replace(entry, title=title, level=level, own=True).stored_title
    chapters[_at(entry)] = chapters[_at(entry)]._replace(title=titled)
    return SetReport(tuple(chapters)), _at(entry)


def removed(snapshot: Snapshot, entry: Entry) -> SetReport:
    """Without the chapter and its text; also for one that stands outside the outline."""
    chapters = list(snapshot.report)
    del chapters[_at(entry)]
    return SetReport(tuple(chapters))


def moved(pack: Pack, snapshot: Snapshot, entry: Entry, by: int) -> Placed | None:
    """Past the heading above (-1) or below (+1); None when it cannot go further."""
    around = [e for e in entries(pack, snapshot, entry.report) if e.number]
    place = next(n for n, other in enumerate(around) if other.at == entry.at)
    behind = place + (1 if by > 0 else -2)
    if not 0 <= behind < len(around):
        return None  # the first heading is always the county's
    chapter = snapshot.report[_at(entry)]
    target = around[behind]
    if target.at is not None and target.at > _at(entry):
        target = replace(target, at=target.at - 1)
    rest = replace(snapshot, report=removed(snapshot, entry).chapters)
    return _put_behind(pack, rest, target, chapter)


def _put_behind(pack: Pack, snapshot: Snapshot, behind: Entry, chapter: Chapter) -> Placed:
    """A heading nothing was written under yet is stored, so that there is a place behind it."""
    if behind.at is not None:
        chapters, at = list(snapshot.report), behind.at
    else:
        chapters, at = with_place(pack, snapshot, behind)
    chapters.insert(at + 1, chapter)
    return SetReport(tuple(chapters)), at + 1


def _at(entry: Entry) -> int:
    assert entry.at is not None  # own chapters are always stored
    return entry.at
