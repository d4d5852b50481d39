"""Warming for the print centre: after the report is shown, while nobody types, and once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support_shell import CONTROL, HEADS, Boxes, Driver, window
from ui.paper import warm as warm_module

Key = Qt.Key
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import app as program
from ui.paper import warm
from ui.shell import Shell

load, begin, seen = Shell.load, warm.PaperWarm.__init__, []

def loaded(shell):
    load(shell)
    shell.open_sample("taojiang-2024.json")

def begun(self, session, parent):
    seen.append(sorted(sys.modules))
    begin(self, session, parent)
    watch = QTimer(self)
    watch.timeout.connect(lambda: self.isActive() or ended())
    watch.start(20)

def ended():
    seen.append(sorted(sys.modules))
    print(json.dumps(seen))
    sys.stdout.flush()
    QApplication.exit(0)

Shell.load, warm.PaperWarm.__init__ = loaded, begun
program.run(sys.argv[1])
"""


@pytest.fixture
def boxes() -> Boxes:
    return Boxes()


@pytest.fixture
def desk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boxes: Boxes
) -> Iterator[Driver]:
    with window(qtbot, tmp_path / "data", monkeypatch, boxes) as make:
        yield make()


def test_it_is_loaded_after_the_report_is_shown(tmp_path: Path) -> None:
    """In a process of its own, for this one has everything already."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    before, after = map(set, json.loads(done.stdout))
    wanted = set(warm_module.MODULES)
    assert "core.checks.runner" in before and not wanted & before - {"core.workspace.printing"}
    assert wanted <= after


def test_while_a_cell_is_typed_nothing_is_loaded(
    desk: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def bits() -> Iterator[warm_module.Bit]:
        yield lambda: done.append("编辑中" if desk.view.editing.editor is not None else "空闲")

    monkeypatch.setattr(warm_module, "paper_bits", bits)
    monkeypatch.setattr(warm_module, "QUIET", 1)
    desk.sample()
    desk.bot.waitUntil(lambda: done == ["空闲"])
    desk.go(HEADS)
    desk.type("12")
    warm = warm_module.PaperWarm(desk.session, desk.shell)
    rests: list[int] = []
    warm.timeout.connect(lambda: rests.append(1))
    desk.bot.waitUntil(lambda: len(rests) > 3)
    assert done == ["空闲"] and warm.isActive()
    desk.key(Key.Key_Return)
    desk.bot.waitUntil(lambda: len(done) == 2)
    assert done == ["空闲", "空闲"]


def test_the_print_centre_ends_it(desk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads must not load one face at once."""
    monkeypatch.setattr(warm_module, "QUIET", 600_000)
    desk.sample()
    warm = desk.page.findChild(warm_module.PaperWarm)
    assert warm is not None and warm.isActive()
    desk.key(Key.Key_P, CONTROL)
    assert not warm.isActive()
    desk.to_front()
