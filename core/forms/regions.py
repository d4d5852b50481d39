"""Regions: merge marks (^ and <) in a block of cells become rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.forms.schema import CellSpec


@dataclass(frozen=True, slots=True)
class Region:
    """One visible cell of a block, in the block's own rows and columns."""

    row: int
    col: int
    rows: int
    cols: int
    cell: CellSpec


@dataclass(frozen=True, slots=True)
class BadMerge:
    """A merge mark that does not make a rectangle."""

    row: int
    col: int
    says: str


def regions(lines: Sequence[Sequence[CellSpec]]) -> tuple[list[Region], list[BadMerge]]:
    """The visible cells of a block; all lines have the same number of cells."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    bad: list[BadMerge] = []
    for r, line in enumerate(lines):
        for c, cell in enumerate(line):
            if cell.merge == "^" and r == 0:
                bad.append(BadMerge(r, c, "这一块的第一行不能写“^”，上面没有格子可以合并。"))
                owner[r, c] = (r, c)
            elif cell.merge == "<" and c == 0:
                bad.append(BadMerge(r, c, "一行的第一格不能写“<”，左边没有格子可以合并。"))
                owner[r, c] = (r, c)
            elif cell.merge == "^":
                owner[r, c] = owner[r - 1, c]
            elif cell.merge == "<":
                owner[r, c] = owner[r, c - 1]
            else:
                owner[r, c] = (r, c)
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, top in owner.items():
        members.setdefault(top, []).append(place)
    found = []
    for (r, c), places in sorted(members.items()):
        height = max(row for row, _ in places) - r + 1
        width = max(col for _, col in places) - c + 1
        if len(places) != height * width or min(col for _, col in places) < c:
            bad.append(BadMerge(r, c, "从这一格合并出来的不是一个长方形。"))
        found.append(Region(r, c, height, width, lines[r][c]))
    return found, bad
