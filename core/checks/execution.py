"""Execution: the budget's rate, its points and its reason, for the unit and for each project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from core.calc.compare import agree
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Remedy, Result, Severity, skipped
from core.checks.reasons import REASON_FACTS, Said, reason
from core.checks.registry import rule
from core.checks.rounding import HALF
from core.facts.model import UNIT, Ref
from core.facts.values import known
from core.numbers import HUNDRED, ONE, ZERO, decimals, plain, round_half_up

BUDGET, SPENT, TOTAL = "全年预算", "决算", "年度资金总额"
RATE, WEIGHT, SCORE = "执行率", "执行率分值", "执行率得分"
PROPORTION, BANDS, PASS_MARK = "按比例", "分档", "及格线"
CLAUSES = {
    PROPORTION: "财预〔2020〕10号：预算执行率按实际执行的比例计分",
    BANDS: "执行率分档计分：完成预算得满分，80%以上得七成，60%以上得五成，60%以下不得分",
    PASS_MARK: "执行率设及格线计分：60%以下不得分，60%以上按超过的比例计分",
}
LOW_CLAUSE = "财预〔2020〕10号：预算执行率偏低的，要说明原因和改进措施"
_SIX, _EIGHT = Decimal("0.6"), Decimal("0.8")
_WHOLE_FORM = Decimal(60)  # no execution row is worth so much: it is the form's total
_NEARLY_ALL = Decimal("0.005")  # 99.6% is printed as 100%
_ABOUT = r"预算|执行|支付|拨付|支出|进度|资金|经费|结转|结余|项目款|尾款|工程款"

Work = Callable[[str, Desk, str], Iterable[Result]]


def _everywhere(unit: str, project: str, reads: Iterable[str]) -> Callable[[Work], Work]:
    """The same check on the unit's execution row and on every project's, under two codes."""
    names = (TOTAL, *reads)

    def register(work: Work) -> Work:
        for code, on in ((unit, ""), (project, "项目")):
            rule(code, on, names)(partial(work, code))
        return work

    return register


class Rate(NamedTuple):
    """How much of the budget was spent, as a number and as told to the user."""

    number: Decimal
    told: str  # 961.44 ÷ 999.38 = 96.20%
    refs: tuple[Ref, ...]


def rates(desk: Desk, holder: str) -> list[Rate]:
    """The rate from the amounts, and the rate as written where it says something else."""
    found: list[Rate] = []
    spent, budget = Ref(TOTAL, SPENT, holder), Ref(TOTAL, BUDGET, holder)
    written = desk.ref(holder, RATE)
    a, b = desk.value(spent).number, desk.value(budget).number
    if a is not None and b is not None and b > 0 and a >= 0:
        told = f"{plain(a)} ÷ {plain(b)} = {percent(a / b)}"
        refs = (written, spent, budget) if desk.shows(desk.path(holder), RATE) else (spent, budget)
        found.append(Rate(a / b, told, refs))
    typed = desk.value(written)
    if typed.number is not None and not (found and agree(typed, known(found[0].number))):
        found.append(Rate(typed.number, f"执行率 {desk.shown(written)}", (written,)))
    return found


def percent(rate: Decimal) -> str:
    """96.20%."""
    return f"{plain(round_half_up(rate * HUNDRED, 2))}%"


def points(policy: str, rate: Decimal, weight: Decimal) -> Decimal:
    """What a policy gives for a rate of at most 100%."""
    if rate >= ONE - _NEARLY_ALL and policy == BANDS:
        return weight
    if policy == BANDS:
        share = Decimal("0.7") if rate >= _EIGHT else Decimal("0.5") if rate >= _SIX else ZERO
        return weight * share
    if policy == PASS_MARK:
        return weight * max(ZERO, min(rate, ONE) - _SIX) / (ONE - _SIX)
    return weight * min(rate, ONE)


def weight_of(desk: Desk, holder: str) -> Decimal | None:
    """The points of the execution row: by the pack's formula, as typed, or as the county says."""
    ref = desk.ref(holder, WEIGHT)
    computed = desk.snapshot.computed_value(ref).number
    return computed or desk.value(ref).number or desk.settings.value(WEIGHT).number


# ---------------------------------------------------------------- points


