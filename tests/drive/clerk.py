"""Clerk: what a user does with the program, in steps larger than keys."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.drive.program import Program
from tests.drive.screen import Screen


class Clerk:
    """Hands at the keyboard of one report."""

    def __init__(self, screen: Screen, program: Program) -> None:
        self.screen = screen
        self.program = program
        self.number = 0  # of the report in hand

    # ------------------------------------------------ on a form

    def go(self, opened: int) -> None:
        """To the n-th cell of the form that may be filled, from 0."""
        self.screen.keys("ctrl+Home", *["Tab"] * (opened + 1))

    def fill(self, *texts: str) -> None:
        """Type into one cell after the other; an empty text leaves its cell alone."""
        for text in texts:
            if text:
                self.screen.type(text)
            self.screen.keys("Tab")

    def paste(self) -> None:
        """Paste, and give the program the time to show it."""
        self.screen.keys("ctrl+v")
        time.sleep(0.8)

    # ------------------------------------------------ the problems

    def look_at(self, rule: str) -> None:
        """Choose the finding of a rule in the list of problems."""
        line = self.program.line_of(self.number, rule)
        self.screen.keys("F6", "Home", *["Down"] * line)

    def press(self, button: int = 0) -> None:
        """Press a button of the opened finding, from 0, with keys only."""
        self.screen.keys("Tab", "Tab", *["Tab"] * button, "space")
        time.sleep(0.5)

    def back(self) -> None:
        """From the problems to the form."""
        self.screen.keys("F6")

    # ------------------------------------------------ what came of it

    def fact(self, name: str, aspect: str = "") -> str:
        """What is stored for a fact of the unit."""
        found = self.program.stored(self.number)["facts"].get(name, "")
        if isinstance(found, dict):
            found = found.get(aspect, "")
        return str(found)

    def rows(self, table: str) -> list[dict[str, str]]:
        """What is stored for the rows of a table."""
        found: list[dict[str, str]] = self.program.stored(self.number)["rows"].get(table, [])
        return found

    def rules(self) -> list[str]:
        """The rules that find something now."""
        return [one["rule"] for one in self.program.findings(self.number) if not one["explained"]]

    def expect(self, what: str, holds: Callable[[], object]) -> None:
        """The outcome of a step; stored within two seconds at the latest."""
        self.screen.until(holds, f"不对：{what}", 2 * 5)
        print(f"  √ {what}", flush=True)
