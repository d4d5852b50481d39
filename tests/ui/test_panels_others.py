"""Cell pane, scores and progress: lazy, live, and taken with one click."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.facts.edits import SetValue, Together
from core.facts.model import Placement, Ref
from core.layout.grid import Cell
from core.workspace.open_report import OpenReport
from core.workspace.score_list import State, score_list
from tests.support_ui import blank_session, sample_session
from ui.panels.cell_pane import CellPane
from ui.panels.parts import WideButton
from ui.panels.problems import ProblemsPanel
from ui.panels.progress_bar import ProgressLine
from ui.panels.score_model import HEADS, STATE, WEIGHT, ScoreModel
from ui.panels.scores import ScoresPanel
from ui.session import Session

# said by the offscreen platform itself whenever a window is shown
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

SUM = Ref("三公经费", "决算")
RATE = Ref("执行率得分")


def open_part(part: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(part)
    part.resize(360, 640)
    part.show()
    qtbot.waitExposed(part)
    QApplication.processEvents()


def texts(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(
        label.text().replace("\u200b", "")
        for label in part.findChildren(QLabel)
        if label.isVisibleTo(part)
    )


def button(part: QWidget, title: str) -> WideButton:
    QApplication.processEvents()
    found = part.findChildren(WideButton)
    return next(b for b in found if b.isVisibleTo(part) and b.title.startswith(title))


def cell_of(session: Session, ref: Ref, form: str = "") -> Cell:
    report = session.report
    cells = [c for sheet in report.sheets() for c in report.grid(sheet).cells]
    return next(c for c in cells if c.ref == ref and c.placement and form in ("", c.placement.form))


class Count:
    """How often a method of the report was called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.calls = 0
        original = getattr(OpenReport, name)

        def counted(report: OpenReport) -> object:
            self.calls += 1
            return original(report)

        monkeypatch.setattr(OpenReport, name, counted)


def test_parts_that_are_gone_are_not_called_any_more(qtbot: QtBot) -> None:
    session = sample_session("hengyang-2021")
    window = QWidget()
    for part in (ProblemsPanel, CellPane, ScoresPanel, ProgressLine):
        part(session, window)
    window.show()
    QApplication.processEvents()
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    with qtbot.captureExceptions() as failures:
        session.entered.emit(cell_of(session, SUM))
        session.jump(session.report.desk.home(SUM))
        session.apply(SetValue(RATE, "9"))
        session.try_text(cell_of(session, RATE), "7")
        QApplication.processEvents()
    assert failures == []


# ------------------------------------------------ the cell


def test_the_pane_tells_about_the_cell_and_follows_changes(qtbot: QtBot) -> None:
    session = sample_session("taojiang-2024")
    pane = CellPane(session)
    open_part(pane, qtbot)
    assert "把光标放到要填的格子上" in texts(pane)
    session.entered.emit(cell_of(session, SUM))
    told = texts(pane)
    assert "三公经费（决算）" in told and "代入：0 + 0 + 5.59" in told
    session.apply(SetValue(Ref("公务接待费", "决算"), "6"))
    assert "代入：0 + 0 + 6" in texts(pane)
    session.entered.emit(None)
    assert "代入" not in texts(pane)


def test_its_buttons_lead_to_the_other_places_and_findings(qtbot: QtBot) -> None:
    session = sample_session("hengyang-2021")
    pane = CellPane(session)
    open_part(pane, qtbot)
    session.entered.emit(cell_of(session, SUM, "整体自评表"))
    jumps: list[Placement] = []
    session.jumped.connect(lambda place, marks: jumps.append(place))
    qtbot.mouseClick(button(pane, "基础数据表"), Qt.MouseButton.LeftButton)
    assert jumps == [Placement("基础数据表", SUM)]
    qtbot.keyClick(button(pane, "错误："), Qt.Key.Key_Return)
    assert len(jumps) == 2


def test_a_score_cell_shows_its_suggestion(qtbot: QtBot) -> None:
    session = sample_session("hengyang-2021")
    pane = CellPane(session)
    open_part(pane, qtbot)
    session.entered.emit(cell_of(session, RATE))
    assert "建议：7—9.62（✓ 在范围内）" in texts(pane)


