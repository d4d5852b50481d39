"""DOCX texts: paragraphs, and the styles that give them face, size and line pitch."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from core.export.office import legal
from core.layout.faces import Face
from core.layout.grid import FACES, SIZES, Align, Cell, Grid, Role
from core.layout.measure import LINE_PITCH, MM_PER_PT, ROOM_MM

FORM_TITLE = "FormTitle"  # has an outline level, so that Word's navigation lists it
FOOTER = "Footer"
THIN = "Thin"  # keeps two tables apart, and ends a form; too low to be seen
TWIPS_PER_PT = 20
TWIPS_PER_MM = TWIPS_PER_PT / MM_PER_PT
FOOTER_SIZE = 14.0  # pt: 四号
NOTE_SIZE = SIZES[Role.NOTE]
_SONG = Face.SONG.official
_OFF_GRID = '<w:snapToGrid w:val="0"/>'

_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


def twips(millimetres: float) -> int:
    """Word's unit of length: a twentieth of a point."""
    return round(millimetres * TWIPS_PER_MM)


def style_of(cell: Cell, grid: Grid) -> str:
    """The style of a cell's paragraphs."""
    if cell.role is Role.TITLE:
        return FORM_TITLE
    if cell.role is Role.NUMBER:
        return "Label"
    if cell.role is Role.NOTE:
        return "Note"
    return _cell_style(grid.size_of(cell))


def _cell_style(size: float) -> str:
    return f"Cell{_half_points(size)}"


def _half_points(size: float) -> int:
    return round(size * 2)


def paragraph(
    lines: Iterable[str],
    style: str,
    align: Align | None = None,
    keep: bool = False,
    place: str = "",
    last: str = "",
    turns: bool = False,
) -> str:
    """One paragraph; `keep`: never parted from what follows; one that `turns` begins a page.

    Into its properties go `place`, which says where it begins, and `last` at their end.
    """
    runs = "<w:r><w:br/></w:r>".join(_runs(line) for line in lines)
    inner = f'<w:pStyle w:val="{style}"/>'
    if keep:
        inner += "<w:keepNext/>"
    if turns:
        inner += "<w:pageBreakBefore/>"
    inner += place
    if align is not None:
        inner += f'<w:jc w:val="{_ALIGN[align]}"/>'
    return f"<w:p><w:pPr>{inner}{last}</w:pPr>{runs}</w:p>"


def paragraphs(text: str, style: str, align: Align, keep: bool = False) -> str:
    """A text, every line of it a paragraph of its own."""
    return "".join(paragraph([line], style, align, keep) for line in legal(text).split("\n"))


def thin(keep: bool, last: str = "", turns: bool = False) -> str:
    """A paragraph nobody sees."""
    return paragraph([""], THIN, keep=keep, last=last, turns=turns)


def _runs(line: str) -> str:
    """Plain text only: whatever it looks like, no part of it can become a field."""
    pieces = [
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        for piece in legal(line).split("\t")
    ]
    inner = "<w:tab/>".join(pieces)
    return f"<w:r>{inner}</w:r>" if inner else ""


def styles_xml(grids: Iterable[Grid], face: Face = Face.SONG, size: float = NOTE_SIZE) -> str:
    """All styles of a document of these grids; face and size are what a text has by default."""
    sizes = {grid.size_of(cell) for grid in grids for cell in grid.cells} | {
        grid.size for grid in grids
    }
    room = twips(ROOM_MM / 2)
    around = f'w:before="{room}" w:after="{room}" '
    label, title = FACES[Role.NUMBER].official, FACES[Role.TITLE].official
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'{fonts_xml(face.official)}{size_xml(size)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        # The pages are measured without extra room between Chinese and Latin letters.
        '<w:qFormat/><w:pPr><w:overflowPunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr>'
        f"<w:rPr>{fonts_xml(face.official)}{size_xml(size)}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>'
        + _style(
            FORM_TITLE,
            "表名",
            SIZES[Role.TITLE],
            title,
            around,
            '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
        )
        + _style("Label", "附件号", SIZES[Role.NUMBER], label, around)
        + _style("Note", "表下说明", SIZES[Role.NOTE], _SONG, around)
        + "".join(
            _style(_cell_style(size), f"表内文字{size:g}磅", size, _SONG) for size in sorted(sizes)
        )
        + _style(FOOTER, "footer", FOOTER_SIZE, _SONG)
        + f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{THIN}">'
        '<w:name w:val="表间"/><w:basedOn w:val="Normal"/><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/></w:pPr>'
        f"<w:rPr>{size_xml(1)}</w:rPr></w:style>"
    )


def _style(name: str, shown: str, size: float, face: str, around: str = "", last: str = "") -> str:
    """A style of the forms, which never follow the lines of a report's grid."""
    own = "" if name == FOOTER else ' w:customStyle="1"'
    pitch = round(size * LINE_PITCH * TWIPS_PER_PT)
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{name}"><w:name w:val={quoteattr(shown)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f'{_OFF_GRID}<w:spacing {around}w:line="{pitch}" w:lineRule="atLeast"/>{last}</w:pPr>'
        f"<w:rPr>{fonts_xml(face)}{size_xml(size)}</w:rPr></w:style>"
    )


def fonts_xml(face: str) -> str:
    """One face for everything; the hint makes “”…— wide, as in all Chinese papers."""
    return (
        f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}" '
        'w:hint="eastAsia"/>'
    )


def size_xml(size: float) -> str:
    half = _half_points(size)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
