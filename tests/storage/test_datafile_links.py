"""Links of data files: written ones, ones found by name and money, ones refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.calc.references import row_text
from core.facts.model import Ref, Snapshot
from core.forms.library import Library
from core.storage.datafile import Loaded, load, save
from core.storage.notes import INFORMATION

LIBRARY = Library(Path(__file__).resolve().parent.parent / "packs_small")
PACK = LIBRARY.pack("test-xian")


def loaded(lines: list[Any], projects: list[Any]) -> Loaded:
    rows = {"项目清单": lines, "项目": projects}
    data = {"pack": "test-xian", "year": 2024, "rows": rows}
    return load(json.dumps(data, ensure_ascii=False), LIBRARY)


def line(name: str, spent: Any = None, **cells: Any) -> dict[str, Any]:
    return {"项目名称": name, "支出": {"决算": spent}, **cells}


def project(name: str, spent: Any = None) -> dict[str, Any]:
    return {"项目名称": name, "年度资金总额": {"决算": spent}}


def links(snapshot: Snapshot) -> list[str]:
    """What each line is linked to."""
    raws = [
        snapshot.entered_value(Ref("项目表", "", row)).raw for row in snapshot.siblings("项目清单")
    ]
    return [row_text(snapshot, raw) if raw in snapshot.rows else raw for raw in raws]


def test_written_links() -> None:
    lines = [line("甲", 项目表="项目[2]"), line("乙", 项目表="无"), line("丙")]
    package = loaded(lines, [project("丙"), project("甲")])
    assert package.notes == ()
    assert links(package.document.snapshot) == ["项目[2]", "无", ""]
    saved = json.loads(save(package.document, PACK))["rows"]["项目清单"]
    assert [entry["项目表"] for entry in saved] == ["项目[2]", "无", None]


def test_a_link_computes_what_the_line_leaves_blank() -> None:
    package = loaded([line("甲", 项目表="项目[1]")], [project("乙", 7)])
    snapshot = package.document.snapshot
    [row] = snapshot.siblings("项目清单")
    assert snapshot.value(Ref("支出", "决算", row)).number == 7


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("项目[3]", "现在只有 1 行"),
        ("甲", "不是规范的指标写法"),
        ("项目清单[1]", "要写“项目”的哪一行"),
        ("项目[1].项目名称", "不是规范的指标写法"),
        (5, "不是规范的指标写法"),
        (True, "true"),
    ],
)
def test_links_that_cannot_be(written: Any, says: str) -> None:
    package = loaded([line("甲", 项目表=written)], [project("甲")])
    [note] = package.notes
    assert note.place == "rows.项目清单[1].项目表"
    assert says in note.says and note.remedy
    assert links(package.document.snapshot) == [""]


def test_nothing_is_guessed_once_a_link_is_written() -> None:
    package = loaded([line("甲", 项目表=None), line("乙")], [project("甲"), project("乙")])
    assert package.notes == ()
    assert links(package.document.snapshot) == ["", ""]


def test_equal_names_are_linked_silently() -> None:
    package = loaded([line("道路建设"), line("水利")], [project("水利"), project(" 道路建设 ")])
    assert package.notes == ()
    assert links(package.document.snapshot) == ["项目[2]", "项目[1]"]


def test_a_guess_is_told() -> None:
    package = loaded(
        [line("农村示范项目", 70), line("旁的")], [project("电子商务进农村综合示范项目", 70)]
    )
    assert links(package.document.snapshot) == ["项目[1]", ""]
    [note] = package.notes
    assert (note.code, note.place) == (INFORMATION, "rows.项目清单[1]")
    assert "按名称和金额把 项目清单[1] 对应到 项目[1]" in note.says
    assert "金额相等" in note.says and "“" not in note.says


def test_names_half_alike_need_the_same_money() -> None:
    alike = ("电子商务进农村", "电子商务进农村综合示范项目工程")
    assert links(loaded([line(alike[0], 7)], [project(alike[1], 8)]).document.snapshot) == [""]
    assert links(loaded([line(alike[0], 0)], [project(alike[1], 0)]).document.snapshot) == [""]
    assert links(loaded([line(alike[0], 7)], [project(alike[1], "7.00")]).document.snapshot) == [
        "项目[1]"
    ]


def test_equal_names_are_told_apart_by_money() -> None:
    package = loaded([line("道路", 1), line("道路", 2)], [project("道路", 2), project("道路", 1)])
    assert links(package.document.snapshot) == ["项目[2]", "项目[1]"]
    assert package.notes == ()


def test_a_sum_counts_as_money_too() -> None:
    source = {"项目名称": "甲乙丙丁戊", "资金来源": [{"金额": {"决算": 3}}, {"金额": {"决算": 4}}]}
    package = loaded([line("甲乙丙丁", 7)], [source])
    [note] = package.notes
    assert "金额相等" in note.says


def test_the_best_pairs_go_first() -> None:
    lines = [line("农田水利建设"), line("农田水利建设工程")]
    package = loaded(lines, [project("农田水利建设工程（一期）"), project("农田水利建设")])
    assert links(package.document.snapshot) == ["项目[2]", "项目[1]"]


def test_blank_names_are_linked_with_nothing() -> None:
    package = loaded([line("", 7), line("（）", 7)], [project("", 7), project("", 7)])
    assert package.notes == ()
    assert links(package.document.snapshot) == ["", ""]


def test_very_many_rows_are_linked_by_equal_names_only() -> None:
    names = [f"第{n}号工程" for n in range(1500)]
    package = loaded([line(name) for name in names], [project(name) for name in names])
    assert package.notes == ()
    found = links(package.document.snapshot)
    assert found[0] == "项目[1]" and found[-1] == "项目[1500]"
    others = [project(f"另外的第{n}项") for n in range(1500)]
    [note] = loaded([line(name) for name in names], others).notes
    assert (note.code, note.place) == ("D110", "rows.项目清单")
    assert "太多" in note.says
