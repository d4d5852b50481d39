"""Rows of a data file: rows, their merged cells, their facts and their own rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from core.calc.view import holder_of
from core.document.rows import add_first_rows, remove_row
from core.document.worker import Worker
from core.facts.edits import RowChange
from core.facts.model import UNIT, Group, Ref, Row
from core.facts.values import Kind
from core.forms.schema import DITTO, Concept, Table
from core.forms.text_files import Path
from core.storage.datafile_values import is_ditto, text_of, texts_of
from core.storage.notes import INFORMATION, Notes, listed, quoted

MOST_ROWS = 5_000  # of one table under one owner
MOST_IN_ALL = 50_000

Joined = dict[str, list[bool]]  # field -> for each row: is its cell merged with the one above?


class WrittenLink(NamedTuple):
    """A link field as written, kept until all rows are there."""

    ref: Ref
    concept: Concept
    text: str
    path: Path


class _Line(NamedTuple):
    """One row as written: where it stands in the file, and what is merged without saying so."""

    row: str
    entry: Mapping[str, Any]
    at: Path
    merged: frozenset[str] = frozenset()


class RowReader:
    """Puts the rows of a data file into a package in the making."""

    def __init__(self, work: Worker, notes: Notes) -> None:
        self.links: list[WrittenLink] = []
        self.linked: set[tuple[str, str]] = set()  # (path, link field) that some row mentions
        self.places: dict[str, Path] = {}  # row -> where it stands in the file
        self._work = work
        self._notes = notes
        self._pack = work.pack
        self._paths = frozenset(work.pack.paths())
        self._children: dict[str, dict[str, str]] = {}
        self._count = 0

    def tables(self, data: Mapping[str, Any], at: Path) -> list[str]:
        """Read the unit's tables; returns those whose rows the file gives."""
        known = self._tables_under("")
        given: list[str] = []
        for name, value in data.items():
            if name in known:
                if self._usable(known[name], value, (*at, name)):
                    self._table(known[name], UNIT, value, (*at, name))
                    given.append(name)
            elif name in self._pack.words.tables:
                says = f"本模板包的表没有用到行表“{name}”（或者它不直接挂在单位下面）。"
                remedy = f"请删去，或写到所属的行里；单位的行表有：{listed(known)}。"
                self._notes.add((*at, name), "D102", says, remedy)
            else:
                says = f"没有{quoted(name)}这张行表。"
                remedy = f"可以写的有：{listed(known)}。"
                self._notes.add((*at, name), "D102", says, remedy, name, known)
        return given

    def _tables_under(self, path: str) -> dict[str, str]:
        if path not in self._children:
            self._children[path] = {
                child.rsplit("/", 1)[-1]: child
                for child in self._pack.words.child_paths(path)
                if child in self._paths
            }
        return self._children[path]

    def _usable(self, path: str, value: Any, at: Path) -> bool:
        """Whether rows can be read from a value; null is as if it were not there."""
        if isinstance(value, list) or value is None:
            return value is not None
        if not self._pack.table(path).is_fixed:
            self._notes.wrong_type(at, "一列行，用方括号 [ ] 括起来", value)
            return False
        if not isinstance(value, dict):
            self._notes.wrong_type(at, '各行的内容，如 {"在职": {"得分": 5}}', value)
            return False
        return True

    def _table(self, path: str, owner: str, value: Any, at: Path) -> None:
        table = self._pack.table(path)
        if table.is_fixed:
            lines = self._fixed_lines(path, owner, table, value, at)
        else:
            lines = self._lines(path, owner, table, value, at)
        joined = self._joined(path, table, lines)
        ids = [line.row for line in lines]
        for field, flags in joined.items():
            self._merge(table, owner, ids, field, flags)
        for number, line in enumerate(lines):
            self.places[line.row] = line.at
            self._cells(path, table, line, number, joined)
            self._own_tables(path, line)

    # ------------------------------------------------ which rows there are

    def _lines(
        self, path: str, owner: str, table: Table, value: list[Any], at: Path
    ) -> list[_Line]:
        for old in self._work.draft.order.get((table.id, owner), ()):
            remove_row(self._work, old)  # first rows that the file replaces
        most = max(0, min(MOST_ROWS, MOST_IN_ALL - self._count))
        if len(value) > most:
            says = f"“{table.id}”有 {len(value)} 行，太多了，只读入了前 {most} 行。"
            remedy = f"一张行表最多 {MOST_ROWS} 行，全部行表合起来最多 {MOST_IN_ALL} 行。"
            self._notes.add(at, "D107", says, remedy)
        lines = []
        for number, entry in enumerate(value[:most]):
            row = Row(self._work.serials.next("r"), table.id, owner, path)
            self._work.do(RowChange(None, row, number))
            cells = self._entry(entry, (*at, number), table.levels)
            lines.append(_Line(row.id, cells, (*at, number)))
        self._count += len(lines)
        return lines

    def _fixed_lines(
        self, path: str, owner: str, table: Table, value: Any, at: Path
    ) -> list[_Line]:
        draft = self._work.draft
        if (table.id, owner) not in draft.order:
            add_first_rows(self._work, path, owner)
        entries = self._by_key(table, value, at)
        lines = []
        for row in draft.order[table.id, owner]:
            key = draft.rows[row].key
            fixed = next(fixed for fixed in table.fixed if fixed.key == key)
            merged = frozenset(name for name, text in fixed.cells.items() if text == DITTO)
            entry, here = entries.get(key, ({}, (*at, key)))
            lines.append(_Line(row, entry, here, merged))
        return lines

    def _by_key(
        self, table: Table, value: Any, at: Path
    ) -> dict[str, tuple[Mapping[str, Any], Path]]:
        """What the file says of the county's rows: {key: …}, or a list of rows with "key"."""
        known = [fixed.key for fixed in table.fixed]
        remedy = f"它的行有：{listed(known)}。"
        written: list[tuple[Any, Any, Path]] = []
        if isinstance(value, dict):
            written = [(key, entry, (*at, key)) for key, entry in value.items()]
        else:
            for number, entry in enumerate(value):
                here = (*at, number)
                cells = dict(self._entry(entry, here))
                if cells:
                    written.append((cells.pop("key", ""), cells, here))
        found: dict[str, tuple[Mapping[str, Any], Path]] = {}
        for key, entry, here in written:
            if not isinstance(key, str) or not key:
                says = f"“{table.id}”是固定的行，每一行要用 key 写明是哪一行。"
                self._notes.add(here, "D109", says, remedy)
            elif key not in known:
                says = f"“{table.id}”没有{quoted(key)}这一行。"
                self._notes.add(here, "D109", says, remedy, key, known)
            elif key in found:
                says = f"“{table.id}”的{quoted(key)}写了两次，后一次没有读入。"
                self._notes.add(here, "D109", says, "请只留一处。")
            else:
                found[key] = (self._entry(entry, here), here)
        return found

    def _entry(self, entry: Any, at: Path, levels: tuple[str, ...] = ()) -> Mapping[str, Any]:
        """One row's cells; something else counts as a blank row, so that numbers stay right."""
        if isinstance(entry, dict):
            return entry
        if entry is not None:
            self._notes.wrong_type(at, '一行的内容，如 {"得分": 5}', entry)
        return dict.fromkeys(levels)

    # ------------------------------------------------ merged cells

    def _joined(self, path: str, table: Table, lines: Sequence[_Line]) -> Joined:
        ties = self._pack.ties.get(path, {})
        joined: Joined = {}
        upper: list[bool] | None = None
        for level in table.levels:
            upper = joined[level] = self._flags(table, level, lines, upper)
        for field in table.fields:
            if field not in ties and field not in joined:
                joined[field] = self._flags(table, field, lines, None)
        return joined

    def _flags(
        self, table: Table, field: str, lines: Sequence[_Line], upper: list[bool] | None
    ) -> list[bool]:
        """For each row: is this cell merged with the one above? `upper` is the level over it."""
        flags: list[bool] = []
        for number, line in enumerate(lines):
            value = line.entry.get(field)
            ditto = is_ditto(value)
            at = (*line.at, field)
            merged = field in line.merged if value is None else ditto
            if merged and (number == 0 or (upper is not None and not upper[number])):
                merged = False
                if ditto and number == 0:
                    self._notes.add(at, "D106", "第一行不能写 〃，上面没有行。", "请写出内容。")
                elif ditto:
                    above = table.levels[table.levels.index(field) - 1]
                    says = f"这一行的“{above}”是新的一格，“{field}”不能写 〃。"
                    remedy = f"请写出“{field}”的内容，或把“{above}”也写成 〃。"
                    self._notes.add(at, "D106", says, remedy)
            elif not merged and value is not None and field in line.merged:
                says = f"表上这一格的“{field}”与上一行是合并的；文件里单独写了内容，已拆开。"
                self._notes.add(at, INFORMATION, says, "要合并就写 〃，或者不写这一栏。")
            missing = number and not table.is_fixed and field not in line.entry
            if missing and field in table.levels:
                says = f"这一行没有写“{field}”，当作空白的新格。"
                remedy = '与上一行是同一格就写 "〃"；确实空白就写 null。'
                self._notes.add(line.at, "D106", says, remedy)
            flags.append(merged)
        return flags

    def _merge(
        self, table: Table, owner: str, ids: list[str], field: str, flags: list[bool]
    ) -> None:
        """Give a column exactly these merged cells; levels have one even over a single row."""
        work = self._work
        runs: list[list[str]] = []
        for row, merged in zip(ids, flags, strict=True):
            if merged:
                runs[-1].append(row)
            else:
                runs.append([row])
        wanted = [tuple(run) for run in runs if len(run) > 1 or field in table.levels]
        there = {group.id: group for row in ids if (group := work.group_at(row, field))}
        for group in there.values():
            if group.rows not in wanted:
                work.regroup(group, None)
        for rows in wanted:
            if work.group_at(rows[0], field) is None:
                work.regroup(None, Group(work.serials.next("g"), table.id, owner, field, rows))

    # ------------------------------------------------ cells and own rows

    def _cells(self, path: str, table: Table, line: _Line, number: int, joined: Joined) -> None:
        tables = self._tables_under(path)
        for name, value in line.entry.items():
            at = (*line.at, name)
            if name in table.fields:
                self._cell(path, table.fields[name], line.row, value, at, number, joined)
            elif name not in tables:
                known = [*table.fields, *tables]
                says = f"“{table.id}”没有{quoted(name)}这一栏。"
                remedy = f"可以写的有：{listed(known)}。"
                self._notes.add(at, "D102", says, remedy, name, known)

    def _cell(
        self,
        path: str,
        concept: Concept,
        row: str,
        value: Any,
        at: Path,
        number: int,
        joined: Joined,
    ) -> None:
        tie = self._pack.ties.get(path, {}).get(concept.id)
        shared = tie is not None and joined[tie][number]  # one cell for the whole 一级指标
        if is_ditto(value):
            if tie is not None and not shared:
                says = f"“{concept.id}”整个“{tie}”共用一格，这一行的“{tie}”是新的，不能写 〃。"
                self._notes.add(at, "D106", says, f"请写出“{concept.id}”的内容。")
            return
        if concept.kind is Kind.LINK:
            self.linked.add((path, concept.id))
            text = text_of(self._notes, value, at)
            ref = Ref(concept.id, "", holder_of(self._work.draft, self._pack, row, concept.id))
            self.links.append(WrittenLink(ref, concept, text or "", at))
            return
        holder = holder_of(self._work.draft, self._pack, row, concept.id)
        for aspect, raw in texts_of(self._notes, concept, value, at).items():
            ref = Ref(concept.id, aspect, holder)
            here = (*at, aspect) if aspect else at
            if is_ditto(raw) and aspect and isinstance(value[aspect], str):
                says = "合并的格子要整格写 〃，不能只写一个口径。"
                self._notes.add(here, "D106", says, f'写成 "{concept.id}": "〃"。')
                continue
            before = self._work.draft.raw(ref)
            if shared and before is not None and raw.strip():
                if raw != before:
                    says = f"整个“{tie}”共用一格“{concept.id}”，上面已经写了{quoted(before)}，"
                    says += f"这里又写了{quoted(raw)}；这里的没有读入。"
                    self._notes.add(here, "D112", says, "请只在第一行写，后面的行不写或写 〃。")
                continue
            self._work.put(ref, raw)

    def _own_tables(self, path: str, line: _Line) -> None:
        fields = self._pack.table(path).fields
        for name, child in self._tables_under(path).items():
            at = (*line.at, name)
            value = None if name in fields else line.entry.get(name)
            if self._usable(child, value, at):
                self._table(child, line.row, value, at)
            elif (name, line.row) not in self._work.draft.order:
                add_first_rows(self._work, child, line.row)
