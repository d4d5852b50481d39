"""Pairs: brackets and quotation marks that were opened and not closed, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity, Words
from core.prose.lines import by_chapter, joined_lines
from core.prose.manuscript import Paragraph
from core.prose.proof import Proof, text_rule

CODE = "R23.括号引号不成对"
_OPENS = {"（": "（", "(": "（", "《": "《", "“": "“", "〔": "〔", "【": "【", "「": "「", "[": "["}
_CLOSES = {
    "）": "（",
    ")": "（",
    "》": "《",
    "”": "“",
    "〕": "〔",
    "】": "【",
    "」": "「",
    "]": "[",
}
_MARKS = re.compile("[" + re.escape("".join((*_OPENS, *_CLOSES))) + "]")
_NUMBER = re.compile(r"(?:^|[\s。；;：:，,、])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
_MOST = 20  # of one chapter
_AROUND = 8


@text_rule(CODE)
def pairs(proof: Proof) -> Iterator[Finding]:
    """Each bracket without its other half."""
    for paragraph in proof.manuscript.prose:
        if paragraph.is_title:
            yield from _found([paragraph])
    for body in by_chapter(proof.manuscript):
        for together in joined_lines(body):
            yield from _found(together)


def _found(body: list[Paragraph]) -> Iterator[Finding]:
    """The lonely marks of lines that belong together."""
    for line, at in _lonely(tuple(paragraph.text for paragraph in body)):
        mark = body[line].text[at]
        words = _around(body[line], at)
        lacks = "没有后一半" if mark in _OPENS else "没有前一半"
        yield Finding(
            CODE,
            Severity.INFO,
            (),
            f"“{words.quoted}”里的{mark}{lacks}，请补上或者删去。",
            shown=mark,
            words=(words,),
        )


def _around(paragraph: Paragraph, at: int) -> Words:
    """The mark and what it encloses, or would."""
    if paragraph.text[at] in _OPENS:
        return paragraph.words(at, min(len(paragraph.text), at + _AROUND))
    return paragraph.words(max(0, at + 1 - _AROUND), at + 1)


@lru_cache(8192)
def _lonely(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Line and place of each mark without its other half."""
    stack: list[tuple[str, int, int]] = []
    waiting = dict.fromkeys(_OPENS.values(), 0)
    found: list[tuple[int, int]] = []
    for line, text in enumerate(texts):
        for match in _MARKS.finditer(text):
            at, mark = match.start(), match[0]
            if mark in _OPENS:
                stack.append((_OPENS[mark], line, at))
                waiting[_OPENS[mark]] += 1
                continue
            kind = _CLOSES[mark]
            if not waiting[kind]:
                if not (kind == "（" and _NUMBER.search(text[max(0, at - 4) : at])):
                    found.append((line, at))
                continue
            while True:
                opened, its_line, its_at = stack.pop()
                waiting[opened] -= 1
                if opened == kind:
                    break
                found.append((its_line, its_at))
    found += [(line, at) for _, line, at in stack]
    return tuple(sorted(found)[:_MOST])
