"""The faces of this computer: found by their names, other glyphs in the measured places."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pypdfium2
import pytest

from core.characters import advances
from core.export.font_files import official
from core.export.pdf import pdf_bytes
from core.export.pdf_own import OwnFaces
from core.layout.draw import draw
from core.layout.drawing import A4, Drawing, Text
from core.layout.faces import Face
from core.layout.glyphs import width
from core.layout.package import WHOLE, compose
from core.layout.pages import paginate
from tests.support_fonts import install, renamed
from tests.support_paper import all_grids, packages

NONE = "本机没有能用的公文字体，仍用所带的字体。"


def page(*texts: Text) -> list[Drawing]:
    return [Drawing(*A4, texts)]


def boxes(data: bytes) -> list[tuple[str, float, float]]:
    """Every sign of a first page with the left and right edge of its place."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    found = []
    for at in range(text.count_chars()):
        left, _, right, _ = text.get_charbox(at, loose=True)
        found.append((text.get_text_range(at, 1), left, right))
    return [one for one in found if one[0].strip()]


def fonts(data: bytes) -> set[bytes]:
    return set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([^\s/]+)", data))


# ---------------------------------------------------------------- finding them


def test_they_are_found_by_their_names_in_folders_below(tmp_path: Path) -> None:
    below = tmp_path / "微软"
    below.mkdir()
    (below / "a.TTF").write_bytes(renamed(Face.KAI, "KaiTi"))
    (tmp_path / "b.ttf").write_bytes(renamed(Face.KAI, "楷体_GB2312"))
    (tmp_path / "c.ttf").write_bytes(renamed(Face.HEI, "微软雅黑"))
    (tmp_path / "d.txt").write_bytes(renamed(Face.HEI, "黑体"))
    (tmp_path / "e.ttf").write_bytes(b"\x00\x01\x00\x00\x00\xff")
    (tmp_path / "f.ttc").write_bytes(b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff")
    found = official([tmp_path, tmp_path / "没有"])
    assert {face: [font.path.name for font in files] for face, files in found.items()} == {
        Face.KAI: ["b.ttf", "a.TTF"]
    }


def test_one_of_a_collection(tmp_path: Path) -> None:
    head = b"ttcf" + struct.pack(">LL", 0x10000, 2)
    first = renamed(Face.KAI, "某体", at=20)
    second = renamed(Face.HEI, "SimHei", at=20 + len(first))
    data = head + struct.pack(">LL", 20, 20 + len(first)) + first + second
    (tmp_path / "二合一.ttc").write_bytes(data)
    own = OwnFaces([tmp_path])
    assert own.words == "用了本机的黑体，其余用所带的。"
    text = Text(60, 60, Face.HEI, 16, "附件1")
    told = pdf_bytes(page(text), "甲", own.pieces)
    assert [sign for sign, _, _ in boxes(told)] == list("附件1")
    assert len(fonts(told)) == 1 and b"ZPTHei-Regular" not in fonts(told)


def test_other_outlines_are_refused_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.otf").write_bytes(renamed(Face.FANG, "仿宋_GB2312", outlines=b"CFF "))
    own = OwnFaces([tmp_path])
    assert own.words == f"{NONE}本机的仿宋_GB2312格式不能用。"
    text = Text(60, 60, Face.FANG, 16, "目录")
    assert pdf_bytes(page(text), "甲", own.pieces) == pdf_bytes(page(text), "甲")


def test_without_any_the_file_is_the_same(tmp_path: Path) -> None:
    document = dict(packages())["taojiang-2024"]
    drawings = compose(document.pack, document.snapshot, WHOLE)
    own = OwnFaces([tmp_path])
    assert own.words == NONE
    assert pdf_bytes(drawings, "甲", own.pieces) == pdf_bytes(drawings, "甲")


# ---------------------------------------------------------------- drawing with them


def test_a_whole_form_keeps_its_lines_and_places(tmp_path: Path) -> None:
    """楷体 as 宋体: its figures and letters are of other widths; every sign stays in its place."""
    grid = dict(all_grids())["taojiang-2024-基础数据表"]
    drawings = [draw(grid, plan) for plan in paginate(grid)]
    own = OwnFaces([install(tmp_path, 宋体=Face.KAI)])
    ours, theirs = pdf_bytes(drawings, "甲"), pdf_bytes(drawings, "甲", own.pieces)
    assert fonts(ours) - fonts(theirs) == {b"ZPTSong-Regular"}
    assert len(pypdfium2.PdfDocument(theirs)) == len(drawings)
    before, after = boxes(ours), boxes(theirs)
    assert sorted(sign for sign, _, _ in before) == sorted(sign for sign, _, _ in after)
    middles = [
        sorted((sign, round((left + right) / 2)) for sign, left, right in each)
        for each in (before, after)
    ]
    apart = sum(abs(a[1] - b[1]) > 1 for a, b in zip(*middles, strict=True))
    assert apart == 0


@pytest.mark.parametrize("turn", [0.0, -90.0, 45.0])
def test_signs_of_another_width_stand_in_the_middle_of_their_places(
    tmp_path: Path, turn: float
) -> None:
    own = OwnFaces([install(tmp_path, SimSun=Face.KAI)])
    text = Text(200, 200, Face.SONG, 20, "甲1Wi乙", spread=1.5, turn=turn)
    pieces = list(own.pieces(text))
    assert "".join(piece.text for piece in pieces) == text.text
    at = 0.0
    starts = []
    for sign in text.text:
        starts.append(at)
        at += width(Face.SONG, sign, 20) + 1.5
    for piece in pieces:
        start = starts[text.text.index(piece.text)]
        assert abs(piece.behind - start) < width(Face.SONG, piece.text[0], 20) / 2
    assert len(pieces) > 2
    found = boxes(pdf_bytes(page(text), "甲", own.pieces))
    assert [sign for sign, _, _ in found] == list(text.text)


def test_what_the_installed_face_lacks_the_bundled_one_draws(tmp_path: Path) -> None:
    own = OwnFaces([install(tmp_path, 宋体=Face.HEI)])
    rare = next(sign for sign in advances("song") if sign > "丐" and sign not in advances("hei"))
    data = pdf_bytes(page(Text(60, 60, Face.SONG, 16, f"甲{rare}乙")), "甲", own.pieces)
    assert b"ZPTSong-Regular" in fonts(data) and len(fonts(data)) == 2
    assert "".join(sign for sign, _, _ in boxes(data)) == f"甲{rare}乙"
