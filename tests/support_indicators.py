"""Support: random indicator rows that are right: targets, actual values, weights, scores, reasons.

A row that misses its target has a score in proportion and a reason; every other row is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from random import Random
from typing import Any

Data = dict[str, Any]
Budget = tuple[str, str]  # what the owner may spend, what it spent: texts in 万元

HALF = Decimal("0.5")
EMPTY = "无"
REASONS = (
    "受连续强降雨影响工期推迟，剩余部分下一年一季度补做",
    "上级资金到位较晚，部分任务顺延，今后提前做好前期工作",
    "年中机构调整，工作衔接不及时，已明确专人负责",
    "部分对象外出务工没有参加，下年提前摸底安排",
)
LOW_EXECUTION = "预算执行率偏低，主要是部分工程款按合同在下一年支付，今后加快支出进度"
NOT_ALL_SPENT = "预算执行率没有达到100%，部分合同尾款在下一年支付，已列入下一年预算"

COUNTS = {
    "数量": (
        ("农村道路维修里程", "公里", 6, 80),
        ("开展政策宣传活动", "场次", 4, 40),
        ("培训村（社区）干部", "人次", 40, 600),
        ("修缮灌溉渠道长度", "米", 800, 9000),
        ("河道巡查次数", "次", 12, 240),
        ("慰问困难群众", "户", 30, 400),
        ("受理群众办件", "件", 300, 6000),
        ("油茶新造面积", "亩", 100, 2000),
        ("安全隐患排查", "处", 20, 200),
        ("服务企业数量", "家", 10, 90),
    ),
    "经济": (("带动就业人数", "人", 20, 400), ("带动村集体增收", "万元", 10, 120)),
    "社会": (("受益群众人数", "人", 500, 20000), ("受益村（社区）", "个", 4, 30)),
    "生态": (("完成植树造林", "亩", 50, 900),),
    "可持续": (("设施使用年限", "年", 3, 15),),
}
RATES = {
    "质量": (
        "工程验收合格率",
        "项目质量达标率",
        "资金使用合规率",
        "档案归档率",
        "培训合格率",
        "巡查问题整改率",
    ),
    "时效": ("资金拨付及时率", "任务完成及时率", "工程按期完工率"),
    "生态": ("生活垃圾无害化处理率", "农村污水处理率"),
    "满意": ("服务对象满意度", "受益群众满意度", "服务企业满意度"),
}
WORDS = {
    "质量": (("内部管理制度", "健全"), ("项目管理水平", "逐步提高")),
    "经济": (("促进本地产业发展", "效果明显"), ("推动县域经济发展", "持续推动")),
    "社会": (("改善人居环境", "明显改善"), ("提升公共服务水平", "有效提升")),
    "生态": (("改善水环境质量", "持续改善"), ("减少环境污染", "有效减少")),
    "可持续": (("长效管护机制", "建立健全"), ("促进可持续发展", "长期")),
}
UNIT_COSTS = (("每公里养护成本", "元/公里", 2000, 9000), ("人均培训成本", "元/人", 120, 400))
DEADLINES = (
    ("项目完成时间", "{}年12月底前", "{}年11月20日"),
    ("工程完工时间", "{}年底前", "{}年内"),
)

RATE_TARGETS = (85, 90, 92, 95, 98, 100)


@dataclass(slots=True)
class Item:
    """One indicator in the making; `rate` is how far its target was reached, at most 1."""

    first: str
    second: str
    name: str
    target: tuple[str, str, str]  # sign, number or words, unit
    actual: str
    rate: Decimal = Decimal(1)
    reason: str = ""
    measured: bool = False

    @property
    def is_empty(self) -> bool:
        """A row that only says that there is no such indicator."""
        return self.name == EMPTY


class Indicators:
    """Makes the rows of one owner. `kinds` lists (一级指标, 二级指标) as the form prints them."""

    def __init__(
        self,
        rng: Random,
        year: int,
        budget: Budget,
        *,
        split_target: bool = False,
        keeps_empty: bool = False,
    ) -> None:
        self.rng = rng
        self.year = year
        self.budget = budget
        self.split_target = split_target
        self.keeps_empty = keeps_empty  # a kind without indicators keeps a row 无
        self.unmet = rng.random() < 0.4
        self._used: set[str] = set()

    def items(self, kinds: Sequence[tuple[str, str]]) -> list[Item]:
        """One to three indicators of every kind; some kinds are left out."""
        found: list[Item] = []
        for number, (first, second) in enumerate(kinds):
            last = number + 1 == len(kinds) or kinds[number + 1][0] != first
            needed = last and not any(i.first == first and not i.is_empty for i in found)
            if not needed and "数量" not in second and self.rng.random() < 0.2:
                if self.keeps_empty:
                    found.append(Item(first, second, EMPTY, ("", EMPTY, ""), EMPTY))
                continue
            for _ in range(self.rng.choice((1, 1, 2, 3) if "数量" in second else (1, 1, 1, 2))):
                item = self._item(first, second)
                if item is not None:
                    found.append(item)
        return found

    def _item(self, first: str, second: str) -> Item | None:
        kind = next(
            (
                word
                for word in ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续")
                if word in second
            ),
            "满意",
        )
        if "成本" in second:
            kind = "成本"
        if "满意" in second:
            kind = "满意"
        made = None
        for _ in range(6):
            made = self._made(kind)
            if made.name not in self._used:
                break
            made = None
        if made is None:
            return None
        self._used.add(made.name)
        made.first, made.second = first, second
        if (
            self.unmet
            and made.measured
            and kind not in ("成本", "时效")
            and self.rng.random() < 0.2
        ):
            self._miss(made)
        return made

    def _made(self, kind: str) -> Item:
        rng = self.rng
        if kind == "成本":
            return self._cost()
        if kind == "时效" and rng.random() < 0.5:
            name, target, actual = rng.choice(DEADLINES)
            return Item("", "", name, ("", target.format(self.year), ""), actual.format(self.year))
        ways = [ways for ways in (COUNTS, RATES, WORDS) if kind in ways]
        way = rng.choice(ways)
        if way is COUNTS:
            return self._count(*rng.choice(COUNTS[kind]))
        if way is RATES:
            return self._rate(rng.choice(RATES[kind]))
        name, words = rng.choice(WORDS[kind])
        return Item("", "", name, ("定性", words, ""), words)

    def _count(self, name: str, unit: str, low: int, high: int) -> Item:
        wanted = self.rng.randint(low, high)
        got = wanted if self.rng.random() < 0.5 else wanted + self.rng.randint(0, wanted // 5)
        shown = unit if self.rng.random() < 0.9 else ""
        return Item("", "", name, ("≥", str(wanted), unit), f"{got}{shown}", measured=True)

    def _rate(self, name: str) -> Item:
        wanted = self.rng.choice(RATE_TARGETS)
        got = self.rng.randint(wanted, 100)
        tail = f".{self.rng.randint(1, 9)}" if got < 100 and self.rng.random() < 0.3 else ""
        return Item("", "", name, ("≥", str(wanted), "%"), f"{got}{tail}%", measured=True)

    def _cost(self) -> Item:
        may, did = self.budget
        if may and self.rng.random() < 0.6:
            return Item("", "", "总成本控制数", ("≤", may, "万元"), f"{did}万元", measured=True)
        if self.rng.random() < 0.5:
            rate = self.rng.randint(92, 100)
            return Item("", "", "成本控制率", ("≤", "100", "%"), f"{rate}%", measured=True)
        name, unit, low, high = self.rng.choice(UNIT_COSTS)
        wanted = self.rng.randint(low, high) // 10 * 10
        got = wanted - self.rng.randint(0, wanted // 12)
        return Item("", "", name, ("≤", str(wanted), unit), f"{got}{unit}", measured=True)

    def _miss(self, item: Item) -> None:
        wanted = Decimal(item.target[1])
        share = Decimal(self.rng.randint(62, 94)) / 100
        got = (wanted * share).to_integral_value(rounding=ROUND_FLOOR)
        if got >= wanted or got <= 0:
            return
        item.rate = got / wanted
        unit = item.target[2] if item.actual.endswith(item.target[2]) else ""
        item.actual = f"{got}{unit}"
        item.reason = self.rng.choice(REASONS)

    def target(self, item: Item) -> Any:
        """The target as people write it, or in three cells."""
        sign, number, unit = item.target
        if self.split_target:
            if not sign:
                return {"性质": "定性", "值": number, "单位": unit}
            return {"性质": sign, "值": number, "单位": unit}
        if sign not in ("≥", "≤"):
            return number
        if sign == "≤":
            return self.rng.choice(("≤{}{}", "不超过{}{}", "{}{}以内")).format(number, unit)
        return self.rng.choice(("≥{}{}", "{}{}", "不低于{}{}", "{}{}以上")).format(number, unit)


def weights(rng: Random, total: int, count: int) -> list[Decimal]:
    """So many weights of at least one point that add up to the total."""
    each = Decimal(total) / count
    if each == each.to_integral_value() and rng.random() < 0.6:
        return [each] * count
    base, over = divmod(total, count)
    made = [Decimal(base + (1 if n < over else 0)) for n in range(count)]
    if count > 1 and made[0] > 2 and rng.random() < 0.2:
        made[0], made[1] = made[0] - HALF, made[1] + HALF
    return made


def score(rng: Random, weight: Decimal, rate: Decimal) -> Decimal:
    """The weight, or its share in steps a person uses, never more than half a point away."""
    if rate == 1:
        return weight
    exact = weight * rate
    step = rng.choice((HALF, Decimal("0.1"), Decimal("0.01")))
    return min((exact / step).to_integral_value(rounding=ROUND_FLOOR) * step, weight - step)


def plain(number: Decimal) -> str:
    """9.50 is 9.5, 10.0 is 10."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rows(
    maker: Indicators,
    items: Sequence[Item],
    groups: dict[str, int] | None,
    *,
    reasons: bool = True,
    merged: bool = False,
) -> tuple[list[Data], Decimal, Decimal]:
    """The rows of the data file, the sum of their weights, the sum of their scores.

    `groups` are points per 一级指标 (None: no points on this form); `merged` gives one
    weight and one score per 一级指标.
    """
    made: list[Data] = []
    all_weights, all_scores = Decimal(0), Decimal(0)
    for first in dict.fromkeys(item.first for item in items):
        mine = [item for item in items if item.first == first]
        real = [item for item in mine if not item.is_empty]
        points = iter(weights(maker.rng, groups[first], len(real)) if groups else ())
        mine_weight = mine_score = Decimal(0)
        before = ""
        for number, item in enumerate(mine):
            row: Data = {
                "一级指标": first if not number else "〃",
                "二级指标": item.second if item.second != before else "〃",
                "三级指标": item.name,
                "年度指标值": maker.target(item),
                "实际完成值": item.actual,
            }
            before = item.second
            if groups and not item.is_empty:
                weight = next(points)
                earned = score(maker.rng, weight, item.rate)
                mine_weight, mine_score = mine_weight + weight, mine_score + earned
                if not merged:
                    row["分值"], row["得分"] = plain(weight), plain(earned)
            if reasons and not item.is_empty and (item.reason or maker.rng.random() < 0.5):
                row["偏差原因"] = item.reason or EMPTY
            made.append(row)
        if groups and merged:
            head = made[-len(mine)]
            head["分值"], head["得分"] = plain(mine_weight), plain(mine_score)
        all_weights, all_scores = all_weights + mine_weight, all_scores + mine_score
    return made, all_weights, all_scores
