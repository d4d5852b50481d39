"""Program: the real program on a screen, and the command line that tells what it has stored."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.drive.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("error", "warning", "info")  # as the list of problems shows them


class Program:
    """Starts, ends and kills the window; asks the command line about the same data folder."""

    def __init__(self, screen: Screen, data: Path) -> None:
        self.screen = screen
        self.data = data
        self._running: subprocess.Popen[bytes] | None = None

    # ------------------------------------------------ the window

    def start(self, **environment: str) -> None:
        """Open the window and wait for it."""
        self.screen.environment.update(environment)
        main = str(ROOT / "main.py")
        self._running = self.screen.start(sys.executable, main, "--data-dir", str(self.data))
        self.screen.wait_title("自评通")
        time.sleep(0.7)

    def kill(self) -> None:
        """As when the power fails: the program gets no chance to do anything."""
        assert self._running is not None
        self._running.kill()
        self._running.wait()

    def leave(self) -> None:
        """Close the window as a user does."""
        assert self._running is not None
        self.screen.keys("ctrl+q")
        assert self._running.wait(20) == 0, "程序没有正常退出"

    # ------------------------------------------------ the command line

    def tell(self, *arguments: str) -> str:
        """What a command says."""
        command = (sys.executable, str(ROOT / "main.py"), *arguments, "--data-dir", str(self.data))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert not done.stderr or done.returncode in (0, 1), done.stderr
        return done.stdout

    def reports(self) -> list[dict[str, Any]]:
        """The list of reports."""
        found: list[dict[str, Any]] = json.loads(self.tell("list", "--json"))
        return found

    def stored(self, number: int) -> dict[str, Any]:
        """A report as its data file."""
        path = self.data / "看.json"
        self.tell("save-data", str(number), "-o", str(path))
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        path.unlink()
        return found

    def findings(self, number: int) -> list[dict[str, Any]]:
        """What the audit finds while filling."""
        told = json.loads(self.tell("check", str(number), "--filling", "--json"))
        whole = told[0] if isinstance(told, list) else told
        found: list[dict[str, Any]] = whole["findings"]
        return found

    def finding(self, number: int, rule: str) -> dict[str, Any]:
        """The finding of a rule; it must be there."""
        found = [one for one in self.findings(number) if one["rule"].startswith(rule)]
        assert found, f"没有发现 {rule}"
        return found[0]

    def line_of(self, number: int, rule: str) -> int:
        """On which line of the list of problems the finding of a rule stands, from 0."""
        findings = self.findings(number)
        line = 0
        for group in GROUPS:
            members = [
                one
                for one in findings
                if one["severity"] == group
                and not one["folded_under"]
                and (one["forced"] or not one["explained"])
            ]
            line += bool(members)
            for one in members:
                if one["rule"].startswith(rule):
                    return line
                followed = any(other["folded_under"].startswith(one["rule"]) for other in findings)
                line += 1 + followed
        raise AssertionError(f"问题栏里没有 {rule}")
