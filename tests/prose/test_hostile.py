"""Texts nobody writes: read without harm, and what was not read is told."""

from __future__ import annotations

import pytest

from core.prose.manuscript import LONGEST
from core.prose.unread import UNREAD
from tests.bench.bench_text import hostile
from tests.prose.support import desk_of, said_of

BAD = dict(hostile(60_000))


@pytest.mark.parametrize("name", BAD)
def test_hostile_text_is_read(name: str) -> None:
    text = BAD[name]
    findings = said_of(desk_of("tongyong-2024"), text)
    told = UNREAD in {finding.rule for finding in findings}
    assert told == (max(map(len, text.split("\n"))) > LONGEST)


def test_the_place_where_the_reading_stopped_is_marked() -> None:
    text = "全年无事。" * LONGEST
    (finding,) = said_of(desk_of("tongyong-2024"), text)
    words = finding.words[0]
    assert text[words.start : words.end] == words.quoted
    assert words.end == LONGEST


def test_strange_characters_do_no_harm() -> None:
    for text in ("\u0000\u200b", "５．５９万元\u3000", "𠮷5万元", "(" * 50 + "5万元" + ")" * 50):
        said_of(desk_of("tongyong-2024"), text)
