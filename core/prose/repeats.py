"""Repeats: the same sentence, or the same run of words, in two places of one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from core.checks.finding import Finding, Severity
from core.prose.gathering import short
from core.prose.lines import is_heading
from core.prose.manuscript import Paragraph
from core.prose.parts import part_numbers
from core.prose.proof import Proof, text_rule

CODE = "R15.同一句话写了两遍"
_SENTENCE = re.compile(r"[^。！？!?；;]+")
_CLAUSE = re.compile(r"[^。！？!?；;，,：:]+")
_BARE = re.compile(r"[\s\u3000，,、“”\"（）()：:]+")
_NUMBERED = re.compile(
    r"\s*(?:[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?![0-9])|[是要])|[①-⑳])\s*"
)
_SCORED = re.compile(r"[0-9０-９]\s*分|得分|分值|扣分")
_DIGIT = re.compile(r"[0-9０-９]")
_LEAST_SENTENCE = 15  # characters
_LEAST_RUN = 25  # of two clauses that follow one another
_MOST_DIGITS = 30  # percent: what has more is a row of figures


class _Piece(NamedTuple):
    """A stretch of a paragraph, and its words without marks."""

    key: str
    start: int
    end: int


@text_rule(CODE)
def repeats(proof: Proof) -> Iterator[Finding]:
    """One finding for each stretch that was there before."""
    first: dict[tuple[int, str], tuple[Paragraph, _Piece]] = {}
    parts = part_numbers(proof.manuscript)
    for paragraph, part in zip(proof.manuscript.prose, parts, strict=True):
        if paragraph.is_title or is_heading(paragraph.text):
            continue
        again: tuple[Paragraph, _Piece, _Piece] | None = None
        for piece in _pieces(paragraph.text):
            origin, old = first.setdefault((part, piece.key), (paragraph, piece))
            if (origin, old) == (paragraph, piece):
                continue
            if again is not None and piece.start <= again[2].end + 1:
                if again[0] is not origin:
                    continue  # the same words stand in a third place, too
                begun, grown = again[1], again[2]
                again = (
                    origin,
                    begun._replace(end=max(begun.end, old.end)),
                    grown._replace(end=max(grown.end, piece.end)),
                )
                continue
            if again is not None:
                yield _finding(paragraph, *again)
            again = (origin, old, piece)
        if again is not None:
            yield _finding(paragraph, *again)


def _finding(paragraph: Paragraph, origin: Paragraph, old: _Piece, new: _Piece) -> Finding:
    words = paragraph.words(new.start, new.end)
    return Finding(
        CODE,
        Severity.INFO,
        (),
        f"“{short(words.quoted)}”前面已经写过，请看看是不是重复了。",
        shown=short(words.quoted, 60),
        words=(words, origin.words(old.start, old.end)),
    )


@lru_cache(8192)
def _pieces(text: str) -> tuple[_Piece, ...]:
    """The sentences of a paragraph and its pairs of clauses, by where they begin."""
    found = []
    for match in _SENTENCE.finditer(text):
        ends = match.end() < len(text) or "，" in match[0]  # else it is a title, a name
        if ends and (piece := _piece(text, *match.span())) is not None and _tells(piece.key):
            found.append(piece)
        clauses = [clause.span() for clause in _CLAUSE.finditer(text, *match.span())]
        for (start, _), (_, end) in pairwise(clauses):
            pair = _piece(text, start, end, _LEAST_RUN)
            if pair is not None and not _DIGIT.search(pair.key):
                found.append(pair)
    return tuple(sorted(found, key=lambda piece: (piece.start, -piece.end)))


def _piece(text: str, start: int, end: int, least: int = _LEAST_SENTENCE) -> _Piece | None:
    numbered = _NUMBERED.match(text, start, end)
    start = numbered.end() if numbered else start
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    key = _BARE.sub("", words)
    return _Piece(key, start, end) if len(key) >= least else None


def _tells(key: str) -> bool:
    """Is it a sentence? Scores and rows of figures are alike without being repeated."""
    digits = len(_DIGIT.findall(key))
    return _SCORED.search(key) is None and 100 * digits < _MOST_DIGITS * len(key)
