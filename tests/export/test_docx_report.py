"""The Word document of a report: paper, styles, page numbers, and how LibreOffice sets it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from core.document.document import Document
from core.export.docx import docx_bytes
from core.export.docx_text import TWIPS_PER_MM, TWIPS_PER_PT
from core.layout.build import build_all
from core.layout.letter import Letter, Paragraph, letters
from core.layout.letter_pages import letter_pages
from tests.support_docx import (
    R,
    W,
    body,
    boxes,
    converted,
    header_rows,
    needs_libreoffice,
    part,
    sections,
    text_of,
    value,
)
from tests.support_letters import DUTIES, PLAIN, samples, township

SAMPLES = samples()


def letter(document: Document) -> Letter:
    return letters(document.pack, document.snapshot)[0]


def docx(document: Document) -> bytes:
    return docx_bytes([letter(document)], "报告")


def styles(data: bytes) -> dict[str, ET.Element]:
    found = part(data, "word/styles.xml").iter(f"{W}style")
    return {style.get(f"{W}styleId", ""): style for style in found}


def styled(data: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph that stands in no table."""
    paragraphs = body(data).findall(f"{W}p")
    return [(value(p.find(f"{W}pPr/{W}pStyle")) or "", text_of(p)) for p in paragraphs]


def lengths(element: ET.Element | None, *names: str) -> list[float]:
    return [float(value(element, name) or "nan") / TWIPS_PER_MM for name in names]


def bare(text: str) -> str:
    return "".join(text.split())


# ---------------------------------------------------------------- the file


def test_paper_margins_and_grid_are_those_of_the_standard() -> None:
    ((_, section),) = sections(docx(SAMPLES["某某镇"]))
    assert lengths(section.find(f"{W}pgSz"), "w", "h") == pytest.approx([210, 297], abs=0.02)
    sides = lengths(section.find(f"{W}pgMar"), "top", "right", "bottom", "left")
    assert sides == pytest.approx([37, 26, 35, 28], abs=0.02)
    grid = section.find(f"{W}docGrid")
    pitch = int(value(grid, "linePitch") or 0)
    assert 22 * pitch / TWIPS_PER_MM <= 225 < 23 * pitch / TWIPS_PER_MM
    assert 28.95 <= pitch / TWIPS_PER_PT <= 29
    character = 16 + int(value(grid, "charSpace") or 0) / 4096
    assert character * 28 == pytest.approx(156 / 25.4 * 72, abs=0.1)


def test_the_styles_are_words_own_with_faces_levels_and_exact_pitch() -> None:
    found = styles(docx(SAMPLES["某某镇"]))
    wanted = {
        "Title": ("Title", "方正小标宋简体", 44, None),
        "Heading1": ("heading 1", "黑体", 32, "0"),
        "Heading2": ("heading 2", "楷体_GB2312", 32, "1"),
        "Heading3": ("heading 3", "仿宋_GB2312", 32, "2"),
        "Heading4": ("heading 4", "仿宋_GB2312", 32, "3"),
        "BodyText": ("Body Text", "仿宋_GB2312", 32, None),
    }
    for name, (shown, face, size, level) in wanted.items():
        style = found[name]
        assert value(style.find(f"{W}name")) == shown
        assert value(style.find(f"{W}rPr/{W}rFonts"), "eastAsia") == face
        assert value(style.find(f"{W}rPr/{W}sz")) == str(size)
        assert value(style.find(f"{W}pPr/{W}outlineLvl")) == level
        spacing = style.find(f"{W}pPr/{W}spacing")
        assert (value(spacing, "line"), value(spacing, "lineRule")) == ("579", "exact")
    closer = int(value(found["BodyText"].find(f"{W}rPr/{W}spacing")) or 0) / TWIPS_PER_PT
    room = 156 / 25.4 * 72
    assert 28 * (16 + closer) <= room < 28.5 * (16 + closer)


def test_every_paragraph_has_the_style_of_its_level() -> None:
    document = SAMPLES["某某镇"]
    found = styled(docx(document))
    assert found[0] == ("ReportLabel", "附件3")
    assert found[2] == ("Title", "2024年度部门整体支出绩效报告")
    parts = [one for one in letter(document).parts if isinstance(one, Paragraph)]
    names = [(f"Heading{one.level}" if one.level else "BodyText", one.text) for one in parts]
    shown = [pair for pair in found[3:] if pair[1]]
    assert shown[: len(names)] == names
    annexes = [text for style, text in shown[len(names) : -2] if style == "BodyText"]
    assert [text.partition(". ")[0] for text in annexes] == ["附件：1", "2"]
    assert [text for _, text in shown[-2:]] == ["某某县某某镇人民政府", "2025年4月10日"]


def test_tables_are_tables_and_their_head_repeats() -> None:
    tables = body(docx(SAMPLES["某某局"])).findall(f"{W}tbl")
    assert [header_rows(table) for table in tables] == [1]
    texts = [box.text for box in boxes(tables[0])]
    assert texts[:5] == [
        "项目",
        "资金来源",
        "支出（万元）",
        "完成情况",
        "第1村人居环境整治和生活垃圾收运",
    ]
    assert len(texts) == 4 * 41


