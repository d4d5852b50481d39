"""Changes: budgets, spending and last year far apart without a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from core.checks.desk import Desk
from core.checks.finding import PASSED, Checked, Finding, Result, Severity, skipped
from core.checks.reasons import REASON_FACTS, Said, reason
from core.checks.registry import rule
from core.facts.model import UNIT, Ref
from core.numbers import HUNDRED, ONE, plain, round_half_up

INITIAL, YEAR, SPENT, LAST = "年初预算", "全年预算", "决算", "上年决算"
TOTAL, BASIC, PROJECTS = "年度资金总额", "基本支出", "项目支出"
RUNNING, BUYING, THREE = "公用经费", "政府采购金额", "三公经费"
THREE_PARTS = ("公务用车购置和维护经费", "因公出国经费", "公务接待费")

_THREE = r"三公|接待|公务用车|公车|出国"
THREE_CLAUSE = "“三公”经费只减不增，支出不得超过预算"
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


class Asked(NamedTuple):
    """Of what spending is held against its budget, and what is asked about."""

    name: str
    budgets: tuple[str, str]  # the first of these that is filled
    is_asked: Callable[[Change], bool]
    about: str = ""  # words by which a reason is known to speak of it; "" for any about money


def _is_large(change: Change) -> bool:
    return change.is_large


def _is_large_rise(change: Change) -> bool:
    return change.is_large and change.gap > 0


def _is_rise(change: Change) -> bool:
    return change.gap > 0


ASKED = (
    Asked(BASIC, (INITIAL, YEAR), _is_large),
    Asked(PROJECTS, (INITIAL, YEAR), _is_large),
    Asked(RUNNING, (INITIAL, YEAR), _is_large_rise),  # saving running costs needs no reason
    Asked(BUYING, (INITIAL, YEAR), _is_large, "采购"),
)
ASKED_NAMES = tuple(asked.name for asked in ASKED)


def _between(desk: Desk, before: Ref, after: Ref) -> Change | None:
    """The change from one fact to another, when both are filled in."""
    a, b = desk.value(before).number, desk.value(after).number
    return Change(desk, a, b) if a is not None and b is not None else None


def _told_why(desk: Desk, holder: str, about: str = "") -> bool:
    """A reason is given, or there is no place in which it could be."""
    said = reason(desk, holder, about) if about else reason(desk, holder)
    return said is not Said.NO


# ---------------------------------------------------------------- initial and full-year budget


def _budget_moved(code: str, desk: Desk, holder: str, zero_counts: bool) -> Iterator[Result]:
    before, after = Ref(TOTAL, INITIAL, holder), Ref(TOTAL, YEAR, holder)
    change = _between(desk, before, after)
    if change is None:
        yield skipped("年初预算数或全年预算数还没有填")
        return
    if change.before == 0 and not zero_counts:
        yield skipped("年初没有预算，是年中新增的项目")
        return
    if not change.is_large or _told_why(desk, holder):
        yield PASSED
        return
    yield Finding(
        code,
        Severity.WARNING,
        desk.cells(after, before),
        f"年度资金总额年初预算 {plain(change.before)}，全年预算 {plain(change.after)}，"
        f"{'追加' if change.gap > 0 else '调减'}了 {plain(abs(change.gap))}{change.told}，"
        "没有看到原因，请说明。",
        shown=plain(change.after),
        formula=change.formula,
        clause=CHANGE_CLAUSE,
    )


@rule("O24.年初与全年预算相差大", reads=(TOTAL, *REASON_FACTS))
def unit_budget_moved(desk: Desk, holder: str) -> Iterator[Result]:
    """A large change of the unit's budget within the year needs a reason."""
    yield from _budget_moved("O24.年初与全年预算相差大", desk, UNIT, True)


@rule("P7.年初与全年预算相差大", on="项目", reads=(TOTAL, *REASON_FACTS))
def project_budget_moved(desk: Desk, project: str) -> Iterator[Result]:
    """A large change of a project's budget needs a reason; a new project has no initial one."""
    yield from _budget_moved("P7.年初与全年预算相差大", desk, project, False)


