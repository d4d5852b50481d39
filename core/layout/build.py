"""Build: pack + snapshot → Grid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from core.calc.view import holder_of, kind_of
from core.facts.model import UNIT, Snapshot
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.regions import regions
from core.forms.schema import Block, CellSpec, Column, Form, Pattern, Template
from core.layout.filling import Filling, Rows
from core.layout.grid import (
    LEAST_ROW,
    TEXT_SIZE,
    Align,
    Band,
    Cell,
    Grid,
    Role,
)
from core.layout.heights import row_heights
from core.layout.measure import PADDING_MM, text_width

SEAL = "盖章"
SHORT_LABEL = 12  # characters: fixed columns of such texts are centred like labels


def build_all(pack: Pack, snapshot: Snapshot) -> Iterator[Grid]:
    """Every form in print order; forms that repeat give one grid per row, none without rows."""
    for form in pack.forms:
        if not form.each:
            yield build(pack, snapshot, form)
            continue
        for row in snapshot.siblings(form.each):
            yield build(pack, snapshot, form, row)


def build(pack: Pack, snapshot: Snapshot, form: Form, copy: str = "") -> Grid:
    """One form as it looks now; `copy` is the row an `each` form is for."""
    return _Builder(pack, snapshot, form, copy).build()


class _Builder:
    """Lays a form out from top to bottom."""

    def __init__(self, pack: Pack, snapshot: Snapshot, form: Form, copy: str) -> None:
        self.pack = pack
        self.snapshot = snapshot
        self.form = form
        self.copy = copy
        self.fill = Filling(pack, snapshot, form)
        self.rows: Rows = {form.path: copy} if form.path and copy else {}
        self.cells: list[Cell] = []
        self.least: list[float] = []
        self.bands: list[Band] = []
        self.blocks: list[tuple[int, int]] = []

    def build(self) -> Grid:
        form = self.form
        if form.label:
            self._line([Template((form.label,))], Role.NUMBER)
        for title in form.title:
            self._line([title], Role.TITLE)
        if form.head:
            self._line(list(form.head), Role.HEAD)
        top = len(self.least)
        for block in form.blocks:
            first = len(self.least)
            if block.table:
                self._table(block)
            else:
                self._fixed(block)
            self.blocks.append((first, len(self.least) - 1))
        bottom = len(self.least) - 1
        if form.notes_first:
            self._notes()
        if form.sign:
            self._line(list(form.sign), Role.SIGN)
        if not form.notes_first:
            self._notes()
        return Grid(
            form=form.id,
            copy=self.copy,
            name=self._name(),
            label=form.label,
            lattice=form.lattice,
            landscape=form.landscape,
            printed=form.printed,
            size=float(form.size),
            heights=row_heights(self.cells, form.lattice, self.least, float(form.size)),
            cells=tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.col))),
            bands=tuple(self.bands),
            blocks=tuple(self.blocks),
            framed=(top, bottom),
            least=tuple(self.least),
        )

    def _name(self) -> str:
        if not self.form.each:
            return self.form.id
        ids = self.snapshot.siblings(self.form.each)
        number = ids.index(self.copy) + 1 if self.copy in ids else 1
        return f"{self.form.id}{number}"

    # ------------------------------------------------ lines outside the frame

    def _notes(self) -> None:
        for note in self.form.notes:
            self._line([note], Role.NOTE)

    def _line(self, items: list[Template], role: Role) -> None:
        """A line over the whole width, cut into as many cells as it has items."""
        row = self._new_row(0 if role is Role.NOTE else max(LEAST_ROW, self._seal(role)))
        texts = [self.fill.template(item, self.rows) for item in items]
        starts = split_lattice(
            self.form.lattice, [text_width(t, TEXT_SIZE) + PADDING_MM for t in texts]
        )
        ends = [*starts[1:], len(self.form.lattice)]
        for number, (item, start, end) in enumerate(zip(items, starts, ends, strict=True)):
            align = Align.CENTER if role is Role.TITLE else Align.LEFT
            if role is Role.HEAD and number and number == len(items) - 1:
                align = Align.RIGHT
            facts = item.patterns
            spec = CellSpec(text=item, fact=facts[0] if len(facts) == 1 else None)
            if role in (Role.TITLE, Role.NOTE):  # nothing is typed there
                spec = CellSpec(text=item)
            self._put(spec, row, start, 1, end - start, self.rows, role=role, align=align)

    def _seal(self, role: Role) -> float:
        """The room for the seal, on the line that names it, else on the signature line."""
        in_head = any(SEAL in str(part) for item in self.form.head for part in item.parts)
        return float(self.form.seal) if role is (Role.HEAD if in_head else Role.SIGN) else 0.0

    # ------------------------------------------------ blocks

    def _fixed(self, block: Block) -> None:
        """Fixed lines; a repeating line is written out once per row of its table."""
        lines: list[tuple[tuple[CellSpec, ...], Rows, int]] = []
        for line in block.lines:
            if not line.table:
                lines.append((line.cells, self.rows, 0))
                continue
            owner = self.copy if line.path.count("/") else UNIT
            ids = self.snapshot.siblings(line.table, owner)
            if not ids:
                lines.append((line.when_none or line.cells, self.rows, 0))
            for index, row in enumerate(ids):
                lines.append((line.cells, {**self.rows, line.path: row}, index))
        first = len(self.least)
        for number in range(len(lines)):
            self._new_row(_least(block, number))
        if block.headed:
            self.bands.append(Band(first, len(self.least) - 1, 1))
        at = _starts(block.take)
        for region in regions([cells for cells, _, _ in lines])[0]:
            _, rows, index = lines[region.row]
            left, right = at[region.col], at[region.col + region.cols]
            label = block.listed and region.col == 0 and not (block.headed and region.row == 0)
            self._put(
                region.cell,
                first + region.row,
                left,
                region.rows,
                right - left,
                rows,
                index=index,
                align=Align.LEFT if label else None,
            )

    def _table(self, block: Block) -> None:
        """Header, total and rows of a row table; merged cells as the groups say."""
        owner = self.copy if block.path.count("/") else UNIT
        ids: tuple[str, ...] = self.snapshot.siblings(block.table, owner)
        first = len(self.least)
        at = [block.corner_take + start for start in _starts(block.take)]
        headed = any(not column.head.is_empty for column in block.columns)
        if headed:
            row = self._new_row(_least(block, 0))
            for column, start in zip(block.columns, at, strict=False):
                self._put(CellSpec(text=column.head), row, start, 1, column.take, self.rows)
        for total in block.above:
            self._total(total, at)
        body = len(self.least)
        for _ in ids or ("",):
            self._new_row(_least(block, 1))
        for column, start in zip(block.columns, at, strict=False):
            self._column(block, column, start, body, ids)
        for total in block.below:
            self._total(total, at)
        last = len(self.least) - 1
        if block.corner is not None:
            corner = CellSpec(text=block.corner)
            self._put(corner, first, 0, last - first + 1, block.corner_take, self.rows)
        self.bands.append(Band(first, last, 1 if headed else 0, len(block.below)))

    def _total(self, cells: tuple[CellSpec, ...], at: list[int]) -> None:
        row = self._new_row(LEAST_ROW)
        for region in regions([cells])[0]:
            left, right = at[region.col], at[region.col + region.cols]
            self._put(region.cell, row, left, 1, right - left, self.rows)

    def _column(
        self, block: Block, column: Column, start: int, body: int, ids: tuple[str, ...]
    ) -> None:
        """The cells of one column, one per group."""
        if not ids:
            self._put(column.cell, body, start, 1, column.take, self.rows)
            return
        field = column.per or column.field
        align = Align.CENTER if self._labels_only(block, column) else None
        index = 0
        while index < len(ids):
            end = index + 1
            if field:
                holder = holder_of(self.snapshot, self.pack, ids[index], field)
                while (
                    end < len(ids)
                    and holder_of(self.snapshot, self.pack, ids[end], field) == holder
                ):
                    end += 1
            rows = {**self.rows, block.path: ids[index]}
            self._put(
                column.cell,
                body + index,
                start,
                end - index,
                column.take,
                rows,
                index=index,
                align=align,
            )
            index = end

    # ------------------------------------------------ one cell

    def _put(
        self,
        spec: CellSpec,
        row: int,
        col: int,
        rows: int,
        cols: int,
        names: Rows,
        index: int = 0,
        role: Role = Role.LABEL,
        align: Align | None = None,
    ) -> None:
        pattern = spec.fact
        if pattern is None:
            text = self.fill.template(spec.text, names, index)
            self.cells.append(Cell(row, col, rows, cols, text, role, align or Align.CENTER))
            return
        ref = self.fill.ref(pattern, names)
        placement = self.fill.place(ref, pattern.part) if ref is not None else None
        shown = self.fill.fact_text(pattern, ref, placement)
        before, after = "", ""
        text = shown
        if len(spec.text.patterns) == 1:
            before, after = self.fill.around(spec.text, names, index)
            text = f"{before}{shown}{after}"
        elif not spec.text.is_empty:
            text = self.fill.column_text(spec, shown, names, index)
        self.cells.append(
            Cell(
                row,
                col,
                rows,
                cols,
                text,
                Role.FACT if role is Role.LABEL else role,
                align or self._align(pattern),
                ref,
                kind_of(self.pack, pattern.path, pattern.name),
                pattern.part,
                placement,
                placement is not None and self.fill.is_home(pattern, placement),
                before,
                after,
            )
        )

    def _labels_only(self, block: Block, column: Column) -> bool:
        """Levels, and columns of short texts the county has printed, look like labels."""
        table = self.pack.table(block.path)
        if column.field in table.levels:
            return True
        if column.field in table.input:
            return False
        texts = [row.cells.get(column.field, "") for row in table.fixed]
        return any(texts) and all(len(text) <= SHORT_LABEL for text in texts)

    def _align(self, pattern: Pattern) -> Align:
        kind = kind_of(self.pack, pattern.path, pattern.name)
        return Align.LEFT if kind is Kind.TEXT else Align.CENTER

    def _new_row(self, least: float) -> int:
        self.least.append(max(least, 0.0))
        return len(self.least) - 1


def split_lattice(lattice: tuple[int, ...], needs: list[float]) -> list[int]:
    """Where to cut a line on lattice lines so that every part has room for its text (mm)."""
    edges = [sum(lattice[:i]) for i in range(len(lattice) + 1)]
    even = sum(lattice) / len(needs)

    def badness(inner: tuple[int, ...]) -> tuple[float, float]:
        cuts = [0, *(edges[i] for i in inner), edges[-1]]
        widths = [b - a for a, b in pairwise(cuts)]
        short = sum(max(0.0, need - width) for need, width in zip(needs, widths, strict=True))
        return short, max(abs(width - even) for width in widths)

    inner = min(combinations(range(1, len(lattice)), len(needs) - 1), key=badness)
    return [0, *inner]


def _starts(take: tuple[int, ...]) -> list[int]:
    return [sum(take[:i]) for i in range(len(take) + 1)]


def _least(block: Block, line: int) -> float:
    if not block.heights:
        return LEAST_ROW
    return float(block.heights[min(line, len(block.heights) - 1)])
