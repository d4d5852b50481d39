"""Packs for any county and for a county of prose: papers with few columns contradict nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from core.calc.compare import agree
from core.calc.references import find_ref
from core.calc.view import View, rows_on
from core.facts.edits import SetValue
from core.facts.model import UNIT, Ref, Snapshot
from core.facts.values import Span, State
from core.forms.advice import advice
from core.forms.library import Library, packs_folder
from core.forms.pack import Pack
from core.forms.rules import Rule
from core.layout.build import build_all
from core.storage.datafile import Loaded, load
from core.storage.notes import INFORMATION

LIBRARY = Library(packs_folder())
PACK = LIBRARY.pack("tongyong")
SAMPLES = packs_folder().parent / "samples"
COMPARE = {"=": "__eq__", "<=": "__le__", ">=": "__ge__", "<": "__lt__", ">": "__gt__"}


def paper(settings: Any = None, rows: Any = None, **facts: Any) -> Loaded:
    """A paper typed into a data file; nothing in it may be refused."""
    data = {
        "pack": "tongyong",
        "year": 2022,
        "unit": "某县某某局",
        "settings": settings or {},
        "facts": facts,
        "rows": {"绩效指标": [], "资金来源": [], **(rows or {})},
    }
    loaded = load(json.dumps(data, ensure_ascii=False, default=str), LIBRARY)
    assert [str(note) for note in loaded.notes if note.code != INFORMATION] == []
    return loaded


def contradictions(snapshot: Snapshot, pack: Pack = PACK) -> list[str]:
    """Entered numbers that disagree with computed ones, and relations that do not hold."""
    found = []
    for holder, held in snapshot.entered.items():
        for key in held:
            ref = Ref(*key, holder)
            computed = snapshot.computed_value(ref)
            if computed.state is State.READ and not agree(snapshot.entered_value(ref), computed):
                found.append(f"{key.name}@{key.aspect}")
    for rule in pack.checks:
        for holder in rows_on(snapshot, rule.path) if rule.path else (UNIT,):
            if not holds(rule, View(snapshot, pack).at(holder)):
                found.append(rule.id)
    return sorted(set(found))


def holds(rule: Rule, view: View) -> bool:
    assert rule.left is not None
    left, right = rule.left.run(view), rule.right.run(view)
    if rule.use == "calc" or left.number is None or right.number is None:
        return True  # calc: what is computed has been compared already
    return bool(getattr(left.number, COMPARE[rule.op])(right.number))


def number(snapshot: Snapshot, text: str) -> Decimal | None:
    return snapshot.value(find_ref(snapshot, PACK, text)).number


def missing(snapshot: Snapshot) -> list[str]:
    """What must be filled in and is not, for the unit and for each row."""
    found = []
    for path, name, aspect in PACK.places:
        concept = PACK.concept(path, name)
        assert concept is not None
        condition = PACK.needs.get((path, name, aspect))
        for holder in rows_on(snapshot, path) if path else (UNIT,):
            place = snapshot.cover.get((holder, name), holder)
            needed = concept.need == "必填"
            if condition is not None:
                needed = condition.run(View(snapshot, PACK).at(holder)).data is True
            if needed and snapshot.value(Ref(name, aspect, place)).is_blank:
                found.append(f"{name}@{aspect}" if aspect else name)
    return sorted(found)


def indicator(first: str | None, third: str, **cells: Any) -> dict[str, Any]:
    return {"一级指标": first, "二级指标": None, "三级指标": third, **cells}


SCORED = [
    indicator("产出指标", "甲", 分值=50, 得分=48),
    indicator("效益指标", "乙", 分值=30, 得分=30),
    indicator("满意度指标", "丙", 分值=10, 得分=10),
]


@pytest.mark.parametrize("name", ["tongyong", "hunan-xinshao"])
def test_there_are_no_mistakes_and_nothing_to_advise(name: str) -> None:
    pack = LIBRARY.check(LIBRARY.folder(name))
    assert [str(m) for m in pack.mistakes] == []
    assert [str(m) for m in advice(pack, name)] == []


@pytest.mark.parametrize("file", ["tongyong-2024.json", "xinshao-2023.json"])
def test_the_samples_contradict_nothing(file: str) -> None:
    loaded = load(SAMPLES / file, LIBRARY)
    assert loaded.notes == ()
    document = loaded.document
    assert contradictions(document.snapshot, document.pack) == []
    assert all(grid.cells for grid in build_all(document.pack, document.snapshot))


def test_the_sample_of_any_county_lacks_nothing() -> None:
    snapshot = load(SAMPLES / "tongyong-2024.json", LIBRARY).document.snapshot
    assert missing(snapshot) == []
    assert number(snapshot, "总得分") == Decimal("98.74")
    assert number(snapshot, "评分项得分合计") == Decimal("99.49")


# ------------------------------------------------------------- few columns


def test_a_paper_with_two_money_columns_and_no_scores_is_complete() -> None:
    snapshot = paper(
        年度资金总额={"全年预算": 120, "决算": 100},
        执行率="83.3%",
        总得分=92,
        rows={"绩效指标": [indicator("产出指标", "甲", 年度指标值="≥3个", 实际完成值="3个")]},
    ).document.snapshot
    assert contradictions(snapshot) == []
    assert missing(snapshot) == []
    assert snapshot.computed_value(Ref("总得分")).is_blank


def test_totals_without_their_parts_are_compared_with_nothing() -> None:
    snapshot = paper(
        年度资金总额={"年初预算": 500},
        三公经费={"上年决算": 8, "决算": 7},
        基本支出={"决算": 300},
        公用经费={"决算": 40},
        项目支出={"决算": 200, "年初预算": 180},
    ).document.snapshot
    assert contradictions(snapshot) == []
    assert missing(snapshot) == []


def test_a_total_and_only_one_kind_of_spending_is_no_contradiction() -> None:
    snapshot = paper(年度资金总额={"决算": 500}, 基本支出={"决算": 300}).document.snapshot
    assert contradictions(snapshot) == []
    snapshot = paper(年度资金总额={"决算": 500}, 项目支出={"决算": 300}).document.snapshot
    assert contradictions(snapshot) == []


def test_spending_that_does_not_add_up_is_found() -> None:
    snapshot = paper(
        年度资金总额={"决算": 500}, 基本支出={"决算": 300}, 项目支出={"决算": 210}
    ).document.snapshot
    assert contradictions(snapshot) == ["O2.支出构成"]


def test_a_blank_report_asks_for_the_total_and_the_names() -> None:
    unused = indicator("生态效益指标", "")
    assert "三级指标" not in missing(paper(rows={"绩效指标": [unused]}).document.snapshot)
    begun = indicator("产出指标", "", 年度指标值="≥3次")
    assert missing(paper(rows={"绩效指标": [begun]}).document.snapshot) == [
        "三级指标",
        "年度资金总额@全年预算",
        "年度资金总额@决算",
        "年度资金总额@年初预算",
    ]


def test_projects_alone_need_no_figures_of_the_unit() -> None:
    project = {
        "项目名称": "某项目",
        "年度资金总额": {"全年预算": 20},
        "资金来源": [],
        "绩效指标": [],
    }
    assert missing(paper(rows={"项目": [project]}).document.snapshot) == []


# ------------------------------------------------- project lines and sources


def test_fixed_and_free_project_lines_add_up() -> None:
    lines = {
        "项目清单": [{"项目名称": "甲", "支出": {"决算": 30}}, {"项目名称": "乙", "支出": "〃"}]
    }
    snapshot = paper(
        rows=lines, 业务工作经费={"决算": 10}, 运行维护经费={"决算": 5}
    ).document.snapshot
    assert number(snapshot, "项目支出@决算") == 45  # one addend per merged cell
    wrong = paper(rows=lines, 业务工作经费={"决算": 10}, 项目支出={"决算": 30}).document.snapshot
    assert contradictions(wrong) == ["项目支出@决算"]


def test_sources_add_up_in_every_column_for_the_unit_and_a_project() -> None:
    sources = [
        {"来源": "财政资金", "金额": {"年初预算": "1.10", "全年预算": "2.20", "决算": "2.00"}},
        {"来源": "单位资金", "金额": {"年初预算": "0.30", "决算": "0.15"}},
    ]
    project = {"项目名称": "甲", "资金来源": sources, "绩效指标": []}
    snapshot = paper(rows={"资金来源": sources, "项目": [project]}).document.snapshot
    for owner in ("", "项目[1]."):
        for aspect, total in (("年初预算", "1.40"), ("全年预算", "2.20"), ("决算", "2.15")):
            assert number(snapshot, f"{owner}年度资金总额@{aspect}") == Decimal(total)
    assert contradictions(snapshot) == []


# --------------------------------------------------- scores and the execution row


def test_one_score_for_several_rows_counts_once() -> None:
    rows = [
        indicator("产出指标", "甲", 分值=50, 得分=46),
        indicator("〃", "乙", 分值="〃", 得分="〃"),
        indicator("〃", "丙", 分值="〃", 得分="〃"),
        indicator("效益指标", "丁", 分值=40, 得分=40),
    ]
    for row in rows[1:3]:
        row["二级指标"] = "〃"
    snapshot = paper(
        rows={"绩效指标": rows}, 执行率分值=10, 执行率得分=8, 总分值=100, 总得分=94
    ).document.snapshot
    assert number(snapshot, "总分值") == 100
    assert number(snapshot, "总得分") == 94
    assert contradictions(snapshot) == []


def test_execution_of_twenty_points_needs_no_setting() -> None:
    rows = {"绩效指标": [indicator("产出指标", "甲", 分值=80, 得分=75)]}
    snapshot = paper(rows=rows, 执行率分值=20, 执行率得分=18, 总得分=93).document.snapshot
    assert number(snapshot, "总分值") == 100
    assert contradictions(snapshot) == []


def test_a_score_without_its_weight_uses_the_setting() -> None:
    rows = {"绩效指标": [indicator("产出指标", "甲", 分值=80, 得分=75)]}
    snapshot = paper({"执行率分值": 20}, rows, 执行率得分=18, 总得分=93).document.snapshot
    assert number(snapshot, "总分值") == 100
    assert contradictions(snapshot) == []


@pytest.mark.parametrize("settings", [{}, {"执行率分值": 0}])
def test_without_an_execution_row_the_rows_are_all(settings: dict[str, Any]) -> None:
    rows = [*SCORED, indicator("成本指标", "丁", 分值=10, 得分=10)]
    project = {
        "项目名称": "甲",
        "年度资金总额": {"决算": 5},
        "资金来源": [],
        "绩效指标": rows,
        "总得分": 98,
    }
    snapshot = paper(
        settings,
        {"绩效指标": rows, "项目": [project]},
        年度资金总额={"决算": 5},
        总得分=98,
    ).document.snapshot
    assert [number(snapshot, f"{owner}总分值") for owner in ("", "项目[1].")] == [100, 100]
    assert contradictions(snapshot) == []


def test_weights_that_do_not_add_up_are_found() -> None:
    snapshot = paper(rows={"绩效指标": SCORED}, 执行率分值=20, 执行率得分=20).document.snapshot
    assert contradictions(snapshot) == ["O6.满分"]


def test_the_execution_score_is_suggested_from_the_cell_or_the_setting() -> None:
    document = paper({"执行率分值": 20}, 年度资金总额={"全年预算": 100, "决算": 50}).document
    rule = next(
        r for r in document.pack.suggests if r.node is not None and r.node[:2] == ("", "执行率得分")
    )

    def suggested() -> object:
        return rule.right.run(View(document.snapshot, document.pack)).data

    assert suggested() == Span(Decimal(10), Decimal(10))
    document.apply(SetValue(Ref("执行率分值"), "8"))
    assert suggested() == Span(Decimal(4), Decimal(4))


def test_own_grade_words_come_from_the_setting() -> None:
    document = paper(
        {"评价等级": [["优秀", 90], ["良好", 80], ["较差", 0]]},
        {"绩效指标": SCORED},
        执行率分值=10,
        执行率得分=9,
        评价等级="优秀",
    ).document
    rule = next(
        r for r in document.pack.suggests if r.node is not None and r.node[:2] == ("", "评价等级")
    )
    assert rule.right.run(View(document.snapshot, document.pack)).data == "优秀"


def test_free_scoring_rows_are_added_up() -> None:
    rows = [
        {"一级指标": "投入", "二级指标": "预算配置", "三级指标": "甲", "分值": 60, "得分": 55},
        {"一级指标": "〃", "二级指标": "〃", "三级指标": "乙", "分值": 40, "得分": "〃"},
    ]
    snapshot = paper(rows={"评分项": rows}).document.snapshot
    assert number(snapshot, "评分项分值合计") == 100
    assert number(snapshot, "评分项得分合计") == 55
