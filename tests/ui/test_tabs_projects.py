"""The projects tab: commands as single steps, and a list that keeps its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from core.facts.edits import AddRow, RemoveRow, SetValue, Together
from core.facts.model import Placement, Ref
from core.workspace.open_report import OpenReport, Sheet
from core.workspace.project_list import ListedLine, lines_for, lines_without_form, wiring_of
from core.workspace.saving import Saver
from tests.support_ui import blank_session, put_on_screen, sample_session
from ui.session import Session
from ui.tabs.project_dialogs import AddProject, LinkProject
from ui.tabs.project_model import LINE_ROLE
from ui.tabs.projects_tab import ProjectsTab

pytestmark = pytest.mark.usefixtures("at_once")


def shown(qtbot: QtBot, session: Session) -> ProjectsTab:
    tab = ProjectsTab(session)
    put_on_screen(qtbot, tab, tab.model)
    tab.list.setFocus()
    return tab


def names(tab: ProjectsTab) -> list[str]:
    return [line.name for line in tab.model.lines]


def chosen(tab: ProjectsTab) -> str:
    """The name on the right; list and form must agree."""
    sheet = tab.view.sheet
    if sheet is None:
        assert not tab.list.currentIndex().isValid()
        return ""
    line = tab.list.currentIndex().data(LINE_ROLE)
    assert line.row == sheet.copy
    return str(line.name)


def pick(tab: ProjectsTab, number: int) -> None:
    tab.list.setCurrentIndex(tab.model.index(number))


def steps_back(tab: ProjectsTab) -> int:
    """How many steps can be taken back."""
    count = 0
    while tab.session.report.document.undo() is not None:
        count += 1
    return count


def test_the_first_project_is_shown_and_the_arrows_go_on(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    assert chosen(tab) == names(tab)[0] and len(names(tab)) == 12
    assert not tab.forms.isVisible()  # one form per project: nothing to choose
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    assert chosen(tab) == names(tab)[1]
    assert tab.view.sheet == Sheet("项目自评表", tab.model.lines[1].row)
    tab.list.grab()  # paints


def test_a_pack_without_a_list_says_nothing_of_links(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("national-2024"))
    assert not tab.commands["对应"].isVisible()
    assert "清单" not in tab.model.second_line(tab.model.lines[0])


def test_a_project_that_is_on_no_line_says_so(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    tab.session.apply(AddRow("项目", cells={"项目名称": "修桥"}))
    told = [tab.model.second_line(line) for line in tab.model.lines]
    assert "清单第1行" in told[0] and "未对应清单" in told[-1]


def test_a_new_report_says_how_to_begin(qtbot: QtBot) -> None:
    tab = shown(qtbot, blank_session("hunan-zhijiang", 2023))
    assert chosen(tab) == "" and tab._stack.currentIndex() == 1
    assert tab.commands["增加"].isEnabled()
    assert not any(tab.commands[name].isEnabled() for name in ("复制", "删除", "上移", "对应"))
    tab.session.apply(AddRow("项目", cells={"项目名称": "修桥"}))
    assert chosen(tab) == "修桥" and tab._stack.currentIndex() == 0
    tab.session.undo()
    assert chosen(tab) == "" and tab._stack.currentIndex() == 1


def test_adding_makes_the_chosen_lines_projects_and_shows_the_first(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))

    def take_all(dialog: AddProject) -> int:
        dialog.findChildren(QListWidget)[0].selectAll()
        return int(AddProject.DialogCode.Accepted)

    monkeypatch.setattr(AddProject, "exec", take_all)
    qtbot.keyClick(tab.list, Qt.Key.Key_Insert)
    assert names(tab)[-2:] == ["行政运行工作经费", "死亡一次性抚恤金"]
    assert chosen(tab) == "行政运行工作经费"
    assert steps_back(tab) == 1


def test_adding_by_name_writes_the_list_too(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))

    def write(dialog: AddProject) -> int:
        dialog._name.setText("修桥")
        return int(AddProject.DialogCode.Accepted)

    monkeypatch.setattr(AddProject, "exec", write)
    lines = len(tab.session.snapshot.siblings("项目清单"))
    tab.add()
    assert chosen(tab) == "修桥" and tab.model.lines[-1].lines == (lines + 1,)
    assert steps_back(tab) == 1


def test_a_copy_stands_below_and_is_chosen(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    pick(tab, 2)
    with qtbot.waitSignal(tab.session.said):
        tab.commands["复制"].trigger()
    assert names(tab)[2] == names(tab)[3] and tab.list.currentIndex().row() == 3
    assert tab.model.lines[3].lines == ()  # a copy belongs to no line yet
    assert steps_back(tab) == 1


def test_moving_keeps_the_project_chosen(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    first, second = names(tab)[:2]
    assert not tab.commands["上移"].isEnabled()
    qtbot.keyClick(tab.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(tab)[:2] == [second, first] and chosen(tab) == first
    assert tab.list.currentIndex().row() == 1 and tab.commands["上移"].isEnabled()
    pick(tab, 11)
    assert not tab.commands["下移"].isEnabled()
    assert steps_back(tab) == 1


def test_deleting_asks_and_goes_to_the_neighbour(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    asked: list[str] = []
    answers = ["不删除(&N)", "删除(&D)"]

    def answer(box: QMessageBox) -> int:
        asked.append(f"{box.text()}{box.informativeText()}")
        wanted = answers.pop(0)
        next(b for b in box.findChildren(QPushButton) if b.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    pick(tab, 11)
    before = names(tab)
    qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    assert names(tab) == before and before[11] in asked[0] and "撤销" in asked[0]
    qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    assert names(tab) == before[:11] and chosen(tab) == before[10]
    tab.session.undo()
    assert names(tab) == before and chosen(tab) == before[10]


def test_linking_asks_for_the_line(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    wanted = [0, 2]

    def answer(dialog: LinkProject) -> int:
        dialog._lines.setCurrentRow(wanted.pop(0))
        return int(LinkProject.DialogCode.Accepted)

    monkeypatch.setattr(LinkProject, "exec", answer)
    assert tab.model.lines[0].lines == (1,)
    tab.commands["对应"].trigger()
    assert tab.model.lines[0].lines == ()
    tab.commands["对应"].trigger()
    assert len(tab.model.lines[0].lines) == 1
    assert steps_back(tab) == 2


def test_a_refresh_keeps_the_project_the_rows_and_the_scroll_place(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    tab.resize(tab.width(), tab.fontMetrics().height() * 20)
    pick(tab, 8)
    bar = tab.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    line = tab.model.lines[0]
    with qtbot.assertNotEmitted(tab.model.modelReset):
        tab.session.apply(SetValue(Ref("实施单位", "", line.row), ""))
    assert tab.model.lines[0].missing == line.missing + 1
    assert bar.value() == place and tab.list.currentIndex().row() == 8


def test_a_place_is_found_on_the_form_of_its_project(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    row = tab.model.lines[7].row
    indicator = tab.session.snapshot.siblings("绩效指标", row)[2]
    assert tab.go_to(Placement("项目自评表", Ref("三级指标", "", indicator)))
    assert tab.list.currentIndex().row() == 7
    assert not tab.go_to(Placement("基础数据表", Ref("编制数")))
    assert tab.list.currentIndex().row() == 7


def test_what_happened_while_it_was_hidden_is_there_afterwards(qtbot: QtBot) -> None:
    tab = shown(qtbot, sample_session("zhijiang-2023"))
    first = tab.model.lines[0]
    tab.hide()
    tab.session.apply(SetValue(Ref("项目名称", "", first.row), "另一个名称"))
    assert names(tab)[0] == first.name
    tab.show()
    assert names(tab)[0] == "另一个名称"
    tab.hide()
    tab.session.apply(RemoveRow(first.row))
    assert tab.view.sheet is not None and tab.view.sheet.copy != first.row


def test_a_project_that_is_only_looked_at_cannot_be_changed(qtbot: QtBot) -> None:
    document = sample_session("zhijiang-2023").report.document
    session = Session(OpenReport(document, Saver(None, "正在别处打开。")))
    session.audit_all()
    tab = shown(qtbot, session)
    assert not any(action.isEnabled() for action in tab.commands.values())


def test_a_hundred_projects_are_listed(qtbot: QtBot) -> None:
    session = sample_session("zhijiang-2023")
    rows = tuple(
        AddRow("项目", cells={"项目名称": f"项目{n}", "年度资金总额@决算": str(Decimal(n) / 4)})
        for n in range(88)
    )
    session.apply(Together(rows, "很多项目"))
    tab = shown(qtbot, session)
    assert tab.model.rowCount() == 100 and tab.model.lines[-1].money == "决算 21.75"


# ---------------------------------------------------------------- the dialogs


def test_a_name_or_lines_but_not_both(qtbot: QtBot) -> None:
    report = sample_session("zhijiang-2023").report
    wiring = wiring_of(report.pack, "项目")
    dialog = AddProject(wiring, lines_without_form(report.desk, wiring), None)
    qtbot.addWidget(dialog)
    assert len(dialog.rows) == 1 and not dialog._listed.isEnabled()
    dialog._name.setText("修桥")
    assert dialog.rows == [] and dialog.name == "修桥" and dialog.listed
    dialog._lines.setCurrentRow(1)
    assert dialog.name == "" and len(dialog.rows) == 1
    dialog._lines.clearSelection()
    assert not dialog._do.isEnabled()


def test_the_own_line_is_offered_first_and_marked(qtbot: QtBot) -> None:
    report = sample_session("zhijiang-2023").report
    wiring = wiring_of(report.pack, "项目")
    row = report.snapshot.siblings("项目")[0]
    offered: list[ListedLine] = lines_for(report.desk, wiring, row)
    dialog = LinkProject("某项目", wiring, offered, row, None)
    qtbot.addWidget(dialog)
    assert dialog.row == offered[0].row
    assert "现在对应的" in dialog._lines.item(1).text()
    dialog._lines.setCurrentRow(0)
    assert dialog.row is None
