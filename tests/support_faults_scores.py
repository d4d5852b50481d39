"""Support: faults in rates, scores, totals, grades and indicator rows."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from tests.support_indicators import Data
from tests.support_spots import Blame, Kind, Line, Spot, fact, lines, measured, registrar

KINDS: dict[str, Kind] = {}
fault = registrar(KINDS)


# ---------------------------------------------------------------- rates, scores, totals


@fault("执行率算错")
def wrong_rate(data: Data, rng: Random) -> Blame | None:
    """A rate that does not follow from its figures, often taken from the wrong base."""
    spots = [spot for name in ("执行率", "在职控制率") if (spot := fact(data, name))]
    for place, form in enumerate(data["rows"].get("项目", []), 1):
        if "执行率" in form:
            spots.append(Spot(form, "执行率", f"项目[{place}].执行率"))
    if not spots:
        return None
    spot = rng.choice(spots)
    right = Decimal(spot.raw.rstrip("%"))
    wrong = rng.choice([n for n in (Decimal(100), right - 9, right - 20) if abs(n - right) >= 3])
    spot.raw = f"{wrong}%"
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
    weight.raw = str(Decimal(weight.raw) + rng.choice((1, 5, 10)))
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
    spot.raw = str(Decimal(spot.raw) - rng.choice((1, 2, 10)))
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
    spot = fact(data, "评价等级")
    if spot is None:
        return None
    words = (
        ("优秀", "良好", "较差", "差") if "hengyang" in data["pack"] else ("优", "良", "中", "差")
    )
    spot.raw = rng.choice([word for word in (*words, "91") if word != spot.raw])
    return [spot], "E|O8"


# ---------------------------------------------------------------- indicators


def _halve(line: Line, share: Decimal) -> Decimal | None:
    """Let a row miss its target; the share it reached."""
    target = line.target
    assert target is not None
    got = (target[1] * share).to_integral_value()
    if not 0 < got < target[1]:
        return None
    line.row["实际完成值"] = f"{got}{target[2]}"
    return got / target[1]


def _without_reason(data: Data, line: Line) -> None:
    line.row.pop("偏差原因", None)
    if data["pack"] == "hunan-hengyangxian":
        data["facts"] |= {"偏差及原因": "无", "改进措施": "无"}
    for owner in (line.owner, data["facts"]):
        if "偏差及原因" in owner:
            owner["偏差及原因"] = "无"
    if "说明" in line.owner:
        line.owner["说明"] = "无"


@fault("没完成给满分")
def full_though_unmet(data: Data, rng: Random) -> Blame | None:
    """Half of the target reached, all of the points, nothing said."""
    choices = [line for line in measured(data) if line.scored is not None]
    line = rng.choice(choices) if choices else None
    if line is None or _halve(line, Decimal("0.5")) is None:
        return None
    _without_reason(data, line)
    spots = [line.spot(field) for field in ("年度指标值", "实际完成值")]
    return [*spots, *([line.scored] if line.scored else [])], "O10|O11"


@fault("缺未完成原因")
def reason_missing(data: Data, rng: Random) -> Blame | None:
    """A target missed, points taken off in proportion, no reason given."""
    if data["pack"] == "sichuan-luxian":  # the form has no place for one
        return None
    choices = measured(data)
    line = rng.choice(choices) if choices else None
    rate = _halve(line, Decimal("0.7")) if line else None
    if line is None or rate is None:
        return None
    score, weight = line.spot("得分"), line.spot("分值")
    if score.raw and data["pack"] != "hunan-hengyangxian":
        before = Decimal(score.raw)
        score.raw = f"{(Decimal(weight.raw) * rate).quantize(Decimal('0.1')):f}"
        line.add_to_total(Decimal(score.raw) - before)
    _without_reason(data, line)
    spots = [line.spot(field) for field in ("年度指标值", "实际完成值", "偏差原因")]
    return [*spots, *([line.scored] if line.scored else [])], "O11|O12|O10"


@fault("完成值空白")
def actual_blank(data: Data, rng: Random) -> Blame | None:
    """A score without an actual value."""
    choices = [line for line in lines(data) if line.row["三级指标"] != "无"]
    line = rng.choice(choices) if choices else None
    if line is None:
        return None
    line.spot("实际完成值").clear()
    return [line.spot("实际完成值")], "O13|M"


@fault("完成值是条件")
def actual_is_condition(data: Data, rng: Random) -> Blame | None:
    """≥95% as what was reached."""
    choices = measured(data)
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    _, number, unit = line.target
    line.row["实际完成值"] = rng.choice(("≥{}{}", "不低于{}{}")).format(number, unit)
    return [line.spot("实际完成值")], "O15"


@fault("缺百分号")
def percent_missing(data: Data, rng: Random) -> Blame | None:
    """92 for 92%."""
    if data["pack"] == "sichuan-luxian":  # there the unit has a cell of its own
        return None
    choices = [line for line in lines(data) if re.fullmatch(r"[\d.]+%", line.row["实际完成值"])]
    choices = [line for line in choices if not line.row["三级指标"].endswith("成本控制率")]
    if not choices:
        return None
    line = rng.choice(choices)
    line.row["实际完成值"] = line.row["实际完成值"].rstrip("%")
    return [line.spot("实际完成值"), line.spot("年度指标值")], "O16"


@fault("指标错列")
def indicator_columns_shifted(data: Data, rng: Random) -> Blame | None:
    """In neighbouring rows the target stands under the actual values, words under the targets."""
    if data["pack"] == "sichuan-luxian":  # there the target has three cells
        return None
    choices = [line for line in lines(data) if line.row["三级指标"] != "无"]
    choices = [
        a
        for a, b, c in zip(choices, choices[1:], choices[2:], strict=False)
        if a.rows is c.rows
        and c.number == a.number + 2
        and sum(line.target is not None for line in (a, b, c)) >= 2  # or nobody could tell
    ]
    if not choices:
        return None
    first = rng.choice(choices)
    style = rng.choice(("{}", "全年{}", "反映{}的程度", "各项工作{}"))
    spots: list[Spot] = []
    for number in range(first.number, first.number + 3):
        line = Line(
            first.owner, first.rows, number, f"{first.name.rpartition('[')[0]}[{number + 1}]"
        )
        target, actual = line.spot("年度指标值"), line.spot("实际完成值")
        actual.raw = target.raw
        target.raw = style.format(line.row["三级指标"])
        spots += [target, actual]
    return spots, "O14"


@fault("成本目标不是预算")
def cost_target_off(data: Data, rng: Random) -> Blame | None:
    """The ceiling of all cost is not the budget."""
    choices = [
        line
        for line in lines(data)
        if line.row["三级指标"] == "总成本控制数"
        # A reason that stands there for something else may be meant for this, too.
        and all(
            str(where.get(name) or "无") == "无"
            for where in (line.row, line.owner)
            for name in ("偏差原因", "偏差及原因", "说明")
        )
    ]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    line.row["年度指标值"] = f"≤{(line.target[1] * Decimal('1.22')).quantize(Decimal('0.01'))}万元"
    return [line.spot("年度指标值")], "P4|O"
