"""Labels: a block that brings the names of the form's rows with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from core.layout.grid import Cell
from core.texts import loose, tidy
from core.workspace.clip.blocks import Block
from core.workspace.clip.floor import Line, from_column
from core.workspace.clip.landing import IsLevel, Landing

_NAME_COLUMNS = 3  # names stand on the left of a block
_OF_WHICH = "其中"

IsOpen = Callable[[Cell], bool]


def key_of(text: str) -> str:
    """What two spellings of a row's name have in common; "" for a mere number."""
    key = loose(text)
    key = key.removeprefix(_OF_WHICH) or key
    return "" if all(character in "0123456789.%" for character in key) else key


@dataclass(frozen=True, slots=True)
class Names:
    """Which rows of a block are which lines of the form."""

    column: int  # the visible column of the block that holds the names
    lines: dict[int, tuple[int, Cell]]  # row of the block -> grid row and its label
    unknown: tuple[str, ...]  # names the form does not have

    def says(self) -> str:
        """Some of the names, to be recognised by."""
        return some([cell.text for _, cell in self.lines.values()])


def some(names: Sequence[str]) -> str:
    """The first names of several, in quotes: the names themselves hold 、 and ：."""
    listed = "".join(f"“{''.join(name.split()).rstrip('：:')}”" for name in names[:3])
    return listed + ("等" if len(names) > 3 else "")


Places = dict[str, list[tuple[int, Cell]]]  # name -> grid rows and their labels


def _named(lines: Sequence[Line], is_open: IsOpen) -> Places:
    """The lines one may type into, by the names that stand on their left."""
    places: Places = {}
    for row, line in enumerate(lines):
        labels = list(takewhile(lambda cell: not is_open(cell), line))
        for cell in labels if len(labels) < len(line) else ():
            if cell.rows == 1 and (key := key_of(cell.text)):
                places.setdefault(key, []).append((row, cell))
    return places


def names_in(block: Block, lines: Sequence[Line], is_open: IsOpen) -> Names | None:
    """The names a block brings along; None when most of its rows have none of the form's.

    A name that stands twice on the form counts when it stands as often in the block.
    """
    places = _named(lines, is_open)
    best: Names | None = None
    for column in range(min(_NAME_COLUMNS, block.width - 1)):
        found = _matched(block, column, places)
        if found is not None and (best is None or len(found.lines) > len(best.lines)):
            best = found
    return best


def _matched(block: Block, column: int, form: Places) -> Names | None:
    named = [
        (number, line[column].text)
        for number, line in enumerate(block.lines)
        if column < len(line) - 1 and line[column].row == number and tidy(line[column].text)
    ]
    keys = [key_of(text) for _, text in named]
    found: dict[int, tuple[int, Cell]] = {}
    unknown: list[str] = []
    for place, (number, text) in enumerate(named):
        places = form.get(keys[place], [])
        if places and len(places) == keys.count(keys[place]):
            found[number] = places[keys[:place].count(keys[place])]
        else:
            unknown.append(tidy(text))
    if 2 * len(found) <= len(named):
        return None
    return Names(column, found, tuple(unknown))


def in_place(names: Names, block: Block, landing: Landing) -> bool:
    """Does every name come to stand on its own label already?"""
    return all(
        landing.source.get(cell) is block.lines[number][names.column]
        for number, (_, cell) in names.lines.items()
    )


def land_by_name(
    names: Names, block: Block, lines: Sequence[Line], at: Cell, is_open: IsOpen, level: IsLevel
) -> Landing:
    """Every row of a block onto the line of its name.

    From the column of the cursor when something may be typed there and the columns have room,
    else right of the label.
    """
    rows_named = {number: block.lines[number][names.column + 1 :] for number in names.lines}
    wide = max(len(spots) for spots in rows_named.values())
    room = min(len(from_column(lines[row], at.col)) for row, _ in names.lines.values())
    here = is_open(at) and wide <= room
    landing = Landing(level)
    for number, (row, label) in names.lines.items():
        col = at.col if here else label.col + label.cols
        landing.put(rows_named[number], number, from_column(lines[row], col), row)
    return landing


def goes_on(block: Block, line: Line, is_open: IsOpen) -> int:
    """The first row of a block that is the line of the form under a table, such as 总分.

    The rows before it belong to the table; without such a row all of them do.
    """
    key = key_of(line[0].text) if line and not is_open(line[0]) else ""
    for number, spots in enumerate(block.lines):
        if key and key == key_of(spots[0].text):
            return number
    return block.height
