"""PDF: embedded faces only, texts that come out again, the same bytes, whole or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from core.errors import ZipingtongError
from core.export.pdf import pdf_bytes, write_pdf
from core.export.pdf_faces import unicode_table
from core.layout.draw import draw, set_text
from core.layout.drawing import A4, MM, Drawing, Text
from core.layout.faces import Face
from core.layout.package import WHOLE, compose, package_title
from core.layout.pages import paginate
from tests.support_paper import all_grids, packages

RARE = "䶮㛃𬭚喆珺堃"
COMMANDS = [
    f"{sign}{rest}"
    for sign in "=+-@＝＋－＠"
    for rest in ("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("x")', "乡镇")
]


def page(*texts: str, face: Face = Face.SONG) -> Drawing:
    items = [
        item
        for number, text in enumerate(texts)
        for item in set_text(text, face, 10.5, 60, 60 + 15 * number)
    ]
    return Drawing(*A4, tuple(items))


def read(data: bytes) -> list[str]:
    """The text of every page, by a reader that is not reportlab."""
    document = pypdfium2.PdfDocument(data)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def squeezed(text: str) -> str:
    """Without what readers add or leave out between lines and words."""
    return re.sub(r"[\s\ufffe]", "", unicodedata.normalize("NFC", text))


def fonts(data: bytes) -> tuple[list[bytes], int]:
    return re.findall(rb"/BaseFont\s*/(\S+)", data), len(re.findall(rb"/FontFile2\b", data))


@pytest.mark.parametrize("name", [name for name, _ in packages()])
def test_every_package_reads_back(name: str) -> None:
    """Each page holds the letters that were drawn on it, in embedded subsets of our faces."""
    document = dict(packages())[name]
    drawings = compose(document.pack, document.snapshot, WHOLE)
    data = pdf_bytes(drawings, package_title(document.snapshot))
    pages = read(data)
    assert len(pages) == len(drawings)
    for drawing, text in zip(drawings, pages, strict=True):
        drawn = "".join(item.text for item in drawing.items if isinstance(item, Text))
        assert sorted(squeezed(text)) == sorted(squeezed(drawn))
    names, embedded = fonts(data)
    assert names and all(re.fullmatch(rb"[A-Z]{6}\+ZPT\w+(-\w+)?", name) for name in names)
    assert embedded == len(set(names))
    assert b"Helvetica" not in data


@pytest.mark.parametrize("face", list(Face))
def test_rare_characters_come_out_again(face: Face) -> None:
    (text,) = read(pdf_bytes([page(RARE, face=face)], "甲"))
    assert squeezed(text) == RARE


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_finds_them_too(tmp_path: Path) -> None:
    target = tmp_path / "字.pdf"
    write_pdf([page(RARE, "=1+1", "≥95.5%，①（一）“好”"), page("第二页")], target, "甲")
    found = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(target), "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")
    assert [line for line in re.split(r"[\n\f]+", found) if line] == [
        RARE,
        "=1+1",
        "≥95.5%，①（一）“好”",
        "第二页",
    ]


def test_texts_that_look_like_commands_are_texts() -> None:
    (text,) = read(pdf_bytes([page(*COMMANDS)], "甲"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines == COMMANDS


def test_the_same_pages_give_the_same_bytes() -> None:
    grid = dict(all_grids())["taojiang-2024-基础数据表"]
    drawings = [draw(grid, plan) for plan in paginate(grid)]
    first = pdf_bytes(drawings, "甲")
    pdf_bytes([page("别的")], "乙")
    assert pdf_bytes(drawings, "甲") == first


def test_properties_name_the_title_and_the_program_only() -> None:
    document = pypdfium2.PdfDocument(pdf_bytes([page("甲")], "某局2024年度材料"))
    told = document.get_metadata_dict()
    assert told.pop("Title") == "某局2024年度材料"
    assert told.pop("Creator") == told.pop("Producer") == "自评通"
    assert not any(told[key] for key in ("Author", "Subject", "Keywords"))
    assert told["CreationDate"] == told["ModDate"]
    assert told["CreationDate"].startswith("D:2000")


def test_bookmarks_lead_to_the_labelled_pages() -> None:
    one, two = page("甲"), page("乙")
    pages = [
        Drawing(*A4, one.items, "封面"),
        two,
        Drawing(*A4[::-1], two.items, "附件1　表"),
        Drawing(*A4, two.items, "之一", 1),
    ]
    document = pypdfium2.PdfDocument(pdf_bytes(pages, "甲"))
    found = [
        (mark.get_title(), mark.level, mark.get_dest().get_index()) for mark in document.get_toc()
    ]
    assert found == [("封面", 0, 0), ("附件1　表", 0, 2), ("之一", 1, 3)]
    assert [document[at].get_width() > document[at].get_height() for at in range(4)] == [
        False,
        False,
        True,
        False,
    ]
    assert not list(pypdfium2.PdfDocument(pdf_bytes([one], "甲")).get_toc())


def test_what_is_spread_does_not_spread_the_rest() -> None:
    """Of two lines of the same text the spread one is longer by just its gaps."""
    texts = [
        Text(60, 60, Face.SONG, 10, "养护公路", spread=5.0),
        Text(60, 90, Face.SONG, 10, "养护公路"),
    ]
    lines = pypdfium2.PdfDocument(pdf_bytes([Drawing(*A4, tuple(texts))], "甲"))[0].get_textpage()
    boxes = [lines.get_rect(at) for at in range(lines.count_rects())]
    wide, plain = (right - left for left, _, right, _ in boxes)
    assert wide - plain == pytest.approx(15, abs=0.1)


def test_margins_are_kept_on_the_paper() -> None:
    """± 1 mm, measured on the rendered page: the frame begins and ends where it should."""
    grid = dict(all_grids())["taojiang-2024-基础数据表"]
    drawings = [draw(grid, plan) for plan in paginate(grid)]
    scale = 4.0
    first = pypdfium2.PdfDocument(pdf_bytes(drawings, "甲"))[0]
    image = first.render(scale=scale, grayscale=True)
    pixels, stride = bytes(image.buffer), image.stride
    columns = [at for at in range(image.width) if min(pixels[at::stride]) < 128]
    side = (210 - grid.width) / 2
    assert columns[0] / scale / MM == pytest.approx(side, abs=1)
    assert 210 - columns[-1] / scale / MM == pytest.approx(side, abs=1)


# ---------------------------------------------------------------- files


def test_nothing_to_print_is_said(tmp_path: Path) -> None:
    with pytest.raises(ZipingtongError) as caught:
        write_pdf([], tmp_path / "x.pdf", "甲")
    assert caught.value.code == "E504"
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "材料.pdf"
    target.mkdir()
    with pytest.raises(ZipingtongError):
        write_pdf([page("甲")], target, "甲")
    assert list(tmp_path.iterdir()) == [target]


def test_characters_above_ffff_are_written_in_two_halves() -> None:
    table = unicode_table("x", [0, 0x4E00, 0x2CB5A])
    assert "<01> <4E00>" in table and "<02> <D872DF5A>" in table


def test_a_table_of_characters_comes_in_blocks() -> None:
    counts = re.findall(r"(\d+) beginbfchar", unicode_table("x", range(65, 65 + 250)))
    assert counts == ["100", "100", "50"]
