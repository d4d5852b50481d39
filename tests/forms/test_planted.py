"""A pack full of planted mistakes: each is reported once, where it stands, and nothing else.

The lines of tests/packs/planted that are wrong end with a mark: # 错 CODE words the report has.
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from core.errors import Mistake, Unreadable
from core.forms.library import Library
from core.forms.pack import Pack

PACKS = Path(__file__).parent.parent / "packs"
PLANTED = PACKS / "planted"
MARK = re.compile(r"# 错 (P\d{3}) (.+)$")


class Planted(NamedTuple):
    """One mark: where it stands, and what the report must have."""

    file: str
    line: int
    code: str
    words: str


def planted() -> list[Planted]:
    found = []
    for path in sorted(PLANTED.glob("*.toml")):
        for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            mark = MARK.search(text)
            if mark:
                found.append(Planted(path.name, number, mark[1], mark[2]))
    return found


MARKS = planted()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return Library(PACKS).check(PLANTED)


def reports(pack: Pack, mark: Planted) -> list[Mistake]:
    spot = (mark.file, mark.line, mark.code)
    return [m for m in pack.mistakes if (m.file, m.line, m.code) == spot]


def test_there_are_many_sorts_of_mistakes() -> None:
    assert len(MARKS) > 90
    assert len({mark.code for mark in MARKS}) > 35
    assert len({mark.file for mark in MARKS}) == 8


@pytest.mark.parametrize("mark", MARKS, ids=lambda m: f"{m.file}:{m.line}:{m.code}")
def test_each_is_reported_once(pack: Pack, mark: Planted) -> None:
    (report,) = reports(pack, mark)
    assert mark.words in report.says + report.remedy
    assert report.remedy.strip()
    # Of a file that cannot be read at all nothing but the line is known.
    assert report.place or mark.code == "P001"


def test_nothing_else_is_reported(pack: Pack) -> None:
    expected = Counter((mark.file, mark.line, mark.code) for mark in MARKS)
    assert Counter((m.file, m.line, m.code) for m in pack.mistakes) == expected


def test_reports_stand_in_reading_order(pack: Pack) -> None:
    order = [(m.file != "pack.toml", m.file, m.line) for m in pack.mistakes]
    assert order == sorted(order, key=lambda item: (item[0], item[1], item[2] or 0))


def test_a_pack_with_mistakes_cannot_be_used() -> None:
    with pytest.raises(Unreadable) as caught:
        Library(PACKS).pack("planted")
    assert len(caught.value.mistakes) == len(MARKS)
    assert str(len(MARKS)) in caught.value.says
