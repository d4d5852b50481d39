"""Regrouping: the merged cells of the levels (一级指标 …) as the copied rows have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.facts.edits import Edit, MergeCells, SetValue, SplitCells
from core.facts.model import Ref, Snapshot
from core.texts import tidy
from core.workspace.clip.blocks import Block
from core.workspace.clip.floor import Line, from_column
from core.workspace.stretches import Stretch


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What the rows of a table are to be merged into: all that the merged cells reach."""

    rows: tuple[str, ...]
    levels: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]  # level -> its text on each row
    apart: dict[str, tuple[bool, ...]]  # level -> does a cell begin on this row?
    split: tuple[str, ...]  # merged cells to be taken apart first
    last: dict[str, str]  # level -> its text on the last pasted row

    def edits(self) -> list[Edit]:
        """Take apart, join anew from the first level down, and write the texts."""
        made: list[Edit] = [SplitCells(group) for group in self.split]
        for level in self.levels:
            starts = [number for number, apart in enumerate(self.apart[level]) if apart]
            for start, end in zip(starts, [*starts[1:], len(self.rows)], strict=True):
                run = self.rows[start:end]
                if len(run) > 1:
                    made.append(MergeCells(level, run))
                made.append(SetValue(Ref(level, "", run[0]), self.texts[level][start]))
        return made


def regrouping(
    snapshot: Snapshot,
    levels: Sequence[str],
    stretch: Stretch,
    lines: Sequence[Line],
    block: Block,
    top: int,
    col: int,
) -> Regrouping | None:
    """How the levels a block brings along would be merged; None when it brings none.

    Row n of the block belongs to grid row top + n.
    """
    ids = snapshot.siblings(stretch.table, stretch.owner)
    begin = max(top, stretch.first)
    given = dict(zip(ids[begin - stretch.first :], block.lines[begin - top :], strict=False))
    starts = [cell.col for cell in from_column(lines[begin], col)]
    place = {
        pattern.name: starts.index(at)
        for at, pattern in stretch.fields.items()
        if pattern.name in levels and at in starts
    }
    mine = tuple(level for level in levels if level in place)
    if not mine or not given:
        return None
    below = tuple(levels[list(levels).index(mine[0]) :])  # a split goes down through all of them
    split = tuple(dict.fromkeys(snapshot.cover[row, mine[0]] for row in given))
    rows = tuple(row for group in split for row in snapshot.groups[group].rows)
    texts: dict[str, tuple[str, ...]] = {}
    apart: dict[str, tuple[bool, ...]] = {}
    first = next(iter(given))
    higher = [False] * len(rows)
    for level in below:
        groups = [snapshot.cover[row, level] for row in rows]
        said: list[str] = []
        begins: list[bool] = []
        was_own = False  # does the row above keep the text it has?
        for number, row in enumerate(rows):
            text = tidy(snapshot.value(Ref(level, "", groups[number])).raw)
            own = row not in given or level not in place
            if not own:
                new = tidy(given[row][place[level]].text) if place[level] < len(given[row]) else ""
                text = new or (text if row == first else said[-1])
            other = groups[number] != groups[number - 1] if own and was_own else [text] != said[-1:]
            said.append(text)
            begins.append(not number or other or higher[number])
            was_own = own
        texts[level], apart[level] = tuple(said), tuple(begins)
        higher = begins
    last = rows.index(list(given)[-1])
    return Regrouping(
        rows, below, texts, apart, split, {level: texts[level][last] for level in mine}
    )
