"""Chapter texts: a text typed under a heading of the report becomes an edit."""

from __future__ import annotations

from core.facts.edits import SetReport
from core.facts.model import Bound, Chapter, Snapshot
from core.forms.pack import Pack
from core.layout.chapters import Entry, entries


def written(
    pack: Pack, snapshot: Snapshot, entry: Entry, text: str, bound: tuple[Bound, ...] = ()
) -> SetReport | None:
    """The edit that puts a text under a heading; None when that changes nothing."""
    chapters, at = with_place(pack, snapshot, entry)
    if (chapters[at].text, chapters[at].bound) == (text, bound):
        return None
    chapters[at] = chapters[at]._replace(text=text, bound=bound)
    return SetReport(tuple(chapters))


def with_place(pack: Pack, snapshot: Snapshot, entry: Entry) -> tuple[list[Chapter], int]:
    """The chapters with one for this heading, still blank if there was none; and where it is."""
    chapters = list(snapshot.report)
    found = entries(pack, snapshot, entry.report)
    now = next((other for other in found if other.key == entry.key), None)
    if now is not None and now.at is not None:
        return chapters, now.at
    place = found.index(now) if now is not None else len(found)
    named = entry.report if len(pack.reports) > 1 else ""
    # Headings that are called the same are told apart by their order: those above come along.
    same = [other for other in found[:place] if other.key[:2] == entry.key[:2]]
    blank = [Chapter(other.stored_title, "", named) for other in same if other.at is None]
    at = _place(found, place, same, len(chapters))
    chapters[at:at] = [*blank, Chapter(entry.stored_title, "", named)]
    return chapters, at + len(blank)


def characters(text: str) -> int:
    """How many characters a text has; spaces and line breaks do not count."""
    return sum(map(len, text.split()))


def _place(found: list[Entry], place: int, same: list[Entry], end: int) -> int:
    """Where to store a new chapter: in the order of the outline, behind those named the same."""
    above = [entry.at for entry in found[:place] if entry.at is not None]
    below = [entry.at for entry in found[place + 1 :] if entry.at is not None]
    namesakes = [entry.at + 1 for entry in same if entry.at is not None]
    near = above[-1] + 1 if above else below[0] if below else end
    return max([near, *namesakes])
