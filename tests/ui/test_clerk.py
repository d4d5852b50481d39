"""What driving the program as a clerk would brought to light."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from core.facts.edits import SetValue
from core.facts.model import Ref
from core.storage.preferences import Preferences
from core.workspace.samples import samples_folder
from tests.support_grid import WHOLE, Bench
from tests.support_ui import blank_session, sample_session
from ui.panels.problems import ProblemsPanel
from ui.report.page import ReportPage
from ui.shell import Shell

SAMPLES = sorted(path.name for path in samples_folder().glob("*.json"))
LETTER = re.compile(r"&([A-Z0-9])")


@pytest.mark.parametrize("sample", SAMPLES)
def test_alt_and_a_letter_means_one_thing_on_every_tab(
    qtbot: QtBot, tmp_path: Path, sample: str
) -> None:
    shell = Shell(tmp_path, Preferences())
    qtbot.addWidget(shell)
    shell.load()
    shell.show()
    assert shell.workspace is not None
    number, _ = shell.workspace.adopt(samples_folder() / sample)
    shell.open_report(number)
    assert shell.page is not None
    menus = [LETTER.findall(action.text()) for action in shell.menuBar().actions()]
    for tab in range(shell.page.bar.count()):
        shell.page.bar.setCurrentIndex(tab)
        for side in range(shell.page.side.count()):
            shell.page.side.setCurrentIndex(side)
            seen = [letter for found in menus for letter in found]
            buttons = [one for one in shell.findChildren(QAbstractButton) if one.isVisible()]
            labels = [one for one in shell.findChildren(QLabel) if one.isVisible() and one.buddy()]
            for part in (*buttons, *labels):
                seen += LETTER.findall(part.text())
            assert len(seen) == len(set(seen)), (tab, side, sorted(seen))
    shell.close()


def test_a_number_in_a_narrow_column_stays_on_one_line(qtbot: QtBot) -> None:
    bench = Bench(qtbot, sample_session(), WHOLE)
    row = bench.session.snapshot.siblings("绩效指标")[1]
    ref = Ref("得分", "", row)
    bench.session.apply(SetValue(ref, "8.75"))
    view, cell = bench.view, bench.cell(ref)
    assert view.grid is not None
    index = view.grid_model.index(cell.row, cell.col)
    laid = view.metrics.text(cell, view.grid.size, view.visualRect(index).width())
    assert laid.size().height() < 2 * view.metrics.line(cell, view.grid.size)


def test_going_to_a_finding_takes_the_keyboard_to_its_cell(qtbot: QtBot) -> None:
    page = ReportPage(sample_session(), 100)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.problems.list.setFocus()
    qtbot.waitUntil(page.problems.list.hasFocus)
    page.problems.next_problem()
    view = page.grid_view()
    assert view is not None and view.hasFocus()
    assert page.problems.finding is not None
    cell = view.current_cell()
    assert cell is not None and cell.placement == page.problems.finding.cells[0]


@pytest.mark.usefixtures("at_once")
def test_a_list_that_shows_its_beginning_goes_on_showing_it(qtbot: QtBot) -> None:
    session = blank_session()
    panel = ProblemsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    for name in ("业务工作经费", "运行维护经费"):
        for aspect, raw in (("年初预算", "0"), ("决算", "900")):
            session.apply(SetValue(Ref(name, aspect), raw))
    assert panel.list.lines.lines  # 需说明, so far
    session.apply(SetValue(Ref("编制数"), "四十一"))
    assert panel.list.verticalScrollBar().value() == 0
    top = panel.list.indexAt(panel.list.viewport().rect().topLeft())
    assert "错误" in str(top.data(Qt.ItemDataRole.DisplayRole))
