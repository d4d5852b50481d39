"""Reports inside a package: their place, page numbers, contents, bookmarks, and the PDF."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pypdfium2
import pytest

from core.document.document import Document
from core.export.pdf import pdf_bytes
from core.facts.edits import SetReport
from core.facts.model import Chapter
from core.layout.drawing import MM, Drawing, Text
from core.layout.letter import letters
from core.layout.order import in_order
from core.layout.package import WHOLE, Choice, compose, compose_report
from tests.support_letters import PLAIN, right, samples, texts, township, written

SAMPLES = samples()
NUMBER = re.compile(r"— (\d+) —")
DIGITS_HIGH, DASH_HIGH = 0.738, 0.4  # of the type size: upper edges of the ink above the line


def package(name: str, choice: Choice = WHOLE) -> tuple[Drawing, ...]:
    document = SAMPLES[name]
    return compose(document.pack, document.snapshot, choice)


def number_of(page: Drawing) -> Text | None:
    return next((text for text in texts(page) if NUMBER.fullmatch(text.text)), None)


def report_pages(name: str) -> list[tuple[int, Drawing]]:
    """The pages of the first report in its package, with their numbers as counted."""
    pages = [page for page in package(name) if number_of(page)]
    heading = letters(SAMPLES[name].pack, SAMPLES[name].snapshot)[0].heading
    first = [page.label for page in pages].index(heading)
    count = len(compose_report(letters(SAMPLES[name].pack, SAMPLES[name].snapshot)[0]))
    return list(enumerate(pages, 1))[first : first + count]


# ---------------------------------------------------------------- order


@pytest.mark.parametrize(
    ("forms", "reports", "order"),
    [
        (["附件1", "附件2"], ["附件3"], ["附件1", "附件2", "附件3"]),
        (["附件1", "", "附件3"], ["附件2"], ["附件1", "", "附件2", "附件3"]),
        (["附件1-1", "附件1-2", "附件10"], ["附件2"], ["附件1-1", "附件1-2", "附件2", "附件10"]),
        (["附件1"], ["", "附件"], ["", "附件", "附件1"]),
        ([], ["附件3"], ["附件3"]),
    ],
)
def test_a_label_gives_a_report_its_place(
    forms: list[str], reports: list[str], order: list[str]
) -> None:
    made = [[SimpleNamespace(label=label) for label in labels] for labels in (forms, reports)]
    assert [part.label for part in in_order(*made)] == order


def test_a_labelled_report_stands_among_the_forms_and_another_before_them() -> None:
    labels = [page.label for page in package("某某镇") if page.label]
    assert labels[-1] == "附件3　2024年度部门整体支出绩效报告"
    labels = [page.label for page in package("某某自治县") if page.label]
    assert labels[:4] == ["封面", "目录", "部门整体支出绩效评价报告", "项目支出绩效评价报告"]


def test_the_contents_give_every_report_its_page() -> None:
    pages = package("某某自治县")
    lines = [text.text for text in texts(pages[1])]
    for page in pages[2:]:
        if page.label.endswith("报告"):
            found = NUMBER.fullmatch((number_of(page) or texts(page)[0]).text)
            assert found and lines[lines.index(page.label) + 2] == found[1]


# ---------------------------------------------------------------- page numbers


@pytest.mark.parametrize("name", ["某某镇", "某某自治县"])
def test_numbers_stand_7_mm_under_the_type_area_at_the_outer_edge(name: str) -> None:
    pages = report_pages(name)
    assert len(pages) > 3
    for number, page in pages:
        text = number_of(page)
        assert text is not None and text.text == f"— {number} —" and text.size == 14
        for high in (DIGITS_HIGH, DASH_HIGH):
            below = (text.y - high * text.size) / MM - (297 - 35)
            assert below == pytest.approx(7, abs=1)
        if number % 2:
            assert right(text) == pytest.approx(210 - 26 - 14 / MM, abs=0.1)
        else:
            assert text.x / MM == pytest.approx(28 + 14 / MM, abs=0.1)


def test_alone_a_report_is_numbered_from_one_and_can_be_a_draft() -> None:
    (report,) = letters(SAMPLES["某某镇"].pack, SAMPLES["某某镇"].snapshot)
    pages = compose_report(report, draft=True)
    found = [number_of(page) for page in pages]
    assert [text.text for text in found if text] == ["— 1 —", "— 2 —", "— 3 —", "— 4 —"]
    assert all(texts(page)[0].text == "草稿" for page in pages)


def test_the_page_with_name_and_date_is_one_to_seal() -> None:
    sealed = package("某某镇", Choice(signature_only=True, forms=("整体自评报告",)))
    (page,) = sealed
    assert "某某县某某镇人民政府" in [text.text for text in texts(page)]


def test_double_sided_a_report_begins_on_a_front() -> None:
    pages = package("某某自治县", Choice(cover=True, double_sided=True, numbered=True))
    for place, page in enumerate(pages, 1):
        if page.label:
            assert place % 2 == 1, page.label


# ---------------------------------------------------------------- the file


def bare(text: str) -> str:
    return "".join(text.split())


def printed(document: Document) -> tuple[bytes, str]:
    """The file of a report and all its text, by a reader that is not reportlab."""
    data = pdf_bytes(compose_report(letters(document.pack, document.snapshot)[0]), "报告")
    pages = pypdfium2.PdfDocument(data)
    return data, bare("".join(page.get_textpage().get_text_range() for page in pages))


def test_chapters_of_the_first_level_are_bookmarks_under_the_report() -> None:
    marks = list(pypdfium2.PdfDocument(printed(SAMPLES["某某镇"])[0]).get_toc())
    levels = [(mark.level, mark.get_title()) for mark in marks]
    assert levels[0] == (0, "附件3　2024年度部门整体支出绩效报告")
    assert levels[1] == (1, "一、部门概况") and len(levels) == 8
    assert all(level == 1 for level, _ in levels[1:])
    places = [mark.get_dest() for mark in marks]
    indices = [place.get_index() for place in places if place]
    assert indices == sorted(indices) and indices[-1] == 3


def test_the_text_comes_out_again_as_it_was_typed() -> None:
    document = township({"": PLAIN, "部门基本情况": "䶮㛃𬭚喆珺堃镇，=1+1、+2、-3、@甲。" * 30})
    text = re.sub(r"—\d+—", "", printed(document)[1])
    for chapter in document.snapshot.report:
        assert bare(chapter.text) in text


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = (printed(samples()["某某局"])[0] for _ in range(2))
    assert first == second


def test_a_pack_without_an_outline_has_a_report_too() -> None:
    document = written("small", "某某镇", {})
    document.apply(SetReport((Chapter("一、部门概况", "有两行。\n第二行。"),)))
    (report,) = letters(document.pack, document.snapshot)
    assert (report.name, report.label) == ("自评报告", "")
    assert report.title == ("某某镇", "2024年度预算绩效自评报告")
    labels = [page.label for page in compose(document.pack, document.snapshot, WHOLE)]
    assert labels[2] == "某某镇2024年度预算绩效自评报告"
    assert "一、部门概况有两行。第二行。" in printed(document)[1]
