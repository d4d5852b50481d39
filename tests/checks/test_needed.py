"""Needed: what must be filled, and what may still come, mean the same to all who ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.checks.desk import Desk
from core.checks.finding import Severity
from core.checks.needed import Needs
from core.checks.runner import check
from core.document.document import Document
from core.facts.model import Ref
from core.forms.library import Library
from core.storage.datafile import load


def package(pack: str, rows: dict[str, Any], facts: dict[str, Any] | None = None) -> Document:
    data = {"pack": pack, "year": 2024, "unit": "某局", "facts": facts or {}, "rows": rows}
    return load(json.dumps(data, ensure_ascii=False), Library()).document


def listed(name: str) -> Document:
    """Two listed projects that make 70 of 100; the second has no amount."""
    rows = [
        {"项目名称": "道路维修", "支出": {"决算": 70}, "项目表": "无"},
        {"项目名称": name, "项目表": "无"},
    ]
    return package("hunan-zhijiang", {"项目清单": rows, "项目": []}, {"项目支出": {"决算": 100}})


@pytest.mark.parametrize(
    ("name", "weight"),
    [("科普宣传", Severity.WARNING), ("无", Severity.ERROR), ("—", Severity.ERROR)],
)
def test_a_row_that_stands_for_nothing_is_no_part_to_come(name: str, weight: Severity) -> None:
    document = listed(name)
    report = check(document.pack, document.snapshot)
    (found,) = [f for f in report.findings if f.rule == "X1.清单合计"]
    assert found.severity is weight


@pytest.mark.parametrize(("name", "asked"), [("科普宣传", True), ("无", False), ("—", False)])
def test_both_questions_have_one_answer_for_such_a_row(name: str, asked: bool) -> None:
    document = listed(name)
    needs = Needs(Desk(document.pack, document.snapshot))
    amount = Ref("支出", "决算", document.snapshot.siblings("项目清单")[1])
    assert needs.required(amount) is asked
    assert needs.to_come(amount) is asked


def test_of_a_row_not_yet_named_the_score_is_to_come_but_not_asked_for() -> None:
    rows = [{"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": ""}]
    document = package("hunan-taojiang", {"绩效指标": rows})
    needs = Needs(Desk(document.pack, document.snapshot))
    score = Ref("得分", "", document.snapshot.siblings("绩效指标")[0])
    assert not needs.required(score)
    assert needs.to_come(score)


def test_a_merged_cell_is_to_come_while_any_of_its_rows_asks_for_it() -> None:
    rows = [
        {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "无"},
        {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "培训", "得分": "〃"},
    ]
    document = package("hunan-taojiang", {"绩效指标": rows})
    snapshot = document.snapshot
    score = Desk(document.pack, snapshot).ref(snapshot.siblings("绩效指标")[1], "得分")
    assert score.holder in snapshot.groups
    needs = Needs(Desk(document.pack, snapshot))
    assert needs.required(score)
    assert needs.to_come(score)
