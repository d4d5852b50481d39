"""One measured process of bench_window.py: prints its figures as JSON (milliseconds, megabytes).

Run by bench_window.py: window_child.py MODE STARTED [FOLDER REPORT]. STARTED is the parent's
monotonic clock when the process was asked for. Modes: bare (a PySide6 window with nothing in
it), start (our window until the list of reports is painted), work (an open report).
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
QUIET = 0.03  # s without any painting: what was to be painted has been
EDITS = 60
STARTED = float(sys.argv[2])


def since(start: float) -> float:
    """Milliseconds; the clock is the same in all processes."""
    return (time.monotonic() - start) * 1000


def resident() -> float:
    """Megabytes of memory in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def leave(figures: dict[str, Any]) -> None:
    """Print and end at once; closing is not measured."""
    print(json.dumps(figures), flush=True)
    os._exit(0)


def bare() -> None:
    """What Qt itself needs on this machine."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: painted.append(since(STARTED)) or app.quit())

    painted: list[float] = []
    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1366, 740)
    window.show()
    app.exec()
    leave({"first paint": painted[0], "memory": resident()})


def start(folder: str) -> None:
    """Our window as main.py opens it."""
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from ui import app as program
    from ui.shell import Shell

    figures: dict[str, Any] = {}
    paint, show = Shell.paintEvent, Shell.show_lines

    def live() -> None:
        leave(figures | {"list live": since(STARTED), "processor": time.process_time() * 1000})

    class Lines(QObject):
        """Waits for the painting of the list."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, live)
            return False

    def painted(shell: Shell, event: Any) -> None:
        if not figures:
            figures["painted"] = True
            QTimer.singleShot(0, lambda: figures.setdefault("first paint", since(STARTED)))
        paint(shell, event)

    def shown(shell: Shell) -> None:
        show(shell)
        lines = Lines(QApplication.instance())
        shell.start_page.list.viewport().installEventFilter(lines)

    Shell.paintEvent, Shell.show_lines = painted, shown  # type: ignore[method-assign]
    program.run(folder)


def work(folder: str, number: int) -> None:
    """Open, edit, turn the tabs; then the memory in use."""
    sys.path.insert(0, str(ROOT))
    from tests.bench.window_work import Bench

    leave(Bench(Path(folder)).run(number, EDITS))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare", _]:
            bare()
        case ["start", _, folder]:
            start(folder)
        case ["work", _, folder, number]:
            work(folder, int(number))
