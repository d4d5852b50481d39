"""Registry: every rule once, with its code, where it stands and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.checks.desk import Desk
from core.checks.finding import Result

Work = Callable[[Desk, str], Iterable[Result]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check written in Python.

    on       stands on
    ""       the unit (holder "")
    "项目"    each row of that table, wherever it hangs
    "绩效指标*"  each owner of rows of that table (the unit, or a project); looks at these rows
               and at facts of the owner's own only
    "**"     the unit and every row, whatever it holds; runs again for the changed one only
    `reads` are the names of all facts it looks at; after an edit it runs again only when one
    of them changed (under the same row or owner).
    """

    code: str  # O7.得分超过分值
    on: str
    reads: frozenset[str]
    work: Work
    also: tuple[str, ...] = ()  # further codes it reports under, for one walk over the cells


_RULES: dict[str, Rule] = {}


def rule(
    code: str, on: str = "", reads: Iterable[str] = (), also: tuple[str, ...] = ()
) -> Callable[[Work], Work]:
    """Register a rule: a function of desk and holder that yields results."""

    def register(work: Work) -> Work:
        if code in _RULES:
            raise ValueError(f"rule {code} registered twice")
        _RULES[code] = Rule(code, on, frozenset(reads), work, also)
        return work

    return register


def rules() -> Iterator[Rule]:
    """All rules; importing the rule modules here keeps registration in one place."""
    from core.checks import all_rules  # noqa: F401

    yield from _RULES.values()
