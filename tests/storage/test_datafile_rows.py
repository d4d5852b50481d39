"""Rows of data files: 〃 and merged cells, the county's rows, own rows, rows not mentioned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.calc.references import find_ref, row_text
from core.facts.model import Snapshot
from core.forms.library import Library
from core.storage.datafile import Loaded, load, save
from core.storage.notes import INFORMATION

PACKS = Path(__file__).resolve().parent.parent / "packs_small"
LIBRARY = Library(PACKS)
PACK = LIBRARY.pack("test-xian")


def loaded(rows: Any, **sections: Any) -> Loaded:
    data = {"pack": "test-xian", "year": 2024, "rows": rows, **sections}
    return load(json.dumps(data, ensure_ascii=False), LIBRARY)


def quiet(rows: Any) -> Snapshot:
    """The package of a file with nothing wrong in it."""
    package = loaded(rows)
    assert package.notes == ()
    return package.document.snapshot


def groups(snapshot: Snapshot, field: str, table: str = "绩效指标") -> list[list[str]]:
    """The merged cells of a column, each as the places of its rows."""
    return sorted(
        [row_text(snapshot, row).removeprefix(table) for row in group.rows]
        for group in snapshot.groups.values()
        if group.field == field and group.table == table.rsplit("/", 1)[-1]
    )


def raw(snapshot: Snapshot, text: str) -> str:
    return snapshot.entered_value(find_ref(snapshot, PACK, text)).raw


def indicator(first: Any, second: Any, **cells: Any) -> dict[str, Any]:
    return {"一级指标": first, "二级指标": second, **cells}


# ---------------------------------------------------------------- merged cells


def test_levels_are_merged_by_the_ditto_mark_alone() -> None:
    snapshot = quiet(
        {
            "绩效指标": [
                indicator("产出指标", "数量指标2"),
                indicator("〃", "〃"),
                indicator("〃", "数量指标2"),  # two equal neighbours are two cells
                indicator("产出指标", "数量指标2"),
            ]
        }
    )
    assert groups(snapshot, "一级指标") == [["[1]", "[2]", "[3]"], ["[4]"]]
    assert groups(snapshot, "二级指标") == [["[1]", "[2]"], ["[3]"], ["[4]"]]
    assert raw(snapshot, "绩效指标[3].二级指标") == "数量指标2"


def test_a_shared_cell_is_left_out_or_a_ditto_or_written_again() -> None:
    snapshot = quiet(
        {
            "绩效指标": [
                indicator("产出指标", "甲", 分值=50),
                indicator("〃", "乙"),
                indicator("〃", "丙", 分值="〃"),
                indicator("〃", "丁", 分值=50),
                indicator("效益指标", "戊"),
                indicator("〃", "己", 分值=30),  # the one number of its cell
            ]
        }
    )
    assert [raw(snapshot, f"绩效指标[{n}].分值") for n in (1, 3, 5)] == ["50", "50", "30"]
    assert groups(snapshot, "分值") == []  # it follows the 一级指标


def test_any_other_cell_may_be_merged_too() -> None:
    snapshot = quiet(
        {
            "绩效指标": [
                indicator("产出指标", "甲", 得分=9, 偏差原因="略"),
                indicator("〃", "乙", 得分="〃", 偏差原因="〃"),
                indicator("效益指标", "丙", 得分="〃", 偏差原因=None),
            ],
            "项目清单": [
                {"项目名称": "甲", "支出": {"决算": 5}},
                {"项目名称": "乙", "支出": "〃"},
            ],
        }
    )
    assert groups(snapshot, "得分") == [["[1]", "[2]", "[3]"]]
    assert groups(snapshot, "偏差原因") == [["[1]", "[2]"]]
    assert groups(snapshot, "支出", "项目清单") == [["[1]", "[2]"]]
    assert raw(snapshot, "绩效指标[3].得分") == "9"
    assert raw(snapshot, "项目清单[2].支出@决算") == "5"


def test_the_ditto_mark_itself_can_be_a_text() -> None:
    snapshot = quiet({"项目清单": [{"项目名称": {"文字": "〃"}}, {"项目名称": {"文字": "〃"}}]})
    assert groups(snapshot, "项目名称", "项目清单") == []
    assert raw(snapshot, "项目清单[2].项目名称") == "〃"
    assert save(snapshot, PACK).count('"项目名称": {"文字": "〃"}') == 2


@pytest.mark.parametrize(
    ("rows", "place", "says"),
    [
        ([indicator("〃", "甲")], "[1].一级指标", "第一行"),
        ([indicator("甲", "乙", 得分="〃")], "[1].得分", "第一行"),
        ([indicator("甲", "乙"), indicator("丙", "〃")], "[2].二级指标", "“一级指标”是新的一格"),
        ([indicator("甲", "乙"), indicator("丙", "丁", 分值="〃")], "[2].分值", "共用一格"),
        ([indicator("甲", "乙", 分值=1), indicator("〃", "丁", 分值=2)], "[2].分值", "已经写了“1”"),
        ([indicator("甲", "乙"), {"一级指标": "〃"}], "[2]", "没有写“二级指标”"),
    ],
)
def test_merges_that_cannot_be(rows: list[Any], place: str, says: str) -> None:
    [note] = loaded({"绩效指标": rows}).notes
    assert note.code in ("D106", "D112")
    assert note.place == f"rows.绩效指标{place}"
    assert says in note.says


def test_a_ditto_for_one_aspect_is_noted() -> None:
    lines = [{"项目名称": "甲"}, {"项目名称": "乙", "支出": {"决算": "〃", "年初预算": 3}}]
    package = loaded({"项目清单": lines})
    [note] = package.notes
    assert (note.code, note.place) == ("D106", "rows.项目清单[2].支出.决算")
    assert raw(package.document.snapshot, "项目清单[2].支出@年初预算") == "3"


# ---------------------------------------------------------------- the county's rows


def test_fixed_rows_are_always_complete() -> None:
    snapshot = quiet(
        {"共性指标": {"在职": {"得分": 5}, "经济": {"得分": 9}, "社会": {"得分": "〃"}}}
    )
    assert len(snapshot.siblings("共性指标")) == 4
    assert raw(snapshot, "共性指标[在职].得分") == "5"
    assert raw(snapshot, "共性指标[社会].得分") == "9"
    again = quiet({"共性指标": [{"key": "在职", "得分": 5}, {"key": "经济", "得分": 9}]})
    assert save(again, PACK) == save(snapshot, PACK)


def test_fixed_rows_may_be_merged_and_split_otherwise() -> None:
    package = loaded({"共性指标": {"经济": {"得分": 9}, "社会": {"得分": 3}, "2": {"得分": "〃"}}})
    snapshot = package.document.snapshot
    assert groups(snapshot, "得分", "共性指标") == [["[社会]", "[「2」]"]]
    assert groups(snapshot, "分值", "共性指标") == [["[经济]", "[社会]"]]
    [note] = package.notes
    assert (note.code, note.place) == (INFORMATION, "rows.共性指标.社会.得分")


def test_null_keeps_a_merged_cell_together() -> None:
    snapshot = quiet({"共性指标": {"经济": {"得分": 9}, "社会": {"得分": None}}})
    assert groups(snapshot, "得分", "共性指标") == [["[经济]", "[社会]"]]


def test_levels_of_fixed_rows_are_merged_as_the_county_printed_them() -> None:
    snapshot = quiet({"项目": [{"项目共性": {"制度": {"得分": 4}}}]})
    assert groups(snapshot, "一级指标", "项目[1]/项目共性") == [["[制度]", "[合规]"], ["[经济]"]]


@pytest.mark.parametrize(
    ("rows", "place", "says"),
    [
        ({"会社": {"得分": 1}}, ".会社", "在职、经济、社会、2"),
        ({"社会会": {"得分": 1}}, ".社会会", "“社会”"),
        ([{"得分": 1}], "[1]", "key"),
        ([{"key": "在职"}, {"key": "在职"}], "[2]", "写了两次"),
        ([{"key": ["在职"]}], "[1]", "key"),
        ({"在职": 5}, ".在职", "一行的内容"),
        ([5], "[1]", "一行的内容"),
        ({"在职": {"三级指": 5}}, ".在职.三级指", "“三级指标”"),
        (7, "", "各行的内容"),
    ],
)
def test_mistakes_in_fixed_rows(rows: Any, place: str, says: str) -> None:
    package = loaded({"共性指标": rows})
    [note] = package.notes
    assert note.place == f"rows.共性指标{place}"
    assert says in str(note)
    assert len(package.document.snapshot.siblings("共性指标")) == 4


# ---------------------------------------------------------------- which rows there are


def test_tables_not_mentioned_have_their_first_rows() -> None:
    for rows in ({}, {"绩效指标": None}):
        snapshot = quiet(rows)
        assert len(snapshot.siblings("绩效指标")) == 3
        assert raw(snapshot, "绩效指标[3].一级指标") == "效益指标"


def test_an_empty_list_means_no_rows() -> None:
    snapshot = quiet({"绩效指标": [], "项目": [{"资金来源": []}]})
    assert snapshot.siblings("绩效指标") == ()
    [project] = snapshot.siblings("项目")
    assert snapshot.siblings("资金来源", project) == ()
    assert len(snapshot.siblings("绩效指标", project)) == 2
    saved = json.loads(save(snapshot, PACK))
    assert saved["rows"]["绩效指标"] == []
    assert saved["rows"]["项目"][0]["资金来源"] == []


def test_own_rows() -> None:
    snapshot = quiet(
        {
            "项目": [
                {"项目名称": "甲", "资金来源": [{"来源": "中央", "金额": {"决算": 7}}]},
                {"绩效指标": [indicator("产出指标", "甲"), indicator("〃", "〃", 得分=5)]},
            ]
        }
    )
    assert raw(snapshot, "项目[1]/资金来源[1].金额@决算") == "7"
    assert snapshot.value(find_ref(snapshot, PACK, "项目[1].年度资金总额@决算")).number == 7
    assert raw(snapshot, "项目[2]/绩效指标[2].得分") == "5"
    assert raw(snapshot, "项目[2]/绩效指标[2].二级指标") == "甲"


def test_targets_in_three_cells() -> None:
    target = {"性质": "≥", "值": "95", "单位": "%"}
    snapshot = quiet({"绩效指标": [indicator("甲", "乙", 年度指标值=target)]})
    assert raw(snapshot, "绩效指标[1].年度指标值") == "≥｜95｜%"
    assert json.loads(save(snapshot, PACK))["rows"]["绩效指标"][0]["年度指标值"] == target
    [note] = loaded({"绩效指标": [indicator("甲", "乙", 年度指标值={"性制": "≥", "值": 5})]}).notes
    assert (note.code, note.place) == ("D102", "rows.绩效指标[1].年度指标值.性制")
    assert "性质、值、单位" in note.remedy


def test_texts_with_holes_stay_as_they_are() -> None:
    snapshot = quiet({"项目清单": [{"项目名称": "{年}年道路"}]})
    assert raw(snapshot, "项目清单[1].项目名称") == "{年}年道路"


@pytest.mark.parametrize(
    ("rows", "code", "place", "says"),
    [
        ({"项目清": []}, "D102", "rows.项目清", "“项目清单”"),
        ({"主要任务": []}, "D102", "rows.主要任务", "没有用到"),
        ({"项目共性": {}}, "D102", "rows.项目共性", "不直接挂在单位下面"),
        ({"项目清单": {"项目名称": "甲"}}, "D104", "rows.项目清单", "方括号"),
        ({"项目清单": [{"名称": "甲"}]}, "D102", "rows.项目清单[1].名称", "“项目名称”"),
        ({"项目清单": ["甲"]}, "D104", "rows.项目清单[1]", "一行的内容"),
        ({"项目": [{"资金来源": 5}]}, "D104", "rows.项目[1].资金来源", "一列行"),
        ({"项目": [{"项目共性": 5}]}, "D104", "rows.项目[1].项目共性", "各行的内容"),
        ({"绩效指标": [7]}, "D104", "rows.绩效指标[1]", "一行的内容"),
        ([], "D104", "rows", "花括号"),
    ],
)
def test_mistakes_in_rows(rows: Any, code: str, place: str, says: str) -> None:
    [note] = loaded(rows).notes
    assert (note.code, note.place) == (code, place)
    assert says in str(note)


def test_a_row_that_is_none_keeps_its_place() -> None:
    package = loaded({"项目清单": [5, {"项目名称": "甲"}]})
    assert raw(package.document.snapshot, "项目清单[2].项目名称") == "甲"


def test_more_rows_than_anybody_needs() -> None:
    line = indicator("〃", "〃", 三级指标="〃", 得分="〃", 分值="〃")
    package = loaded({"绩效指标": [indicator("甲", "乙", 得分=1)] + [line] * 99_999})
    snapshot = package.document.snapshot
    assert len(snapshot.siblings("绩效指标")) == 5000
    for field in ("一级指标", "二级指标", "三级指标", "得分"):
        [cell] = groups(snapshot, field)
        assert len(cell) == 5000
    [note] = package.notes
    assert (note.code, note.place) == ("D107", "rows.绩效指标")
