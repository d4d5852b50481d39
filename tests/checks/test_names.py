"""Names: repeated and nameless projects, another town's name, annex numbers with a gap."""

from __future__ import annotations

import json
from typing import Any

from core.calc.references import placement_text
from core.checks.finding import Finding, Severity
from core.checks.runner import check
from core.document.document import Document
from core.forms.library import Library
from core.storage.datafile import load


def package(rows: object = None, facts: object = None, **more: Any) -> Document:
    """A loaded package."""
    data = {"pack": "hunan-taojiang", "year": 2024, "unit": "某局", **more}
    data |= {"facts": facts or {}, "rows": rows or {}}
    return load(json.dumps(data, ensure_ascii=False), Library()).document


def found(document: Document, code: str) -> list[Finding]:
    """The findings of one rule."""
    findings = check(document.pack, document.snapshot).findings
    return [finding for finding in findings if finding.rule.split(".")[0] == code]


def line(name: str, amount: object = 20) -> dict[str, object]:
    return {"项目名称": name, "支出": {"决算": amount}}


def test_a_project_listed_twice_is_told_once_with_all_its_lines() -> None:
    rows = {
        "项目清单": [line("道路硬化"), line("水渠清淤"), line("1、道路 硬化"), line("道路硬化")]
    }
    document = package(rows)
    (finding,) = found(document, "X11")
    cells = [placement_text(document.snapshot, cell) for cell in finding.cells]
    assert cells == [f"基础数据表:项目清单[{n}].项目名称" for n in (1, 3, 4)]
    assert finding.severity is Severity.WARNING
    assert "重复填写" in finding.message
    document.apply(finding.remedies[0].edit)
    document.apply(finding.remedies[1].edit)
    assert found(document, "X11") == []


def test_other_amounts_leave_no_line_to_delete() -> None:
    (finding,) = found(package({"项目清单": [line("道路硬化"), line("道路硬化", 30)]}), "X11")
    assert finding.remedies == ()
    assert "重复填写" not in finding.message


def test_two_forms_of_one_project() -> None:
    rows = {"项目": [{"项目名称": "道路硬化"}, {"项目名称": "道路硬化"}]}
    (finding,) = found(package(rows, pack="national"), "X11")
    assert {cell.form for cell in finding.cells} == {"项目自评表"}


def test_alike_is_not_the_same_and_blank_names_are_not_compared() -> None:
    rows = {"项目清单": [line("道路硬化一期"), line("道路硬化二期"), {}, {}]}
    assert found(package(rows), "X11") == []


def test_amounts_without_a_name() -> None:
    document = package({"项目清单": [line(""), {}, line("", 0), line("", "—"), line("甲项目")]})
    (finding,) = found(document, "X12")
    assert finding.severity is Severity.ERROR
    assert [placement_text(document.snapshot, cell) for cell in finding.cells] == [
        "基础数据表:项目清单[1].项目名称",
        "基础数据表:项目清单[1].支出@决算",
    ]


def test_a_projects_form_without_a_name() -> None:
    rows = {"项目": [{"年度资金总额": {"全年预算": 20, "决算": 20}}]}
    document = package(rows, pack="national")
    (finding,) = found(document, "X12")
    assert len(finding.cells) == 3


def test_another_towns_government() -> None:
    text = {"预期目标": "按白石镇人民政府的安排整治环境"}
    (finding,) = found(package(facts=text, unit="青山镇人民政府"), "E7")
    assert finding.severity is Severity.WARNING and finding.shown == "白石镇"
    party = {"预期目标": "与白石镇党委共同整治环境"}
    (finding,) = found(package(facts=party, unit="青山镇人民政府"), "E7")
    assert finding.severity is Severity.INFO
    own = {"预期目标": "青山镇人民政府牵头，本镇政府和各乡镇人民政府配合，我县白石镇村民参与"}
    assert found(package(facts=own, unit="青山镇人民政府"), "E7") == []
    assert found(package(facts=text, unit="某县农业农村局"), "E7") == []  # works with its towns
    assert found(package(facts=text, unit="某县城镇管理局"), "E7") == []


def test_annexes() -> None:
    document = package(facts={"编制数": 34}, pack="hunan-zhijiang", year=2023)
    (finding,) = found(document, "E9")
    assert finding.severity is Severity.INFO and "没有附件4" in finding.message
    assert [cell.form for cell in finding.cells] == ["项目共性指标表"]
    assert found(package(pack="hunan-zhijiang", year=2023), "E9") == []  # not begun
    assert found(package(facts={"编制数": 34}), "E9") == []
    project = {"项目": [{"项目名称": "某项目"}]}  # its form bears no number and may be the fourth
    parts = {"facts": {"编制数": 34}, "rows": project}
    assert found(package(**parts, pack="hunan-zhijiang", year=2023), "E9") == []
