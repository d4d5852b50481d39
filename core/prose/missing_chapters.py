"""Missing chapters: headings of the county's outline under which nothing has been written."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.finding import Finding, Severity, Words
from core.checks.ordinals import Kind, heading_of
from core.facts.model import Chapter
from core.forms.schema import Heading, Report
from core.prose.proof import Proof, text_rule
from core.texts import loose

CODE = "R21.缺少章节"
_FOLLOWS = 60  # percent of the outline's chapters: with fewer the report has its own order


@text_rule(CODE, when_done=True)
def missing_chapters(proof: Proof) -> Iterator[Finding]:
    """A report that follows the outline has something to say in each of its chapters."""
    chapters = proof.manuscript.chapters
    for number, report in enumerate(proof.desk.pack.reports):
        own = [
            at
            for at, chapter in enumerate(chapters)
            if chapter.report == report.id or (not chapter.report and not number)
        ]
        wanted = _wanted(report)
        there = {loose(chapters[at].title) for at in own if _says_something(chapters, at)}
        missing = [title for title, names in wanted.items() if not names & there]
        if missing and 100 * (len(wanted) - len(missing)) >= _FOLLOWS * len(wanted):
            yield Finding(
                CODE,
                Severity.INFO,
                (),
                f"照提纲还缺少：{'、'.join(missing)}。没有内容的可以写“无”。",
                shown="没有这一章",
                expected="、".join(missing),
                words=(_beginning(own[0], chapters[own[0]]),),
            )


def _wanted(report: Report) -> dict[str, set[str]]:
    """The chapters of an outline with the names of the sections in which they may be written."""
    found: dict[str, set[str]] = {}
    chapter = ""
    for heading in report.chapters:
        title = _title(heading)
        if heading.level == 1:
            chapter = title
            found[chapter] = {loose(title)}
        elif chapter:
            found[chapter].add(loose(title))
    found.pop("", None)
    return found


def _title(heading: Heading) -> str:
    """A heading's words; "" when they name facts and so differ from unit to unit."""
    parts = heading.title.parts
    return "".join(part for part in parts if isinstance(part, str)) if _is_plain(heading) else ""


def _is_plain(heading: Heading) -> bool:
    return all(isinstance(part, str) for part in heading.title.parts)


def _says_something(chapters: tuple[Chapter, ...], at: int) -> bool:
    """Has a chapter a text, or a section under it?"""
    if chapters[at].text.strip():
        return True
    section = heading_of(chapters[at + 1].title) if at + 1 < len(chapters) else None
    return section is not None and section.kind is Kind.SECTION


def _beginning(number: int, chapter: Chapter) -> Words:
    """The first line of a report."""
    if chapter.title.strip():
        return Words(number, 0, len(chapter.title), chapter.title, is_title=True)
    line = chapter.text.lstrip("\n").split("\n")[0]
    start = chapter.text.index(line)
    return Words(number, start, start + len(line), line)
