"""Letter pages: the rows and tables of a report on A4, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from core.layout.draw import drawn_at
from core.layout.drawing import A4, MM, Drawing, Item, Mark
from core.layout.letter import Letter
from core.layout.letter_rows import (
    BELOW_TABLE,
    LEFT,
    PITCH,
    ROWS,
    SIZE,
    TOP,
    Row,
    Table,
    rows_high,
    rows_of,
    texts_at,
)
from core.layout.pages import paginate_within

MARK_LENGTH = 60  # characters of a heading in the list of bookmarks


def letter_pages(letter: Letter) -> tuple[Drawing, ...]:
    """The pages of a report, without their numbers; the last bears name and date."""
    return _Pages(letter).drawn()


class _Pages:
    """Fills page after page with rows."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.items: list[Item] = []
        self.marks: list[Mark] = []
        self.used = 0  # rows of this page
        self.done: list[Drawing] = []

    def drawn(self) -> tuple[Drawing, ...]:
        parts = rows_of(self.letter)
        bound = False  # to the row before
        for at, part in enumerate(parts):
            if not bound and self.used + _together(parts, at) > ROWS:
                self._turn()
            if isinstance(part, Row):
                self._row(part)
            else:
                self._table(part)
            bound = isinstance(part, Row) and part.keep
        self._turn()
        return tuple(self.done)

    def _turn(self) -> None:
        if self.used:
            label = "" if self.done else self.letter.heading
            self.done.append(Drawing(*A4, tuple(self.items), label, marks=tuple(self.marks)))
        self.items, self.marks, self.used = [], [], 0

    def _row(self, row: Row) -> None:
        if self.used == ROWS:
            self._turn()
        top = TOP + self.used * PITCH
        self.items += texts_at([(top, row)])
        if row.mark:
            self.marks.append(Mark(row.mark[:MARK_LENGTH], top))
        self.used += 1

    def _table(self, table: Table) -> None:
        if self.used + table.least > ROWS:
            self._turn()
        page = ROWS * PITCH / MM
        plans = paginate_within(table.grid, page, page - self.used * PITCH / MM)
        for number, plan in enumerate(plans):
            if number:
                self._turn()
            rows = min(rows_high(plan.height), ROWS - self.used)
            top = TOP + self.used * PITCH
            if self.used and len(plans) == 1:
                top += _centring(rows * PITCH - plan.height * MM)
            self.items += drawn_at(table.grid, plan, LEFT, top)
            self.used += rows


def _centring(free: float) -> float:
    """How far a table moves so that as much room is above it as below."""
    above = PITCH - SIZE  # under the characters of the row before
    return max((free - above) / 2, BELOW_TABLE * MM - above)


def _together(parts: Sequence[Row | Table], at: int) -> int:
    """How many rows must be on one page from here on; what fills more than a page may part."""
    rows = 0
    for part in parts[at:]:
        rows += 1 if isinstance(part, Row) else part.least
        if rows >= ROWS or isinstance(part, Table) or not part.keep:
            break
    return min(rows, ROWS)