def test_odd_and_even_pages_have_their_numbers_outside() -> None:
    data = docx(SAMPLES["某某镇"])
    assert part(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    ((_, section),) = sections(data)
    targets = {e.get("Id"): e.get("Target") for e in part(data, "word/_rels/document.xml.rels")}
    for kind, file, side, name in (
        ("default", "footerOdd.xml", "right", "FooterOdd"),
        ("even", "footerEven.xml", "left", "FooterEven"),
    ):
        (reference,) = [
            one for one in section.iterfind(f"{W}footerReference") if value(one, "type") == kind
        ]
        assert targets[reference.get(f"{R}id")] == file
        paragraph = part(data, f"word/{file}").find(f"{W}p")
        assert paragraph is not None and "".join(paragraph.itertext()) == "— 1 —"
        assert value(paragraph.find(f"{W}pPr/{W}pStyle")) == name
        style = styles(data)[name]
        assert value(style.find(f"{W}pPr/{W}ind"), side) == "280"  # one character of 14 pt
        assert value(style.find(f"{W}rPr/{W}sz")) == "28"
        assert value(style.find(f"{W}rPr/{W}rFonts"), "eastAsia") == "宋体"


def test_forms_and_reports_share_a_document() -> None:
    document = SAMPLES["某某自治县"]
    grids = [grid for grid in build_all(document.pack, document.snapshot) if grid.printed]
    reports = letters(document.pack, document.snapshot)
    data = docx_bytes([*reports, *grids], "材料")
    found = sections(data)
    assert len(found) == len(grids) + 2
    grid_marks = [section.find(f"{W}docGrid") is not None for _, section in found]
    assert grid_marks == [True, True, *[False] * len(grids)]
    kinds = {value(e, "type") for _, s in found for e in s.iterfind(f"{W}footerReference")}
    assert kinds == {"default", "even"}
    titles = [text for style, text in styled(data) if style in ("Title", "FormTitle")]
    assert titles[:2] == ["部门整体支出绩效评价报告", "项目支出绩效评价报告"]
    for name, style in styles(data).items():
        if name.startswith(("Cell", "FormTitle", "Note", "Label")):
            assert value(style.find(f"{W}pPr/{W}snapToGrid")) == "0"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert docx(samples()["某某局"]) == docx(samples()["某某局"])


@pytest.mark.parametrize(
    "text", ["=1+1", "＝SUM(A1)", "@甲\t-2\n+3\t4", "审\x00核\x1b\ufffe", "<w:p>&"]
)
def test_hostile_texts_stay_texts(text: str) -> None:
    data = docx(township({"部门基本情况": text}))
    fields = (f".//{W}fldSimple", f".//{W}instrText")
    found = "".join(body(data).itertext())
    wanted = "".join(char for char in text if char >= " " and char != "\ufffe")
    assert wanted in found
    assert all(body(data).find(field) is None for field in fields)


# ---------------------------------------------------------------- in LibreOffice


@needs_libreoffice
def test_libreoffice_sets_plain_text_on_as_many_pages_and_loses_nothing(tmp_path: Path) -> None:
    """Rows end where the PDF's do, but for commas that LibreOffice hangs over the edge."""
    document = township({"": "\n".join([PLAIN] * 4), "部门基本情况": DUTIES})
    reader = pypdfium2.PdfDocument(converted(docx(document), "pdf", tmp_path))
    pages = letter_pages(letter(document))
    assert len(reader) == len(pages) > 8
    shown = [bare(reader[at].get_textpage().get_text_range()) for at in range(len(reader))]
    wanted = Counter(bare("".join(letter(document).texts())))
    assert wanted - Counter("".join(shown)) == Counter()
    for number, (one, other) in enumerate(pairwise(shown), 1):
        assert one.endswith(f"—{number}—") and other.endswith(f"—{number + 1}—")


@needs_libreoffice
def test_libreoffice_keeps_a_long_name_on_one_line_over_the_date(tmp_path: Path) -> None:
    document = SAMPLES["某某自治县"]
    reader = pypdfium2.PdfDocument(converted(docx(document), "pdf", tmp_path))
    page = reader[len(reader) - 1].get_textpage()
    unit = letter(document).unit
    found = page.search(unit).get_next()
    assert found == (found[0], len(unit))
    boxes_of = [page.get_charbox(at) for at in range(found[0], sum(found))]
    lows, tops = [box[1] for box in boxes_of], [box[3] for box in boxes_of]
    assert max(lows) < min(tops)
    assert boxes_of[-1][2] / 72 * 25.4 == pytest.approx(210 - 26, abs=1)


@needs_libreoffice
def test_libreoffice_shows_every_text_of_the_samples(tmp_path: Path) -> None:
    reports = [one for d in SAMPLES.values() for one in letters(d.pack, d.snapshot)]
    text = converted(docx_bytes(reports, "全部"), "txt:Text (encoded):UTF8", tmp_path)
    wanted = Counter(bare("".join(text for report in reports for text in report.texts())))
    assert wanted - Counter(bare(text.decode("utf-8-sig"))) == Counter()
