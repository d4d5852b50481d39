"""ReportReader: a report out of the database: what was kept, its pack, its history, its draft."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from core.document.history import History, OldStep
from core.document.restore import Kept
from core.errors import ZipingtongError
from core.facts.edits import Change
from core.facts.model import Chapter, Explanation, Group, Placement, Ref, Row
from core.forms.folders import PackText
from core.storage import models as m
from core.storage.changes_text import read_cells, read_changes, read_chapter
from core.storage.database import Database, reading
from core.storage.kept import DraftText, StepLine
from core.storage.tables import rows_of


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as it lies in the database."""

    pack: str
    pack_text: PackText
    digest: str
    kept: Kept
    history: History
    serial: int
    draft: DraftText | None


def read_report(database: Database, report: int) -> Stored:
    """Everything of one report; its changes of earlier days are left where they are."""
    with reading(database):
        head = m.Report.get_or_none(m.Report.id == report)
        if head is None:
            raise ZipingtongError("E530", "这份自评已经不在了。", "请回到首页重新选择。")
        return Stored(
            pack=head.pack,
            pack_text=json.loads(head.pack_text.body),
            digest=head.pack_text.digest,
            kept=_kept(database, report, head.year),
            history=_history(database, report),
            serial=head.serial,
            draft=_draft(database, report),
        )


def _kept(database: Database, report: int, year: int) -> Kept:
    return Kept(
        year=year,
        settings=rows_of(database, m.Choice, report),
        rows={line[0]: Row(*line) for line in rows_of(database, m.Line, report)},
        order={
            (of, owner): tuple(json.loads(ids))
            for of, owner, ids in rows_of(database, m.Sequence, report)
        },
        groups=tuple(
            Group(name, of, owner, field, tuple(json.loads(ids)))
            for name, of, owner, field, ids in rows_of(database, m.Merged, report)
        ),
        values=[
            (Ref(name, aspect, holder), words)
            for holder, name, aspect, words in rows_of(database, m.Fact, report)
        ],
        printed=[
            (Placement(form, Ref(name, aspect, holder), nth), words)
            for form, holder, name, aspect, nth, words in rows_of(database, m.Printed, report)
        ],
        explanations={
            (rule, read_cells(cells)): Explanation(words, tuple(json.loads(bound)), bool(forced))
            for rule, cells, words, bound, forced in rows_of(database, m.Explanation, report)
        },
        report=_chapters(database, report),
    )


def read_chapters(database: Database, report: int) -> tuple[Chapter, ...]:
    """The text of one report alone."""
    with reading(database):
        return _chapters(database, report)


def _chapters(database: Database, report: int) -> tuple[Chapter, ...]:
    bodies = rows_of(database, m.Chapter, report, "position")
    return tuple(read_chapter(json.loads(body)) for _, body in bodies)


def read_steps(database: Database, report: int) -> list[StepLine]:
    """All steps of one report in the order they were first done."""
    with reading(database):
        lines = _journal(database, report)
    done = {line.id for line in _stacks(lines)[0]}
    return [StepLine(line.at, line.label, line.id in done) for line in lines if line.kind == "edit"]


def _history(database: Database, report: int) -> History:
    """The steps of earlier days that can be taken back, and done again."""
    done, undone = (
        [OldStep(line.label, _fetch(database, line.id)) for line in stack]
        for stack in _stacks(_journal(database, report))
    )
    return History(done, undone)


class _Line(NamedTuple):
    id: int
    kind: str
    label: str
    at: str


def _journal(database: Database, report: int) -> list[_Line]:
    sql = "SELECT id, kind, label, at FROM journal WHERE report_id = ? ORDER BY id"
    return [_Line(*line) for line in database.execute_sql(sql, (report,))]


def _stacks(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The steps done and those undone, as the journal left them."""
    done: list[_Line] = []
    undone: list[_Line] = []
    for line in lines:
        if line.kind == "edit":
            done.append(line)
            undone.clear()
        elif line.kind == "undo" and done:
            undone.append(done.pop())
        elif line.kind == "redo" and undone:
            done.append(undone.pop())
    return done, undone


def _fetch(database: Database, number: int) -> Callable[[], tuple[Change, ...]]:
    def fetch() -> tuple[Change, ...]:
        with reading(database):
            sql = "SELECT changes FROM journal WHERE id = ?"
            return read_changes(database.execute_sql(sql, (number,)).fetchone()[0])

    return fetch


def _draft(database: Database, report: int) -> DraftText | None:
    for form, holder, name, aspect, nth, part, words, _ in rows_of(database, m.Draft, report):
        return DraftText(Placement(form, Ref(name, aspect, holder), nth), part, words)
    return None
