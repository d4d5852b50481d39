"""Support: faults in amounts: sums that no longer hold, rows and columns gone astray."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from tests.support_indicators import Data
from tests.support_spots import ASPECTS, Blame, Kind, Spot, Sum, fact, registrar, sums

KINDS: dict[str, Kind] = {}
fault = registrar(KINDS)
SUM_RULES = "B|O|P|T|X|F|L"


def _breaking(
    data: Data,
    rng: Random,
    change: Callable[[Sum, Spot], str | None],
    allowed: Callable[[Sum, Spot], bool] = lambda total, spot: True,
) -> Spot | None:
    """Change one amount so that a sum breaks; the change says the new text."""
    choices = [(each, spot) for each in sums(data) for spot in each.spots if allowed(each, spot)]
    rng.shuffle(choices)
    for each, spot in choices:
        before, text = spot.raw, change(each, spot)
        if text is None or text == before:
            continue
        spot.raw = text
        if each.is_broken:
            return spot
        spot.raw = before
    return None


# ---------------------------------------------------------------- amounts


@fault("数字颠倒")
def swapped_digits(data: Data, rng: Random) -> Blame | None:
    """Two neighbouring digits change places."""

    def change(each: Sum, spot: Spot) -> str | None:
        text = spot.raw
        places = [
            n
            for n in range(len(text) - 1)
            if text[n].isdigit() and text[n + 1].isdigit() and text[n] != text[n + 1]
        ]
        if not places:
            return None
        n = rng.choice(places)
        return text[:n] + text[n + 1] + text[n] + text[n + 2 :]

    spot = _breaking(data, rng, change)
    return None if spot is None else ([spot], SUM_RULES)


@fault("小数点错位")
def factor_ten(data: Data, rng: Random) -> Blame | None:
    """The decimal point stands one place off."""
    factor = rng.choice((Decimal(10), Decimal("0.1")))
    spot = _breaking(data, rng, lambda each, spot: _times(spot, factor))
    return None if spot is None else ([spot], SUM_RULES)


@fault("元当万元")
def yuan_for_wan(data: Data, rng: Random) -> Blame | None:
    """An amount in 元 where 万元 are meant."""
    spot = _breaking(data, rng, lambda each, spot: _times(spot, Decimal(10000)))
    return None if spot is None else ([spot], SUM_RULES)


def _times(spot: Spot, factor: Decimal) -> str | None:
    number = spot.number
    return None if not number else f"{number * factor:f}"


@fault("一位数字错")
def one_digit_wrong(data: Data, rng: Random) -> Blame | None:
    """One digit is another digit."""

    def change(each: Sum, spot: Spot) -> str | None:
        places = [n for n, c in enumerate(spot.raw) if c.isdigit()]
        n = rng.choice(places)
        digit = rng.choice([c for c in "0123456789" if c != spot.raw[n]])
        return spot.raw[:n] + digit + spot.raw[n + 1 :]

    spot = _breaking(data, rng, change)
    return None if spot is None else ([spot], SUM_RULES)


@fault("合计写错")
def total_typed_over(data: Data, rng: Random) -> Blame | None:
    """A total that is not that of its parts."""

    def change(each: Sum, spot: Spot) -> str | None:
        number, more = spot.number, Decimal(rng.randint(20, 9000)) / 100
        if number is None:
            return None
        return f"{number - more if number > more and rng.random() < 0.5 else number + more:f}"

    spot = _breaking(data, rng, change, lambda each, spot: spot is each.total)
    return None if spot is None else ([spot], SUM_RULES)


@fault("合计填了0")
def total_left_at_zero(data: Data, rng: Random) -> Blame | None:
    """The total row stays 0 while its parts are filled."""
    spot = _breaking(data, rng, lambda each, spot: "0", lambda each, spot: spot is each.total)
    return None if spot is None else ([spot], SUM_RULES)


@fault("少打一位")
def digit_dropped(data: Data, rng: Random) -> Blame | None:
    """One digit was not typed."""

    def change(each: Sum, spot: Spot) -> str | None:
        n = rng.choice([n for n, c in enumerate(spot.raw) if c.isdigit()])
        text = spot.raw[:n] + spot.raw[n + 1 :]
        return f"0{text}" if text.startswith(".") else text.removesuffix(".") or None

    spot = _breaking(data, rng, change)
    return None if spot is None else ([spot], SUM_RULES)


@fault("漏填一项")
def part_dropped(data: Data, rng: Random) -> Blame | None:
    """A part of a sum stays blank."""
    # Totals and listed amounts of projects with a form are filled by the program itself.
    filled = {each.total.text for each in sums(data)}
    if "项目" in data["rows"]:
        rows = data["rows"].get("项目清单", ())
        filled |= {f"项目清单[{number}].支出@决算" for number, _ in enumerate(rows, 1)}
    choices = [
        (each, spot)
        for each in sums(data)
        for spot in each.parts
        if spot.number and spot.text not in filled
    ]
    if not choices:
        return None
    each, spot = rng.choice(choices)
    spot.clear()
    return [spot, each.total], f"{SUM_RULES}|M"


@fault("一项重复")
def part_doubled(data: Data, rng: Random) -> Blame | None:
    """A part is counted twice."""
    spot = _breaking(
        data,
        rng,
        lambda each, spot: _times(spot, Decimal(2)),
        lambda each, spot: spot is not each.total,
    )
    return None if spot is None else ([spot], SUM_RULES)


@fault("串行")
def rows_shifted(data: Data, rng: Random) -> Blame | None:
    """From some line on every amount stands one line too low."""
    choices = list(sums(data))
    rng.shuffle(choices)
    for each in choices:
        before = [spot.raw for spot in each.spots]
        first = rng.randrange(len(each.parts))
        for spot, text in zip(each.parts[first:], before[first:], strict=False):
            spot.raw = text
        if each.is_broken:
            return each.spots, SUM_RULES
        for spot, text in zip(each.spots, before, strict=True):
            spot.raw = text
    return None


@fault("串列")
def columns_swapped(data: Data, rng: Random) -> Blame | None:
    """Two 口径 of one line change places."""
    choices = [(each, spot) for each in sums(data) for spot in each.spots]
    rng.shuffle(choices)
    for each, spot in choices:
        for other in rng.sample(ASPECTS, len(ASPECTS)):
            if other == spot.key or not spot.holder.get(other):
                continue
            holder = spot.holder
            holder[spot.key], holder[other] = holder[other], holder[spot.key]
            if each.is_broken:
                return [spot, Spot(holder, other, spot.text.replace(spot.key, other))], SUM_RULES
            holder[spot.key], holder[other] = holder[other], holder[spot.key]
    return None


@fault("数格写字")
def words_for_number(data: Data, rng: Random) -> Blame | None:
    """Words in a number cell."""
    spots = [spot for each in sums(data) for spot in each.spots]
    spots += [s for s in (fact(data, "编制数"), fact(data, "政府采购金额", "决算")) if s]
    spot = rng.choice(spots) if spots else None
    if spot is None:
        return None
    spot.raw = rng.choice(("约{}左右", "{}万余元", "7,00.0,77", "见附表", "{}..5")).format(spot.raw)
    return [spot], "E"


@fault("负数")
def negative(data: Data, rng: Random) -> Blame | None:
    """A minus before an amount, of a sum or alone."""
    spots = [spot for each in sums(data) for spot in each.spots]
    spots += [
        spot
        for name in ("政府采购金额", "办公经费", "公用经费", "基本支出")
        for aspect in ASPECTS
        if (spot := fact(data, name, aspect))
    ]
    spots = [spot for spot in spots if spot.number]
    spot = rng.choice(spots) if spots else None
    if spot is None:
        return None
    spot.raw = f"-{spot.raw}"
    return [spot], SUM_RULES


# ---------------------------------------------------------------- figures that contradict others


@fault("三公大于公用经费")
def three_above_running(data: Data, rng: Random) -> Blame | None:
    """公用经费 is typed smaller than the 三公经费 or the 其中 rows inside it."""
    spots = [spot for aspect in ASPECTS if (spot := fact(data, "公用经费", aspect)) and spot.number]
    inner = ("办公经费", "水电差旅费", "会议培训费", "公务接待费", "公务用车运行维护费")
    for spot in rng.sample(spots, len(spots)):
        parts = [fact(data, name, spot.key) for name in inner]
        numbers = [part.number for part in parts if part and part.number]
        if numbers:
            spot.raw = f"{max(numbers) * Decimal('0.6'):.2f}"
            return [spot], SUM_RULES
    return None


@fault("执行数超过预算")
def spent_above_budget(data: Data, rng: Random) -> Blame | None:
    """More spent than there was, in a total or in one source of a project."""
    spots = []
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        if "年度资金总额" in form:
            spots.append((form["年度资金总额"], f"项目[{place}].年度资金总额@决算"))
        for number, row in enumerate(form["资金来源"], 1):
            if row.get("金额") and Decimal(row["金额"]["全年预算"]):
                spots.append((row["金额"], f"项目[{place}]/资金来源[{number}].金额@决算"))
    total = fact(data, "年度资金总额", "决算")
    if total and fact(data, "年度资金总额", "全年预算"):
        spots.append((total.holder, total.text))
    if not spots:
        return None
    holder, name = rng.choice(spots)
    holder["决算"] = f"{Decimal(holder['全年预算']) * Decimal('1.15'):.2f}"
    return [Spot(holder, "决算", name)], SUM_RULES


@fault("在职超编或不是整数")
def heads_wrong(data: Data, rng: Random) -> Blame | None:
    """More staff than posts and no word about it, or half a person."""
    posts, staff = fact(data, "编制数"), fact(data, "在职人数")
    if posts is None or staff is None:
        return None
    staff.raw = rng.choice((str(int(posts.raw) + rng.randint(1, 8)), f"{staff.raw}.5"))
    data["facts"].pop("在职控制率", None)
    return [staff], "B"
