"""Names, targets and results in the wrong shape or the wrong column."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from core.checks.finding import Finding, Severity
from core.checks.runner import check
from core.document.document import Document
from core.facts.edits import SetValue, Together
from core.forms.library import Library, packs_folder
from core.storage.datafile import load

LIBRARY = Library(packs_folder())
SAME = "〃"


def package(rows: Sequence[Mapping[str, Any]], pack: str = "hunan-taojiang") -> Document:
    data = {"pack": pack, "year": 2024, "unit": "某县某局", "rows": {"绩效指标": rows}}
    return load(json.dumps(data, ensure_ascii=False), LIBRARY).document


def audit(document: Document, rule: str) -> list[Finding]:
    report = check(document.pack, document.snapshot)
    return [finding for finding in report.findings if finding.rule.startswith(f"{rule}.")]


def row(
    name: str, target: str, actual: str, kind: str = "数量指标", top: str = "产出指标"
) -> Mapping[str, Any]:
    return {
        "一级指标": top,
        "二级指标": kind,
        "三级指标": name,
        "年度指标值": target,
        "实际完成值": actual,
        "分值": 10,
        "得分": 10,
    }


# ------------------------------------------------------------------ O15


@pytest.mark.parametrize("actual", ["≥95%", "不低于95%", "95%以上", "≥全省平均水平", "<3天"])
def test_conditions(actual: str) -> None:
    assert len(audit(package([row("满意度", "≥95%", actual)]), "O15")) == 1


@pytest.mark.parametrize("actual", ["95%", "=95%", "不断加强", "高于全省平均水平", ""])
def test_values(actual: str) -> None:
    assert audit(package([row("满意度", "≥95%", actual)]), "O15") == []


def test_conditions_of_one_owner_are_one_finding() -> None:
    rows = [row(f"指标{n}", "≥95%", "≥95%") for n in range(7)]
    (finding,) = audit(package(rows), "O15")
    assert len(finding.cells) == 7
    assert "等7项" in finding.message


# ------------------------------------------------------------------ O16


@pytest.mark.parametrize(
    ("name", "target", "actual", "fields"),
    [
        ("群众满意度", "90", "95", ["年度指标值", "实际完成值"]),
        ("工程验收合格率", "≥95%", "97", ["实际完成值"]),
        ("走访企业", "20家", "21户", ["年度指标值", "实际完成值"]),
    ],
)
def test_units(name: str, target: str, actual: str, fields: list[str]) -> None:
    (finding,) = audit(package([row(name, target, actual)]), "O16")
    assert finding.severity is Severity.WARNING
    assert [cell.ref.name for cell in finding.cells] == fields


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("走访企业", "不低于5家", "6"),
        ("群众满意度", "≥90分", "93分"),
        ("合格率", "≥0.9", "0.95"),
        ("建设周期", "1年", "12个月"),
        ("效率提升项数", "20", "21"),
        ("税收", "3亿元", "30100万元"),
    ],
)
def test_units_that_are_fine(name: str, target: str, actual: str) -> None:
    assert audit(package([row(name, target, actual)]), "O16") == []


def test_unit_in_a_cell_of_its_own() -> None:
    line = {
        **row("满意度", "", "95"),
        "年度指标值": {"性质": "≥", "值": "90", "单位": "%"},
    }
    assert audit(package([line], "sichuan-luxian"), "O16") == []


def test_percent_is_mended_in_one_step() -> None:
    document = package([row("群众满意度", "90", "95")])
    (finding,) = audit(document, "O16")
    (remedy,) = finding.remedies
    document.apply(remedy.edit)
    assert audit(document, "O16") == []


# ------------------------------------------------------------------ O17, O18, O19


@pytest.mark.parametrize("name", ["509万元", "一年", "12个月", "全年", "2024年", "100%", "3"])
def test_names_that_are_values(name: str) -> None:
    assert len(audit(package([row(name, "按期完成", "按期完成")]), "O17")) == 1


@pytest.mark.parametrize(
    "name",
    [
        "5G基站",
        "一年级学生人数",
        "2024年度任务完成率",
        "三公经费",
        "无",
        "年度考核",
        "百日攻坚行动",
    ],
)
def test_names(name: str) -> None:
    assert audit(package([row(name, "按期完成", "按期完成")]), "O17") == []


def test_names_are_compared_loosely_within_one_owner() -> None:
    rows = [row("1.走访企业", "5", "5"), row("走访 企业", "6", "6"), row("培训", "6", "6")]
    (finding,) = audit(package(rows), "O18")
    assert len(finding.cells) == 2
    assert audit(package([row("无", "无", "无"), row("无", "无", "无")]), "O18") == []


def test_quantity_is_asked_for_only_when_nothing_is_measured() -> None:
    none = {**row("无", "无", "无"), "分值": "", "得分": ""}
    words = row("推动产业发展", "不断加强", "不断加强", "质量指标", SAME)
    assert len(audit(package([none, words]), "O19")) == 1
    assert audit(package([none, {**words, "年度指标值": "≥95%"}]), "O19") == []
    assert audit(package([{**none, "三级指标": ""}, words]), "O19") == []  # still to be filled
    assert audit(package([none]), "O19") == []


# ------------------------------------------------------------------ O14

SHIFTED = [
    row("完成及时率", "各项工作完成及时率", "100%", "时效指标"),
    row("完成时效", "各项工作的完成时效", "2024年内", SAME, SAME),
    row("成本控制", "各项支出控制在预算内的金额", "", "成本指标", SAME),
    row("企业融资", "企业发展产生的融资贷款", "降低", "经济效益指标", "效益指标"),
    row("企业满意度", "服务对象满意度", "≥90%", "服务对象满意度指标", "满意度指标"),
]


def test_shifted_columns_are_one_finding() -> None:
    document = package([row("走访企业", "5家", "6家"), *SHIFTED])
    (finding,) = audit(document, "O14")
    assert finding.severity is Severity.ERROR
    assert len(finding.cells) == 2 * len(SHIFTED)


def test_shifted_columns_are_moved_back() -> None:
    document = package(SHIFTED)
    (finding,) = audit(document, "O14")
    (remedy,) = finding.remedies
    assert isinstance(remedy.edit, Together)
    document.apply(remedy.edit)
    assert audit(document, "O14") == []
    edits = [edit for edit in remedy.edit.edits if isinstance(edit, SetValue)]
    texts = [document.snapshot.value(edit.ref).raw for edit in edits]
    assert texts == ["100%", "", "2024年内", "", "降低", "", "≥90%", ""]


def test_one_shifted_row_is_asked_about() -> None:
    rows = [row("走访企业", "5家", "6家"), row("满意度", "服务对象的满意度", "≥90%")]
    (finding,) = audit(package(rows), "O14")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("提升服务企业的水平", "提升"),
        ("有效保障机构正常运转", "100%"),
        ("按时完成各项工作任务", "100%"),
        ("达到全省平均的满意度", "≥90%"),
        ("按期完成", "已完成"),
        ("不断加强", "不断加强"),
        ("≥90%", "≥90%"),
    ],
)
def test_qualitative_rows_are_not_shifted(target: str, actual: str) -> None:
    rows = [row(f"指标{letter}", target, actual) for letter in "甲乙丙丁"]
    assert audit(package(rows), "O14") == []


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("道路维修里程", "道路维修里程", "≥35公里", True),
        ("道路维修里程", "全年道路维修里程", "35公里", True),
        ("工程完工时间", "反映工程完工时间的程度", "2024年底前", True),
        ("内部管理制度", "内部管理制度", "健全", True),  # names it and asks for nothing
        ("内部管理制度", "内部管理制度健全", "健全", False),
        ("促进产业发展", "促进产业发展", "效果明显", False),  # a goal
        ("道路维修里程", "道路维修里程达到35公里", "36公里", False),
        ("群众满意度", "群众满意度提高", "提高", False),
    ],
)
def test_a_target_that_only_names_the_indicator(
    name: str, target: str, actual: str, expected: bool
) -> None:
    rows = [row("走访企业", "5家", "6家"), row(name, target, actual)]
    assert [f.severity for f in audit(package(rows), "O14")] == [Severity.WARNING] * expected


# ------------------------------------------------------------------ O29


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("道路维修里程", "≥30", "32", True),
        ("设施使用年限", "8", "8", True),
        ("渠道宽度", "≥3", "", True),
        ("渠道长度", "≥800", "820米", False),
        ("渠道长度（米）", "≥800", "820", False),
        ("每公里养护成本", "≤3000", "2900", True),
        ("资金拨付及时率", "≥90", "95", False),  # O16 asks for the %
        ("投资项目个数", "≥3", "3", False),
        ("走访企业", "20", "25", False),
    ],
)
def test_a_bare_number_that_measures(name: str, target: str, actual: str, expected: bool) -> None:
    assert bool(audit(package([row(name, target, actual)]), "O29")) is expected


# ------------------------------------------------------------------ all together


def test_an_empty_report_has_no_findings() -> None:
    for pack in ("hunan-taojiang", "hunan-hengyangxian", "hunan-zhijiang", "national"):
        data = json.dumps({"pack": pack, "year": 2024})
        document = load(data, LIBRARY).document
        report = check(document.pack, document.snapshot, filling=True)
        assert [f for f in report.findings if f.rule[0] in "OP"] == []
