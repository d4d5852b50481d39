"""Change: from one amount to another: how much it is, whether that is much, and what was said."""

from __future__ import annotations

from decimal import Decimal

from core.checks.desk import Desk
from core.checks.reasons import Said, reason
from core.facts.model import Ref
from core.numbers import HUNDRED, ONE, plain, round_half_up

INITIAL, YEAR, SPENT, LAST = "年初预算", "全年预算", "决算", "上年决算"
TOTAL, BASIC, PROJECTS = "年度资金总额", "基本支出", "项目支出"
CHANGE_CLAUSE = "预算变动较大的要说明原因；比率见设置“大额变动”"
SLIGHT = Decimal("0.1")  # of an amount: below it even a hint would be noise
_LEAST = {"万元": Decimal(1), "千元": Decimal(10), "元": Decimal(10_000)}


class Change:
    """From one amount to another: how much, and is that much?"""

    def __init__(self, desk: Desk, before: Decimal, after: Decimal) -> None:
        self.before, self.after = before, after
        self.gap = after - before
        least = _LEAST.get(desk.settings.text("金额单位"), ONE)
        limit = desk.limit("大额变动")
        worth_asking = abs(self.gap) >= least
        self.is_large = worth_asking and abs(self.gap) > limit * abs(before)

    @property
    def share(self) -> str:
        """+216.83%, or nothing when there is nothing to compare with."""
        if self.before == 0:
            return ""
        rate = plain(round_half_up(self.gap / self.before * HUNDRED, 2))
        return f"{'+' if self.gap > 0 else ''}{rate}%"

    @property
    def told(self) -> str:
        """(+216.83%)."""
        return f"（{self.share}）" if self.share else ""

    @property
    def formula(self) -> str:
        """The difference and its share, with numbers."""
        gap = f"{plain(self.after)} − {plain(self.before)} = {plain(self.gap)}"
        if not self.share:
            return gap
        return f"{gap}；{plain(self.gap)} ÷ {plain(self.before)} = {self.share}"


def between(desk: Desk, before: Ref, after: Ref) -> Change | None:
    """The change from one fact to another, when both are filled in."""
    a, b = desk.value(before).number, desk.value(after).number
    return Change(desk, a, b) if a is not None and b is not None else None


def told_why(desk: Desk, holder: str, about: str = "") -> bool:
    """A reason is given, or there is no place in which it could be."""
    said = reason(desk, holder, about) if about else reason(desk, holder)
    return said is not Said.NO
