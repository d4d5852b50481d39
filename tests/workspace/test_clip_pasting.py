"""Pasting by position: visible cells, merged cells, rows that are added, what is told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.facts.edits import AddRow, SetValue, Together
from core.facts.model import Ref
from core.workspace.blocks import clear
from core.workspace.clip.blocks import Block
from core.workspace.clip.outgoing import block_of
from core.workspace.clip.tsv import read_tsv
from core.workspace.open_report import OpenReport, Sheet
from tests.support import assert_whole
from tests.workspace.support_clip import (
    at,
    cell_of,
    from_file,
    pasted,
    sample,
    selection,
    sheet_of,
    specimen,
    texts,
    through_html,
)

SAMPLES = ("taojiang-2024", "zhijiang-2023", "national-2024", "luxian-2023", "tongyong-2024")
INDICATORS = "项目自评表"


def ids(plan_questions: object) -> list[str]:
    return [question.id for question in plan_questions]  # type: ignore[attr-defined]


# ------------------------------------------------------------ whole forms


@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_pasted_onto_itself_changes_nothing(name: str) -> None:
    report = sample(name)
    for sheet in report.sheets():
        grid = report.grid(sheet)
        first, last = (next(c for c in grid.cells if c.row == row) for row in grid.framed)
        right = max((c for c in grid.cells if c.row == last.row), key=lambda c: c.col)
        block = through_html(selection(grid, first, right))
        plan = pasted(report, sheet, first, block)
        assert (plan.edit, plan.questions, plan.told) == (None, (), ())


def test_eight_visible_columns_from_calc_and_back() -> None:
    report = specimen("national")
    sheet = sheet_of(report, INDICATORS)
    top = cell_of(report.grid(sheet), "产出指标")
    plan = pasted(report, sheet, top, from_file("calc-indicators.html"))
    assert plan.told == ()
    assert isinstance(plan.edit, Together)
    assert plan.edit.label == "粘贴"
    before = report.snapshot
    report.apply(plan.edit)
    assert_whole(report.pack, report.snapshot)
    rows = [texts(report, sheet, top.row + number, top.col) for number in range(4)]
    assert rows == [
        ["产出指标", "数量指标", "养护道路里程", "≥90公里", "91公里", "12", "11.5", "无"],
        ["产出指标", "数量指标", "修复桥涵座数", "=5座", "5座", "8", "8", "第一行\n第二行"],
        ["产出指标", "质量指标", "验收合格率", "100%", "98.5%", "10", "10", ""],
        [
            *("效益指标", "经济效益指标", '农产品"运费"下降率', "≥5%", "5.5%", "10", "10"),
            "雨多 & <晚>",
        ],
    ]
    grid = report.grid(sheet)
    copied = block_of(selection(grid, at(grid, top.row, 1), at(grid, top.row + 3, 9)))
    assert copied == from_file("calc-indicators.html")
    report.undo()
    assert report.snapshot == before


# ------------------------------------------------------------ merged cells


def indicators() -> tuple[OpenReport, Sheet]:
    """National: 产出指标 over five rows, 效益指标 over four, 满意度指标."""
    report = sample("national-2024")
    return report, sheet_of(report, INDICATORS)


def test_merged_cells_pasted_as_they_are_take_their_rows() -> None:
    report, sheet = indicators()
    grid = report.grid(sheet)
    top = cell_of(grid, "产出指标")
    block = through_html(selection(grid, top, at(grid, 21, 2)))
    changed = block.reworded({"产出指标": "产出", "质量指标": "质量"})
    plan = pasted(report, sheet, top, changed)
    assert (plan.questions, plan.told) == ((), ())
    assert isinstance(plan.edit, Together)
    assert [edit.raw for edit in plan.edit.edits if isinstance(edit, SetValue)] == ["产出", "质量"]


@pytest.mark.parametrize(
    "rows",
    [
        ["甲", "乙", "丙"],
        ["甲", "", "", "", "", "乙", "", "", "", "丙"],
        ["甲"] * 5 + ["乙"] * 4 + ["丙"],
    ],
)
def test_one_merged_column_takes_one_row_or_as_many_as_it_covers(rows: list[str]) -> None:
    report, sheet = indicators()
    top = cell_of(report.grid(sheet), "产出指标")
    plan = pasted(report, sheet, top, Block.of([[text] for text in rows]))
    assert isinstance(plan.edit, Together)
    assert [edit.raw for edit in plan.edit.edits if isinstance(edit, SetValue)] == [
        *("甲", "乙", "丙")
    ]
    assert (plan.questions, plan.told) == ((), ())


def test_rows_under_other_levels_ask_for_other_merged_cells() -> None:
    report, sheet = indicators()
    top = cell_of(report.grid(sheet), "产出指标")
    block = read_tsv("产出\t数量\t一\n产出\t质量\t二\n效益\t社会\t三\n")
    plan = pasted(report, sheet, top, block)
    assert ids(plan.questions) == ["合并"]
    assert plan.edit is not None
    report.apply(plan.edit)
    assert_whole(report.pack, report.snapshot)
    shown = [texts(report, sheet, top.row + number, 1)[:3] for number in range(11)]
    first = [line[0] for line in shown]
    assert first[:5] == ["产出", "产出", "效益", "产出指标", "产出指标"]
    assert first[5:] == ["效益指标"] * 4 + ["满意度指标", "100"]
    assert [line[1] for line in shown[:5]] == ["数量", "质量", "社会", "时效指标", "成本指标"]
    assert [line[2] for line in shown[:4]] == ["一", "二", "三", "按期完工率"]


def test_merged_cells_may_stay_as_they_are() -> None:
    report, sheet = indicators()
    top = cell_of(report.grid(sheet), "产出指标")
    block = read_tsv("产出\t数量\t一\n效益\t数量\t二\n")
    plan = pasted(report, sheet, top, block).with_answer("合并", "否")
    assert plan.questions == ()
    assert plan.told == ("有 1 格落在已合并的格子里，文字又不相同，没有粘贴。",)
    groups = report.snapshot.groups
    assert plan.edit is not None
    report.apply(plan.edit)
    assert report.snapshot.groups == groups


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from("甲乙丙")] * 2, st.just("名")), max_size=14, min_size=1)
)
def test_levels_come_out_as_they_were_copied(rows: list[tuple[str, str, str]]) -> None:
    """Whatever the rows are: every line says afterwards what the block said."""
    report = specimen("national")
    sheet = sheet_of(report, INDICATORS)
    top = cell_of(report.grid(sheet), "产出指标")
    plan = pasted(report, sheet, top, Block.of(rows))
    assert plan.told == ()
    assert plan.edit is not None
    report.apply(plan.edit)
    assert_whole(report.pack, report.snapshot)
    shown = [tuple(texts(report, sheet, top.row + n, 1)[:3]) for n in range(len(rows))]
    assert shown == rows


# ------------------------------------------------------------ rows that are added


def test_rows_are_added_after_a_question() -> None:
    report, sheet = indicators()
    grid = report.grid(sheet)
    last = cell_of(grid, "沿线群众满意度")
    block = read_tsv("甲\t≥1%\n乙\t≥2%\n丙\t≥3%\n\n")
    plan = pasted(report, sheet, last, block)
    assert ids(plan.questions) == ["增行"]
    assert "2 行" in plan.questions[0].text
    assert plan.told == ()
    refused = plan.with_answer("增行", "否")
    assert refused.told == ("下面 2 行放不下，没有粘贴。",)
    assert refused.questions == ()
    assert plan.edit is not None
    report.apply(plan.edit)
    assert_whole(report.pack, report.snapshot)
    added = [texts(report, sheet, last.row + number, 1)[:4] for number in range(3)]
    assert [line[0] for line in added] == ["满意度指标"] * 3
    assert [line[2:] for line in added] == [["甲", "≥1%"], ["乙", "≥2%"], ["丙", "≥3%"]]
    assert texts(report, sheet, last.row + 3)[0] == "总分"


def test_added_rows_join_the_merged_cells_of_the_block() -> None:
    report, sheet = indicators()
    top = cell_of(report.grid(sheet), "满意度指标")
    spans = {(1, 0): (2, 1)}
    rows = [["满意", "服务", "一"], ["成本", "经济", "二"], ["", "社会", "三"]]
    plan = pasted(report, sheet, top, Block.of(rows, spans))
    assert plan.edit is not None
    report.apply(plan.edit)
    assert_whole(report.pack, report.snapshot)
    shown = [texts(report, sheet, top.row + number, 1)[:3] for number in range(3)]
    assert shown == [["满意", "服务", "一"], ["成本", "经济", "二"], ["成本", "社会", "三"]]
    merged = [cell for cell in report.grid(sheet).cells if cell.text == "成本"]
    assert [cell.rows for cell in merged] == [2]


def test_a_line_under_the_table_is_no_row_of_it() -> None:
    report, sheet = indicators()
    grid = report.grid(sheet)
    last = cell_of(grid, "沿线群众满意度")
    rows = [["甲", "1", "1", "5", "5", ""], ["乙", "1", "1", "5", "5", ""]]
    plan = pasted(report, sheet, at(grid, last.row, 1), _with_total(rows))
    assert ids(plan.questions) == ["增行"]
    assert isinstance(plan.edit, Together)
    assert sum(isinstance(edit, AddRow) for edit in plan.edit.edits) == 1
    assert SetValue(Ref("总得分", "", sheet.copy), "77") in plan.edit.edits


def _with_total(rows: list[list[str]]) -> Block:
    """Rows of indicators, and the line 总分 as the form has it."""
    lines = [["满意度指标", "服务对象满意度指标", *row] for row in rows]
    return Block.of([*lines, ["总分", *[""] * 4, "100", "77", ""]], {(len(lines), 0): (1, 5)})


@pytest.mark.parametrize(
    ("pack", "form", "row", "col"),
    [("tongyong", "整体自评表", 16, 1), ("hunan-taojiang", "基础数据表", 15, 0)],
)
def test_a_table_without_rows_gets_its_first_ones(pack: str, form: str, row: int, col: int) -> None:
    report = specimen(pack)
    sheet = sheet_of(report, form)
    place = at(report.grid(sheet), row, col)
    plan = pasted(report, sheet, place, read_tsv("甲项目\t1\n乙项目\t2\n"))
    assert ids(plan.questions) == ["增行"]
    assert plan.told == ()
    assert plan.edit is not None
    report.apply(plan.edit)
    assert_whole(report.pack, report.snapshot)
    shown = [texts(report, sheet, row + number, col)[:2] for number in range(2)]
    assert [name[-3:] for name, _ in shown] == ["甲项目", "乙项目"]
    assert [value for _, value in shown] == ["1", "2"]


def test_a_table_of_the_county_does_not_grow() -> None:
    report = sample("zhijiang-2023")
    sheet = sheet_of(report, "共性指标表")
    last = at(report.grid(sheet), 18, 8)
    plan = pasted(report, sheet, last, read_tsv("5\n6\n7\n"))
    assert plan.questions == ()
    assert plan.told == ("下面 1 行放不下，没有粘贴：这张表的行是县里定的。",)


def test_no_more_rows_are_added_than_anybody_needs() -> None:
    report, sheet = indicators()
    last = cell_of(report.grid(sheet), "沿线群众满意度")
    plan = pasted(report, sheet, last, read_tsv("甲\n" * 502))
    assert plan.questions == ()
    assert plan.told == ("下面 501 行放不下，没有粘贴：一次最多增加 500 行。",)


# ------------------------------------------------------------ cells


def test_what_does_not_fit_on_the_right_is_told() -> None:
    report = sample("taojiang-2024")
    sheet = sheet_of(report, "基础数据表")
    where = at(report.grid(sheet), 6, 3)
    plan = pasted(report, sheet, where, read_tsv("1\t2\t3\t4\n1\t2\t\t\n"))
    assert plan.told == ("右边 2 栏放不下，没有粘贴。",)
    assert isinstance(plan.edit, Together)
    assert len(plan.edit.edits) == 4


def test_printed_texts_are_left_alone() -> None:
    report = sample("taojiang-2024")
    sheet = sheet_of(report, "基础数据表")
    label = at(report.grid(sheet), 6, 0)
    same = pasted(report, sheet, label, read_tsv("三公 经费\t1\t2\t3\n"))
    assert same.told == ()
    other = pasted(report, sheet, label, read_tsv("招待费\t1\t2\t3\n"))
    assert other.told == ("有 1 格不能填写（表上印好的文字等），没有改动。",)
    assert other.edit == same.edit
    blank = pasted(report, sheet, label, read_tsv("\t1\t2\t3\n"))
    assert (blank.edit, blank.told) == (same.edit, ())


def test_one_value_fills_the_selection() -> None:
    report = sample("taojiang-2024")
    sheet = sheet_of(report, "基础数据表")
    grid = report.grid(sheet)
    chosen = selection(grid, at(grid, 6, 0), at(grid, 8, 3))
    plan = pasted(report, sheet, at(grid, 6, 0), Block.of([["2.5"]]), chosen)
    assert isinstance(plan.edit, Together)
    assert {edit.raw for edit in plan.edit.edits if isinstance(edit, SetValue)} == {"2.5"}
    assert plan.filled == len(plan.edit.edits) == 6
    assert plan.told == ("有 3 格不能填写（表上印好的文字等），没有改动。",)


def test_the_words_of_the_form_around_a_fact_do_not_come_along() -> None:
    report = sample("zhijiang-2023")
    sheet = sheet_of(report, "基础数据表")
    grid = report.grid(sheet)
    place = cell_of(grid, "1、创新型省份建设专项资金")
    plan = pasted(report, sheet, place, read_tsv("3、自供区电费补偿\n国际陆港\n"))
    assert isinstance(plan.edit, Together)
    assert [edit.raw for edit in plan.edit.edits if isinstance(edit, SetValue)] == [
        *("自供区电费补偿", "国际陆港")
    ]


def test_parts_of_a_target_become_one_edit() -> None:
    report = sample("luxian-2023")
    sheet = sheet_of(report, "整体自评表")
    grid = report.grid(sheet)
    nature = next(cell for cell in grid.cells if cell.part == "性质")
    plan = pasted(report, sheet, nature, read_tsv("≤\t77\t家\n"))
    assert isinstance(plan.edit, Together)
    assert plan.edit.edits == (SetValue(nature.ref or Ref(""), "≤｜77｜家"),)
    single = pasted(report, sheet, nature, read_tsv("≥\t77\n"))
    assert isinstance(single.edit, Together)
    assert len(single.edit.edits) == 1


def test_cutting_empties_what_may_be_typed() -> None:
    report = sample("taojiang-2024")
    sheet = sheet_of(report, "基础数据表")
    grid = report.grid(sheet)
    line = selection(grid, at(grid, 6, 0), at(grid, 6, 5))
    edit = clear(report.pack, report.snapshot, line, "剪切")
    assert edit is not None
    assert edit.label == "剪切"
    report.apply(edit)
    assert texts(report, sheet, 6)[0] == "三公经费"
    assert report.snapshot.entered_value(Ref("三公经费", "决算")).is_blank
    assert clear(report.pack, report.snapshot, [[at(grid, 6, 0)]], "剪切") is None


def test_rows_of_a_selection_count_by_visible_cells() -> None:
    report, sheet = indicators()
    grid = report.grid(sheet)
    chosen = selection(grid, at(grid, 12, 1), at(grid, 14, 9))
    block = block_of(chosen)
    assert block is not None
    assert (block.height, block.width) == (3, 8)
    assert all(a.col + a.cols == b.col for line in block.lines for a, b in pairwise(line))
    assert block_of([[None]]) is None
    alone = block_of([[at(grid, 12, 1)]])
    assert alone is not None
    assert alone.only is not None
