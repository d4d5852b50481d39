"""What the packs draft from the samples' figures agrees with them; a fault put in is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.runner import check
from core.document.document import Document
from core.facts.edits import SetReport
from core.facts.model import Chapter
from core.forms.library import Library
from core.layout.chapters import entries, report_names
from core.paths import resources
from core.prose.proofreader import proofread
from core.storage.datafile import load
from core.workspace.chapter_drafts import draft_of

SAMPLES = sorted((resources() / "samples").glob("*.json"))


def drafted(path: Path) -> Document:
    """A sample with a report of nothing but the pack's drafts."""
    document = load(path, Library()).document
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
