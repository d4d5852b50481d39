"""Support: reading a Word document back with nothing but its XML."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.layout.faces import Face

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def converted(data: bytes, form: str, folder: Path) -> bytes:
    """The document as LibreOffice writes it, with the bundled faces for the official ones."""
    faces = "".join(
        f'<alias binding="same"><family>{face.official}</family>'
        f"<prefer><family>{face.family}</family></prefer></alias>"
        for face in Face
    )
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{Face.SONG.file.parent}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{folder / 'cache'}</cachedir>{faces}</fontconfig>",
        "utf-8",
    )
    (folder / "all.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run(
        [*command, str(folder / "all.docx")],
        check=True,
        capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )
    return (folder / f"all.{form.partition(':')[0]}").read_bytes()


@dataclass(frozen=True)
class Box:
    """A cell of a table: its place on the table's columns, its size, its text."""

    row: int
    col: int
    rows: int
    cols: int
    text: str


def part(data: bytes, name: str) -> ET.Element:
    """One part of the file, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return ET.fromstring(archive.read(name))


def body(data: bytes) -> ET.Element:
    """What stands in the document."""
    found = part(data, "word/document.xml").find(f"{W}body")
    assert found is not None
    return found


def value(element: ET.Element | None, name: str = "val") -> str | None:
    """An attribute; None without the element."""
    return None if element is None else element.get(W + name)


def text_of(paragraph: ET.Element) -> str:
    """A paragraph's text; breaks and tabs as characters."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(signs.get(node.tag, node.text or "") for node in paragraph.iterfind(f"{W}r/*"))


def cell_text(cell: ET.Element) -> str:
    """A cell's text, paragraph by paragraph."""
    return "\n".join(map(text_of, cell.iterfind(f"{W}p")))


def table_rows(table: ET.Element) -> list[ET.Element]:
    """The rows of a table."""
    return table.findall(f"{W}tr")


def header_rows(table: ET.Element) -> int:
    """How many leading rows repeat."""
    marks = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table_rows(table)]
    assert marks == sorted(marks, reverse=True)
    return sum(marks)


def boxes(table: ET.Element) -> list[Box]:
    """The visible cells of a table; whatever is not a proper merge fails."""
    found: list[Box] = []
    open_boxes: dict[int, int] = {}  # column: index of the cell that goes on below
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for number, row in enumerate(table_rows(table)):
        col = 0
        going_on: dict[int, int] = {}
        for cell in row.iterfind(f"{W}tc"):
            cols = int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and value(merge) is None:
                index = open_boxes[col]
                box = found[index]
                assert (box.cols, cell_text(cell)) == (cols, "")
                found[index] = Box(box.row, col, box.rows + 1, cols, box.text)
                going_on[col] = index
            else:
                found.append(Box(number, col, 1, cols, cell_text(cell)))
                if merge is not None:
                    going_on[col] = len(found) - 1
            col += cols
        assert col == columns
        open_boxes = going_on
    return found


def sections(data: bytes) -> list[tuple[list[ET.Element], ET.Element]]:
    """The paragraphs and tables of every section, and its properties."""
    found: list[tuple[list[ET.Element], ET.Element]] = []
    parts: list[ET.Element] = []
    for element in body(data):
        if element.tag == f"{W}sectPr":
            found.append((parts, element))
            continue
        parts.append(element)
        end = element.find(f"{W}pPr/{W}sectPr")
        if end is not None:
            found.append((parts, end))
            parts = []
    return found
