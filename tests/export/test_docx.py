"""The Word document of made-up grids, read back."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import ZipingtongError
from core.export.docx import docx_bytes, write_docx
from core.layout.grid import Align, Band, Cell, Grid, Role
from core.layout.letter import letters
from tests.export.test_xlsx import COMMANDS, ODD, fact, make
from tests.support_docx import (
    Box,
    R,
    W,
    body,
    boxes,
    cell_text,
    header_rows,
    part,
    sections,
    table_rows,
    text_of,
    value,
)
from tests.support_letters import samples as reports

ROOT = Path(__file__).resolve().parents[2]
LEGAL = [text for text in COMMANDS + ODD if text.isprintable() or "\n" in text or "\t" in text]


def docx(*grids: Grid) -> bytes:
    return docx_bytes(grids, "自评材料")


def whole(*cells: Cell, **more: object) -> Grid:
    """A grid of rows 0 … n, all of them in the frame unless told."""
    rows = max(cell.row + cell.rows for cell in cells)
    told = {"heights": (8.0,) * rows, "framed": (0, rows - 1), **more}
    return make(*cells, **told)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the file


def test_no_grids_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZipingtongError) as caught:
        write_docx(tmp_path / "a.docx", [], "空")
    assert caught.value.code == "E504"
    assert os.listdir(tmp_path) == []


def test_write_docx(tmp_path: Path) -> None:
    grid = whole(fact("甲"), fact("乙", 0, 1), fact("丙", 0, 2))
    write_docx(tmp_path / "甲 & 乙.docx", [grid], "题")
    assert (tmp_path / "甲 & 乙.docx").read_bytes() == docx_bytes([grid], "题")


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ZipingtongError) as caught:
        write_docx(tmp_path / "没有" / "a.docx", [whole(fact("甲"))], "题")
    assert caught.value.code == "E503"


def test_the_same_data_give_the_same_bytes() -> None:
    script = (
        "import hashlib\n"
        "from core.export.docx import docx_bytes\n"
        "from core.layout.grid import Cell, Grid, Role\n"
        "roles = (Role.NUMBER, Role.TITLE, Role.HEAD, Role.FACT, Role.SIGN, Role.NOTE)\n"
        "cells = tuple(Cell(i, 0, 1, 2, str(i), role) for i, role in enumerate(roles))\n"
        "high = (8.0,) * len(cells)\n"
        "grid = Grid('a', '', '甲', '', (20, 20), False, True, 9.0, high, cells, (), (), (3, 3))\n"
        "print(hashlib.sha256(docx_bytes([grid, grid], '题')).hexdigest())\n"
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


def test_properties_tell_the_title_and_nobody() -> None:
    data = docx_bytes([whole(fact("甲"))], "某镇 <2024> & \x07材料")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "app" in name or "custom" in name]
    properties = part(data, "docProps/core.xml")
    told = {element.tag.rpartition("}")[2]: element.text for element in properties}
    assert told == {"title": "某镇 <2024> & 材料", "creator": "自评通"}


def test_every_part_is_declared_and_every_relation_leads_somewhere() -> None:
    data = docx(whole(fact("甲")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    declared = {e.get("PartName", "")[1:] for e in part(data, "[Content_Types].xml")} - {""}
    assert names - declared == {n for n in names if n.endswith(".rels")} | {"[Content_Types].xml"}
    relations = {e.get("Id"): e.get("Target") for e in part(data, "word/_rels/document.xml.rels")}
    assert {f"word/{target}" for target in relations.values()} <= names
    footers = sections(data)[0][1].findall(f"{W}footerReference")
    assert {value(foot, "type"): relations[foot.get(f"{R}id")] for foot in footers} == {
        "default": "footer.xml",
        "even": "footer_even.xml",
    }


# Word refuses or repairs a file whose properties stand in another order than the standard's.
ORDER = {
    "pPr": "pStyle keepNext pageBreakBefore widowControl overflowPunct autoSpaceDE autoSpaceDN "
    "snapToGrid spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts spacing sz szCs lang",
    "tblPr": "tblW jc tblBorders tblLayout tblCellMar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "sectPr": "footerReference pgSz pgMar docGrid",
    "tbl": "tblPr tblGrid tr",
    "style": "name basedOn qFormat pPr rPr",
    "settings": "defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
}


def test_properties_stand_in_the_order_of_the_standard() -> None:
    cells = [Cell(0, 0, 1, 3, "题", Role.TITLE)]
    cells += [Cell(1, 0, 30, 1, "角", Role.LABEL), Cell(1, 1, 1, 2, "头", Role.LABEL)]
    cells += [fact("值", row, 1, cols=2) for row in range(2, 31)]
    long = make(*cells, heights=(20.0,) * 31, framed=(1, 30), bands=(Band(1, 30, 1),))
    document = reports()["某某镇"]
    (report,) = letters(document.pack, document.snapshot)
    data = docx_bytes([long, report, replace(long, landscape=True)], "自评材料")
    seen = set()
    for name in ("document", "styles", "settings"):
        for element in part(data, f"word/{name}.xml").iter():
            kind = element.tag.removeprefix(W)
            if kind in ORDER:
                seen.add(kind)
                places = [ORDER[kind].split().index(e.tag.removeprefix(W)) for e in element]
                assert places == sorted(places), (kind, [e.tag for e in element])
    assert seen == set(ORDER)


# ---------------------------------------------------------------- texts


@pytest.mark.parametrize("role", [Role.FACT, Role.NOTE, Role.TITLE, Role.SIGN])
def test_hostile_texts_stay_texts(role: Role) -> None:
    assert len(LEGAL) >= 100
    more = [
        "{ PAGE }",
        "\x13 DDEAUTO c:\\\\x \x14",
        "<w:fldSimple/>",
        "MERGEFIELD 甲",
        "䶮㛃𬭚喆珺堃",
    ]
    for text in LEGAL + more:
        grid = make(
            Cell(0, 0, 1, 3, text, role), heights=(8.0,), framed=(0, 0 if role is Role.FACT else -1)
        )
        found = body(docx(grid))
        read = [text_of(p) for p in found.iter(f"{W}p")]
        assert "\n".join(read).removesuffix("\n") == text.translate({0x13: None, 0x14: None})
        allowed = {"body", "tbl", "tr", "tc", "p", "r", "t", "br", "tab"}
        content = {e.tag.removeprefix(W) for e in found.iter()} & {
            *allowed,
            "fldSimple",
            "instrText",
            "fldChar",
            "hyperlink",
            "object",
            "altChunk",
        }
        assert content <= allowed


def test_control_characters_are_dropped() -> None:
    cell = fact("甲\x00\x0b乙\ud800丙\uffff\r\n丁\r戊", cols=3)
    (table,) = [e for e in body(docx(whole(cell))) if e.tag == f"{W}tbl"]
    assert [box.text for box in boxes(table)] == ["甲乙丙\n丁\n戊"]


@pytest.mark.parametrize(
    ("name", "shown", "side"),
    [("footer", "— 1 —\u3000", "right"), ("footer_even", "\u3000— 1 —", "left")],
)
def test_the_page_number_is_the_only_field(name: str, shown: str, side: str) -> None:
    """It stands where official papers have it: odd pages right, even ones left."""
    data = docx(whole(fact("甲", cols=3)))
    (number,) = part(data, f"word/{name}.xml")
    assert [e.get(f"{W}instr") for e in number.iter(f"{W}fldSimple")] == [" PAGE "]
    assert "".join(e.text or "" for e in number.iter(f"{W}t")) == shown
    assert value(number.find(f"{W}pPr/{W}jc")) == side
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


# ---------------------------------------------------------------- faces


@pytest.mark.parametrize(
    ("role", "face", "half_points"),
    [
        (Role.TITLE, "方正小标宋简体", 36),
        (Role.NUMBER, "黑体", 28),
        (Role.HEAD, "宋体", 21),
        (Role.SIGN, "宋体", 21),
        (Role.NOTE, "宋体", 21),
        (Role.LABEL, "宋体", 18),
        (Role.FACT, "宋体", 18),
    ],
)
def test_faces_and_sizes(role: Role, face: str, half_points: int) -> None:
    cells = (Cell(0, 0, 1, 2, "甲", role, Align.RIGHT), Cell(0, 2, 1, 1, "乙", role))
    inside = role in (Role.FACT, Role.LABEL)
    grid = make(*cells[: 1 if role in (Role.TITLE, Role.NUMBER, Role.NOTE) else 2], heights=(9.0,))
    grid = replace(grid, size=9.0, framed=(0, 0) if inside else (1, 0))
    data = docx(grid)
    paragraph = next(p for p in body(data).iter(f"{W}p") if text_of(p) == "甲")
    styles = {s.get(f"{W}styleId"): s for s in part(data, "word/styles.xml").iter(f"{W}style")}
    style = styles[value(paragraph.find(f"{W}pPr/{W}pStyle"))]
    fonts = style.find(f"{W}rPr/{W}rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert value(fonts, script) == face
    assert value(style.find(f"{W}rPr/{W}sz")) == str(half_points)
    if role is not Role.TITLE:
        assert value(paragraph.find(f"{W}pPr/{W}jc")) == "right"


def test_the_lines_of_a_title_are_one_heading_with_a_bookmark() -> None:
    cells = (Cell(0, 0, 1, 3, "某某自评表", Role.TITLE), Cell(1, 0, 1, 3, "（2024年）", Role.TITLE))
    grid = make(*cells, fact("甲", 2), name="项目-1 表" * 20, framed=(2, 2), heights=(9.0,) * 3)
    found = body(docx(grid, grid))
    marks = [e.get(f"{W}name") or "" for e in found.iter(f"{W}bookmarkStart")]
    assert len(set(marks)) == 2
    assert all(len(mark) <= 40 and mark.replace("_", "").isalnum() for mark in marks)
    heads = [p for p in found.iter(f"{W}p") if value(p.find(f"{W}pPr/{W}pStyle")) == "FormTitle"]
    assert [text_of(p) for p in heads] == ["某某自评表\n（2024年）"] * 2
    styles = {
        s.get(f"{W}styleId"): s for s in part(docx(grid), "word/styles.xml").iter(f"{W}style")
    }
    heading = styles["FormTitle"]
    assert value(heading.find(f"{W}name")) == "表名"
    assert value(heading.find(f"{W}pPr/{W}outlineLvl")) == "0"
    assert value(heading.find(f"{W}pPr/{W}jc")) == "center"


# ---------------------------------------------------------------- pages


def table_parts(grid: Grid) -> list[list[list[str]]]:
    """For every table in order, the texts of its rows."""
    return [
        [[cell_text(cell) for cell in row.iterfind(f"{W}tc")] for row in table_rows(table)]
        for table in body(docx(grid)).iterfind(f"{W}tbl")
    ]


def listed(rows: int, corner: bool = False) -> Grid:
    """Fixed rows, a band with a header, fixed rows, signatures; each row 10 mm."""
    cells = [Cell(0, 0, 1, 3, "题", Role.TITLE), fact("前", 1, 0, cols=3)]
    end = 3 + rows
    start = 0
    if corner:
        cells.append(Cell(2, 0, end - 2, 1, "角", Role.LABEL))
        start = 1
    cells.append(Cell(2, start, 1, 3 - start, "头", Role.LABEL))
    cells += [fact(f"行{row}", row, start, cols=3 - start) for row in range(3, end)]
    cells += [fact("后", end, 0, cols=3)]
    cells += [Cell(end + 1, 0, 1, 2, "填表人", Role.SIGN), Cell(end + 1, 2, 1, 1, "章", Role.SIGN)]
    band = Band(2, end - 1, 1)
    return make(*cells, heights=(10.0,) * (end + 2), framed=(1, end), bands=(band,))


def test_a_form_on_one_page_is_one_table() -> None:
    frame, signs = table_parts(listed(10, corner=True))
    assert len(frame) == 13
    assert signs == [["填表人", "章"]]
    table = next(body(docx(listed(10, corner=True))).iterfind(f"{W}tbl"))
    assert header_rows(table) == 0
    assert Box(1, 0, 11, 1, "角") in boxes(table)


def test_a_band_that_goes_on_repeats_its_own_header_and_no_other() -> None:
    grid = listed(30, corner=True)
    before, band, after, signs = body(docx(grid)).iterfind(f"{W}tbl")
    assert [header_rows(t) for t in (before, band, after, signs)] == [0, 1, 0, 0]
    assert {box for box in boxes(band) if box.col == 0} == {
        Box(0, 0, 1, 1, ""),
        Box(1, 0, 30, 1, "角"),
    }
    corner, below = (row.find(f"{W}tc/{W}tcPr/{W}tcBorders") for row in table_rows(band)[:2])
    assert corner is not None and [e.tag for e in corner] == [f"{W}bottom"]
    assert below is not None and [e.tag for e in below] == [f"{W}top"]
    bottoms = [value(t.find(f"{W}tblPr/{W}tblBorders/{W}bottom")) for t in (before, band, after)]
    assert bottoms == ["nil", "nil", "single"]  # where two tables meet there is one line


def test_a_band_into_which_a_cell_reaches_stays_where_it_is() -> None:
    grid = listed(30)
    reaching = Cell(1, 0, 3, 3, "前", Role.FACT)
    cells = (reaching, *(c for c in grid.cells if c.row not in (1, 2, 3)))
    assert len(table_parts(replace(grid, cells=cells))) == 2


def test_a_header_of_half_a_page_does_not_repeat() -> None:
    grid = listed(30)
    heights = (*grid.heights[:2], 140.0, *grid.heights[3:])
    assert len(table_parts(replace(grid, heights=heights))) == 2


def test_margins_are_narrower_where_that_saves_a_page() -> None:
    for height, margin in ((257, 20), (258, 15), (266, 15), (268, 20)):
        grid = make(fact("甲", cols=3), heights=(height / 8,) * 8)
        margins = sections(docx(grid))[0][1].find(f"{W}pgMar")
        for side in ("top", "bottom"):
            assert int(value(margins, side) or 0) == pytest.approx(margin / 25.4 * 1440, abs=1)


def kept(grid: Grid) -> list[str]:
    """The texts of the paragraphs that stay with what follows."""
    found = body(docx(grid)).iter(f"{W}p")
    return [text_of(p) for p in found if p.find(f"{W}pPr/{W}keepNext") is not None and text_of(p)]


def test_headers_totals_and_signatures_are_not_left_alone() -> None:
    grid = listed(5)
    assert kept(grid) == ["题", "头", "后"]
    total = replace(grid, bands=(replace(grid.bands[0], footer=1),))
    assert kept(total) == ["题", "头", "行6", "后"]
    block = replace(grid, blocks=((1, 1), (2, 7), (8, 8)))
    assert kept(block) == ["题", "头", "行7", "后"]


def test_only_a_row_taller_than_a_page_is_broken() -> None:
    grid = make(
        fact("高", 0, cols=2), fact("矮", 1, cols=2), fact("并", 0, 2, rows=2),
        Cell(2, 0, 1, 3, "签", Role.SIGN), heights=(300.0, 250.0, 8.0), framed=(0, 1),
    )  # fmt: skip
    table = next(body(docx(grid)).iterfind(f"{W}tbl"))
    tall, low = table_rows(table)
    assert tall.find(f"{W}trPr/*") is None
    assert low.find(f"{W}trPr/{W}cantSplit") is not None
    # Only what fits a page is centred: LibreOffice loses lines of a centred text it breaks.
    centred = [
        [value(cell.find(f"{W}tcPr/{W}vAlign")) for cell in row.iterfind(f"{W}tc")]
        for row in (tall, low)
    ]
    assert centred == [[None, None], ["center", None]]
    assert kept(grid) == ["矮"]


def test_a_page_that_is_turned_before_it_is_full_is_turned_for_every_program() -> None:
    """A total keeps a row with it; LibreOffice would not know, and leave that row behind."""
    label = Cell(1, 0, 5, 1, "产出指标", Role.LABEL)
    head = [Cell(0, col, 1, 1, f"头{col}", Role.LABEL) for col in range(3)]
    cells = [fact(f"{row}", row, col) for row in range(1, 6) for col in (1, 2)]
    total = [Cell(6, col, 1, 1, "合计", Role.LABEL) for col in range(3)]
    grid = make(
        *head,
        label,
        *cells,
        *total,
        heights=(40.0, *(50.0,) * 4, 15.0, 15.0),
        framed=(0, 6),
        bands=(Band(0, 6, 1, footer=1),),
    )
    parts, _ = sections(docx(grid))[0]
    first, second = (e for e in parts if e.tag == f"{W}tbl")
    turn = parts[parts.index(second) - 1]
    assert turn.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert text_of(turn) == ""
    assert (len(table_rows(first)), len(table_rows(second))) == (5, 3)
    assert header_rows(second) == 1
    texts = [box.text for box in sorted(boxes(second), key=lambda box: (box.row, box.col))]
    assert texts == ["头0", "头1", "头2", "产出指标", "5", "5", "合计", "合计", "合计"]
    assert Box(1, 0, 4, 1, "产出指标") in boxes(first)
