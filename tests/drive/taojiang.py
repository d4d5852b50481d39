"""A 桃江 package from nothing: typed, pasted, checked, mended, explained, killed and reopened."""

from __future__ import annotations

import time
from pathlib import Path

from tests.drive.calc import Calc
from tests.drive.clerk import Clerk
from tests.drive.program import Program
from tests.drive.screen import Screen

UNIT = "某某局"
# Where cells stand among the open ones of 基础数据表, and of 整体自评表 in a new report.
CAR, PROJECTS, PUBLIC, MEANS, SIGNED = 9, 24, 30, 54, 55
FUNDS, GOALS, INDICATORS = 1, 11, 13
LINES = [["262.59", "0", "223.01"], ["1191.16", "0", "927"]]
DAILY = "75.18\t\t64.05\n14.59\t\t11.67\n14.8\t\t16.19\n4.56\t\t4.59\n26.65\t\t3.07"
BETTER, ABOVE = "不断加强", "≥全省平均水平"


def _row(first: str, second: str, name: str, target: str, points: str) -> list[str]:
    return [first, second, name, target, target, points, points, "无"]


TABLE = [
    ["产出指标", "数量指标", "无", "无", "无", "", "", ""],
    _row("", "质量指标", "推动优势产业提质增效", BETTER, "10"),
    _row("", "", "推动数字经济赋能升级", BETTER, "10"),
    _row("", "", "推动市场主体做优做强", ABOVE, "10"),
    _row("", "时效指标", "一年", "按期完成", "10"),
    _row("效益指标", "经济效益指标", "推动县内工业发展", BETTER, "10"),
    _row("", "社会效益指标", "加强科技企业培育", ABOVE, "10"),
    _row("", "", "推动科技成果转化", ABOVE, "10"),
    _row("", "", "助力乡村振兴发展", BETTER, "5"),
    ["", "生态效益指标", "无", "无", "无", "", "", ""],
    ["", "可持续影响指标", "无", "无", "无", "", "", ""],
    _row("满意度指标", "服务对象满意度指标", "助力乡村振兴发展", "90", "5"),
    ["成本指标", "经济成本指标", "509万元", "509", "1774.18", "10", "10", "无"],
    ["", "社会成本指标", "无", "无", "无", "", "", ""],
    ["", "生态环境成本指标", "无", "无", "无", "", "", ""],
]


def drive(screen: Screen, program: Program, folder: Path) -> None:
    """The whole way of a new user."""
    clerk = Clerk(screen, program)
    _begin(clerk)
    _base(clerk, folder)
    _whole(clerk, folder)
    _mend(clerk)
    _explain(clerk)
    _crash(clerk)
    _second_window(clerk)
    _export(clerk, folder)


def _begin(clerk: Clerk) -> None:
    screen = clerk.screen
    clerk.program.start()
    screen.picture("01-首页")
    screen.keys("alt+n")
    screen.wait_title("新建一份自评")
    screen.type(UNIT)
    screen.keys("alt+y")
    screen.type("2024")
    screen.keys("alt+p")
    screen.type("桃江")
    screen.picture("02-新建")
    screen.keys("Return")
    screen.wait_title(UNIT)
    (line,) = clerk.program.reports()
    clerk.number = line["number"]
    assert (line["unit"], line["year"], line["pack"]) == (UNIT, 2024, "hunan-taojiang")
    screen.picture("03-新的基础数据表")


def _base(clerk: Clerk, folder: Path) -> None:
    screen = clerk.screen
    clerk.go(0)
    clerk.fill("41", "41")
    clerk.expect("编制数和在职人数存上了", lambda: clerk.fact("在职人数") == "41")
    clerk.go(CAR)
    for _ in range(3):
        clerk.fill("0", "0", "0")
    clerk.fill("9.95", "9.95", "5.59")
    clerk.expect("公务接待费一格一格填好", lambda: clerk.fact("公务接待费", "决算") == "5.59")
    calc = Calc(screen, folder, LINES)
    calc.copy_all()
    screen.turn_to(UNIT)
    clerk.go(PROJECTS)
    clerk.paste()
    clerk.expect("从计算表粘贴两行", lambda: clerk.fact("运行维护经费", "上年决算") == "1191.16")
    calc.close()
    clerk.go(PUBLIC)
    screen.put_on_clipboard(DAILY)
    clerk.paste()
    clerk.expect("粘贴五行", lambda: clerk.fact("政府采购金额", "决算") == "3.07")
    screen.picture("04-填好和粘贴的基础数据表")
    _project_line(clerk)
    clerk.go(MEANS)
    clerk.fill("按程序报账，从严审核票据。", "某某", "2025.04.10", "13800000001")
    clerk.expect("签字栏填好", lambda: clerk.fact("联系电话") == "13800000001")
    screen.picture("05-表底和签字栏")


def _project_line(clerk: Clerk) -> None:
    """The line of a table without rows: typing makes a row; it is taken back again."""
    screen = clerk.screen
    clerk.go(PROJECTS + 3)
    screen.keys("Down")
    screen.picture("06-没有行的表提示怎样增加")
    screen.type("12")
    screen.keys("Return")
    clerk.expect("打字就增加一行", lambda: [*map(_spent, clerk.rows("项目清单"))] == ["12"])
    screen.keys("ctrl+z", "ctrl+z")
    clerk.expect("两步撤销，行又没有了", lambda: clerk.rows("项目清单") == [])


def _spent(row: dict[str, object]) -> str:
    spent = row.get("支出")
    return str(spent.get("上年决算")) if isinstance(spent, dict) else ""


def _whole(clerk: Clerk, folder: Path) -> None:
    screen = clerk.screen
    screen.keys("ctrl+Next")
    clerk.go(FUNDS)
    clerk.fill("559.97", "1774.18", "1774.18")
    clerk.expect("年初预算数填好", lambda: clerk.fact("年度资金总额", "年初预算") == "559.97")
    screen.picture("07-整体自评表上半")
    calc = Calc(screen, folder, TABLE)
    calc.copy_all()
    screen.turn_to(UNIT)
    clerk.go(INDICATORS)
    clerk.paste()
    screen.picture("08-粘贴时的询问")


def _mend(clerk: Clerk) -> None: ...
def _explain(clerk: Clerk) -> None: ...
def _crash(clerk: Clerk) -> None: ...
def _second_window(clerk: Clerk) -> None: ...
def _export(clerk: Clerk, folder: Path) -> None: ...
