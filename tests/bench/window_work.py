"""The part of window_child.py that works in an open report, and waits until all is painted."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.facts.values import Kind
from core.layout.grid import Cell
from core.storage.preferences import Preferences
from core.storage.report_keeper import ReportKeeper
from core.workspace.typing_in import is_open
from tests.bench.window_child import QUIET, resident, since
from ui.app import let_enter_press, speak_chinese
from ui.grid.view import GridView
from ui.look import dress
from ui.shell import Shell
from ui.sweeper import Sweeper

AT_WORK = 0.0005  # s: what takes longer was work, not a look for events
NAP = 0.0002  # s between two looks, so that looking is not counted as work
DRAFT = 0.2  # s after the last key the text in the editor has been checked
ENTER = Qt.Key.Key_Return
EVERY = 3  # every third edit waits so long before Enter


class Took(NamedTuple):
    """Milliseconds: until the first painting, until the form's, until the last; and of the
    processor."""

    first: float
    form: float
    last: float
    processor: float


class Watch(QObject):
    """Notes when a painting of the window has ended, and when the one of the form has."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._painting = False
        self._form_too = False
        self.form: QObject | None = None  # the area of the form that is to be painted
        self.ended = self.form_ended = 0.0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painting = True
            self._form_too |= watched is self.form
        elif self._painting:
            self.end()
        return False

    def end(self) -> None:
        """The first thing after a painting."""
        if not self._painting:
            return
        self._painting, self.ended = False, time.monotonic()
        if self._form_too:
            self._form_too = False
            self.form_ended = self.form_ended or self.ended


class Bench:
    """Our window, driven from inside and painted as always."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication([])
        self.watch = Watch(self.app)
        dress(self.app)
        self.app.focusChanged.connect(let_enter_press)
        speak_chinese(self.app)
        Sweeper(self.app)
        self.shell = Shell(folder, Preferences())
        self.shell.resize(1366, 740)
        self.stored: list[float] = []
        self._time_storing()
        self.painted(self.shell.show)
        self.painted(lambda: None)

    def _time_storing(self) -> None:
        write = ReportKeeper.write

        def timed(*given: Any) -> None:
            start = time.monotonic()
            write(*given)
            self.stored.append(since(start))

        ReportKeeper.write = timed  # type: ignore[method-assign]

    def painted(self, act: Callable[[], object]) -> Took:
        """Do something, and wait until all it brings has been painted and nothing is at work."""
        start = self.watch.ended = time.monotonic()
        self.watch.form_ended = 0.0
        used = time.process_time()
        act()
        self.watch.end()
        first, last, ended = 0.0, time.monotonic(), time.process_time()
        while time.monotonic() < max(last, self.watch.ended) + QUIET:
            before = time.monotonic()
            self.app.processEvents()
            self.watch.end()
            if time.monotonic() - before > AT_WORK:
                last, ended = time.monotonic(), time.process_time()
            else:
                time.sleep(NAP)
            if self.watch.ended > start and not first:
                first = self.watch.ended
        end = max(self.watch.ended, last)
        moments = (first or end, self.watch.form_ended or end, end)
        return Took(*((moment - start) * 1000 for moment in moments), (ended - used) * 1000)

    # ------------------------------------------------ what is measured

    def run(self, number: int, edits: int) -> dict[str, Any]:
        """All figures of one report."""
        figures: dict[str, Any] = {}
        took = self.painted(lambda: self.shell.open_report(number))
        figures["open"], figures["open, audited"] = took.first, took.last
        assert self.shell.session is not None and self.shell.session.report.audited
        figures["tab, first time"], figures["tab, again"] = self._tabs(), self._tabs()
        commits, undos = self._edits(edits)
        figures["commit"] = [one.form for one in commits]
        figures["commit, followed"] = [one.last for one in commits]
        figures["commit, processor"] = [one.processor for one in commits]
        figures["undo"] = [one.form for one in undos]
        figures["stored"] = self.stored
        figures["memory"] = resident()
        return figures

    def _tabs(self) -> list[float]:
        page = self.shell.page
        assert page is not None
        return [
            self.painted(lambda n=n: page.bar.setCurrentIndex(n)).last  # type: ignore[misc]
            for n in (*range(page.bar.count()), 0)
            if n != page.bar.currentIndex()
        ]

    def _edits(self, count: int) -> tuple[list[Took], list[Took]]:
        """On every form in turn: type into a cell, Enter; then take it back: no heap of faults."""
        session = self.shell.session
        assert session is not None
        sheets = session.report.sheets()
        step = max(1, len(sheets) // 20)
        taken, undone = [], []
        for n in range(count):
            sheet = sheets[n * step % len(sheets)]
            cells = [cell for cell in session.report.grid(sheet).cells if self._is_amount(cell)]
            if not cells:
                continue
            view = self._stand(cells[n * 7 % len(cells)])
            self._type(view, f"{n % 9 + 1}.{n % 10}")
            if n % EVERY == 0:
                until = time.monotonic() + DRAFT
                while time.monotonic() < until:
                    self.app.processEvents()
            editor = view.editing.editor
            assert editor is not None
            steps = len(self.stored)
            self.watch.form = view.viewport()
            taken.append(self.painted(lambda e=editor: QTest.keyClick(e, ENTER)))  # type: ignore[misc]
            assert len(self.stored) == steps + 1, "the edit was not stored"
            undone.append(self.painted(session.undo))
        return taken, undone

    def _stand(self, cell: Cell) -> GridView:
        session, page = self.shell.session, self.shell.page
        assert session is not None and page is not None and cell.placement is not None
        place = cell.placement
        self.painted(lambda: session.jump(place))
        view = page.grid_view()
        assert view is not None
        assert (now := view.current_cell()) is not None and now.placement == place
        return view

    def _type(self, view: GridView, text: str) -> None:
        assert view.edit_now()
        editor = view.editing.editor
        assert editor is not None
        editor.selectAll()
        self.painted(lambda: QTest.keyClicks(editor, text))

    def _is_amount(self, cell: Cell) -> bool:
        session = self.shell.session
        assert session is not None
        return (
            cell.kind in (Kind.MONEY, Kind.SCORE, Kind.COUNT)
            and cell.home
            and is_open(session.pack, session.snapshot, cell)
        )
