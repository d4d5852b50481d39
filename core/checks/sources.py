"""Sources: what a single source of money paid against what it was to give."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.rounding import HALF
from core.numbers import decimals, plain

CODE = "P9.资金来源执行数超过预算"
_MONEY, _BUDGET, _SPENT = "金额", "全年预算", "决算"


@rule(CODE, on="资金来源", reads=(_MONEY, "来源"))
def source_pays_what_it_has(desk: Desk, row: str) -> Iterator[Result]:
    """No source pays more than its full-year budget; the total may still look right."""
    spent, budget = desk.ref(row, _MONEY, _SPENT), desk.ref(row, _MONEY, _BUDGET)
    a, b = desk.value(spent).number, desk.value(budget).number
    if a is None or b is None:
        yield skipped("全年预算数或全年执行数还没有填")
        return
    if a - b <= 2 * HALF.scaleb(-max(decimals(a), decimals(b))):
        yield PASSED
        return
    yield Finding(
        CODE,
        Severity.WARNING,
        desk.cells(spent, budget),
        f"资金来源{desk.label(row)}的全年执行数 {plain(a)} 超过全年预算数 {plain(b)}，"
        "请核对是不是填错了行，或者预算数漏了年中追加的部分。",
        shown=plain(a),
        expected=f"不超过 {plain(b)}",
        formula=f"{plain(a)} − {plain(b)} = {plain(a - b)}",
    )
