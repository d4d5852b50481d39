"""Boxes: signs in the report's text that come out on paper as empty boxes."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.checks.unprintable import named_signs, unprintable
from core.prose.gathering import short
from core.prose.proof import Proof, text_rule

CODE = "R26.字印不出来"


@text_rule(CODE)
def boxes(proof: Proof) -> Iterator[Finding]:
    """One finding for each paragraph with such signs, at the first of them."""
    for paragraph in proof.manuscript.prose:
        signs = unprintable(paragraph.text)
        if not signs:
            continue
        start = min(paragraph.text.index(sign) for sign in signs)
        yield Finding(
            CODE,
            Severity.INFO,
            (),
            f"“{short(paragraph.text)}”里的{named_signs(signs)}印不出来：所带的字体里没有，"
            "纸上是方框。请换一种写法。",
            words=(paragraph.words(start, start + 1),),
        )
