"""Start: the command line when there are arguments, else the window, else the sample."""

from __future__ import annotations

import os
import sys

DATA_DIR = "--data-dir"


def has_screen() -> bool:
    """Is there a screen to open a window on?"""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def window_folder(arguments: list[str]) -> str | None:
    """The data folder when only that was given ("" for the usual one); None for a command."""
    match arguments:
        case []:
            return ""
        case [option, folder] if option == DATA_DIR:
            return folder
        case [option] if option.startswith(f"{DATA_DIR}="):
            return option.removeprefix(f"{DATA_DIR}=")
    return None


def main() -> int:
    """Choose what to start; the result is the exit code."""
    arguments = sys.argv[1:]
    folder = window_folder(arguments)
    if folder is not None and has_screen():
        from ui.app import run

        return run(folder)
    from core.cli.commands import main as command_line

    return command_line(arguments or ["demo"])


if __name__ == "__main__":
    sys.exit(main())
