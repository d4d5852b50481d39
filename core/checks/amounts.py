"""Amounts: figures that cannot be right by themselves: negative, not whole, in the wrong unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.calc.view import kind_of
from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity, skipped
from core.checks.reasons import REASON_FACTS, Said, reason
from core.checks.registry import rule
from core.facts.model import UNIT, Ref
from core.facts.values import Kind
from core.numbers import ZERO, plain

TOTAL, SOURCES = "年度资金总额", "资金来源"
_MAY_BE_NEGATIVE = re.compile(r"调整|调剂|结余|结转|变动|增减|节约|差额")
_TEN_THOUSAND = Decimal(10_000)
_MUCH = (Decimal(2_000), Decimal(50_000))  # times its neighbours: 10,000 and a good change
_PART_OF_TOTAL = Decimal(20)  # a part cannot be so many times its total
_LEAST = Decimal(1_000)  # an amount in 元 that is worth writing down


# ---------------------------------------------------------------- negative


@rule("B12.负数", reads=("*",))
def unit_is_not_negative(desk: Desk, holder: str) -> Iterator[Result]:
    """Money, heads and areas of the unit are not negative."""
    kinds = {Kind.MONEY, Kind.COUNT, Kind.NUMBER}
    refs = [Ref(key.name, key.aspect) for key in desk.snapshot.entered.get(UNIT, {})]
    refs = [ref for ref in refs if kind_of(desk.pack, "", ref.name) in kinds]
    yield from _not_negative("B12.负数", desk, (*refs, *_sources(desk, UNIT)))


@rule("B12.项目清单负数", on="项目清单", reads=("支出",))
def line_is_not_negative(desk: Desk, line: str) -> Iterator[Result]:
    """A project line's money is not negative."""
    yield from _not_negative("B12.项目清单负数", desk, _aspects(desk, "支出", line))


@rule("B12.项目金额负数", on="项目", reads=(TOTAL, "金额"))
def project_is_not_negative(desk: Desk, project: str) -> Iterator[Result]:
    """A project's money is not negative, in total and by source."""
    refs = (*_aspects(desk, TOTAL, project), *_sources(desk, project))
    yield from _not_negative("B12.项目金额负数", desk, refs)


def _aspects(desk: Desk, name: str, holder: str) -> Iterator[Ref]:
    concept = desk.pack.concept(desk.path(holder), name)
    for aspect in concept.aspects if concept else ():
        yield desk.ref(holder, name, aspect)


def _sources(desk: Desk, owner: str) -> Iterator[Ref]:
    for row in desk.rows(SOURCES, owner):
        yield from _aspects(desk, "金额", row)


def _not_negative(code: str, desk: Desk, refs: Iterable[Ref]) -> Iterator[Result]:
    found = False
    for ref in refs:
        number = desk.snapshot.entered_value(ref).number
        if number is None or number >= 0 or _MAY_BE_NEGATIVE.search(ref.name):
            continue
        found = True
        yield Finding(
            code,
            Severity.ERROR,
            desk.cells(ref),
            f"{desk.name(ref)}填的是 {plain(number)}，这里不能是负数。",
            shown=plain(number),
            expected="不小于 0",
            formula=f"{plain(number)} < 0",
            remedies=(desk.type_in(ref, plain(-number)),),
        )
    if not found:
        yield PASSED


# ---------------------------------------------------------------- heads


@rule("B13.人数不是整数", reads=("*",))
def heads_are_whole(desk: Desk, holder: str) -> Iterator[Result]:
    """People are counted in whole numbers."""
    found = False
    for key in desk.snapshot.entered.get(UNIT, {}):
        ref = Ref(key.name, key.aspect)
        number = desk.value(ref).number
        if kind_of(desk.pack, "", ref.name) is not Kind.COUNT or number is None:
            continue
        if number == number.to_integral():
            continue
        found = True
        yield Finding(
            "B13.人数不是整数",
            Severity.ERROR,
            desk.cells(ref),
            f"{desk.name(ref)}填的是 {plain(number)}，应当是整数。",
            shown=plain(number),
            expected="整数",
        )
    if not found:
        yield PASSED


