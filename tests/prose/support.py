"""What the tests of the reader share: packages, texts, and what is said about them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from core.checks.desk import Desk
from core.checks.finding import Finding
from core.facts.model import Chapter
from core.forms.library import Library, packs_folder
from core.prose.proofreader import proofread
from core.storage.datafile import load

TEXTS = Path(__file__).parent / "texts"
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


@cache
def desk_of(sample: str) -> Desk:
    """The package of a sample."""
    text = (SAMPLES / f"{sample}.json").read_text(encoding="utf-8")
    document = load(text, Library(packs_folder())).document
    return Desk(document.pack, document.snapshot)


@cache
def empty_desk() -> Desk:
    """No package: a text on its own."""
    document = load('{"pack": "tongyong", "year": 2024, "unit": ""}', Library(packs_folder()))
    return Desk(document.document.pack, document.document.snapshot)


def said_of(desk: Desk, text: str, report: str = "") -> tuple[Finding, ...]:
    """What is said about a text beside a package."""
    result = proofread(desk, (Chapter("", text, report),))
    assert result.broken == ()
    return result.findings


def texts(folder: str) -> list[Path]:
    """The texts of a folder."""
    return sorted((TEXTS / folder).glob("*.txt"))


def desk_with(**data: object) -> Desk:
    """A package of the common forms with some facts and rows."""
    package = {"pack": "tongyong", "year": 2024, "unit": "某局", **data}
    document = load(json.dumps(package), Library(packs_folder())).document
    return Desk(document.pack, document.snapshot)
