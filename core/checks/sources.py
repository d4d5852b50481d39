"""Sources: where the money of a unit or project came from, source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.rounding import HALF
from core.facts.model import Ref
from core.numbers import decimals, plain

OVERDRAWN = "P9.资金来源执行数超过预算"
EMPTY = "P1.资金来源整栏空着"
_TOTAL = "年度资金总额"
_MONEY, _BUDGET, _SPENT = "金额", "全年预算", "决算"


@rule(OVERDRAWN, on="资金来源", reads=(_MONEY, "来源"))
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
        OVERDRAWN,
        Severity.WARNING,
        desk.cells(spent, budget),
        f"资金来源{desk.label(row)}的全年执行数 {plain(a)} 超过全年预算数 {plain(b)}，"
        "请核对是不是填错了行，或者预算数漏了年中追加的部分。",
        shown=plain(a),
        expected=f"不超过 {plain(b)}",
        formula=f"{plain(a)} − {plain(b)} = {plain(a - b)}",
    )


@rule(EMPTY, on="资金来源*", reads=(_TOTAL, _MONEY, "来源"))
def no_column_is_left_out(desk: Desk, owner: str) -> Iterator[Result]:
    """A total with sources in one 口径 has them in the others that are filled in, too."""
    rows = desk.rows("资金来源", owner)
    filled = {aspect: _filled(desk, rows, aspect) for aspect in _shown(desk, owner)}
    used = next((refs for refs in filled.values() if refs), None)
    found = False
    for aspect, refs in filled.items():
        total = desk.ref(owner, _TOTAL, aspect)
        number = desk.value(total).number
        if refs or not used or not number:
            continue
        found = True
        parts = [ref._replace(aspect=aspect) for ref in used]
        yield Finding(
            EMPTY,
            Severity.WARNING,
            desk.cells(*parts, total),
            f"{desk.name(total)}是 {plain(number)}，各项资金来源的{aspect}却都空着，请补填。",
            shown="空白",
            expected=f"合计 {plain(number)}",
        )
    if not found:
        yield PASSED


def _filled(desk: Desk, rows: Iterable[str], aspect: str) -> list[Ref]:
    refs = (desk.ref(row, _MONEY, aspect) for row in rows)
    return [ref for ref in refs if not desk.value(ref).is_blank]


def _shown(desk: Desk, owner: str) -> Iterator[str]:
    """The 口径 in which the owner's form has both the total and its sources."""
    path = desk.path(owner)
    table = f"{path}/资金来源" if path else "资金来源"
    concept = desk.pack.concept(path, _TOTAL)
    for aspect in concept.aspects if concept else ():
        if desk.shows(path, _TOTAL, aspect) and desk.shows(table, _MONEY, aspect):
            yield aspect
