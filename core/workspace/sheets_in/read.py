"""Read: a workbook of ours as a package; what was changed in its cells becomes facts.

The package lies in the workbook as it was exported. Only what a person changed since is taken
from the cells, so a sheet that shows a number rounded, or as a sum, never blurs what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.calc.references import placement_text, row_text
from core.document.document import Document
from core.errors import Mistake
from core.facts.edits import Edit, RemoveRow, Together
from core.facts.model import Snapshot
from core.facts.values import Kind
from core.forms.library import Library
from core.forms.pack import Pack
from core.layout.build import build_all
from core.layout.grid import Cell, Grid
from core.storage.datafile import load
from core.storage.notes import INFORMATION
from core.storage.office_parts import refused
from core.storage.workbook import Sheet, read_sheets
from core.storage.workbook_marks import MARKS_TAB, CellMark, Marks, RowMark
from core.texts import tidy
from core.workspace.blocks import edits_for
from core.workspace.clip.own_words import without_words
from core.workspace.sheets_in.form_in import FormIn, alike
from core.workspace.sheets_in.rows_in import RowsIn, row_name
from core.workspace.sheets_in.told import Told
from core.workspace.typing_in import is_open

_LABEL = "读入工作簿的改动"


@dataclass(frozen=True, slots=True)
class Reading:
    """A package from a workbook. Rows missing in the sheets are still there: `gone` asks."""

    file: str
    document: Document
    notes: tuple[Mistake, ...]
    gone: tuple[str, ...]
    gone_names: tuple[str, ...]  # the missing rows as a person would name them

    def gone_note(self, removed: bool) -> Mistake:
        """What is told about the missing rows."""
        names = self.gone_names
        rows = f"{len(names)} 行（{'、'.join(names[:5])}{'等' * (len(names) > 5)}）"
        if removed:
            return Mistake(INFORMATION, f"表上少了 {rows}，已照样删去。", "", self.file)
        says = f"表上少了 {rows}，没有删去，照导出时的保留。"
        return Mistake("W223", says, "确要删去，请打开自评后再删。", self.file)

    def remove_gone(self) -> None:
        """Delete what was deleted in the sheets."""
        edits = tuple(RemoveRow(row) for row in self.gone)
        self.document.apply(Together(edits, "删除表上删去的行"))


def read_workbook(path: Path, library: Library) -> Reading:
    """Read a workbook this program has exported; raises Unreadable for any other."""
    sheets = read_sheets(path)
    marks = _marks(path.name, sheets)
    loaded = load(marks.data, library)
    return _Reader(loaded.document, marks, sheets, Told(path.name)).reading(loaded.notes)


def _marks(file: str, sheets: Sequence[Sheet]) -> Marks:
    page = next((sheet for sheet in sheets if sheet.name == MARKS_TAB), None)
    if page is None:
        raise refused(
            file,
            "W205",
            "不是自评通导出的工作簿，或者里面的对照页被删掉了，不能读回。",
            "请打开自评通导出的工作簿；别人的表可以复制后粘贴到自评里。",
        )
    marks = Marks.read(page.lines())
    if marks is None:
        raise refused(
            file,
            "W206",
            "里隐藏的对照页被改动过，不能读回。",
            "请从自评通重新导出一份，再把改动填进去。",
        )
    return marks


class _Reader:
    """One workbook being taken over."""

    def __init__(
        self, document: Document, marks: Marks, sheets: Sequence[Sheet], told: Told
    ) -> None:
        self._document = document
        self._pack: Pack = document.pack
        self._base = document.snapshot
        self._told = told
        self._grids = {_key(document.snapshot, grid): grid for grid in self._all_grids()}
        self._forms = list(self._find(marks, sheets))
        self._late: list[tuple[Cell, str]] = []
        self._counts: dict[str, int] = {}

    def reading(self, notes: Iterable[Mistake]) -> Reading:
        """Everything in turn: what was typed, rows that came, what follows from others, the rest.

        A figure that other figures give is looked at last: it may have become right by itself.
        """
        early: list[tuple[Cell, str]] = []
        for form, grid, same in self._forms:
            early += self._changes(form, grid, same)
        self._apply(edits_for(self._document.snapshot, early))
        added = self._add_rows()
        self._follow()
        gone = self._gone()
        for form, _, _ in self._forms:
            tab = form.mark.tab
            self._told.done(tab, self._counts.get(tab, 0), added.get(tab, 0))
        notes = (*notes, *self._told.notes())
        names = tuple(row_name(self._base, self._pack, row) for row in gone)
        return Reading(self._told.file, self._document, notes, gone, names)

    # ------------------------------------------------ which sheet is which form

    def _all_grids(self) -> Iterable[Grid]:
        return build_all(self._pack, self._document.snapshot)

    def _find(
        self, marks: Marks, sheets: Sequence[Sheet]
    ) -> Iterable[tuple[FormIn, Grid | None, bool]]:
        """Each form with its sheet, as it would look now, and whether that is as it looked."""
        cells: dict[int, list[CellMark]] = {}
        for cell in marks.cells:
            cells.setdefault(cell.form, []).append(cell)
        pages: dict[int, list[Sheet]] = {}
        for sheet in sheets:
            for number in _numbers(sheet):
                pages.setdefault(number, []).append(sheet)
        for mark in marks.forms:
            found = pages.get(mark.number, [])
            if not found:
                self._told.add(mark.tab, "W210")
                continue
            if len(found) > 1:
                self._told.add(mark.tab, "W212", *(sheet.name for sheet in found[1:]))
            form = FormIn(mark, cells.get(mark.number, ()), found[0])
            if not form.has_its_columns:
                self._told.add(mark.tab, "W211")
                continue
            grid = self._grids.get((mark.form, mark.copy))
            yield form, grid, grid is not None and self._is_same(form, grid)

    def _is_same(self, form: FormIn, grid: Grid) -> bool:
        """Is the form laid out as when it was exported? A newer pack may have changed it."""
        state = self._document.snapshot
        return len(form.cells) == len(grid.cells) and all(
            (mark.row, mark.col, mark.rows, mark.cols, mark.reference, mark.part)
            == (cell.row, cell.col, cell.rows, cell.cols, _reference(state, cell), cell.part)
            for mark, cell in zip(form.cells, grid.cells, strict=True)
        )

    # ------------------------------------------------ cells

    def _changes(self, form: FormIn, grid: Grid | None, same: bool) -> Iterable[tuple[Cell, str]]:
        """The cells of a form in which something else was typed; others are told or put off."""
        state, tab = self._document.snapshot, form.mark.tab
        cells = {_spot(state, cell): cell for cell in grid.cells} if grid is not None else {}
        lines: frozenset[int] = frozenset()
        if same and grid is not None:
            lines = RowsIn(self._pack, state, grid, form, self._told).empty_lines
        for mark, now in form.changed():
            cell = cells.get((mark.reference, mark.part))
            if now.fault:
                self._told.add(tab, "W214", f"{mark.address}（{now.fault}）")
            elif not mark.reference:
                if mark.row not in lines:
                    self._told.add(tab, "W215", mark.address)
            elif cell is None:
                self._told.add(tab, "W217", mark.address)
            elif not is_open(self._pack, state, cell):
                self._told.add(tab, "W216", mark.address)
            else:
                text = _typed(state, cell, mark.shown, now.text)
                if text is None:
                    self._told.add(tab, "W215", mark.address)
                    continue
                self._counts[tab] = self._counts.get(tab, 0) + 1
                if _follows(state, cell):
                    self._late.append((cell, text))
                else:
                    yield cell, text
        if moved := form.regrouped():
            self._told.add(tab, "W220", *(mark.address for mark in moved))
        if not form.in_order:
            self._told.add(tab, "W221")

    def _follow(self) -> None:
        """Cells that follow others, one per fact at a time: the first may settle the next."""
        late = self._late
        while late:
            first: dict[object, tuple[Cell, str]] = {}
            rest: list[tuple[Cell, str]] = []
            for cell, text in late:
                if first.setdefault(cell.ref, (cell, text)) != (cell, text):
                    rest.append((cell, text))
            state = self._document.snapshot
            now = {(cell.placement, cell.part): cell for cell in _cells(self._all_grids())}
            pairs = [
                (here, text)
                for cell, text in first.values()
                if (here := now.get((cell.placement, cell.part))) is not None
                and not alike(without_words(here, here.text), text)
            ]
            self._apply(edits_for(state, pairs))
            late = rest

    def _apply(self, edits: Sequence[Edit]) -> None:
        if edits:
            self._document.apply(Together(tuple(edits), _LABEL))

    # ------------------------------------------------ rows

    def _add_rows(self) -> dict[str, int]:
        """Add the rows that were inserted; how many for each form."""
        state = self._document.snapshot
        taken: set[tuple[str, str]] = set()
        counts: dict[str, int] = {}
        for form, grid, same in self._forms:
            tab = form.mark.tab
            if not same or grid is None:
                rows = [row for _, run in form.new_rows() for row in run]
                if rows:
                    self._told.add(tab, "W213", *(f"第{row}行" for row in rows))
                continue
            added = list(RowsIn(self._pack, state, grid, form, self._told).added(taken))
            self._apply(added)
            counts[tab] = len(added)
        return counts

    def _gone(self) -> tuple[str, ...]:
        """Rows that were deleted in a sheet; whether they go is for a person to say."""
        gone: dict[str, None] = {}
        for form, grid, same in self._forms:
            if same and grid is not None:
                tables = RowsIn(self._pack, self._base, grid, form, self._told)
                gone |= dict.fromkeys(tables.gone())
        return tuple(gone)


def _numbers(sheet: Sheet) -> set[int]:
    """The forms whose rows are marked on a sheet."""
    found = (RowMark.read(cell.text) for cell in sheet.cells.values())
    return {mark.form for mark in found if mark is not None}


def _key(state: Snapshot, grid: Grid) -> tuple[str, str]:
    return grid.form, row_text(state, grid.copy) if grid.copy else ""


def _reference(state: Snapshot, cell: Cell) -> str:
    return placement_text(state, cell.placement) if cell.placement is not None else ""


def _spot(state: Snapshot, cell: Cell) -> tuple[str, str]:
    return _reference(state, cell), cell.part


def _cells(grids: Iterable[Grid]) -> Iterable[Cell]:
    return (cell for grid in grids for cell in grid.cells if cell.placement is not None)


def _follows(state: Snapshot, cell: Cell) -> bool:
    """Does a cell show what stands elsewhere, or what is computed?"""
    assert cell.ref is not None
    computed = state.entered_value(cell.ref).is_blank and not state.value(cell.ref).is_blank
    return not cell.home or computed


def _typed(state: Snapshot, cell: Cell, shown: str, text: str) -> str | None:
    """A cell's new text as it is typed into the form; None when only the form's words changed."""
    assert cell.ref is not None
    raw = tidy(state.value(cell.ref).raw)
    alone = bool(cell.before or cell.after or cell.part) or cell.placement in state.printed
    if alone or cell.kind is not Kind.TEXT or shown.count(raw) != 1 or shown == raw:
        return without_words(cell, text)
    before, _, after = shown.partition(raw)  # 产出指标（50分）: the points follow other cells
    if len(text) >= len(before + after) and text.startswith(before) and text.endswith(after):
        return text[len(before) : len(text) - len(after)]
    return None if text.startswith(before + raw) else text
