"""Lines: nothing lost, nothing too wide, no mark where it must not stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.layout.breaking import NO_END, NO_START, break_lines
from core.layout.faces import Face
from core.layout.glyphs import width

SIZE = 10.0
CHARACTERS = "养护公路达到，。、；：“”（）《》！？…—0123456789.,%-+≥abcXYZ 　\n"
TEXTS = st.text(CHARACTERS, max_size=200)


def lines_of(text: str, room: float) -> list[str]:
    return [line.text for line in break_lines(text, Face.SONG, SIZE, room)]


@given(TEXTS, st.floats(5, 300))
def test_nothing_is_lost(text: str, room: float) -> None:
    paragraph, paragraphs = "", []
    for line in break_lines(text, Face.SONG, SIZE, room):
        paragraph += line.text
        if line.ends:
            paragraphs.append(paragraph)
            paragraph = ""
    assert paragraph == ""
    assert paragraphs == text.split("\n")


@given(TEXTS, st.floats(5, 300))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    for line in break_lines(text, Face.SONG, SIZE, room):
        solid = line.text.rstrip()
        assert abs(line.width - width(Face.SONG, solid, SIZE)) < 0.01
        assert line.width <= room + 0.01 or len(solid) == 1


def in_order(text: str) -> bool:
    """Chinese with one mark at a time, as it is written: a wide line never has to give in."""
    return not re.search(r"[，。、；：！？（）《》“”]{2}", text)


@given(st.text("养护公路达到，。、；：“”（）《》！？", max_size=200).filter(in_order))
def test_marks_stand_where_they_may(text: str) -> None:
    lines = lines_of(text, 80)
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("完成养护里程，达到", 60, ["完成养护里", "程，达到"]),
        ("养护里程十（公里）", 60, ["养护里程十", "（公里）"]),
        ("支出达到1,234.56万元", 60, ["支出达到", "1,234.56万元"]),
        ("比上年增长-95.5%", 60, ["比上年增长", "-95.5%"]),
        ("不低于≥95%", 40, ["不低于", "≥95%"]),
        ("完成情况…… 好", 50, ["完成情", "况…… 好"]),
        ("管道PVC110全换", 40, ["管道", "PVC110", "全换"]),
        ("养护", 5, ["养", "护"]),
        ("甲\r\n乙\v丙", 80, ["甲", "乙", "丙"]),
        ("甲\t乙\x07丙", 80, ["甲 乙丙"]),
        ("", 80, [""]),
    ],
)
def test_examples(text: str, room: float, lines: list[str]) -> None:
    assert lines_of(text, room) == lines


def test_what_fits_no_line_is_cut_all_the_same() -> None:
    assert "".join(lines_of("W" * 50, 60)) == "W" * 50
    assert len(lines_of("。" * 12, 60)) == 2


def test_spaces_hang_over_the_end() -> None:
    first, second = break_lines("养护里程    完成", Face.SONG, SIZE, 40)
    assert first.text == "养护里程    " and first.width == pytest.approx(40)
    assert second.text == "完成"


def test_an_accent_stays_with_its_letter() -> None:
    assert all(line[0] != "\u0301" for line in lines_of("e\u0301" * 40, 33))
