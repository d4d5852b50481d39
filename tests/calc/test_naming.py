"""Naming: facts and rows as people say them."""

from __future__ import annotations

import pytest

from core.calc.naming import fact_name, fact_words, row_name, row_number, row_words
from core.document.document import Document
from core.facts.edits import AddRow, MergeCells, SetValue
from core.facts.model import Ref
from core.forms.library import Library

PACK = Library().pack("hunan-zhijiang")
TAOJIANG = Library().pack("hunan-taojiang")


@pytest.fixture
def document() -> Document:
    """Two projects, the second without a name, each with a line of money and an indicator."""
    document = Document.blank(PACK, 2023)
    for name in ("河道整治", ""):
        document.apply(AddRow("项目", cells={"项目名称": name}))
    return document


def test_a_fact_of_the_unit_is_named_with_its_aspect() -> None:
    assert fact_words(Ref("三公经费", "决算")) == "三公经费（决算）"
    assert fact_words(Ref("执行率")) == "执行率"


def test_a_row_is_named_by_what_stands_in_it_or_by_its_number(document: Document) -> None:
    state = document.snapshot
    named, bare = state.siblings("项目")
    assert (row_name(PACK, state, named), row_words(PACK, state, named)) == (
        "“河道整治”",
        "“河道整治”",
    )
    assert (row_name(PACK, state, bare), row_words(PACK, state, bare)) == ("", "项目第2行")
    assert row_number(state, bare) == "第2行"


def test_a_fact_of_a_row_says_which_row_unless_the_talk_is_of_it(document: Document) -> None:
    state = document.snapshot
    named, bare = state.siblings("项目")
    total = Ref("年度资金总额", "决算", named)
    assert fact_name(PACK, state, total) == "“河道整治”的年度资金总额（决算）"
    assert fact_name(PACK, state, total, inside=named) == "年度资金总额（决算）"
    assert fact_name(PACK, state, total, inside=bare) == fact_name(PACK, state, total)


def test_printed_rows_and_levels_name_a_row_too(document: Document) -> None:
    state = document.snapshot
    fixed = state.siblings("共性指标")[0]
    assert row_words(PACK, state, fixed).startswith("“")
    owner = state.siblings("项目")[0]
    document.apply(AddRow("绩效指标", owner, cells={"二级指标": "数量指标"}))
    row = document.snapshot.siblings("绩效指标", owner)[-1]
    assert row_words(PACK, document.snapshot, row) == "“数量指标”"


def test_a_merged_cell_is_named_by_its_first_row() -> None:
    document = Document.blank(TAOJIANG, 2024)
    for name in ("甲", "乙"):
        document.apply(AddRow("绩效指标", cells={"三级指标": name}))
    rows = document.snapshot.siblings("绩效指标")[-2:]
    document.apply(MergeCells("得分", rows))
    group = document.snapshot.cover[rows[0], "得分"]
    assert fact_name(TAOJIANG, document.snapshot, Ref("得分", "", group)) == "“甲”的得分"


def test_long_names_are_cut_and_lines_joined() -> None:
    document = Document.blank(TAOJIANG, 2024)
    document.apply(AddRow("项目清单", cells={"项目名称": "一" * 30}))
    document.apply(AddRow("项目清单"))
    first, second = document.snapshot.siblings("项目清单")[-2:]
    document.apply(SetValue(Ref("项目名称", "", second), "道路\n工程"))
    assert row_words(TAOJIANG, document.snapshot, first) == f"“{'一' * 20}”"
    assert row_words(TAOJIANG, document.snapshot, second) == "“道路 工程”"
