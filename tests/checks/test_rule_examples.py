"""Every rule has a written example that makes it speak and a near miss that leaves it silent."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from core.calc.references import placement_text
from core.checks import progress
from core.checks.desk import Desk
from core.checks.identities import code_of
from core.checks.registry import rules
from core.checks.runner import check
from core.errors import Mistake
from core.forms.library import Library, packs_folder
from core.prose.proof import text_rules
from core.prose.proofreader import proofread
from core.storage.datafile import load

RULES = Path(__file__).parents[2] / "resources" / "rules"
DICTIONARY = "字典/"
SEVERITIES = {"错误", "需说明", "提示"}

Entry = dict[str, Any]


@cache
def entries() -> tuple[Entry, ...]:
    """All entries of all files."""
    found: list[Entry] = []
    for path in sorted(RULES.glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    return tuple(found)


@cache
def library() -> Library:
    return Library(packs_folder())


@cache
def relations() -> dict[str, bool]:
    """Codes of relations that packs check, and whether one stands in the dictionary."""
    found: dict[str, bool] = {}
    for name in library().names():
        for rule in library().pack(name).checks:
            origin = rule.identity.origin[0] if rule.identity else ""
            code = code_of(rule)
            found[code] = found.get(code, False) or origin.startswith(DICTIONARY)
    return found


Told = tuple[str, str, frozenset[str], tuple[str, ...]]


def report_of(text: str) -> tuple[list[Told], tuple[Mistake, ...]]:
    """What an audit and a reading say: rule, severity, cells, words; and the notes of loading."""
    loaded = load(text, library())
    pack, snapshot = loaded.document.pack, loaded.document.snapshot
    read = proofread(Desk(pack, snapshot), snapshot.report)
    assert read.broken == ()
    return [
        (
            f.rule,
            f.severity.value,
            frozenset(placement_text(snapshot, c) for c in f.cells),
            tuple(words.quoted for words in f.words),
        )
        for f in (*check(pack, snapshot).findings, *read.findings)
    ], loaded.notes


def trouble(notes: tuple[Mistake, ...]) -> list[str]:
    """An example that does not load as written shows nothing."""
    return [str(note) for note in notes if note.code.startswith("D1") and note.code != "D120"]


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["code"])
def test_fires(entry: Entry) -> None:
    wanted = entry["fires"]
    found, notes = report_of(wanted["data"])
    assert trouble(notes) == []
    mine = [told[1:] for told in found if told[0] == entry["code"]]
    cells, words = frozenset(wanted.get("cells", ())), tuple(wanted.get("words", ()))
    assert (wanted["severity"], cells, words) in mine


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["code"])
def test_near_miss_is_silent(entry: Entry) -> None:
    found, notes = report_of(entry["silent"]["data"])
    assert trouble(notes) == []
    assert [finding for finding in found if finding[0] == entry["code"]] == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["code"])
def test_entry_is_complete(entry: Entry) -> None:
    assert entry["title"].strip() and entry["why"].strip()
    assert entry["fires"]["severity"] in SEVERITIES
    assert entry["fires"].get("cells") or entry["fires"].get("words")
    assert set(entry) <= {"code", "title", "why", "clause", "wording_checked", "fires", "silent"}


def test_every_rule_has_one_entry() -> None:
    written = Counter(entry["code"] for entry in entries())
    assert [code for code, times in written.items() if times > 1] == []
    registered = {code for rule in rules() for code in (rule.code, *rule.also)}
    registered |= {code for rule in text_rules() for code in (rule.code, *rule.also)}
    registered |= {progress.CODE}
    in_dictionary = {code for code, there in relations().items() if there}
    assert sorted((registered | in_dictionary) - set(written)) == []
    assert sorted(set(written) - registered - set(relations())) == []
