"""The clipboard of the window: copy, cut, paste, and the questions before a paste."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.errors import ZipingtongError
from core.facts.model import Ref
from core.layout.grid import Cell, Grid
from core.workspace.clip.blocks import LONGEST
from core.workspace.open_report import OpenReport, Sheet
from core.workspace.saving import Saver
from tests.support_ui import sample_session
from ui.grid import clipboard
from ui.session import Session

# Said by the offscreen plugin for every dialog; no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

SPENT = Ref("三公经费", "决算")


class Paper(QWidget):
    """A stand-in for the form on screen: it has a sheet and a selection."""

    def __init__(self, session: Session, form: str) -> None:
        super().__init__()
        self.session = session
        self.sheet: Sheet | None = next(s for s in session.report.sheets() if s.form == form)
        self.grid: Grid | None = None
        self.corners = ((0, 0), (0, 0))
        self.said: list[str] = []
        session.said.connect(self.said.append)
        session.updated.connect(lambda _: self.look())
        self.look()

    def look(self) -> None:
        assert self.sheet is not None
        self.grid = self.session.report.grid(self.sheet)

    def choose(self, first: tuple[int, int], last: tuple[int, int] | None = None) -> None:
        self.corners = (first, last or first)

    def selected_block(self) -> list[list[Cell | None]]:
        assert self.grid is not None
        (top, left), (bottom, right) = self.corners
        cells = {
            (cell.row, cell.col): cell
            for cell in self.grid.cells
            if top <= cell.row <= bottom and left <= cell.col <= right
        }
        rows, cols = (sorted({place[n] for place in cells}) for n in (0, 1))
        return [[cells.get((row, col)) for col in cols] for row in rows]

    def current_cell(self) -> Cell | None:
        return next((cell for line in self.selected_block() for cell in line), None)


@pytest.fixture
def paper(qtbot: QtBot) -> Paper:
    """桃江's 基础数据表; row 6 is 三公经费, row 17 办公经费."""
    widget = Paper(sample_session(), "基础数据表")
    qtbot.addWidget(widget)
    QGuiApplication.clipboard().clear()
    return widget


def put(text: str, html: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def answering(*words: str) -> list[str]:
    """Presses the button that begins with each word, one question after the other.

    Gives the questions that were seen.
    """
    seen: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        word = words[len(seen)]
        seen.append(box.text())
        if len(seen) < len(words):
            QTimer.singleShot(0, press)  # runs when the next question is open
        next(button for button in box.buttons() if button.text().startswith(word)).click()

    QTimer.singleShot(0, press)
    return seen


def test_copied_as_text_and_as_a_table(paper: Paper) -> None:
    paper.choose((6, 0), (7, 5))
    assert clipboard.copy(paper)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "三公经费\t9.95\t9.95\t5.59\n1、公务用车购置和维护经费\t0\t0\t0\n"
    assert data.html().count("<td") == 8
    assert 'sdval="5.59"' in data.html()
    assert paper.said == ["已复制 2 行 4 栏。"]


def test_nothing_selected_leaves_the_clipboard_alone(paper: Paper) -> None:
    put("保留")
    paper.choose((99, 0))
    assert not clipboard.copy(paper)
    assert not clipboard.cut(paper)
    assert QGuiApplication.clipboard().text() == "保留"


def test_cut_is_one_step(paper: Paper) -> None:
    session = paper.session
    paper.choose((6, 0), (6, 5))
    assert clipboard.cut(paper)
    assert session.snapshot.entered_value(SPENT).is_blank
    assert QGuiApplication.clipboard().text() == "三公经费\t9.95\t9.95\t5.59"
    session.undo()
    assert session.snapshot.entered_value(SPENT).raw == "5.59"


def test_paste_is_one_step_and_is_told(paper: Paper) -> None:
    session = paper.session
    put("1\t2\t3\t4\n")
    paper.choose((6, 1))
    before = session.snapshot
    assert clipboard.paste(paper)
    assert session.snapshot.entered_value(SPENT).raw == "3"
    assert paper.said == ["已粘贴 3 格。右边 1 栏放不下，没有粘贴。"]
    assert session.report.document.history.undo_label == "粘贴"
    session.undo()
    assert session.snapshot == before


def test_the_table_goes_before_the_text(paper: Paper) -> None:
    put("7\t8", "<table><tr><td>5.5</td></tr></table>")
    paper.choose((6, 5))
    assert clipboard.paste(paper)
    assert paper.session.snapshot.entered_value(SPENT).raw == "5.5"


def test_one_value_fills_what_is_selected(paper: Paper) -> None:
    put("2.5")
    paper.choose((6, 1), (7, 5))
    assert clipboard.paste(paper)
    assert paper.said == ["已粘贴 6 格。"]


def test_a_question_has_chinese_buttons_and_its_answer_counts(paper: Paper) -> None:
    put("99500\t99500\t55900")
    paper.choose((6, 1))
    seen = answering("不换算")
    assert clipboard.paste(paper)
    assert len(seen) == 1
    assert "金额单位是万元" in seen[0]
    assert paper.session.snapshot.entered_value(SPENT).raw == "55900"


def test_two_questions_one_after_the_other(paper: Paper) -> None:
    put("办公经费\t120000\n三公经费\t60000\n")
    paper.choose((6, 5))
    seen = answering("按行名", "换算成万元")
    assert clipboard.paste(paper)
    assert len(seen) == 2
    assert paper.session.snapshot.entered_value(SPENT).raw == "6"
    assert paper.session.snapshot.entered_value(Ref("办公经费", "决算")).raw == "12"


def test_cancelling_a_question_pastes_nothing(paper: Paper) -> None:
    put("99500\t99500\t55900")
    paper.choose((6, 1))
    before = paper.session.snapshot
    answering("取消")
    assert not clipboard.paste(paper)
    assert paper.session.snapshot is before
    assert paper.said == ["没有粘贴。"]


def test_escape_cancels(paper: Paper, qtbot: QtBot) -> None:
    put("99500\t99500\t55900")
    paper.choose((6, 1))

    def escape() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, paper, escape)
    assert not clipboard.paste(paper)
    assert QApplication.activeModalWidget() is None


