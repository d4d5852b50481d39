"""OpenReport: one report that is open: its edits, drafts, audit and saving, and nothing of Qt.

Whoever shows it calls a method, gets an `Update`, and refreshes from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.checks.counted import Counted
from core.checks.desk import Desk
from core.checks.explained import explain
from core.checks.finding import Finding, Key, Severity
from core.checks.progress import Progress, next_empty
from core.checks.runner import Report
from core.document.document import Document
from core.facts.edits import ChangeSet, Edit
from core.facts.model import UNIT, Chapter, Placement, Ref, Snapshot
from core.forms.pack import Pack
from core.layout.grid import Cell, Grid
from core.prose.audit import Auditor
from core.scoring.suggest import Suggestion, suggestions
from core.storage.kept import DraftText, Standing
from core.workspace.grids import Grids
from core.workspace.grids import Sheet as Sheet
from core.workspace.saving import Saver, Saving
from core.workspace.typing_in import edit_for

NO_FINDINGS = Report(())
NO_CHANGE = ChangeSet("", ())


@dataclass(frozen=True, slots=True)
class Update:
    """What is different after an edit, an undo, a draft or an audit."""

    change: ChangeSet
    audited: Report | Callable[[], Report]
    fresh: frozenset[Key] = frozenset()  # provisional: findings the open editor's text brings
    gone: frozenset[Key] = frozenset()  # provisional: findings it would mend

    @property
    def report(self) -> Report:
        """What the audit says, which is made when somebody asks for it: figures are shown first."""
        return self.audited if isinstance(self.audited, Report) else self.audited()


class OpenReport:
    """A report being worked on. Only this class changes its document."""

    def __init__(
        self,
        document: Document,
        saver: Saver,
        filling: bool = True,
        draft: DraftText | None = None,
        before: Callable[[str, int], tuple[Chapter, ...]] = lambda unit, year: (),
    ) -> None:
        self._before = before  # what a unit wrote in its report of the year before
        self.document = document
        self.saver = saver
        self.draft = draft  # what stood in an editor when the program died; asked about once
        self._auditor = Auditor(document.pack, filling)
        self._audit = NO_FINDINGS  # of what was committed when it was last asked for
        self._audited = False
        self._unseen: ChangeSet | None = None  # committed since
        self._tried: ChangeSet | None = None  # what the auditor has seen of an open editor
        self._counted = Counted(document.pack)
        self._uncounted: list[ChangeSet] | None = None  # since the cells were counted; None: all
        self._grids = Grids(document.pack)

    # ------------------------------------------------ looking

    @property
    def pack(self) -> Pack:
        return self.document.pack

    @property
    def snapshot(self) -> Snapshot:
        return self.document.snapshot

    @property
    def read_only(self) -> bool:
        return self.saver.read_only

    @property
    def filling(self) -> bool:
        """While filling, missing cells are progress; in a 完整审核 they are findings."""
        return self._auditor.filling

    @property
    def audit(self) -> Report:
        """Of what is committed."""
        if self._unseen is not None:
            change, self._unseen = self._unseen, None
            self._audit = self._look_again(change)
        return self._audit

    @property
    def audited(self) -> bool:
        """Has the first audit been made?"""
        return self._audited

    @property
    def saving(self) -> Saving:
        return self.saver.state

    @property
    def desk(self) -> Desk:
        return Desk(self.pack, self.snapshot)

    def sheets(self) -> list[Sheet]:
        """Every form in print order; those that repeat once per row."""
        found: list[Sheet] = []
        for form in self.pack.forms:
            copies = self.snapshot.siblings(form.each) if form.each else (UNIT,)
            found += [Sheet(form.id, copy) for copy in copies]
        return found

    def grid(self, sheet: Sheet) -> Grid:
        """How a sheet looks now."""
        return self._grids.grid(self.snapshot, sheet)

    def sheet_of(self, place: Placement) -> Sheet | None:
        """The sheet on which a placement is found; None when it is on none."""
        form = self.pack.form(place.form)
        if form is None:
            return None
        if not form.each:
            return Sheet(form.id)
        holder = self.snapshot.first_row(place.ref.holder)
        row = self.snapshot.rows.get(holder)
        while row is not None and row.path != form.path:
            row = self.snapshot.rows.get(row.owner)
        return Sheet(form.id, row.id) if row is not None else None

    def cell_of(self, place: Placement, part: str = "") -> Cell | None:
        """The cell that shows a placement; None when there is none any more."""
        if place.ref.holder and place.ref.holder not in (
            self.snapshot.rows.keys() | self.snapshot.groups.keys()
        ):
            return None
        sheet = self.sheet_of(place)
        cells = self.grid(sheet).cells if sheet is not None else ()
        return next((c for c in cells if c.placement == place and c.part == part), None)

    def progress(self) -> Progress:
        """How many of the cells that must be filled are."""
        changes, self._uncounted = self._uncounted, []
        return self._counted.look(self.desk, changes)

    def lacking(self, path: str, rows: Iterable[str]) -> list[int]:
        """How many cells are missing on the forms for each of these rows."""
        self.progress()
        return [self._counted.lacking(path, row) for row in rows]

    def next_empty(self, after: Ref | None = None) -> Placement | None:
        """Where the next cell to fill is."""
        desk = self.desk
        ref = next_empty(desk, after)
        return desk.home(ref) if ref is not None else None

    def suggestions(self) -> list[Suggestion]:
        """The scores the figures support."""
        return suggestions(self.pack, self.snapshot)

    def chapters_before(self) -> tuple[Chapter, ...]:
        """The unit's 自评报告 of the year before, if it is kept here too."""
        return self._before(self.snapshot.value(Ref("单位名称")).raw, self.snapshot.year)

    # ------------------------------------------------ editing

    def type_in(self, cell: Cell, text: str) -> Update | None:
        """Commit what was typed into a cell; None when that changes nothing."""
        edit = edit_for(self.snapshot, cell, text)
        if edit is None:
            self.drop_text()
            return None
        return self.apply(edit)

    def apply(self, edit: Edit, label: str = "") -> Update:
        """Carry out one edit, audit what it touches, save it."""
        self.saver.may_write()
        change = self.document.apply(edit, label)
        return self._settle("edit", change)

    def undo(self) -> Update | None:
        """Take back the last step."""
        self.saver.may_write()
        change = self.document.undo()
        return self._settle("undo", change) if change is not None else None

    def redo(self) -> Update | None:
        """Do again what was taken back."""
        self.saver.may_write()
        change = self.document.redo()
        return self._settle("redo", change) if change is not None else None

    def explain(self, finding: Finding, text: str, forced: bool = False) -> Update:
        """Store the user's 审核说明 for a finding."""
        return self.apply(explain(self.desk, finding, text, forced))

    def close(self) -> Saving:
        """The last thing: what waits is written, and how the report stands."""
        standing = None
        if self._audited and not self.read_only:
            counts = [self.audit.count(severity) for severity in Severity]
            done = self.progress()
            standing = Standing(counts[0], counts[1], counts[2], done.filled, done.required)
        return self.saver.finish(standing)

    def _settle(self, kind: str, change: ChangeSet) -> Update:
        if change.changes:
            self.saver.save(kind, change, self.snapshot, self.document.last_serial)
        if self._uncounted is not None:
            self._uncounted.append(change)
        self._grids.note(change)
        if self._audited:
            self._unseen = _together(self._unseen, change)
        return Update(change, self._last_audit)

    def _last_audit(self) -> Report:
        return self.audit

    def _look_again(self, change: ChangeSet, snapshot: Snapshot | None = None) -> Report:
        """Let the auditor see a change, and forget what the open editor had shown it before."""
        tried, self._tried = self._tried, None
        return self._auditor.update(snapshot or self.snapshot, _together(tried, change))

    # ------------------------------------------------ an open editor

    def try_text(self, cell: Cell, text: str) -> Update:
        """What the audit would say if the editor were left now; keeps the text as a draft."""
        assert cell.placement is not None
        edit = edit_for(self.snapshot, cell, text)
        if edit is None:
            self.saver.drop_draft()
        else:
            self.saver.keep_draft(DraftText(cell.placement, cell.part, text))
        if edit is None or not self._audited:
            self._forget_trial()
            return Update(NO_CHANGE, self._last_audit)
        committed = self.audit
        snapshot, change = self.document.preview(edit)
        report = self._look_again(change, snapshot)
        self._tried = change
        return _compared(change, committed, report)

    def drop_text(self) -> Update:
        """The editor was left with Esc: what was typed is forgotten."""
        self.saver.drop_draft()
        self._forget_trial()
        return Update(NO_CHANGE, self._last_audit)

    def _forget_trial(self) -> None:
        if self._tried is not None and self._unseen is None:  # else the next audit forgets it
            self._look_again(NO_CHANGE)

    # ------------------------------------------------ auditing

    def audit_all(self) -> Update:
        """A full audit, at opening and when asked for."""
        self._tried = self._unseen = None
        self._audit = self._auditor.full(self.snapshot)
        self._audited = True
        return Update(NO_CHANGE, self._audit)

    def set_filling(self, filling: bool) -> Update:
        """Switch between 填报中 and 完整审核."""
        if filling != self.filling:
            self._auditor = Auditor(self.pack, filling)
        return self.audit_all()


def _together(first: ChangeSet | None, then: ChangeSet) -> ChangeSet:
    """Two changes to look at in one go."""
    if first is None:
        return then
    return ChangeSet(
        then.label,
        first.changes + then.changes,
        first.facts | then.facts,
        first.structure or then.structure,
    )


def _compared(change: ChangeSet, before: Report, after: Report) -> Update:
    """Which findings the text brings, and which it mends."""
    old = {finding.key: finding for finding in before.findings}
    new = {finding.key: finding for finding in after.findings}
    fresh = {key for key, finding in new.items() if old.get(key) != finding}
    return Update(change, after, frozenset(fresh), frozenset(old.keys() - new.keys()))
