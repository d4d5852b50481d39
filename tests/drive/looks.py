"""Looks: pictures of every sample, menu and dialog, at several sizes; for eyes only."""

from __future__ import annotations

import time
from pathlib import Path

from tests.drive.program import ROOT, Program
from tests.drive.screen import Screen

SAMPLES = sorted(path.stem for path in (ROOT / "resources" / "samples").glob("*.json"))


def show_samples(screen: Screen, data: Path) -> None:
    """Every tab of every sample."""
    program = Program(screen, data)
    for sample in SAMPLES:
        program.tell("open-data", str(ROOT / "resources" / "samples" / f"{sample}.json"))
    program.start()
    screen.picture("样例-首页")
    for number in range(len(SAMPLES)):
        screen.keys("ctrl+Home", *["Down"] * number, "Return")
        time.sleep(2)
        for tab in range(8):
            screen.picture(f"样例-{number + 1}-{tab}")
            screen.keys("ctrl+Next")
            time.sleep(0.8)
        screen.keys("ctrl+w")
        time.sleep(1)
    program.leave()


def show_sizes(screen: Screen, data: Path) -> None:
    """Larger words, and a larger screen scale."""
    program = Program(screen, data)
    program.start()
    screen.keys("Return")
    time.sleep(2)
    for menu in "feavh":
        screen.keys(f"alt+{menu}")
        screen.picture(f"菜单-{menu}")
        screen.keys("Escape", "Escape")
    for percent in range(110, 201, 10):
        screen.keys("alt+v", "l")
        if percent in (150, 200):
            time.sleep(1)
            screen.picture(f"字-{percent}")
            screen.keys("ctrl+w")
            time.sleep(1)
            screen.picture(f"字-{percent}-首页")
            screen.keys("ctrl+n")
            screen.wait_title("新建")
            time.sleep(1)
            screen.picture(f"字-{percent}-新建")
            screen.keys("Escape")
            screen.wait_title("自评通")
            screen.keys("Return")
            time.sleep(2)
    for _ in range(10):
        screen.keys("alt+v", "s")
    program.leave()
    program.start(QT_SCALE_FACTOR="1.5")
    screen.picture("放大一倍半-首页")
    screen.keys("Return")
    time.sleep(2)
    screen.picture("放大一倍半-表")
    program.leave()
    screen.environment.pop("QT_SCALE_FACTOR", None)
