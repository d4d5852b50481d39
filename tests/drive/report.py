"""The 自评报告 of the 桃江 sample: drafts, typing, a figure put in, replacing, taking back."""

from __future__ import annotations

import time
from typing import Any

from tests.drive.clerk import Clerk
from tests.drive.program import ROOT, Program
from tests.drive.screen import Screen

SAMPLE = ROOT / "resources" / "samples" / "taojiang-2024.json"
TABS = 2  # from the first form to the report


def drive(screen: Screen, program: Program) -> None:
    """With keys only."""
    program.tell("open-data", str(SAMPLE))
    clerk = Clerk(screen, program)
    (line,) = program.reports()
    clerk.number = line["number"]

    def chapters() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = program.stored(clerk.number)["report"]["chapters"]
        return found

    def text() -> str:
        return "\n".join(chapter["text"] for chapter in chapters())

    program.start()
    screen.keys("Return")
    screen.wait_title(line["unit"])
    time.sleep(1.5)
    for _ in range(TABS):
        screen.keys("ctrl+Next")
        time.sleep(1.2)
    screen.keys("alt+w", "a")
    clerk.expect("写了初稿", lambda: "与上年相比减少303.74万元" in text())
    screen.picture("41-按数据写的初稿")
    screen.type("本局主要职责如下。")
    clerk.expect("打的字一会儿就存上了", lambda: "本局主要职责如下。" in text())
    screen.keys("ctrl+j")
    screen.wait_title("插入数据")
    screen.type("编制")
    screen.picture("42-插入数据")
    screen.keys("Return")
    screen.wait_title(line["unit"])
    clerk.expect("插入了跟着走的数", lambda: "本局主要职责如下。41" in text())
    screen.keys("ctrl+h")
    screen.type("万元")
    screen.keys("alt+r")
    screen.type("万元整")
    screen.picture("43-查找替换")
    screen.keys("alt+l")
    clerk.expect("全部替换了", lambda: "万元整" in text())
    screen.picture("44-全部替换以后")
    screen.keys("Escape", "ctrl+z")
    clerk.expect("一步就撤销了", lambda: "万元整" not in text() and "如下。41" in text())
    screen.picture("45-撤销以后")
    program.leave()
