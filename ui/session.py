"""Session: the open report as the window sees it: every change goes through here, one at a time.

Widgets call its methods and refresh from its signals. They never parse, compute or save.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.checks.finding import Finding
from core.errors import ZipingtongError
from core.facts.edits import Edit
from core.facts.model import Placement, Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell
from core.workspace.open_report import OpenReport, Update


class Session(QObject):
    """Signals carry plain data of core."""

    updated = Signal(object)  # Update: something was committed, or audited anew
    tried = Signal(object)  # Update: provisional, of the text in an open editor
    saving = Signal(object)  # Saving: is everything on the disk?
    failed = Signal(object)  # ZipingtongError: something asked for could not be done
    jumped = Signal(object, object)  # Placement to go to, tuple of all placements to mark
    entered = Signal(object)  # Cell under the cursor, or None
    said = Signal(str)  # a short note for the status line
    paper_asked = Signal(str)  # this part of the package is to be seen as it is printed

    def __init__(self, report: OpenReport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self._settle: list[Callable[[], None]] = []
        self._settling = False

    @property
    def pack(self) -> Pack:
        return self.report.pack

    @property
    def snapshot(self) -> Snapshot:
        return self.report.snapshot

    @property
    def read_only(self) -> bool:
        return self.report.read_only

    # ------------------------------------------------ open editors

    def on_settle(self, commit: Callable[[], None]) -> None:
        """Register a part that may hold an open editor: `commit` puts its text into the report."""
        self._settle.append(commit)

    def forget(self, commit: Callable[[], None]) -> None:
        """The part is gone."""
        self._settle.remove(commit)

    def settle(self) -> None:
        """Commit whatever editor is open; done before every command."""
        if self._settling:
            return
        self._settling = True
        try:
            for commit in list(self._settle):
                commit()
        finally:
            self._settling = False

    # ------------------------------------------------ commands

    def do(self, act: Callable[[], Update | None]) -> bool:
        """Carry out something on the report; False when it could not be done (told by `failed`)."""
        try:
            update = act()
        except ZipingtongError as error:
            self.failed.emit(error)
            return False
        if update is not None:
            self.updated.emit(update)
        self.saving.emit(self.report.saving)
        return True

    def apply(self, edit: Edit, label: str = "") -> bool:
        """An edit from a command: a remedy, a paste, a row."""
        self.settle()
        return self.do(lambda: self.report.apply(edit, label))

    def undo(self) -> bool:
        """Take back the last step."""
        self.settle()
        return self.do(self.report.undo)

    def redo(self) -> bool:
        """Do again what was taken back."""
        self.settle()
        return self.do(self.report.redo)

    def explain(self, finding: Finding, text: str, forced: bool = False) -> bool:
        """Store a 审核说明."""
        self.settle()
        return self.do(lambda: self.report.explain(finding, text, forced))

    def audit_all(self) -> bool:
        """A full audit."""
        self.settle()
        return self.do(self.report.audit_all)

    def set_filling(self, filling: bool) -> bool:
        """Switch between 填报中 and 完整审核."""
        self.settle()
        return self.do(lambda: self.report.set_filling(filling))

    def retry(self) -> None:
        """Try again to save what waits."""
        self.report.saver.retry()
        self.saving.emit(self.report.saving)

    # ------------------------------------------------ an open editor's text

    def type_in(self, cell: Cell, text: str) -> bool:
        """The editor of a cell was left: its text is committed."""

        def commit() -> Update | None:
            update = self.report.type_in(cell, text)
            if update is None:  # the same text again: what it seemed to cause goes
                self.drop_text()
            return update

        return self.do(commit)

    def try_text(self, cell: Cell, text: str) -> None:
        """The text of an open editor, 150 ms after the last key; never a composition."""
        try:
            update = self.report.try_text(cell, text)
        except ZipingtongError as error:
            self.failed.emit(error)
            return
        self.tried.emit(update)
        self.saving.emit(self.report.saving)

    def drop_text(self) -> None:
        """The editor was left with Esc."""
        self.tried.emit(self.report.drop_text())
        self.saving.emit(self.report.saving)

    # ------------------------------------------------ moving about

    def jump(self, place: Placement, marks: tuple[Placement, ...] = ()) -> None:
        """Show a cell and mark it with others."""
        self.settle()
        self.jumped.emit(place, marks or (place,))

    def next_empty(self, after: Cell | None) -> bool:
        """Go to the next cell to fill; False when there is none."""
        self.settle()
        place = self.report.next_empty(after.ref if after is not None else None)
        if place is None:
            return False
        self.jump(place)
        return True
