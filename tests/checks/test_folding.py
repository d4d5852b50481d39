"""Folding: one mistake is one finding; what only follows from it stands under it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.checks.finding import Finding, Severity
from core.checks.runner import Checker, Report, check
from core.document.document import Document
from core.facts.edits import SetPrinted
from core.facts.model import Placement, Ref
from core.forms.library import Library
from core.storage.datafile import load

PHONE = "联系电话"
PHONES, AMOUNTS = "hunan-zhijiang", "hunan-hengyangxian"  # packs that show such a fact twice
GOOD, OTHER, BAD = "13800000001", "13800000002", "138000000012"


def package(facts: dict[str, Any], printed: dict[str, Any], pack: str = PHONES) -> Document:
    data = {"pack": pack, "year": 2024, "unit": "某局"}
    text = json.dumps(data | {"facts": facts, "printed": printed}, ensure_ascii=False)
    return load(text, Library()).document


def differing(report: Report) -> Finding:
    """The one finding about a fact that differs between forms."""
    (found,) = [f for f in report.findings if f.rule.startswith("X9")]
    return found


def audit(facts: dict[str, Any], printed: dict[str, Any], pack: str = PHONES) -> Report:
    document = package(facts, printed, pack)
    return check(document.pack, document.snapshot, filling=True)


@pytest.mark.parametrize(("home", "other"), [(GOOD, BAD), (BAD, GOOD)])
def test_a_wrong_number_explains_that_it_differs(home: str, other: str) -> None:
    report = audit({PHONE: home}, {"整体自评表": {PHONE: other}})
    assert differing(report).folded_under[0].startswith("E1.")
    heavy = [f for f in report.findings if not f.folded_under and f.severity is Severity.ERROR]
    assert [f.rule for f in heavy] == ["E1.联系电话不对"]


def test_two_good_numbers_that_differ_stand_alone() -> None:
    assert not differing(audit({PHONE: GOOD}, {"整体自评表": {PHONE: OTHER}})).folded_under


def test_an_unreadable_amount_explains_that_it_differs() -> None:
    report = audit(
        {"三公经费": {"决算": "12"}}, {"整体自评表": {"三公经费@决算": "1,2,3"}}, AMOUNTS
    )
    assert differing(report).folded_under[0].startswith("E3.")


def test_nothing_is_hidden_under_a_lighter_finding() -> None:
    """没有 beside 12 is only a hint as a text, but an error as a difference."""
    report = audit({"三公经费": {"决算": "12"}}, {"整体自评表": {"三公经费@决算": "没有"}}, AMOUNTS)
    texts = [f.severity for f in report.findings if f.rule.startswith("E3.")]
    assert texts == [Severity.INFO]
    assert not differing(report).folded_under


def test_the_fold_comes_and_goes_with_the_text() -> None:
    document = package({PHONE: GOOD}, {"整体自评表": {PHONE: OTHER}})
    checker = Checker(document.pack, filling=True)
    checker.full(document.snapshot)
    place = Placement("整体自评表", Ref(PHONE))
    for text, folded in ((BAD, True), (OTHER, False)):
        change = document.apply(SetPrinted(place, text))
        report = checker.update(document.snapshot, change)
        assert bool(differing(report).folded_under) is folded
        assert report == Checker(document.pack, filling=True).full(document.snapshot)


def test_nothing_stands_under_a_finding_that_is_folded_itself() -> None:
    """The cars' total is wrong, so 三公经费 is right, and still exceeds 公用经费."""
    facts = {
        "公务用车购置费": {"决算": "2"},
        "公务用车运行维护费": {"决算": "3"},
        "公务用车购置和维护经费": {"决算": "1"},
        "因公出国经费": {"决算": "0"},
        "公务接待费": {"决算": "3"},
        "三公经费": {"决算": "8"},
        "公用经费": {"决算": "6"},
    }
    found = {finding.rule: finding for finding in audit(facts, {}, "hunan-taojiang").findings}
    assert not found["B3.公务用车组成"].folded_under
    assert found["B2.三公组成"].folded_under[0].startswith("B3.")
    assert not found["B9.三公在公用内"].folded_under
