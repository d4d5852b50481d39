"""Rows: add, remove, move and copy rows, keeping merged cells whole."""

from __future__ import annotations

from collections.abc import Container, Mapping

from core.document.worker import Worker
from core.errors import ZipingtongError
from core.facts.edits import AddRow, OrderChange, RowChange
from core.facts.model import UNIT, Group, Key, Ref, Row
from core.facts.values import Kind
from core.forms.schema import DITTO, Table
from core.forms.years import year_text

Given = Container[str]


def add_row(work: Worker, edit: AddRow, first_rows: bool = True, given: Given = ()) -> Row:
    """Insert a row with its first own rows; see AddRow for how it joins merged cells.

    `given` names the tables under it whose rows come from elsewhere (a data file).
    """
    draft = work.draft
    path = edit.table if edit.owner == UNIT else f"{draft.rows[edit.owner].path}/{edit.table}"
    table = _table(work, path)
    if table.is_fixed and not edit.key:
        raise ZipingtongError(
            "E302", f"“{edit.table}”的行是县里定的，不能增加。", "如确需增加，请修改模板包。"
        )
    ids = draft.order.get((edit.table, edit.owner), ())
    at = len(ids) if edit.at is None else max(0, min(edit.at, len(ids)))
    row = Row(edit.id or work.serials.next("r"), edit.table, edit.owner, path, edit.key)
    work.do(RowChange(None, row, at))
    above = ids[at - 1] if at else None
    below = ids[at] if at < len(ids) else None
    _join(work, table, row.id, above, below, edit.joins)
    fill_row(work, table, row, edit.cells)
    if first_rows:
        for child in work.pack.paths():
            owner, _, name = child.rpartition("/")
            if owner == path and name not in given:
                add_first_rows(work, child, row.id)
    return row


def add_first_rows(work: Worker, path: str, owner: str) -> None:
    """The rows a table has from the beginning: the county's fixed ones, or the pack's start."""
    table = _table(work, path)
    if table.is_fixed:
        for fixed in table.fixed:
            name = f"{owner}/{table.id}:{fixed.key}" if owner else f"{table.id}:{fixed.key}"
            joins = _joined_levels(table, fixed.cells)
            add_row(work, AddRow(table.id, owner, joins=joins, id=name, key=fixed.key))
            for field, text in fixed.cells.items():
                if text == DITTO and field not in table.levels:
                    extend_up(work, field, name)
        return
    for cells in work.pack.starts.get(path, ()):
        add_written_row(work, table, owner, cells)


def add_written_row(
    work: Worker, table: Table, owner: str, cells: Mapping[str, str], given: Given = ()
) -> Row:
    """A row as packs and data files write it, with 〃 where it is merged with the row above."""
    joins = _joined_levels(table, cells)
    texts = {f: year_text(t, work.draft.year) for f, t in cells.items() if t != DITTO}
    row = add_row(work, AddRow(table.id, owner, joins=joins), given=given)
    for field, text in cells.items():
        if text == DITTO and field not in table.levels:
            extend_up(work, field, row.id)
    fill_row(work, table, row, texts)
    return row


def _joined_levels(table: Table, cells: Mapping[str, str]) -> int:
    """How many levels a written row shares with the row above."""
    written = [cells.get(level) == DITTO for level in table.levels]
    return written.index(False) if False in written else len(written)


def extend_up(work: Worker, field: str, row_id: str) -> None:
    """Merge a cell with the cell above it."""
    row = work.draft.rows[row_id]
    ids = work.siblings(row)
    at = ids.index(row_id)
    field = work.pack.ties.get(row.path, {}).get(field, field)
    if at == 0 or work.group_at(row_id, field) is not None:
        return
    above = work.group_at(ids[at - 1], field)
    if above is not None:
        work.regroup(above, above._replace(rows=(*above.rows, row_id)))
        return
    group = Group(work.serials.next("g"), row.table, row.owner, field, (ids[at - 1], row_id))
    work.regroup(None, group)
    for key in work.facts_on(ids[at - 1]):
        if key.name == field:
            work.move_fact(key, ids[at - 1], group.id)


