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
FUNDS, INCOME, GOALS, INDICATORS = 1, 7, 13, 15
LINES = [["262.59", "0", "223.01"], ["1191.16", "0", "927"]]
DAILY = "75.18\t\t64.05\n14.59\t\t11.67\n14.8\t\t16.19\n4.56\t\t4.59\n26.65\t\t3.07"
RATE = "O5"
SCORES_TAB, TAKE_ALL, WHOLE_TAB = (1107, 58), (1190, 508), (284, 58)  # where the mouse clicks
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
    clerk.go(INCOME)
    clerk.fill("1774.18", "624.17", "0", "0", "", "0", "推动制造业转型升级。", "工业运行企稳。")
    clerk.expect("目标填好", lambda: clerk.fact("目标完成情况") == "工业运行企稳。")
    screen.picture("07-整体自评表上半")
    calc = Calc(screen, folder, TABLE)
    calc.copy_all()
    screen.picture("08-计算表里选好八栏")
    screen.turn_to(UNIT)
    clerk.go(INDICATORS)
    clerk.paste()
    screen.picture("09-粘贴前的询问")
    screen.keys("Return")
    time.sleep(0.7)
    screen.keys("Return")
    time.sleep(1)
    screen.picture("10-粘贴后的绩效指标")
    clerk.expect("十五行指标都在", lambda: len(clerk.rows("绩效指标")) == len(TABLE))
    _same_table(clerk)
    _back_to_calc(clerk, calc)
    calc.close()


