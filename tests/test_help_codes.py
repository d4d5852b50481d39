"""Every code the program can print is explained in the help, once, and no other is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from core.paths import resources

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [ROOT / "main.py", *(ROOT / "core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
PAGES = sorted((resources() / "help").glob("*.md"))


def printed() -> set[str]:
    """The codes that stand in the sources."""
    text = "".join(path.read_text("utf-8") for path in SOURCES)
    return set(re.findall(r'"([A-Z]\d{3})"', text))


def explained() -> Counter[str]:
    """The codes the pages have a line for, with something to say."""
    text = "".join(path.read_text("utf-8") for path in PAGES)
    return Counter(re.findall(r"^\| ([A-Z]\d{3}) \| [^|]{4,}", text, re.MULTILINE))


def test_every_code_has_its_help() -> None:
    assert len(printed()) > 150
    assert sorted(printed() - set(explained())) == []


def test_the_help_explains_no_code_that_is_gone() -> None:
    assert sorted(set(explained()) - printed()) == []


def test_no_code_is_explained_twice() -> None:
    assert [code for code, times in explained().items() if times > 1] == []
