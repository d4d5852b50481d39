"""Asides: lines of a text that are no prose: page numbers, labels of annexes, rows of tables."""

from __future__ import annotations

import re
from functools import lru_cache

_PAGE = re.compile(
    r"[-—–－\s]*(?:第\s*)?[0-9０-９]{1,4}\s*页?(?:[\s/，,]*共?\s*[0-9]{1,4}\s*页?)?[-—–－\s]*"
)
_ANNEX = re.compile(r"附\s*[件表]\s*[0-9一二三四五六七八九十]{0,3}(?:[-—－][0-9]{1,2})?\s*[:：]?")
_GAP = re.compile(r"\t| {3,}|\u3000{2,}|[|｜]")
_SENTENCE = re.compile(r"[。；，]")
_LONGEST_LABEL = 30
_LONGEST_CELL = 40


def is_annex_label(line: str) -> bool:
    """附件2 on a line of its own: what follows is a form, until chapters begin again."""
    words = line.strip()
    return len(words) <= _LONGEST_LABEL and _ANNEX.fullmatch(words) is not None


@lru_cache(8192)
def is_aside(line: str) -> bool:
    """Is a line no part of the running text?"""
    words = line.strip()
    is_page = len(words) <= _LONGEST_LABEL and _PAGE.fullmatch(words) is not None
    return is_page or is_annex_label(line) or _is_table_row(line, words)


def _is_table_row(line: str, words: str) -> bool:
    """Cells between tabs or bars; a sentence that begins with a tab, or holds one, is none."""
    inner = _GAP.split(words)
    cells = [cell.strip() for cell in inner if cell.strip()]
    if any(len(cell) > _LONGEST_CELL or "。" in cell or "；" in cell for cell in cells):
        return False
    if line.startswith(("\t", " \t")):
        return not _SENTENCE.search(words)
    return ("\t" in words and len(cells) > 1) or len(cells) > 2
