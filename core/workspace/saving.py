"""Saving: writes every step of a report as it happens; a failure shows, is kept and tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from core.errors import ZipingtongError
from core.facts.edits import ChangeSet
from core.facts.model import Snapshot
from core.storage.kept import DraftText, Entry, Standing

CLOSE_THE_OTHER = "请在另一个窗口里修改，或关闭它再打开。"


@dataclass(frozen=True, slots=True)
class Saving:
    """Is everything on the disk? `why` says in Chinese what stands in the way."""

    waiting: int = 0  # steps not yet on the disk
    why: str = ""

    @property
    def safe(self) -> bool:
        return not self.why

    @property
    def words(self) -> str:
        """What is not on the disk."""
        what = f"最近 {self.waiting} 步" if self.waiting else "正在填的这一格"
        return f"{what}还没有存上。"


class Keeper(Protocol):
    """Where one report is kept. Every method is on the disk when it returns, or raises."""

    def write(self, entries: list[Entry], snapshot: Snapshot, serial: int) -> None:
        """Store steps and the facts they touched; the draft is no longer needed."""

    def keep_draft(self, draft: DraftText | None) -> None:
        """Store the text of the open editor; None when there is none any more."""

    def note_standing(self, standing: Standing) -> None:
        """Store how the report stands."""


class Saver:
    """Between an open report and its keeper: no failure is lost, none is swallowed.

    What is to be on the disk is remembered here until it is: steps, and the text of the editor.
    """

    def __init__(
        self, keeper: Keeper | None, why_not: str = "", draft: DraftText | None = None
    ) -> None:
        self._keeper = keeper
        self._why_not = why_not  # why nothing may be changed; "" when it may
        self._waiting: list[Entry] = []
        self._latest: tuple[Snapshot, int] | None = None
        self._draft = self._kept = draft  # of the open editor: as it should be, as it is stored
        self.state = Saving()

    @property
    def read_only(self) -> bool:
        return bool(self._why_not)

    def may_write(self) -> None:
        """Raises when this report is only being looked at."""
        if self._why_not:
            raise ZipingtongError("E510", self._why_not, CLOSE_THE_OTHER)

    def save(self, kind: str, change: ChangeSet, snapshot: Snapshot, serial: int) -> Saving:
        """Put a step on the disk, with those that wait; when that fails it waits too."""
        self._waiting.append(Entry(kind, change))
        self._latest = (snapshot, serial)
        self._draft = None  # the editor was left, or its text is this very step
        return self.retry()

    def retry(self) -> Saving:
        """Write what waits."""
        return self._try(self._write)

    def keep_draft(self, draft: DraftText) -> Saving:
        """Keep what stands in an open editor, in case the program dies."""
        self._draft = draft
        return self.retry()

    def drop_draft(self) -> Saving:
        """The editor was left without a change: its text is no draft any more."""
        self._draft = None
        return self.retry()

    def finish(self, standing: Standing | None) -> Saving:
        """The report is being closed: write what waits and how it stands."""
        saving = self.retry()
        if saving.safe and standing is not None:
            self._try(lambda keeper: keeper.note_standing(standing))  # without it nothing is lost
        return saving

    def _write(self, keeper: Keeper) -> None:
        if self._waiting and self._latest is not None:
            keeper.write(self._waiting, *self._latest)
            self._waiting, self._kept = [], None
        if self._draft != self._kept:
            keeper.keep_draft(self._draft)
            self._kept = self._draft

    def _try(self, act: Callable[[Keeper], None]) -> Saving:
        if self._keeper is None or self.read_only:
            self._waiting.clear()
            return self.state
        try:
            act(self._keeper)
        except ZipingtongError as error:
            self.state = Saving(len(self._waiting), f"{error.says}{error.remedy}")
        else:
            self.state = Saving()
        return self.state
