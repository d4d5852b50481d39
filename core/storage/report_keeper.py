"""ReportKeeper: writes one report's steps; what a step touched is taken from the new snapshot.

So a write that failed can be repeated, alone or with the steps that came after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from core.errors import ZipingtongError
from core.facts.edits import (
    Change,
    ExplanationChange,
    GroupChange,
    OrderChange,
    PrintedChange,
    ReportChange,
    RowChange,
    SettingChange,
    ValueChange,
)
from core.facts.model import UNIT, Explained, Placement, Ref, Siblings, Snapshot
from core.storage import models as m
from core.storage.changes_text import write_cells, write_changes
from core.storage.database import Database, now, transaction
from core.storage.kept import DraftText, Entry, Standing
from core.storage.tables import drop, put

UNIT_NAME = Ref("单位名称")
NO_NAME = "（没有填单位名称）"


_UNKNOWN = dict.fromkeys((field.name for field in fields(Standing)), -1)


class ReportKeeper:
    """Everything is on the disk when a method returns; else it raises and nothing is."""

    def __init__(self, database: Database, report: int, session: int) -> None:
        self._database = database
        self._report = report
        self._session = session
        self._last, _ = self._journal_after(0)

    def write(self, entries: list[Entry], snapshot: Snapshot, serial: int) -> None:
        """Steps into the journal, and the facts they touched as they are now."""
        touched = _Touched()
        for entry in entries:
            for change in entry.change.changes:
                touched.add(change)
        at = now()
        head: dict[str, Any] = {"changed": at, "serial": serial, "year": snapshot.year}
        head |= _UNKNOWN  # what the last audit said is no longer about this state
        with transaction(self._database):
            put(self._database, m.Journal, [self._line(entry, at) for entry in self._new(entries)])
            self._store(touched, snapshot)
            if UNIT_NAME in touched.values:
                head["unit"] = unit_of(snapshot)
            m.Report.update(head).where(m.Report.id == self._report).execute()
            m.Draft.delete().where(m.Draft.report_id == self._report).execute()
            last, _ = self._journal_after(self._last)
        self._last = last

    def write_all(self, snapshot: Snapshot) -> None:
        """A whole package, once, when it becomes a report; inside the caller's transaction."""
        self._store(_everything(snapshot), snapshot)

    def keep_draft(self, draft: DraftText | None) -> None:
        """The text of the open editor; None when there is none any more."""
        with transaction(self._database):
            if draft is None:
                m.Draft.delete().where(m.Draft.report_id == self._report).execute()
                return
            form, ref, nth = draft.place
            line = (self._report, form, ref.holder, ref.name, ref.aspect, nth)
            put(self._database, m.Draft, [(*line, draft.part, draft.text, now())])

    def note_standing(self, standing: Standing) -> None:
        """How the report stands, for the list."""
        with transaction(self._database):
            m.Report.update(asdict(standing)).where(m.Report.id == self._report).execute()

    def _line(self, entry: Entry, at: str) -> tuple[Any, ...]:
        """Of an undo or a redo only that it happened: its changes are those of its step."""
        changes = write_changes(entry.change.changes) if entry.kind == "edit" else ""
        return (None, self._report, self._session, entry.kind, entry.change.label, changes, at)

    def _new(self, entries: list[Entry]) -> list[Entry]:
        """The steps the journal does not have yet. When a disk fails at the last moment, a step
        that was reported as failed may be found on it later; it must not be written twice."""
        last, more = self._journal_after(self._last)
        if last < self._last:
            raise ZipingtongError(
                "E532",
                "没有存成：数据文件被换成了较早的一份。",
                "请把原来的数据文件放回去；程序会自动再存。",
            )
        return entries[more:]

    def _journal_after(self, line: int) -> tuple[int, int]:
        """The report's last line in the journal, and how many come after the given one."""
        sql = "SELECT coalesce(max(id), 0), count(nullif(id > ?, 0)) FROM journal"
        found = self._database.execute_sql(
            f"{sql} WHERE report_id = ? AND id >= ?", (line, self._report, line)
        )
        last, more = found.fetchone()
        return int(last), int(more)

    # ------------------------------------------------ table by table

    def _store(self, touched: _Touched, snapshot: Snapshot) -> None:
        """What was touched, as it is now; what is not there any more goes."""
        gone = {row for row in touched.rows if row not in snapshot.rows}
        gone |= {group for group in touched.groups if group not in snapshot.groups}
        self._clear(m.Fact, ["holder"], ((holder,) for holder in gone))
        self._clear(m.Printed, ["holder"], ((holder,) for holder in gone))
        self._values(touched, snapshot, gone)
        self._printed(touched, snapshot, gone)
        self._structure(touched, snapshot)
        self._others(touched, snapshot)

    def _values(self, touched: _Touched, snapshot: Snapshot, gone: set[str]) -> None:
        there, away = [], []
        for ref in touched.values:
            value = snapshot.entered_value(ref)
            key = (ref.holder, ref.name, ref.aspect)
            if ref.holder in gone:
                continue
            if value.is_blank and not value.raw:
                away.append(key)
            else:
                there.append((*key, value.raw))
        self._fill(m.Fact, there)
        self._clear(m.Fact, ["holder", "name", "aspect"], away)

    def _printed(self, touched: _Touched, snapshot: Snapshot, gone: set[str]) -> None:
        there, away = [], []
        for place in touched.places:
            form, ref, nth = place
            key = (form, ref.holder, ref.name, ref.aspect, nth)
            own = snapshot.printed.get(place)
            if own is not None:
                there.append((*key, own.raw))
            elif ref.holder not in gone:
                away.append(key)
        self._fill(m.Printed, there)
        self._clear(m.Printed, ["form", "holder", "name", "aspect", "nth"], away)

    def _structure(self, touched: _Touched, snapshot: Snapshot) -> None:
        rows, groups, order = snapshot.rows, snapshot.groups, snapshot.order
        self._clear(m.Line, ["id"], ((row,) for row in touched.rows if row not in rows))
        self._fill(
            m.Line,
            (
                (row.id, row.table, row.owner, row.path, row.key)
                for row in (rows[name] for name in touched.rows if name in rows)
            ),
        )
        self._clear(m.Merged, ["id"], ((group,) for group in touched.groups if group not in groups))
        self._fill(
            m.Merged,
            (
                (group.id, group.table, group.owner, group.field, _listed(group.rows))
                for group in (groups[name] for name in touched.groups if name in groups)
            ),
        )
        self._clear(m.Sequence, ["of", "owner"], (key for key in touched.order if key not in order))
        self._fill(
            m.Sequence, ((*key, _listed(order[key])) for key in touched.order if key in order)
        )

    def _others(self, touched: _Touched, snapshot: Snapshot) -> None:
        settings, notes = snapshot.settings, snapshot.explanations
        self._clear(m.Choice, ["name"], ((name,) for name in touched.settings - settings.keys()))
        self._fill(
            m.Choice, ((name, settings[name]) for name in touched.settings & settings.keys())
        )
        self._clear(
            m.Explanation,
            ["rule", "cells"],
            ((rule, write_cells(cells)) for rule, cells in touched.notes - notes.keys()),
        )
        self._fill(
            m.Explanation,
            (
                (key[0], write_cells(key[1]), note.text, _listed(note.values), int(note.forced))
                for key, note in ((key, notes[key]) for key in touched.notes & notes.keys())
            ),
        )
        if touched.report_from is not None:
            at, here = touched.report_from, m.Chapter.report_id == self._report
            m.Chapter.delete().where(here & (m.Chapter.position >= at)).execute()
            chapters = list(enumerate(snapshot.report))[at:]
            self._fill(m.Chapter, ((n, _listed(chapter)) for n, chapter in chapters))

    def _fill(self, table: type[m.Table], rows: Iterable[tuple[Any, ...]]) -> None:
        put(self._database, table, ((self._report, *row) for row in rows))

    def _clear(
        self, table: type[m.Table], columns: list[str], keys: Iterable[tuple[Any, ...]]
    ) -> None:
        drop(
            self._database,
            table,
            ["report_id", *columns],
            ((self._report, *key) for key in keys),
        )