def test_a_picture_or_nothing_is_told(paper: Paper) -> None:
    paper.choose((6, 1))
    QGuiApplication.clipboard().setImage(QImage(2, 2, QImage.Format.Format_RGB32))
    assert not clipboard.paste(paper)
    QGuiApplication.clipboard().clear()
    assert not clipboard.paste(paper)
    assert paper.said == ["剪贴板里没有可以粘贴的文字或表格。"] * 2


def test_too_much_is_an_error_in_chinese(paper: Paper) -> None:
    failures: list[ZipingtongError] = []
    paper.session.failed.connect(failures.append)
    put("甲" * (LONGEST + 1))
    paper.choose((6, 1))
    assert not clipboard.paste(paper)
    assert [error.code for error in failures] == ["E540"]


def test_an_open_editor_is_settled_first(paper: Paper) -> None:
    settled: list[str] = []
    paper.session.on_settle(lambda: settled.append("提交"))
    paper.choose((6, 1))
    clipboard.copy(paper)
    put("1")
    clipboard.paste(paper)
    assert len(settled) >= 2


def test_a_report_only_looked_at_stays_as_it_is(paper: Paper) -> None:
    report = OpenReport(paper.session.report.document, Saver(None, "这份报告正在别处打开。"))
    view = Paper(Session(report), "基础数据表")
    failures: list[ZipingtongError] = []
    view.session.failed.connect(failures.append)
    before = report.snapshot
    put("1\t2\t3")
    view.choose((6, 1))
    assert not clipboard.paste(view)
    assert not clipboard.cut(view)
    assert report.snapshot is before
    assert [error.code for error in failures] == ["E510", "E510"]


def test_clipboard_files_are_read_through_qt(paper: Paper) -> None:
    """What Qt hands over is still what Calc gave."""
    files = Path(__file__).parent.parent / "workspace" / "clip_files"
    put("", (files / "calc-money.html").read_text(encoding="utf-8"))
    paper.choose((16, 0))
    answering("换算成万元")
    assert clipboard.paste(paper)
    assert paper.session.snapshot.entered_value(Ref("公用经费", "决算")).raw == "64.05005"