@rule("O27.全年预算小于年初预算", reads=(TOTAL,))
def budget_was_cut(desk: Desk, holder: str) -> Iterator[Result]:
    """The full-year budget is usually no less than the initial one."""
    before, after = Ref(TOTAL, INITIAL), Ref(TOTAL, YEAR)
    change = _between(desk, before, after)
    if change is None:
        yield skipped("年初预算数或全年预算数还没有填")
        return
    slight = -change.gap < SLIGHT * change.before
    if change.gap >= 0 or slight or change.is_large:  # a large cut is asked about by O24
        yield PASSED
        return
    yield Finding(
        "O27.全年预算小于年初预算",
        Severity.INFO,
        desk.cells(after, before),
        f"全年预算数 {plain(change.after)} 比年初预算数 {plain(change.before)} 少"
        f" {plain(-change.gap)}，请核对年中是不是调减了预算。",
        shown=plain(change.after),
        expected=f"一般不小于 {plain(change.before)}",
        formula=change.formula,
        clause="全年预算数 = 上年结转 + 年初预算数 + 年中追加（调减）数",
    )


@rule("X10.两张表的预算不一致", reads=(TOTAL, BASIC, PROJECTS, *REASON_FACTS))
def budgets_of_two_forms(desk: Desk, holder: str) -> Iterator[Result]:
    """Without an initial total, 基本 + 项目 stand in for it beside the full-year budget."""
    whole, basic, projects = Ref(TOTAL, YEAR), Ref(BASIC, INITIAL), Ref(PROJECTS, INITIAL)
    if desk.number(UNIT, TOTAL, INITIAL) is not None:
        yield skipped("年度资金总额有年初预算数，另外比较")
        return
    a, b = desk.value(basic).number, desk.value(projects).number
    full = desk.value(whole).number
    if a is None or b is None or full is None or a + b == 0:
        yield skipped("预算数还没有填")
        return
    change = Change(desk, a + b, full)
    if not change.is_large or _told_why(desk, UNIT):
        yield PASSED
        return
    yield Finding(
        "X10.两张表的预算不一致",
        Severity.WARNING,
        desk.cells(whole, basic, projects),
        f"基本支出和项目支出的年初预算合计 {plain(a + b)}，全年预算数却是 {plain(full)}，"
        f"相差 {plain(abs(change.gap))}{change.told}；"
        "年初预算、全年预算、全年执行要用各自的数，请核对，是追加、结转的请说明。",
        shown=plain(full),
        expected=plain(a + b),
        formula=f"{plain(a)} + {plain(b)} = {plain(a + b)}；{change.formula}",
        clause="全年预算数 = 上年结转 + 年初预算数 + 年中追加（调减）数",
    )


# ---------------------------------------------------------------- budget and spending


class Moved(NamedTuple):
    """Spending that is asked about, beside its budget."""

    budget: Ref
    spent: Ref
    change: Change

    @property
    def ratio(self) -> str:
        """87.5%, or nothing without a budget."""
        if self.change.before <= 0:
            return ""
        return f"{plain(round_half_up(self.change.after / self.change.before * HUNDRED, 2))}%"


def _unexplained(desk: Desk, asked: Iterable[Asked], blank: str) -> Iterator[Moved | Checked]:
    """What is asked about and has no reason."""
    compared = False
    for name, budgets, is_asked, about in asked:
        spent, first = Ref(name, SPENT), Ref(name, budgets[0])
        budget = first if desk.value(first).number is not None else Ref(name, budgets[1])
        change = _between(desk, budget, spent)
        if change is None:
            continue
        compared = True
        # A total that disagrees with its parts is reported as that, not a second time here.
        readings = (change, *_with_parts(desk, budget, spent))
        if all(is_asked(one) for one in readings) and not _told_why(desk, UNIT, about):
            yield Moved(budget, spent, change)
        else:
            yield PASSED
    if not compared:
        yield skipped(blank)


