"""The 芷江 sample: projects added, copied and deleted, the unit, a chapter of the report."""

from __future__ import annotations

import time

from tests.drive.clerk import Clerk
from tests.drive.program import ROOT, Program
from tests.drive.screen import Screen

SAMPLE = ROOT / "resources" / "samples" / "zhijiang-2023.json"
LIST = (120, 400)  # where the mouse clicks: on the free part of the list of projects
PROJECTS, LAST = 4, 2  # tabs from the first form to the projects, from there to the report


def drive(screen: Screen, program: Program) -> None:
    """Projects with keys, once their list has been clicked."""
    program.tell("open-data", str(SAMPLE))
    clerk = Clerk(screen, program)
    (line,) = program.reports()
    clerk.number = line["number"]
    before = len(clerk.rows("项目"))
    program.start()
    screen.keys("Return")
    screen.wait_title(line["unit"])
    time.sleep(1.5)
    screen.picture("31-芷江样例")
    _turn(screen, PROJECTS)
    screen.picture("32-项目表")
    screen.click(*LIST)
    screen.keys("Insert")
    screen.wait_title("增加")
    screen.keys("alt+n")
    screen.type("道路养护")
    screen.picture("33-增加项目")
    screen.keys("Return")
    clerk.expect("增加了一个项目", lambda: len(clerk.rows("项目")) == before + 1)
    screen.click(*LIST)
    screen.keys("ctrl+shift+c")
    clerk.expect("复制了一个项目", lambda: len(clerk.rows("项目")) == before + 2)
    screen.click(*LIST)
    screen.keys("Delete")
    screen.wait_title("删除")
    screen.picture("34-删除项目前的询问")
    screen.keys("alt+d")
    clerk.expect("删除了一个项目", lambda: len(clerk.rows("项目")) == before + 1)
    _turn(screen, LAST)
    screen.picture("35-自评报告")
    _turn(screen, 1)
    screen.picture("36-单位信息")
    program.leave()


def _turn(screen: Screen, tabs: int) -> None:
    for _ in range(tabs):
        screen.keys("ctrl+Next")
        time.sleep(1.2)
