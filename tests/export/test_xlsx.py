"""The plain workbook of a grid, read back with openpyxl."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import ZipingtongError
from core.export.xlsx import workbook_bytes, write_workbook
from core.facts.values import Kind
from core.layout.grid import Align, Band, Cell, Grid, Role

ROOT = Path(__file__).resolve().parents[2]


def make(
    *cells: Cell,
    name: str = "自评表",
    lattice: tuple[int, ...] = (20, 50, 30),
    heights: tuple[float, ...] = (8.0,) * 8,
    landscape: bool = False,
    printed: bool = True,
    bands: tuple[Band, ...] = (),
    framed: tuple[int, int] = (0, 7),
    size: float = 10.5,
) -> Grid:
    return Grid(
        form=name,
        copy="",
        name=name,
        label="",
        lattice=lattice,
        landscape=landscape,
        printed=printed,
        size=size,
        heights=heights,
        cells=cells,
        bands=bands,
        blocks=(framed,),
        framed=framed,
    )


def fact(text: str, row: int = 0, col: int = 0, rows: int = 1, cols: int = 1) -> Cell:
    return Cell(row, col, rows, cols, text, Role.FACT, kind=Kind.MONEY)


def load(*grids: Grid) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(grids)))


def sheet(grid: Grid) -> Worksheet:
    return load(grid).worksheets[0]


# ---------------------------------------------------------------- the book


def test_one_sheet_per_grid_in_order() -> None:
    book = load(make(name="乙"), make(name="甲/1", printed=False), make(name="乙"))
    assert book.sheetnames == ["乙", "甲_1", "乙(2)"]
    assert book.properties.title == "乙、甲_1、乙(2)"
    assert book.properties.creator == "自评通"
    assert [page.sheet_properties.tabColor is None for page in book.worksheets] == [
        True,
        False,
        True,
    ]
    for page in book.worksheets:
        assert page.sheet_view.showGridLines is False
        assert page.sheet_view.zoomScale == 100
        assert page.freeze_panes is None


def test_no_grids_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZipingtongError) as caught:
        write_workbook([], tmp_path / "a.xlsx")
    assert caught.value.code == "E504"
    assert os.listdir(tmp_path) == []


def test_write_workbook(tmp_path: Path) -> None:
    grid = make(fact("甲"))
    write_workbook(iter([grid]), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == workbook_bytes([grid])


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ZipingtongError) as caught:
        write_workbook([make()], tmp_path / "没有" / "a.xlsx")
    assert caught.value.code == "E503"


def test_a_form_without_rows_gives_an_empty_sheet() -> None:
    page = sheet(make(heights=()))
    assert page.dimensions == "A1:A1"
    assert not page.print_area


def test_the_same_data_give_the_same_bytes() -> None:
    script = (
        "import sys, hashlib\n"
        "from core.export.xlsx import workbook_bytes\n"
        "from core.layout.grid import Cell, Grid, Role\n"
        "assert 'openpyxl' not in sys.modules\n"  # it would slow down every start
        "cells = tuple(Cell(i, 0, 1, 2, str(i), role) for i, role in enumerate(Role))\n"
        "high = (8.0,) * len(cells)\n"
        "grid = Grid('a', '', '甲', '', (20, 20), False, True, 10.5, high, cells, (), (), (0, 6))\n"
        "print(hashlib.sha256(workbook_bytes([grid, grid])).hexdigest())\n"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(sums) == 1


def test_no_time_is_written() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([make()]))) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode("utf-8")
    assert "created" not in properties
    assert "modified" not in properties
    assert "自评通" in properties


# ---------------------------------------------------------------- the lattice


def test_column_widths_are_millimetres() -> None:
    lattice = (8, 13, 21, 34, 55, 9, 17, 13)
    page = sheet(make(lattice=lattice))
    # 7 pixels a digit, 96 pixels an inch, and Excel's own rule for turning widths into pixels
    pixels = [
        int((256 * page.column_dimensions[letter].width + 18) / 256 * 7) for letter in "ABCDEFGH"
    ]
    for width, shown in zip(lattice, pixels, strict=True):
        assert abs(shown * 25.4 / 96 - width) < 0.27
    assert abs(sum(pixels) * 25.4 / 96 - sum(lattice)) < 0.27


def test_widths_are_counted_in_the_base_font() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([make()]))) as archive:
        styles = archive.read("xl/styles.xml").decode("utf-8")
    fonts = re.findall("<font>.*?</font>", styles)
    normal = re.search('<cellStyleXfs.*?fontId="([0-9]+)"', styles)
    assert normal is not None
    assert 'val="Arial"' in fonts[int(normal[1])]
    assert 'val="9.5"' in fonts[int(normal[1])]


def test_row_heights_are_points() -> None:
    page = sheet(make(heights=(8.0, 12.7, 0.0, 25.4)))
    heights = [page.row_dimensions[row].height for row in range(1, 5)]
    assert heights == pytest.approx([22.68, 36, 1, 72], abs=0.01)


def test_a_row_too_high_for_a_sheet_is_spread() -> None:
    cells = (fact("高", 1), fact("并", 0, 1, rows=3), fact("后", 2), fact("签", 3, 0, cols=3))
    page = sheet(make(*cells, heights=(8.0, 190.5, 8.0, 8.0), framed=(0, 3)))
    assert [page.row_dimensions[row].height for row in range(2, 8)] == [90.0] * 6
    assert {str(area) for area in page.merged_cells.ranges} == {"A2:A7", "B1:B8", "A9:C9"}
    assert page["A8"].value == "后"
    assert page.print_area == "'自评表'!$A$1:$C$9"


def test_the_highest_row_that_stays_whole() -> None:
    page = sheet(make(fact("高"), heights=(400 * 25.4 / 72 - 0.01,)))
    assert page.max_row == 1
    assert not page.merged_cells.ranges


def test_merges_and_frames() -> None:
    page = sheet(
        make(
            Cell(0, 0, 1, 3, "题", Role.TITLE),
            fact("一", 1, 0, rows=2),
            fact("二", 1, 1, rows=2, cols=2),
            Cell(3, 0, 1, 1, "栏", Role.LABEL),
            Cell(4, 0, 1, 3, "注", Role.NOTE),
        )
    )
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:C1", "A2:A3", "B2:C3", "A5:C5"}
    edges = {
        "A1": "",
        "A2": "left top right",
        "A3": "left bottom right",
        "B2": "left top",
        "C2": "top right",
        "B3": "left bottom",
        "C3": "bottom right",
        "A4": "left top bottom right",
        "A5": "",
        "C5": "",
    }
    for place, sides in edges.items():
        border = page[place].border
        for side in sides.split():
            assert getattr(border, side).style == "thin", (place, side)
        if not sides:
            assert border.left.style is None
            assert border.bottom.style is None


# ---------------------------------------------------------------- faces


@pytest.mark.parametrize(
    ("role", "face", "size", "vertical"),
    [
        (Role.TITLE, "方正小标宋简体", 18, "center"),
        (Role.NUMBER, "黑体", 14, "center"),
        (Role.HEAD, "宋体", 10.5, "center"),
        (Role.SIGN, "宋体", 10.5, "center"),
        (Role.NOTE, "宋体", 10.5, "top"),
        (Role.LABEL, "宋体", 9, "center"),
        (Role.FACT, "宋体", 9, "center"),
    ],
)
def test_faces(role: Role, face: str, size: float, vertical: str) -> None:
    for align, horizontal in zip(Align, ("left", "center", "right"), strict=True):
        cell = sheet(make(Cell(0, 0, 1, 1, "甲", role, align), size=9.0))["A1"]
        assert (cell.font.name, cell.font.sz, cell.font.b) == (face, size, False)
        assert cell.alignment.horizontal == horizontal
        assert cell.alignment.vertical == vertical
        assert cell.alignment.wrap_text


# ---------------------------------------------------------------- contents


@pytest.mark.parametrize(
    ("text", "value", "pattern"),
    [("927.00", 927, "0.00"), ("85%", 0.85, "0%"), ("1,234.5", 1234.5, "#,##0.0"), ("0", 0, "0")],
)
def test_facts_that_are_numbers_can_be_summed(text: str, value: float, pattern: str) -> None:
    cell = sheet(make(fact(text)))["A1"]
    assert (cell.data_type, cell.value, cell.number_format) == ("n", value, pattern)


@pytest.mark.parametrize(
    ("text", "digits"), [("8941704.11", "8941704.11"), ("0.07%", "0.0007"), ("0.0001%", "0.000001")]
)
def test_numbers_are_written_digit_by_digit(text: str, digits: str) -> None:
    data = workbook_bytes([make(fact(text, cols=3))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert f"<v>{digits}</v>" in archive.read("xl/worksheets/sheet1.xml").decode("utf-8")


def test_labels_stay_texts() -> None:
    cell = sheet(make(Cell(0, 0, 1, 1, "10", Role.LABEL)))["A1"]
    assert (cell.data_type, cell.value) == ("s", "10")


def test_a_number_too_wide_for_its_cell_stays_a_text() -> None:
    page = sheet(make(fact("1234567.89"), fact("1234567.89", 0, 1), lattice=(12, 40)))
    assert page["A1"].value == "1234567.89"
    assert page["B1"].value == 1234567.89


def test_an_empty_text_is_an_empty_cell() -> None:
    page = sheet(make(fact(""), fact("\x00", 0, 1)))
    assert page["A1"].value is None
    assert page["B1"].value is None
    assert "inlineStr" not in str(
        zipfile.ZipFile(io.BytesIO(workbook_bytes([make(fact("\x00"))]))).read(
            "xl/worksheets/sheet1.xml"
        )
    )


COMMANDS = [
    sign + rest
    for sign in "=+-@＝＋－＠"
    for rest in ("", "1+1", "SUM(A1)", "cmd|' /C calc'!A0", 'HYPERLINK("x")', "\n1", "甲", "-5.0.0")
]
ODD = [
    *["#N/A", "#REF!", "#DIV/0!", "TRUE", "FALSE", "NULL", "nan", "inf", "1e5", "0x10", "1_0"],
    *["2024-01-01", "1/2", "12:30", "001", "+5", "１２", "٣", "½", "1 0", "5万元", "≥95%", "-0.00"],
    *["'甲", '"甲"', "<b>", "&amp;", "]]>", "<!--", "<?xml?>", "{=1}", "$A$1", "A1", "[1]!A1"],
    *[
        "甲\n乙",
        "\n",
        "\t=1",
        "  =1",
        "甲  乙",
        "末尾 ",
        "😀",
        "𬭚㛃",
        "e\u0301",
        "\u202e反",
        "长" * 9999,
    ],
]


def test_hostile_texts_stay_texts() -> None:
    texts = COMMANDS + ODD
    assert len(texts) >= 100
    cells = [fact(text, row) for row, text in enumerate(texts)]
    cells += [Cell(row, 1, 1, 1, text, Role.NOTE) for row, text in enumerate(texts)]
    data = workbook_bytes([make(*cells, heights=(8.0,) * len(texts))])
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    for row, text in enumerate(texts, 1):
        for cell in (page.cell(row, 1), page.cell(row, 2)):
            assert (cell.value, cell.data_type) == (text, "s")
            assert bool(cell.quotePrefix) == (text.strip()[:1] in set("=+-@＝＋－＠") - {""})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not re.search(b"<f[ >]", archive.read("xl/worksheets/sheet1.xml"))


def test_an_endless_text_is_cut() -> None:
    value = sheet(make(fact("长" * 40_000)))["A1"].value
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("…")


# ---------------------------------------------------------------- paper


def test_page_setup() -> None:
    page = sheet(make(landscape=True))
    assert page.page_setup.paperSize == 9
    assert page.page_setup.orientation == "landscape"
    fit = page.sheet_properties.pageSetUpPr
    assert fit is not None
    assert fit.fitToPage
    assert page.page_setup.fitToWidth == 1
    assert page.print_options.horizontalCentered
    assert page.print_area == "'自评表'!$A$1:$C$8"
    assert sheet(make()).page_setup.orientation == "portrait"


@pytest.mark.parametrize(
    ("width", "landscape", "margin"),
    [(100, False, 20), (170, False, 18), (176, False, 15), (190, False, 8), (250, True, 20)],
)
def test_margins_give_way_to_wide_forms(width: int, landscape: bool, margin: float) -> None:
    margins = sheet(make(lattice=(width,), landscape=landscape)).page_margins
    assert margins.left == margins.right == pytest.approx(margin / 25.4, abs=0.001)
    assert margins.top == pytest.approx(20 / 25.4, abs=0.001)
    assert margins.bottom == pytest.approx(17 / 25.4, abs=0.001)


def test_page_numbers_are_those_of_official_papers() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([make()]))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
    number = '&amp;"宋体,Regular"&amp;14— &amp;P —'
    assert f"<oddFooter>&amp;R{number}\u3000</oddFooter>" in page.replace("&quot;", '"')
    assert f"<evenFooter>&amp;L\u3000{number}</evenFooter>" in page.replace("&quot;", '"')
    assert 'differentOddEven="1"' in page


def test_pages_break_where_they_were_worked_out() -> None:
    page = sheet(make(heights=(100.0,) * 5, framed=(0, 4)))
    assert [mark.id for mark in page.row_breaks.brk] == [2, 4]
    assert page.sheet_properties.pageSetUpPr is not None
    assert not page.sheet_properties.pageSetUpPr.fitToPage  # Excel would forget the breaks
    assert page.page_setup.scale == 100


def test_a_form_wider_than_the_paper_is_scaled_to_it_also_with_breaks() -> None:
    page = sheet(make(lattice=(215,), heights=(200.0, 200.0), framed=(0, 1)))
    assert page.page_setup.scale == int(100 * (210 - 16) / 215)


def test_a_row_that_goes_on_is_cut_between_the_sheet_rows_it_stands_on() -> None:
    page = sheet(make(fact("高", 1), heights=(20.0, 400.0, 8.0), framed=(0, 2)))
    pieces = 12  # 400 mm are 1134 pt
    assert page.max_row == 1 + pieces
    assert [mark.id for mark in page.row_breaks.brk] == [1 + 7]
    first_page = sum(page.row_dimensions[row].height for row in range(2, 9))
    assert first_page == pytest.approx(237 / 25.4 * 72, abs=0.1)  # to the edge of the paper's room


def test_a_form_of_one_page_takes_one() -> None:
    page = sheet(make(heights=(266.0,), framed=(0, 0), size=9.0))
    assert page.page_setup.fitToHeight == 1
    assert not page.row_breaks.brk
    assert page.page_margins.top == pytest.approx(15 / 25.4, abs=0.001)  # tight, as it was broken


def test_header_rows_repeat() -> None:
    head = [Cell(1, col, 1, 1, "头", Role.LABEL) for col in range(3)]
    body = [fact("甲", row, col) for row in range(2, 8) for col in range(3)]
    table = (Band(1, 7, 1),)
    assert sheet(make(*head, *body, bands=table)).print_title_rows == "$2:$2"
    high = (190.5, *(8.0,) * 7)
    assert sheet(make(*head, *body, bands=table, heights=high)).print_title_rows == "$7:$7"
    two = (Band(0, 0, 0), Band(1, 7, 1))  # a table without a header is no hindrance
    assert sheet(make(*head, *body, bands=two)).print_title_rows == "$2:$2"


@pytest.mark.parametrize(
    ("bands", "corner"),
    [
        ((), None),
        ((Band(1, 7, 0),), None),
        ((Band(1, 6, 1),), None),  # something else follows, under a header not its own
        ((Band(1, 3, 1), Band(4, 7, 1)), None),
        ((Band(1, 7, 1),), Cell(1, 0, 7, 1, "角", Role.LABEL)),
        ((Band(1, 7, 1),), Cell(0, 0, 2, 1, "上", Role.LABEL)),
    ],
)
def test_header_rows_that_would_mislead_do_not_repeat(
    bands: tuple[Band, ...], corner: Cell | None
) -> None:
    grid = make(*([corner] if corner else []), fact("甲", 1, 1), bands=bands)
    assert not sheet(grid).print_title_rows


def test_a_text_fact_of_digits_stays_a_text() -> None:
    phone = Cell(0, 0, 1, 1, "8812345", Role.FACT, kind=Kind.PHONE)
    page = sheet(make(phone))
    assert page["A1"].value == "8812345"
    assert page["A1"].data_type == "s"
