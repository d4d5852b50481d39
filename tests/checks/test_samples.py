"""The published papers: what is known to be wrong is said, and nothing else of weight."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from core.calc.references import placement_text
from core.checks.finding import Finding, Outcome, Severity
from core.checks.runner import Report, check
from core.document.document import Document
from core.facts.model import Snapshot
from core.forms.library import Library, packs_folder
from core.storage.datafile import load

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
HEAVY = (Severity.ERROR, Severity.WARNING)
CLEAN = ("luxian-2023", "national-2024", "tongyong-2024", "xinshao-2023")
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Known(NamedTuple):
    """One thing known of a paper: who says it, how heavy, on which cell (among others)."""

    item: str
    rule: str
    severity: Severity
    cell: str


TAOJIANG = (
    Known("T1", "O10", ERROR, "整体自评表:绩效指标[13].得分"),
    Known("T3", "P4", WARNING, "整体自评表:绩效指标[13].年度指标值"),
    Known("T4", "O17", WARNING, "整体自评表:绩效指标[5].三级指标"),
    Known("T4", "O17", WARNING, "整体自评表:绩效指标[13].三级指标"),
    Known("T4", "O18", WARNING, "整体自评表:绩效指标[12].三级指标"),
    Known("T5", "O16", WARNING, "整体自评表:绩效指标[12].实际完成值"),
    Known("T6", "O15", WARNING, "整体自评表:绩效指标[4].实际完成值"),
    Known("T6", "O15", WARNING, "整体自评表:绩效指标[7].实际完成值"),
    Known("T6", "O15", WARNING, "整体自评表:绩效指标[8].实际完成值"),
    Known("T7", "O19", WARNING, "整体自评表:绩效指标[1].三级指标"),
    Known("T8", "O24", WARNING, "整体自评表:年度资金总额@全年预算"),
    Known("T8", "B10", WARNING, "基础数据表:项目支出@年初预算"),
    Known("T9", "M1", WARNING, "基础数据表:公用经费@年初预算"),
    Known("T9", "M1", WARNING, "基础数据表:政府采购金额@年初预算"),
    Known("T9", "M1", WARNING, "基础数据表:楼堂馆所批复规模"),
    Known("T13", "X4", WARNING, "基础数据表:业务工作经费@决算"),
)
HENGYANG = (
    Known("H1", "B2", ERROR, "基础数据表:三公经费@年初预算"),
    Known("H2", "O11", ERROR, "整体自评表:绩效指标[7].实际完成值"),
    Known("H3", "O13", ERROR, "整体自评表:绩效指标[8].实际完成值"),
    Known("H3", "O13", ERROR, "整体自评表:绩效指标[9].实际完成值"),
    Known("H3", "O13", ERROR, "整体自评表:绩效指标[14].实际完成值"),
    *(
        Known("H4", "O14", ERROR, f"整体自评表:绩效指标[{number}].年度指标值")
        for number in (12, 13, 15, *range(16, 26))
    ),
    Known("H5", "E4", ERROR, "整体自评表:评价等级"),
    Known("H6", "X10", WARNING, "整体自评表:年度资金总额@全年预算"),
    Known("H7", "X9", ERROR, "整体自评表:三公经费@决算"),
    Known("H8", "O30", WARNING, "整体自评表:绩效指标[4].年度指标值"),
    Known("H8", "O30", WARNING, "整体自评表:绩效指标[5].年度指标值"),
    Known("H9", "O3", INFO, "基础数据表:基本支出@决算"),
    Known("H11", "O5", WARNING, "整体自评表:执行率得分"),
    Known("H13", "O15", WARNING, "整体自评表:绩效指标[26].实际完成值"),
    Known("H14", "O27", WARNING, "整体自评表:偏差及原因"),
    Known("H15", "B10", WARNING, "基础数据表:基本支出@决算"),
    Known("H15", "B10", WARNING, "基础数据表:项目支出@决算"),
    Known("H16", "M1", WARNING, "基础数据表:政府采购金额@年初预算"),
    Known("H16", "M1", WARNING, "基础数据表:业务工作经费@决算"),
    Known("H20", "M1", WARNING, "基础数据表:填报日期"),
    Known("H20", "M1", WARNING, "整体自评表:填表人"),
)
PAPERS = {"taojiang-2024": TAOJIANG, "hengyang-2021": HENGYANG}

# Looks odd and is right: nothing of weight may stand on these cells.
NEAR_MISSES = {
    "taojiang-2024": (
        *(f"基础数据表:三公经费@{aspect}" for aspect in ("上年决算", "年初预算", "决算")),
        "基础数据表:项目支出@上年决算",
        "基础数据表:公用经费@上年决算",
        "基础数据表:公用经费@决算",
        "基础数据表:水电差旅费@决算",
        "基础数据表:会议培训费@决算",
        "基础数据表:在职控制率",
        "基础数据表:联系电话",
        "整体自评表:基本支出@决算",
        "整体自评表:一般公共预算拨款@全年预算",
        "整体自评表:总得分",
        *(f"整体自评表:绩效指标[{n}].分值" for n in range(1, 16)),
        *(f"整体自评表:绩效指标[{n}].三级指标" for n in (10, 11, 14, 15)),
    ),
    "hengyang-2021": (
        "基础数据表:在职控制率",
        "基础数据表:三公经费@上年决算",
        "基础数据表:公务用车购置和维护经费@上年决算",
        "整体自评表:一般公共预算拨款@全年预算",
        "整体自评表:年初结转结余@全年预算",
        "整体自评表:其他资金@全年预算",
        "整体自评表:人员经费@决算",
        "整体自评表:公用经费@决算",
        "整体自评表:总得分",
        "整体自评表:总分值",
        *(f"整体自评表:绩效指标[{n}].实际完成值" for n in (1, 2, 3, 4, 5, 6, 10, 11)),
    ),
}


@cache
def library() -> Library:
    return Library(packs_folder())


@cache
def audit(name: str) -> tuple[Snapshot, Report]:
    document = load(SAMPLES / f"{name}.json", library()).document
    return document.snapshot, check(document.pack, document.snapshot)


def cells(snapshot: Snapshot, finding: Finding) -> set[str]:
    return {placement_text(snapshot, cell) for cell in finding.cells}


def says(snapshot: Snapshot, finding: Finding, known: Known) -> bool:
    code = finding.rule.split(".")[0]
    return (
        code == known.rule
        and finding.severity is known.severity
        and known.cell in cells(snapshot, finding)
    )


@pytest.mark.parametrize(
    ("name", "known"),
    [(name, known) for name, items in PAPERS.items() for known in items],
    ids=lambda value: f"{value.item}-{value.cell}" if isinstance(value, Known) else value,
)
def test_known_fault_is_said(name: str, known: Known) -> None:
    snapshot, report = audit(name)
    assert any(says(snapshot, finding, known) for finding in report.findings)


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_else_of_weight_is_said(name: str) -> None:
    snapshot, report = audit(name)
    others = [
        f"{finding.rule}: {finding.message}"
        for finding in report.findings
        if finding.severity in HEAVY
        and not any(says(snapshot, finding, known) for known in PAPERS[name])
    ]
    assert others == []


@pytest.mark.parametrize("name", PAPERS)
def test_near_misses_stay_silent(name: str) -> None:
    snapshot, report = audit(name)
    heavy = [finding for finding in report.findings if finding.severity in HEAVY]
    named = {cell for finding in heavy for cell in cells(snapshot, finding)}
    assert sorted(named & set(NEAR_MISSES[name])) == []


@pytest.mark.parametrize("name", CLEAN)
def test_clean_paper_has_no_error(name: str) -> None:
    _, report = audit(name)
    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_no_rule_breaks_down(name: str) -> None:
    _, report = audit(name)
    assert report.counts.get(Outcome.BROKEN, 0) == 0


@pytest.mark.parametrize("name", library().names())
def test_new_report_has_no_findings_while_filling(name: str) -> None:
    pack = library().pack(name)
    document = Document.blank(pack, max(pack.head.from_year, 2024), "某局")
    assert check(pack, document.snapshot, filling=True).findings == ()


@pytest.mark.parametrize("name", library().names())
def test_new_report_lacks_cells_and_nothing_else(name: str) -> None:
    pack = library().pack(name)
    document = Document.blank(pack, max(pack.head.from_year, 2024), "某局")
    report = check(pack, document.snapshot)
    assert {finding.rule for finding in report.findings} <= {"M1.必填项没有填"}
    assert report.counts.get(Outcome.BROKEN, 0) == 0
