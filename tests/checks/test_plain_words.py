"""What an audit says to people is in plain words: no notation of formulas or references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from core.calc.trace import trace
from core.checks.finding import Finding
from core.checks.runner import check
from core.facts.model import Ref
from core.paths import resources
from core.scoring.suggest import suggestions
from core.storage.datafile import load
from tests.support_packages import library

SAMPLES, ELSEWHERE = resources() / "samples", Path(__file__).parent / "elsewhere"
PAPERS = sorted(path for folder in (SAMPLES, ELSEWHERE) for path in folder.glob("*.json"))
NOTATION = re.compile(r"@|\w\[[^\]]*\]|<=|>=|<>")


def said(finding: Finding) -> Iterator[str]:
    """Every text of a finding that people read."""
    yield from (finding.message, finding.formula)
    for remedy in finding.remedies:
        yield remedy.label
    for suspect in finding.suspects:
        yield suspect.says
        yield suspect.remedy.label if suspect.remedy else ""


@cache
def texts_of(paper: Path) -> tuple[str, ...]:
    """All that is said about a paper."""
    document = load(paper, library()).document
    pack, snapshot = document.pack, document.snapshot
    texts = [text for finding in check(pack, snapshot).findings for text in said(finding)]
    return (
        *texts,
        *(text for one in suggestions(pack, snapshot) for text in (one.formula, one.numbers)),
    )


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_findings_and_suggestions_use_no_notation(paper: Path) -> None:
    assert [text for text in texts_of(paper) if NOTATION.search(text)] == []


def test_aspects_and_rows_are_named_in_what_is_said() -> None:
    """The papers together speak of facts with aspects and of facts of rows."""
    texts = [text for paper in PAPERS for text in texts_of(paper)]
    assert any("（决算）填的是" in text for text in texts)
    assert any("”的支出（决算）" in text for text in texts)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_formulas_of_cells_use_no_notation(paper: Path) -> None:
    document = load(paper, library()).document
    snapshot = document.snapshot
    refs = [Ref(*key, holder) for holder, held in snapshot.computed.items() for key in held]
    for ref in refs:
        step = trace(document.pack, snapshot, ref, depth=1)
        for text in (step.name, step.source, *(part.name for part in step.inputs)):
            assert not NOTATION.search(text)
