"""Tally: how far a report is, in numbers. Nothing else: the list of reports needs it at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the cells that must be filled are."""

    filled: int
    required: int

    @property
    def percent(self) -> int:
        """100 only when nothing is missing; where nothing is asked yet nothing is done."""
        return self.filled * 100 // self.required if self.required else 0
