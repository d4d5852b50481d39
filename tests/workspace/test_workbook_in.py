"""Workbooks of ours, changed by somebody, read back as packages."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell

from core.calc.references import find_placement, find_ref
from core.document.document import Document
from core.errors import Unreadable
from core.export.sheets import write_forms
from core.facts.edits import SetPrinted, SetValue
from core.facts.model import Key, Ref
from core.forms.pack import form_patterns
from core.layout.build import build_all
from core.storage.datafile import UNIT_NAME, load, save
from core.storage.workbook_marks import MARKS_TAB
from core.workspace.samples import samples_folder
from core.workspace.sheets_in.read import Reading, read_workbook
from core.workspace.workspace import Workspace
from tests.support_packages import PACKS, clean_package, library, load_package
from tests.support_workbook import (
    address,
    delete_row,
    edited,
    export,
    insert_row,
    through_libreoffice,
)

SAMPLES = sorted(samples_folder().glob("*.json"))
LEVEL = "整体自评表:绩效指标[2]."


def sample(name: str = "taojiang-2024") -> Document:
    return load(samples_folder() / f"{name}.json", library()).document


def text(document: Document, document_with: Document) -> tuple[str, str]:
    return save(document, document.pack), save(document_with, document_with.pack)


def raw(reading: Reading, reference: str) -> str:
    return typed(reading.document, reference)


def typed(document: Document, reference: str) -> str:
    state = document.snapshot
    return state.entered_value(find_ref(state, document.pack, reference)).raw


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def put(book: Workbook, reference: str, value: object, part: str = "") -> None:
    sheet, at = address(book, reference, part)
    sheet[at].value = value  # type: ignore[union-attr]


# ---------------------------------------------------------------- nothing changed


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_unchanged_workbook_is_the_same_package(path: Path, tmp_path: Path) -> None:
    document = load(path, library()).document
    before, after = text(
        document, read_workbook(export(document, tmp_path / "a.xlsx"), library()).document
    )
    assert after == before


@pytest.mark.parametrize("pack", PACKS)
def test_so_are_packages_of_every_county(pack: str, tmp_path: Path) -> None:
    document = load_package(clean_package(7, pack)).document
    reading = edited(document, tmp_path, lambda book: None)  # saved by another program
    before, after = text(document, reading.document)
    assert after == before
    assert not reading.gone


def test_so_are_packages_that_libreoffice_has_saved(tmp_path: Path) -> None:
    documents = {path.stem: load(path, library()).document for path in SAMPLES}
    paths = [export(one, tmp_path / f"{stem}.xlsx") for stem, one in documents.items()]
    saved = tmp_path / "saved"
    through_libreoffice(paths, saved)
    for stem, document in documents.items():
        reading = read_workbook(saved / f"{stem}.xlsx", library())
        assert text(document, reading.document)[0] == text(document, reading.document)[1], stem
        assert not [note for note in reading.notes if note.code.startswith("W")]


ODD = [
    *[
        "=1+1",
        "+8",
        "-甲",
        "@甲",
        "＝1",
        "\t=1",
        "甲\r\n乙",
        "_x000D_",
        "_x005F_",
        "\ufffe甲",
        "0.10",
    ],
    *[
        "927.00",
        "１２．５",
        "5,000",
        " 前后 ",
        "'甲",
        "“甲”",
        "甲\u2028乙",
        "😀𬭚㛃䶮",
        "a\\nb",
        "\x7f",
    ],
]


def test_what_was_typed_comes_back_to_the_letter(tmp_path: Path) -> None:
    document = sample()
    refs = [
        ref
        for form in document.pack.forms
        for ref in (Ref(p.name, p.aspect) for p in form_patterns(form) if not p.path)
        if document.pack.places["", ref.name, ref.aspect][0] == form.id and ref != UNIT_NAME
    ]
    odds = dict(zip(dict.fromkeys(refs), ODD, strict=False))
    assert len(odds) == len(ODD)
    for ref, odd in odds.items():
        document.apply(SetValue(ref, odd))
    reading = edited(document, tmp_path, lambda book: None)
    for ref, odd in odds.items():
        assert reading.document.snapshot.entered_value(ref).raw == odd
    before, after = text(document, reading.document)
    assert after == before


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        (12.5, "12.50"),  # as the sheet shows it under the cell's format
        (12.345, "12.345"),  # a format never cuts what was typed
        ("12.5万元", "12.5万元"),
        (1234567, "1234567.00"),
        (0, "0.00"),
        ("无", "无"),
        (None, ""),
    ],
)
def test_a_changed_cell_is_typed_into_its_fact(value: object, becomes: str, tmp_path: Path) -> None:
    reading = edited(sample(), tmp_path, lambda book: put(book, "基础数据表:三公经费@决算", value))
    assert raw(reading, "三公经费@决算") == becomes
    assert codes(reading) == ["D120"]


def test_only_what_was_changed_is_taken_from_the_cells(tmp_path: Path) -> None:
    document = sample()
    reading = edited(document, tmp_path, lambda book: put(book, "基础数据表:公务接待费@决算", 6))
    document.apply(SetValue(Ref("公务接待费", "决算"), "6.00"))
    before, after = text(document, reading.document)
    assert after == before


def test_the_words_around_a_fact_are_not_typed(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put(book, "基础数据表:填表人", "填表人：张某")
        put(book, "基础数据表:填报日期", "2025.05.06")

    reading = edited(sample(), tmp_path, change)
    assert raw(reading, "填表人") == "张某"
    assert raw(reading, "填报日期") == "2025.05.06"


def test_what_follows_another_place_becomes_a_printed_value(tmp_path: Path) -> None:
    spot = "整体自评表:项目支出@决算"
    reading = edited(sample(), tmp_path, lambda book: put(book, spot, 1))
    state = reading.document.snapshot
    placement = find_placement(state, reading.document.pack, spot)
    assert state.printed[placement].raw == "1.00"
    assert raw(reading, "项目支出@决算") == typed(sample(), "项目支出@决算")


def test_a_place_changed_together_with_its_home_just_follows(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put(book, "整体自评表:项目支出@决算", 1000.5)
        put(book, "基础数据表:项目支出@决算", 1000.5)

    reading = edited(sample(), tmp_path, change)
    assert raw(reading, "项目支出@决算") in ("1000.50", "")  # "" when the sum gives it by itself
    assert not reading.document.snapshot.printed


def test_a_sum_that_has_become_right_by_itself_is_not_typed(tmp_path: Path) -> None:
    document = sample()
    document.apply(SetValue(Ref("三公经费", "决算"), ""))
    sums = document.snapshot.value(Ref("三公经费", "决算"))
    assert sums.number is not None

    def change(book: Workbook) -> None:
        put(book, "基础数据表:公务接待费@决算", 6)
        put(book, "基础数据表:三公经费@决算", 6)

    reading = edited(document, tmp_path, change)
    state = reading.document.snapshot
    assert state.entered_value(Ref("三公经费", "决算")).is_blank
    assert state.value(Ref("三公经费", "决算")).number == 6


def test_a_printed_value_is_read_back_and_can_be_changed(tmp_path: Path) -> None:
    document = sample()
    spot = "整体自评表:项目支出@决算"
    placement = find_placement(document.snapshot, document.pack, spot)
    document.apply(SetPrinted(placement, "5.00"))
    same = edited(document, tmp_path, lambda book: None)
    assert same.document.snapshot.printed[placement].raw == "5.00"
    other = edited(document, tmp_path, lambda book: put(book, spot, 6))
    assert other.document.snapshot.printed[placement].raw == "6.00"


def test_the_parts_of_a_target_come_together(tmp_path: Path) -> None:
    document = sample("luxian-2023")
    name = "绩效指标[1].年度指标值"
    form = next(
        form
        for form in (placed.id for placed in document.pack.forms)
        if form in document.pack.places["绩效指标", "年度指标值", ""]
    )

    def change(book: Workbook) -> None:
        put(book, f"{form}:{name}", "≤", "性质")
        put(book, f"{form}:{name}", 77, "值")

    reading = edited(document, tmp_path, change)
    unit = typed(document, name).split("｜")[2]
    assert raw(reading, name) == f"≤｜77｜{unit}"


def test_labels_and_formulas_without_a_result_are_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put(book, "基础数据表:公务接待费@决算", "=1+1")  # openpyxl saves no result with it
        book["基础数据表"]["A7"].value = "三公"

    document = sample()
    reading = edited(document, tmp_path, change)
    assert sorted(codes(reading)) == ["W214", "W215"]
    assert text(document, reading.document)[0] == text(document, reading.document)[1]


# ---------------------------------------------------------------- rows


def test_a_row_inserted_inside_a_merged_cell_joins_it(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet, at = address(book, f"{LEVEL}三级指标")
        row = sheet[at].row + 1  # type: ignore[union-attr]
        insert_row(sheet, row)
        for col, value in enumerate(("推动企业上云", "≥10家", "12家", 3, 3), 4):
            sheet.cell(row, col).value = value

    document = sample()
    reading = edited(document, tmp_path, change)
    state = reading.document.snapshot
    rows = state.siblings("绩效指标")
    assert len(rows) == len(document.snapshot.siblings("绩效指标")) + 1
    assert raw(reading, "绩效指标[3].三级指标") == "推动企业上云"
    assert raw(reading, "绩效指标[3].实际完成值") == "12家"
    assert raw(reading, "绩效指标[3].得分") == "3"
    assert state.cover[rows[2], "一级指标"] == state.cover[rows[1], "一级指标"]
    assert state.cover[rows[2], "二级指标"] == state.cover[rows[1], "二级指标"]
    assert raw(reading, "绩效指标[4].三级指标") == "推动数字经济赋能升级"
    assert codes(reading) == ["D120"]


def test_a_copied_row_is_a_new_row_with_what_was_changed_in_it(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet, at = address(book, "整体自评表:绩效指标[5].三级指标")
        row = sheet[at].row  # type: ignore[union-attr]
        insert_row(sheet, row + 1)
        for col in range(1, 12):  # the hidden mark is copied along
            below = sheet.cell(row + 1, col)
            if not isinstance(below, MergedCell):
                below.value = sheet.cell(row, col).value
        sheet.cell(row + 1, 3).value = "新的二级指标"
        sheet.cell(row + 1, 4).value = "甲"

    reading = edited(sample(), tmp_path, change)
    state = reading.document.snapshot
    rows = state.siblings("绩效指标")
    assert raw(reading, "绩效指标[5].三级指标") == "一年"
    assert raw(reading, "绩效指标[6].三级指标") == "甲"
    assert raw(reading, "绩效指标[6].二级指标") == "新的二级指标"
    assert state.cover[rows[5], "二级指标"] != state.cover[rows[4], "二级指标"]


def test_the_first_row_of_an_empty_table_can_be_filled(tmp_path: Path) -> None:
    document = sample()
    assert not document.snapshot.siblings("项目清单")

    def change(book: Workbook) -> None:
        book["基础数据表"]["F16"].value = 88

    reading = edited(document, tmp_path, change)
    assert len(reading.document.snapshot.siblings("项目清单")) == 1
    assert raw(reading, "项目清单[1].支出@决算") == "88"


def test_deleted_rows_stay_until_somebody_says_they_may_go(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet, at = address(book, "整体自评表:绩效指标[3].三级指标")
        delete_row(sheet, sheet[at].row)  # type: ignore[union-attr]

    document = sample()
    reading = edited(document, tmp_path, change)
    assert text(document, reading.document)[0] == text(document, reading.document)[1]
    assert reading.gone_names == ("绩效指标[3]（推动数字经济赋能升级）",)
    reading.remove_gone()
    assert raw(reading, "绩效指标[3].三级指标") == "推动市场主体做优做强"
    assert raw(reading, "绩效指标[2].二级指标") == "质量指标"


def test_rows_where_none_can_be_added_are_told(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        insert_row(book["基础数据表"], 8)
        book["基础数据表"]["A8"].value = "另一项"

    document = sample()
    reading = edited(document, tmp_path, change)
    assert codes(reading) == ["W218"]
    assert text(document, reading.document)[0] == text(document, reading.document)[1]


def test_rows_of_the_county_that_were_deleted_are_told_and_kept(tmp_path: Path) -> None:
    document = sample()
    reading = edited(document, tmp_path, lambda book: delete_row(book["基础数据表"], 9))
    assert codes(reading) == ["W219"]
    assert not reading.gone
    assert text(document, reading.document)[0] == text(document, reading.document)[1]


# ---------------------------------------------------------------- sheets


def test_sheets_are_known_whatever_they_are_called(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        put(book, "基础数据表:公务接待费@决算", 6)
        book["基础数据表"].title = "改了名"
        book.move_sheet("改了名", 1)

    reading = edited(sample(), tmp_path, change)
    assert raw(reading, "公务接待费@决算") == "6.00"


def test_missing_copied_and_recut_sheets_are_told(tmp_path: Path) -> None:
    document = sample()
    gone = edited(document, tmp_path, lambda book: book.remove(book["整体自评表"]))
    assert codes(gone) == ["W210"]
    copied = edited(document, tmp_path, lambda book: book.copy_worksheet(book["整体自评表"]))
    assert codes(copied) == ["W212"]
    recut = edited(document, tmp_path, lambda book: book["整体自评表"].insert_cols(3))
    assert codes(recut) == ["W211"]
    for reading in (gone, copied, recut):
        assert text(document, reading.document)[0] == text(document, reading.document)[1]


def test_cells_merged_otherwise_are_told(tmp_path: Path) -> None:
    reading = edited(sample(), tmp_path, lambda book: book["整体自评表"].merge_cells("G15:G16"))
    assert "W220" in codes(reading)
    split = edited(sample(), tmp_path, lambda book: book["整体自评表"].unmerge_cells("C15:C17"))
    assert codes(split) == ["W220"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.remove(book[MARKS_TAB]), "W205"),
        (lambda book: book[MARKS_TAB].delete_rows(3), "W206"),
        (lambda book: book[MARKS_TAB].delete_rows(2), "W206"),
    ],
)
def test_without_the_hidden_sheet_nothing_is_read(
    change: object, code: str, tmp_path: Path
) -> None:
    assert callable(change)
    with pytest.raises(Unreadable) as caught:
        edited(sample(), tmp_path, change)
    assert caught.value.code == code
    assert "甲.xlsx" in caught.value.says


def test_a_workbook_of_one_form_holds_only_what_it_shows(tmp_path: Path) -> None:
    document = sample()
    path, first = tmp_path / "甲.xlsx", next(iter(build_all(document.pack, document.snapshot)))
    write_forms(document.pack, document.snapshot, [first], path)
    state = read_workbook(path, library()).document.snapshot
    assert state.entered_value(Ref("编制数")).raw == "41"
    assert state.entered_value(Ref("预期目标")).is_blank
    assert not any(Key("三级指标") in held for held in state.entered.values())
    book = openpyxl.load_workbook(path)
    told = json.dumps([list(row) for row in book[MARKS_TAB].iter_rows(values_only=True)])
    assert json.dumps("推动数字经济赋能升级")[1:-1] not in told


def test_adopting_a_workbook_asks_about_missing_rows(tmp_path: Path) -> None:
    document = sample()
    path = export(document, tmp_path / "甲.xlsx")
    book = openpyxl.load_workbook(path)
    sheet, at = address(book, "整体自评表:绩效指标[3].三级指标")
    delete_row(sheet, sheet[at].row)  # type: ignore[union-attr]
    book.save(path)
    asked: list[tuple[str, ...]] = []
    workspace = Workspace(tmp_path / "data", library())
    try:
        kept, notes = workspace.adopt(path)
        assert [note.code for note in notes] == ["W223"]
        smaller, notes = workspace.adopt(path, lambda names: not asked.append(names))
        assert asked == [("绩效指标[3]（推动数字经济赋能升级）",)]
        assert [note.code for note in notes] == ["D120"]
        counts = []
        for number in (kept, smaller):
            report = workspace.open(number)
            counts.append(len(report.snapshot.siblings("绩效指标")))
            report.close()
        assert counts == [15, 14]
    finally:
        workspace.close()
