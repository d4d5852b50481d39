"""Proof: what a rule about the report's text has before it, and the register of such rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.checks.desk import Desk
from core.checks.finding import Finding
from core.prose.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Proof:
    """One report under the reader's eyes, beside the figures of its package.

    `desk.snapshot` has no figures at all when a text is read on its own.
    """

    desk: Desk
    manuscript: Manuscript


Work = Callable[[Proof], Iterable[Finding]]
MOST_FINDINGS = 200  # of a rule: nobody reads more, and a text of a million 的的 ends too


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule about the text; what it reads paragraph by paragraph it remembers by their words, what
    it finds line by line with `by_line`, so that an edit costs one paragraph."""

    code: str  # R1.合计与各项不符
    work: Work
    also: tuple[str, ...] = ()  # further codes it reports under
    when_done: bool = False  # asks for what is missing, so it keeps silent while filling


_RULES: dict[str, TextRule] = {}


def text_rule(
    code: str, also: tuple[str, ...] = (), when_done: bool = False
) -> Callable[[Work], Work]:
    """Register a rule: a function of the proof that yields findings with `words`."""

    def register(work: Work) -> Work:
        if code in _RULES:
            raise ValueError(f"rule {code} registered twice")
        _RULES[code] = TextRule(code, work, also, when_done)
        return work

    return register


def text_rules() -> Iterator[TextRule]:
    """All rules; importing the rule modules here keeps registration in one place."""
    from core.prose import all_rules  # noqa: F401

    yield from _RULES.values()
