"""Support: workbooks of ours, changed the way a person changes them in a spreadsheet."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.document.document import Document
from core.export.xlsx import write_workbook
from core.export.xlsx_marks import Package
from core.layout.build import build_all
from core.storage.workbook_marks import MARKS_TAB
from core.workspace.sheets_in.read import Reading, read_workbook
from tests.support_packages import library


def export(document: Document, path: Path) -> Path:
    """The whole package as a workbook."""
    grids = build_all(document.pack, document.snapshot)
    write_workbook(grids, path, Package(document.pack, document.snapshot))
    return path


def edited(document: Document, folder: Path, change: Callable[[Workbook], None]) -> Reading:
    """Export, let somebody change the file, read it back."""
    path = export(document, folder / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_workbook(path, library())


def address(book: Workbook, reference: str, part: str = "") -> tuple[Worksheet, str]:
    """The sheet and address of a cell, found in the hidden sheet by its reference."""
    tabs: dict[str, str] = {}
    for line in book[MARKS_TAB].iter_rows(values_only=True):
        kind, number, *rest = (str(text or "") for text in line)
        if kind == "表":
            tabs[number] = rest[0]
        elif kind == "格" and rest[5:7] == [reference, part]:
            return book[tabs[number]], rest[0]
    raise KeyError(reference)


def insert_row(sheet: Worksheet, at: int) -> None:
    """As a spreadsheet inserts a row: merged cells move along, those around it grow."""
    areas = [area.bounds for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(at)
    for left, top, right, bottom in areas:
        sheet.merge_cells(
            start_row=top + (top >= at),
            start_column=left,
            end_row=bottom + (bottom >= at),
            end_column=right,
        )


def delete_row(sheet: Worksheet, at: int) -> None:
    """As a spreadsheet deletes a row: merged cells move along, those around it shrink."""
    areas = [area.bounds for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(at)
    for left, top, right, bottom in areas:
        top, bottom = top - (top > at), bottom - (bottom >= at)
        if top <= bottom and (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def through_libreoffice(paths: list[Path], folder: Path, kind: str = "xlsx") -> None:
    """Open the files in LibreOffice and save them there; skips the test where it is not."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, "--headless", profile, "--convert-to", kind, "--outdir", str(folder), *paths],
        check=True,
        capture_output=True,
    )
