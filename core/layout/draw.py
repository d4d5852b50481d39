"""Draw: a planned page becomes lines and texts at their places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from core.layout.breaking import Line
from core.layout.drawing import A4, MM, Drawing, Item, Rule, Text
from core.layout.faces import Face
from core.layout.glyphs import count, runs
from core.layout.glyphs import width as glyph_width
from core.layout.grid import Align, Grid, Role
from core.layout.measure import LINE_PITCH, PADDING_MM, ROOM_MM
from core.layout.pages import PagePlan, Piece

ASCENT = 0.88  # of the type size: a Chinese character stands so high above its baseline
MOST_SPREAD = 0.3  # of the type size: with wider gaps a justified line would look torn
LINE_WIDTH = 0.5  # pt
Segments = dict[float, list[tuple[float, float]]]


def draw(grid: Grid, plan: PagePlan, label: str = "", level: int = 0) -> Drawing:
    """One page of a form."""
    width, height = A4[::-1] if grid.landscape else A4
    left = (width - grid.width * MM) / 2
    return Drawing(width, height, tuple(drawn_at(grid, plan, left, plan.margin * MM)), label, level)


def drawn_at(grid: Grid, plan: PagePlan, left: float, top: float) -> Iterator[Item]:
    """What of a form stands on one page, its upper left corner there."""
    edges = [left + edge * MM for edge in accumulate(grid.lattice, initial=0)]
    yield from _frame(grid, plan, edges, top)
    for piece in plan.pieces:
        yield from _texts(grid, piece, edges, top)


# ---------------------------------------------------------------- the frame


def _frame(grid: Grid, plan: PagePlan, edges: list[float], top: float) -> Iterator[Rule]:
    """The lines around all cells; where two cells meet there is one line, as long as it goes."""
    across: Segments = {}
    down: Segments = {}
    for piece in plan.pieces:
        cell = piece.cell
        if not cell.framed:
            continue
        x1, x2 = _round(edges[cell.col]), _round(edges[cell.col + cell.cols])
        y1, y2 = _round(top + piece.top * MM), _round(top + (piece.top + piece.height) * MM)
        for y in (y1, y2):
            across.setdefault(y, []).append((x1, x2))
        for x in (x1, x2):
            down.setdefault(x, []).append((y1, y2))
    for y, pieces in sorted(across.items()):
        for x1, x2 in _joined(pieces):
            yield Rule(x1, y, x2, y, LINE_WIDTH)
    for x, pieces in sorted(down.items()):
        for y1, y2 in _joined(pieces):
            yield Rule(x, y1, x, y2, LINE_WIDTH)


def _joined(pieces: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches of one line, those that touch made one."""
    begin, end = None, 0.0
    for first, last in sorted(pieces):
        if begin is None:
            begin, end = first, last
        elif first <= end:
            end = max(end, last)
        else:
            yield begin, end
            begin, end = first, last
    if begin is not None:
        yield begin, end


def _round(length: float) -> float:
    return round(length, 2)


# ---------------------------------------------------------------- texts


def _texts(grid: Grid, piece: Piece, edges: list[float], top: float) -> Iterator[Text]:
    """The lines of a cell, centred between its upper and lower edge."""
    cell = piece.cell
    face, size = grid.face_of(cell), grid.size_of(cell)
    pitch = size * LINE_PITCH
    x = edges[cell.col] + PADDING_MM / 2 * MM
    room = edges[cell.col + cell.cols] - edges[cell.col] - PADDING_MM * MM
    above = ROOM_MM / 2 * MM
    if not piece.flows and cell.role is not Role.NOTE:
        above = (piece.height * MM - len(piece.lines) * pitch) / 2
    y = top + piece.top * MM + above + (pitch - size) / 2 + size * ASCENT
    for number, line in enumerate(piece.lines):
        yield from set_line(line, face, size, x, y + number * pitch, room, cell.align)


def set_line(
    line: Line,
    face: Face,
    size: float,
    x: float,
    y: float,
    room: float,
    align: Align,
    tracking: float = 0.0,
) -> Iterator[Text]:
    """One line at its place; of running text all lines but a paragraph's last fill the room."""
    spread = tracking
    slack = room - line.width + tracking  # behind the last character there is none
    text = line.text.rstrip()
    gaps = count(face, text) - 1
    if align is Align.CENTER:
        x += slack / 2
    elif align is Align.RIGHT:
        x += slack
    elif not line.ends and gaps > 0 and slack / gaps <= size * MOST_SPREAD:
        spread += max(0.0, slack / gaps)
    yield from set_text(text, face, size, x, y, spread)


def set_text(
    text: str, face: Face, size: float, x: float, y: float, spread: float = 0.0
) -> Iterator[Text]:
    """A text in its face, with the help of others for what that face lacks."""
    for own, piece in runs(face, text):
        if piece.strip():
            yield Text(_round(x), _round(y), own, size, piece, round(spread, 4))
        x += glyph_width(own, piece, size) + spread * len(piece)
