"""Widths and coverage by table, held against the font files themselves."""

from __future__ import annotations

import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.characters import _UNCOMMON, FACES, advances, missing, table_of
from core.layout import glyphs
from core.layout.faces import Face
from tests.support_truetype import truetype

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "fonts.py"))
FAMILY = "\U0001f468\u200d\U0001f469"  # two people joined by an invisible joiner
TEXTS = st.text(
    st.one_of(st.sampled_from("合计1.5%，“㛃𬭚e\u0301é\u200b\ufe0f☑ \n"), st.characters())
)


def in_font(face: Face, text: str) -> int:
    """What a printer of this one font advances; a missing character draws glyph 0."""
    font = truetype(face.file)
    return sum(font.advance(font.glyphs.get(char, 0)) for char in text)


@pytest.mark.parametrize("face", Face)
def test_the_table_is_the_fonts(face: Face) -> None:
    font = truetype(face.file)
    widths = {char: font.advance(glyph) for char, glyph in font.glyphs.items()}
    assert table_of(face.value).read_bytes() == SCRIPT["table"](widths).encode("utf-8")


def test_the_faces_are_the_files() -> None:
    assert tuple(face.value for face in Face) == FACES


def test_what_is_common_is_in_the_first_face() -> None:
    """`missing` looks no further when a text has nothing else."""
    common = [chr(code) for code in range(0x110000) if not _UNCOMMON.match(chr(code))]
    assert len(common) > 20_000 and set(common) - {"\n"} <= set(advances(FACES[0]))


@pytest.mark.parametrize("face", Face)
def test_has_what_the_font_has(face: Face) -> None:
    there = truetype(face.file).glyphs
    assert all(glyphs.has(face, char) for char in there)
    elsewhere = {char for other in Face for char in truetype(other.file).glyphs} - set(there)
    assert not any(glyphs.has(face, char) for char in {*elsewhere, "\n", "☑", "\U0001f600"})


def test_width_counts_in_points() -> None:
    assert glyphs.width(Face.SONG, "合计", 16) == 32
    assert glyphs.width(Face.HEI, "", 16) == 0
    for face in Face:
        text = "2024年“三公”经费 1,234.50 万元（12.5%）"
        assert glyphs.width(face, text, 10.5) == pytest.approx(in_font(face, text) * 10.5 / 1000)


def test_a_borrowed_character_is_measured_in_the_face_that_prints_it() -> None:
    assert not glyphs.has(Face.FANG, "½")
    narrow = in_font(Face.SONG, "½")
    assert narrow != 1000
    assert glyphs.width(Face.FANG, "长½", 1000) == 1000 + narrow


def test_runs_borrow_from_song() -> None:
    assert glyphs.runs(Face.FANG, "") == []
    assert glyphs.runs(Face.FANG, "全年支出") == [(Face.FANG, "全年支出")]
    assert glyphs.runs(Face.FANG, "经办人㛃𬭚，某某") == [
        (Face.FANG, "经办人"),
        (Face.SONG, "㛃𬭚"),
        (Face.FANG, "，某某"),
    ]


def test_runs_borrow_from_any_face_when_song_lacks_it_too() -> None:
    others = [face for face in Face if face is not Face.SONG]
    foreign = {char: face for face in others for char in truetype(face.file).glyphs}
    lent = [char for char in foreign if not glyphs.has(Face.SONG, char)]
    assert lent
    for char in lent:
        [(face, text)] = glyphs.runs(Face.SONG, char)
        assert text == char
        assert glyphs.has(face, char)
        assert missing(char) == []


def test_missing_names_each_character_once_in_order() -> None:
    assert missing("合计☑，\U00030edd☑㛃\n") == ["☑", "\U00030edd"]


def test_a_missing_character_stays_and_takes_an_em() -> None:
    assert glyphs.runs(Face.KAI, "是☑否") == [(Face.KAI, "是☑否")]
    assert glyphs.width(Face.KAI, "是☑否", 10) == 30


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u200e", "\u2060", "\ufe0f", "\U000e0100", "\x07"],
)
def test_what_is_never_seen_needs_no_glyph(unseen: str) -> None:
    text = f"葛{unseen}某"
    assert missing(text) == []
    assert glyphs.width(Face.SONG, text, 10) == 20
    assert glyphs.runs(Face.SONG, text) == [(Face.SONG, "葛某")]


def test_joined_signs_are_named_without_the_joiner() -> None:
    assert missing(FAMILY) == ["\U0001f468", "\U0001f469"]


def test_marks_are_composed_with_their_base() -> None:
    assert glyphs.runs(Face.SONG, "cafe\u0301") == [(Face.SONG, "café")]
    assert glyphs.width(Face.SONG, "e\u0301", 10) == glyphs.width(Face.SONG, "é", 10)
    assert missing("e\u0301") == []


def test_a_mark_no_character_is_made_of_is_missing() -> None:
    assert missing("合\u0301") == ["\u0301"]


@given(st.sampled_from(Face), TEXTS)
def test_the_width_is_that_of_the_printed_runs(face: Face, text: str) -> None:
    runs = glyphs.runs(face, text)
    assert glyphs.width(face, text, 1000) == sum(in_font(at, piece) for at, piece in runs)
    assert all(a[0] is not b[0] for a, b in pairwise(runs))
    lacking = {char for at, piece in runs for char in piece if not glyphs.has(at, char)}
    assert set(missing(text)) == lacking
