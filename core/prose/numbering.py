"""Numbering: headings and listed points are counted without gaps, doubles or a change of style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.checks.finding import Finding, Severity, Words
from core.checks.ordinals import TOP, Break, Fault, Runs, ordinals
from core.checks.ordinals import told as fault_told
from core.prose.manuscript import Paragraph
from core.prose.parts import part_numbers
from core.prose.proof import Proof, text_rule

CODE = "R14.标题和序号"
_QUOTED = 12  # characters of a heading or a point


@text_rule(CODE)
def numbering(proof: Proof) -> Iterator[Finding]:
    """Follows all numbers of each report from its beginning to its end."""
    paragraphs = proof.manuscript.prose
    runs, before = Runs(), 0
    for number, part in enumerate(part_numbers(proof.manuscript)):
        if part != before:
            yield from _findings(runs.end(), paragraphs)
            runs, before = Runs(), part
        paragraph = paragraphs[number]
        items = ordinals(paragraph.text)
        if paragraph.is_title and not (items and items[0].start == _indent(paragraph.text)):
            yield from _findings(runs.bar(), paragraphs)
        yield from _findings(runs.feed(items, number), paragraphs)
    yield from _findings(runs.end(), paragraphs)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _findings(faults: Iterable[Fault], paragraphs: tuple[Paragraph, ...]) -> Iterator[Finding]:
    for fault in faults:
        here = _words(paragraphs[fault.at], fault.ordinal.start, fault.ordinal.end)
        there = None
        if fault.before is not None and fault.before_at is not None:
            there = _words(paragraphs[fault.before_at], fault.before.start, fault.before.end)
        chapters = fault.ordinal.kind in TOP
        grave = chapters and fault.what in (Break.DOUBLE, Break.GAP, Break.BACK)
        yield Finding(
            CODE,
            Severity.WARNING if grave else Severity.INFO,
            (),
            fault_told(fault.what, here.quoted, there.quoted if there else ""),
            shown=here.quoted,
            words=(here, there) if there else (here,),
        )


def _words(paragraph: Paragraph, start: int, end: int) -> Words:
    """The number and the first words behind it."""
    text = paragraph.text
    stop = min(len(text), end + _QUOTED)
    return paragraph.words(start, start + len(text[start:stop].rstrip()))
