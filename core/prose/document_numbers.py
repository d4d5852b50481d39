"""Document numbers: the year stands in 〔 〕 (GB/T 9704)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.prose.gathering import gathered, hits
from core.prose.proof import Proof, text_rule

CODE = "R17.文号的括号"
_NUMBER = re.compile(
    r"[【\[［（(〖｛{<〈]\s*((?:19|20)[0-9]{2})\s*年?\s*[】\]］）)〗｝}>〉]\s*(第?\s*[0-9]{1,5}\s*号)"
)


@text_rule(CODE)
def document_numbers(proof: Proof) -> Iterator[Finding]:
    """蒸财绩【2022】1号 is written 蒸财绩〔2022〕1号."""
    for quoted, places in gathered(hits(proof.manuscript.prose, _look)):
        match = _NUMBER.fullmatch(quoted)
        assert match is not None
        right = f"〔{match[1]}〕{match[2].replace(' ', '')}"
        yield Finding(
            CODE,
            Severity.INFO,
            (),
            f"文号的年份用六角括号：“{quoted}”写成“{right}”。",
            shown=quoted,
            expected=right,
            clause="GB/T 9704-2012 7.2.5 发文字号",
            words=places,
        )


@lru_cache(8192)
def _look(text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple((match[0], match.span()) for match in _NUMBER.finditer(text))