def test_suggestions_are_computed_only_for_score_cells(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample_session("hengyang-2021")
    pane = CellPane(session)
    open_part(pane, qtbot)
    count = Count(monkeypatch, "suggestions")
    session.entered.emit(cell_of(session, SUM))
    QApplication.processEvents()
    assert count.calls == 0


# ------------------------------------------------ scores


def test_the_model_keeps_the_rules_of_models() -> None:
    report = sample_session("taojiang-2024").report
    model = ScoreModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_scores(score_list(report.desk, report.suggestions()))
    assert model.rowCount() > 5 and model.columnCount() == len(HEADS)
    assert model.data(model.index(0, STATE)) == "✓ 一致"
    model.set_short(True)
    assert model.data(model.index(0, STATE)) == "✓"
    model.show_scores(model.items[1:])
    model.show_scores([])


def scores_panel(session: Session, qtbot: QtBot) -> ScoresPanel:
    panel = ScoresPanel(session)
    open_part(panel, qtbot)
    return panel


def choose(panel: ScoresPanel, ref: Ref) -> None:
    panel.table.setCurrentIndex(panel.scores.index(panel.scores.row_of(ref), 0))


def test_a_suggestion_is_explained_and_taken_with_one_click(qtbot: QtBot) -> None:
    session = sample_session("hengyang-2021")
    panel = scores_panel(session, qtbot)
    choose(panel, RATE)
    told = texts(panel.detail)
    assert "执行率 96.20%，分值 10" in told and "依据：" in told
    assert not panel.take_all.isEnabled()
    qtbot.mouseClick(button(panel, "采用建议 最高 9.62"), Qt.MouseButton.LeftButton)
    assert session.snapshot.value(RATE).raw == "9.62"
    QApplication.processEvents()
    assert panel.score is not None and panel.score.typed == "9.62"
    assert "总得分 91" in panel.total.text()
    session.undo()
    assert session.snapshot.value(RATE).raw == "8"


def test_all_blank_ones_are_one_step(qtbot: QtBot) -> None:
    session = sample_session("luxian-2023")
    panel = scores_panel(session, qtbot)
    refs = [s.ref for s in panel.scores.items if s.suggestion.span and len(s.offers) == 1]
    session.apply(Together(tuple(SetValue(ref, "") for ref in refs), "清空"))
    QApplication.processEvents()
    assert panel.take_all.isEnabled()
    panel.only_open.setChecked(True)
    assert {s.ref for s in panel.scores.items if s.state is State.EMPTY} == set(refs)
    qtbot.mouseClick(panel.take_all, Qt.MouseButton.LeftButton)
    assert all(session.snapshot.value(ref).raw for ref in refs)
    QApplication.processEvents()
    assert not panel.take_all.isEnabled() and panel.scores.items == []
    session.undo()
    assert not any(session.snapshot.value(ref).raw for ref in refs)


def test_the_place_in_the_list_is_kept(qtbot: QtBot) -> None:
    session = sample_session("zhijiang-2023")
    panel = scores_panel(session, qtbot)
    chosen = panel.scores.items[10]
    choose(panel, chosen.ref)
    bar = panel.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    session.apply(SetValue(panel.scores.items[3].ref, ""))
    QApplication.processEvents()
    assert panel.score is not None and panel.score.ref == chosen.ref
    assert bar.value() == place


def test_scores_are_computed_once_per_turn_and_only_when_seen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample_session("hengyang-2021")
    count = Count(monkeypatch, "suggestions")
    panel = ScoresPanel(session)
    qtbot.addWidget(panel)
    session.apply(SetValue(RATE, "9"))
    QApplication.processEvents()
    assert count.calls == 0, "nobody sees it"
    panel.show()
    qtbot.waitUntil(lambda: count.calls == 1)
    for text in ("8", "9", "7"):
        session.apply(SetValue(RATE, text))
    QApplication.processEvents()
    assert count.calls == 2
    panel.hide()
    session.apply(SetValue(RATE, "8"))
    QApplication.processEvents()
    assert count.calls == 2
    panel.show()
    qtbot.waitUntil(lambda: count.calls == 3)
    assert panel.scores.items[panel.scores.row_of(RATE)].typed == "8"


@pytest.mark.parametrize("points", [10, 15])
def test_the_columns_fit_at_every_scale(qtbot: QtBot, points: int) -> None:
    panel = ScoresPanel(sample_session("zhijiang-2023"))
    font = panel.font()
    font.setPointSize(points)
    panel.setFont(font)
    open_part(panel, qtbot)
    table = panel.table
    shown = {c for c in range(len(HEADS)) if not table.isColumnHidden(c)}
    assert set(range(len(HEADS))) - {WEIGHT} <= shown
    assert sum(map(table.columnWidth, shown)) <= table.viewport().width()
    panel.resize(1000, 640)
    QApplication.processEvents()
    assert not table.isColumnHidden(WEIGHT)
    assert sum(map(table.columnWidth, range(len(HEADS)))) <= table.viewport().width()


def test_a_project_s_own_total_is_shown_for_its_form(qtbot: QtBot) -> None:
    session = sample_session("national-2024")
    panel = scores_panel(session, qtbot)
    assert panel.total.isHidden()
    project = session.snapshot.siblings("项目")[0]
    panel.scope.go_to(Placement("项目自评表", Ref("执行率得分", "", project)))
    panel.scope.setCurrentIndex(1)
    QApplication.processEvents()
    assert panel.total.text().startswith("总得分 ")
    assert all(session.report.sheet_of(s.place) == panel.scope.sheet for s in panel.scores.items)


def test_no_suggestions_is_said(qtbot: QtBot) -> None:
    panel = scores_panel(blank_session(), qtbot)
    assert "还算不出建议得分" in texts(panel.detail)


# ------------------------------------------------ progress


def test_progress_counts_and_leads_on(qtbot: QtBot) -> None:
    session = blank_session()
    line = ProgressLine(session)
    open_part(line, qtbot)
    left = session.report.progress().required - session.report.progress().filled
    assert line.label.text() == f"还有 {left} 格"
    jumps: list[Placement] = []
    session.jumped.connect(lambda place, marks: jumps.append(place))
    line.button.click()
    assert jumps == [session.report.next_empty(None)]
    session.entered.emit(cell_of(session, jumps[0].ref))
    line.button.click()
    assert jumps[1] != jumps[0]
    session.apply(SetValue(jumps[0].ref, "12"))
    QApplication.processEvents()
    assert line.label.text() == f"还有 {left - 1} 格"


def test_a_finished_report_says_so(qtbot: QtBot) -> None:
    session = sample_session("luxian-2023")
    line = ProgressLine(session)
    open_part(line, qtbot)
    assert line.label.text() == "都填好了" and not line.button.isEnabled()
    said: list[str] = []
    session.said.connect(said.append)
    line.next_empty()
    assert said == ["要填的格都填好了。"]


def test_progress_is_counted_once_per_turn_and_only_when_seen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = blank_session()
    line = ProgressLine(session)
    qtbot.addWidget(line)
    count = Count(monkeypatch, "progress")
    session.apply(SetValue(SUM, "1"))
    QApplication.processEvents()
    assert count.calls == 0
    line.show()
    qtbot.waitUntil(lambda: count.calls == 1)
    for text in ("2", "3"):
        session.apply(SetValue(SUM, text))
    QApplication.processEvents()
    assert count.calls == 2


def test_a_pane_walked_through_many_cells_says_what_a_fresh_one_says(qtbot: QtBot) -> None:
    session = sample_session()
    cells = [cell for cell in session.report.grid(session.report.sheets()[0]).cells if cell.ref]
    walked = CellPane(session)
    qtbot.addWidget(walked)
    walked.show()
    for cell in cells[:40]:
        session.entered.emit(cell)
        walked._fill_in.now()
        fresh = CellPane(session)
        qtbot.addWidget(fresh)
        fresh.show()
        fresh._entered(cell)
        fresh._fill_in.now()
        assert _in_order(walked) == _in_order(fresh)
        session.entered.disconnect(fresh._entered)


def _in_order(pane: CellPane) -> list[tuple[str, bool, bool]]:
    """Every line of a pane as it is shown: its words, quiet, bold."""
    lines = [pane.column.itemAt(n).widget() for n in range(pane.column.count())]
    return [
        (
            line.title if isinstance(line, WideButton) else line.text(),
            bool(line.property("quiet")),
            line.font().bold(),
        )
        for line in lines
        if isinstance(line, QLabel | WideButton) and line.isVisible()
    ]
