"""Plain table: rows of texts as a Grid; for lists that are no form of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from core.layout.breaking import widest_piece
from core.layout.faces import Face
from core.layout.grid import LEAST_ROW, TEXT_SIZE, Align, Band, Cell, Grid, Role
from core.layout.heights import row_heights
from core.layout.measure import MM_PER_PT, PADDING_MM, text_width

LEAST_COLUMN = 5  # mm: one character with its padding
ROUNDING = 1.0  # mm: whole columns must not break what just fits
MOST_COLUMNS = 30  # more cannot be shown side by side; LEAST_COLUMN times this fits on any page


def plain_table(name: str, rows: Sequence[Sequence[str]], width: int) -> Grid:
    """A table as wide as told (mm), columns by what stands in them; the first row is its head.

    A column of short texts is centred, one that needs several lines begins at the left.
    """
    columns = list(zip(*rows, strict=True))
    needs = [max(map(_natural, column)) for column in columns]
    words = [max(map(_longest_word, column)) for column in columns]
    lattice = column_widths(needs, words, width)
    aligns = [
        Align.CENTER if need <= wide + ROUNDING else Align.LEFT
        for need, wide in zip(needs, lattice, strict=True)
    ]
    cells = tuple(
        Cell(
            row,
            col,
            1,
            1,
            text,
            Role.FACT if row else Role.LABEL,
            aligns[col] if row else Align.CENTER,
        )
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    last = len(rows) - 1
    return Grid(
        form=name,
        copy="",
        name=name,
        label="",
        lattice=lattice,
        landscape=False,
        printed=True,
        size=TEXT_SIZE,
        heights=row_heights(cells, lattice, [LEAST_ROW] * len(rows)),
        cells=cells,
        bands=(Band(0, last, 1),),
        blocks=((0, last),),
        framed=(0, last),
    )


def column_widths(needs: Sequence[float], words: Sequence[float], width: int) -> tuple[int, ...]:
    """Whole mm that make up the width: every column has room for its longest word where all can;
    of the rest, what is short gets what it needs, and the others share.

    When all have what they need, what is left over is spread evenly.
    """
    found = [float(LEAST_COLUMN)] * len(needs)
    if sum(max(LEAST_COLUMN, word) for word in words) <= width:
        found = [max(LEAST_COLUMN, word) for word in words]
    left = width - sum(found)
    wishes = [max(0.0, need - has) for need, has in zip(needs, found, strict=True)]
    for done, at in enumerate(sorted(range(len(needs)), key=lambda at: wishes[at])):
        more = min(wishes[at], left / (len(needs) - done))
        found[at] += more
        left -= more
    ends = [round(end) for end in accumulate(wide + left / len(needs) for wide in found)]
    return tuple(end - begin for begin, end in pairwise([0, *ends]))


def _natural(text: str) -> float:
    return text_width(text, TEXT_SIZE) + PADDING_MM + ROUNDING


def _longest_word(text: str) -> float:
    return widest_piece(text, Face.SONG, TEXT_SIZE) * MM_PER_PT + PADDING_MM + ROUNDING
