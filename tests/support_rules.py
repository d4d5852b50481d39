"""Support: a small package written as data, audited; what one rule says of it."""

from __future__ import annotations

import json
from typing import Any

from core.calc.references import placement_text
from core.checks.finding import Finding
from core.checks.runner import Checker
from core.document.document import Document
from core.forms.library import Library
from core.storage.datafile import load

Data = dict[str, Any]
LIBRARY = Library()


def package(pack: str, year: int = 2024, **parts: Any) -> Document:
    """A package; `facts`, `rows`, `settings` and `report` as in a data file."""
    data = {"pack": pack, "year": year, "unit": "某局", **parts}
    return load(json.dumps(data, ensure_ascii=False, default=str), LIBRARY).document


def said(document: Document, code: str) -> list[Finding]:
    """What a rule of this code found; no rule may break on the way."""
    checker = Checker(document.pack)
    assert code in {station.code for station in checker.stations}, f"no rule {code}"
    report = checker.full(document.snapshot)
    assert not [why for _, _, why in report.not_evaluated if why.endswith("Error")]
    return [finding for finding in report.findings if finding.rule == code]


def cells(document: Document, finding: Finding) -> list[str]:
    """The cells of a finding as texts."""
    return [placement_text(document.snapshot, cell) for cell in finding.cells]
