"""Texts a spreadsheet or Word could take for a command stay texts, also when LibreOffice saved."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import openpyxl
import pytest

from core.document.document import Document
from core.export.docx import write_docx
from core.export.sheets import write_package
from core.facts.edits import SetValue, Together
from core.layout.build import build_all
from core.storage.datafile import load, save
from core.storage.workbook import read_sheets
from core.workspace.samples import samples_folder
from core.workspace.sheets_in.read import read_workbook
from tests.support_docx import W, body, text_of
from tests.support_packages import library
from tests.support_workbook import through_libreoffice

SIGNS = "=+-@＝＋－＠"
BEFORE = ("", "\t", " ", "\r", "\u3000")
RESTS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","甲")')
DANGERS = [f"{before}{sign}{rest}" for sign in SIGNS for before in BEFORE for rest in RESTS]
FIELDS = ("fldSimple", "instrText", "fldChar", "hyperlink", "altChunk", "object")


@pytest.fixture(scope="module")
def document() -> Document:
    """The largest sample with a danger in every cell that can be typed into."""
    made = load(samples_folder() / "zhijiang-2023.json", library()).document
    grids = build_all(made.pack, made.snapshot)
    refs = dict.fromkeys(
        cell.ref for grid in grids for cell in grid.cells if cell.ref is not None and cell.home
    )
    assert len(refs) > 2 * len(DANGERS)
    values = zip(refs, cycle(DANGERS), strict=False)
    made.apply(Together(tuple(SetValue(ref, text) for ref, text in values), "填写"))
    return made


def shown(document: Document) -> list[str]:
    """What the forms show that begins like a command."""
    found = [
        cell.text
        for grid in build_all(document.pack, document.snapshot)
        for cell in grid.cells
        if cell.text and cell.text[0] in SIGNS
    ]
    assert set(found) >= {text.strip() for text in DANGERS}  # the forms leave out what is around
    return found


def test_there_are_enough_of_them() -> None:
    assert len(set(DANGERS)) >= 100


def test_no_cell_of_a_workbook_becomes_a_formula(document: Document, tmp_path: Path) -> None:
    before = tmp_path / "甲.xlsx"
    write_package(document.pack, document.snapshot, before)
    after = tmp_path / "saved" / "甲.xlsx"
    through_libreoffice([before], after.parent)
    for path in (before, after):
        cells = [
            cell
            for sheet in openpyxl.load_workbook(path).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        texts = [cell.text for sheet in read_sheets(path) for cell in sheet.cells.values()]
        assert set(shown(document)) <= set(texts)
    read = read_workbook(after, library()).document
    assert save(read, read.pack) == save(document, document.pack)


def test_no_text_of_a_word_file_becomes_a_field(document: Document, tmp_path: Path) -> None:
    grids = list(build_all(document.pack, document.snapshot))
    before = tmp_path / "甲.docx"
    write_docx(before, grids, "甲")
    after = tmp_path / "saved" / "甲.docx"
    through_libreoffice([before], after.parent, "docx")
    for path in (before, after):
        data = path.read_bytes()
        found = body(data)
        assert not [e for kind in FIELDS for e in found.iter(f"{W}{kind}")]
        lines = [text_of(paragraph) for paragraph in found.iter(f"{W}p")]
        assert {line for text in shown(document) for line in text.split("\n")} <= set(lines)
