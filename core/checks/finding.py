"""Finding: one thing an auditor would say, with its cells, numbers, reason and remedies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from core.checks.severity import Severity as Severity  # a part of what findings are
from core.facts.edits import Edit
from core.facts.model import Placement, Ref


class Outcome(Enum):
    """What came of one check on one place."""

    PASS = "通过"
    FAIL = "不符"
    NOT_EVALUATED = "未核对"
    BROKEN = "核对出错"


TEXT = "自评报告"  # stands for a form where words of the report stand for a cell


class Words(NamedTuple):
    """Words of the report a finding is about, by their place in a chapter."""

    chapter: int  # its number in the report, from 0
    start: int
    end: int
    quoted: str
    is_title: bool = False  # the place is in the chapter's title, not in its text
    nth: int = 1  # the how many-th finding of its rule about such words

    @property
    def place(self) -> Placement:
        """What stays the same of them while the text before them changes."""
        return Placement(TEXT, Ref(self.quoted), self.nth)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to put a finding right: an ordinary edit, so it can be undone."""

    label: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that may be the wrong one, and why one thinks so; likelier ones come first."""

    cell: Placement
    says: str
    likely: int  # percent
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed. `cells` are all ends of the comparison, the one to look at first.

    A finding about the report's text has `words`, its cells are those the words disagree with.
    """

    rule: str
    severity: Severity
    cells: tuple[Placement, ...]
    message: str
    shown: str = ""
    expected: str = ""
    formula: str = ""
    clause: str = ""
    remedies: tuple[Remedy, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    folded_under: Key | None = None  # the finding this one follows from
    explained: str = ""  # the user's 审核说明
    forced: bool = False  # an 错误 sent on with a reason
    words: tuple[Words, ...] = ()

    @property
    def key(self) -> Key:
        """What stays the same while values change: the rule and its cells (or words)."""
        if not self.words:
            return (self.rule, self.cells)
        return (self.rule, tuple(words.place for words in self.words[:1]) + self.cells)

    @property
    def form(self) -> str:
        """The form to open; TEXT stands for the report's text."""
        if self.words:
            return TEXT
        return self.cells[0].form if self.cells else ""


Key = tuple[str, tuple[Placement, ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check that did not fail: passed, or could not be evaluated (why)."""

    outcome: Outcome
    why: str = ""


PASSED = Checked(Outcome.PASS)
Result = Finding | Checked


def skipped(why: str) -> Checked:
    """Not evaluated, with the reason."""
    return Checked(Outcome.NOT_EVALUATED, why)
