"""What the packs draft from the samples' figures agrees with them; a fault put in is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.runner import check
from core.document.document import Document
from core.facts.edits import SetReport, SetValue
from core.facts.model import UNIT, Chapter, Ref
from core.forms.library import Library
from core.layout.chapters import entries, report_names
from core.paths import resources
from core.prose.proofreader import proofread
from core.storage.datafile import load
from core.workspace.chapter_drafts import draft_of
from tests.support_packages import PACKS, clean_package, load_package

SAMPLES = sorted((resources() / "samples").glob("*.json"))
READ = Path(__file__).parent / "pack_drafts"  # the drafts as somebody has read and approved them
REASONS = ("偏差原因", "偏差及原因", "改进措施", "说明")
LOOSE = ("，。", "；。", "、。", "：。", "。。", "，，", "；；", "（）", "、）", "，）", "\n\n")


def drafted(path: Path) -> Document:
    """A sample with a report of nothing but the pack's drafts."""
    return with_drafts(load(path, Library()).document)


def with_drafts(document: Document) -> Document:
    """The package with a report of nothing but the pack's drafts."""
    pack, snapshot = document.pack, document.snapshot
    audit, desk = check(pack, snapshot), Desk(pack, snapshot)
    chapters = [
        Chapter(entry.title, *_with_name(draft_of(desk, audit, entry), name))
        for name in report_names(pack)
        for entry in entries(pack, snapshot, name)
        if entry.draft
    ]
    document.apply(SetReport(tuple(chapters)))
    return document


def _with_name(draft: tuple[str, tuple], name: str) -> tuple[str, str, tuple]:  # type: ignore[type-arg]
    return draft[0], name, draft[1]


def as_text(document: Document) -> str:
    """The drafts with their titles, one after the other."""
    chapters = [chapter for chapter in document.snapshot.report if chapter.text]
    return "".join(f"# {chapter.title}\n{chapter.text}\n" for chapter in chapters)


def said(document: Document) -> tuple[Finding, ...]:
    read = proofread(Desk(document.pack, document.snapshot), document.snapshot.report)
    assert read.broken == ()
    return read.findings


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_a_draft(path: Path) -> None:
    document = drafted(path)
    assert sum(len(chapter.text) for chapter in document.snapshot.report) > 500
    told = [f for f in said(document) if f.severity is not Severity.INFO]
    assert [(f.rule, f.words[0].quoted) for f in told] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_draft_reads_as_it_was_approved(path: Path) -> None:
    assert as_text(drafted(path)) == (READ / f"{path.stem}.txt").read_text(encoding="utf-8")


def test_the_drafts_of_one_report_do_not_repeat_each_other() -> None:
    for path in SAMPLES:
        assert "R15.同一句话写了两遍" not in [finding.rule for finding in said(drafted(path))]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("seed", range(4))
def test_drafts_of_any_right_package_agree_with_it(pack: str, seed: int) -> None:
    document = with_drafts(load_package(clean_package(seed, pack)).document)
    told = [f for f in said(document) if f.severity is not Severity.INFO]
    assert [(f.rule, f.words[0].quoted, f.message) for f in told] == []
    for chapter in document.snapshot.report:
        assert not any(loose in chapter.text for loose in LOOSE), chapter.text
        assert chapter.text == "" or chapter.text.endswith("。")


def of_forms(document: Document) -> list[str]:
    """What the audit says about the forms, as words."""
    findings = check(document.pack, document.snapshot).findings
    return [f"{finding.severity}{finding.message}" for finding in findings if not finding.words]


