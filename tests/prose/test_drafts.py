"""Right drafts in many ways of wording: nothing is said of them, and faults put in are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.checks.finding import Severity
from tests.bench.text_faults import KINDS, damages, read
from tests.prose.support import desk_of, empty_desk, said_of, texts

FOLDERS = ("drafts", "later", "third", "fourth", "fifth", "sixth")
ALL = [path for folder in FOLDERS for path in texts(folder)]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_right_draft_is_left_alone(path: Path) -> None:
    findings = said_of(desk_of(path.name.split(".")[0]), path.read_text(encoding="utf-8"))
    told = [f"{f.rule} {f.words[0].quoted}" for f in findings if f.severity is not Severity.INFO]
    assert told == []


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_text_on_its_own_is_read_too(path: Path) -> None:
    findings = said_of(empty_desk(), path.read_text(encoding="utf-8"))
    assert [f"{f.rule} {f.words[0].quoted}" for f in findings if f.severity is Severity.ERROR] == []
    assert all(not finding.cells for finding in findings)


@pytest.mark.parametrize("folder", ["drafts", "later"])
def test_faults_are_found(folder: str) -> None:
    paths = texts(folder)
    before = {path: {f.key for f in read(path, path.read_text(encoding="utf-8"))} for path in paths}
    seen = made = 0
    for _, path, damage in damages(paths, 7, 10 * len(KINDS)):
        made += 1
        seen += any(
            finding.key not in before[path]
            and any(w.start < damage.end + 2 and damage.start - 2 < w.end for w in finding.words)
            for finding in read(path, damage.text)
        )
    assert seen >= 0.9 * made
