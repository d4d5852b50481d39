"""A number of offices and the names before it."""

from __future__ import annotations

import pytest

from core.checks.finding import Severity
from tests.prose.support import empty_desk, said_of

ASK, HINT = Severity.WARNING, Severity.INFO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("内设办公室、财务股、业务股、法规股3个股室。", [("3个", ASK)]),
        ("内设办公室、财务股、业务股、法规股等3个股室。", [("3个", ASK)]),
        ("内设办公室、财务股、业务股、法规股等5个股室。", [("5个", HINT)]),
        ("内设办公室、财务股、业务股、法规股4个股室。", []),
        ("内设办公室、财务股、业务股等9个股室。", []),
        ("有办公室、财务股、业务股和信息中心三个内设机构。", [("三个", ASK)]),
        ("内设办公室（加挂信访办、国安办牌子）、财务股、规划和项目股4个股室。", []),
        ("组织党员、干部、群众开展5个专题学习。", []),
        ("辖12个村、2个社区。", []),
        # Who knows how many the second thing is.
        ("设置三个办公室和监察机构，分别为综合办、党建办、城管办、监察组。", []),
    ],
)
def test_names_before_their_number(text: str, expected: list[tuple[str, Severity]]) -> None:
    findings = (f for f in said_of(empty_desk(), text) if f.rule.startswith("R6."))
    assert [(f.words[0].quoted, f.severity) for f in findings] == expected
