"""Growing: rows a table gets for the rows of a block that it has no line for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.facts.edits import AddRow
from core.facts.reading import join_target
from core.forms.pack import Pack
from core.forms.schema import TARGET_PARTS, Pattern
from core.layout.grid import Cell
from core.texts import tidy
from core.workspace.clip.blocks import Spot
from core.workspace.clip.floor import Line
from core.workspace.stretches import Stretch

Written = Callable[[Cell, str], str]  # a pasted text as it is to be typed into a cell like this


@dataclass(frozen=True, slots=True)
class Extra:
    """Rows of a block for which a table has no line, and the cells they would stand in."""

    stretch: Stretch
    like: Line  # cells of the table's last line, from the column of the paste on
    lines: tuple[tuple[Spot, ...], ...]
    first: int  # the first of them in the block

    def cells(self) -> list[tuple[Cell, str]]:
        """Every text with the kind of cell it is for."""
        return [
            (cell, tidy(spot.text))
            for number, line in enumerate(self.lines, self.first)
            for spot, cell in zip(line, self.like, strict=False)
            if cell.col in self.stretch.fields and spot.row == number and tidy(spot.text)
        ]


def new_rows(pack: Pack, extra: Extra, last: Mapping[str, str], written: Written) -> list[AddRow]:
    """The rows that are added; each joins the merged cells of the row above as in the block.

    `last` is what the table's last row will hold in its levels.
    """
    levels = pack.table(extra.stretch.path).levels
    ties = pack.ties.get(extra.stretch.path, {})
    above = dict.fromkeys(levels, "") | dict(last)
    rows: list[AddRow] = []
    for number, line in enumerate(extra.lines, extra.first):
        given = _given(extra, line, number, written)
        joins = _joins(levels, given, above) if rows or not extra.stretch.empty else 0
        for level in levels[joins:]:
            above[level] = given.get(level, "")
        joined = set(levels[:joins])
        cells = {
            name: text
            for name, text in given.items()
            if text and name not in joined and ties.get(name) not in joined
        }
        table, owner = extra.stretch.table, extra.stretch.owner
        rows.append(AddRow(table, owner, joins=joins if levels else None, cells=cells))
    return rows


def _joins(levels: Sequence[str], given: dict[str, str], above: dict[str, str]) -> int:
    """How many levels a row shares with the one above: those it repeats or leaves blank."""
    for number, level in enumerate(levels):
        if given.get(level, "") not in ("", above[level]):
            return number
    return len(levels)


def _given(extra: Extra, line: Sequence[Spot], number: int, written: Written) -> dict[str, str]:
    """The texts of a row by field, or field@口径; the parts of a target as one text."""
    given: dict[str, str] = {}
    parts: dict[str, dict[str, str]] = {}
    for spot, cell in zip(line, extra.like, strict=False):
        pattern = extra.stretch.fields.get(cell.col)
        if pattern is None:
            continue
        # The rows of a merged cell's block belong to what its first row says.
        text = written(cell, tidy(spot.text)) if spot.row == number else ""
        if pattern.part:
            parts.setdefault(pattern.name, {})[pattern.part] = text
        else:
            given[_name(pattern)] = text
    for name, texts in parts.items():
        given[name] = join_target(*(texts.get(part, "") for part in TARGET_PARTS))
    return given


def _name(pattern: Pattern) -> str:
    return f"{pattern.name}@{pattern.aspect}" if pattern.aspect else pattern.name