@_everywhere("O5.执行率得分", "P2.执行率得分", (RATE, WEIGHT, SCORE))
def points_fit_the_rate(code: str, desk: Desk, holder: str) -> Iterator[Result]:
    """执行率得分 follows from the rate by the county's way of scoring, or by any known way."""
    ref = desk.ref(holder, SCORE)
    score, weight, found = desk.value(ref).number, weight_of(desk, holder), rates(desk, holder)
    if score is None or not weight or not found:
        yield skipped("执行率、分值或得分还没有填")
        return
    if score > weight or any(rate.number > ONE for rate in found):
        yield skipped("得分超过分值，或执行数超过预算数，另外提醒")
        return
    fixed = desk.settings.text("执行率评分办法")
    ways = (fixed,) if fixed in CLAUSES else (PROPORTION, BANDS, PASS_MARK)
    slack = desk.limit("得分容差")
    for rate in found:
        if any(abs(score - points(way, rate.number, weight)) <= slack for way in ways):
            yield PASSED
            return
    rate = found[0]
    wanted = round_half_up(points(ways[0], rate.number, weight), 2)
    each = "；".join(f"{way}得 {_score(points(way, rate.number, weight))} 分" for way in ways)
    told = (
        f"预算执行率 {percent(rate.number)}，分值 {plain(weight)} 分，得分填的是 {plain(score)} 分"
    )
    if len(ways) == 1:
        message = f"{told}，按本县的办法（{ways[0]}）应得 {plain(wanted)} 分。"
    else:
        message = f"{told}，与几种常用的评分办法都对不上（{each}），请核对，或说明本县的评分办法。"
    yield Finding(
        code,
        Severity.ERROR if len(ways) == 1 else Severity.WARNING,
        desk.cells(ref, *rate.refs),
        message,
        shown=plain(score),
        expected=plain(wanted) if len(ways) == 1 else "",
        formula=f"{rate.told}；{plain(weight)} 分：{each}",
        clause=CLAUSES[ways[0]],
        remedies=(desk.type_in(ref, plain(wanted), f"{ways[0]}计分，改为 {plain(wanted)}"),),
    )


def _score(number: Decimal) -> str:
    return plain(round_half_up(number, 2))


@_everywhere("O7.执行率得分超过分值", "P3.执行率得分超过分值", (RATE, WEIGHT, SCORE))
def points_within_weight(code: str, desk: Desk, holder: str) -> Iterator[Result]:
    """The points of the execution row lie between 0 and its weight."""
    ref, weight = desk.ref(holder, SCORE), weight_of(desk, holder)
    score = desk.value(ref).number
    if score is None or not weight:
        yield skipped("执行率的分值或得分还没有填")
        return
    if ZERO <= score <= weight or (score > weight and score >= _WHOLE_FORM):
        yield PASSED  # what looks like the form's total is reported as that
        return
    below = score < 0
    weight_ref = desk.ref(holder, WEIGHT)
    assumed = desk.value(weight_ref).number is None  # the county's row may be worth more
    yield Finding(
        code,
        Severity.WARNING if assumed and not below else Severity.ERROR,
        desk.cells(ref, weight_ref),
        f"预算执行率得分填的是 {plain(score)} 分，"
        + ("不能小于 0。" if below else f"超过了这一行的分值 {plain(weight)} 分。"),
        shown=plain(score),
        formula=f"0 ≤ {plain(score)} ≤ {plain(weight)}",
        remedies=_rescored(desk, holder, ref, weight),
    )


def _rescored(desk: Desk, holder: str, ref: Ref, weight: Decimal) -> tuple[Remedy, ...]:
    way = desk.settings.text("执行率评分办法")
    found = rates(desk, holder)
    if not found:
        return ()
    wanted = _score(points(way, found[0].number, weight))
    return (desk.type_in(ref, wanted, f"按执行率 {percent(found[0].number)} 计分，改为 {wanted}"),)


