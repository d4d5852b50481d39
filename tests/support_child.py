"""The program in a process of its own, driven from inside until it is killed or fails.

`python -m tests.support_child KIND FOLDER`; what it does is said on standard output.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from core.facts.model import Ref
from core.storage.database import FILE_NAME
from ui.app import run
from ui.grid.view import GridView
from ui.shell import Shell

SAMPLE = "taojiang-2024.json"
HEADS = Ref("编制数")
STORED, TYPED = "5151", "777123"  # what is committed, and what still stands in the editor
SECRET = "某某的电话 1380000000X"
STEP_MS = 20


def shell() -> Shell:
    """The window of this process."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Shell))


def say(words: str) -> None:
    print(words.replace("\n", "|"), flush=True)


def when(ready: Callable[[], object], act: Callable[[], object]) -> None:
    """Wait for something, with the program running on, then do something once."""
    timer = QTimer(QApplication.instance(), interval=STEP_MS)

    def look() -> None:
        if ready():
            timer.stop()
            act()

    timer.timeout.connect(look)
    timer.start()


def view() -> GridView:
    found = shell().grid_view()
    assert found is not None
    return found


def type_into_heads(text: str) -> None:
    """Over what stands there; the editor stays open."""
    grid = view().grid
    assert grid is not None
    place = next(cell.placement for cell in grid.cells if cell.ref == HEADS)
    assert place is not None and view().go_to(place)
    for letter in text:
        QTest.keyClicks(view().editing.editor or view(), letter)


def start() -> None:
    """Open the sample when the list is there."""
    shell().open_sample(SAMPLE)
    when(audited, work)


def audited() -> bool:
    session = shell().session
    return session is not None and session.report.audited


def work() -> None:
    """One text is committed, another one is being typed."""
    type_into_heads(STORED)
    QTest.keyClick(view().editing.editor, Qt.Key.Key_Return)
    type_into_heads(TYPED)
    assert view().editing.editor is not None
    if KIND == "killed":
        when(lambda: _draft() == TYPED, lambda: say("ready"))
    else:
        if KIND == "fails without disk":
            for path in FOLDER.glob(f"{FILE_NAME}*"):
                path.rename(FOLDER / f"away-{path.name}")
        when(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), dismiss)
        QTimer.singleShot(0, fail)


def _draft() -> str:
    workspace = shell().workspace
    assert workspace is not None
    draft = workspace.store.read(workspace.lines()[0].id).draft
    return draft.text if draft is not None else ""


def fail() -> None:
    """A slot with a mistake in it."""
    raise KeyError(SECRET)


def dismiss() -> None:
    """Say what the last message tells, and press its button."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    say(f"{box.text()}|{box.informativeText()}")
    button = next(one for one in box.findChildren(QPushButton) if one.text() == "知道了")
    button.click()


if __name__ == "__main__":
    KIND, FOLDER = sys.argv[1], Path(sys.argv[2])
    QTimer.singleShot(0, lambda: when(lambda: shell().workspace is not None, start))
    sys.exit(run(str(FOLDER)))