def _same_table(clerk: Clerk) -> None:
    """The eight columns pasted are the eight columns of the form."""
    heads = ("三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
    for number, (wanted, row) in enumerate(zip(TABLE, clerk.rows("绩效指标"), strict=True), 1):
        found = [str(row.get(head, "")) for head in heads]
        assert found == wanted[2:], (number, found)
    print("  √ 八栏逐格相同")


def _back_to_calc(clerk: Clerk, calc: Calc) -> None:
    """The same block, copied from the form, pasted into Calc."""
    screen = clerk.screen
    clerk.go(INDICATORS)
    screen.keys(*["shift+Right"] * 7, *["shift+Down"] * (len(TABLE) - 1), "ctrl+c")
    time.sleep(0.5)
    screen.turn_to("Calc")
    calc.paste_below(len(TABLE) + 3)
    screen.picture("11-从表里粘贴回计算表")
    found = [line.split("\t") for line in screen.on_clipboard().splitlines()]
    assert found == TABLE, found
    print("  √ 粘贴回计算表，逐格相同")
    screen.turn_to(UNIT)


def _mend(clerk: Clerk) -> None:
    screen = clerk.screen
    for rule in ("O10", "O16", "O18", "O19", "O15", "O17", "P4", "O24", "B10", "X4", "B11"):
        clerk.program.finding(clerk.number, rule)
    print("  √ 材料里的毛病都指出来了")
    clerk.look_at("O10")
    screen.picture("12-错误和处理办法")
    clerk.press()
    clerk.expect("按办法改好得分", lambda: clerk.rows("绩效指标")[12]["得分"] == 2.87)
    clerk.back()
    clerk.look_at("O16")
    clerk.press()
    clerk.expect("按办法加上百分号", lambda: clerk.rows("绩效指标")[11]["实际完成值"] == "90%")
    clerk.back()
    screen.picture("13-改好以后")
    clerk.look_at("O19")
    screen.keys("Return")  # to its cell
    screen.keys("F2", "ctrl+a")
    screen.type("培育规模企业")
    screen.keys("Tab")
    clerk.fill("≥20家", "22家", "5", "5", "无")
    clerk.expect("缺少数量指标，手工改好", lambda: not any("O19" in r for r in clerk.rules()))


def _explain(clerk: Clerk) -> None:
    screen = clerk.screen
    clerk.look_at("B10")
    clerk.press()
    screen.wait_title("审核说明")
    screen.type("年中追加的项目资金，年初没有安排预算。")
    screen.picture("14-写审核说明")
    screen.keys("alt+o")
    screen.wait_title(UNIT)
    clerk.expect("说明存上了", lambda: not any("B10" in r for r in clerk.rules()))
    clerk.back()
    clerk.go(FUNDS + 4)  # 执行率, typed against what it is
    screen.type("90%")
    screen.keys("Return")
    clerk.expect("执行率填错就报错误", lambda: any(r.startswith(RATE) for r in clerk.rules()))
    clerk.look_at(RATE)
    screen.picture("15-执行率的错误")
    clerk.press(2)
    screen.wait_title("强制说明")
    screen.type("财政局要求按调整前的预算计算，原件如此，已经核对。")
    screen.picture("16-强制说明")
    screen.keys("alt+o")
    screen.wait_title(UNIT)
    forced = lambda: clerk.program.finding(clerk.number, RATE)["forced"]  # noqa: E731
    clerk.expect("强制说明存上了", forced)
    screen.keys("F7")
    screen.keys("F9")
    time.sleep(0.7)
    screen.picture("17-完整审核和下一个空格")
    screen.keys("F9")
    screen.click(*SCORES_TAB)
    time.sleep(0.7)
    screen.picture("18-建议得分")
    screen.click(*TAKE_ALL)
    clerk.expect("建议得分采用了", lambda: clerk.fact("执行率得分") not in ("", "None"))
    screen.keys("ctrl+z")
    clerk.expect("又撤销了", lambda: clerk.fact("执行率得分") in ("", "None"))


def _crash(clerk: Clerk) -> None:
    """Killed in the middle of a word: what was committed is there, the word is offered."""
    screen, program = clerk.screen, clerk.program
    steps = len(program.tell("history", str(clerk.number)).splitlines())
    screen.click(*WHOLE_TAB)
    clerk.go(GOALS)
    screen.keys("F2", "End")
    screen.type("提升科技引领能力。")
    time.sleep(1.5)
    screen.picture("19-断电前正在打字")
    program.kill()
    clerk.expect(
        "断电以后一步不少",
        lambda: len(program.tell("history", str(clerk.number)).splitlines()) == steps,
    )
    program.start()
    screen.picture("20-断电后再打开")
    screen.keys("Return")
    time.sleep(4)
    screen.picture("21-没填完的一格可以填回去")
    screen.keys("Return")
    clerk.expect("填了一半的填回去了", lambda: "提升科技" in clerk.fact("预期目标"))
    screen.keys("ctrl+z", "ctrl+z")
    clerk.expect(
        "重开以后还能撤销断电以前的步骤",
        lambda: not any(one["forced"] for one in program.findings(clerk.number)),
    )
    screen.keys("ctrl+y", "ctrl+y")
    clerk.expect("也能重做", lambda: "提升科技" in clerk.fact("预期目标"))


def _second_window(clerk: Clerk) -> None:
    """A second window on the same data may look, but not change."""
    screen, before = clerk.screen, clerk.program.stored(clerk.number)
    second = Program(screen, clerk.program.data)
    second.start()
    screen.until(lambda: screen.title() == "自评通", "第二个窗口没有打开")
    time.sleep(2)
    screen.picture("22-第二个窗口只能查看")
    screen.keys("Return")
    time.sleep(1.5)
    screen.type("99")
    screen.keys("Return")
    screen.picture("23-只能查看的报告")
    assert clerk.program.stored(clerk.number) == before
    print("  √ 第二个窗口没有改动任何一格")
    second.leave()


def _export(clerk: Clerk, folder: Path) -> None:
    """The whole package as one PDF, marked as a draft while faults are left."""
    screen = clerk.screen
    target = folder / "导出" / "全套.pdf"
    target.parent.mkdir()
    screen.wait_title(UNIT)
    screen.keys("ctrl+e")
    screen.wait_title("打印与导出")
    time.sleep(2)
    screen.picture("24-打印与导出")
    screen.keys("Return")
    time.sleep(1)
    if "导出 PDF" not in screen.title():
        screen.picture("25-还有错误时先问")
        screen.keys("Return")  # 印成草稿
    screen.wait_title("导出 PDF")
    screen.keys("ctrl+a")
    screen.put_on_clipboard(str(target))
    screen.keys("ctrl+v", "Return")
    clerk.expect("导出了全套 PDF", target.exists)
    time.sleep(1)
    screen.picture("26-导出以后")
    screen.keys("Escape")
    clerk.program.leave()