@_everywhere(
    "O6.执行率行分值异常", "P3.执行率行分值异常", (RATE, WEIGHT, SCORE, "分值", "总得分", "总分值")
)
def row_holds_no_total(code: str, desk: Desk, holder: str) -> Iterator[Result]:
    """The execution row holds its own weight and points, not those of the whole form."""
    weight_ref, score_ref = desk.ref(holder, WEIGHT), desk.ref(holder, SCORE)
    typed, score = desk.snapshot.entered_value(weight_ref).number, desk.value(score_ref).number
    heavy, others = False, ZERO
    if typed is not None and typed >= _WHOLE_FORM:
        others = _weights_beside(desk, holder)
        formula = desk.pack.calc_for((desk.path(holder), WEIGHT, ""))  # it objects by itself
        heavy = others >= _WHOLE_FORM and formula is None
    usual = weight_of(desk, holder)
    if heavy:
        rest = HUNDRED - others
        usual = rest if ZERO < rest < _WHOLE_FORM else desk.settings.value(WEIGHT).number
    full = score is not None and bool(usual) and score >= _WHOLE_FORM and score > (usual or ZERO)
    if not heavy and not full:
        yield PASSED
        return
    wrong = [*([weight_ref] if heavy else ()), *([score_ref] if full else ())]
    told = "、".join(
        [
            *([f"分值填的是 {plain(typed)}"] if heavy and typed is not None else ()),
            *([f"得分填的是 {plain(score)}"] if full and score is not None else ()),
        ]
    )
    fixes = []
    if heavy and usual:
        fixes.append(desk.type_in(weight_ref, plain(usual)))
    if full and usual:
        fixes += _rescored(desk, holder, score_ref, usual)
    yield Finding(
        code,
        Severity.ERROR,
        desk.cells(*wrong),
        f"预算执行率这一行{told}，像是把整张表的总分填在了这里；"
        f"这一行只占 {plain(usual or ZERO)} 分。",
        shown=told,
        expected=f"不超过 {plain(usual or ZERO)}",
        remedies=tuple(fixes),
    )


def _weights_beside(desk: Desk, holder: str) -> Decimal:
    """The weights of the holder's indicators, a merged cell once."""
    refs = dict.fromkeys(desk.ref(row, "分值") for row in desk.rows("绩效指标", holder))
    return sum((n for ref in refs if (n := desk.value(ref).number) is not None), ZERO)


# ---------------------------------------------------------------- the rate


@_everywhere("O23.执行率偏低没有原因", "P5.执行率偏低没有原因", (RATE, *REASON_FACTS))
def low_rate_has_a_reason(code: str, desk: Desk, holder: str) -> Iterator[Result]:
    """A rate below the county's limit needs a reason somewhere."""
    found = rates(desk, holder)
    if not found:
        yield skipped("执行率还没有填")
        return
    rate, limit = found[0], desk.limit("低执行率")
    if rate.number >= limit:
        yield PASSED
        return
    said = reason(desk, holder, _ABOUT)
    if said is Said.NOWHERE:
        yield skipped("表上没有写原因的地方")
        return
    if said is Said.YES:
        yield PASSED
        return
    path = desk.path(holder)
    places = [Ref(n, "", holder) for n in ("偏差及原因", "说明") if desk.shows(path, n)]
    yield Finding(
        code,
        Severity.WARNING,
        desk.cells(*rate.refs, *places[:1]),
        f"预算执行率 {percent(rate.number)}，低于 {percent(limit)}，没有看到原因，请说明。",
        shown=percent(rate.number),
        formula=rate.told,
        clause=LOW_CLAUSE,
    )


@_everywhere("O9.执行数超过全年预算", "P9.执行数超过全年预算", REASON_FACTS)
def spent_within_budget(code: str, desk: Desk, holder: str) -> Iterator[Result]:
    """What was spent is no more than the full-year budget."""
    spent, budget = Ref(TOTAL, SPENT, holder), Ref(TOTAL, BUDGET, holder)
    a, b = desk.value(spent).number, desk.value(budget).number
    if a is None or b is None:
        yield skipped("全年预算数或全年执行数还没有填")
        return
    last_digit = HALF.scaleb(-max(decimals(a), decimals(b)))
    if a - b <= 2 * last_digit:
        yield PASSED
        return
    ratio = f"，执行率 {percent(a / b)}" if b > 0 else ""
    yield Finding(
        code,
        Severity.WARNING,
        desk.cells(spent, budget),
        f"{'项目' + desk.label(holder) if holder != UNIT else '年度资金总额'}"
        f"的全年执行数 {plain(a)} 超过全年预算数 {plain(b)}{ratio}。"
        "没有预算不能支出，全年预算数要包括年中追加的部分，请核对。",
        shown=plain(a),
        expected=f"不超过 {plain(b)}",
        formula=f"{plain(a)} − {plain(b)} = {plain(a - b)}",
        clause="执行率 = 全年执行数 / 全年预算数",
    )
