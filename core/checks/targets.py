"""Targets: what the rules on indicator rows share: the rows read once, and words about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from weakref import WeakKeyDictionary

from core.calc.naming import quoted
from core.checks.desk import Desk
from core.checks.finding import PASSED, TEXT, Checked, Finding, Result, skipped
from core.facts.model import Ref
from core.numbers import plain, round_half_up
from core.scoring.sheet import ACTUAL, NAME, TABLE, TARGET, Indicator, Sheet, read_sheet

# 分值 too: a row without a name counts as an indicator when it has a weight.
ROWS = ("一级指标", "二级指标", NAME, TARGET, ACTUAL, "分值")
SCORES = ("得分",)
REASONS = ("偏差原因", "偏差及原因", "改进措施", "说明", TEXT)  # TEXT: the report's own words
OWNERS = "绩效指标*"
MOST_NAMES = 5

_SHEETS: WeakKeyDictionary[Desk, dict[str, Sheet]] = WeakKeyDictionary()


def sheet_of(desk: Desk, owner: str) -> Sheet:
    """The indicator rows of an owner; every rule of one audit reads the same."""
    sheets = _SHEETS.setdefault(desk, {})
    sheet = sheets.get(owner)
    if sheet is None:
        sheet = sheets[owner] = read_sheet(desk.pack, desk.snapshot, owner, desk.merged(TABLE))
    return sheet


def called(indicator: Indicator) -> str:
    """“完成及时率”, or the row's number when it has no name."""
    return quoted(indicator.name) if indicator.is_named else f"绩效指标第{indicator.number}行"


def listed(indicators: Sequence[Indicator]) -> str:
    """The first few names, and how many there are."""
    names = "、".join(called(one) for one in indicators[:MOST_NAMES])
    return names if len(indicators) <= MOST_NAMES else f"{names}等{len(indicators)}项"


def refs_of(indicators: Iterable[Indicator], *fields: str) -> list[Ref]:
    """The cells of some fields of rows, row by row."""
    return [indicator.ref(field) for indicator in indicators for field in fields]


def shown(desk: Desk, indicator: Indicator, field: str) -> str:
    """What stands in a cell of a row."""
    return desk.shown(indicator.ref(field))


def points(number: Decimal) -> str:
    """A score as people write it: at most two decimals, none that say nothing."""
    text = plain(round_half_up(number, 2))
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(rate: Decimal) -> str:
    """0.2869 as 28.7%."""
    return f"{points(round_half_up(rate * 100, 1))}%"


def outcome(found: Sequence[Finding], sheet: Sheet) -> Iterable[Result]:
    """The findings; else passed, or not evaluated when there was nothing to look at."""
    if found:
        return found
    return (PASSED if sheet.real else NO_ROWS,)


NO_ROWS: Checked = skipped("还没有填绩效指标")
