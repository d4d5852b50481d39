"""Support: faults in rates, scores, totals and grades."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.support_indicators import Data
from tests.support_spots import Blame, Kind, Spot, fact, lines, registrar

KINDS: dict[str, Kind] = {}
fault = registrar(KINDS)


# ---------------------------------------------------------------- rates, scores, totals


@fault("执行率算错")
def wrong_rate(data: Data, rng: Random) -> Blame | None:
    """A rate that does not follow from its figures, often taken from the wrong base."""
    spots = [spot for name in ("执行率", "在职控制率") if (spot := fact(data, name))]
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        holders = [(form, f"项目[{place}].执行率")]
        for number, row in enumerate(form["资金来源"], 1):
            holders.append((row, f"项目[{place}]/资金来源[{number}].执行率"))
        spots += [Spot(holder, "执行率", name) for holder, name in holders if "执行率" in holder]
    if not spots:
        return None
    spot = rng.choice(spots)
    right = Decimal(spot.raw.rstrip("%"))
    steps = (Decimal("-0.6"), Decimal("0.6"), Decimal(1), Decimal(-3), Decimal(-9), Decimal(-20))
    wrong = [right + step for step in steps] + [Decimal(100)] * (right < Decimal("99.4"))
    # A rate shown without decimals may be off by half a point.
    least = Decimal("0.5") if "." in spot.raw else Decimal(1)
    spot.raw = f"{rng.choice([n for n in wrong if abs(n - right) >= least])}%"
    return [spot], "B1|O5|P2"


@fault("得分超分值")
def score_above_weight(data: Data, rng: Random) -> Blame | None:
    """More points than the row has; the total may go along."""
    choices = [line for line in lines(data) if "得分" in line.row]
    if not choices:
        return None
    line = rng.choice(choices)
    more = Decimal(rng.choice((1, 2, 5)))
    score, weight = line.spot("得分"), line.spot("分值")
    score.raw, before = str(Decimal(weight.raw) + more), Decimal(score.raw)
    if rng.random() < 0.5:
        line.add_to_total(Decimal(score.raw) - before)
    return [score], "O7|P3|G"


@fault("分值合计不是100")
def weight_changed(data: Data, rng: Random) -> Blame | None:
    """The weights add up to something else."""
    choices = [line for line in lines(data) if "得分" in line.row]
    if not choices:
        return None
    line = rng.choice(choices)
    weight = line.spot("分值")
    weight.raw = str(Decimal(weight.raw) + rng.choice((-1, 1, 5, 10)))
    prefix = line.name.rpartition("绩效指标")[0].replace("/", ".")
    return [weight, Spot(line.owner, "总分值", f"{prefix}总分值")], "O6|P3"


@fault("总分算错")
def wrong_total_score(data: Data, rng: Random) -> Blame | None:
    """A total of points that is not that of the rows."""
    owners = {line.name.rpartition("绩效指标")[0].replace("/", "."): line for line in lines(data)}
    choices = [(name, line.owner) for name, line in owners.items() if "总得分" in line.owner]
    if not choices:
        return None
    name, owner = rng.choice(choices)
    spot = Spot(owner, "总得分", f"{name}总得分")
    spot.raw = str(Decimal(spot.raw) + rng.choice((-10, -2, -1, 1, 2)))
    return [spot], "O7|P3"


@fault("总分填进执行率得分")
def total_in_execution_row(data: Data, rng: Random) -> Blame | None:
    """98 where at most 10 can stand."""
    owners = [("", data["facts"])]
    owners += [(f"项目[{n}].", form) for n, form in enumerate(data["rows"].get("项目", []), 1)]
    choices = [(name, owner) for name, owner in owners if {"执行率得分", "总得分"} <= owner.keys()]
    if not choices:
        return None
    name, owner = rng.choice(choices)
    owner["执行率得分"] = owner["总得分"]
    return [Spot(owner, "执行率得分", f"{name}执行率得分")], "O5|O6|O7|P3"


@fault("等级不符")
def wrong_grade(data: Data, rng: Random) -> Blame | None:
    """A grade word that is not that of the total, or no grade word at all."""
    spots = [spot for spot in [fact(data, "评价等级")] if spot]
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        if "评价等级" in form:
            spots.append(Spot(form, "评价等级", f"项目[{place}].评价等级"))
    if not spots:
        return None
    spot = rng.choice(spots)
    words = (
        ("优秀", "良好", "较差", "差") if "hengyang" in data["pack"] else ("优", "良", "中", "差")
    )
    spot.raw = rng.choice([word for word in (*words, "91") if word != spot.raw])
    return [spot], "E|O8"
