"""Broken off: paragraphs that stop in the middle of a sentence or without a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from core.checks.finding import Finding, Severity, Words
from core.prose.gathering import MOST_PLACES
from core.prose.joining import begins_anew, has_stop
from core.prose.lines import by_chapter, is_heading, is_wrapped
from core.prose.manuscript import Paragraph
from core.prose.proof import Proof, text_rule

CODE = "R18.句子不完整"
_COMMA = re.compile(r"[，、,]\s*$")
_PROSE = re.compile(r"[，。；]")
_SIGNED = re.compile(
    r"填表人|联系电话|联系人|填报日期|盖章|签字|负责人[:：]|单位名称[:：]|报告日期"
)
_SHORT = 20
_QUOTED = 10


@text_rule(CODE)
def broken_off(proof: Proof) -> Iterator[Finding]:
    """“…信号差，” and then a new paragraph; and, all in one, paragraphs without a full stop."""
    open_ends: list[Words] = []
    for body in by_chapter(proof.manuscript):
        wrapped = is_wrapped(body)
        for paragraph, behind in pairwise((*body, None)):
            assert paragraph is not None
            goes_on = behind is not None and not begins_anew(behind.text)
            if wrapped and goes_on:
                continue
            if _COMMA.search(paragraph.text):
                yield _cut(paragraph)
            elif not goes_on and _lacks_stop(paragraph.text):
                open_ends.append(_end(paragraph))
    if open_ends:
        number = f"有 {len(open_ends)} 段" if len(open_ends) > 1 else "这一段"
        yield Finding(
            CODE,
            Severity.INFO,
            (),
            f"{number}末尾没有句号，请看看话是不是说完了。",
            shown=open_ends[0].quoted,
            words=tuple(open_ends[:MOST_PLACES]),
        )


def _cut(paragraph: Paragraph) -> Finding:
    words = _end(paragraph)
    return Finding(
        CODE,
        Severity.INFO,
        (),
        f"这一段停在“{words.quoted}”，话没有说完，请补全或者改为句号。",
        shown=words.quoted,
        words=(words,),
    )


def _end(paragraph: Paragraph) -> Words:
    end = len(paragraph.text.rstrip())
    return paragraph.words(max(0, end - _QUOTED), end)


def _lacks_stop(text: str) -> bool:
    words = text.strip()
    return (
        len(words) >= _SHORT
        and _PROSE.search(words) is not None
        and not has_stop(words)
        and not is_heading(text)
        and _SIGNED.search(words) is None
    )
