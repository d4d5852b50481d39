"""Find and replace over all chapters of a report."""

from __future__ import annotations

from dataclasses import replace

from core.facts.edits import SetReport
from core.facts.model import Bound, Chapter, Ref
from core.layout.chapters import entries, report_names
from core.workspace.chapter_search import next_place, place_before, places, replace_all
from tests.support_ui import blank_session

MEALS = Ref("公务接待费", "决算")


def report() -> tuple[Chapter, ...]:
    return (
        Chapter("部门概况", "甲乙甲"),
        Chapter("机构设置", "甲5.59甲", "", (Bound(1, 5, MEALS),)),
        Chapter("结束语", "甲甲甲"),
    )


def test_places_are_found_in_reading_order_and_walked_round() -> None:
    session = blank_session()
    snapshot = replace(session.snapshot, report=report())
    listed = entries(session.pack, snapshot, report_names(session.pack)[0])
    found = places(listed, "甲")
    assert [place[1:] for place in found] == [
        (0, 1), (2, 3), (0, 1), (5, 6), (0, 1), (1, 2), (2, 3),
    ]  # fmt: skip
    assert places(listed, "甲甲") == [found[4]._replace(end=2)]  # they do not overlap
    assert places(listed, "") == [] and places(listed, "丙") == []
    assert next_place(found, 0, 1) == 1 and next_place(found, 99, 0) == 0
    assert place_before(found, 0, 2) == 0 and place_before(found, 0, 0) == len(found) - 1


def test_figures_that_follow_are_left_alone_and_stay_in_place() -> None:
    session = blank_session()
    session.apply(SetReport(report()))
    before = session.snapshot.report[1]  # the fact is blank: the figure reads ＿＿ now
    listed = entries(session.pack, session.snapshot, report_names(session.pack)[0])
    done = replace_all(session.snapshot, listed, "甲", "丙丁")
    assert done.edit is not None and (done.changed, done.skipped) == (7, 0)
    session.apply(done.edit)
    chapter = session.snapshot.report[1]
    words = before.text[before.bound[0].start : before.bound[0].end]
    assert chapter.text == f"丙丁{words}丙丁"
    assert chapter.text[chapter.bound[0].start : chapter.bound[0].end] == words
    assert session.snapshot.report[2].text == "丙丁丙丁丙丁"
    listed = entries(session.pack, session.snapshot, report_names(session.pack)[0])
    done = replace_all(session.snapshot, listed, words[0], "0")
    assert (done.edit, done.changed, done.skipped) == (None, 0, len(words))
