"""Support: the figures of a random package: money that adds up, rates and names that fit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.support_indicators import LOW_EXECUTION, Data, plain

AMOUNTS = ("上年决算", "年初预算", "全年预算", "决算")

_FIRST_YEAR = {"hunan-taojiang": 2024, "hunan-hengyangxian": 2021, "national": 2021}
_TOWNS = ("清溪镇", "石桥镇", "云盘乡", "白沙镇", "长岭乡", "双江镇", "龙泉镇", "新塘乡")
_PROJECTS = (
    "农村公路养护经费",
    "人居环境整治专项",
    "河长制工作经费",
    "高标准农田建设补助",
    "困难群众救助资金",
    "乡村振兴衔接资金",
    "森林防火专项经费",
    "村级组织运转补助",
    "安全生产监管经费",
    "文化站免费开放补助",
    "农村饮水安全维修养护资金",
    "产业发展扶持资金",
)
_DATES = ("{}.4.{}", "{}年4月{}日", "{}-05-{}", "{}.03.{}", "{}年6月{}日")
_GRADES = {"hunan-hengyangxian": (("优秀", 90), ("良好", 80), ("较差", 60), ("差", 0))}
_USUAL_GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))

Money = dict[str, int]  # 口径 -> cents


def yuan(cents: int) -> str:
    """12345 is 123.45."""
    return f"{cents // 100}.{cents % 100:02d}"


def percent(part: int, whole: int, places: int = 2) -> str:
    """A share as forms print it."""
    share = Decimal(part) * 100 / Decimal(whole)
    return f"{share.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)}%"


def plus(*parts: Money) -> Money:
    return {aspect: sum(part.get(aspect, 0) for part in parts) for aspect in AMOUNTS}


class Figures:
    """The unit's figures and the parts of a package that every county has."""

    def __init__(self, seed: int, pack: str) -> None:
        self.rng = Random(f"{pack}/{seed}")
        self.pack = pack
        rng = self.rng
        self.year = rng.randint(_FIRST_YEAR.get(pack, 2023), 2025)
        self.unit = rng.choice(_TOWNS) + "人民政府"
        self.short = rng.random() < 0.5  # 927 for 927.00
        self.with_totals = rng.random() < 0.75  # totals typed, not left to the program
        self.rate = 1.0 if rng.random() < 0.4 else rng.uniform(0.91, 0.995)
        if rng.random() < 0.15:
            self.rate = rng.uniform(0.75, 0.89)
        self.low = self.rate < 0.9
        self.facts: Data = {}
        self.tables: Data = {}

    # ------------------------------------------------ money

    def leaf(self, low: int, high: int, *, capped: bool = False) -> Money:
        """A figure in all 口径, in cents: budgets a little above, last year near."""
        rng = self.rng
        spent = rng.randint(low, high)
        budget = round(spent / self.rate * rng.uniform(1.0 if capped else 0.96, 1.08))
        if capped:
            budget = max(budget, spent)
        full = max(spent, round(spent / self.rate)) if self.rate < 1 else spent
        before = round(spent * rng.uniform(0.88, 1.15))
        return {"上年决算": before, "年初预算": budget, "全年预算": full, "决算": spent}

    def text(self, cents: int) -> str:
        """An amount as this clerk writes it."""
        if self.short and cents % 100 == 0:
            return str(cents // 100)
        return yuan(cents)

    def texts(self, money: Money, aspects: tuple[str, ...]) -> Data:
        """Some 口径 of a figure."""
        return {aspect: self.text(money[aspect]) for aspect in aspects}

    def total(self, name: str, money: Money, aspects: tuple[str, ...]) -> None:
        """A figure the program can compute: typed or left to it."""
        if self.with_totals:
            self.put(name, money, aspects)

    def put(self, name: str, money: Money, aspects: tuple[str, ...]) -> None:
        """A figure of the unit."""
        self.facts.setdefault(name, {}).update(self.texts(money, aspects))

    def head(self) -> None:
        """Who filled it in, and when."""
        rng = self.rng
        phone = rng.choice(("1380000000{}", "0737-882200{}", "138-0000-000{}"))
        self.facts |= {
            "填表人": "某某",
            "填报日期": rng.choice(_DATES).format(self.year + 1, rng.randint(10, 28)),
            "联系电话": phone.format(rng.randint(1, 9)),
            "单位负责人": "某某",
        }

    def staff(self, style: int = 2) -> None:
        """编制数 and who is there."""
        posts = self.rng.randint(20, 90)
        here = posts - self.rng.randint(0, 6)
        self.facts |= {"编制数": str(posts), "在职人数": str(here)}
        if self.with_totals:
            self.facts["在职控制率"] = percent(here, posts, style)

    def money(self) -> None:
        """The figures of the unit and how they hang together."""
        rng = self.rng
        zero = dict.fromkeys(AMOUNTS, 0)
        bought = self.leaf(1_500, 2_500, capped=True) if rng.random() < 0.1 else zero
        self.cars = {
            "公务用车购置费": bought,
            "公务用车运行维护费": self.leaf(100, 700, capped=True),
        }
        self.three = {
            "公务用车购置和维护经费": plus(*self.cars.values()),
            "因公出国经费": zero,
            "公务接待费": self.leaf(50, 600, capped=True),
        }
        self.three_all = plus(*self.three.values())
        self.listed = {
            "办公经费": self.leaf(500, 3_000),
            "水电差旅费": self.leaf(300, 2_000),
            "会议培训费": self.leaf(50, 600),
        }
        self.running = plus(self.three_all, *self.listed.values(), self.leaf(500, 6_000))
        self.people = self.leaf(20_000, 120_000)
        self.basic = plus(self.people, self.running)
        self.work = self.leaf(2_000, 30_000)
        self.upkeep = self.leaf(1_000, 20_000)
        names = rng.sample(_PROJECTS, rng.randint(2, 5))
        self.lines = {name: self.leaf(500, 40_000) for name in names}

    def reckon(self, projects: Money) -> None:
        """年度资金总额, once it is known what belongs to 项目支出."""
        self.projects = projects
        self.all = plus(self.basic, projects)
        may, did = self.all["全年预算"], self.all["决算"]
        self.execution = percent(did, may)
        exact = Decimal(did) * 10 / Decimal(may)
        steps = Decimal("0.01") if self.rng.random() < 0.6 else Decimal("0.5")
        self.execution_score = (exact / steps).to_integral_value(ROUND_HALF_UP) * steps

    def base_table(self, aspects: tuple[str, ...]) -> None:
        """三公, 公用经费 and the rest of a Hunan 基础数据表."""
        self.total("三公经费", self.three_all, aspects)
        self.total("公务用车购置和维护经费", self.three["公务用车购置和维护经费"], aspects)
        for name, money in (*self.cars.items(), *list(self.three.items())[1:]):
            self.put(name, money, aspects)
        self.put("政府采购金额", self.leaf(300, 9_000), aspects)
        self.facts["厉行节约保障措施"] = "接待先审批，车辆统一调度，办公用品集中采购。"

    def buildings(self) -> None:
        """楼堂馆所: mostly none; and the adjustment row."""
        if self.rng.random() < 0.7:
            plan = dict.fromkeys(("楼堂馆所批复规模", "楼堂馆所实际规模", "规模控制率"), "无")
            cost = dict.fromkeys(("楼堂馆所预算投资", "楼堂馆所实际投资", "投资控制率"), "无")
            self.facts |= plan | cost
        else:
            size, cents = self.rng.randint(300, 2_000), self.rng.randint(40_000, 400_000)
            self.facts |= {
                "楼堂馆所批复规模": str(size),
                "楼堂馆所实际规模": str(size - self.rng.randint(0, size // 20)),
                "楼堂馆所预算投资": self.text(cents),
                "楼堂馆所实际投资": self.text(cents - self.rng.randint(0, cents // 20)),
            }
        self.facts["基本支出预算调整"] = dict.fromkeys(
            ("上年决算", "年初预算", "决算"), self.rng.choice(("0", "—", "0.00"))
        )

    def inner(self, aspects: tuple[str, ...]) -> None:
        """公用经费 and its 其中."""
        for name, money in {"公用经费": self.running, **self.listed}.items():
            self.put(name, money, aspects)

    def funds(self, carried: str = "") -> None:
        """Income by kind; it adds up to 全年预算."""
        may = self.all["全年预算"]
        fund = may // self.rng.choice((10, 20)) if self.rng.random() < 0.4 else 0
        rest = may // 50 if self.rng.random() < 0.3 else 0
        kinds = {"政府性基金拨款": fund, "非税收入拨款": 0, "其他资金": rest}
        if carried:
            kinds[carried] = may // 25
        kinds["一般公共预算拨款"] = may - sum(kinds.values())
        for name, cents in kinds.items():
            self.put(name, {"全年预算": cents}, ("全年预算",))

    def execution_row(self, aspects: tuple[str, ...], style: int = 2) -> None:
        """The row of money, rate and points."""
        self.put("年度资金总额", self.all, aspects)
        if not self.with_totals:
            del self.facts["年度资金总额"]["全年预算"], self.facts["年度资金总额"]["决算"]
        self.facts["执行率得分"] = plain(self.execution_score)
        if self.with_totals:
            self.facts["执行率"] = percent(self.all["决算"], self.all["全年预算"], style)
            self.facts["执行率分值"] = "10"

    def goals(self) -> Data:
        """What was wanted and what came of it."""
        return {
            "预期目标": "保障机关运转，完成年度重点工作，改善群众生产生活条件。",
            "目标完成情况": "机关运转正常，年度重点工作按计划推进，群众生产生活条件得到改善。",
        }

    def grade(self, score: Decimal) -> str:
        """The word for a total."""
        for word, least in _GRADES.get(self.pack, _USUAL_GRADES):
            if score >= least:
                return word
        raise ValueError(score)

    def explain_low(self, made: list[Data]) -> None:
        """The reason for low execution in a row's reason cell."""
        if self.low:
            row = next(row for row in made if row["三级指标"] != "无")
            before = row.get("偏差原因", "无")
            row["偏差原因"] = LOW_EXECUTION + ("" if before == "无" else f"；{before}")

    def sources(self, names: tuple[str, ...], money: Money, aspects: tuple[str, ...]) -> list[Data]:
        """Rows that add up to a total, most of it in the first or second."""
        main = self.rng.randint(0, 1)
        second = self.rng.random() < 0.4
        made: list[Data] = []
        for number, name in enumerate(names):
            part = {
                aspect: (
                    money[aspect] - (money[aspect] // 10 if second else 0)
                    if number == main
                    else money[aspect] // 10
                    if second and number == main + 1
                    else 0
                )
                for aspect in aspects
            }
            row: Data = {"来源": name, "金额": self.texts(part, aspects)}
            if not any(part.values()) and self.rng.random() < 0.5:
                row = {"来源": name}
            elif part["全年预算"] and self.with_totals and self.pack == "hunan-zhijiang":
                row["执行率"] = percent(part["决算"], part["全年预算"])
            made.append(row)
        return made
