"""Workbooks of unknown origin: what is read, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from core.errors import Unreadable
from core.storage import office_parts, workbook
from core.storage.workbook import Area, Sheet, read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>'
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    "</Relationships>"
)


def page(rows: str, after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def archive(path: Path, sheet: str | bytes, **others: str | bytes) -> Path:
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>',
        "xl/worksheets/sheet1.xml": sheet,
    } | others
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def one(path: Path) -> Sheet:
    (sheet,) = read_sheets(path)
    return sheet


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheets(path)
    assert path.name in caught.value.says
    assert caught.value.remedy
    assert [mistake.code for mistake in caught.value.mistakes] == [caught.value.code]
    return caught.value.code


# ---------------------------------------------------------------- what is read


def test_every_sort_of_cell(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="B2" t="inlineStr"><is><t>甲</t><rPh><t>读音</t></rPh>'
        '<r><t>乙</t></r></is></c><c t="str"><f>A1</f><v>丙_x000A_丁</v></c>'
        '<c r="E2"><f>1+1</f><v>2</v></c></row>'
        '<row><c><v>0.1</v></c><c t="b"><v>1</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c t="d"><v>2025-04-10T00:00:00</v></c><c s="9"/><c><f>SUM(A1)</f></c>'
        "<c><v>甲</v></c></row>"
    )
    merged = '<mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="坏"/></mergeCells>'
    sheet = one(archive(tmp_path / "a.xlsx", page(rows, merged)))
    assert sheet.name == "甲"
    assert sheet.areas == [Area(1, 1, 3, 2)]
    assert {place: cell.text for place, cell in sheet.cells.items() if not cell.fault} == {
        **{(2, 2): "甲乙", (2, 3): "丙\n丁", (2, 5): "2"},
        **{(3, 1): "0.1", (3, 2): "TRUE", (3, 4): "2025-04-10"},
    }
    assert [place for place, cell in sheet.cells.items() if cell.fault] == [(3, 3), (3, 6), (3, 7)]


def test_shared_texts_with_several_faces_are_one_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"].value = CellRichText("甲", TextBlock(InlineFont(b=True), "乙"), "丙")
    book.active["A2"].value = "一\n二"
    book.save(tmp_path / "a.xlsx")
    sheet = one(tmp_path / "a.xlsx")
    assert [sheet.text(1, 1), sheet.text(2, 1), sheet.text(9, 9)] == ["甲乙丙", "一\n二", ""]


def test_links_to_elsewhere_and_macros_are_not_looked_at(tmp_path: Path) -> None:
    links = LINKS.replace(
        "</Relationships>",
        f'<Relationship Id="r3" Type="{RELATIONS}/worksheet" TargetMode="External" '
        'Target="http://example.invalid/x"/>'
        f'<Relationship Id="r4" Type="{RELATIONS}/worksheet" Target="../../../etc/passwd"/>'
        "</Relationships>",
    )
    book = BOOK.replace(
        "</sheets>",
        '<sheet name="外" sheetId="2" r:id="r3"/><sheet name="上" sheetId="3" r:id="r4"/></sheets>',
    )
    path = archive(
        tmp_path / "a.xlsx",
        page('<row><c t="inlineStr"><is><t>甲</t></is></c></row>'),
        **{
            "xl/_rels/workbook.xml.rels": links,
            "xl/workbook.xml": book,
            "xl/vbaProject.bin": b"\x00" * 9_000_000,  # a bomb nobody opens
            "xl/externalLinks/externalLink1.xml": "<!DOCTYPE x><x/>",
        },
    )
    assert one(path).text(1, 1) == "甲"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04" + b"\x00" * 100, "甲".encode(), b"%PDF-1.4"],
)
def test_what_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path) == "W201"


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        made.writestr("word/document.xml", "<x/>")
    assert refusal(tmp_path / "a.xlsx") == "W201"


@pytest.mark.parametrize(
    "sheet", ["<worksheet>", "甲", page("<row><c t='s'><v>5</v></c></row>"), b"\xff\xfe\x00"]
)
def test_damaged_parts(sheet: str | bytes, tmp_path: Path) -> None:
    assert refusal(archive(tmp_path / "a.xlsx", sheet)) == "W201"


def test_a_broken_checksum_is_noticed(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", page("<row/>"))
    data = bytearray(path.read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    start = data.index(name) + len(name)
    data[start + 3] ^= 0xFF
    path.write_bytes(data)
    assert refusal(path) == "W201"


@pytest.mark.parametrize("missing", ["没有.xlsx", "坏\x00名.xlsx"])
def test_what_cannot_be_opened_at_all(missing: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_sheets(tmp_path / missing)
    assert caught.value.code == "D009"


def test_a_password_or_the_old_format(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512)
    assert refusal(path) == "W202"


def test_entries_with_a_password(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", page("<row/>"))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    assert refusal(path) == "W202"


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE x>",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_document_types_and_entities_are_refused(declaration: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", declaration + page("<row/>"))
    assert refusal(path) == "W204"


def test_a_part_that_inflates_beyond_reason_is_stopped_while_it_does(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", page("<row/>" * 2_000_000))
    assert path.stat().st_size < 100_000
    assert refusal(path) == "W203"


def test_all_parts_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_parts, "MOST_INFLATED", 100_000)
    path = archive(tmp_path / "a.xlsx", page("<row/>" * 20_000))
    assert refusal(path) == "W203"


def test_too_many_entries(tmp_path: Path) -> None:
    many = {f"xl/{number}": "" for number in range(office_parts.MOST_ENTRIES)}
    assert refusal(archive(tmp_path / "a.xlsx", page("<row/>"), **many)) == "W203"


def test_a_huge_directory_is_not_even_read(tmp_path: Path) -> None:
    many = {f"{'长' * 200}{number}": "" for number in range(1_700)}
    assert refusal(archive(tmp_path / "a.xlsx", page("<row/>"), **many)) == "W203"


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", page("<row/>"))
    raw = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(raw, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("xl/worksheets/sheet1.xml", page("<row/>"))
    path.write_bytes(raw.getvalue())
    assert refusal(path) == "W201"


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 10)
    assert (
        refusal(archive(tmp_path / "a.xlsx", page("<row>" + "<c><v>1</v></c>" * 11 + "</row>")))
        == "W203"
    )


def test_too_many_merged_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_MERGES", 10)
    merged = '<mergeCell ref="A1:XFD1048576"/>' * 11
    assert (
        refusal(archive(tmp_path / "a.xlsx", page("", f"<mergeCells>{merged}</mergeCells>")))
        == "W203"
    )


def test_huge_dimensions_cost_nothing(tmp_path: Path) -> None:
    rows = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = one(archive(tmp_path / "a.xlsx", page(rows, merged)))
    assert list(sheet.cells) == [(1_048_576, 16_384)]
    assert sheet.areas == [Area(1, 1, 1_048_576, 16_384)]
    assert list(sheet.lines()) == []
