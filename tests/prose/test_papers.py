"""Two published reports beside their tables: what is wrong is found, and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from core.checks.finding import Finding, Severity
from tests.prose.support import TEXTS, desk_of, said_of

ERROR, ASK, HINT = Severity.ERROR, Severity.WARNING, Severity.INFO


@cache
def found(paper: str) -> tuple[Finding, ...]:
    text = (TEXTS / "papers" / f"{paper}.txt").read_text(encoding="utf-8")
    return said_of(desk_of(paper), text)


PROBLEMS = [
    ("taojiang-2024", "R10.得分与表不符", "99分", ERROR),  # T2
    ("taojiang-2024", "R8.说法与数不符", "所有资金均用于行政运行及一般行政管理事务", ASK),  # T10
    ("taojiang-2024", "R8.说法与数不符", "公务用车运行", ASK),  # T11
    ("taojiang-2024", "R19.目标与结果条数不同", "绩效目标", HINT),  # T14
    ("hengyang-2021", "R9.文中的数与表不符", "961.44万元", ERROR),  # H6
    ("hengyang-2021", "R3.占比不符", "63.00%", HINT),  # H10
    ("hengyang-2021", "R19.成果没有达到目标", "2.44亿元", ASK),  # H12
    ("hengyang-2021", "R19.成果与指标不符", "95%以上", HINT),  # H13
    ("hengyang-2021", "R8.说法与数不符", "收支平衡", ASK),  # H17
    ("hengyang-2021", "R25.在职人数超过编制", "20人", ASK),  # H18
    ("hengyang-2021", "R19.成果与指标不符", "20次", HINT),  # H19
]


@pytest.mark.parametrize(("paper", "rule", "quoted", "severity"), PROBLEMS)
def test_known_problem_is_found(paper: str, rule: str, quoted: str, severity: Severity) -> None:
    told = [(f.rule, f.words[0].quoted, f.severity) for f in found(paper)]
    assert (rule, quoted, severity) in told


def test_all_targets_met_is_contradicted() -> None:
    (finding,) = (
        f
        for f in found("hengyang-2021")
        if f.rule == "R8.说法与数不符" and f.severity is ERROR  # H2
    )
    assert finding.words[0].quoted.endswith("均达到或超过")
    assert {cell.ref.name for cell in finding.cells} == {"实际完成值", "年度指标值"}


@pytest.mark.parametrize(("paper", "errors"), [("taojiang-2024", 1), ("hengyang-2021", 2)])
def test_nothing_else_is_called_an_error(paper: str, errors: int) -> None:
    assert len([f for f in found(paper) if f.severity is ERROR]) == errors


@pytest.mark.parametrize("paper", ["taojiang-2024", "hengyang-2021"])
def test_words_are_where_they_are_said_to_be(paper: str) -> None:
    text = (TEXTS / "papers" / f"{paper}.txt").read_text(encoding="utf-8")
    for finding in found(paper):
        for words in finding.words:
            assert text[words.start : words.end] == words.quoted != ""
