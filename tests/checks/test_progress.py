"""Progress: what must be filled, what is missing, and how far one has come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.calc.references import ref_text
from core.calc.view import rows_on
from core.checks.desk import Desk
from core.checks.finding import Finding, Severity
from core.checks.progress import (
    CODE,
    Progress,
    form_stations,
    missing,
    next_empty,
    progress,
)
from core.checks.runner import check
from core.checks.sheets import SIGNED
from core.document.document import Document
from core.facts.edits import AddRow, RemoveRow, SetValue
from core.facts.model import UNIT, Ref
from core.facts.values import Kind
from core.forms.library import Library, packs_folder
from core.forms.pack import Pack
from core.storage.datafile import load

PACKS = Library().names()
SAMPLES = sorted((packs_folder().parent / "samples").glob("*.json"))
TEXTS = {
    Kind.MONEY: "1",
    Kind.COUNT: "1",
    Kind.NUMBER: "1",
    Kind.RATIO: "100%",
    Kind.SCORE: "1",
    Kind.DATE: "2025年4月10日",
    Kind.PHONE: "13800000001",
    Kind.TARGET: "1个",
}


def pack_of(name: str) -> Pack:
    return Library().pack(name)


def desk_of(document: Document) -> Desk:
    return Desk(document.pack, document.snapshot)


def package(facts: object = None, rows: object = None, **more: Any) -> Document:
    """A loaded package."""
    data = {"pack": "hunan-taojiang", "year": 2024, "unit": "某局", **more}
    data |= {"facts": facts or {}, "rows": rows or {}}
    return load(json.dumps(data, ensure_ascii=False), Library()).document


def names(document: Document) -> list[str]:
    """What is missing, as references."""
    return [ref_text(document.snapshot, ref) for ref in missing(desk_of(document))]


def missing_findings(desk: Desk) -> list[Finding]:
    """What the stations of all forms say."""
    found: list[Finding] = []
    for station in form_stations(desk.pack):
        for holder in rows_on(desk.snapshot, station.path) if station.path else (UNIT,):
            found += station.work(desk, holder)
    return found


def fill(document: Document) -> int:
    """Fill every missing cell until none is left; how many there were."""
    count = 0
    while (ref := next_empty(desk_of(document))) is not None:
        concept = desk_of(document).concept(ref)
        assert concept is not None
        document.apply(SetValue(ref, TEXTS.get(concept.kind, "写好了")))
        count += 1
        assert count < 500
    return count


# ---------------------------------------------------------------- from blank to full


@pytest.mark.parametrize("name", PACKS)
def test_a_new_report_is_empty_and_quiet(name: str) -> None:
    pack = pack_of(name)
    for unit in ("", "某局"):
        document = Document.blank(pack, pack.head.from_year, unit)
        made = progress(desk_of(document))
        assert made.filled == 0 and made.percent == 0
        assert check(pack, document.snapshot, filling=True).findings == ()


@pytest.mark.parametrize("name", PACKS)
def test_filling_every_missing_cell_leads_to_one_hundred(name: str) -> None:
    document = Document.specimen(pack_of(name))
    before = progress(desk_of(document))
    count = fill(document)
    assert count > 0
    after = progress(desk_of(document))
    assert before.percent == 0 and after.percent == 100
    assert missing(desk_of(document)) == [] == missing_findings(desk_of(document))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    document = load(sample, Library()).document
    made = progress(desk_of(document))
    assert made.required > 20 and made.filled >= made.required * 3 // 4
    fill(document)
    assert progress(desk_of(document)).percent == 100


def test_percent_is_a_hundred_only_at_the_end() -> None:
    assert Progress(199, 200).percent == 99
    assert Progress(200, 200).percent == 100
    assert Progress(0, 0).percent == 0


# ---------------------------------------------------------------- what must be filled


def test_the_signature_is_never_required() -> None:
    for name in PACKS:
        for ref in missing(desk_of(Document.specimen(pack_of(name)))):
            assert ref.name not in SIGNED


def test_an_untouched_line_of_indicators_asks_for_its_name_only() -> None:
    document = package()
    wanted = [name for name in names(document) if name.startswith("绩效指标")]
    assert wanted == [f"绩效指标[{n}].三级指标" for n in range(1, 12)]
    row = desk_of(document).rows("绩效指标")[0]
    document.apply(SetValue(Ref("三级指标", "", row), "培训次数"))
    now = [name for name in names(document) if name.startswith("绩效指标[1]")]
    assert now == [f"绩效指标[1].{name}" for name in ("年度指标值", "实际完成值", "分值", "得分")]
    for nothing in ("无", "—"):
        document.apply(SetValue(Ref("三级指标", "", row), nothing))
        assert not [name for name in names(document) if name.startswith("绩效指标[1]")]


def test_a_removed_line_needs_nothing() -> None:
    document = package()
    before = len(names(document))
    document.apply(RemoveRow(desk_of(document).rows("绩效指标")[3]))
    assert len(names(document)) == before - 1


def test_not_applicable_and_zero_are_answers() -> None:
    facts = {"公用经费": {"上年决算": "—", "年初预算": "无", "决算": 0}}
    assert not [name for name in names(package(facts)) if name.startswith("公用经费")]


def test_a_total_that_follows_from_its_parts_is_not_asked_for() -> None:
    wanted = names(package())
    assert "三公经费@决算" not in wanted and "在职控制率" not in wanted
    assert "公务接待费@决算" in wanted and "编制数" in wanted


def test_a_shared_score_is_asked_for_once() -> None:
    rows = [
        {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "无"},
        {"一级指标": "〃", "二级指标": "〃", "三级指标": "培训", "年度指标值": "5次"},
        {"一级指标": "〃", "二级指标": "〃", "三级指标": "验收", "年度指标值": "5次"},
    ]
    document = package(rows={"绩效指标": rows}, pack="hunan-hengyangxian", year=2021)
    wanted = [name for name in names(document) if name.startswith("绩效指标")]
    assert sorted(wanted) == [
        "绩效指标[1].分值",
        "绩效指标[1].得分",
        "绩效指标[2].实际完成值",
        "绩效指标[3].实际完成值",
    ]


def test_only_the_open_cells_of_printed_rows() -> None:
    document = Document.blank(pack_of("hunan-zhijiang"), 2023)
    wanted = {name.split(".")[-1] for name in names(document) if name.startswith("共性指标")}
    assert wanted == {"得分"}


def test_spare_rows_need_nothing_once_one_is_filled() -> None:
    document = Document.blank(pack_of("sichuan-luxian"), 2023)
    tasks = [name for name in names(document) if name.startswith("主要任务")]
    assert tasks == ["主要任务[1].任务名称", "主要任务[1].主要内容"]
    third = desk_of(document).rows("主要任务")[2]
    document.apply(SetValue(Ref("任务名称", "", third), "修路"))
    tasks = [name for name in names(document) if name.startswith("主要任务")]
    assert tasks == ["主要任务[3].主要内容"]


def test_a_working_sheet_is_not_handed_in() -> None:
    wanted = names(Document.blank(pack_of("hunan-zhijiang"), 2023))
    assert "三公经费@上年年初预算" not in wanted
    assert "单位名称" in names(Document.blank(pack_of("national"), 2024))  # said outright
    assert "收入合计@决算" not in names(
        package({"一般公共预算拨款": {"决算": 5}}, pack="hunan-xinshao")
    )


# ---------------------------------------------------------------- going on, findings


def test_next_empty_follows_the_form_and_comes_round() -> None:
    document = package()
    desk = desk_of(document)
    order = missing(desk)
    assert next_empty(desk) == order[0] == Ref("编制数")
    assert next_empty(desk, order[0]) == order[1]
    assert next_empty(desk, order[-1]) == order[0]
    assert next_empty(desk, Ref("三公经费", "决算")) in order[2:]  # from a cell that is no task


def test_one_finding_for_each_form_and_each_copy() -> None:
    document = package({"编制数": 41}, pack="hunan-zhijiang", year=2023)
    document.apply(AddRow("项目", cells={"项目名称": "甲项目"}))
    document.apply(AddRow("项目", cells={"项目名称": "乙项目"}))
    found = missing_findings(desk_of(document))
    assert {finding.rule for finding in found} == {CODE}
    assert {finding.severity for finding in found} == {Severity.WARNING}
    copies = [finding for finding in found if finding.form == "项目自评表"]
    assert ["甲项目" in copies[0].message, "乙项目" in copies[1].message] == [True, True]
    assert all(len({cell.form for cell in finding.cells}) == 1 for finding in found)
    first = next(finding for finding in found if finding.form == "基础数据表")
    assert f"还有 {len(first.cells)} 格没有填" in first.message
    assert first.message.count("、") == 5
    assert "编制数" not in first.message


def test_a_station_reads_every_cell_it_may_miss() -> None:
    for name in PACKS:
        document = Document.specimen(pack_of(name))
        desk = desk_of(document)
        for station in form_stations(document.pack):
            for holder in desk.rows(station.path) if station.path else ("",):
                for finding in station.work(desk, holder):
                    assert {cell.ref.name for cell in finding.cells} <= station.reads


def test_nothing_is_told_while_filling() -> None:
    document = package({"编制数": 41})
    findings = check(document.pack, document.snapshot, filling=True).findings
    assert CODE not in {finding.rule for finding in findings}
