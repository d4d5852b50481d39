"""Start: python -m tests.drive 图片文件夹 [屏幕号]: drives both journeys, saves their pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.drive import taojiang
from tests.drive.program import Program
from tests.drive.screen import Screen


def main() -> None:
    """Everything in a data folder of its own."""
    pictures = Path(sys.argv[1])
    display = sys.argv[2] if len(sys.argv) > 2 else ":21"
    with tempfile.TemporaryDirectory() as name, Screen(display, pictures) as screen:
        folder = Path(name)
        taojiang.drive(screen, Program(screen, folder / "数据"), folder)


main()
