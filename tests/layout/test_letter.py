"""A report on paper, measured: type area, rows, characters, faces, headings, ending, tables."""

from __future__ import annotations

from itertools import pairwise

import pytest

from core.document.document import Document
from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Ref
from core.layout.breaking import NO_END, NO_START
from core.layout.draw import ASCENT
from core.layout.drawing import MM, Drawing, Rule, Text
from core.layout.faces import Face
from core.layout.letter import OPEN_DATE, Letter, Paragraph, letters, text_parts
from core.layout.letter_pages import letter_pages
from core.layout.letter_rows import CHARACTERS, PITCH, ROWS
from core.layout.plain_table import MOST_COLUMNS
from core.layout.title_lines import title_lines
from tests.support import pack_of
from tests.support_letters import PLAIN, PROJECTS, right, samples, texts, township, written

TOP, BOTTOM, LEFT, RIGHT = 37.0, 297.0 - 35, 28.0, 210.0 - 26  # mm, as the standard gives them
HEADING = "部门基本情况"


def letter(document: Document) -> Letter:
    return letters(document.pack, document.snapshot)[0]


def pages(document: Document) -> tuple[Drawing, ...]:
    return letter_pages(letter(document))


def rows(page: Drawing) -> list[list[Text]]:
    """The texts of a page that is all text, row by row."""
    found: dict[int, list[Text]] = {}
    for text in texts(page):
        found.setdefault(round((text.y - TOP * MM) // PITCH), []).append(text)
    return [found[row] for row in sorted(found)]


def joined(row: list[Text]) -> str:
    return "".join(text.text for text in row)


def bare(text: str) -> str:
    return "".join(text.split())


def assert_within(page: Drawing) -> None:
    """Nothing outside the type area."""
    for text in texts(page):
        assert text.x / MM >= LEFT - 0.3 and right(text) <= RIGHT + 0.3, text
        assert (text.y - ASCENT * text.size) / MM >= TOP - 0.3, text
        assert (text.y + (1 - ASCENT) * text.size) / MM <= BOTTOM + 0.3, text
    for rule in (item for item in page.items if isinstance(item, Rule)):
        assert rule.x1 / MM >= LEFT - 0.3 and rule.x2 / MM <= RIGHT + 0.3
        assert rule.y1 / MM >= TOP - 2 and rule.y2 / MM <= BOTTOM + 0.3


# ---------------------------------------------------------------- the type area


def test_a_full_page_has_22_rows_of_28_characters() -> None:
    page = pages(township({HEADING: "审" * 3000}))[1]
    found = rows(page)
    assert len(found) == ROWS == 22
    assert {len(joined(row)) for row in found} == {CHARACTERS} == {28}
    assert all(text.face is Face.FANG and text.size == 16 for text in texts(page))
    tops = [(row[0].y - ASCENT * 16) / MM for row in found]
    assert tops[0] == pytest.approx(TOP, abs=0.05)
    pitches = {round((b - a) * MM, 1) for a, b in pairwise(tops)}
    assert pitches <= {28.9, 29.0}
    assert tops[-1] + PITCH / MM == pytest.approx(BOTTOM, abs=0.5)
    for (text,) in found:
        assert text.x / MM == pytest.approx(LEFT, abs=0.05)
        assert right(text) == pytest.approx(RIGHT, abs=0.1)


def test_a_paragraph_begins_two_characters_in() -> None:
    page = pages(township({HEADING: "　　" + "审" * 60}))[0]
    first, second, third = [row for row in rows(page) if "审" in joined(row)]
    assert [len(joined(row)) for row in (first, second, third)] == [26, 28, 6]
    assert first[0].x / MM == pytest.approx(LEFT + 156 / 28 * 2, abs=0.05)
    assert second[0].x / MM == third[0].x / MM == pytest.approx(LEFT, abs=0.05)


def test_no_row_begins_or_ends_with_a_wrong_mark_and_numbers_stay_whole() -> None:
    text = "“三公”经费支出1234.56万元，（含公务接待费）比上年下降12.5%；" * 40
    found = [joined(row) for page in pages(township({HEADING: text})) for row in rows(page)]
    prose = [row for row in found if "经费" in row or "万元" in row]
    assert len(prose) > 40
    for row in prose:
        assert row[0] not in NO_START and row[-1] not in NO_END
        assert not row.startswith((".56", "4.56", "%", "5%"))
    filled = [row for page in pages(township({HEADING: text})) for row in rows(page)]
    ends = [right(row[-1]) for row in filled if joined(row) in prose[1:-1]]
    assert all(end == pytest.approx(RIGHT, abs=0.2) for end in ends)


def test_everything_of_the_samples_stands_in_the_type_area() -> None:
    for document in samples().values():
        for found in letters(document.pack, document.snapshot):
            for page in letter_pages(found):
                assert_within(page)


# ---------------------------------------------------------------- head and headings


def test_label_and_title_of_an_attachment() -> None:
    first = pages(township({"": PLAIN}))[0]
    label, title = texts(first)[:2]
    assert (label.text, label.face, label.size) == ("附件3", Face.HEI, 16)
    assert label.x / MM == pytest.approx(LEFT, abs=0.05)
    assert (title.text, title.face, title.size) == (
        "2024年度部门整体支出绩效报告",
        Face.BIAOSONG,
        22,
    )
    assert (title.y - ASCENT * 22) / MM == pytest.approx(TOP + 2 * PITCH / MM, abs=0.05)
    assert title.x / MM - LEFT == pytest.approx(RIGHT - right(title), abs=0.1)
    third = texts(first)[2]
    assert (third.y - ASCENT * 16 - TOP * MM) / PITCH == pytest.approx(4, abs=0.01)


@pytest.mark.parametrize(
    ("title", "unit", "lines"),
    [
        ("2024年度部门整体支出绩效报告", "", ["2024年度部门整体支出绩效报告"]),
        (
            "某某县某某镇人民政府2024年度部门整体支出绩效自评报告",
            "某某县某某镇人民政府",
            ["某某县某某镇人民政府2024年度", "部门整体支出绩效自评报告"],
        ),
        (
            "《某某县农村公路养护管理办法》实施情况专项资金绩效评价报告",
            "",
            ["《某某县农村公路养护管理办法》", "实施情况专项资金绩效评价报告"],
        ),
    ],
)
def test_titles_break_before_words(title: str, unit: str, lines: list[str]) -> None:
    assert title_lines(title, Face.BIAOSONG, 22.0, 156 * MM, unit) == lines


def test_no_title_leaves_a_character_alone() -> None:
    for count in range(1, 200):
        lines = title_lines("审" * count, Face.BIAOSONG, 22.0, 156 * MM)
        assert "".join(lines) == "审" * count
        assert max(map(len, lines)) <= 20
        if 20 < count <= 120:
            assert min(map(len, lines)) >= max(map(len, lines)) - 1


def test_headings_have_the_faces_of_their_levels() -> None:
    found = [text for page in pages(numbered()) for text in texts(page)]
    faces = {text.text: text.face for text in found if text.size == 16}
    assert faces["一、一级"] is Face.HEI
    assert faces["（一）二级"] is Face.KAI
    assert faces["1.三级"] is Face.FANG and faces["（1）四级"] is Face.FANG
    assert faces["没有编号"] is Face.HEI
    for text in found:
        if text.text in ("一、一级", "（一）二级", "1.三级", "（1）四级"):
            assert text.x / MM == pytest.approx(LEFT + 156 / 28 * 2, abs=0.05)


def numbered() -> Document:
    """Chapters outside the outline: their own numbers stay and tell their level."""
    document = Document.blank(pack_of("small"), 2024, "某某镇")
    titles = ("一、一级", "（一）二级", "1.三级", "（1）四级", "没有编号", " ")
    document.apply(SetReport(tuple(Chapter(title, f"{title}下面的文字。") for title in titles)))
    return document


def test_chapters_outside_the_outline_come_last_and_are_not_numbered_again() -> None:
    document = township({"": "无"})
    chapters = (*document.snapshot.report, Chapter("八、另加的一章", "另加的文字。"))
    document.apply(SetReport(chapters))
    parts = [part for part in letter(document).parts if isinstance(part, Paragraph)]
    assert [part.text for part in parts[-2:]] == ["八、另加的一章", "另加的文字。"]
    assert parts[0] == Paragraph("一、部门概况", 1, leads=True)


def test_a_heading_is_never_the_last_of_a_page() -> None:
    for count in range(1, 60):
        found = pages(township({HEADING: "\n".join(["审核。"] * count), "": "无"}))
        for page in found[:-1]:
            last = joined(rows(page)[-1])
            assert not last.startswith(("（", "一、", "二、", "三、", "四、")), (count, last)


def test_a_report_without_a_word_is_no_report() -> None:
    document = township({"": " \n\t\n"})
    assert letters(document.pack, document.snapshot) == ()


def test_empty_chapters_still_have_their_headings() -> None:
    text = bare(
        "".join(text.text for page in pages(township({HEADING: "有。"})) for text in texts(page))
    )
    for heading in ("一、部门概况", "（二）机构设置", "七、改进措施和有关建议"):
        assert heading in text


# ---------------------------------------------------------------- the ending


def ending(document: Document) -> tuple[Text, Text]:
    """Name and date, the last texts of the last page."""
    last = texts(pages(document)[-1])
    day = [text for text in last if text.y == last[-1].y]
    name = [text for text in last if text.y < day[0].y][-1]
    return name, Text(day[0].x, day[0].y, day[0].face, 16, joined(day), day[0].spread)


def test_the_date_stands_four_characters_in_and_the_name_over_its_middle() -> None:
    name, day = ending(township({"": PLAIN}))
    character = 156 / 28
    assert (name.text, day.text) == ("某某县某某镇人民政府", "2025年4月10日")
    assert right(day) == pytest.approx(RIGHT - 4 * character, abs=0.2)
    middle = (name.x / MM + right(name)) / 2
    assert middle == pytest.approx((day.x / MM + right(day)) / 2, abs=0.2)
    assert (day.y - name.y) == pytest.approx(PITCH, abs=0.05)


def test_a_long_name_stays_in_the_type_area_and_over_the_date() -> None:
    name, day = ending(samples()["某某自治县"])
    assert right(name) == pytest.approx(RIGHT, abs=0.2)
    middle = (name.x / MM + right(name)) / 2
    assert middle == pytest.approx((day.x / MM + right(day)) / 2, abs=0.2)


def test_without_a_date_the_line_is_left_open() -> None:
    assert letter(samples()["某某局"]).date == OPEN_DATE
    document = township({"": PLAIN})
    document.apply(SetValue(Ref("填报日期"), "2025.4.10"))
    assert letter(document).date == "2025年4月10日"


def test_name_and_date_never_stand_on_a_page_without_text() -> None:
    for count in range(1, 50):
        last = pages(township({HEADING: "\n".join(["审核。"] * count), "": ""}))[-1]
        found = [joined(row) for row in rows(last)]
        ending = ("附件：", "2. ", "某某县", "2025年")
        assert not [row for row in found[:2] if row.startswith(ending)], count
        assert found[-1] == "2025年4月10日"


def test_the_forms_are_named_as_attachments_in_order() -> None:
    last = bare("".join(text.text for text in texts(pages(township({"": PLAIN}))[-1])))
    first = "附件：1.桃江县2024年度部门整体支出绩效评价基础数据表"
    assert first + "2.桃江县2024年度部门整体支出绩效自评表" in last


# ---------------------------------------------------------------- tables


def test_lines_with_tabs_become_a_table() -> None:
    before, table, after = text_parts("前面。\n甲\t乙\n1\t\t\n后面。")
    assert (before, after) == (Paragraph("前面。"), Paragraph("后面。"))
    assert not isinstance(table, Paragraph)
    assert [(c.row, c.col, c.text) for c in table.cells] == [
        (0, 0, "甲"),
        (0, 1, "乙"),
        (1, 0, "1"),
        (1, 1, ""),
    ]
    assert table.width == 156


def test_what_is_only_indented_with_tabs_or_has_too_many_cells_is_text() -> None:
    assert list(text_parts("\t前面。\n\t后面。")) == [Paragraph("前面。"), Paragraph("后面。")]
    wide = "\t".join("甲" * (MOST_COLUMNS + 1))
    assert list(text_parts(wide)) == [Paragraph(" ".join("甲" * (MOST_COLUMNS + 1)))]


def test_a_long_table_repeats_its_head_and_loses_nothing() -> None:
    found = [
        page for page in pages(samples()["某某局"]) if any(isinstance(i, Rule) for i in page.items)
    ]
    assert len(found) > 2
    for page in found:
        assert [text.text for text in texts(page)].count("完成情况") == 1
    words = bare("".join(text.text for page in found for text in texts(page)))
    for number in range(1, 41):
        assert words.count(f"第{number}村人居环境") == 1


def test_a_cell_higher_than_a_page_goes_on_and_the_widest_table_stays_inside() -> None:
    tall = f"甲\t乙\n{'审核' * 3000}\t完\n"
    wide = "\n".join("\t".join("审核数据" for _ in range(MOST_COLUMNS)) for _ in range(3))
    found = pages(township({HEADING: tall, "机构设置": wide}))
    for page in found:
        assert_within(page)
    words = "".join(text.text for page in found for text in texts(page))
    assert words.count("审核") >= 3000
    assert sum(words.count(char) for char in "审核") == 6000 + 2 * 3 * MOST_COLUMNS


def test_a_row_higher_than_a_page_begins_under_its_heading() -> None:
    (page, *_) = pages(township({HEADING: f"甲\t乙\n{'审核' * 1500}\t完"}))
    assert any(HEADING in text.text for text in texts(page))
    assert "".join(text.text for text in texts(page)).count("审核") > 500


def test_a_heading_stays_with_its_table() -> None:
    for count in range(1, 30):
        found = pages(township({HEADING: "\n".join(["审。"] * count), "机构设置": PROJECTS}))
        (page,) = [p for p in found if any("机构设置" in t.text for t in texts(p))]
        below = [text.text for text in texts(page)]
        assert "完成情况" in below and "18.50" in below, count


# ---------------------------------------------------------------- much, rare and hostile text


def extracted(document: Document) -> str:
    return bare("".join(text.text for page in pages(document) for text in texts(page)))


def test_thirty_thousand_characters_are_all_there_in_order() -> None:
    document = township({"": "\n".join([PLAIN] * 30)})
    assert sum(len(chapter.text) for chapter in document.snapshot.report) > 30_000
    expected = "".join(part.text for part in letter(document).parts if isinstance(part, Paragraph))
    assert bare(expected) in extracted(document)
    for chapter in document.snapshot.report:
        assert bare(chapter.text) in bare(expected)


@pytest.mark.parametrize(
    "text",
    [
        "审" * 10_000,
        "A" * 10_000,
        "https://example.cn/" + "a/" * 3000,
        "，" * 200,
        "=1+1 +2 -3 @甲 ＝ ＋",
        "（" * 100,
        "䶮㛃𬭚喆珺堃",
    ],
)
def test_no_text_is_lost_or_leaves_the_page(text: str) -> None:
    document = township({HEADING: text})
    for page in pages(document):
        assert_within(page)
    assert bare(text) in extracted(document)


def test_controls_are_not_printed() -> None:
    assert "审核说明" in extracted(township({HEADING: "审\x00核\x1b说\u200b明\u202e"}))


def test_a_name_of_hostile_length_still_ends_the_report() -> None:
    found = pages(written("tongyong", "某" * 300, {"": "无"}))
    for page in found:
        assert_within(page)
    assert texts(found[-1])[-1].text.endswith("日")
