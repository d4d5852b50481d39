"""Kept: the plain data that pass between an open report and the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.facts.edits import ChangeSet
    from core.facts.model import Placement


@dataclass(frozen=True, slots=True)
class Entry:
    """One step on its way to the journal: an edit, an undo or a redo."""

    kind: str
    change: ChangeSet


@dataclass(frozen=True, slots=True)
class DraftText:
    """What stood in the one open editor; `part` is for a target shown in three cells."""

    place: Placement
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a report stands, for the list of reports."""

    errors: int
    warnings: int
    infos: int
    filled: int
    required: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list; counts are -1 when it was not audited since its last change."""

    id: int
    unit: str
    year: int
    pack: str
    pack_name: str
    created: str
    changed: str
    errors: int = -1
    warnings: int = -1
    infos: int = -1
    filled: int = -1
    required: int = -1


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in a report's history; `done` unless it was taken back."""

    at: str
    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a session that did not end properly has left behind for one report."""

    report: int
    unit: str
    year: int
    steps: int
    last_step: str
    at: str
    draft: str  # the text of the editor that was open; "" for none

    @property
    def words(self) -> str:
        """What is there, in a sentence."""
        text = f"{self.unit} {self.year}年度"
        if self.steps:
            text += (
                f"：上次的 {self.steps} 步都在，最后一步是“{self.last_step}”（{self.at[11:16]}）"
            )
        if self.draft:
            text += "；有一格没填完，打开后可以填回去"
        return text
