"""Blocks to and from the clipboard: Excel, WPS and LibreOffice tables, plain text, limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ZipingtongError
from core.texts import tidy
from core.workspace.clip.blocks import LONGEST, Block
from core.workspace.clip.html_out import write_html
from core.workspace.clip.incoming import read_clipboard
from core.workspace.clip.tsv import read_tsv, write_tsv

FILES = Path(__file__).parent / "clip_files"


def from_file(name: str) -> Block:
    block = read_clipboard((FILES / name).read_text(encoding="utf-8"), "")
    assert block is not None
    return block


def spans(block: Block) -> dict[str, tuple[int, int]]:
    return {s.text: (s.rows, s.cols) for s in block.spots() if (s.rows, s.cols) != (1, 1)}


# ------------------------------------------------------------ reading


def test_what_calc_puts_on_the_clipboard() -> None:
    block = from_file("calc-indicators.html")
    assert (block.height, block.width) == (4, 8)
    assert spans(block) == {"产出指标": (3, 1), "数量指标": (2, 1)}
    assert [spot.text for spot in block.lines[1]] == [
        *("产出指标", "数量指标", "修复桥涵座数", "=5座", "5座", "8", "8", "第一行\n第二行"),
    ]
    assert [spot.text for spot in block.lines[2][3:]] == ["100%", "98.5%", "10", "10", ""]
    assert [spot.text for spot in block.lines[3][2:]] == [
        *('农产品"运费"下降率', "≥5%", "5.5%", "10", "10", "雨多 & <晚>"),
    ]


def test_figures_are_taken_as_displayed_and_hidden_rows_are_left_out() -> None:
    block = from_file("calc-money.html")
    assert block.texts()[0] == ["公用经费：", "751,800.00", "", "640,500.50"]
    assert block.texts()[4] == ["日期", "2025-04-10", "TRUE", "长 文 字"]
    assert block.height == 5
    assert "隐藏行" in (FILES / "calc-money.txt").read_text(encoding="utf-8")


def test_what_excel_puts_on_the_clipboard() -> None:
    block = from_file("excel.html")
    assert block.texts() == [
        ["产出指标", "第一行\n第二行", "1,774.18", "98.5%", "A&B  C"],
        ["独立一格", "文字很长，盖过了右边的空格", "", "123456789", ""],
        ["", "", "", "", ""],
        ["", "", "", "", ""],
        ["", "", "", "", ""],
        ["合并的三栏", "", "=5座", "末", ""],
    ]
    assert spans(block) == {"合并的三栏": (1, 2)}  # one of its three columns is hidden


def test_what_wps_puts_on_the_clipboard() -> None:
    block = from_file("wps.html")
    assert block.texts() == [
        ["公用经费：", "", "75.18", "无"],
        ["", "", "64", "办公\n差旅"],
        ["", "", "", ""],
        ["会议费、培训费", "", "45,900.00", "+8%"],
    ]
    assert spans(block) == {"公用经费：": (2, 2)}
    assert [spot.text for spot in block.lines[1]] == ["公用经费：", "64", "办公\n差旅"]


def test_a_table_in_a_cell_becomes_part_of_its_text() -> None:
    html = "<table><tr><td>甲<table><tr><td>1<td>2<tr><td>3</table>乙<td>丙</table>"
    block = read_clipboard(html, "")
    assert block is not None
    assert block.texts() == [["甲\n1 2\n3乙", "丙"]]


def test_paragraphs_in_a_cell_become_lines() -> None:
    html = "<table><tr><td><p>甲</p>\n<p>乙</p></td><td><div>丙</div></td></tr></table>"
    block = read_clipboard(html, "")
    assert block is not None
    assert block.texts() == [["甲\n乙", "丙"]]


def test_several_tables_stand_one_under_the_other() -> None:
    block = read_clipboard("<table><tr><td>甲</table>说明<table><tr><td>乙<td>丙</table>", "")
    assert block is not None
    assert block.texts() == [["甲", ""], ["乙", "丙"]]


def test_without_a_table_the_text_counts() -> None:
    block = read_clipboard("<p>公用经费</p>", "公用经费")
    assert block is not None
    assert block.only is not None
    assert block.only.text == "公用经费"
    assert read_clipboard("", "") is None
    assert read_clipboard("<img src='x'>", "") is None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("75.18", [["75.18"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('a\t"第一行\n第二行"\tc\r\n', [["a", "第一行\n第二行", "c"]]),
        ('"他说""好""\n就走"\tb', [['他说"好"\n就走', "b"]]),
        ('"三公"经费\tb', [['"三公"经费', "b"]]),
        ('"三公"\tb', [['"三公"', "b"]]),
        ('"没有收尾\tb\nc', [['"没有收尾', "b"], ["c", ""]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("\t\t", [["", "", ""]]),
    ],
)
def test_text_is_read_as_excel_writes_it(text: str, rows: list[list[str]]) -> None:
    assert read_tsv(text).texts() == rows


# ------------------------------------------------------------ there and back

CELL = st.text(st.sampled_from('甲乙a1 =+-@"\t\n<>&;%.—　'), max_size=8).map(tidy)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Rows of texts with merged rectangles that do not overlap."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rows = [[draw(CELL) for _ in range(width)] for _ in range(height)]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    free = {(row, col) for row in range(height) for col in range(width)}
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        high, wide = draw(st.integers(1, height - top)), draw(st.integers(1, width - left))
        places = {(top + r, left + c) for r in range(high) for c in range(wide)}
        if len(places) > 1 and places <= free:
            free -= places
            spans[top, left] = (high, wide)
    return Block.of(rows, spans)


@given(blocks())
def test_text_comes_back_as_it_was(block: Block) -> None:
    assert read_tsv(write_tsv(block)).texts() == block.texts()


@given(blocks())
def test_a_table_comes_back_with_its_merged_cells(block: Block) -> None:
    back = read_clipboard(write_html(block), "")
    assert back is not None
    assert [[_collapsed(s.text) for s in line] for line in block.lines] == [
        [s.text for s in line] for line in back.lines
    ]
    assert [(s.row, s.col, s.rows, s.cols) for s in block.spots()] == [
        (s.row, s.col, s.rows, s.cols) for s in back.spots()
    ]


def _collapsed(text: str) -> str:
    """As HTML shows it: white space is one space, none around a line break."""
    lines = text.replace("\t", " ").split("\n")
    return tidy("\n".join(" ".join(filter(None, line.split(" "))) for line in lines))


@given(st.text(max_size=300), st.text(st.sampled_from("<>/!-[]'\"= tdrablecosp3"), max_size=300))
def test_no_clipboard_is_too_strange(text: str, html: str) -> None:
    for given_html in (html, f"<table><tr><td>{html}"):
        block = read_clipboard(given_html, text)
        assert block is None or block.height * block.width >= 1


# ------------------------------------------------------------ writing


@pytest.mark.parametrize(
    "text", ["=1+1", "+8%", "@甲", "-甲", "007", "1234567890123456", "1,774.18", "１", ""]
)
def test_what_is_no_number_stays_text(text: str) -> None:
    html = write_html(Block.of([[text]]))
    assert """<td style='mso-number-format:"\\@"' sdnum="1033;0;@">""" in html
    assert write_tsv(Block.of([[text]])) == text


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("10", "0", "10"),
        ("-5.20", "0.00", "-5.20"),
        ("98.50%", "0.00%", "0.9850"),
        ("0%", "0%", "0.00"),
        ("-0.0", "0.0", "0.0"),
    ],
)
def test_numbers_keep_their_decimals(text: str, form: str, value: str) -> None:
    html = write_html(Block.of([[text]]))
    style = f"""style='mso-number-format:"{form}"' sdnum="1033;0;{form}\""""
    assert f'<td sdval="{value}" {style}>{text}</td>' in html


