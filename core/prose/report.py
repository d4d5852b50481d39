"""Report: the whole text as it was read: every line's statements, in reading order.

After an edit the lines whose words, and whose headings, are the same stay what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

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

    def with_year(self) -> list[Said]:
        """The figure, and the words of its year where they are told."""
        when = self.told.when
        if when is None:
            return [self]
        return [self, Said(self.line, replace(self.told, start=when[0], end=when[1]))]

    @property
    def is_named(self) -> bool:
        """Does its label stand right before it, and not in a clause before?"""
        label = self.told.subject.label
        _, found, gap = self.before.rpartition(label) if label else ("", "", "")
        return bool(found) and _APART.search(gap) is None


class Memory:
    """What rules found in a line by itself; it goes where the line goes."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: dict[object, Any] = {}


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
    memory: Memory = field(default_factory=Memory, compare=False)

    def at(self, number: int, paragraph: Paragraph) -> Line:
        """The same line at its place after an edit."""
        if self.number == number and self.paragraph == paragraph:
            return self
        return replace(self, number=number, paragraph=paragraph)

    def words(self, start: int, end: int) -> Words:
        """Words of the line by places of its bare text."""
        return self.paragraph.words(*self.bare.span(start, end))

    def said(self, place: int) -> Said:
        """One of its statements."""
        return Said(self, self.reading.told[place])

    def all_said(self, *roles: Role) -> Iterator[Said]:
        """All its statements, or those of some roles."""
        for told in self.reading.told:
            if not roles or told.role in roles:
                yield Said(self, told)

    @property
    def is_narrow(self) -> bool:
        """Stands under a heading that speaks of some funds or some units only."""
        return _NARROW.search(self.heading) is not None

    def frames(self) -> Iterator[tuple[Frame, Said, list[Said]]]:
        """Totals with their parts."""
        for frame in self.reading.frames:
            yield frame, self.said(frame.total), [self.said(part) for part in frame.parts]


# What a line is read by: its words, title or not, in an annex or not, what stands above it.
_Origin = tuple[str, bool, bool, Subject, str, bool]


class Report:
    """A read report; it notes when somebody looks at all of it."""

    def __init__(
        self, lines: Iterable[Line], ledger: Ledger, origins: dict[_Origin, list[Line]]
    ) -> None:
        self.ledger = ledger
        self.origins = origins
        self.looked_through = False  # since somebody set it back
        self._lines = tuple(lines)
        self._telling = tuple(line for line in self._lines if line.reading.told)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines in reading order."""
        self.looked_through = True
        return self._lines

    @property
    def telling(self) -> tuple[Line, ...]:
        """The lines that make statements."""
        self.looked_through = True
        return self._telling

    def said(self, *roles: Role) -> Iterator[Said]:
        """All statements of some roles."""
        for line in self.telling:
            yield from line.all_said(*roles)


class _Reader:
    """Reads texts beside one ledger, each time only what is new."""

    def __init__(self, ledger: Ledger) -> None:
        self._last = Manuscript(()), Report((), ledger, {})

    def read(self, manuscript: Manuscript) -> Report:
        """The report; all rules of one proof get the same."""
        last, report = self._last
        if last is not manuscript:
            report = _read(manuscript, report)
            self._last = manuscript, report
        return report


@lru_cache(maxsize=4)
def _reader(ledger: Ledger) -> _Reader:
    return _Reader(ledger)


def report_of(proof: Proof) -> Report:
    """The report as read."""
    return _reader(ledger_of(proof.desk)).read(proof.manuscript)


def _read(manuscript: Manuscript, before: Report) -> Report:
    words = before.ledger.lexicon
    lines: list[Line] = []
    origins: dict[_Origin, list[Line]] = {}
    about, heading, chapter = NOBODY, "", -1
    of_projects = False
    for number, paragraph in enumerate(manuscript.paragraphs):
        if paragraph.chapter != chapter:
            about, heading, chapter = NOBODY, "", paragraph.chapter
        text = paragraph.text
        title = _TITLE.search(text) if len(text) <= _LONGEST_TITLE else None
        of_projects = title[1] == "项目" if title else of_projects
        project = of_projects or "项目" in manuscript.chapters[chapter].report
        origin = (text, paragraph.is_title, paragraph.annexed, about, heading, project)
        alike, known = origins.setdefault(origin, []), before.origins.get(origin, ())
        if len(alike) < len(known):
            line = known[len(alike)].at(number, paragraph)
        else:
            reading = read_line(text, words, about)
            if reading.subject is not NOBODY or _is_heading(paragraph, reading):
                about, heading = reading.subject, text
            line = Line(number, paragraph, bare(text), reading, about, heading, project)
        about, heading = line.about, line.heading
        alike.append(line)
        lines.append(line)
    return Report(lines, before.ledger, origins)


def _is_heading(paragraph: Paragraph, reading: Reading) -> bool:
    """A short line without figures that ends without a full stop."""
    text = paragraph.text.strip()
    return paragraph.is_title or (
        not reading.told and len(text) <= 40 and text[-1:] not in "。；;：:，,"
    )
