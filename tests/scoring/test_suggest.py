"""Suggestions: every score the figures support, none that they do not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from core.calc.references import ref_text
from core.facts.edits import SetValue
from core.forms.library import Library, packs_folder
from core.scoring.suggest import Suggestion, suggestions
from core.storage.datafile import load

LIBRARY = Library(packs_folder())
SAME = "〃"


def suggested(pack: str, **data: Any) -> dict[str, Suggestion]:
    package = {"pack": pack, "year": 2024, "unit": "某县某局", **data}
    document = load(json.dumps(package, ensure_ascii=False), LIBRARY).document
    found = suggestions(document.pack, document.snapshot)
    return {ref_text(document.snapshot, one.ref): one for one in found}


def row(name: str, target: str, actual: str, **more: Any) -> Mapping[str, Any]:
    return {
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "三级指标": name,
        "年度指标值": target,
        "实际完成值": actual,
        **more,
    }


def of_row(target: str, actual: str, name: str = "走访企业", **more: Any) -> str:
    rows = {"绩效指标": [row(name, target, actual, 分值=10, **more)]}
    one = suggested("hunan-taojiang", rows=rows).get("绩效指标[1].得分")
    return one.text if one else ""


@pytest.mark.parametrize(
    ("target", "actual", "text"),
    [
        ("≥20家", "30家", "10"),
        ("≥20家", "15家", "7.5"),
        ("≤20家", "25家", "8"),
        ("≤20家", "0家", "10"),
        ("不断加强", "不断加强", "8—10"),
        ("按期完成", "部分完成", "6—8"),
        ("按期完成", "未完成", "0—6"),
        ("2024年12月底前", "2024年11月5日", "10"),
        ("≥95%", "≥95%", ""),  # a condition is no result
        ("提升服务", "群众反映好", ""),
        ("20家", "", ""),
        ("", "20家", ""),
    ],
)
def test_rows(target: str, actual: str, text: str) -> None:
    assert of_row(target, actual) == text


def test_a_row_says_how_it_was_counted() -> None:
    cost = row("总成本", "509", "1774.18", 分值=10, 二级指标="经济成本指标")
    one = suggested("hunan-taojiang", rows={"绩效指标": [cost]})["绩效指标[1].得分"]
    assert one.text == "2.87"
    assert one.numbers == "10 × 509 ÷ 1774.18 = 2.87"
    assert one.clause
    assert one.edit == SetValue(one.ref, "2.87")


def test_bands_of_the_county() -> None:
    rows = {"绩效指标": [row("工程", "按期完成", "部分完成", 分值=10)]}
    settings = {"定性档次": [["达成", "80%"], ["部分达成", "50%"], ["未达成", "0%"]]}
    found = suggested("hunan-taojiang", rows=rows, settings=settings)
    assert found["绩效指标[1].得分"].text == "5—8"


def group(second: str) -> dict[str, Suggestion]:
    rows = [
        row("新增企业", "不低于20家", "24家", 分值=50),
        {**row("走访企业", "不低于5家", second), "一级指标": SAME, "二级指标": SAME},
    ]
    return suggested("hunan-hengyangxian", rows={"绩效指标": rows})


def test_group_is_full_when_all_rows_are_met() -> None:
    assert group("5家")["绩效指标[1].得分"].text == "50"


def test_group_with_an_unmet_row_is_not_guessed() -> None:
    assert "绩效指标[1].得分" not in group("3家")


MONEY = {"年度资金总额": {"全年预算": 1000, "决算": 960}}


@pytest.mark.parametrize(
    ("policy", "text"),
    [("不限", "7—9.6"), ("按比例", "9.6"), ("分档", "7"), ("及格线", "9")],
)
def test_execution_by_policy(policy: str, text: str) -> None:
    found = suggested("hunan-taojiang", facts=MONEY, settings={"执行率评分办法": policy})
    assert found["执行率得分"].text == text


def test_execution_without_amounts() -> None:
    assert "执行率得分" not in suggested("hunan-taojiang", facts={"执行率分值": 10})


def test_grade() -> None:
    facts = {"总得分": 91}
    assert suggested("hunan-hengyangxian", facts=facts)["评价等级"].text == "优秀"
    assert suggested("hunan-hengyangxian", facts={"总得分": 60})["评价等级"].text == "较差"


ZHIJIANG = {
    "编制数": 34,
    "在职人数": 35,
    "三公经费": {"上年年初预算": 8, "年初预算": 7.8, "决算": 8.19},
    "年度资金总额": {"年初预算": 600, "全年预算": 690, "决算": 655},
    "年末结余": 34.5,
    "公用经费": {"年初预算": 40, "决算": 41},
    "政府采购金额": {"年初预算": 20, "决算": 18},
    "楼堂馆所批复规模": 100,
    "楼堂馆所实际规模": 106,
    "楼堂馆所预算投资": 0,
    "楼堂馆所实际投资": 0,
}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("在职", "3.5—4"),  # 102.94%: two whole points, or three begun
        ("三公变动", "5"),
        ("预算完成", "3"),  # 95%: one step of 5%
        ("预算控制", "3"),  # 90/600 = 15%
        ("面积", "1—3"),  # 106%
        ("投资", "5"),  # no building
        ("公用", "5—6"),  # 102.5%
        ("三公控制", "2"),  # 105%
        ("采购", "2"),  # 90%: two steps of 5%
    ],
)
def test_criteria_of_zhijiang(key: str, text: str) -> None:
    one = suggested("hunan-zhijiang", facts=ZHIJIANG)[f"共性指标[{key}].得分"]
    assert one.text == text
    assert one.clause  # the county's own 评价标准


def test_nothing_is_suggested_for_an_empty_report() -> None:
    for pack in ("hunan-taojiang", "hunan-hengyangxian", "national"):
        assert suggested(pack) == {}
