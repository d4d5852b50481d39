"""The bundled faces: what their files hold, whose they are, and what they cover."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from core.layout.faces import Face
from core.paths import resources
from tests.support_truetype import TrueType, truetype

FONTS = resources() / "fonts"
# The script that makes the fonts; it loads fontTools only when it builds.
SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "fonts.py"))
LEVELS: list[str] = SCRIPT["standard_levels"]()
STANDARD = set("".join(LEVELS))
RARE = "䶮㛃𬭚喆珺堃"  # of people's names; not in GB/T 2312
FULL_WIDTH = "“”‘’—…·、，。；：？！（）《》【】％℃①⑩Ⅰ□■○●☆★√→≤≥±"
# Signs of measure and calculation may be narrower; these are, by their sources' design.
NARROW = {(Face.FANG, "℃"), (Face.KAI, "±")}


def font(face: Face) -> TrueType:
    return truetype(face.file)


def test_official_names() -> None:
    names = ["宋体", "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert [face.official for face in Face] == names


@pytest.mark.parametrize("face", Face)
def test_the_font_bears_our_name_and_its_makers(face: Face) -> None:
    names = font(face).names()
    assert names[1] == names[4] == face.family == SCRIPT["SOURCES"][face.value].family
    assert names[2] == "Regular"
    assert "opyright" in names[0] or "(c)" in names[0]
    assert "License" in names[13]
    for reserved in ("LXGW", "霞鹜", "Source", "Noto", "Klee", "Fandol"):
        assert all(reserved not in names[number] for number in (1, 3, 4, 6))


@pytest.mark.parametrize("face", Face)
def test_the_licence_lies_beside_the_font_with_its_notice(face: Face) -> None:
    name = "GPL-3-font-exception.txt" if face is Face.FANG else "OFL.txt"
    text = (FONTS / name).read_text(encoding="utf-8")
    assert face.file.name in text
    assert font(face).names()[0].replace("\r\n", "\n") in text


def test_the_licences_are_whole() -> None:
    ofl = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in ofl
    assert ofl.rstrip().endswith("OTHER DEALINGS IN THE FONT SOFTWARE.")
    gpl = (FONTS / "GPL-3-font-exception.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in gpl
    assert "END OF TERMS AND CONDITIONS" in gpl
    assert "As a special exception, if you create a document which uses this font" in gpl


@pytest.mark.parametrize("face", Face)
def test_no_hinting_and_no_layout_features(face: Face) -> None:
    # reportlab needs glyf; the rest would only make the program larger.
    needed = {"head", "hhea", "hmtx", "maxp", "cmap", "loca", "glyf", "name", "OS/2", "post"}
    assert font(face).tags == needed


def test_the_fonts_are_not_too_large() -> None:
    assert sum(face.file.stat().st_size for face in Face) < 30_000_000


def test_the_list_of_the_standard() -> None:
    assert [len(level) for level in LEVELS] == [3500, 3000, 1605]
    assert len(STANDARD) == 8105
    assert (LEVELS[0][0], LEVELS[0][-1], LEVELS[2][-1]) == ("一", "矗", "蠼")


def test_the_script_wants_encodings_and_the_standard() -> None:
    narrow, wide = SCRIPT["wanted"](False), SCRIPT["wanted"](True)
    assert narrow < wide
    assert {*"啊齄〇①⑳Ⅻ℃％‰≥≤≠±×÷√□■○●◎☆★→←↑↓~～", *RARE} | STANDARD <= narrow
    assert {*"國發隣"} <= wide - narrow


@pytest.mark.parametrize("face", Face)
def test_every_character_but_a_space_has_an_outline(face: Face) -> None:
    of = font(face)
    empty = {char for char, glyph in of.glyphs.items() if of.box(glyph) is None}
    assert empty == {char for char in of.glyphs if char.isspace()}
    assert of.box(0) is not None  # a missing character is seen


@pytest.mark.parametrize("face", [face for face in Face if face is not Face.FANG])
def test_the_standard_is_covered(face: Face) -> None:
    assert set(font(face).glyphs) >= STANDARD


def test_what_fang_lacks_song_has() -> None:
    lacking = STANDARD - set(font(Face.FANG).glyphs)
    assert len(lacking) == 1467
    assert set(RARE) <= lacking <= set(font(Face.SONG).glyphs)


def test_gb2312_and_gbk_are_covered() -> None:
    hanzi = {char for char in SCRIPT["encoded"]("gb2312", 0xB0) if char >= "一"}
    assert len(hanzi) == 6763
    for face in Face:
        assert hanzi <= set(font(face).glyphs)
    assert set(SCRIPT["encoded"]("gbk", 0x81)) - set(font(Face.SONG).glyphs) == {"≒"}


@pytest.mark.parametrize("face", Face)
def test_hanzi_and_chinese_marks_take_a_full_em(face: Face) -> None:
    of = font(face)
    narrow = {
        char
        for char in (*FULL_WIDTH, *STANDARD)
        if char in of.glyphs and of.advance(of.glyphs[char]) != 1000
    }
    assert narrow == {char for at, char in NARROW if at is face}


@pytest.mark.parametrize("face", Face)
def test_two_dashes_join_and_quotes_stand_at_their_words(face: Face) -> None:
    of = font(face)
    boxes = {char: of.box(of.glyphs[char]) for char in "—“”·"}
    left, bottom, right, top = boxes["—"] or (0, 0, 0, 0)
    assert left <= 2 and right >= 998
    assert 250 < bottom < top < 450
    centres = {char: (box[0] + box[2]) / 2 for char, box in boxes.items() if box}
    assert centres["“"] > 700 and centres["”"] < 300
    assert 400 < centres["·"] < 600
