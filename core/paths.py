"""Where the program finds its own data."""

from __future__ import annotations

import sys
from pathlib import Path


def resources() -> Path:
    """The folder with dictionary, packs, samples and help (inside the bundle when frozen)."""
    base = getattr(sys, "_MEIPASS", None)
    root = Path(base) if base else Path(__file__).resolve().parent.parent
    return root / "resources"
