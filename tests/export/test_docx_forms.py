"""Every form of every pack as a Word document, blank and filled, read back."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.document.document import Document
from core.export.docx import docx_bytes
from core.export.docx_text import TWIPS_PER_MM
from core.forms.library import Library
from core.layout.grid import Band, Grid
from core.layout.snug import paper_forms
from core.paths import resources
from core.storage.datafile import load
from tests.support_docx import (
    Box,
    W,
    boxes,
    converted,
    header_rows,
    needs_libreoffice,
    sections,
    table_rows,
    text_of,
    value,
)

SAMPLES = sorted(path.stem for path in (resources() / "samples").glob("*.json"))
PACKS = Library().names()


@cache
def grids_of(name: str) -> tuple[Grid, ...]:
    """The forms of a pack, blank, or of a sample."""
    library = Library()
    if name in PACKS:
        pack = library.pack(name)
        return tuple(paper_forms(pack, Document.specimen(pack).snapshot))
    document = load(resources() / "samples" / f"{name}.json", library).document
    return tuple(paper_forms(document.pack, document.snapshot))


EVERY = pytest.mark.parametrize("name", [*PACKS, *SAMPLES])


def tables(parts: list[ET.Element], framed: bool) -> list[ET.Element]:
    """The tables with lines, or those without."""
    return [
        part
        for part in parts
        if part.tag == f"{W}tbl" and (part.find(f"{W}tblPr/{W}tblBorders") is not None) is framed
    ]


def copied(parts: list[ET.Element], table: ET.Element) -> int:
    """How many rows of a table stand above it already: it begins a page, under the header."""
    above = parts[parts.index(table) - 1]
    return header_rows(table) if above.find(f"{W}pPr/{W}pageBreakBefore") is not None else 0


def expected(grid: Grid, parts: list[ET.Element]) -> set[Box]:
    """The framed cells as they must come back; one beside header and body comes as two.

    One that goes on over a page that had to be turned comes as two as well, a label in both.
    """
    wanted: set[Box] = set()
    bodies, turned = set(), set()
    first = grid.framed[0]
    for table in tables(parts, framed=True):
        again = copied(parts, table)
        if again:
            turned.add(first)
        elif header_rows(table):
            bodies.add(first + header_rows(table))
        first += len(table_rows(table)) - again
    bodies |= {band.first + band.header for band in grid.bands if turned & set(rows_of(band))}
    for cell in grid.cells:
        if not cell.framed:
            continue
        row, rows = cell.row, cell.rows
        for edge in sorted(bodies | turned):
            if row < edge < row + rows:
                text = cell.text if edge in turned else ""
                wanted.add(Box(row - grid.framed[0], cell.col, edge - row, cell.cols, text))
                row, rows = edge, row + rows - edge
        wanted.add(Box(row - grid.framed[0], cell.col, rows, cell.cols, cell.text))
    return wanted


def rows_of(band: Band) -> range:
    return range(band.first, band.last + 1)


@EVERY
def test_the_frame_comes_back_cell_by_cell(name: str) -> None:
    grids = grids_of(name)
    found = sections(docx_bytes(grids, name))
    assert len(found) == len(grids)
    for grid, (parts, _) in zip(grids, found, strict=True):
        read: list[Box] = []
        first = 0
        for table in tables(parts, framed=True):
            again = copied(parts, table)
            for box in boxes(table):
                if box.row < again:
                    assert box.text in {other.text for other in read}
                else:
                    row = box.row + first - again
                    read.append(Box(row, box.col, box.rows, box.cols, box.text))
            first += len(table_rows(table)) - again
        assert len(read) == len(set(read))
        assert set(read) == expected(grid, parts)


@EVERY
def test_what_stands_outside_comes_back_in_order(name: str) -> None:
    grids = grids_of(name)
    for grid, (parts, _) in zip(grids, sections(docx_bytes(grids, name)), strict=True):
        read: list[str] = []
        for part in parts:
            if part.tag == f"{W}p":
                read += [text_of(part)]
            elif part in tables(parts, framed=False):
                read += [box.text for box in boxes(part)]
        wanted = [cell.text for cell in grid.cells if not cell.framed]
        assert "".join(read).replace("\n", "") == "".join(wanted).replace("\n", "")


@EVERY
def test_columns_and_rows_are_as_wide_and_high_as_the_form(name: str) -> None:
    grids = grids_of(name)
    for grid, (parts, _) in zip(grids, sections(docx_bytes(grids, name)), strict=True):
        edges = [round(edge * TWIPS_PER_MM) for edge in accumulate(grid.lattice, initial=0)]
        heights: list[float] = []
        for table in tables(parts, framed=True):
            widths = [int(value(col, "w") or 0) for col in table.iterfind(f"{W}tblGrid/{W}gridCol")]
            assert widths == [b - a for a, b in pairwise(edges)]
            assert value(table.find(f"{W}tblPr/{W}tblLayout"), "type") == "fixed"
            again = copied(parts, table)
            for number, row in enumerate(table_rows(table)):
                assert row.find(f"{W}trPr/{W}cantSplit") is not None
                cells = row.findall(f"{W}tc/{W}tcPr/{W}tcW")
                assert sum(int(value(cell, "w") or 0) for cell in cells) == edges[-1]
                height = row.find(f"{W}trPr/{W}trHeight")
                assert value(height, "hRule") == "atLeast"
                if number >= again:
                    heights.append(int(value(height) or 0) / TWIPS_PER_MM)
        assert heights == pytest.approx(grid.heights[grid.framed[0] : grid.framed[1] + 1], abs=0.01)


@EVERY
def test_paper_and_margins(name: str) -> None:
    grids = grids_of(name)
    for grid, (_, section) in zip(grids, sections(docx_bytes(grids, name)), strict=True):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        across, down = (297, 210) if grid.landscape else (210, 297)
        assert float(value(size, "w") or 0) / TWIPS_PER_MM == pytest.approx(across, abs=0.02)
        assert float(value(size, "h") or 0) / TWIPS_PER_MM == pytest.approx(down, abs=0.02)
        assert value(size, "orient") == ("landscape" if grid.landscape else None)
        for side in ("left", "right"):
            wide = float(value(margins, side) or 0) / TWIPS_PER_MM
            assert wide == pytest.approx((across - grid.width) / 2, abs=0.02)


@needs_libreoffice
def test_libreoffice_shows_every_text(tmp_path: Path) -> None:
    grids = [grid for name in SAMPLES for grid in grids_of(name)]
    text = converted(docx_bytes(grids, "全部"), "txt:Text (encoded):UTF8", tmp_path)
    shown = "".join(text.decode("utf-8-sig").split())
    wanted = "".join("".join(cell.text.split()) for grid in grids for cell in grid.cells)
    assert Counter(wanted) - Counter(shown) == Counter()
