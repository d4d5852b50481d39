"""A form on the screen to type into: a window with a view and another field."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.facts.model import Placement, Ref
from core.layout.grid import Cell
from core.workspace.open_report import Sheet, Update
from ui.grid.editor import CellEditor
from ui.grid.view import GridView
from ui.session import Session

BASE, WHOLE = Sheet("基础数据表"), Sheet("整体自评表")
HEADS = Ref("编制数")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Bench:
    """A view in a window, beside another field that can take the keyboard."""

    def __init__(self, qtbot: QtBot, session: Session, sheet: Sheet) -> None:
        self.session, self.bot = session, qtbot
        self.window = QWidget()
        self.other = QLineEdit(self.window)
        self.view = GridView(session, self.window)
        box = QVBoxLayout(self.window)
        box.addWidget(self.other)
        box.addWidget(self.view)
        qtbot.addWidget(self.window)
        self.window.resize(1000, 700)
        self.tester = QAbstractItemModelTester(
            self.view.grid_model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.commits: list[Update] = []
        self.tries: list[Update] = []
        session.updated.connect(self.commits.append)
        session.tried.connect(self.tries.append)
        self.view.show_sheet(sheet)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.setFocus()
        qtbot.waitUntil(self.view.hasFocus)

    def at(self, ref: Ref) -> Placement:
        assert self.view.grid is not None
        return next(
            c.placement for c in self.view.grid.cells if c.ref == ref and c.placement is not None
        )

    def go(self, ref: Ref) -> None:
        assert self.view.go_to(self.at(ref))

    def key(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """A key to whatever has the keyboard."""
        mods = Qt.KeyboardModifier.NoModifier
        for one in held:
            mods |= one
        target = self.window.focusWidget()
        assert target is not None
        self.bot.keyClick(target, key, mods)

    def type(self, text: str) -> None:
        for letter in text:
            target = self.window.focusWidget()
            assert target is not None
            self.bot.keyClicks(target, letter)

    @property
    def editor(self) -> CellEditor:
        editor = self.view.editing.editor
        assert editor is not None
        return editor

    @property
    def closed(self) -> bool:
        return self.view.editing.editor is None

    def raw(self, ref: Ref) -> str:
        return self.session.snapshot.value(ref).raw

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends to whatever has the keyboard."""
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QCoreApplication.sendEvent(self.window.focusWidget(), event)

    def cell(self, ref: Ref) -> Cell:
        """How a fact stands on the form now."""
        assert self.view.grid is not None
        return next(cell for cell in self.view.grid.cells if cell.ref == ref)
