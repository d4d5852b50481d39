"""Chapter before: what the unit wrote under the same heading the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.facts.model import Chapter
from core.layout.chapters import Entry, called
from core.storage.kept import ReportLine
from core.texts import loose


def year_before(lines: Iterable[ReportLine], unit: str, year: int) -> int | None:
    """The unit's report of the year before, the one changed last; None when there is none."""
    found = [
        line
        for line in lines
        if line.year == year - 1 and loose(unit) and loose(line.unit) == loose(unit)
    ]
    return max(found, key=lambda line: (line.changed, line.id)).id if found else None


def text_before(chapters: Sequence[Chapter], entry: Entry) -> str:
    """The text under the same heading; in the report of the same name if there are several."""
    sought = called(entry.title)
    found = [chapter for chapter in chapters if called(chapter.title) == sought]
    ours = [chapter for chapter in found if chapter.report == entry.report] or found
    nth = min(entry.key[2], len(ours))  # of headings that are called the same, the one in its place
    return ours[nth - 1].text.strip("\n") if ours else ""