class _Touched:
    """What must be written anew."""

    def __init__(self) -> None:
        self.values: dict[Ref, None] = {}
        self.places: dict[Placement, None] = {}
        self.rows: dict[str, None] = {}
        self.groups: dict[str, None] = {}
        self.order: dict[Siblings, None] = {}
        self.settings: set[str] = set()
        self.notes: set[Explained] = set()
        self.report_from: int | None = None

    def add(self, change: Change) -> None:
        """What one change touches; the year is in the report's head."""
        match change:
            case ValueChange(ref, _, _):
                self.values[ref] = None
            case PrintedChange(place, _, _):
                self.places[place] = None
            case RowChange(before, after, _):
                row = after or before
                assert row is not None
                self.rows[row.id] = None
                self.order[row.table, row.owner] = None
            case OrderChange(table, owner, _, _):
                self.order[table, owner] = None
            case GroupChange(before, after):
                for group in (before, after):
                    if group is not None:
                        self.groups[group.id] = None
            case SettingChange(name, _, _):
                self.settings.add(name)
            case ReportChange(at, _, _):
                first = self.report_from
                self.report_from = at if first is None else min(at, first)
            case ExplanationChange(key, _, _):
                self.notes.add(key)


def _everything(snapshot: Snapshot) -> _Touched:
    touched = _Touched()
    for holder, held in snapshot.entered.items():
        touched.values |= {Ref(key.name, key.aspect, holder): None for key in held}
    touched.places = dict.fromkeys(snapshot.printed)
    touched.rows = dict.fromkeys(snapshot.rows)
    touched.groups = dict.fromkeys(snapshot.groups)
    touched.order = dict.fromkeys(snapshot.order)
    touched.settings = set(snapshot.settings)
    touched.notes = set(snapshot.explanations)
    touched.report_from = 0
    return touched


def unit_of(snapshot: Snapshot) -> m.Unit:
    """The unit a report belongs to, by the name written in it."""
    return unit_named(snapshot.value(Ref("单位名称", "", UNIT)).raw)


def unit_named(name: str) -> m.Unit:
    """The unit of that name, made when there is none yet."""
    unit: m.Unit = m.Unit.get_or_create(name=" ".join(name.split()) or NO_NAME)[0]
    return unit


def _listed(texts: Iterable[Any]) -> str:
    return json.dumps(list(texts), ensure_ascii=False, separators=(",", ":"))
