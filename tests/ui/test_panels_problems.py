"""Problems panel: finding, going there, putting right, explaining; the user's place is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.checks.finding import TEXT, Finding, Severity
from core.checks.runner import Report
from core.facts.edits import SetReport, SetValue
from core.facts.model import Chapter, Placement, Ref
from core.layout.grid import Cell
from core.workspace.open_report import NO_CHANGE, Update
from core.workspace.problems import Group, Mark, Shown, Sort, finding_line, lay_out
from core.workspace.saving import Saver
from tests.support_ui import blank_session, sample_session
from ui.panels.explain_dialog import ExplainDialog
from ui.panels.finding_model import FindingModel, line_text
from ui.panels.parts import WideButton
from ui.panels.problems import ProblemsPanel
from ui.session import Session

# said by the offscreen platform itself whenever a window is shown
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

REASON = "经与财政局核对，以决算报表的数为准。"
CARS = Ref("公务用车购置和维护经费", "决算")
SLIP = Ref("三公经费", "年初预算")

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def session() -> Session:
    return sample_session("hengyang-2021")


@pytest.fixture
def panel(session: Session, qtbot: QtBot, qtlog: object) -> Iterator[ProblemsPanel]:
    yield open_panel(session, qtbot)


def open_panel(session: Session, qtbot: QtBot) -> ProblemsPanel:
    panel = ProblemsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(360, 640)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def finding_at(session: Session, ref: Ref) -> Finding:
    return next(f for f in session.report.audit.findings if f.cells and f.cells[0].ref == ref)


def select(panel: ProblemsPanel, finding: Finding) -> None:
    assert panel.list.go_to(finding_line(finding.key))


def button(panel: ProblemsPanel, title: str) -> WideButton:
    found = panel.detail.findChildren(WideButton)
    return next(b for b in found if b.isVisibleTo(panel) and b.title.startswith(title))


def listed(panel: ProblemsPanel) -> list[str]:
    return [line_text(line) for line in panel.list.lines.lines]


def top_of(panel: ProblemsPanel) -> int:
    return panel.list.visualRect(panel.list.currentIndex()).top()


# ------------------------------------------------ showing


def test_the_model_keeps_the_rules_of_models(session: Session, qtlog: object) -> None:
    model = FindingModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = Shown(session.report.audit.findings)
    model.show_lines(lay_out(shown, set()), session.report.desk)
    assert model.rowCount() == len(model.lines) > 10
    spoken = model.data(model.index(1), int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("错误 基础数据表 · ")
    model.show_lines([], session.report.desk)
    assert model.rowCount() == 0


def test_the_verdict_stands_on_top_and_groups_below(panel: ProblemsPanel) -> None:
    assert panel.verdict.text() == "不能上报 8 项 · 需说明 8 项 · 提示 3 项"
    heads = [t for t in listed(panel) if t.endswith(" 项")]
    assert heads == ["错误　8 项", "需说明　8 项", "提示　3 项"]
    panel.list.grab()  # paints every sort of line


def test_a_new_report_has_nothing_to_tell(qtbot: QtBot, qtlog: object) -> None:
    panel = open_panel(blank_session(), qtbot)
    assert panel.verdict.text().startswith("填报中，没有错误")
    assert listed(panel) == [] and panel.count_by_form() == {}
    assert not panel.next_problem()


def test_counts_by_form_are_those_of_the_verdict(panel: ProblemsPanel, session: Session) -> None:
    total = sum(panel.count_by_form().values(), Counter())
    assert total == Counter({s: session.report.audit.count(s) for s in Severity})


def test_nothing_is_cut_off_in_a_narrow_panel(panel: ProblemsPanel, session: Session) -> None:
    select(panel, finding_at(session, SLIP))
    QApplication.processEvents()
    inside = panel.detail.viewport().width()
    for part in panel.detail.findChildren(WideButton):
        assert part.width() <= inside and part.height() >= part.heightForWidth(part.width())
    assert panel.minimumSizeHint().width() <= 360


# ------------------------------------------------ going to findings


def test_a_click_goes_there_and_marks_all_ends(
    panel: ProblemsPanel, session: Session, qtbot: QtBot
) -> None:
    slip = finding_at(session, SLIP)
    row = panel.list.lines.row_of(finding_line(slip.key))
    middle = panel.list.visualRect(panel.list.lines.index(row)).center()
    told: list[object] = []
    session.jumped.connect(lambda place, marks: told.append((place, marks)))
    panel.picked.connect(told.append)
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told == [(slip.cells[0], slip.cells), slip]
    assert panel.finding == slip


def test_enter_goes_there_and_arrows_only_look(
    panel: ProblemsPanel, session: Session, qtbot: QtBot
) -> None:
    jumps: list[Placement] = []
    session.jumped.connect(lambda place, marks: jumps.append(place))
    panel.list.setFocus()
    for _ in range(2):
        qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.finding is not None and jumps == []
    assert panel.detail.detail is not None
    assert panel.detail.detail.finding == panel.finding
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert jumps == [panel.finding.cells[0]]


def test_next_problem_walks_all_and_says_when_it_starts_again(
    panel: ProblemsPanel, session: Session
) -> None:
    said: list[str] = []
    session.said.connect(said.append)
    asked = [f for f in session.report.audit.findings if not f.folded_under]
    for wanted in asked:
        assert panel.next_problem()
        assert panel.finding == wanted
    assert said == []
    panel.next_problem()
    assert panel.finding == asked[0] and len(said) == 1
    panel.previous_problem()
    assert panel.finding == asked[-1] and len(said) == 2


def test_next_problem_does_not_pass_over_the_neighbour_of_one_put_right(
    panel: ProblemsPanel, session: Session
) -> None:
    select(panel, finding_at(session, SLIP))
    session.apply(SetValue(SLIP, "10.77"))
    slid = panel.finding
    assert slid is not None and slid.cells[0].ref != SLIP
    panel.next_problem()
    assert panel.finding == slid


def test_next_problem_opens_a_closed_heading(panel: ProblemsPanel, session: Session) -> None:
    panel.list.folded.emit(panel.list.lines.lines[0])
    first = next(f for f in session.report.audit.findings if f.severity is Severity.ERROR)
    assert panel.list.lines.row_of(finding_line(first.key)) < 0
    while panel.finding != first:
        assert panel.next_problem()
    assert panel.list.lines.row_of(finding_line(first.key)) > 0


def test_only_this_form(panel: ProblemsPanel, session: Session) -> None:
    session.entered.emit(cell_of(session, SLIP))
    panel.scope.setCurrentIndex(1)
    shown = [line.finding for line in panel.list.lines.lines if line.finding]
    assert 0 < len(shown) < len(session.report.audit.findings)
    assert all(any(p.form == "基础数据表" for p in f.cells) for f in shown)
    assert panel.verdict.text().startswith("不能上报 8 项"), "the verdict is of the whole"
    panel.scope.setCurrentIndex(0)
    assert len([t for t in listed(panel) if not t.endswith(" 项")]) == 19


def test_only_this_copy_of_a_form_that_repeats(qtbot: QtBot, qtlog: object) -> None:
    session = sample_session("zhijiang-2023")
    panel = open_panel(session, qtbot)
    wanted = next(f for f in session.report.audit.findings if f.form == "项目自评表")
    sheet = session.report.sheet_of(wanted.cells[0])
    panel.scope.go_to(wanted.cells[0])
    panel.scope.setCurrentIndex(1)
    shown = [line.finding for line in panel.list.lines.lines if line.finding]
    assert wanted in shown
    for finding in shown:
        assert sheet in [session.report.sheet_of(place) for place in finding.cells]
    elsewhere = [f for f in session.report.audit.findings if f not in shown]
    assert any(f.form == wanted.form for f in elsewhere), "other copies have findings too"


def test_the_wheel_does_not_change_the_choice(panel: ProblemsPanel) -> None:
    event = QWheelEvent(
        QPoint(5, 5), panel.scope.mapToGlobal(QPoint(5, 5)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel.scope, event)
    assert panel.scope.currentIndex() == 0 and not event.isAccepted()


# ------------------------------------------------ the user's place


def cell_of(session: Session, ref: Ref) -> Cell:
    grids = [session.report.grid(sheet) for sheet in session.report.sheets()]
    return next(c for grid in grids for c in grid.cells if c.ref == ref and c.home)


def many(session: Session, total: int) -> tuple[Finding, ...]:
    """Made-up findings on real cells."""
    found = session.report.audit.findings
    places = [p for f in found for p in f.cells]
    return tuple(
        replace(
            found[n % len(found)],
            rule=f"试{n}",
            cells=(places[n % len(places)],),
            message=f"第{n}条。" + found[n % len(found)].message,
            severity=list(Severity)[n * 3 // total],
        )
        for n in range(total)
    )


def show(session: Session, findings: tuple[Finding, ...]) -> None:
    session.report._audit = Report(findings)
    session.updated.emit(Update(NO_CHANGE, session.report.audit))


def test_the_place_is_kept_whatever_comes_and_goes_above(
    panel: ProblemsPanel, session: Session
) -> None:
    findings = many(session, 400)
    show(session, findings)
    select(panel, findings[250])
    top = top_of(panel)
    assert panel.list.verticalScrollBar().value() > 0
    panel.list.setFocus()
    for fewer in (findings[3:], findings, findings[:100] + findings[140:], findings):
        show(session, fewer)
        QApplication.processEvents()
        assert panel.finding == findings[250]
        assert top_of(panel) == top
        assert panel.list.hasFocus()


def test_the_place_is_kept_when_nothing_is_selected_or_it_is_out_of_sight(
    panel: ProblemsPanel, session: Session
) -> None:
    findings = many(session, 400)
    show(session, findings)
    select(panel, findings[2])
    bar = panel.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    first = panel.list.indexAt(QPoint(4, 4))
    line, top = panel.list.lines.lines[first.row()], panel.list.visualRect(first).top()
    show(session, findings[1:])
    after = panel.list.lines.row_of(line.key)
    assert after == first.row() - 1
    assert panel.list.visualRect(panel.list.lines.index(after)).top() == top
    assert panel.finding == findings[2]


def test_a_finding_that_goes_leaves_the_selection_to_its_neighbour(
    panel: ProblemsPanel, session: Session
) -> None:
    findings = many(session, 60)
    show(session, findings)
    select(panel, findings[5])
    show(session, findings[:5] + findings[6:])
    assert panel.finding == findings[6]
    show(session, findings[:3])
    assert panel.finding == findings[2]
    show(session, ())
    assert panel.finding is None and panel.detail.detail is None


def test_open_consequences_stay_open(qtbot: QtBot, qtlog: object) -> None:
    session = sample_session("taojiang-2024")
    panel = open_panel(session, qtbot)
    session.apply(SetValue(CARS, "17"))
    more = next(line for line in panel.list.lines.lines if line.sort is Sort.MORE)
    assert line_text(more) == "由此引起 1 项"
    panel.list.go_to(more.key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    followers = [line for line in panel.list.lines.lines if line.sort is Sort.FOLLOWER]
    assert len(followers) == 1
    session.apply(SetValue(CARS, "18"))
    assert [ln.key for ln in panel.list.lines.lines if ln.sort is Sort.FOLLOWER] == [
        line.key for line in followers
    ]
    assert panel.list.line is not None and panel.list.line.key == more.key
    panel.list.go_to(followers[0].key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Left)
    assert panel.list.line.key == more.key
    qtbot.keyClick(panel.list, Qt.Key.Key_Left)
    assert not [line for line in panel.list.lines.lines if line.sort is Sort.FOLLOWER]


def test_what_is_being_typed_is_marked_and_forgotten_with_esc(qtbot: QtBot, qtlog: object) -> None:
    session = sample_session("taojiang-2024")
    panel = open_panel(session, qtbot)
    before = listed(panel)
    verdict = panel.verdict.text()
    session.try_text(cell_of(session, CARS), "17")
    fresh = [line for line in panel.list.lines.lines if line.mark is Mark.FRESH]
    assert fresh and panel.verdict.text() == verdict
    assert fresh[0].finding is not None
    select(panel, fresh[0].finding)
    panel.list.grab()
    assert all(
        not b.isEnabled() for b in panel.detail.findChildren(WideButton) if b.title[0] == "改"
    )
    session.drop_text()
    assert listed(panel) == before

    session.apply(SetValue(CARS, "17"))
    session.try_text(cell_of(session, CARS), "0")
    assert [line for line in panel.list.lines.lines if line.mark is Mark.GONE]
    session.type_in(cell_of(session, CARS), "0")
    assert listed(panel) == before


# ------------------------------------------------ putting right, explaining


def test_a_remedy_is_one_click_and_one_undo(
    panel: ProblemsPanel, session: Session, qtbot: QtBot
) -> None:
    select(panel, finding_at(session, SLIP))
    fix = button(panel, "改为 10.77")
    fix.setFocus()
    with qtbot.waitSignal(session.said) as said:
        qtbot.keyClick(fix, Qt.Key.Key_Return)
    assert "Ctrl+Z" in said.args[0] and "10.77" in said.args[0]
    assert session.snapshot.value(SLIP).raw == "10.77"
    assert panel.list.hasFocus(), "the button is gone, the keyboard is not lost"
    session.undo()
    assert session.snapshot.value(SLIP).raw == "1.08"


def write(dialog: ExplainDialog, text: str) -> None:
    """As an input method commits it."""
    dialog.edit.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(dialog.edit, event)


def dialog_of(panel: ProblemsPanel, qtbot: QtBot, title: str) -> ExplainDialog:
    qtbot.mouseClick(button(panel, title), Qt.MouseButton.LeftButton)
    dialog = next(d for d in panel.findChildren(ExplainDialog) if d.isVisible())
    return dialog


def test_an_error_is_sent_on_with_ten_characters(
    panel: ProblemsPanel, session: Session, qtbot: QtBot
) -> None:
    slip = finding_at(session, SLIP)
    select(panel, slip)
    dialog = dialog_of(panel, qtbot, "强制说明")
    write(dialog, "没有错")
    assert not dialog.ok.isEnabled() and "10 个字" in dialog.lack.text()
    write(dialog, REASON)
    assert dialog.ok.isEnabled()
    dialog.ok.click()
    forced = finding_at(session, SLIP)
    assert forced.forced and forced.explained == REASON
    assert panel.finding == forced and panel.list.line is not None
    assert panel.list.line.group is Group.WARNING
    assert panel.verdict.text().startswith("不能上报 7 项 · 需说明 9 项")

    dialog = dialog_of(panel, qtbot, "修改说明")
    assert dialog.text == REASON
    dialog.reject()
    qtbot.mouseClick(button(panel, "撤销说明"), Qt.MouseButton.LeftButton)
    assert not finding_at(session, SLIP).forced
    session.undo()
    assert finding_at(session, SLIP).forced


def test_it_asks_again_when_the_values_change(
    panel: ProblemsPanel, session: Session, qtbot: QtBot
) -> None:
    slip = finding_at(session, SLIP)
    session.explain(slip, REASON, forced=True)
    select(panel, slip)
    session.apply(SetValue(SLIP, "2.08"))
    assert panel.detail.detail is not None
    assert panel.detail.detail.old_note == REASON
    dialog = dialog_of(panel, qtbot, "重新说明")
    assert dialog.text == REASON
    dialog.ok.click()
    assert finding_at(session, SLIP).explained == REASON


def test_a_package_opened_only_to_look_at_offers_no_change(
    qtbot: QtBot, qtlog: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saver, "read_only", property(lambda self: True))
    session = sample_session("hengyang-2021")
    panel = open_panel(session, qtbot)
    select(panel, finding_at(session, SLIP))
    assert not button(panel, "改为").isEnabled()
    assert not button(panel, "强制说明").isEnabled()


def test_tab_goes_from_the_list_to_what_can_be_done(
    panel: ProblemsPanel, session: Session, qtbot: QtBot
) -> None:
    select(panel, finding_at(session, SLIP))
    fix = button(panel, "改为 10.77")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Tab)
    assert panel.detail.hasFocus()
    qtbot.keyClick(panel.detail, Qt.Key.Key_Tab)
    assert fix.hasFocus()


def test_nothing_is_english(panel: ProblemsPanel, session: Session, qtbot: QtBot) -> None:
    select(panel, finding_at(session, SLIP))
    dialog = dialog_of(panel, qtbot, "强制说明")
    for shown in dialog.buttons.buttons():
        assert shown.text() in ("确定(&O)", "取消(&C)")
    dialog.reject()


def test_a_finding_about_the_text_names_its_words_and_goes_there(qtbot: QtBot) -> None:
    session = blank_session()
    session.report.audit_all()
    session.apply(SetReport((Chapter("一、概况", "自评工作由各单位的的财务组织。"),)))
    panel = open_panel(session, qtbot)
    finding = next(f for f in session.report.audit.findings if f.words)
    row = panel.list.lines.row_of(finding_line(finding.key))
    panel.list.setCurrentIndex(panel.list.lines.index(row, 0))
    assert panel.detail.detail is not None
    assert panel.detail.detail.place == "自评报告 · 一、概况 · “的的”"
    with qtbot.waitSignal(session.jumped) as jumped:
        panel.list.chosen.emit(panel.list.lines.lines[row])
    assert jumped.args[0] == Placement(TEXT, Ref("的的"))
    assert panel.count_by_form()[TEXT][Severity.INFO] == 1
