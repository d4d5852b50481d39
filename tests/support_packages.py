"""Support: random packages that are right in every figure, as data files and loaded.

`clean_package(seed, pack)` gives the same package every time. Sums hold to the cent, rates and
scores follow from the figures, what is short or late has a reason, every required cell is full.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

from core.forms.library import Library
from core.storage.datafile import Loaded, load
from tests.support_indicators import (
    LOW_EXECUTION,
    NOT_ALL_SPENT,
    Data,
    Indicators,
    plain,
    rows,
)
from tests.support_money import AMOUNTS, Figures, Money, percent, plus, yuan

PACKS = (
    "hunan-taojiang",
    "hunan-hengyangxian",
    "hunan-zhijiang",
    "tongyong",
    "national",
    "sichuan-luxian",
)
_OUTPUT = ("数量指标", "质量指标", "时效指标", "成本指标")
_EFFECT = ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")
_SERVED = "服务对象满意度指标"


@cache
def library() -> Library:
    """The program's own packs and those of the tests."""
    return Library(
        Path(__file__).parents[1] / "resources" / "packs", Path(__file__).parent / "packs"
    )


def load_package(data: Data) -> Loaded:
    """A data file's content, loaded."""
    return load(json.dumps(data, ensure_ascii=False), library())


def clean_package(seed: int, pack_name: str) -> Data:
    """A package without a fault."""
    return _Maker(seed, pack_name).package()


