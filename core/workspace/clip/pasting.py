"""Pasting: what pasting a block onto a form would do, what must be asked and told before.

Nothing is changed here: a Plan holds one edit; an answer makes another Plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from core.facts.edits import Edit, SetValue, Together
from core.facts.model import Snapshot
from core.facts.values import Kind
from core.forms.settings import Settings
from core.layout.grid import Cell, Grid
from core.texts import tidy
from core.workspace.blocks import edits_for
from core.workspace.clip.blocks import Block
from core.workspace.clip.floor import Line, from_column, level_of, lines_of
from core.workspace.clip.growing import Extra, new_rows
from core.workspace.clip.labels import Names, goes_on, in_place, key_of, land_by_name, names_in
from core.workspace.clip.landing import Landing, fill, land
from core.workspace.clip.own_words import own_words, without_words
from core.workspace.clip.regrouping import Regrouping, regrouping
from core.workspace.clip.wording import (
    BY_NAME,
    MERGED,
    MONEY,
    ROWS,
    YES,
    Found,
    Question,
    questions,
    told,
)
from core.workspace.clip.yuan import in_unit, look_like_yuan
from core.workspace.open_report import OpenReport
from core.workspace.stretches import Stretch, stretch_at
from core.workspace.typing_in import is_open

LABEL = "粘贴"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a paste does; questions not yet answered are taken as proposed."""

    edit: Edit | None
    filled: int  # cells that show what was pasted, old and new ones
    questions: tuple[Question, ...]
    told: tuple[str, ...]
    _paste: _Paste

    def with_answer(self, question: str, choice: str) -> Plan:
        """The plan after one question is answered."""
        answers = {**self._paste.answers, question: choice}
        return _plan(replace(self._paste, answers=answers))


def paste_plan(
    report: OpenReport,
    grid: Grid,
    at: Cell,
    selected: Sequence[Sequence[Cell | None]],
    block: Block,
) -> Plan:
    """What pasting a block with its corner on a cell does.

    A single value goes into every selected cell.
    """
    words = own_words(report.pack, report.snapshot, grid)
    return _plan(_Paste(report, grid, at, selected, block.reworded(words)))


@dataclass(frozen=True)
class _Paste:
    """One paste: what is given, and what follows from it."""

    report: OpenReport
    grid: Grid
    at: Cell
    selected: Sequence[Sequence[Cell | None]]
    block: Block
    answers: Mapping[str, str] = field(default_factory=dict)

    def says(self, question: str) -> bool:
        return self.answers.get(question, YES) == YES

    def is_open(self, cell: Cell) -> bool:
        return is_open(self.report.pack, self.report.snapshot, cell)

    def is_level(self, cell: Cell) -> bool:
        return level_of(self.report.pack, self.report.snapshot, cell)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.grid)

    @cached_property
    def stretch(self) -> Stretch | None:
        """The table the paste begins in: in its header or its rows."""
        found = stretch_at(self.report.pack, self.report.snapshot, self.grid, self.at.row)
        return found if found is not None and self.at.row <= found.last else None

    @cached_property
    def unit(self) -> str:
        settings = Settings(self.report.pack.settings, self.report.snapshot.settings)
        return settings.text("金额单位") or "万元"

    @cached_property
    def placed(self) -> tuple[Landing, Extra | None]:
        """By position: in a table no further than its last row; what is left may be added."""
        landing, block = Landing(self.is_level), self.block
        put = partial(land, landing, self.lines, block, self.at)
        end = len(self.lines)
        if self.at.row <= self.grid.framed[1]:
            end = self.grid.framed[1] + 1
        stretch = self.stretch
        if stretch is None:
            put(range(self.at.row, end), block.height)
            landing.below = block.height - landing.rest
            return landing, None
        under = stretch.last + 1
        line = from_column(self.lines[under], self.at.col) if under < end else ()
        table = goes_on(block, line, self.is_open)
        put(range(self.at.row, under - stretch.empty), table)
        first, landing.rest = landing.rest, table
        lines = block.lines[first:table]
        put(range(under, end), block.height)
        landing.below = block.height - landing.rest
        while lines and not any(tidy(spot.text) for spot in lines[-1]):
            lines = lines[:-1]
        if not lines:
            return landing, None
        like = from_column(self.lines[stretch.last], self.at.col)
        return landing, Extra(stretch, like, lines, first)

    @cached_property
    def last_levels(self) -> dict[str, str]:
        """What the last row of the table will hold in its levels."""
        assert self.stretch is not None
        pairs, state = self.placed[0].pairs, self.report.snapshot
        return {
            cell.ref.name: pairs.get(cell, tidy(state.value(cell.ref).raw))
            for cell in self.lines[self.stretch.last]
            if cell.ref is not None and self.is_level(cell)
        }

    @cached_property
    def regrouping(self) -> Regrouping | None:
        """How the levels would be merged, when rows land in the merged cells of others."""
        landing, stretch = self.placed[0], self.stretch
        if stretch is None or not stretch.grows or not any(map(self.is_level, landing.clashes)):
            return None
        levels = self.report.pack.table(stretch.path).levels
        start = (self.at.row, self.at.col)
        return regrouping(self.report.snapshot, levels, stretch, self.lines, self.block, *start)

    @cached_property
    def names(self) -> Names | None:
        """The names of rows the block brings along, unless they stand where they belong."""
        names = names_in(self.block, self.lines, self.is_open)
        if names is None or in_place(names, self.block, self.placed[0]):
            return None
        return names


