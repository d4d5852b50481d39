"""Proofreader: runs every rule about the text and puts what they found in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from core.checks.desk import Desk
from core.checks.finding import Finding
from core.facts.model import Chapter
from core.prose.manuscript import Manuscript
from core.prose.proof import MOST_FINDINGS, Proof, text_rules
from core.prose.same_facts import desk_of_facts
from core.prose.unread import unread_places


@dataclass(frozen=True, slots=True)
class Proofread:
    """What came of reading a report: findings, and the rules that broke on it."""

    findings: tuple[Finding, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()  # rule, kind of exception
    silent: int = 0  # rules that had nothing to say


def proofread(desk: Desk, chapters: tuple[Chapter, ...], filling: bool = False) -> Proofread:
    """Read a report's text against the figures of its package."""
    if not any(chapter.text.strip() or chapter.title.strip() for chapter in chapters):
        return Proofread()
    proof = Proof(desk_of_facts(desk), Manuscript(chapters))
    found: list[Finding] = []
    broken = []
    silent = 0
    for rule in text_rules():
        if filling and rule.when_done:
            continue
        before = len(found)
        try:
            found += islice(rule.work(proof), MOST_FINDINGS)
        except Exception as error:  # a rule that fails must neither stop the reading nor hide
            broken.append((rule.code, type(error).__name__))
        else:
            silent += len(found) == before
    found += unread_places(proof)
    found.sort(key=_place)
    return Proofread(tuple(_numbered(found)), tuple(broken), silent)


def _place(finding: Finding) -> tuple[int, bool, int, int, str]:
    first = finding.words[0]
    return (
        first.chapter,
        not first.is_title,
        first.start,
        finding.severity.place,
        finding.rule,
    )


def _numbered(findings: list[Finding]) -> Iterator[Finding]:
    """The same words can be wrong twice: their number tells them apart when the text moves."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        first, *rest = finding.words
        seen[finding.rule, first.quoted] += 1
        number = seen[finding.rule, first.quoted]
        if number > 1:
            finding = replace(finding, words=(first._replace(nth=number), *rest))
        yield finding