def test_texts_are_escaped() -> None:
    html = write_html(Block.of([['<b>&"\n甲', "乙"]], {(0, 0): (1, 2)}))
    assert '<td colspan="2"' in html
    assert "&lt;b&gt;&amp;&quot;<br>甲</td>" in html
    assert "乙" not in html


# ------------------------------------------------------------ limits

MANY = 60_000


@pytest.mark.parametrize(
    "html",
    [
        "<td rowspan=99999999 colspan=99999999>x",
        "<td rowspan=9999 colspan=9999>x",
        "<col span=99999999>",
        "<tr style='mso-xlrowspan:999999999'>",
        "<tr><td colspan=9000>" + "<tr>" * 9000,
        "<tr><td>" * 1_100_000,
    ],
)
def test_too_many_cells_are_refused(html: str) -> None:
    with pytest.raises(ZipingtongError, match="复制的内容太多") as caught:
        read_clipboard(f"<table>{html}", "")
    assert caught.value.code == "E540"


def test_too_much_text_is_refused() -> None:
    for html, text in (
        ("<" * (LONGEST + 1), ""),
        ("", "甲" * (LONGEST + 1)),
        ("", "\n" * 1_000_001),
    ):
        with pytest.raises(ZipingtongError, match="复制的内容太多"):
            read_clipboard(html, text)


def test_tables_in_tables_without_end_are_refused() -> None:
    with pytest.raises(ZipingtongError, match="套得太深"):
        read_clipboard("<table><tr><td>" * MANY, "")


@pytest.mark.parametrize(
    "piece", ["<!-- ", "<![if x ", "<a ", "<a b='x> ", "<<!---->!-- ", "<style ", "</ ", "<p>", "&"]
)
def test_nothing_broken_takes_for_ever(piece: str) -> None:
    """Each of these made a parser search to the end of the text again and again."""
    html = f"<table><tr><td>甲<td>{piece * MANY}"
    block = read_clipboard(html, "")
    assert block is not None
    assert block.texts()[0][0] == "甲"
