"""Merges: join the cells of one column over several rows, and split them again."""

from __future__ import annotations

from core.document.worker import Worker
from core.errors import ZipingtongError
from core.facts.edits import MergeCells
from core.facts.model import Group, Key, Ref
from core.forms.schema import Table


def merge_cells(work: Worker, edit: MergeCells) -> None:
    """One cell over consecutive rows; the first text that is not blank is kept."""
    if not edit.rows:
        return
    first = work.draft.rows[edit.rows[0]]
    ids = work.siblings(first)
    places = sorted(ids.index(row) for row in edit.rows if row in ids)
    together = len(places) == len(edit.rows) == len(set(edit.rows)) and (
        places[-1] - places[0] == len(places) - 1
    )
    if not together:
        raise ZipingtongError("E305", "只能合并同一张表里上下相连的格子。", "请重新选择。")
    rows = tuple(ids[places[0] : places[-1] + 1])
    table = work.pack.table(first.path)
    field = work.pack.ties.get(first.path, {}).get(edit.field, edit.field)
    _own_cells_only(table, field)
    if field not in table.fields:
        raise ZipingtongError("E304", f"“{table.id}”没有“{edit.field}”这一栏。", "")
    if field in table.levels:
        for level in table.levels[: table.levels.index(field)]:
            if len({group.id for r in rows if (group := work.group_at(r, level))}) > 1:
                raise ZipingtongError(
                    "E305", f"这几行的“{level}”不同，“{field}”不能合并。", f"请先合并“{level}”。"
                )
    whole = list(rows)
    for row in rows:  # a merged cell is taken whole
        group = work.group_at(row, field)
        whole += [r for r in (group.rows if group else ()) if r not in whole]
    covered = tuple(row for row in ids if row in whole)
    holders = list(dict.fromkeys(_holder(work, row, field) for row in covered))
    if len(covered) < 2 or len(holders) == 1:
        return
    keep = work.group_at(covered[0], field)
    kept: dict[Key, str] = {}
    for holder in holders:
        merged = holder in work.draft.groups
        for key in work.keys(holder):
            if merged or key.name == field:
                kept.setdefault(key, work.draft.raw(Ref(*key, holder)) or "")
                if holder != (keep.id if keep else ""):
                    work.put(Ref(*key, holder), None)
    for holder in holders[1:] if keep else holders:
        group = work.draft.groups.get(holder)
        if group is not None:
            for place in work.printed_on(holder):
                work.put_printed(place, None)
            work.regroup(group, None)
    new_id = keep.id if keep else work.serials.next("g")
    group = Group(new_id, first.table, first.owner, field, covered)
    work.regroup(keep, group)
    for key, raw in kept.items():
        work.put(Ref(*key, group.id), raw)


def split_cells(work: Worker, group_id: str) -> None:
    """Every row gets a cell of its own; the first keeps the value, a level keeps its text."""
    group = work.draft.groups.get(group_id)
    if group is None or len(group.rows) < 2:
        return
    table = work.pack.table(work.draft.rows[group.rows[0]].path)
    _own_cells_only(table, group.field)
    if group.field not in table.levels:
        for key in work.facts_on(group.id):
            work.move_fact(key, group.id, group.rows[0])
        work.regroup(group, None)
        return
    for level in table.levels[table.levels.index(group.field) :]:
        for row in group.rows:
            _split_off(work, row, level)


def _own_cells_only(table: Table, field: str) -> None:
    """The county's own cells stay as the county has them."""
    if table.is_fixed and field not in table.input:
        raise ZipingtongError(
            "E302", f"“{field}”的格子是县里定的，不能合并或拆分。", "只有填写的格子可以。"
        )


def _split_off(work: Worker, row: str, level: str) -> None:
    """The rows after this one leave its cell and get one of their own with the same text."""
    group = work.group_at(row, level)
    if group is None or group.rows[-1] == row:
        return
    at = group.rows.index(row) + 1
    work.regroup(group, group._replace(rows=group.rows[:at]))
    rest = Group(work.serials.next("g"), group.table, group.owner, level, group.rows[at:])
    work.regroup(None, rest)
    work.put(Ref(level, "", rest.id), work.draft.raw(Ref(level, "", group.id)))


def _holder(work: Worker, row: str, field: str) -> str:
    group = work.group_at(row, field)
    return group.id if group else row