def _with_parts(desk: Desk, budget: Ref, spent: Ref) -> Iterator[Change]:
    """The change with a typed total put right by its parts, where the two disagree."""
    a, b = desk.value(budget).number, desk.value(spent).number
    parts_a = desk.snapshot.computed_value(budget).number
    parts_b = desk.snapshot.computed_value(spent).number
    if a is None or b is None:
        return
    if parts_a is not None and parts_a != a:
        yield Change(desk, parts_a, b)
    if parts_b is not None and parts_b != b:
        yield Change(desk, a, parts_b)


@rule("B10.预算与决算相差大", reads=(*ASKED_NAMES, *REASON_FACTS))
def spending_near_budget(desk: Desk, holder: str) -> Iterator[Result]:
    """Spending far from its budget needs a reason."""
    for found in _unexplained(desk, ASKED, "预算数或决算数还没有填"):
        if isinstance(found, Checked):
            yield found
            continue
        budget, spent, change = found
        ratio = f"，是预算的 {found.ratio}" if found.ratio else ""
        yield Finding(
            "B10.预算与决算相差大",
            Severity.WARNING,
            desk.cells(spent, budget),
            f"{budget.name}{budget.aspect} {plain(change.before)}，决算 {plain(change.after)}"
            f"{ratio}，相差 {plain(abs(change.gap))}，没有看到原因，请说明。",
            shown=plain(change.after),
            formula=change.formula,
            clause=CHANGE_CLAUSE,
        )


@rule("B10.三公超预算", reads=(THREE, *THREE_PARTS, *REASON_FACTS))
def three_within_budget(desk: Desk, holder: str) -> Iterator[Result]:
    """三公经费 keeps to its budget; the parts are asked about where there is no total."""
    names = (THREE,) if desk.number(UNIT, THREE, SPENT) is not None else THREE_PARTS
    asked = [Asked(name, (YEAR, INITIAL), _is_rise, _THREE) for name in names]
    for found in _unexplained(desk, asked, "三公经费的预算数或决算数还没有填"):
        if isinstance(found, Checked):
            yield found
            continue
        budget, spent, change = found
        ratio = f"（{found.ratio}）" if found.ratio else ""
        yield Finding(
            "B10.三公超预算",
            Severity.WARNING,
            desk.cells(spent, budget),
            f"{budget.name}决算 {plain(change.after)}，超过{budget.aspect} {plain(change.before)}"
            f"{ratio}，多 {plain(change.gap)}，没有看到原因，请核对或说明。",
            shown=plain(change.after),
            expected=f"不超过 {plain(change.before)}",
            formula=change.formula,
            clause=THREE_CLAUSE,
        )


# ---------------------------------------------------------------- this year and last year


@rule("B11.比上年变动大", reads=(THREE, *ASKED_NAMES))
def near_last_year(desk: Desk, holder: str) -> Iterator[Result]:
    """Spending far from last year's, and a rise of 三公经费: worth a second look."""
    told: list[str] = []
    refs: list[Ref] = []
    formulas: list[str] = []
    compared = large = False
    for name in (THREE, *ASKED_NAMES):
        last, spent = Ref(name, LAST), Ref(name, SPENT)
        change = _between(desk, last, spent)
        if change is None:
            continue
        compared = True
        rise = change.gap > SLIGHT * change.before  # 三公 may only fall, but cents are no rise
        if not (rise if name == THREE else change.is_large):
            continue
        large = large or change.is_large
        told.append(f"{name} {plain(change.before)} → {plain(change.after)}{change.told}")
        formulas.append(f"{name}：{change.formula}")
        refs += [spent, last]
    if not compared:
        yield skipped("没有上年决算数")
        return
    if not refs:
        yield PASSED
        return
    yield Finding(
        "B11.比上年变动大",
        Severity.INFO,
        desk.cells(*refs),
        f"决算数与上年相比{'变动较大' if large else '有增加'}：{'；'.join(told)}。"
        "请核对，报告里宜说明原因。",
        shown="；".join(told),
        formula="；".join(formulas),
    )
