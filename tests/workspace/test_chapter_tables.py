"""Lines with tabs are a table."""

from __future__ import annotations

import pytest

from core.workspace.chapter_tables import Table, blank_table, blocks, cell_from

TEXT = "前面\n项目\t数\n甲\t1\n\n后面\n乙\t2\t多"


def test_tables_and_paragraphs_are_told_apart() -> None:
    assert blocks(TEXT) == [
        "前面",
        Table((("项目", "数"), ("甲", "1"))),
        "后面",
        Table((("乙", "2", "多"),)),
    ]
    assert blocks("") == [] and blocks("\n \n") == []
    ragged = blocks("a\tb\nc\td\te")
    assert ragged == [Table((("a", "b", ""), ("c", "d", "e")))]


def test_a_blank_table_has_its_rows_and_columns() -> None:
    (table,) = blocks(blank_table(2, 3))
    assert table == Table((("", "", ""), ("", "", "")))


@pytest.mark.parametrize(
    ("here", "step", "words"),
    [("项目", 1, "数"), ("数", 1, "甲"), ("甲", -1, "数"), ("1", 1, None), ("项目", -1, None)],
)
def test_one_goes_from_cell_to_cell(here: str, step: int, words: str | None) -> None:
    found = cell_from(TEXT, TEXT.index(here), step)
    assert (TEXT[found[0] : found[1]] if found else None) == words


def test_outside_a_table_there_are_no_cells() -> None:
    assert cell_from(TEXT, 0, 1) is None and cell_from("", 0, 1) is None
