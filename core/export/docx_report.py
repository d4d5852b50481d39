"""DOCX report: a report with real styles, on pages of 22 lines by 28 characters.

The grid holds the lines. The characters are held by their styles, which set them a little closer:
LibreOffice takes a grid of characters narrower than the type for one of two cells each.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from core.export.docx_pages import Stretch
from core.export.docx_table import table
from core.export.docx_text import (
    FOOTER_SIZE,
    TWIPS_PER_PT,
    fonts_xml,
    paragraph,
    size_xml,
    thin,
    twips,
)
from core.layout.drawing import MM
from core.layout.faces import Face
from core.layout.furniture import REPORT_LINE
from core.layout.grid import Grid
from core.layout.letter import Letter
from core.layout.letter_rows import (
    CHARACTER,
    FACES,
    INDENT,
    PITCH,
    ROWS,
    SEAL_ROWS,
    SIZE,
    TITLE_SIZE,
    TRACKING,
    annex_places,
    ending_places,
    title_rows,
)
from core.layout.pages import PAPER_MM

LABEL, TITLE, TEXT = "ReportLabel", "Title", "BodyText"
ODD_FOOTER, EVEN_FOOTER = "FooterOdd", "FooterEven"
TOP, RIGHT, BOTTOM, LEFT = 37.0, 26.0, 35.0, 28.0  # mm
BASELINE = 0.2  # of a line of exact height: so much is under the feet of its letters
GRID_UNIT = 4096  # Word counts room between characters in parts of a point


def report_page() -> str:
    """Paper, margins and grid."""
    footer = REPORT_LINE - FOOTER_SIZE * BASELINE / MM
    return (
        f'<w:pgSz w:w="{twips(PAPER_MM[0])}" w:h="{twips(PAPER_MM[1])}"/>'
        f'<w:pgMar w:top="{twips(TOP)}" w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}" '
        f'w:left="{twips(LEFT)}" w:header="{twips(TOP / 2)}" w:footer="{twips(footer)}" '
        'w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{_points(PITCH)}" '
        f'w:charSpace="{round((CHARACTER - SIZE) * GRID_UNIT)}"/>'
    )


def report_body(letter: Letter) -> str:
    """Everything from the label to the date."""
    return "".join(_parts(letter))


def _parts(letter: Letter) -> Iterator[str]:
    if letter.label:
        yield paragraph([letter.label], LABEL, keep=True)
        yield _blank()
    yield paragraph(title_rows(letter), TITLE, keep=True)
    yield _blank()
    for number, part in enumerate(letter.parts, 1):
        last = number == len(letter.parts)  # name and date never stand without it
        if isinstance(part, Grid):
            room = ROWS * PITCH / MM
            yield table(part, Stretch(0, len(part.heights) - 1, header=1), room, (), ())
            if not last and isinstance(letter.parts[number], Grid):
                yield thin(keep=True)
        elif part.level:
            yield paragraph([part.text], f"Heading{part.level}", keep=part.leads or last)
        else:
            yield paragraph([part.text], TEXT, keep=last)
    yield from _annexes(letter)
    yield from _ending(letter)


def _blank() -> str:
    return paragraph([""], TEXT, keep=True)


def _annexes(letter: Letter) -> Iterator[str]:
    """附件：1. …, each name hanging behind its number."""
    if letter.annexes:
        yield _blank()
    for head, before, left, name in annex_places(letter):
        yield paragraph([head + name], TEXT, keep=True, place=_begins(before, left - before))


def _ending(letter: Letter) -> Iterator[str]:
    yield from [_blank()] * SEAL_ROWS
    names, day = ending_places(letter)
    for left, line in names:
        yield paragraph([line.text], TEXT, keep=True, place=_begins(left, beyond=CHARACTER))
    yield paragraph([letter.date], TEXT, place=_begins(day))


def _begins(left: float, hanging: float = 0.0, beyond: float = 0.0) -> str:
    """Where a paragraph begins, how much farther in its other lines do, and how far it may reach
    beyond the right edge before it breaks.

    The characters of the style's own indent would count before any length, so they are undone.
    """
    return (
        f'<w:ind w:left="{_points(left + hanging)}" w:right="{-_points(beyond)}" '
        'w:firstLineChars="0" '
        f'w:hanging="{_points(hanging)}"/>'
    )


def _points(length: float) -> int:
    return round(length * TWIPS_PER_PT)


# ---------------------------------------------------------------- styles


def report_styles() -> str:
    """标题, 标题 1 to 4, running text, label and page numbers; Word shows their own names."""
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{_points(INDENT)}"/>'
    centred, outer = '<w:jc w:val="center"/>', _points(FOOTER_SIZE)
    even = f'<w:ind w:left="{outer}"/>'
    odd = f'<w:ind w:right="{outer}"/><w:jc w:val="right"/>'
    number = Face.SONG
    return "".join(
        [
            _style(TITLE, "Title", Face.BIAOSONG, TITLE_SIZE, centred),
            *(
                _style(
                    f"Heading{level}",
                    f"heading {level}",
                    face,
                    SIZE,
                    f'{indent}<w:outlineLvl w:val="{level - 1}"/>',
                )
                for level, face in FACES.items()
                if level
            ),
            _style(TEXT, "Body Text", Face.FANG, SIZE, f'{indent}<w:jc w:val="both"/>'),
            _style(LABEL, "报告附件号", Face.HEI, SIZE),
            _style(ODD_FOOTER, "单页页码", number, FOOTER_SIZE, odd, FOOTER_SIZE),
            _style(EVEN_FOOTER, "双页页码", number, FOOTER_SIZE, even, FOOTER_SIZE),
        ]
    )


def _style(
    name: str, shown: str, face: Face, size: float, last: str = "", pitch: float = PITCH
) -> str:
    closer = f'<w:spacing w:val="{_points(TRACKING)}"/>' if size == SIZE else ""
    own = "" if shown.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{name}"><w:name w:val={quoteattr(shown)}/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{_points(pitch)}" w:lineRule="exact"/>'
        f"{last}</w:pPr><w:rPr>{fonts_xml(face.official)}{closer}{size_xml(size)}"
        "</w:rPr></w:style>"
    )
