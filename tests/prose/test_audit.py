"""The audit of forms and text together: incremental = full, explanations of words, broken rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.desk import Desk
from core.checks.explained import explain
from core.checks.finding import TEXT, Finding, Outcome, Severity
from core.checks.runner import check
from core.document.document import Document
from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Ref, Snapshot
from core.forms.library import Library
from core.prose import proof
from core.prose.audit import Auditor, audit, audit_text
from core.prose.proof import Proof, TextRule
from core.storage.datafile import load, save
from tests.support import pack_of
from tests.support_store import workspace_in

PACK = pack_of("hunan-taojiang")
FAULTY = (
    Chapter("一、概况（参考提纲）", "公务接待待费 1.49 万元，，下降。"),
    Chapter("三、支出", "的的"),
)


def faulty() -> Document:
    document = Document.blank(PACK, 2024, "桃江县民政局")
    document.apply(SetReport(FAULTY))
    return document


def afresh(snapshot: Snapshot) -> Snapshot:
    """The same, of which nothing is remembered."""
    return replace(snapshot, entered=dict(snapshot.entered))


def of_text(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.words]


def test_forms_come_first_and_the_text_behind_them() -> None:
    document = faulty()
    report, forms = audit(PACK, document.snapshot), check(PACK, document.snapshot)
    text = audit_text(PACK, document.snapshot)
    assert report.findings == forms.findings + text.findings
    assert len(text.findings) >= 4 and all(finding.form == TEXT for finding in text.findings)
    for outcome in Outcome:
        parts = forms.counts.get(outcome, 0) + text.counts.get(outcome, 0)
        assert report.counts.get(outcome, 0) == parts


def test_a_package_without_a_text_is_audited_as_before() -> None:
    snapshot = Document.blank(PACK, 2024).snapshot
    assert audit(PACK, snapshot) == check(PACK, snapshot)


TEXTS = st.lists(
    st.sampled_from(
        ["支出正常。", "的的", "XX村", "2023年，我局完成。", "（一）甲", "因预算追加，支出超出。"]
    ),
    max_size=4,
).map("\n".join)
EDITS = st.one_of(
    st.lists(st.builds(Chapter, st.sampled_from(["一、甲", "三、乙", ""]), TEXTS), max_size=3).map(
        lambda chapters: SetReport(tuple(chapters))
    ),
    st.sampled_from(["", "50", "41"]).map(lambda raw: SetValue(Ref("在职人数"), raw)),
    st.sampled_from(["桃江县民政局", "石牛江镇"]).map(lambda raw: SetValue(Ref("单位名称"), raw)),
)


@given(st.lists(EDITS, max_size=6))
def test_incremental_audit_equals_a_full_one(edits: list[SetReport | SetValue]) -> None:
    document = faulty()
    document.apply(SetValue(Ref("编制数"), "41"))
    auditor = Auditor(PACK)
    auditor.full(document.snapshot)
    for edit in edits:
        change = document.apply(edit)
        report = auditor.update(document.snapshot, change)
        assert report == Auditor(PACK).full(afresh(document.snapshot))


def test_while_filling_nothing_is_said_of_missing_chapters() -> None:
    document = Document.blank(PACK, 2024, "桃江县民政局")
    titles = [
        "".join(map(str, chapter.title.parts))
        for chapter in PACK.reports[0].chapters
        if chapter.level == 1
    ]
    document.apply(SetReport(tuple(Chapter(title, "已经写明。") for title in titles[:-1])))
    rules = {f.rule for f in Auditor(PACK).full(document.snapshot).findings}
    assert "R21.缺少章节" in rules
    rules = {f.rule for f in Auditor(PACK, filling=True).full(document.snapshot).findings}
    assert "R21.缺少章节" not in rules


def test_a_rule_that_breaks_is_counted_and_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Proof) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    before = audit_text(PACK, faulty().snapshot)
    monkeypatch.setitem(proof._RULES, "R0.坏了", TextRule("R0.坏了", broken))
    auditor = Auditor(PACK)
    report = auditor.full(faulty().snapshot)
    assert report.counts[Outcome.BROKEN] == 1
    assert ("R0.坏了", "", "ZeroDivisionError") in auditor.not_evaluated()
    assert tuple(of_text(report.findings)) == before.findings


# ---------------------------------------------------------------- explanations


def stored(folder: Path, document: Document) -> Snapshot:
    """The package as it comes back from the database."""
    file = folder / "data.json"
    file.write_text(save(document, PACK), "utf-8")
    with workspace_in(folder) as workspace:
        number, _ = workspace.adopt(file)
    with workspace_in(folder) as workspace:
        return workspace.open(number).snapshot


def explained_all(document: Document) -> None:
    for finding in audit_text(PACK, document.snapshot).findings:
        desk = Desk(PACK, document.snapshot)
        document.apply(explain(desk, finding, "经核对，文字就是这样写的。", forced=True))


def test_an_explanation_of_words_survives_files_and_edits_elsewhere(tmp_path: Path) -> None:
    document = faulty()
    explained_all(document)
    told = audit_text(PACK, document.snapshot)
    assert told.findings and all(finding.explained for finding in told.findings)

    again = load(save(document, PACK), Library())
    assert again.notes == ()
    assert again.document.snapshot.explanations == document.snapshot.explanations
    assert audit_text(PACK, again.document.snapshot) == told

    assert stored(tmp_path, document).explanations == document.snapshot.explanations

    first, second = FAULTY
    document.apply(SetReport((first._replace(text=f"新写的一段。\n{first.text}"), second)))
    moved = audit_text(PACK, document.snapshot)
    assert all(finding.explained for finding in moved.findings)
    document.apply(SetReport((first, second._replace(text="和和"))))
    fresh = [f for f in audit_text(PACK, document.snapshot).findings if not f.explained]
    assert [f.words[0].quoted for f in fresh] == ["和和"]


def test_an_explained_hint_no_longer_counts() -> None:
    document = faulty()
    assert audit_text(PACK, document.snapshot).count(Severity.INFO)
    explained_all(document)
    assert not audit_text(PACK, document.snapshot).count(Severity.INFO)
