"""Chapter tables: lines with tabs in a text are a table, its cells parted by the tabs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

TAB = "\t"
MOST_ROWS, MOST_COLUMNS = 50, 12


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table; all have as many cells as the longest."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.rows[0])


def blocks(text: str) -> list[str | Table]:
    """The paragraphs and tables of a text; blank lines only part them."""
    found: list[str | Table] = []
    for is_table, lines in groupby(text.split("\n"), key=lambda line: TAB in line):
        if not is_table:
            found += [line for line in lines if line.strip()]
            continue
        rows = [[cell.strip() for cell in line.split(TAB)] for line in lines]
        most = max(map(len, rows))
        found.append(Table(tuple((*row, *[""] * (most - len(row))) for row in rows)))
    return found


def blank_table(rows: int, columns: int) -> str:
    """The lines of a table without words."""
    return "\n".join([TAB * (columns - 1)] * rows)


def cell_from(text: str, at: int, step: int) -> tuple[int, int] | None:
    """The cell after (1) or before (-1) the one the place is in; None where the table ends."""
    spans = _cells(text, at)
    here = next((n for n, (start, end) in enumerate(spans) if start <= at <= end), None)
    if here is None or not 0 <= here + step < len(spans):
        return None
    return spans[here + step]


def _cells(text: str, at: int) -> list[tuple[int, int]]:
    """The cells of the table a place stands in, as stretches of the text."""
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    for is_table, group in groupby(lines, key=lambda pair: TAB in pair[1]):
        members = list(group)
        first, (last, words) = members[0][0], members[-1]
        if is_table and first <= at <= last + len(words):
            return [span for begin, line in members for span in _spans(begin, line)]
    return []


def _spans(start: int, line: str) -> list[tuple[int, int]]:
    found = []
    for cell in line.split(TAB):
        found.append((start, start + len(cell)))
        start += len(cell) + 1
    return found