class _Maker(Figures):
    """One package in the making, county by county."""

    def package(self) -> Data:
        """All of it."""
        self.head()
        self.money()
        make = {
            "hunan-taojiang": self.taojiang,
            "hunan-hengyangxian": self.hengyang,
            "hunan-zhijiang": self.zhijiang,
            "tongyong": self.tongyong,
            "national": self.national,
            "sichuan-luxian": self.luxian,
        }
        make[self.pack]()
        chapters = []
        if self.low:
            chapters.append({"title": "存在的主要问题", "text": LOW_EXECUTION + "。"})
        return {
            "pack": self.pack,
            "year": self.year,
            "unit": self.unit,
            "settings": {},
            "facts": self.facts,
            "rows": self.tables,
            "printed": {},
            "report": {"chapters": chapters},
        }

    # ------------------------------------------------ counties

    def taojiang(self) -> None:
        """项目支出 = two fixed rows + the list; no project forms; 成本 is a group of its own."""
        shown = ("上年决算", "年初预算", "决算")
        some = dict(list(self.lines.items())[: self.rng.randint(0, 3)])
        self.reckon(plus(self.work, self.upkeep, *some.values()))
        self.staff()
        self.base_table(shown)
        self.inner(shown)
        self.buildings()
        self.total("项目支出", self.projects, shown)
        self.put("业务工作经费", self.work, shown)
        self.put("运行维护经费", self.upkeep, shown)
        self.tables["项目清单"] = [
            {"项目名称": name, "支出": self.texts(money, shown)} for name, money in some.items()
        ]
        self.put("基本支出", self.basic, ("决算",))
        if not self.with_totals:
            self.put("项目支出", self.projects, ("决算",))
        self.execution_row(("年初预算", "全年预算", "决算"))
        self.funds()
        self.facts |= self.goals()
        kinds = [
            *(("产出指标", second) for second in _OUTPUT[:3]),
            *(("效益指标", second) for second in _EFFECT),
            ("满意度指标", _SERVED),
            *(("成本指标", f"{word}成本指标") for word in ("经济", "社会", "生态环境")),
        ]
        points = self.rng.choice(((40, 20, 10, 20), (40, 35, 5, 10), (40, 30, 10, 10)))
        groups = dict(zip(("产出指标", "效益指标", "满意度指标", "成本指标"), points, strict=True))
        self.indicators(kinds, groups, keeps_empty=True)

    def hengyang(self) -> None:
        """决算 first; one score per group; reasons in the end block."""
        shown = ("决算", "年初预算", "上年决算")
        special = self.leaf(1_000, 30_000)
        self.reckon(plus(self.work, self.upkeep, special))
        self.staff(style=0)
        self.base_table(shown)
        self.put("基本支出", self.basic, shown)
        self.put("压缩一般性支出", self.leaf(100, 900), shown)
        self.put("项目支出", self.projects, shown)
        self.put("业务工作经费", self.work, shown)
        self.put("运行维护经费", self.upkeep, shown)
        self.put("县级专项资金", special, shown)
        self.put("人员经费", self.people, ("决算",))
        self.put("公用经费", self.running, ("决算",))
        self.execution_row(("全年预算", "决算"), style=0)
        self.funds("年初结转结余")
        self.facts |= self.goals()
        kinds = [
            ("产出指标", "数量指标1"),
            ("产出指标", "质量指标"),
            ("产出指标", "时效指标"),
            ("产出指标", "成本指标"),
            ("效益指标", "经济效益指标"),
            ("效益指标", "生态效益指标"),
            ("效益指标", "可持续影响指标"),
            ("满意度指标", "社会公众或服务对象满意度指标"),
        ]
        groups = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
        maker = Indicators(self.rng, self.year, self.budget())
        items = maker.items(kinds)
        made, _, score = rows(maker, items, groups, reasons=False, merged=True)
        self.tables["绩效指标"] = made
        self.close(score)
        self.facts["评价等级"] = self.grade(score + self.execution_score)
        why = [f"{item.name}：{item.reason}" for item in items if item.reason]
        if self.low or self.execution_score < 10:
            why.append(LOW_EXECUTION if self.low else NOT_ALL_SPENT)
        self.facts["偏差及原因"] = "；".join(why) or "无"
        self.facts["改进措施"] = "加强前期工作和进度调度。" if why else "无"

    def zhijiang(self) -> None:
        """The county's score tables, a list of projects and a form for each."""
        shown = ("上年决算", "年初预算", "决算")
        self.reckon(plus(*self.lines.values()))
        self.staff()
        self.base_table(shown)
        self.inner(shown)
        self.buildings()
        self.total("项目支出", self.projects, shown)
        self.put("基本支出", self.basic, ("决算",))
        if not self.with_totals:
            self.put("项目支出", self.projects, ("决算",))
        self.execution_row(("年初预算", "全年预算", "决算"))
        self.funds()
        self.facts |= self.goals()
        self.common_scores()
        kinds = [
            *(("产出指标\n(50分)", second) for second in _OUTPUT),
            *(("效益指标\n(30分)", second) for second in _EFFECT),
            ("满意度指标\n(10分)", _SERVED),
        ]
        groups = {"产出指标\n(50分)": 50, "效益指标\n(30分)": 30, "满意度指标\n(10分)": 10}
        self.indicators(kinds, groups)
        self.list_lines(shown)
        sources = ("其中：中央补助", "省级资金", "市级资金", "其他资金")
        self.forms(("全年预算", "决算"), sources, None, {"主管部门", "说明"})

    def tongyong(self) -> None:
        """Free rows for income, projects and scores."""
        shown = AMOUNTS
        self.work = self.upkeep = dict.fromkeys(AMOUNTS, 0)
        self.reckon(plus(*self.lines.values()))
        self.staff()
        self.base_table(shown)
        self.inner(shown)
        self.put("人员经费", self.people, shown)
        self.put("基本支出", self.basic, shown)
        self.total("项目支出", self.projects, shown)
        self.execution_row(("年初预算", "全年预算", "决算"))
        self.facts["执行率分值"] = "10"
        self.tables["资金来源"] = self.sources(
            ("一般公共预算拨款", "政府性基金拨款", "非税收入拨款"), self.all, AMOUNTS[1:]
        )
        self.facts |= self.goals()
        groups = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
        self.indicators(_usual_kinds(), groups)
        self.facts["评价等级"] = self.grade(self.score)
        self.facts["偏差及原因"] = LOW_EXECUTION if self.low else "无"
        self.facts["改进措施"] = "加快支出进度。" if self.low else "无"
        self.list_lines(shown)
        sources = ("其中：当年财政拨款", "上年结转资金", "其他资金")
        self.forms(AMOUNTS[1:], sources, groups, {"主管部门"})

    def national(self) -> None:
        """Only project forms."""
        sources = ("其中：当年财政拨款", "上年结转资金", "其他资金")
        groups = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
        self.forms(AMOUNTS[1:], sources, groups, {"主管部门"})

    def luxian(self) -> None:
        """One form with the budget at the start of the year and targets in three cells."""
        self.reckon(plus(*self.lines.values()))
        self.staff()
        del self.facts["填表人"], self.facts["单位负责人"]
        self.facts.pop("在职控制率", None)
        begun = self.all["年初预算"]
        other = begun // 30 if self.rng.random() < 0.5 else 0
        self.put("财政拨款", {"年初预算": begun - other}, ("年初预算",))
        self.put("其他资金", {"年初预算": other}, ("年初预算",))
        self.total("年度资金总额", self.all, ("年初预算",))
        self.put("基本支出", self.basic, ("决算",))
        self.put("项目支出", self.projects, ("决算",))
        self.facts["预期目标"] = self.goals()["预期目标"]
        self.tables["主要任务"] = [
            {"任务名称": name, "主要内容": f"按计划实施{name}，保障资金使用规范。"}
            for name in self.lines
        ]
        kinds = [
            *(("产出指标", second) for second in _OUTPUT[:3]),
            *(("效益指标", second) for second in (*_EFFECT[:3], "可持续发展指标")),
            ("满意度指标", _SERVED),
            ("成本指标", "经济成本指标"),
        ]
        points = self.rng.choice(((50, 25, 10, 15), (60, 20, 10, 10), (50, 30, 10, 10)))
        groups = dict(zip(("产出指标", "效益指标", "满意度指标", "成本指标"), points, strict=True))
        maker = Indicators(self.rng, self.year, ("", ""), split_target=True)
        maker.unmet = False  # the form has no place for a reason
        self.tables["绩效指标"], _, score = rows(maker, maker.items(kinds), groups, reasons=False)
        self.facts |= {"总分值": "100", "总得分": plain(score), "评价等级": self.grade(score)}
        self.low = False

    # ------------------------------------------------ parts of counties

    def budget(self) -> tuple[str, str]:
        """全年预算 and 决算 of the unit."""
        return yuan(self.all["全年预算"]), yuan(self.all["决算"])

    def indicators(
        self,
        kinds: list[tuple[str, str]],
        groups: dict[str, int],
        *,
        keeps_empty: bool = False,
    ) -> None:
        """The unit's indicator rows and its totals."""
        maker = Indicators(self.rng, self.year, self.budget(), keeps_empty=keeps_empty)
        made, _, score = rows(maker, maker.items(kinds), groups)
        self.explain_low(made)
        self.tables["绩效指标"] = made
        self.close(score)

    def close(self, score: Decimal) -> None:
        """总分值 and 总得分."""
        self.score = score + self.execution_score
        self.facts |= {"总分值": "100", "总得分": plain(self.score)}
        if self.pack == "hunan-taojiang":
            del self.facts["总分值"]

    def common_scores(self) -> None:
        """共性指标: as the figures of the other forms give them; 补充数据 filled in."""
        carried = 0
        self.put("三公经费", {"上年年初预算": self.three_all["年初预算"]}, ("上年年初预算",))
        self.facts["上年结转"] = self.text(carried)
        left = self.all["全年预算"] - self.all["决算"]
        self.facts["年末结余"] = self.text(left)
        points = dict.fromkeys(("在职", "三公变动", "面积", "投资", "公开"), 5)
        points |= {"公用": 8, "三公控制": 7, "制度": 8, "合规": 6, "重点": 8}
        points |= {"经济": 10, "效能": 6, "满意": 6}
        short = left / self.all["全年预算"]
        points["预算完成"] = max(0, 5 - 2 * int(short / 0.05))
        begun = self.all["年初预算"]
        added = (self.all["全年预算"] - begun - carried) / begun
        bands = ((0.0, 5), (0.1, 4), (0.2, 3), (0.3, 2))
        points["预算控制"] = next((p for most, p in bands if added <= most), 0)
        over = self.running["决算"] / self.running["年初预算"] - 1
        points["公用"] = max(0, 8 - int(max(over, 0) / 0.01))
        bought = self.facts["政府采购金额"]
        off = abs(float(bought["决算"]) / float(bought["年初预算"]) - 1)
        points["采购"] = max(0, 6 - 2 * int(off / 0.05))
        self.tables["共性指标"] = {key: {"得分": str(n)} for key, n in points.items()}
        self.tables["共性指标"]["经济"]["评价标准"] = "促进本地经济和社会发展，效果良好的计满分。"
        full = {"立项规范": 6, "目标合理": 4, "指标明确": 4, "到位率": 3, "到位及时": 3}
        full |= dict.fromkeys(("业务制度", "制度执行", "质量可控", "财务制度", "资金合规"), 5)
        full |= dict.fromkeys(("财务监控", "完成率", "完成及时", "质量达标", "成本节约"), 5)
        full |= {"效果经济": 24 - self.rng.randint(0, 5), "效果满意": 6}
        self.tables["项目共性指标"] = {key: {"得分": str(n)} for key, n in full.items()}
        self.tables["项目共性指标"]["效果经济"]["指标说明"] = "项目改善了群众生产生活条件。"

    def list_lines(self, aspects: tuple[str, ...]) -> None:
        """项目清单, each line joined to its form."""
        self.tables["项目清单"] = [
            {"项目名称": name, "支出": self.texts(money, aspects), "项目表": f"项目[{n}]"}
            for n, (name, money) in enumerate(self.lines.items(), 1)
        ]

    def forms(
        self,
        aspects: tuple[str, ...],
        sources: tuple[str, ...],
        groups: dict[str, int] | None,
        has: set[str],
    ) -> None:
        """项目: one form for every line."""
        self.tables["项目"] = [
            self.form(name, money, aspects, sources, groups, has)
            for name, money in self.lines.items()
        ]

    def form(
        self,
        name: str,
        money: Money,
        aspects: tuple[str, ...],
        sources: tuple[str, ...],
        groups: dict[str, int] | None,
        has: set[str],
    ) -> Data:
        """One project."""
        may, did = money["全年预算"], money["决算"]
        low = did * 10 < may * 9
        maker = Indicators(self.rng, self.year, (yuan(may), yuan(did)))
        made, _, score = rows(maker, maker.items(_usual_kinds()), groups)
        if low:
            self.explain_low(made)
        form: Data = {"项目名称": name}
        if "主管部门" in has:
            form |= {"主管部门": self.unit, "实施单位": self.unit}
        if self.pack != "national":
            form["负责人及电话"] = "某某 13800000003"
        if self.with_totals:
            form["年度资金总额"] = self.texts(money, aspects)
            form["执行率"] = percent(did, may)
        form |= self.goals()
        form["资金来源"] = self.sources(sources, money, aspects)
        form["绩效指标"] = made
        if "说明" in has:
            form["说明"] = LOW_EXECUTION if low else "无"
        if groups:
            earned = (Decimal(did) * 10 / Decimal(may)).quantize(Decimal("0.01"))
            form |= {"执行率分值": "10", "执行率得分": plain(earned)}
            form |= {"总分值": "100", "总得分": plain(score + earned)}
        if self.pack == "tongyong":
            form["评价等级"] = self.grade(score + earned)
            form |= {"偏差及原因": LOW_EXECUTION if low else "无", "改进措施": "无", "说明": "无"}
        return form


def _usual_kinds() -> list[tuple[str, str]]:
    return [
        *(("产出指标", second) for second in _OUTPUT),
        *(("效益指标", second) for second in _EFFECT),
        ("满意度指标", _SERVED),
    ]