@rule("B14.超编", reads=("编制数", "在职人数", *REASON_FACTS))
def staff_within_posts(desk: Desk, holder: str) -> Iterator[Result]:
    """No more staff than posts, or a reason."""
    posts, staff = Ref("编制数"), Ref("在职人数")
    a, b = desk.value(posts).number, desk.value(staff).number
    if a is None or b is None or a < 0:
        yield skipped("编制数或在职人数还没有填")
        return
    if b <= a or reason(desk, UNIT, r"超编|编制|在职|人员") is Said.YES:
        yield PASSED
        return
    yield Finding(
        "B14.超编",
        Severity.WARNING,
        desk.cells(staff, posts),
        f"实际在职 {plain(b)} 人，超过编制数 {plain(a)} 人，多 {plain(b - a)} 人；"
        "请核对是不是按同一口径填的，确实超编的请说明。",
        shown=plain(b),
        expected=f"不超过 {plain(a)}",
        formula=f"{plain(b)} − {plain(a)} = {plain(b - a)}",
        clause="在职人员控制率 = 在职人员数 / 编制数，以100%为标准",
    )


# ---------------------------------------------------------------- 元 where 万元 was asked for


@rule("B15.金额像是元", reads=("*",))
def unit_is_in_one_money_unit(desk: Desk, holder: str) -> Iterator[Result]:
    """No amount of the unit is ten thousand times its neighbours or the total."""
    names = [
        name
        for name in dict.fromkeys(key.name for key in desk.snapshot.entered.get(UNIT, {}))
        if kind_of(desk.pack, "", name) is Kind.MONEY
    ]
    rows = [("金额", row) for row in desk.rows(SOURCES)]
    yield from _in_one_unit("B15.金额像是元", desk, [*((n, UNIT) for n in names), *rows])


@rule("B15.清单金额像是元", on="项目清单", reads=("支出", "项目支出", TOTAL))
def line_is_in_one_money_unit(desk: Desk, line: str) -> Iterator[Result]:
    """No amount of a project line is ten thousand times its neighbours or the total."""
    yield from _in_one_unit("B15.清单金额像是元", desk, [("支出", line)])


@rule("B15.项目金额像是元", on="项目", reads=(TOTAL, "金额"))
def project_is_in_one_money_unit(desk: Desk, project: str) -> Iterator[Result]:
    """No amount of a project is ten thousand times its neighbours or its total."""
    rows = [("金额", row) for row in desk.rows(SOURCES, project)]
    yield from _in_one_unit("B15.项目金额像是元", desk, [(TOTAL, project), *rows])


def _in_one_unit(code: str, desk: Desk, names: Iterable[tuple[str, str]]) -> Iterator[Result]:
    """Compare each amount with the same fact's other 口径, else with the total it belongs to."""
    if desk.settings.text("金额单位") != "万元":
        yield skipped("金额单位不是万元")
        return
    found = False
    for name, holder in names:
        numbers = {
            ref: number
            for ref in _aspects(desk, name, holder)
            if (number := desk.value(ref).number) is not None
        }
        for ref, number in numbers.items():
            typed = desk.snapshot.entered_value(ref).number
            if typed is None or number < _LEAST:
                continue
            others = [n for other, n in numbers.items() if other != ref and n > 0]
            beside = _unlike(number, others, _total_beside(desk, ref))
            if beside is None:
                continue
            found = True
            right = plain((number / _TEN_THOUSAND).normalize())
            yield Finding(
                code,
                Severity.WARNING,
                desk.cells(ref),
                f"{desk.name(ref)}填的是 {plain(number)}，是旁边的数 {plain(beside)} 的"
                f" {plain((number / beside).quantize(Decimal(1)))} 倍，"
                f"像是按“元”填的；按万元是 {right}。",
                shown=plain(number),
                expected=right,
                formula=f"{plain(number)} ÷ 10000 = {right}",
                remedies=(desk.type_in(ref, right),),
            )
    if not found:
        yield PASSED


def _unlike(number: Decimal, others: list[Decimal], total: Decimal | None) -> Decimal | None:
    """The figure beside which an amount looks as if it were in 元; None when it looks right."""
    if others:
        beside = sorted(others)[len(others) // 2]
        if _MUCH[0] * beside <= number <= _MUCH[1] * beside:
            return beside
    # The whole line may be in 元: then only the total tells.
    if total is not None and _PART_OF_TOTAL * total <= number <= _MUCH[1] * total:
        return total
    return None


def _total_beside(desk: Desk, ref: Ref) -> Decimal | None:
    """The greatest total an amount is a part of; None when nothing tells."""
    owner = UNIT
    if ref.holder != UNIT:
        row = desk.snapshot.rows[desk.snapshot.first_row(ref.holder)]
        owner = row.owner
    totals = [desk.number(owner, TOTAL, a) for a in ("年初预算", "全年预算", "决算")]
    if ref.name == TOTAL and ref.holder == owner:
        return None
    known = [total for total in totals if total is not None and total > ZERO]
    return max(known, default=None)
