"""Places: where on the paper a cell stands, and whether a text lies within."""

from __future__ import annotations

from core.layout.draw import ASCENT
from core.layout.drawing import A4, MM, Text
from core.layout.glyphs import width
from core.layout.grid import Grid
from core.layout.pages import PagePlan, Piece

HAIR = 0.1  # pt
Place = tuple[float, float, float, float]  # left, top, right, bottom in pt from the upper left


def length(text: Text) -> float:
    return width(text.face, text.text, text.size) + text.spread * (len(text.text) - 1)


def places(grid: Grid, plan: PagePlan) -> list[tuple[Piece, Place]]:
    """Every piece of a page with its place on the paper."""
    paper = A4[1] if grid.landscape else A4[0]
    left = (paper - grid.width * MM) / 2
    found = []
    for piece in plan.pieces:
        x = left + sum(grid.lattice[: piece.cell.col]) * MM
        y = (plan.margin + piece.top) * MM
        box = (x, y, x + grid.span_width(piece.cell) * MM, y + piece.height * MM)
        found.append((piece, box))
    return found


def inside(text: Text, box: Place) -> bool:
    left, top, right, bottom = box
    return (
        left - HAIR <= text.x
        and text.x + length(text) <= right + HAIR
        and top - HAIR <= text.y - ASCENT * text.size
        and text.y + (1 - ASCENT) * text.size <= bottom + HAIR
    )
