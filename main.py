"""Start: the command line when there are arguments, else the window, else the sample."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Is there a screen to open a window on?"""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Choose what to start; the result is the exit code."""
    arguments = sys.argv[1:]
    if not arguments and has_screen():
        from ui.app import run

        return run()
    from core.cli.commands import main as command_line

    return command_line(arguments or ["demo"])


if __name__ == "__main__":
    sys.exit(main())
