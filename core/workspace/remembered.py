"""Remembered: what was found out about findings, kept while they stand: an edit changes few."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from core.checks.finding import Finding

T = TypeVar("T")


class Remembered(Generic[T]):
    """Calls `tell` once for every finding; a finding that stays is the very same object.

    What `tell` reads besides the finding must not change, or `forget` must be called.
    """

    def __init__(self, tell: Callable[[Finding], T]) -> None:
        self._tell = tell
        self._known: dict[int, tuple[Finding, T]] = {}  # holds the findings, so ids stay theirs

    def of(self, findings: Iterable[Finding]) -> list[tuple[Finding, T]]:
        """Each finding with what is told of it, in their order."""
        before = self._known
        pairs = [before.get(id(one)) or (one, self._tell(one)) for one in findings]
        self._known = {id(pair[0]): pair for pair in pairs}
        return pairs

    def forget(self) -> None:
        """What was told does not hold any more."""
        self._known = {}
