"""Calc: a LibreOffice spreadsheet beside the program, to copy from and to paste into."""

from __future__ import annotations

import time
from pathlib import Path

from openpyxl import Workbook

from tests.drive.screen import Screen


class Calc:
    """One workbook with one block of texts."""

    def __init__(self, screen: Screen, folder: Path, block: list[list[str]]) -> None:
        self.screen = screen
        book = Workbook()
        for line in block:
            book.active.append([_as_typed(text) for text in line])
        path = folder / "从计算表复制.xlsx"
        book.save(path)
        self._process = screen.start(
            "soffice",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation=file://{folder / 'office'}",
            "--calc",
            str(path),
        )
        screen.until(lambda: "Calc" in screen.title(), "LibreOffice 没有打开", 60)
        time.sleep(3)

    def copy_all(self) -> None:
        """Select everything that is filled and copy it."""
        self.screen.keys("ctrl+Home", "ctrl+shift+End", "ctrl+c")
        time.sleep(1)

    def paste_below(self, row: int) -> None:
        """Paste into the first column of a row further down, and copy what came of it."""
        self.screen.keys("ctrl+Home", *["Down"] * (row - 1), "ctrl+v")
        time.sleep(1.5)
        self.screen.keys("ctrl+c")
        time.sleep(1)

    def close(self) -> None:
        """End the office program; the workbook is thrown away."""
        self._process.terminate()
        self._process.wait()


def _as_typed(text: str) -> str | float:
    """Numbers as numbers, as a clerk's workbook has them."""
    try:
        return float(text)
    except ValueError:
        return text
