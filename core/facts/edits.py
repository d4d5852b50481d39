"""Edits (what a user does), changes (what it does to the data) and change sets (the answer).

An edit is turned by `core.document` into changes. A change carries the state
before and after, so undo is the same changes reversed, and a journal of
changes is enough to save, to recover and to undo across restarts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.facts.model import (
    UNIT,
    Chapter,
    Explained,
    Explanation,
    Group,
    Placement,
    Ref,
    Row,
)

# ---------------------------------------------------------------- edits


@dataclass(frozen=True, slots=True)
class SetValue:
    """Type into a fact's home; an empty text clears it."""

    ref: Ref
    raw: str


@dataclass(frozen=True, slots=True)
class SetPrinted:
    """Give another placement a value of its own; None lets it follow its home again."""

    placement: Placement
    raw: str | None


@dataclass(frozen=True, slots=True)
class AddRow:
    """Insert a row; it joins the merged cells of the row above up to `joins` levels.

    `joins` None means all levels. Inside a merged cell a row always joins it.
    `cells` are texts by field name, typed into the new row. `id` is for replay and loading.
    """

    table: str
    owner: str = UNIT
    at: int | None = None
    joins: int | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Delete a row with all it holds: its facts, its own rows, links to it."""

    row: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Move a row to another position among its siblings."""

    row: str
    to: int


@dataclass(frozen=True, slots=True)
class CopyRow:
    """Put a copy of a row, with all it holds but links, below it."""

    row: str


@dataclass(frozen=True, slots=True)
class MergeCells:
    """Merge one column's cells over consecutive rows; the first cell's text is kept."""

    field: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SplitCells:
    """Undo a merge: the first row keeps the value."""

    group: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Point a link field at a row; None unlinks."""

    ref: Ref
    to: str | None


@dataclass(frozen=True, slots=True)
class SetSetting:
    """Override a setting of the pack; None returns to the pack's own."""

    name: str
    raw: str | None


@dataclass(frozen=True, slots=True)
class SetYear:
    """The year the package is for."""

    year: int


@dataclass(frozen=True, slots=True)
class SetReport:
    """Replace the report's chapters."""

    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Explain:
    """Store the user's explanation of a finding; None takes it away."""

    rule: str
    cells: tuple[Placement, ...]
    note: Explanation | None


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits as one step: a paste, a remedy, a fill."""

    edits: tuple[Edit, ...]
    label: str


Edit = (
    SetValue
    | SetPrinted
    | AddRow
    | RemoveRow
    | MoveRow
    | CopyRow
    | MergeCells
    | SplitCells
    | LinkRow
    | SetSetting
    | SetYear
    | SetReport
    | Explain
    | Together
)

# -------------------------------------------------------------- changes


@dataclass(frozen=True, slots=True)
class ValueChange:
    """The text at a fact's home."""

    ref: Ref
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """The text of its own another placement shows; "" is printed blank, None follows."""

    placement: Placement
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that comes (before None) or goes (after None) at a position."""

    before: Row | None
    after: Row | None
    at: int


@dataclass(frozen=True, slots=True)
class OrderChange:
    """A row that moves among its siblings."""

    table: str
    owner: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A merged cell that comes, goes, or covers other rows."""

    before: Group | None
    after: Group | None


@dataclass(frozen=True, slots=True)
class SettingChange:
    """An override of a setting."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class YearChange:
    """The year of the package."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ReportChange:
    """Chapters of the report, from the `at`th on, that become others; the rest stays."""

    at: int
    before: tuple[Chapter, ...]
    after: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class ExplanationChange:
    """The explanation of a finding."""

    key: Explained
    before: Explanation | None
    after: Explanation | None


Change = (
    ValueChange
    | PrintedChange
    | RowChange
    | OrderChange
    | GroupChange
    | SettingChange
    | YearChange
    | ReportChange
    | ExplanationChange
)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The answer to an edit: its name, its changes, and every fact whose value is another now."""

    label: str
    changes: tuple[Change, ...]
    facts: frozenset[Ref] = frozenset()  # entered or recomputed
    structure: bool = False  # rows, groups, settings or year changed: grids must be rebuilt