def without_reasons(data: Any) -> Any:
    """A package whose cells for reasons are blank."""
    if isinstance(data, dict):
        return {k: "" if k in REASONS else without_reasons(v) for k, v in data.items()}
    return [without_reasons(one) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("seed", range(3))
def test_a_draft_is_no_reason_the_forms_lack(pack: str, seed: int) -> None:
    """It says what is missing and leaves the reason open, so the audit goes on asking for it."""
    data = without_reasons(clean_package(seed, pack)) | {"report": {"chapters": []}}
    document = load_package(data).document
    before = of_forms(document)
    assert of_forms(with_drafts(document)) == before


def test_many_indicators_stay_one_paragraph_for_each_level() -> None:
    rows = [
        {"一级指标": "〃", "三级指标": f"第{n}件事", "年度指标值": "≥3件", "实际完成值": f"{n}件"}
        for n in range(1, 41)
    ]
    rows[0]["一级指标"] = "产出指标"
    data = {"pack": "hunan-taojiang", "year": 2024, "unit": "某局", "rows": {"绩效指标": rows}}
    done, missed = as_text(with_drafts(load_package(data).document)).splitlines()[1:3]
    assert done.startswith("已完成的产出指标：第3件事（3件）、第4件事（4件）、")
    assert done.endswith("、第40件事（40件）。") and done.count("）") == 38
    assert missed.startswith("未完成的指标：“第1件事”年度指标值为不低于3件，实际完成值为1件，")


@pytest.mark.parametrize(
    "ref, text",
    [
        (Ref("公务接待费", "决算"), "6.10"),
        (Ref("公务接待费", "上年决算"), "5.59"),
        (Ref("年度资金总额", "年初预算"), "600.5"),
        (Ref("业务工作经费", "决算"), "1,223.01"),
        (Ref("在职人数"), "40"),
        (Ref("目标完成情况"), "1.任务完成。"),
    ],
)
def test_a_changed_figure_changes_everywhere(ref: Ref, text: str) -> None:
    """The report that follows reads like one drafted anew, but for what the audit has to say."""
    document = drafted(next(path for path in SAMPLES if path.stem == "taojiang-2024"))
    document.apply(SetValue(ref, text))
    followed = {chapter.title: chapter.text for chapter in document.snapshot.report}
    anew = {chapter.title: chapter.text for chapter in with_drafts(document).snapshot.report}
    problems = "存在的主要问题"
    assert followed.pop(problems) and anew.pop(problems)
    assert followed == anew


@pytest.mark.parametrize(
    ("sample", "name", "result"),
    [
        ("tongyong-2024", "农村道路养护里程", "100公里"),  # was reached
        ("tongyong-2024", "服务中小企业", "42家"),  # was missed
        ("national-2024", "上门服务次数", "5000次"),  # of a project
    ],
)
def test_a_result_that_changes_sides_is_told(sample: str, name: str, result: str) -> None:
    """The figure in the draft follows; that it stands in the wrong list is found."""
    document = drafted(next(path for path in SAMPLES if path.stem == sample))
    snapshot = document.snapshot
    owners = (UNIT, *snapshot.siblings("项目"))
    rows = (row for owner in owners for row in snapshot.siblings("绩效指标", owner))
    for row in rows:
        if snapshot.value(Ref("三级指标", "", row)).raw == name:
            document.apply(SetValue(Ref("实际完成值", "", row), result))
    found = [f for f in said(document) if f.severity is not Severity.INFO]
    assert ("R8.说法与数不符", name) in [(f.rule, f.words[0].quoted) for f in found]
    assert result in as_text(document)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_figure_typed_over_is_found(path: Path) -> None:
    """The first amounts of the draft, each made another by its first digit."""
    document = drafted(path)
    chapters = document.snapshot.report
    tried = found = 0
    for number, chapter in enumerate(chapters):
        for figure in chapter.bound:
            words = chapter.text[figure.start : figure.end]
            if not chapter.text[figure.end :].startswith("万元") or tried >= 12:
                continue
            if not words.replace(".", "").isdigit() or len(words) < 3:
                continue  # 增加…; 5万元, which may be one of many
            wrong = str((int(words[0]) + 4) % 9 + 1) + words[1:]
            text = chapter.text[: figure.start] + wrong + chapter.text[figure.end :]
            changed = (
                *chapters[:number],
                chapter._replace(text=text, bound=()),
                *chapters[number + 1 :],
            )
            read = proofread(Desk(document.pack, document.snapshot), changed)
            tried += 1
            found += any(
                words.chapter == number and words.start <= figure.start < words.end
                for finding in read.findings
                for words in finding.words
            )
    assert tried >= 4 and 10 * found >= 8 * tried
