"""Report: the whole text as it was read: every line's statements, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from core.checks.desk import Desk
from core.checks.finding import Words
from core.prose.bare import Bare, bare
from core.prose.ledger import Ledger, ledger_of
from core.prose.manuscript import Manuscript, Paragraph
from core.prose.proof import Proof
from core.prose.reading import read_line
from core.prose.telling import NOBODY, Frame, Reading, Role, Subject, Told

_NARROW = re.compile(
    r"财政拨款|一般公共预算|政府性基金|国有资本|机关本级|局机关|本级|下属|二级|所属"
)
_APART = re.compile(r"[,;、:]|[0-9]")  # between a name and a figure that is not its own
# The title of a report within the text: what follows is about projects, or about the unit.
_TITLE = re.compile(r"(项目|整体)(?:支出)?(?:预算)?绩效(?:单位)?(?:自我)?(?:自评|评价)?(?:的)?报告")
_LONGEST_TITLE = 60


class Said(NamedTuple):
    """A statement and the line it stands in."""

    line: Line
    told: Told

    def words(self) -> Words:
        """Where its figure (or its words) stand."""
        return self.line.words(self.told.start, self.told.end)

    @property
    def before(self) -> str:
        """The words of its sentence before it."""
        ahead = self.line.bare.text[: self.told.start]
        return ahead[ahead.rfind("。") + 1 :]

    @property
    def is_named(self) -> bool:
        """Does its label stand right before it, and not in a clause before?"""
        label = self.told.subject.label
        _, found, gap = self.before.rpartition(label) if label else ("", "", "")
        return bool(found) and _APART.search(gap) is None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report with what it tells."""

    number: int
    paragraph: Paragraph
    bare: Bare
    reading: Reading
    about: Subject  # what the heading above it names
    heading: str  # the words of that heading
    project: bool  # of a report on projects, not on the whole unit

    def words(self, start: int, end: int) -> Words:
        """Words of the line by places of its bare text."""
        return self.paragraph.words(*self.bare.span(start, end))

    def said(self, place: int) -> Said:
        """One of its statements."""
        return Said(self, self.reading.told[place])

    def all_said(self) -> Iterator[Said]:
        """All its statements."""
        for told in self.reading.told:
            yield Said(self, told)

    @property
    def is_narrow(self) -> bool:
        """Stands under a heading that speaks of some funds or some units only."""
        return _NARROW.search(self.heading) is not None

    def frames(self) -> Iterator[tuple[Frame, Said, list[Said]]]:
        """Totals with their parts."""
        for frame in self.reading.frames:
            yield frame, self.said(frame.total), [self.said(part) for part in frame.parts]


@dataclass(frozen=True, eq=False)
class Report:
    """A read report."""

    lines: tuple[Line, ...]
    ledger: Ledger

    def said(self, *roles: Role) -> Iterator[Said]:
        """All statements of some roles."""
        for line in self.lines:
            for told in line.reading.told:
                if told.role in roles:
                    yield Said(line, told)


_READ: WeakKeyDictionary[Desk, tuple[Manuscript, Report]] = WeakKeyDictionary()


def report_of(proof: Proof) -> Report:
    """The report as read; all rules of one proof use the same."""
    kept = _READ.get(proof.desk)
    if kept is not None and kept[0] is proof.manuscript:
        return kept[1]
    report = _read(proof)
    _READ[proof.desk] = (proof.manuscript, report)
    return report


def _read(proof: Proof) -> Report:
    ledger = ledger_of(proof.desk)
    words = ledger.lexicon
    lines: list[Line] = []
    about, heading, chapter = NOBODY, "", -1
    of_projects = False
    for paragraph in proof.manuscript.paragraphs:
        if paragraph.chapter != chapter:
            about, heading, chapter = NOBODY, "", paragraph.chapter
        title = _TITLE.search(paragraph.text) if len(paragraph.text) <= _LONGEST_TITLE else None
        of_projects = title[1] == "项目" if title else of_projects
        reading = read_line(paragraph.text, words, about)
        if reading.subject is not NOBODY or _is_heading(paragraph, reading):
            about, heading = reading.subject, paragraph.text
        name = proof.manuscript.chapters[paragraph.chapter].report
        project = of_projects or "项目" in name
        plain = bare(paragraph.text)
        lines.append(Line(len(lines), paragraph, plain, reading, about, heading, project))
    return Report(tuple(lines), ledger)


def _is_heading(paragraph: Paragraph, reading: Reading) -> bool:
    """A short line without figures that ends without a full stop."""
    text = paragraph.text.strip()
    return paragraph.is_title or (
        not reading.told and len(text) <= 40 and text[-1:] not in "。；;：:，,"
    )