def _plan(paste: _Paste) -> Plan:
    only, several = paste.block.only, sum(map(len, paste.selected)) > 1
    if only is not None and several:
        return _settled(paste, Found(fill(paste.selected, only), paste.unit))
    names = paste.names if only is None else None
    if names is not None and paste.says(BY_NAME):
        args = (paste.block, paste.lines, paste.at, paste.is_open, paste.is_level)
        return _settled(paste, Found(land_by_name(names, *args), paste.unit, names))
    landing, extra = paste.placed
    return _settled(paste, Found(landing, paste.unit, names, extra, paste.regrouping))


def _settled(paste: _Paste, found: Found) -> Plan:
    """The edit of what was found, with what is asked and told about it."""
    report = paste.report
    regroup = found.regrouping if paste.says(MERGED) else None
    grown = found.growing if paste.says(ROWS) else None
    opened = {cell: text for cell, text in found.landing.pairs.items() if paste.is_open(cell)}
    fresh = {
        cell: text
        for cell, text in opened.items()
        if text != tidy(cell.text) and not (regroup is not None and paste.is_level(cell))
    }
    added = found.growing.cells() if found.growing is not None else []
    found = replace(
        found,
        closed=sum(
            bool(text) and cell not in opened and not _same(text, cell.text)
            for cell, text in found.landing.pairs.items()
        ),
        example=look_like_yuan(report.pack, report.snapshot, [*fresh.items(), *added], found.unit),
    )
    write = partial(_written, unit=found.unit if found.example and paste.says(MONEY) else "")
    edits = edits_for(report.snapshot, [(cell, write(cell, text)) for cell, text in fresh.items()])
    if regroup is not None:
        edits = [*regroup.edits(), *(_by_row(report.snapshot, edit) for edit in edits)]
    if grown is not None:
        last = regroup.last if regroup is not None else paste.last_levels
        edits += new_rows(report.pack, grown, last, write)
    filled = sum(bool(text or tidy(cell.text)) for cell, text in opened.items())
    asked = [question for question in questions(found) if question.id not in paste.answers]
    return Plan(
        Together(tuple(edits), LABEL) if edits else None,
        filled + (len(grown.cells()) if grown is not None else 0),
        tuple(asked),
        tuple(told(found, paste.says)),
        paste,
    )


def _by_row(snapshot: Snapshot, edit: Edit) -> Edit:
    """An edit that finds its cell also after merged cells have become others."""
    if not isinstance(edit, SetValue):
        return edit
    return SetValue(edit.ref._replace(holder=snapshot.first_row(edit.ref.holder)), edit.raw)


def _same(pasted: str, label: str) -> bool:
    """Is a pasted text what the form has printed there, perhaps spelt another way?"""
    name = key_of(pasted)
    return name == key_of(label) if name else "".join(pasted.split()) == "".join(label.split())


def _written(cell: Cell, text: str, unit: str) -> str:
    """A pasted text as it is typed into a cell."""
    text = without_words(cell, text)
    money = bool(unit) and cell.kind is Kind.MONEY
    return in_unit(text, unit) if money else text
