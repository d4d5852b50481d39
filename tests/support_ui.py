"""Window tests: an open report in memory, and a session over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.document.document import Document
from core.forms.library import Library
from core.paths import resources
from core.storage.datafile import load
from core.workspace.open_report import OpenReport
from core.workspace.saving import Saver
from ui.session import Session


def blank_session(pack: str = "hunan-taojiang", year: int = 2024, unit: str = "某某镇") -> Session:
    """A new report of a county, kept nowhere."""
    return _session(Document.blank(Library().pack(pack), year, unit))


def sample_session(name: str = "taojiang-2024") -> Session:
    """A sample, kept nowhere."""
    return session_of(resources() / "samples" / f"{name}.json")


def session_of(path: Path) -> Session:
    """A data file, kept nowhere."""
    return _session(load(path, Library()).document)


def _session(document: Document) -> Session:
    session = Session(OpenReport(document, Saver(None)))
    session.audit_all()
    return session


def put_on_screen(qtbot: QtBot, tab: QWidget, model: QAbstractItemModel) -> None:
    """Show a tab as the active window, its model watched."""
    qtbot.addWidget(tab)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
