"""Chapters the user adds to the county's outline."""

from __future__ import annotations

import pytest

from core.forms.library import Library
from core.layout.chapters import Entry, entries, report_names
from core.storage.datafile import load, save
from core.workspace.chapter_own import Placed, added, moved, removed, renamed
from core.workspace.chapter_texts import written
from tests.support_ui import blank_session
from ui.session import Session

FIRST = 5  # headings that are looked at


def listed(session: Session) -> list[Entry]:
    return entries(session.pack, session.snapshot, report_names(session.pack)[0])


def headings(session: Session) -> list[str]:
    return [entry.heading for entry in listed(session)[:FIRST]]


def named(session: Session, title: str) -> Entry:
    return next(entry for entry in listed(session) if entry.title == title)


def do(session: Session, placed: Placed | None) -> None:
    assert placed is not None
    session.apply(placed[0])
    assert listed(session)  # the outline can be read whatever was done


@pytest.fixture
def session() -> Session:
    made = blank_session()
    do(made, added(made.pack, made.snapshot, named(made, "部门概况"), "历史沿革", 2))
    return made


def test_an_own_chapter_stands_where_it_was_put_and_is_numbered(session: Session) -> None:
    assert headings(session)[:3] == ["一、部门概况", "（一）历史沿革", "（二）部门基本情况"]
    own = named(session, "历史沿革")
    assert own.own and own.level == 2 and own.at == 1
    edit = written(session.pack, session.snapshot, own, "某年成立。")
    assert edit is not None
    session.apply(edit)
    assert named(session, "历史沿革").text == "某年成立。"
    above = written(session.pack, session.snapshot, named(session, "部门基本情况"), "职责。")
    assert above is not None
    session.apply(above)  # what is written under the next heading does not come between
    assert headings(session)[:3] == ["一、部门概况", "（一）历史沿革", "（二）部门基本情况"]


def test_it_is_renamed_and_put_on_another_level(session: Session) -> None:
    do(session, renamed(session.snapshot, named(session, "历史沿革"), "沿革", 1))
    assert headings(session)[:3] == ["一、部门概况", "二、沿革", "（一）部门基本情况"]


def test_it_moves_past_its_neighbours_but_never_to_the_top(session: Session) -> None:
    def move(by: int) -> Placed | None:
        return moved(session.pack, session.snapshot, named(session, "历史沿革"), by)

    assert move(-1) is None
    do(session, move(1))
    assert headings(session)[1:3] == ["（一）部门基本情况", "（二）历史沿革"]
    do(session, move(1))
    assert headings(session)[2:4] == ["（二）机构设置", "（三）历史沿革"]
    do(session, move(-1))
    do(session, move(-1))
    assert headings(session)[:2] == ["一、部门概况", "（一）历史沿革"]
    last = len(listed(session)) - 2
    for _ in range(last):
        do(session, move(1))
    assert move(1) is None and listed(session)[-1].title == "历史沿革"


def test_two_of_one_name_move_past_each_other(session: Session) -> None:
    first = named(session, "历史沿革")
    do(session, added(session.pack, session.snapshot, first, "历史沿革", 2))
    edit = written(session.pack, session.snapshot, first, "甲")
    assert edit is not None
    session.apply(edit)
    do(session, moved(session.pack, session.snapshot, listed(session)[1], 1))
    assert [(entry.title, entry.text) for entry in listed(session)[:3]] == [
        ("部门概况", ""),
        ("历史沿革", ""),
        ("历史沿革", "甲"),
    ]


def test_one_called_like_a_heading_of_the_county_is_not_taken_for_it(session: Session) -> None:
    heading = named(session, "部门概况")
    do(session, added(session.pack, session.snapshot, heading, "机构设置", 2))
    assert headings(session)[:4] == [
        "一、部门概况",
        "（一）机构设置",
        "（二）历史沿革",
        "（三）部门基本情况",
    ]
    own, county = (entry for entry in listed(session) if entry.title == "机构设置")
    assert own.own and not county.own and county.at is None


def test_removing_takes_it_away_and_undo_brings_it_back(session: Session) -> None:
    session.apply(removed(session.snapshot, named(session, "历史沿革")))
    assert headings(session)[:2] == ["一、部门概况", "（一）部门基本情况"]
    session.undo()
    assert headings(session)[:2] == ["一、部门概况", "（一）历史沿革"]


def test_it_survives_the_data_file(session: Session) -> None:
    again = load(save(session.report.document, session.pack), Library()).document
    assert again.snapshot.report == session.snapshot.report
