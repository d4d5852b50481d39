"""Papers styled after other places: clean ones stay free of 错误, faults are found on their cells.

Beside a faulty paper `<name>.json` stands `<name>.expected.txt`, a line per fault:
weight | families of rules | cells, of which the finding names one | what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from core.calc.references import placement_text
from core.checks.finding import Finding, Severity
from core.checks.runner import Checker
from core.document.document import Document
from core.storage.datafile import load
from tests.support_packages import library

FOLDER = Path(__file__).parent / "elsewhere"
WEIGHTS = {"错误": {Severity.ERROR}, "需说明": {Severity.ERROR, Severity.WARNING}}


@dataclass(frozen=True)
class Fault:
    """A planted mistake and what must be said of it."""

    paper: str
    weight: str
    families: tuple[str, ...]
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.paper}: {'、'.join(self.cells)}"


def expected_file(paper: str) -> Path:
    return FOLDER / f"{paper}.expected.txt"


def papers() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def faults() -> list[Fault]:
    """All planted mistakes of all papers."""
    found = []
    for paper in papers():
        if not expected_file(paper).exists():
            continue
        for line in expected_file(paper).read_text(encoding="utf-8").splitlines():
            weight, families, cells, _ = line.split(" | ", 3)
            found.append(Fault(paper, weight, tuple(families.split(",")), tuple(cells.split(","))))
    return found


@cache
def audited(paper: str) -> tuple[Document, tuple[Finding, ...]]:
    """A paper's document and all that is said of it."""
    text = (FOLDER / f"{paper}.json").read_text(encoding="utf-8")
    document = load(text, library()).document
    return document, tuple(Checker(document.pack).full(document.snapshot).findings)


def test_every_expectation_has_its_paper() -> None:
    lists = {path.name.removesuffix(".expected.txt") for path in FOLDER.glob("*.expected.txt")}
    assert lists <= set(papers())
    assert lists and lists != set(papers())


@pytest.mark.parametrize("paper", [name for name in papers() if not expected_file(name).exists()])
def test_clean_paper_has_no_error(paper: str) -> None:
    _, findings = audited(paper)
    assert [one.message for one in findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("fault", faults(), ids=str)
def test_fault_is_found_on_its_cells(fault: Fault) -> None:
    document, findings = audited(fault.paper)
    said = [
        one
        for one in findings
        if one.severity in WEIGHTS[fault.weight]
        and one.rule.split(".")[0] in fault.families
        and any(
            placement_text(document.snapshot, cell).split(":", 1)[1] in fault.cells
            for cell in one.cells
        )
    ]
    assert said
