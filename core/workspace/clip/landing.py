"""Landing: which text of a block comes to stand in which cell, counted by visible cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from core.layout.grid import Cell
from core.texts import tidy
from core.workspace.clip.blocks import Block, Spot
from core.workspace.clip.floor import Line, from_column

IsLevel = Callable[[Cell], bool]  # 一级指标 and the like: its text holds for every row below


@dataclass(slots=True)
class Landing:
    """Texts on their cells, and what found no place."""

    is_level: IsLevel
    pairs: dict[Cell, str] = field(default_factory=dict)
    source: dict[Cell, Spot] = field(default_factory=dict)
    clashes: list[Cell] = field(default_factory=list)  # further, other texts for a merged cell
    over: int = 0  # columns that found no place on the right
    rest: int = 0  # the first row of the block that has not been put down
    below: int = 0  # rows that found no place below

    def put(self, spots: Sequence[Spot], number: int, targets: Line, top: int) -> None:
        """Row `number` of a block onto the cells of one line; the paste begins at row `top`."""
        for spot, cell in zip(spots, targets, strict=False):
            self._put(spot, number, cell, top)
        left_over = [n for n, spot in enumerate(spots[len(targets) :], 1) if tidy(spot.text)]
        self.over = max([self.over, *left_over])

    def _put(self, spot: Spot, number: int, cell: Cell, top: int) -> None:
        text = tidy(spot.text)
        known = self.pairs.get(cell)
        if known is not None:
            if spot.row == number and text not in ("", known):
                self.clashes.append(cell)
        elif spot.row < number and not self.is_level(cell):
            pass  # merged there, not here: the value counts once
        elif text or cell.row >= top:  # a blank says nothing about a cell that begins above
            self.pairs[cell] = text
            self.source[cell] = spot


def land(
    landing: Landing, lines: Sequence[Line], block: Block, at: Cell, rows: range, upto: int
) -> None:
    """Put the rows of a block, as far as `upto`, on grid rows, from the cursor's column on."""
    row = rows.start
    while landing.rest < upto and row < rows.stop:
        spots = block.lines[landing.rest]
        targets = from_column(lines[row], at.col)
        touched = targets[: len(spots)]
        high = min((cell.row + cell.rows - row for cell in touched), default=1)
        take = high if _likewise(block, landing.rest, high) else 1
        first, landing.rest = landing.rest, min(landing.rest + take, upto)
        for number in range(first, landing.rest):
            landing.put(block.lines[number], number, targets, at.row)
        row += high


def _likewise(block: Block, first: int, high: int) -> bool:
    """Do the rows of a block belong together the way one merged cell does?"""
    above = {spot.col: tidy(spot.text) for spot in block.lines[first]}
    return all(
        spot.row <= first or tidy(spot.text) in ("", above.get(spot.col))
        for line in block.lines[first + 1 : first + high]
        for spot in line
    )


def fill(selected: Sequence[Sequence[Cell | None]], spot: Spot) -> Landing:
    """One copied value into every selected cell."""
    landing = Landing(lambda _: False)
    for cell in _cells(selected):
        landing.pairs[cell] = tidy(spot.text)
        landing.source[cell] = spot
    return landing


def _cells(selected: Sequence[Sequence[Cell | None]]) -> Iterator[Cell]:
    return (cell for line in selected for cell in line if cell is not None)