def remove_row(work: Worker, row_id: str) -> None:
    """Delete a row with its own rows, what they hold, and links to them."""
    row = work.draft.rows[row_id]
    if row.key:
        raise ZipingtongError("E302", "这一行是县里定的，不能删除。", "可以把内容清空。")
    _remove(work, row)


def _remove(work: Worker, row: Row) -> None:
    for path in work.pack.words.child_paths(row.path):
        table = path.rsplit("/", 1)[-1]
        for child in work.draft.order.get((table, row.id), ()):
            _remove(work, work.draft.rows[child])
    _unlink(work, row)
    work.clear(row.id)
    for field in _table(work, row.path).fields:
        group = work.group_at(row.id, field)
        if group is not None:
            leave(work, group, row.id)
    work.remove_bare_row(row)


def leave(work: Worker, group: Group, row_id: str) -> None:
    """A row leaves a merged cell; the last one takes the cell with it."""
    rest = tuple(r for r in group.rows if r != row_id)
    if not rest:
        work.clear(group.id)
        work.regroup(group, None)
        return
    level = group.field in _table(work, work.draft.rows[row_id].path).levels
    if len(rest) > 1 or level:
        work.regroup(group, group._replace(rows=rest))
        return
    for key in work.facts_on(group.id):
        work.move_fact(key, group.id, rest[0])
    work.regroup(group, None)


def move_row(work: Worker, row_id: str, to: int) -> None:
    """Move a row among its siblings; it keeps its 一级指标 text, or takes on the place's."""
    row = work.draft.rows[row_id]
    ids = work.siblings(row)
    start = ids.index(row_id)
    to = max(0, min(to, len(ids) - 1))
    if row.key:
        raise ZipingtongError("E302", "这一行是县里定的，不能移动。", "")
    if to == start:
        return
    table = _table(work, row.path)
    texts: dict[str, str | None] = {}
    held: dict[str, list[tuple[Key, str]]] = {}
    for field in table.fields:
        group = work.group_at(row_id, field)
        if group is None:
            continue
        texts[field] = work.draft.raw(Ref(field, "", group.id))
        if len(group.rows) == 1:  # alone in its cell: what the cell holds comes along
            held[field] = [
                (key, work.draft.raw(Ref(*key, group.id)) or "") for key in work.keys(group.id)
            ]
        leave(work, group, row_id)
    work.do(OrderChange(row.table, row.owner, start, to))
    ids = work.siblings(row)
    above = ids[to - 1] if to else None
    below = ids[to + 1] if to + 1 < len(ids) else None
    joins = 0
    for level in table.levels:  # stay with neighbours that are called the same
        group = work.group_at(above, level) if above else None
        if group is None or work.draft.raw(Ref(level, "", group.id)) != texts.get(level):
            break
        joins += 1
    fresh = _join(work, table, row_id, above, below, joins)
    for level in fresh:
        group = work.group_at(row_id, level)
        assert group is not None
        work.put(Ref(level, "", group.id), texts.get(level))
        for key, raw in held.get(level, ()):
            work.put(Ref(*key, group.id), raw)


def copy_row(work: Worker, row_id: str) -> Row:
    """A copy of a row below it, with its own rows, without links."""
    row = work.draft.rows[row_id]
    if row.key:
        raise ZipingtongError("E302", "这一行是县里定的，不能复制。", "")
    at = work.siblings(row).index(row_id) + 1
    copy = add_row(work, AddRow(row.table, row.owner, at=at), first_rows=False)
    _copy_facts(work, row_id, copy.id)
    _copy_children(work, row, copy)
    return copy


def _copy_children(work: Worker, source: Row, target: Row) -> None:
    for path in work.pack.words.child_paths(source.path):
        name = path.rsplit("/", 1)[-1]
        table = _table(work, path)
        twins: dict[str, str] = {}
        for child in work.draft.order.get((name, source.id), ()):
            line = work.draft.rows[child]
            new_id = f"{target.id}/{name}:{line.key}" if line.key else ""
            twin = add_row(
                work,
                AddRow(name, target.id, joins=0, key=line.key, id=new_id),
                first_rows=False,
            )
            twins[child] = twin.id
            for field in table.fields:
                _copy_cell(work, table, field, child, twin.id, twins)
            _copy_facts(work, child, twin.id)
            _copy_children(work, line, twin)


