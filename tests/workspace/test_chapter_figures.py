"""Figures of a chapter's text: which follow their facts after an edit, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calc.figures import figure_text
from core.facts.edits import AddRow, SetValue
from core.facts.model import Bound, Ref
from core.workspace.chapter_figures import (
    choices,
    difference,
    in_text,
    kept,
    relocated,
    swaps,
)
from tests.support_ui import blank_session

MEALS = Ref("公务接待费", "决算")
TEXT = "接待5.59万元"
FIGURE = (Bound(2, 6, MEALS),)


def places(text: str, after: str, cursor: int) -> list[str]:
    """What the figure reads after an edit; nothing when it follows no more."""
    return [after[one.start : one.end] for one in kept(FIGURE, text, after, cursor)]


@pytest.mark.parametrize(
    ("after", "cursor"),
    [
        ("接待了5.59万元", 3),  # before
        ("接待55.59万元", 3),  # the same digit right before it
        ("接待5.599万元", 7),  # the same digit right behind it
        ("接待5.59万", 7),  # deleted behind
        ("待5.59万元", 0),
        ("接待5.59万元\n5.59", 13),
    ],
)
def test_typing_around_a_figure_keeps_it(after: str, cursor: int) -> None:
    assert places(TEXT, after, cursor) == ["5.59"]


@pytest.mark.parametrize(
    ("after", "cursor"),
    [
        ("接待5.959万元", 5),
        ("接待5.9万元", 4),
        ("接待万元", 2),
        ("接待6万元", 3),
        ("接.59万元", 1),  # a piece of it went with the words before
        ("", 0),
        ("5.59", 4),  # everything was put there anew
    ],
)
def test_typing_into_a_figure_lets_it_stand(after: str, cursor: int) -> None:
    assert places(TEXT, after, cursor) == []


def test_without_a_cursor_the_shortest_stretch_is_taken() -> None:
    assert difference("abcd", "abXd") == (2, 3, 3)
    assert difference("aaa", "aaaa") == (3, 3, 4)
    assert difference("abcd", "abXd", 99) == (2, 3, 3)  # a cursor that cannot be right
    assert kept(FIGURE, TEXT, TEXT) == FIGURE


@given(st.text("ab5", max_size=8), st.text("ab5", max_size=4), st.data())
def test_what_is_carried_along_reads_as_before(text: str, words: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.integers(0, len(text))) for _ in range(4))
    figures = (Bound(ends[0], ends[1], MEALS), Bound(ends[2], ends[3], MEALS))
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    after = text[:start] + words + text[end:]
    still = kept(figures, text, after, start + len(words))
    read = [after[one.start : one.end] for one in still]
    assert set(read) <= {text[one.start : one.end] for one in figures}
    untouched = [one for one in figures if one.end <= start or one.start >= end]
    assert len(still) >= len(untouched)


def test_only_figures_are_swapped_where_that_will_do() -> None:
    one, two = Bound(2, 6, MEALS), Bound(9, 10, MEALS)
    before, after = "接待5.59万元，1人", "接待123.45万元，1人"
    later = (Bound(2, 8, MEALS), Bound(11, 12, MEALS))
    made = swaps(before, (one, two), after, later)
    assert made == [(2, 6, "123.45")]
    assert [relocated(place, made) for place in (0, 2, 4, 6, 9, 10)] == [0, 2, 2, 8, 11, 12]
    assert swaps("ab", (), "axb", ()) == [(1, 1, "x")]
    assert swaps("ab", (), "ab", ()) == []


def test_line_ends_of_other_programs_count_once() -> None:
    found = in_text((Bound(4, 5, MEALS),), "a\r\nb5")
    assert found == (Bound(3, 4, MEALS),)


def test_all_facts_of_unit_and_rows_can_be_chosen() -> None:
    report = blank_session().report
    report.apply(SetValue(MEALS, "5.59"))
    report.apply(AddRow("项目清单", cells={"项目名称": "河道整治"}))
    found = {choice.name: choice for choice in choices(report.desk)}
    assert found["公务接待费（决算）"] == (MEALS, "公务接待费（决算）", "5.59")
    assert "“河道整治”的支出（决算）" in found
    for choice in found.values():
        assert choice.text == figure_text(report.pack, report.snapshot, Bound(0, 0, choice.ref))
