"""Claiming: what the claims of a text share: how they are looked for and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.checks.finding import Finding, Severity, Words
from core.prose.clauses import Clause
from core.prose.judge import finding_at
from core.prose.ledger import Fact, Ledger
from core.prose.proof import Proof

CLAIM = "R8.说法与数不符"

Claim = Callable[[Proof, Ledger, Clause], Iterator[Finding]]


def says(proof: Proof, fact: Fact) -> str:
    """What stands in the table."""
    return f"表上{proof.desk.name(fact.ref)}是 {proof.desk.shown(fact.ref)}"


def all_say(proof: Proof, facts: tuple[Fact, ...]) -> str:
    """What stands in several cells."""
    return "，".join(says(proof, fact) for fact in facts)


def found(
    proof: Proof,
    words: Words,
    severity: Severity,
    message: str,
    facts: tuple[Fact, ...],
    formula: str = "",
) -> Finding:
    """A claim that its figures do not bear out."""
    refs = [fact.ref for fact in facts]
    return finding_at(proof.desk, CLAIM, severity, (words,), message, refs, formula)
