"""Counted: keeps how far every copy of every form is, so that an edit costs those it touches."""

from __future__ import annotations

from collections.abc import Sequence

from core.checks.desk import Desk
from core.checks.progress import read_elsewhere, reads_of
from core.checks.reach import holders, touched
from core.checks.sheets import Rows, Sheet, plan_of
from core.checks.tally import Progress
from core.facts.edits import ChangeSet
from core.facts.model import Ref
from core.forms.pack import Pack


class Counted:
    """The same as `progress`, remembered from one look to the next."""

    def __init__(self, pack: Pack) -> None:
        self._forms = [(form, plan) for form in pack.forms if (plan := plan_of(pack, form))]
        self._reads = [reads_of(pack, plan) for _, plan in self._forms]
        self._outside = [read_elsewhere(pack, plan) for _, plan in self._forms]
        self._paths = [form.path if form.each else "" for form, _ in self._forms]
        self._stretches = [{"", *(path for path, _ in plan)} for _, plan in self._forms]
        self._known: dict[tuple[int, str], Progress] = {}

    def look(self, desk: Desk, changes: Sequence[ChangeSet] | None) -> Progress:
        """How far the package is; `changes` since the last look, None when unknown."""
        self._forget(desk, changes)
        filled = required = 0
        for number, (form, plan) in enumerate(self._forms):
            sheet = Sheet(desk, plan)
            for holder in holders(desk.snapshot, self._paths[number]):
                count = self._known.get((number, holder))
                if count is None:
                    count = _count(sheet, {form.path: holder} if form.each else {})
                    self._known[number, holder] = count
                filled += count.filled
                required += count.required
        return Progress(filled, required)

    def lacking(self, path: str, holder: str) -> int:
        """How many cells are missing on one copy of the forms of a path, at the last look."""
        counts = (
            self._known.get((number, holder))
            for number, other in enumerate(self._paths)
            if other == path
        )
        return sum(count.required - count.filled for count in counts if count is not None)

    def _forget(self, desk: Desk, changes: Sequence[ChangeSet] | None) -> None:
        if changes is None or any(change.structure for change in changes):
            self._known.clear()
            return
        for ref in frozenset[Ref]().union(*(change.facts for change in changes)):
            here = desk.snapshot.path_of(ref.holder)
            for number, path in enumerate(self._paths):
                # Names of the unit's own facts stand on project forms too, where they are others.
                inside = here == path or here in self._stretches[number] - {""}
                if ref.name in (self._reads if inside else self._outside)[number]:
                    for holder in touched(desk.snapshot, path, ref):
                        self._known.pop((number, holder), None)


def _count(sheet: Sheet, rows: Rows) -> Progress:
    filled = sum(1 for _ in sheet.typed(rows))
    return Progress(filled, filled + sum(1 for _ in sheet.missing(rows)))
