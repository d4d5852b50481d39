"""Far too much, and what looks like commands: whole and unchanged in PDF, workbook and Word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from core.document.document import Document
from core.export.docx import docx_bytes
from core.export.pdf import pdf_bytes
from core.export.xlsx import workbook_bytes
from core.export.xlsx_texts import read_number
from core.facts.edits import AddRow, Edit, RemoveRow, SetValue, Together
from core.facts.model import Ref
from core.forms.library import Library
from core.layout.build import build_all
from core.layout.draw import draw
from core.layout.drawing import MM, Text
from core.layout.grid import Grid, Role
from core.layout.pages import paginate
from tests.support_docx import W, body, boxes, part
from tests.support_paper import LONG, NAME
from tests.support_places import HAIR, inside, places

FORM = "整体自评表"
ROWS = 200
LONG_ROWS = (3, 77, 199)
BEFORE = ("", "\t", "\r", " ")
COMMANDS = [
    f"{before}{sign}{rest}"
    for sign in "=+-@＝＋－＠"
    for before in BEFORE
    for rest in ("SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("x","y")', "乡镇1+1")
]


def grid_of(document: Document) -> Grid:
    return next(g for g in build_all(document.pack, document.snapshot) if g.form == FORM)


@cache
def crowded() -> Grid:
    """200 indicators, names of 60 characters, cells of more than 3,000."""
    document = Document.blank(Library().pack("tongyong"), 2024, NAME[:60])
    here = document.snapshot.siblings("绩效指标")
    document.apply(Together(tuple(AddRow("绩效指标") for _ in range(ROWS - len(here))), "行"))
    edits: list[Edit] = [SetValue(Ref(name), LONG) for name in ("预期目标", "偏差及原因")]
    for number, row in enumerate(document.snapshot.siblings("绩效指标")):
        name = f"第{number}项{NAME}"[:60]
        reason = LONG if number in LONG_ROWS else f"{number}无偏差"
        cells = {"三级指标": name, "年度指标值": f"≥{number}公里", "偏差原因": reason}
        edits += [SetValue(Ref(name, "", row), text) for name, text in cells.items()]
    document.apply(Together(tuple(edits), "填"))
    return grid_of(document)


@cache
def commanded() -> Grid:
    """Two columns of texts that look like formulas and fields."""
    document = Document.blank(Library().pack("tongyong"), 2024, "=1+1")
    for row in document.snapshot.siblings("主要任务"):
        document.apply(RemoveRow(row))
    pairs = zip(COMMANDS[::2], COMMANDS[1::2], strict=True)
    rows = tuple(AddRow("主要任务", cells={"任务名称": a, "主要内容": b}) for a, b in pairs)
    document.apply(Together(rows, "行"))
    return grid_of(document)


FORMS = pytest.mark.parametrize("make", [crowded, commanded])


def squeezed(text: str) -> str:
    """Without what readers add or leave out between lines and words."""
    return re.sub(r"[\s\x00\ufffe]", "", unicodedata.normalize("NFC", text))


def facts(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells if cell.role is Role.FACT and cell.text]


def test_the_forms_are_what_they_should_be() -> None:
    texts = facts(crowded())
    assert len([text for text in texts if text.startswith("第") and len(text) == 60]) == ROWS
    assert len([text for text in texts if len(text) > 3000]) == len(LONG_ROWS) + 2
    assert len(COMMANDS) >= 100
    assert Counter(map(str.strip, COMMANDS)) <= Counter(map(str.strip, facts(commanded())))


# ---------------------------------------------------------------- on paper


@FORMS
def test_every_cell_is_drawn_within_itself(make: Callable[[], Grid]) -> None:
    """Cell by cell: all its lines, none beyond its edges, the cell within the margins."""
    grid = make()
    shown: dict[int, str] = {}
    for plan in paginate(grid):
        for piece, (left, top, right, bottom) in places(grid, plan):
            drawing = draw(grid, replace(plan, pieces=(piece,)))
            texts = [item for item in drawing.items if isinstance(item, Text)]
            for text in texts:
                assert inside(text, (left, top, right, bottom)), text
            margin = plan.margin * MM
            side = (drawing.width - grid.width * MM) / 2
            assert side - HAIR <= left < right <= drawing.width - side + HAIR
            assert margin - HAIR <= top < bottom <= drawing.height - margin + HAIR
            drawn = "".join(text.text for text in texts)
            assert squeezed(drawn) == squeezed("".join(line.text for line in piece.lines))
            if piece.flows or not shown.get(id(piece.cell)):  # labels stand again
                shown[id(piece.cell)] = shown.get(id(piece.cell), "") + drawn
    for cell in grid.cells:
        assert squeezed(shown.get(id(cell), "")) == squeezed(cell.text)


@FORMS
def test_a_reader_finds_every_cell_whole_and_in_order(make: Callable[[], Grid]) -> None:
    """What pypdfium2 finds within a cell's edges is the cell's text, and nothing else."""
    grid = make()
    plans = paginate(grid)
    document = pypdfium2.PdfDocument(pdf_bytes([draw(grid, plan) for plan in plans], "甲"))
    for number, plan in enumerate(plans):
        page = document[number]
        text, height = page.get_textpage(), page.get_height()
        for piece, (left, top, right, bottom) in places(grid, plan):
            found = text.get_text_bounded(left, height - bottom, right, height - top)
            assert squeezed(found) == squeezed("".join(line.text for line in piece.lines))
    document.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_finds_every_command(tmp_path: Path) -> None:
    grid = commanded()
    target = tmp_path / "x.pdf"
    target.write_bytes(pdf_bytes([draw(grid, plan) for plan in paginate(grid)], "甲"))
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(target), "-"], capture_output=True, check=True
    )
    text = squeezed(done.stdout.decode("utf-8"))
    at = 0
    for command in COMMANDS:  # each behind the one before
        at = text.index(squeezed(command), at) + len(squeezed(command))


# ---------------------------------------------------------------- in the other files


@FORMS
def test_workbooks_hold_texts_and_no_formula(make: Callable[[], Grid]) -> None:
    grid = make()
    data = workbook_bytes([grid])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert sheets and not any(re.search(b"<f[ >]", archive.read(name)) for name in sheets)
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in found if cell.data_type == "f"]
    texts = Counter(cell.value for cell in found if isinstance(cell.value, str))
    written = [(cell, cell.text.replace("\r", "\n")) for cell in grid.cells]
    wanted = Counter(text for _, text in written if text and read_number(text) is None)
    assert wanted <= texts
    # What goes on over a page says its text again there.
    assert (texts - wanted).keys() <= {text for cell, text in written if cell.rows > 1}


@FORMS
def test_word_documents_hold_texts_and_no_field(make: Callable[[], Grid]) -> None:
    grid = make()
    data = docx_bytes([grid], "甲")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
    codes = [
        node.get(f"{W}instr") or node.text
        for name in parts
        for tag in ("fldSimple", "instrText")
        for node in part(data, name).iter(W + tag)
    ]
    assert codes == [" PAGE "] * 2  # at the foot of odd pages and of even ones
    tables = [node for node in body(data) if node.tag == f"{W}tbl"]
    found = Counter(box.text for table in tables for box in boxes(table))
    wanted = Counter(text.replace("\r", "\n") for text in facts(grid))
    assert wanted <= found
