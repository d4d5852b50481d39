"""DOCX: forms and reports as a Word document, each in a section with its own paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.export.docx_pages import Paper, Stretch, kept_rows, paper_of, stretches
from core.export.docx_parts import (
    EVEN_FOOT_ID,
    EVEN_FOOTER_ID,
    ODD_FOOT_ID,
    ODD_FOOTER_ID,
    document_bytes,
)
from core.export.docx_report import report_body, report_page
from core.export.docx_table import table
from core.export.docx_text import FORM_TITLE, paragraph, style_of, thin, twips
from core.export.office import chosen, legal
from core.layout.grid import Cell, Grid, Role
from core.layout.letter import Letter
from core.storage.files import write_whole

_LONGEST_BOOKMARK = 40  # characters
_NOT_IN_BOOKMARK = re.compile(r"\W")


def write_docx(path: Path, parts: Sequence[Grid | Letter], title: str) -> None:
    """Write the parts as one document, or leave what stands at path as it is."""
    write_whole(path, docx_bytes(parts, title))


def docx_bytes(parts: Sequence[Grid | Letter], title: str) -> bytes:
    """The document as a file, part by part; `title` is what its properties call it."""
    shown = chosen(parts)
    reports = any(isinstance(part, Letter) for part in shown)
    body = ""
    for number, part in enumerate(shown, 1):
        if isinstance(part, Letter):
            body += report_body(part)
            section = _report_section()
        else:
            paper = paper_of(part)
            body += "".join(_Form(part, paper, number).parts())
            section = _section(part, paper)
        # The last section is told at the end of the body, any other by its last paragraph.
        if number < len(shown):
            body += thin(keep=False, last=section)
        else:
            body += thin(keep=False) + section
    return document_bytes(body, list(_grids(shown)), title, reports)


def _grids(parts: Sequence[Grid | Letter]) -> Iterator[Grid]:
    """All forms and all tables of reports."""
    for part in parts:
        if isinstance(part, Letter):
            yield from (table for table in part.parts if isinstance(table, Grid))
        else:
            yield part


def _section(grid: Grid, paper: Paper) -> str:
    side, edge = twips(paper.side), twips(paper.margin)
    foot = twips(paper.margin / 2)  # from the lower edge of the paper to the page number
    turned = ' w:orient="landscape"' if grid.landscape else ""
    return (
        f"<w:sectPr>{_footers(ODD_FOOT_ID, EVEN_FOOT_ID)}"
        f'<w:pgSz w:w="{twips(paper.across)}" w:h="{twips(paper.down)}"{turned}/>'
        f'<w:pgMar w:top="{edge}" w:right="{side}" w:bottom="{edge}" w:left="{side}" '
        f'w:header="{foot}" w:footer="{foot}" w:gutter="0"/></w:sectPr>'
    )


def _report_section() -> str:
    return f"<w:sectPr>{_footers(ODD_FOOTER_ID, EVEN_FOOTER_ID)}{report_page()}</w:sectPr>"


def _footers(odd: str, even: str) -> str:
    return (
        f'<w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/>'
    )


class _Form:
    """One form from top to bottom: lines above, the framed part, lines below."""

    def __init__(self, grid: Grid, paper: Paper, number: int) -> None:
        self.grid = grid
        self.paper = paper
        self.number = number
        self.keep = kept_rows(grid, paper.room)
        self.lines: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            if not cell.framed:
                self.lines.setdefault(cell.row, []).append(cell)

    def parts(self) -> list[str]:
        """Paragraphs and tables; between two tables a paragraph, or Word would join them."""
        top, bottom = self.grid.framed
        found = self._lines(0, top)
        for stretch in stretches(self.grid, self.paper):
            found += [thin(keep=True, turns=True)] if stretch.turns else []
            found.append(self._table(stretch))
        found += self._lines(bottom + 1, len(self.grid.heights))
        parts: list[str] = []
        for part in found:
            if parts and parts[-1].endswith("</w:tbl>") and part.startswith("<w:tbl>"):
                parts.append(thin(keep=True))
            parts.append(part)
        return parts

    def _lines(self, first: int, end: int) -> list[str]:
        """The lines outside the frame: paragraphs, or a table where one has several texts."""
        found: list[str] = []
        titles: list[str] = []
        for row in range(first, end):
            cells = self.lines[row]
            if cells[0].role is Role.TITLE:
                titles += legal(cells[0].text).split("\n")
                continue
            if titles:
                found.append(self._title(titles))
                titles = []
            if len(cells) == 1:
                lines = legal(cells[0].text).split("\n")
                style = style_of(cells[0], self.grid)
                found.append(paragraph(lines, style, cells[0].align, row in self.keep))
            else:
                found.append(self._table(Stretch(row, row)))
        if titles:
            found.append(self._title(titles))
        return found

    def _title(self, lines: list[str]) -> str:
        """The lines of the title as one heading, with a bookmark that has the form's name."""
        name = _NOT_IN_BOOKMARK.sub("_", f"表{self.number}_{self.grid.name}")[:_LONGEST_BOOKMARK]
        return (
            f'<w:bookmarkStart w:id="{self.number}" w:name="{name}"/>'
            f'{paragraph(lines, FORM_TITLE, keep=True)}<w:bookmarkEnd w:id="{self.number}"/>'
        )

    def _table(self, stretch: Stretch) -> str:
        return table(self.grid, stretch, self.paper.room, self.keep, self.paper.turns)
