"""The report tab on screen, for its tests."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from core.layout.chapters import Entry
from tests.support_ui import put_on_screen
from ui.session import Session
from ui.tabs.report_tab import ReportTab


def shown(qtbot: QtBot, session: Session) -> ReportTab:
    """The tab as the active window, ready to type."""
    tab = ReportTab(session)
    put_on_screen(qtbot, tab, tab.model)
    tab.editor.setFocus()
    return tab


def choose(tab: ReportTab, title: str) -> Entry:
    """Open a chapter as a click would."""
    row = next(n for n, entry in enumerate(tab.model.items) if entry.title == title)
    tab.outline.setCurrentIndex(tab.model.index(row, 0))
    return tab.model.items[row]


def stored(tab: ReportTab) -> dict[str, str]:
    """The text of every chapter that is stored."""
    return {chapter.title: chapter.text for chapter in tab.session.snapshot.report}
