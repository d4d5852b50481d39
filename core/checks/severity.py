"""Severity: how much a finding weighs. Nothing else: the first picture of the window needs it."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """How much a finding weighs; the values are what users read."""

    ERROR = "错误"
    WARNING = "需说明"
    INFO = "提示"

    @property
    def word(self) -> str:
        """The word in JSON."""
        return self.name.lower()

    @property
    def place(self) -> int:
        """Its place among all, the heaviest first."""
        return _HEAVIEST_FIRST.index(self)


_HEAVIEST_FIRST = tuple(Severity)
