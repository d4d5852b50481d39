"""Support: faults in indicator rows: names, targets, results, units and reasons."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.support_indicators import LOW_EXECUTION, NOT_ALL_SPENT, REASONS, Data
from tests.support_spots import Blame, Kind, Line, Spot, lines, measured, named, registrar

KINDS: dict[str, Kind] = {}
fault = registrar(KINDS)
_ENDS = ("偏差及原因", "改进措施", "说明")

# ---------------------------------------------------------------- targets that were missed


def _reach(line: Line, share: Decimal) -> Decimal | None:
    """Let a row reach only a share of its target; the share after rounding."""
    target = line.target
    assert target is not None
    got = (target[1] * share).to_integral_value()
    if not 0 < got < target[1]:
        return None
    line.row["实际完成值"] = f"{got}{target[2]}"
    return got / target[1]


def _without_reason(line: Line, facts: Data) -> None:
    """Take the row's reason away; what the end block says of other things stays.

    A block that spoke of this row, or of rows in general, keeps only its words on execution.
    """
    line.row.pop("偏差原因", None)
    for owner in (line.owner, facts):
        for name in _ENDS:
            if name in owner:
                kept = [text for text in (LOW_EXECUTION, NOT_ALL_SPENT) if text in str(owner[name])]
                owner[name] = "；".join(kept) or "无"


@fault("没完成给满分")
def full_though_unmet(data: Data, rng: Random) -> Blame | None:
    """Far less than the target reached, all of the points, nothing said."""
    choices = [line for line in measured(data) if line.scored is not None]
    line = rng.choice(choices) if choices else None
    rate = _reach(line, Decimal(rng.randint(30, 85)) / 100) if line else None
    if line is None or rate is None:
        return None
    weight = line.weight
    lost = (1 - rate) * Decimal(weight.raw) if weight else Decimal(0)
    if data["pack"] == "sichuan-luxian" and lost <= Decimal("0.5"):
        return None  # no more than scores in whole points may be off, and no place for a reason
    _without_reason(line, data["facts"])
    spots = [line.spot(field) for field in ("年度指标值", "实际完成值")]
    return [*spots, *([line.scored] if line.scored else [])], "O10|O11"


@fault("缺未完成原因")
def reason_missing(data: Data, rng: Random) -> Blame | None:
    """A target missed, points taken off in proportion, no reason given."""
    if data["pack"] == "sichuan-luxian":  # the form has no place for one
        return None
    choices = measured(data)
    line = rng.choice(choices) if choices else None
    rate = _reach(line, Decimal(rng.randint(40, 97)) / 100) if line else None
    if line is None or rate is None:
        return None
    _take_off(data, line, rate)
    _without_reason(line, data["facts"])
    spots = [line.spot(field) for field in ("年度指标值", "实际完成值", "偏差原因")]
    return [*spots, *([line.scored] if line.scored else [])], "O11|O12|O10"


def _take_off(data: Data, line: Line, rate: Decimal) -> None:
    """The score in proportion, where the row has one of its own."""
    score, weight = line.spot("得分"), line.spot("分值")
    if score.raw and data["pack"] != "hunan-hengyangxian":
        before = Decimal(score.raw)
        score.raw = f"{(Decimal(weight.raw) * rate).quantize(Decimal('0.1')):f}"
        line.add_to_total(Decimal(score.raw) - before)


@fault("原因说的是别的事")
def reason_for_something_else(data: Data, rng: Random) -> Blame | None:
    """A target missed; the end block explains another indicator, or the budget, only."""
    choices = [line for line in measured(data) if any(name in line.owner for name in _ENDS)]
    line = rng.choice(choices) if choices else None
    rate = _reach(line, Decimal(rng.randint(40, 85)) / 100) if line else None
    if line is None or rate is None:
        return None
    _take_off(data, line, rate)
    line.row.pop("偏差原因", None)
    others = [row["三级指标"] for row in line.rows if row is not line.row]
    others = [name for name in others if name not in ("无", line.row["三级指标"])]
    said = rng.choice(
        (LOW_EXECUTION, NOT_ALL_SPENT, *(f"{n}：{rng.choice(REASONS)}" for n in others))
    )
    for name in _ENDS:
        if name in line.owner:
            line.owner[name] = said if name != "改进措施" else "加快支出进度。"
    spots = [line.spot(field) for field in ("年度指标值", "实际完成值")]
    return [*spots, *([line.scored] if line.scored else [])], "O10|O11|O12"


@fault("超成本没有原因")
def cost_over_ceiling(data: Data, rng: Random) -> Blame | None:
    """More spent than the ceiling allows, all of the points, no reason for it."""
    choices = [line for line in named(data) if line.target and line.target[0] == "≤"]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    _, number, unit = line.target
    over = number * Decimal(rng.choice(("1.2", "1.35", "2", "3.4856")))
    line.row["实际完成值"] = f"{over.quantize(Decimal('0.01'))}{unit}"
    _without_reason(line, data["facts"])
    spots = [line.spot(field) for field in ("年度指标值", "实际完成值")]
    return [*spots, *([line.scored] if line.scored else [])], "O10|O11|P4"


@fault("成本目标不是预算")
def cost_target_off(data: Data, rng: Random) -> Blame | None:
    """The ceiling of all cost is not the budget."""
    choices = [line for line in lines(data) if line.row["三级指标"] == "总成本控制数"]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    factor = Decimal(rng.choice(("1.22", "1.08", "1.5")))
    line.row["年度指标值"] = f"≤{(line.target[1] * factor).quantize(Decimal('0.01'))}万元"
    return [line.spot("年度指标值")], "P4|O"


@fault("扣分没有原因")
def points_lost_silently(data: Data, rng: Random) -> Blame | None:
    """The target was met, points are taken off, nobody says why."""
    if data["pack"] == "sichuan-luxian":  # the form has no place for a reason
        return None
    choices = [line for line in named(data) if "得分" in line.row]
    line = rng.choice(choices) if choices else None
    if line is None or Decimal(line.row["分值"]) < 2:
        return None
    score, before = line.spot("得分"), Decimal(line.row["得分"])
    score.raw = str(Decimal(line.row["分值"]) - rng.choice((1, 2)))
    line.add_to_total(Decimal(score.raw) - before)
    _without_reason(line, data["facts"])
    return [score, line.spot("偏差原因")], "O12|O27|O10|O11"


@fault("大幅超额没有说明")
def far_over_target(data: Data, rng: Random) -> Blame | None:
    """Several times the target, and no word about it."""
    choices = [line for line in measured(data) if line.target and line.target[2] != "%"]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    _, number, unit = line.target
    line.row["实际完成值"] = f"{number * rng.choice((2, 3, 8))}{unit}"
    _without_reason(line, data["facts"])
    return [line.spot("年度指标值"), line.spot("实际完成值")], "O21"


# ---------------------------------------------------------------- results


@fault("完成值空白")
def actual_blank(data: Data, rng: Random) -> Blame | None:
    """A score without an actual value."""
    choices = named(data)
    line = rng.choice(choices) if choices else None
    if line is None:
        return None
    line.spot("实际完成值").clear()
    return [line.spot("实际完成值")], "O13|M"


@fault("完成值是条件")
def actual_is_condition(data: Data, rng: Random) -> Blame | None:
    """≥95% as what was reached."""
    choices = [line for line in named(data) if line.target is not None]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    sign, number, unit = line.target
    styles = ("≥{}{}", "不低于{}{}") if sign == "≥" else ("≤{}{}", "不超过{}{}", "{}{}以内")
    line.row["实际完成值"] = rng.choice(styles).format(number, unit)
    return [line.spot("实际完成值")], "O15"


@fault("完成值是文字")
def actual_is_words(data: Data, rng: Random) -> Blame | None:
    """已完成 where a number was asked for."""
    choices = measured(data)
    line = rng.choice(choices) if choices else None
    if line is None:
        return None
    line.row["实际完成值"] = rng.choice(("已完成", "完成", "全部完成", "良好", "达到目标"))
    return [line.spot("实际完成值")], "O28"


# ---------------------------------------------------------------- units


@fault("缺百分号")
def percent_missing(data: Data, rng: Random) -> Blame | None:
    """92 for 92%, on either side or both; where the unit has a cell, that stays blank."""
    choices = [line for line in named(data) if line.target and line.target[2] == "%"]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    target, actual = line.spot("年度指标值"), line.spot("实际完成值")
    wanted = line.row["年度指标值"]
    if isinstance(wanted, dict):
        wanted["单位"] = ""
        if rng.random() < 0.5:
            actual.raw = actual.raw.replace("%", "")
        return [target, actual], "O16|O29"
    sides = rng.choice(((target,), (actual,), (target, actual)))
    for side in sides:
        side.raw = side.raw.replace("%", "")
    return list(sides), "O16"


_MEASURES = ("公里", "米", "亩", "万元", "元/公里", "元/人", "年")


@fault("缺计量单位")
def unit_missing(data: Data, rng: Random) -> Blame | None:
    """A length, an area or an amount without its unit: nobody can tell metres from kilometres."""
    choices = [line for line in named(data) if line.target and line.target[2] in _MEASURES]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    target, actual = line.spot("年度指标值"), line.spot("实际完成值")
    unit, wanted = line.target[2], line.row["年度指标值"]
    actual.raw = actual.raw.replace(unit, "")
    if isinstance(wanted, dict):
        wanted["单位"] = ""
    else:
        target.raw = wanted.replace(unit, "")
    return [target, actual], "O16|O29"


@fault("单位不一致")
def units_differ(data: Data, rng: Random) -> Blame | None:
    """A target in one unit and a result in another that cannot be turned into it."""
    choices = [
        line for line in named(data) if line.target and line.target[2] in ("公里", "亩", "%")
    ]
    line = rng.choice(choices) if choices else None
    if line is None or line.target is None:
        return None
    line.row["实际完成值"] = f"{line.target[1]}{rng.choice(('人次', '场次', '户'))}"
    return [line.spot("年度指标值"), line.spot("实际完成值")], "O16"


# ---------------------------------------------------------------- columns and names


@fault("指标错列")
def indicator_columns_shifted(data: Data, rng: Random) -> Blame | None:
    """In some rows the target stands under the actual values, a description under the targets.

    At least one of the rows has a number or a time limit, or a bare name that is no goal for a
    target: where only words have moved, it reads like any row in words.
    """
    if data["pack"] == "sichuan-luxian":  # there the target has three cells
        return None
    style = rng.choice(("{}", "全年{}", "反映{}的程度", "各项工作{}", "本单位全年{}的情况"))
    wanted = rng.randint(1, 4)
    own = named(data)
    runs = [
        own[n : n + wanted]
        for n in range(len(own) - wanted + 1)
        if all(
            b.rows is a.rows and b.number == a.number + 1
            for a, b in zip(own[n:], own[n + 1 : n + wanted], strict=False)
        )
    ]
    runs = [run for run in runs if any(_tells(line, style) for line in run)]
    if not runs:
        return None
    spots: list[Spot] = []
    for line in rng.choice(runs):
        target, actual = line.spot("年度指标值"), line.spot("实际完成值")
        actual.raw = target.raw
        target.raw = style.format(line.row["三级指标"])
        spots += [target, actual]
    return spots, "O14"


def _tells(line: Line, style: str) -> bool:
    if line.target is not None or any(c.isdigit() for c in str(line.row["年度指标值"])):
        return True
    goal = ("促进", "推动", "改善", "提升", "减少")
    return style == "{}" and not line.row["三级指标"].startswith(goal)


@fault("指标重名")
def name_twice(data: Data, rng: Random) -> Blame | None:
    """Two indicators of one sheet with one name."""
    choices = [
        (one, other)
        for one in named(data)
        for other in named(data)
        if one.rows is other.rows and one.number < other.number
    ]
    if not choices:
        return None
    one, other = rng.choice(choices)
    other.row["三级指标"] = one.row["三级指标"]
    return [one.spot("三级指标"), other.spot("三级指标")], "O18"


@fault("名称是数")
def name_is_a_value(data: Data, rng: Random) -> Blame | None:
    """An amount, a count or a period where the indicator's name belongs."""
    choices = named(data)
    line = rng.choice(choices) if choices else None
    if line is None:
        return None
    line.row["三级指标"] = rng.choice(
        ("509万元", "一年", "12个月", "≥90%", "35公里", "2024年12月底前")
    )
    return [line.spot("三级指标")], "O17"