def _copy_cell(
    work: Worker, table: Table, field: str, child: str, twin: str, twins: Mapping[str, str]
) -> None:
    """Give the twin the same merged cells among the twins as the original has."""
    group = work.group_at(child, field)
    if group is None:
        return
    first = group.rows[0]
    mine = work.group_at(twin, field)
    if first == child:
        if mine is not None:
            _copy_facts(work, group.id, mine.id)
        elif len(group.rows) > 1:
            new = Group(
                work.serials.next("g"), table.id, work.draft.rows[twin].owner, field, (twin,)
            )
            work.regroup(None, new)
            _copy_facts(work, group.id, new.id)
        return
    if mine is not None:
        work.clear(mine.id)
        work.regroup(mine, None)
    above = work.group_at(twins[first], field)
    assert above is not None
    work.regroup(above, above._replace(rows=(*above.rows, twin)))


def _copy_facts(work: Worker, source: str, target: str) -> None:
    path = work.draft.path_of(source)
    for key in work.keys(source):
        concept = work.pack.concept(path, key.name)
        if concept is None or concept.kind is not Kind.LINK:
            work.put(Ref(*key, target), work.draft.raw(Ref(*key, source)))


def _table(work: Worker, path: str) -> Table:
    table = work.pack.words.tables.get(path.rsplit("/", 1)[-1])
    if table is None or path not in work.pack.paths():
        raise ZipingtongError("E303", f"这个模板包的表里没有“{path}”。", "请换一张行表。")
    return table


def _join(
    work: Worker,
    table: Table,
    row_id: str,
    above: str | None,
    below: str | None,
    joins: int | None,
) -> list[str]:
    """Put a row into merged cells; the levels for which it got a cell of its own."""
    wanted = len(table.levels) if joins is None else joins
    fresh: list[str] = []
    for number, level in enumerate(table.levels):
        group = work.group_at(above, level) if above else None
        inside = group is not None and below in group.rows
        if group is not None and (inside or (number < wanted and not fresh)):
            place = group.rows.index(above or "") + 1
            rows = (*group.rows[:place], row_id, *group.rows[place:])
            work.regroup(group, group._replace(rows=rows))
        else:
            owner = work.draft.rows[row_id].owner
            work.regroup(None, Group(work.serials.next("g"), table.id, owner, level, (row_id,)))
            fresh.append(level)
    for field in table.fields:
        group = work.group_at(above, field) if above and field not in table.levels else None
        if group is not None and below in group.rows:
            place = group.rows.index(above or "") + 1
            rows = (*group.rows[:place], row_id, *group.rows[place:])
            work.regroup(group, group._replace(rows=rows))
    return fresh


def fill_row(work: Worker, table: Table, row: Row, cells: Mapping[str, str]) -> None:
    """Type texts into a new row; keys are field or field@口径."""
    for written, text in cells.items():
        name, _, aspect = written.partition("@")
        if name not in table.fields:
            raise ZipingtongError("E304", f"“{table.id}”没有“{name}”这一栏。", "")
        holder = row.id
        tied = work.pack.ties.get(row.path, {}).get(name, name)
        group = work.group_at(row.id, tied)
        if group is not None:
            holder = group.id
        work.put(Ref(name, aspect, holder), text)


def _unlink(work: Worker, row: Row) -> None:
    """Links to a row that goes are taken away with it."""
    for table in work.pack.words.tables.values():
        links = [f.id for f in table.fields.values() if f.kind is Kind.LINK and f.to == row.table]
        for link in links:
            for other in list(work.draft.rows.values()):
                ref = Ref(link, "", other.id)
                if other.table == table.id and work.draft.raw(ref) == row.id:
                    work.put(ref, None)
