"""DOCX parts: the small files around the text: types, relations, settings, page number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from core.export.docx_report import EVEN_FOOTER, ODD_FOOTER, report_styles
from core.export.docx_text import FOOTER, styles_xml
from core.export.office import CREATOR, archive, legal
from core.layout.faces import Face
from core.layout.grid import Grid
from core.layout.letter_rows import SIZE

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_WORD = (
    f'xmlns:w="{_OOXML}/wordprocessingml/2006/main" '
    f'xmlns:r="{_OOXML}/officeDocument/2006/relationships"'
)
_PACKAGE = f"{_OOXML}/package/2006"
_RELATION = f"{_OOXML}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ODD_FOOT_ID, EVEN_FOOT_ID = "rId4", "rId5"
ODD_FOOTER_ID, EVEN_FOOTER_ID = "rId6", "rId7"

_WORD_PARTS = (
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("footer", "footer"),
    ("footer_even", "footer"),
)  # file and kind; the n-th is rIdn
_REPORT_PARTS = (("footerOdd", "footer"), ("footerEven", "footer"))
# Where a face is missing, Word shall take the other of that style instead of guessing.
_ANOTHER_NAME = {
    Face.BIAOSONG: "方正小标宋_GBK",
    Face.FANG: "仿宋",
    Face.KAI: "楷体",
}


def document_bytes(body: str, grids: Sequence[Grid], title: str, reports: bool) -> bytes:
    """The whole file around a body; with reports in it, it has their styles and page numbers."""
    names = (*_WORD_PARTS, *(_REPORT_PARTS if reports else ()))
    styles = styles_xml(grids, Face.FANG, SIZE) + report_styles() if reports else styles_xml(grids)
    parts = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _relations(
            ("word/document.xml", f"{_RELATION}/officeDocument"),
            ("docProps/core.xml", f"{_PACKAGE}/relationships/metadata/core-properties"),
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escape(legal(title))}</dc:title><dc:creator>{CREATOR}</dc:creator>"
            "</cp:coreProperties>"
        ),
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((f"{name}.xml", f"{_RELATION}/{kind}") for name, kind in names)
        ),
        "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        "word/settings.xml": f"<w:settings {_WORD}>{_SETTINGS}</w:settings>",
        "word/fontTable.xml": f"<w:fonts {_WORD}>{_fonts()}</w:fonts>",
        "word/footer.xml": _footer(FOOTER, "right", after=_ONE_OFF),
        "word/footer_even.xml": _footer(FOOTER, "left", before=_ONE_OFF),
    }
    if reports:
        parts["word/footerOdd.xml"] = _footer(ODD_FOOTER)
        parts["word/footerEven.xml"] = _footer(EVEN_FOOTER)
    return archive({name: (_XML + text).encode("utf-8") for name, text in parts.items()})


_SETTINGS = (
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)
_ONE_OFF = "\u3000"  # odd pages right, even ones left, one character from the edge


def _footer(style: str, side: str = "", before: str = "", after: str = "") -> str:
    """A page number between dashes; `side` where the style does not say it."""
    where = f'<w:jc w:val="{side}"/>' if side else ""
    return (
        f'<w:ftr {_WORD}><w:p><w:pPr><w:pStyle w:val="{style}"/>{where}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{before}— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r><w:t xml:space="preserve"> —{after}</w:t></w:r></w:p></w:ftr>'
    )


def _content_types(names: Iterable[tuple[str, str]]) -> str:
    kinds = {"document.xml": "document.main", **{f"{n}.xml": kind for n, kind in names}}
    parts = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _fonts() -> str:
    """The official faces, marked as Chinese, so that a missing one is replaced by a Chinese one."""
    found = ""
    for face in Face:
        other = _ANOTHER_NAME.get(face)
        name = f'<w:altName w:val="{other}"/>' if other else ""
        found += f'<w:font w:name="{face.official}">{name}<w:charset w:val="86"/></w:font>'
    return found
