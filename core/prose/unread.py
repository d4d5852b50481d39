"""Unread: lines too long to be a paragraph are read only in part, and that is said.

No rule of the field, so it stands in no list of rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.finding import Finding, Severity
from core.prose.manuscript import LONGEST
from core.prose.proof import Proof

UNREAD = "R0.没有读完"
_SHOWN = 20
_MOST = 20  # places that are named


def unread_places(proof: Proof) -> Iterator[Finding]:
    """Whoever relies on the reading must know where it stopped."""
    for paragraph in proof.manuscript.unread[:_MOST]:
        start = max(0, min(LONGEST, len(paragraph.text)) - _SHOWN)
        yield Finding(
            UNREAD,
            Severity.INFO,
            (),
            f"这一段太长，或者报告太长，从这里往后没有核对；请检查是不是粘贴了多余的内容，"
            f"一段最多核对 {LONGEST} 个字。",
            words=(paragraph.words(start, start + _SHOWN),),
        )