@fault("期限是往年")
def stale_deadline(data: Data, rng: Random) -> Blame | None:
    """Last year's time limit was copied."""
    old = str(data["year"] - 1)
    choices = [line for line in named(data) if str(data["year"]) in str(line.row["年度指标值"])]
    line = rng.choice(choices) if choices else None
    if line is None:
        return None
    wanted = line.row["年度指标值"]
    if isinstance(wanted, dict):
        wanted["值"] = wanted["值"].replace(str(data["year"]), old)
    else:
        line.row["年度指标值"] = wanted.replace(str(data["year"]), old)
    line.row["实际完成值"] = line.row["实际完成值"].replace(str(data["year"]), old)
    return [line.spot("年度指标值"), line.spot("实际完成值")], "E14"


@fault("没有数量指标")
def nothing_counted(data: Data, rng: Random) -> Blame | None:
    """Every indicator of what was produced is in words."""
    sheets: list[list[Line]] = []
    first = ""
    for line in lines(data):
        written = line.row["一级指标"]
        first = first if written == "〃" else written
        if "产出" not in first or line.row["三级指标"] == "无":
            continue
        if not sheets or sheets[-1][0].rows is not line.rows:
            sheets.append([])
        sheets[-1].append(line)
    own = rng.choice(sheets) if sheets else []
    for line in own:
        words = rng.choice(("按要求完成", "全面落实", "规范有序"))
        line.row["年度指标值"] = (
            {"性质": "定性", "值": words, "单位": ""}
            if isinstance(line.row["年度指标值"], dict)
            else words
        )
        line.row["实际完成值"] = words
    return ([line.spot("三级指标") for line in own], "O19") if own else None
