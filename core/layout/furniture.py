"""Furniture: what stands on a page beside its form: the page number, the mark of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.layout.drawing import MM, Drawing, Text
from core.layout.faces import Face
from core.layout.glyphs import width as glyph_width

NUMBER_SIZE = 14.0  # pt: 四号
NUMBER_LINE = 12.0  # mm from the paper's lower edge to the numbers: 7 mm below the forms or more
# The same for a report, 7 mm below its type area: the digits' upper edge is 0.8 mm higher, that
# of the dashes 0.8 mm lower, for the standard measures from one and readers from the other.
REPORT_LINE = 25.2
INNER, OUTER = 28.0, 26.0  # mm: the margins of the report beside the forms, left and right
DRAFT = "草稿"
DRAFT_SIZE = 150.0  # pt
DRAFT_GREY = 0.88


def page_number(page: Drawing, number: int, height: float = NUMBER_LINE) -> Iterator[Text]:
    """— 1 —, one character from the right edge of the type area, on even pages from the left.

    A landscape page is bound like the others, its head at the binding; the number stands where
    they have it, that is along its left edge, turned. `height`: mm above the paper's edge.
    """
    text = f"— {number} —"
    long = glyph_width(Face.SONG, text, NUMBER_SIZE)
    across = page.height if page.landscape else page.width  # of the paper as it is bound
    odd = number % 2 == 1
    along = across - OUTER * MM - NUMBER_SIZE - long if odd else INNER * MM + NUMBER_SIZE
    line = height * MM
    if page.landscape:
        yield Text(line, along, Face.SONG, NUMBER_SIZE, text, turn=-90.0)
    else:
        yield Text(along, page.height - line, Face.SONG, NUMBER_SIZE, text)


def draft_mark(page: Drawing) -> Drawing:
    """The page with a pale word across it, under everything else."""
    long = glyph_width(Face.HEI, DRAFT, DRAFT_SIZE)
    half = (long - DRAFT_SIZE * 0.75) / 2 / 2**0.5  # the baseline runs up at 45 degrees
    rise = (long + DRAFT_SIZE * 0.75) / 2 / 2**0.5
    x, y = page.width / 2 - half, page.height / 2 + rise
    mark = Text(round(x, 2), round(y, 2), Face.HEI, DRAFT_SIZE, DRAFT, grey=DRAFT_GREY, turn=45.0)
    return replace(page, items=(mark, *page.items))
