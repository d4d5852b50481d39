"""Start: python -m tests.drive 图片文件夹 [屏幕号] [looks]: drives the program, saves pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.drive import looks, report, taojiang, zhijiang
from tests.drive.program import Program
from tests.drive.screen import Screen

DEFAULTS = (".", ":21")


def main() -> None:
    """Every journey in a data folder of its own."""
    pictures, display, *rest = (*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as name, Screen(display, Path(pictures)) as screen:
        folder = Path(name)
        if rest == ["looks"]:
            looks.show_samples(screen, folder / "样例")
            looks.show_sizes(screen, folder / "样例")
            return
        report.drive(screen, Program(screen, folder / "报告"))
        zhijiang.drive(screen, Program(screen, folder / "芷江"))
        taojiang.drive(screen, Program(screen, folder / "桃江"), folder)


main()
