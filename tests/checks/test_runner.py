"""The runner: incremental = full, explanations hold while values do, folding, outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks import registry
from core.checks.desk import Desk
from core.checks.explained import explain
from core.checks.finding import Finding, Outcome, Result, Severity
from core.checks.runner import Checker, Report, check
from core.document.document import Document
from core.errors import ZipingtongError
from core.facts.edits import SetPrinted, SetValue
from core.facts.model import UNIT, Placement, Ref
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load, save
from tests.document.test_document_properties import edits, started
from tests.support import pack_of

PACK = pack_of("small")


def finding(report: Report, rule: str) -> Finding:
    return next(f for f in report.findings if f.rule.startswith(rule))


def rules_of(report: Report) -> set[str]:
    return {f.rule for f in report.findings}


@given(st.data())
def test_incremental_audit_equals_a_full_one(data: st.DataObject) -> None:
    document = started()
    checker = Checker(PACK)
    checker.full(document.snapshot)
    for _ in range(data.draw(st.integers(1, 10))):
        try:
            change = document.apply(data.draw(edits(document.snapshot)))
        except ZipingtongError:
            continue
        report = checker.update(document.snapshot, change)
        whole = check(PACK, document.snapshot)
        assert report.findings == whole.findings
        assert report.counts == whole.counts
        assert not report.counts.get(Outcome.BROKEN), checker.not_evaluated()


@given(st.data())
def test_undo_takes_the_findings_back_too(data: st.DataObject) -> None:
    document = started()
    before = check(PACK, document.snapshot)
    done = 0
    for _ in range(data.draw(st.integers(1, 6))):
        try:
            done += bool(document.apply(data.draw(edits(document.snapshot))).changes)
        except ZipingtongError:
            continue
    for _ in range(done):
        document.undo()
    assert check(PACK, document.snapshot) == before


@pytest.mark.parametrize("name", [p.stem for p in (resources() / "samples").glob("*.json")])
def test_no_rule_breaks_on_a_sample(name: str) -> None:
    document = load(resources() / "samples" / f"{name}.json", Library()).document
    checker = Checker(document.pack)
    report = checker.full(document.snapshot)
    assert not report.counts.get(Outcome.BROKEN), checker.not_evaluated()
    assert report.counts[Outcome.PASS] > 10


def hengyang() -> Document:
    return load(resources() / "samples" / "hengyang-2021.json", Library()).document


def test_an_explanation_holds_while_the_values_do() -> None:
    document = hengyang()
    report = check(document.pack, document.snapshot)
    target = finding(report, "B2")
    desk = Desk(document.pack, document.snapshot)
    document.apply(explain(desk, target, "太短", forced=True))
    assert finding(check(document.pack, document.snapshot), "B2").severity is Severity.ERROR
    document.apply(explain(desk, target, "年初批复的三公经费预算只有这些。", forced=True))
    after = check(document.pack, document.snapshot)
    told = finding(after, "B2")
    assert told.severity is Severity.WARNING and told.forced and told.explained
    assert after.count(Severity.ERROR) == report.count(Severity.ERROR) - 1
    again = load(save(document, document.pack), Library()).document
    assert finding(check(again.pack, again.snapshot), "B2").forced
    document.apply(SetValue(Ref("公务接待费", "年初预算"), "9.46"))
    told = finding(check(document.pack, document.snapshot), "B2")
    assert told.severity is Severity.ERROR and not told.explained
    document.undo()
    document.undo()
    assert not finding(check(document.pack, document.snapshot), "B2").forced


def test_a_rate_that_only_follows_stands_under_its_cause() -> None:
    document = Document.blank(PACK, 2024)
    for name, aspect, raw in (
        ("年度资金总额", "全年预算", "100"),
        ("年度资金总额", "决算", "69"),
        ("基本支出", "决算", "56"),
        ("项目支出", "决算", "40"),
        ("执行率", "", "96%"),
    ):
        document.apply(SetValue(Ref(name, aspect), raw))
    report = check(PACK, document.snapshot)
    assert not finding(report, "O2").folded_under
    assert finding(report, "O5.执行率").folded_under[0].startswith("O2.支出构成")
    assert report.count(Severity.ERROR) == 1


def test_two_printed_values_of_one_fact_are_one_finding() -> None:
    document = Document.blank(PACK, 2024)
    ref = Ref("三公经费", "决算")
    document.apply(SetValue(ref, "2.85"))
    place = Placement("自评表", ref)
    for raw in ("", "2.58"):
        document.apply(SetPrinted(place, raw))
        report = check(PACK, document.snapshot)
        found = [f for f in report.findings if f.rule.startswith("X9")]
        assert len(found) == 1
        assert found[0].cells == (Placement("基础表", ref), place)
    document.apply(SetPrinted(place, "2.850"))
    assert "X9.各表不一致" not in rules_of(check(PACK, document.snapshot))


def test_a_rule_that_fails_is_reported_as_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(desk: Desk, holder: str) -> Iterator[Result]:
        raise KeyError("x")
        yield

    listed = registry.Rule("Z1.坏规则", "", frozenset({"*"}), broken)
    monkeypatch.setattr("core.checks.runner.rules", lambda: iter((listed,)))
    checker = Checker(PACK)
    report = checker.full(Document.blank(PACK, 2024).snapshot)
    assert report.counts[Outcome.BROKEN] == 1
    assert ("Z1.坏规则", UNIT, "KeyError") in checker.not_evaluated()


@pytest.mark.parametrize("name", Library().names())
def test_a_new_report_has_nothing_wrong_while_filling(name: str) -> None:
    pack = pack_of(name)
    report = check(pack, Document.specimen(pack).snapshot, filling=True)
    assert [f.message for f in report.findings] == []


def test_the_verdict_counts_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    document = hengyang()
    report = check(document.pack, document.snapshot)
    assert report.verdict.startswith(f"不能上报 {report.count(Severity.ERROR)} 项 · 需说明 ")
    infos = tuple(replace(f, severity=Severity.INFO) for f in report.findings)
    assert Report(infos).verdict.startswith("可以上报 · 需说明 0 项 · 提示 ")
