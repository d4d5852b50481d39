"""Project edits: what the commands on the project list do; each is one edit, one undoable step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.facts.edits import AddRow, Edit, LinkRow, Together
from core.facts.model import Ref, Snapshot
from core.texts import loose
from core.workspace.open_report import OpenReport
from core.workspace.project_list import Wiring, lines_without_form, listed_lines


def add_named(report: OpenReport, wiring: Wiring, name: str, listed: bool) -> Edit:
    """A new project; `listed` puts it on the list too, or ties it to the line of that name."""
    name = name.strip()
    label = f"增加{wiring.table}"
    if not (listed and wiring.lines):
        return Together((_new(wiring, name),), label)
    for line in lines_without_form(report.desk, wiring):
        if loose(line.name) == loose(name):
            return Together(tuple(_with_line(report.snapshot, wiring, line.row, name)), label)
    line_id = _fresh(report.snapshot, f"{wiring.lines}-")
    row_id = _fresh(report.snapshot, f"{wiring.table}-")
    cells = {wiring.line_name: name} if wiring.line_name else {}
    edits = (
        AddRow(wiring.lines, cells=cells, id=line_id),
        _new(wiring, name, row_id),
        LinkRow(Ref(wiring.link, "", line_id), row_id),
    )
    return Together(edits, label)


def add_for_lines(report: OpenReport, wiring: Wiring, lines: Sequence[str]) -> Edit:
    """A form for each of these lines, with its name and amounts, linked to it."""
    names = {line.row: line.name for line in listed_lines(report.desk, wiring)}
    edits = [
        edit
        for line in lines
        for edit in _with_line(report.snapshot, wiring, line, names.get(line, ""))
    ]
    return Together(tuple(edits), f"按清单增加{wiring.table}")


def link_to(report: OpenReport, wiring: Wiring, project: str, line: str | None) -> Edit | None:
    """Tie a project to one line of the list, or to none; None when that changes nothing."""
    now = [ln.row for ln in listed_lines(report.desk, wiring) if ln.project == project]
    edits = [LinkRow(Ref(wiring.link, "", row), None) for row in now if row != line]
    if line is not None and line not in now:
        edits.append(LinkRow(Ref(wiring.link, "", line), project))
    label = "对应清单" if line is not None else "取消对应"
    return Together(tuple(edits), label) if edits else None


def _with_line(snapshot: Snapshot, wiring: Wiring, line: str, name: str) -> Iterable[Edit]:
    """A new project for a line: its name, and what was typed there of the same amounts."""
    row_id = _fresh(snapshot, f"{line}-{wiring.table}")
    amounts = {
        f"{mine.name}@{mine.aspect}" if mine.aspect else mine.name: raw
        for mine in wiring.money
        for theirs in wiring.line_money
        if mine.aspect == theirs.aspect
        and (raw := snapshot.entered_value(theirs._replace(holder=line)).raw)
    }
    yield _new(wiring, name, row_id, amounts)
    yield LinkRow(Ref(wiring.link, "", line), row_id)


def _new(
    wiring: Wiring, name: str, row_id: str = "", amounts: dict[str, str] | None = None
) -> AddRow:
    cells = {wiring.name: name} if wiring.name and name else {}
    return AddRow(wiring.table, cells=cells | (amounts or {}), id=row_id)


def _fresh(snapshot: Snapshot, stem: str) -> str:
    """An id of its own, so that the link can be part of the same step."""
    number = 1
    while f"{stem}{number}" in snapshot.rows:
        number += 1
    return f"{stem}{number}"
