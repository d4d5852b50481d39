"""Letter: what a report says on paper, before anything has its place.

Every line typed is a paragraph; lines that stand together and hold tabs are a table. White space
around a line is left out: the paper has its own indents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.facts.model import Ref, Snapshot
from core.facts.printing import DATE_STYLE, show
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.schema import Form
from core.layout.chapters import UNTITLED, Entry, entries, title_of
from core.layout.filling import Filling
from core.layout.grid import Grid
from core.layout.plain_table import MOST_COLUMNS, plain_table

NAME = "自评报告"  # of a report whose pack has no outline
TABLE_WIDTH = 156  # mm: the type area
OPEN_DATE = "　　　　年　　月　　日"

_OWN_NUMBERS = (
    re.compile(r"[一二三四五六七八九十]+\s*[、.．]"),
    re.compile(r"[（(]\s*[一二三四五六七八九十]+\s*[)）]"),
    re.compile(r"\d+\s*[、.．](?!\d)"),
    re.compile(r"[（(]\s*\d+\s*[)）]"),
)  # of the levels 1 to 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text (level 0) or a heading; `leads`: something stands under it."""

    text: str
    level: int = 0
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A report from its label to its date."""

    name: str
    label: str
    title: tuple[str, ...]
    parts: tuple[Paragraph | Grid, ...]
    annexes: tuple[str, ...]
    unit: str
    date: str

    @property
    def heading(self) -> str:
        """What a list of contents calls it: its label and its title."""
        return "　".join(filter(None, (self.label, "".join(self.title))))

    def texts(self) -> Iterator[str]:
        """Everything it says."""
        yield from (self.label, *self.title)
        for part in self.parts:
            if isinstance(part, Grid):
                yield from (cell.text for cell in part.cells)
            else:
                yield part.text
        yield from (*self.annexes, self.unit, self.date)


def letters(pack: Pack, snapshot: Snapshot) -> tuple[Letter, ...]:
    """The reports of a package for which something is written."""
    found = []
    for name in [report.id for report in pack.reports] or [""]:
        chapters = entries(pack, snapshot, name)
        if any(chapter.text.strip() for chapter in chapters):
            found.append(_letter(pack, snapshot, name, chapters))
    return tuple(found)


def _letter(pack: Pack, snapshot: Snapshot, name: str, chapters: Sequence[Entry]) -> Letter:
    outline = next((report for report in pack.reports if report.id == name), None)
    unit = snapshot.value(Ref("单位名称")).raw.strip()
    title = title_of(pack, snapshot, outline) if outline else ()
    day = show(snapshot.value(Ref("填报日期")), Kind.DATE, date_style=DATE_STYLE)
    return Letter(
        name=name or NAME,
        label=outline.label if outline else "",
        title=title or tuple(filter(None, (unit, f"{snapshot.year}年度预算绩效自评报告"))),
        parts=tuple(_parts(chapters)),
        annexes=tuple(_form_title(pack, snapshot, form) for form in pack.forms if form.printed),
        unit=unit,
        date=day or OPEN_DATE,
    )


def _parts(chapters: Sequence[Entry]) -> Iterator[Paragraph | Grid]:
    below = [*(_level(chapter) for chapter in chapters[1:]), 0]
    for chapter, next_level in zip(chapters, below, strict=True):
        level = _level(chapter)
        leads = bool(chapter.text.strip()) or next_level > level
        if chapter.number or chapter.title != UNTITLED:
            yield Paragraph(" ".join(chapter.heading.split()), level, leads)
        yield from text_parts(chapter.text)


def _level(chapter: Entry) -> int:
    """The level of a heading; outside the outline its own number tells it."""
    if not chapter.number:
        for level, number in enumerate(_OWN_NUMBERS, 1):
            if number.match(chapter.title):
                return level
    return chapter.level


def text_parts(text: str) -> Iterator[Paragraph | Grid]:
    """The paragraphs and tables of a chapter's text."""
    lines = (line for line in text.splitlines() if line.strip())
    for is_table, group in groupby(lines, lambda line: "\t" in line):
        stretch = list(group)
        rows = _rows(stretch) if is_table else []
        if rows:
            yield plain_table("表", rows, TABLE_WIDTH)
        else:
            yield from (Paragraph(" ".join(line.split("\t")).strip()) for line in stretch)


def _rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of a table, columns without any text left out; none when it is no table.

    One column is text that was indented with tabs, and too many columns fit on no page.
    """
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    used = [at for at in range(width) if any(row[at] for row in rows)]
    if not 1 < len(used) <= MOST_COLUMNS:
        return []
    return [[row[at] for at in used] for row in rows]


def _form_title(pack: Pack, snapshot: Snapshot, form: Form) -> str:
    filling = Filling(pack, snapshot, form)
    title = "".join(filling.template(line, {}) for line in form.title)
    return "".join(title.split()) or form.id
