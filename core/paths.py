"""Where the program finds its own data, and where the user's lie."""

from __future__ import annotations

import sys
from pathlib import Path

PORTABLE_MARK = "便携.txt"  # beside the program: the data stay with it, on the USB stick
PORTABLE_FOLDER = "自评通数据"


def _program() -> Path:
    """The folder the program stands in."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder with dictionary, packs, samples and help (inside the bundle when frozen)."""
    base = getattr(sys, "_MEIPASS", None)
    root = Path(base) if base else Path(__file__).resolve().parent.parent
    return root / "resources"


def data_folder(given: str = "", program: Path | None = None) -> Path:
    """Where reports are kept: as asked for, beside a portable program, or with the user's data."""
    if given:
        return Path(given).expanduser().absolute()
    here = program or _program()
    if (here / PORTABLE_MARK).is_file():
        return here / PORTABLE_FOLDER
    import platformdirs

    return Path(platformdirs.user_data_dir("zipingtong", appauthor=False))
