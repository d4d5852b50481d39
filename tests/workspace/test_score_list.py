"""Score list: the state of each score, what can be taken, totals whatever they are called."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.facts.edits import SetValue, Together
from core.facts.model import Ref
from core.facts.values import Span
from core.workspace.open_report import OpenReport
from core.workspace.score_list import Score, State, score_list, score_of, standings, take_all
from tests.support_ui import blank_session, sample_session

RATE = Ref("执行率得分")


def scores_of(report: OpenReport) -> list[Score]:
    return score_list(report.desk, report.suggestions())


def score(report: OpenReport, ref: Ref) -> Score:
    found = score_of(report.desk, report.suggestions(), ref)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "typed, state",
    [
        ("9.62", State.INSIDE),
        ("8", State.INSIDE),
        ("7", State.INSIDE),
        ("10", State.NEAR),
        ("6.5", State.NEAR),
        ("5", State.OTHER),
        ("", State.EMPTY),
        ("优", State.OTHER),
    ],
)
def test_the_state_agrees_with_what_the_audit_lets_pass(typed: str, state: State) -> None:
    report = sample_session("hengyang-2021").report
    assert score(report, RATE).suggestion.text == "7—9.62"
    report.apply(SetValue(RATE, typed))
    assert score(report, RATE).state is state


def test_a_single_value_is_offered_once_a_span_at_both_ends() -> None:
    report = sample_session("hengyang-2021").report
    assert score(report, RATE).offers == (SetValue(RATE, "9.62"), SetValue(RATE, "7"))
    assert score(report, RATE).weight == "10"
    report = sample_session("taojiang-2024").report
    assert score(report, RATE).offers == (SetValue(RATE, "10"),)
    assert score(report, RATE).state is State.SAME


def test_lines_name_the_indicator_its_form_and_its_weight() -> None:
    report = sample_session("zhijiang-2023").report
    first = scores_of(report)[0]
    assert (first.name, first.where, first.weight) == ("在职人员控制率", "共性指标表", "5")
    projects = sample_session("national-2024").report
    name = projects.snapshot.value(Ref("项目名称", "", projects.snapshot.siblings("项目")[0])).raw
    where = {s.where for s in scores_of(projects) if s.ref.name == "得分"}
    assert f"项目自评表“{name}”" in where
    forms = [form.id for form in report.pack.forms]
    order = [forms.index(s.place.form) for s in scores_of(report)]
    assert order == sorted(order)


def test_all_blank_scores_of_one_value_are_taken_as_one_step_and_no_grade() -> None:
    report = sample_session("luxian-2023").report
    listed = scores_of(report)
    assert take_all(listed) is None, "all are filled"
    blank = [s for s in listed if s.suggestion.span is not None][:3]
    grade = next(s for s in listed if s.suggestion.span is None)
    edits = tuple(SetValue(s.ref, "") for s in (*blank, grade))
    report.apply(Together(edits, "清空"))
    step = take_all(scores_of(report))
    assert step is not None
    singles = [s for s in blank if len(s.offers) == 1]
    assert {edit.ref for edit in step.edits} == {s.ref for s in singles} != set()
    report.apply(step)
    assert all(score(report, s.ref).state is State.SAME for s in singles)
    assert score(report, grade.ref).state is State.EMPTY
    report.undo()
    assert all(score(report, s.ref).state is State.EMPTY for s in singles)


def test_spans_are_left_to_the_user() -> None:
    report = sample_session("hengyang-2021").report
    report.apply(SetValue(RATE, ""))
    assert score(report, RATE).suggestion.span == Span(
        Decimal("7.0"),
        score(report, RATE).suggestion.span.high,  # type: ignore[union-attr]
    )
    assert take_all(scores_of(report)) is None


@pytest.mark.parametrize(
    "name, wanted",
    [
        ("taojiang-2024", [("总得分", "100")]),
        ("hengyang-2021", [("总得分", "91"), ("评价等级", "91")]),
        ("luxian-2023", [("总得分", "100"), ("评价等级", "优")]),
        ("national-2024", []),
        ("xinshao-2023", []),
    ],
)
def test_totals_and_grades_are_found_whatever_the_pack(
    name: str, wanted: list[tuple[str, str]]
) -> None:
    report = sample_session(name).report
    found = [(one.name, one.text) for one in standings(report.desk)]
    assert found == wanted


def test_a_project_has_a_total_of_its_own() -> None:
    report = sample_session("national-2024").report
    project = report.snapshot.siblings("项目")[0]
    assert [one.name for one in standings(report.desk, project)] == ["总得分"]
    assert standings(blank_session().report.desk)[0].text == "空白"
