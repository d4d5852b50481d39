"""Workbooks whose cells go on over a page, and workbooks LibreOffice has saved, read back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell

from core.calc.references import find_ref, placement_text
from core.document.document import Document
from core.facts.edits import SetValue
from core.facts.values import Kind
from core.layout.build import build_all
from core.layout.grid import Cell
from core.storage.datafile import UNIT_NAME, load, save
from core.storage.notes import INFORMATION
from core.workspace.samples import samples_folder
from core.workspace.sheets_in.read import Reading, read_workbook
from core.workspace.typing_in import is_open
from tests.support_packages import library
from tests.support_workbook import address, edited, export, insert_row, through_libreoffice

SAMPLES = sorted(samples_folder().glob("*.json"))
# 衡阳县's form: one 一级指标 and one 二级指标 stand on both sides of its first break.
FIRST = "整体自评表:绩效指标[1].一级指标"
SECOND = "整体自评表:绩效指标[7].二级指标"
POINTS = "整体自评表:绩效指标[1].分值"


def hengyang() -> Document:
    return load(samples_folder() / "hengyang-2021.json", library()).document


def parts(book: Workbook, reference: str) -> list[SheetCell]:
    """A fact's cell on the first page and on the second."""
    sheet, place = address(book, reference)
    top = sheet[place]
    below = sheet.row_breaks.brk[0].id + 1
    return [top, sheet.cell(below, top.column)]


def typed(reading: Reading, reference: str) -> str:
    state = reading.document.snapshot
    return state.entered_value(find_ref(state, reading.document.pack, reference)).raw


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def package(document: Document) -> str:
    return save(document, document.pack)


# ---------------------------------------------------------------- over a page


def test_the_label_on_the_next_page_is_no_second_fact(tmp_path: Path) -> None:
    document = hengyang()

    def look(book: Workbook) -> None:
        assert {cell.value for cell in parts(book, FIRST)} == {"产出指标\n（50分）"}
        assert [cell.value for cell in parts(book, POINTS)] == [50, None]

    reading = edited(document, tmp_path, look)
    assert package(reading.document) == package(document)
    assert not codes(reading)


@pytest.mark.parametrize("which", [0, 1])
def test_a_label_may_be_changed_on_either_page(which: int, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        parts(book, SECOND)[which].value = "数量指标乙"

    reading = edited(hengyang(), tmp_path, change)
    assert typed(reading, "绩效指标[7].二级指标") == "数量指标乙"
    assert codes(reading) == ["D120"]


def test_a_figure_may_be_typed_on_the_next_page_too(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        _, second = parts(book, "整体自评表:绩效指标[1].得分")
        assert second.value is None
        second.value = 47

    assert typed(edited(hengyang(), tmp_path, change), "绩效指标[1].得分") == "47"


def test_clearing_the_copy_clears_nothing_clearing_the_label_does(tmp_path: Path) -> None:
    def clear(which: int) -> str:
        def change(book: Workbook) -> None:
            parts(book, SECOND)[which].value = None

        return typed(edited(hengyang(), tmp_path, change), "绩效指标[7].二级指标")

    assert (clear(1), clear(0)) == ("数量指标2", "")


def test_a_row_inserted_between_the_pages_joins_the_merged_cells(tmp_path: Path) -> None:
    document = hengyang()
    count = len(document.snapshot.siblings("绩效指标"))

    def change(book: Workbook) -> None:
        sheet, place = address(book, "整体自评表:绩效指标[9].三级指标")
        row = sheet[place].row
        assert row == sheet.row_breaks.brk[0].id + 1
        insert_row(sheet, row)
        sheet.cell(row, sheet[place].column).value = "新的指标"

    reading = edited(document, tmp_path, change)
    state = reading.document.snapshot
    rows = state.siblings("绩效指标")
    assert len(rows) == count + 1
    assert typed(reading, "绩效指标[9].三级指标") == "新的指标"
    for name in ("一级指标", "二级指标", "分值", "得分"):
        refs = {find_ref(state, document.pack, f"绩效指标[{n}].{name}") for n in (8, 9, 10)}
        assert len(refs) == 1, name
    assert codes(reading) == ["D120"]


def test_a_part_that_was_taken_apart_is_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        second = parts(book, FIRST)[1]
        sheet = second.parent
        area = next(a for a in sheet.merged_cells.ranges if second.coordinate in a)
        sheet.unmerge_cells(str(area))

    reading = edited(hengyang(), tmp_path, change)
    assert "W220" in codes(reading)


# ---------------------------------------------------------------- after LibreOffice


def texts(document: Document) -> list[Cell]:
    """The first text somebody has typed into each form, where it is typed."""
    found: dict[str, Cell] = {}
    for grid in build_all(document.pack, document.snapshot):
        for cell in grid.cells:
            if cell.ref is None or cell.ref == UNIT_NAME or cell.kind is not Kind.TEXT:
                continue
            raw = document.snapshot.entered_value(cell.ref).raw
            plain = (
                cell.home and cell.text == raw and is_open(document.pack, document.snapshot, cell)
            )
            if raw and plain:
                found.setdefault(grid.name, cell)
    return list(found.values())


def test_an_edit_in_a_workbook_that_libreoffice_has_saved(tmp_path: Path) -> None:
    """Save there, change a text on every form, save there again, read."""
    documents = {path.stem: load(path, library()).document for path in SAMPLES}
    paths = [export(one, tmp_path / f"{stem}.xlsx") for stem, one in documents.items()]
    saved, again = tmp_path / "saved", tmp_path / "again"
    through_libreoffice(paths, saved)
    changed = 0
    for stem, document in documents.items():
        book = openpyxl.load_workbook(saved / f"{stem}.xlsx")
        state = document.snapshot
        for number, cell in enumerate(texts(document)):
            assert cell.placement is not None and cell.ref is not None
            sheet, place = address(book, placement_text(state, cell.placement))
            sheet[place].value = f"改过{number}"
            document.apply(SetValue(cell.ref, f"改过{number}"))
            changed += 1
        book.save(saved / f"{stem}.xlsx")
    assert changed > 20
    through_libreoffice(sorted(saved.glob("*.xlsx")), again)
    for stem, document in documents.items():
        reading = read_workbook(again / f"{stem}.xlsx", library())
        assert package(reading.document) == package(document), stem
        assert not [code for code in codes(reading) if code != INFORMATION], stem
