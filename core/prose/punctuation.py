"""Punctuation: stops that were typed twice, or before a closing bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.prose.gathering import gathered, hits
from core.prose.proof import Proof, text_rule

CODE = "R24.标点重复"
_TWICE = re.compile(
    r"[，、；：][，、；：。]+|。[，、；：]|(?<!。)。。(?!。)|[，、；：](?=[）)])|(?<=[（(])[，、；：。]"
)
_AROUND = 4


@text_rule(CODE)
def punctuation(proof: Proof) -> Iterator[Finding]:
    """，， 。。 、）: each with the words around it."""
    for quoted, places in gathered(hits(proof.manuscript.prose, _look)):
        yield Finding(
            CODE,
            Severity.INFO,
            (),
            f"“{quoted}”的标点多了或者用错了，请改。",
            shown=quoted,
            words=places,
        )


@lru_cache(8192)
def _look(text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    found = []
    for match in _TWICE.finditer(text):
        start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + 1)
        found.append((text[start:end], (start, end)))
    return tuple(found)
