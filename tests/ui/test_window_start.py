"""The first picture of the window: what must not be loaded before it is painted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import app as program
from ui.shell import Shell

paint, loaded = Shell.paintEvent, []

def painted(shell, event):
    paint(shell, event)
    loaded.append(sorted(sys.modules))

def listed(shell):
    print(json.dumps(loaded[0]))
    QApplication.exit(0)

Shell.paintEvent, Shell.load = painted, listed
program.run(sys.argv[1])
"""
HEAVY = {
    "openpyxl",
    "reportlab",
    "docx",
    "pypdfium2",
    "peewee",
    "sqlite3",
    "tomllib",
    "platformdirs",
}
OURS = {"core.facts.model", "core.forms.pack", "core.storage.store", "core.workspace.open_report"}


def test_nothing_heavy_is_loaded_before_the_first_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert "ui.shell" in loaded
    assert not loaded & (HEAVY | OURS)
    assert not any(name.startswith(("ui.start", "ui.grid", "ui.panels")) for name in loaded)
