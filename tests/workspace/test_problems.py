"""Problems: groups agree with the verdict, consequences fold, the open editor only proposes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from core.checks.finding import Finding, Severity
from core.checks.runner import Report
from core.facts.edits import SetValue
from core.facts.model import Ref
from core.layout.grid import Cell
from core.workspace.open_report import NO_CHANGE, OpenReport, Update
from core.workspace.problem_detail import detail, lacks_words, take_back
from core.workspace.problems import (
    Group,
    Line,
    Mark,
    Shown,
    Sort,
    count_by_form,
    finding_line,
    group_of,
    lay_out,
    shown_of,
    step_from,
    verdict,
    worst,
)
from tests.support_ui import blank_session, sample_session

SAMPLES = ("hengyang-2021", "taojiang-2024", "zhijiang-2023", "national-2024")
REASON = "经与财政局核对，以决算报表的数为准。"
CARS = Ref("公务用车购置和维护经费", "决算")


def report_of(name: str) -> OpenReport:
    return sample_session(name).report


def lines_of(report: OpenReport, *toggled: Line) -> list[Line]:
    shown = Shown(report.audit.findings)
    return lay_out(shown, {line.key for line in toggled})


def cell_of(report: OpenReport, ref: Ref) -> Cell:
    grids = [report.grid(sheet) for sheet in report.sheets()]
    return next(cell for grid in grids for cell in grid.cells if cell.ref == ref and cell.home)


def first(report: OpenReport, severity: Severity) -> Finding:
    return next(f for f in report.audit.findings if f.severity is severity and not f.folded_under)


def again(report: OpenReport, finding: Finding) -> Finding:
    return next(f for f in report.audit.findings if f.key == finding.key)


@pytest.mark.parametrize("name", SAMPLES)
def test_headings_count_what_the_verdict_counts(name: str) -> None:
    report = report_of(name)
    heads = {line.group: line.count for line in lines_of(report) if line.sort is Sort.HEAD}
    for severity in Severity:
        assert heads.get(Group[severity.name], 0) == report.audit.count(severity)
    assert list(heads) == [group for group in Group if group in heads]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_signs_on_the_tabs_add_up_to_the_verdict(name: str) -> None:
    report = report_of(name)
    total = sum(count_by_form(report.audit.findings).values(), Counter())
    assert total == Counter({s: n for s in Severity if (n := report.audit.count(s))})


def test_what_follows_from_a_finding_stands_closed_under_it() -> None:
    report = report_of("taojiang-2024")
    report.apply(SetValue(CARS, "17"))
    follower = next(f for f in report.audit.findings if f.folded_under)
    lines = lines_of(report)
    more = next(line for line in lines if line.sort is Sort.MORE)
    assert more.count == 1 and not more.is_open
    assert follower not in [line.finding for line in lines]
    cause = lines[lines.index(more) - 1].finding
    assert cause is more.finding and cause is not None
    assert follower.folded_under == cause.key

    opened = lines_of(report, more)
    place = [line.key for line in opened].index(more.key)
    assert opened[place].is_open
    assert opened[place + 1] == Line(Sort.FOLLOWER, Group.ERROR, follower)


def test_a_consequence_whose_cause_is_not_listed_stands_on_its_own() -> None:
    report = report_of("taojiang-2024")
    report.apply(SetValue(CARS, "17"))
    follower = next(f for f in report.audit.findings if f.folded_under)
    shown = Shown(report.audit.findings)
    lines = lay_out(shown, set(), lambda finding: finding is follower)
    assert [line.sort for line in lines] == [Sort.HEAD, Sort.FINDING]
    assert lines[1].finding is follower


def test_a_closed_heading_hides_its_findings_and_explained_ones_start_closed() -> None:
    report = report_of("taojiang-2024")
    warned = first(report, Severity.WARNING)
    report.explain(warned, "按县里的通知调整。")
    lines = lines_of(report)
    head = next(line for line in lines if line.group is Group.EXPLAINED)
    assert (head.sort, head.count, head.is_open) == (Sort.HEAD, 1, False)
    assert again(report, warned) not in [line.finding for line in lines]
    assert again(report, warned) in [line.finding for line in lines_of(report, head)]

    errors = next(line for line in lines if line.group is Group.ERROR)
    closed = lines_of(report, errors)
    assert [line.sort for line in closed if line.group is Group.ERROR] == [Sort.HEAD]


def test_a_forced_error_is_counted_as_one_to_explain() -> None:
    report = report_of("taojiang-2024")
    wrong = first(report, Severity.ERROR)
    before = report.audit.count(Severity.WARNING)
    report.explain(wrong, REASON, forced=True)
    assert group_of(again(report, wrong)) is Group.WARNING
    head = next(line for line in lines_of(report) if line.group is Group.WARNING)
    assert head.count == before + 1 == report.audit.count(Severity.WARNING)


def test_typing_marks_what_it_brings_and_what_it_would_mend() -> None:
    report = report_of("taojiang-2024")
    update = report.try_text(cell_of(report, CARS), "17")
    shown = shown_of(report.audit, update)
    fresh = [f for f in shown.findings if shown.mark(f) is Mark.FRESH]
    assert {f.key for f in fresh} == update.fresh != frozenset()
    report.drop_text()

    report.apply(SetValue(CARS, "17"))
    before = [finding.key for finding in report.audit.findings]
    update = report.try_text(cell_of(report, CARS), "0")
    shown = shown_of(report.audit, update)
    gone = [f.key for f in shown.findings if shown.mark(f) is Mark.GONE]
    assert set(gone) == update.gone != frozenset()
    assert [f.key for f in shown.findings if f.key in before] == before, "in their old places"


def test_what_would_be_mended_stays_between_its_neighbours() -> None:
    old = report_of("hengyang-2021").audit.findings
    gone = frozenset({old[0].key, old[3].key, old[4].key, old[-1].key})
    fresh = replace(old[5], rule="新")
    left = [finding for finding in old if finding.key not in gone]
    after = Report((*left[:3], fresh, *left[3:]))
    shown = shown_of(Report(old), Update(NO_CHANGE, after, frozenset({fresh.key}), gone))
    assert [f for f in shown.findings if f is not fresh] == list(old)
    place = shown.findings.index(fresh)
    assert shown.mark(fresh) is Mark.FRESH
    assert shown.findings[place + 1] == left[3]
    assert [shown.mark(old[n]) for n in (0, 1, 3)] == [Mark.GONE, Mark.NONE, Mark.GONE]


def test_next_goes_in_the_order_of_the_forms_and_starts_again() -> None:
    findings = report_of("hengyang-2021").audit.findings
    asked = [f for f in findings if not f.folded_under and not f.explained]
    seen: list[Finding] = []
    key = None
    for _ in asked:
        found, wrapped = step_from(findings, key, 1)
        assert found is not None and not wrapped
        seen.append(found)
        key = found.key
    assert seen == asked
    assert step_from(findings, key, 1) == (asked[0], True)
    assert step_from(findings, asked[0].key, -1) == (asked[-1], True)
    assert step_from(findings, asked[2].key, -1) == (asked[1], False)
    assert step_from(findings, None, -1) == (asked[-1], False)


def test_next_passes_over_what_is_explained_or_follows() -> None:
    report = report_of("taojiang-2024")
    warned = first(report, Severity.WARNING)
    assert step_from(report.audit.findings, None, 1)[0] == warned
    report.explain(warned, "按县里的通知调整。")
    found, _ = step_from(report.audit.findings, None, 1)
    assert found is not None and found.key != warned.key
    assert step_from((), None, 1) == (None, False)


def test_while_filling_nothing_may_be_handed_in() -> None:
    report = blank_session().report
    assert report.filling
    assert verdict(report.audit, filling=True).startswith("填报中，没有错误 · ")
    assert verdict(report.audit, filling=False).startswith("可以上报 · ")
    assert worst(report.audit) is None
    wrong = report_of("taojiang-2024")
    assert verdict(wrong.audit, filling=True) == wrong.audit.verdict
    assert worst(wrong.audit) is Severity.ERROR


# ------------------------------------------------ one finding


@pytest.mark.parametrize("name", SAMPLES)
def test_every_finding_can_be_opened(name: str) -> None:
    report = report_of(name)
    for finding in report.audit.findings:
        opened = detail(report, finding)
        assert bool(opened.place) is bool(finding.cells)
        assert all(word and text for word, text in opened.texts)
        edits = [fix.edit for fix in opened.fixes if fix.edit is not None]
        wanted = [remedy.edit for remedy in finding.remedies]
        assert all(edit in edits for edit in wanted)
        assert len(edits) == len([e for n, e in enumerate(edits) if e not in edits[:n]])
        assert all(fix.title for fix in opened.fixes)


def test_the_likeliest_slip_comes_first_with_its_reason() -> None:
    report = report_of("hengyang-2021")
    ref = Ref("三公经费", "年初预算")
    slip = next(f for f in report.audit.findings if f.cells and f.cells[0].ref == ref)
    opened = detail(report, slip)
    assert opened.place == "基础数据表 · 三公经费（年初预算）"
    assert opened.fixes[0].title == "改为 10.77（最可能）"
    assert opened.fixes[0].reason == "三公经费（年初预算）：小数点错了一位"
    assert opened.fixes[0].edit == SetValue(ref, "10.77")
    assert dict(opened.texts)["应为"] == "10.77"
    assert "2.31" in dict(opened.texts)["公式"]


def test_an_explanation_is_asked_for_again_when_the_values_change() -> None:
    report = report_of("taojiang-2024")
    report.apply(SetValue(CARS, "17"))
    wrong = next(f for f in report.audit.findings if f.cells[0].ref == CARS)
    assert detail(report, wrong).needs_force
    report.explain(wrong, REASON, forced=True)
    opened = detail(report, again(report, wrong))
    assert (opened.note, opened.old_note, opened.needs_force) == (REASON, "", True)

    report.apply(SetValue(CARS, "18"))
    opened = detail(report, again(report, wrong))
    assert (opened.note, opened.old_note) == ("", REASON)
    assert opened.old_why == "数值已变，请重新说明。"

    report.apply(take_back(wrong))
    assert detail(report, again(report, wrong)).old_note == ""


def test_a_plain_explanation_does_not_send_an_error_on() -> None:
    report = report_of("taojiang-2024")
    wrong = first(report, Severity.ERROR)
    report.explain(wrong, REASON, forced=False)
    opened = detail(report, again(report, wrong))
    assert (opened.note, opened.old_note) == ("", REASON)
    assert "强制说明" in opened.old_why


def test_a_forced_explanation_needs_enough_words() -> None:
    report = report_of("taojiang-2024")
    assert lacks_words(report, True, "数据 没有 错误") == (
        "强制说明至少要写 10 个字，现在是 6 个字。"
    )
    assert lacks_words(report, True, REASON) == ""
    assert lacks_words(report, False, "  \n") == "请写明原因。"
    assert lacks_words(report, False, "对") == ""


def test_a_line_keeps_its_key_when_its_numbers_change() -> None:
    report = report_of("taojiang-2024")
    report.apply(SetValue(CARS, "17"))
    before = {line.key for line in lines_of(report)}
    report.apply(SetValue(CARS, "18"))
    after = lines_of(report)
    assert {line.key for line in after} == before
    wrong = next(f for f in report.audit.findings if f.cells[0].ref == CARS)
    assert finding_line(wrong.key) in before
