"""Shell: the window: the list of reports or one open report, menus, banners, the status line.

It is painted before anything of core's larger parts is loaded; the list comes after. So what
stands here at the top is as little as can be, without `Qt` even: its many names take 20 ms.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import ZipingtongError
from core.storage.preferences import Preferences
from ui.banner import Banner
from ui.errors import ask, tell, tell_notes
from ui.look import dress
from ui.report.commands import Commands
from ui.waiting import Waiting

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from core.facts.model import Snapshot
    from core.workspace.open_report import OpenReport, Update
    from core.workspace.saving import Saving
    from core.workspace.workspace import Workspace
    from ui.grid.view import GridView
    from ui.report.page import ReportPage
    from ui.session import Session
    from ui.start.start_page import StartPage

RETRY_MS = 3000
ZOOMS = range(70, 201)


class Shell(QMainWindow):
    """The only window; dialogs and reports live inside it."""

    def __init__(self, folder: Path, preferences: Preferences) -> None:
        super().__init__()
        self.folder = folder
        self.preferences = preferences
        self.workspace: Workspace | None = None
        self.session: Session | None = None
        self.page: ReportPage | None = None
        self.report_id = 0
        self._started = False
        self._failing = False
        self.setWindowTitle("自评通")
        self.alarm = Banner(alarm=True)
        self.note = Banner()
        self.stack = QStackedWidget()
        self.stack.addWidget(Waiting())
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.alarm, self.note):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.saved = QLabel()
        self.statusBar().addPermanentWidget(self.saved)
        self._progress: QWidget | None = None
        self.commands = Commands(self)
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._try_again)

    @cached_property
    def start_page(self) -> StartPage:
        """The list of reports; made when there is a list to show."""
        from ui.start.start_page import StartPage

        page = StartPage()
        page.opened.connect(self.open_report)
        page.new_wanted.connect(self.new_report)
        page.sample_wanted.connect(self.open_sample)
        page.file_wanted.connect(self.open_file)
        page.export_wanted.connect(self.export_report)
        page.remove_wanted.connect(self.remove_report)
        page.trash_wanted.connect(self.show_trash)
        self.stack.addWidget(page)
        return page

    # ------------------------------------------------ starting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._started:
            self._started = True
            QTimer.singleShot(0, self.load)

    def load(self) -> None:
        """Open the data and show the list; the window is on screen already."""
        from core.workspace.workspace import Workspace
        from ui.warm import Warm

        self.commands.give_keys()
        try:
            self.workspace = Workspace(self.folder)
        except ZipingtongError as error:
            self.alarm.say(f"{error.says}{error.remedy}", ("再试一次", self.load))
            return
        self.alarm.say("")
        self.show_lines()
        self._tell_recovered()
        self.commands.refresh()
        Warm(self)

    @property
    def may_write(self) -> bool:
        """May anything be made or changed?"""
        return self.workspace is not None and not self.workspace.read_only

    def _tell_recovered(self) -> None:
        """After a crash: what is there, report by report."""
        from core.workspace.overview import recovered_words

        assert self.workspace is not None
        if self.workspace.recovered:
            words = recovered_words(self.workspace.recovered)
            self.note.say(words, ("知道了", lambda: self.note.say("")))

    # ------------------------------------------------ the list

    def show_lines(self) -> None:
        """The list as it is now."""
        assert self.workspace is not None
        try:
            lines, trash = self.workspace.lines(), self.workspace.trash()
        except ZipingtongError as error:
            tell(self, error)
            return
        if self.session is None:
            self.stack.setCurrentWidget(self.start_page)
        self.start_page.show_lines(lines, self.workspace.read_only, len(trash))

    def new_report(self) -> None:
        """Ask for unit, year and county."""
        if self.workspace is None or not self.go_home():
            return
        import datetime as dt

        from ui.start.new_report import NewReport

        dialog = NewReport(
            self.workspace.library, self.workspace.lines(), dt.date.today().year, self
        )
        dialog.create_wanted.connect(self._create)
        dialog.opened.connect(self.open_report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _create(self, unit: str, year: int, pack: str) -> None:
        assert self.workspace is not None
        try:
            number = self.workspace.create(unit, year, pack)
        except ZipingtongError as error:
            tell(self, error)
            return
        self.open_report(number)

    def open_file(self) -> None:
        """A data file becomes a report."""
        name, _ = QFileDialog.getOpenFileName(self, "打开数据文件", "", "自评通数据文件 (*.json)")
        if name:
            self.adopt(Path(name))

    def open_sample(self, name: str) -> None:
        """A sample becomes a report like any other, to try things out on."""
        from core.workspace.samples import samples_folder

        self.adopt(samples_folder() / name)

    def adopt(self, path: Path) -> None:
        """Take a data file in and open it; what was odd in it is told."""
        if self.workspace is None or not self.go_home():
            return
        try:
            number, notes = self.workspace.adopt(path)
        except ZipingtongError as error:
            tell(self, error)
            return
        self.open_report(number)
        if notes:
            tell_notes(self, f"“{path.name}”已经打开，有 {len(notes)} 处请留意。", notes)

    def remove_report(self, number: int) -> None:
        """Into the trash; the page has asked."""
        assert self.workspace is not None
        try:
            self.workspace.remove(number)
        except ZipingtongError as error:
            tell(self, error)
        self.show_lines()

    def show_trash(self) -> None:
        """Removed reports, to bring one back."""
        from ui.start.trash import Trash

        assert self.workspace is not None
        dialog = Trash(self.workspace.trash(), self)
        dialog.restore_wanted.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, number: int) -> None:
        assert self.workspace is not None
        try:
            self.workspace.restore(number)
        except ZipingtongError as error:
            tell(self, error)
        self.show_lines()

    # ------------------------------------------------ one report

    def open_report(self, number: int) -> None:
        """Show a report; it is audited when it is on screen."""
        if self.workspace is None or not self.go_home():
            return
        from ui.panels.progress_bar import ProgressLine
        from ui.report.page import ReportPage
        from ui.session import Session

        try:
            report = self.workspace.open(number)
        except ZipingtongError as error:
            tell(self, error)
            return
        self.report_id = number
        session = self.session = Session(report, self)
        self.page = ReportPage(session, self.preferences.form_zoom)
        self.stack.addWidget(self.page)
        self.stack.setCurrentWidget(self.page)
        self.page.take_focus()
        self._progress = ProgressLine(session)
        session.failed.connect(lambda error: tell(self, error))
        session.said.connect(lambda words: self.statusBar().showMessage(words, 8000))
        session.saving.connect(self._show_saving)
        session.updated.connect(self._updated)
        self._show_saving(report.saving)
        self._entitle()
        self.commands.refresh()
        self.page.painted.connect(self._audit_first)

    def _audit_first(self) -> None:
        """The form is on screen: now what takes longer, the audit and the count of cells."""
        if self.session is not None and self._progress is not None:
            self.session.audit_all()
            self.statusBar().insertPermanentWidget(0, self._progress)
            self._progress.show()
            self._offer_draft()

    def _offer_draft(self) -> None:
        """What stood in an editor when the program died."""
        session = self.session
        if session is None or session.report.draft is None:
            return
        draft, session.report.draft = session.report.draft, None
        cell = session.report.cell_of(draft.place, draft.part)
        if cell is None:
            return
        session.jump(draft.place)
        words = f"上次退出时，“{draft.place.ref.name}”这一格正填着“{draft.text[:60]}”，没有确认。"
        if ask(self, words, "要填回去吗？填回去以后也可以撤销。", "填回去", "不要了"):
            session.type_in(cell, draft.text)
        else:
            session.drop_text()

    def _entitle(self) -> None:
        if self.session is None:
            self.setWindowTitle("自评通")
            return
        from core.facts.model import Ref

        snapshot, head = self.session.snapshot, self.session.pack.head
        unit = snapshot.value(Ref("单位名称")).raw or "（没有填单位名称）"
        self.setWindowTitle(f"{unit} {snapshot.year}年度 · {head.name} - 自评通")

    def _updated(self, _: Update) -> None:
        self._entitle()
        self.commands.refresh()

    def _show_saving(self, saving: Saving) -> None:
        """A failure stays in sight until everything is on the disk."""
        if saving.safe:
            self.saved.setText("只能查看" if self.session and self.session.read_only else "已保存")
            if self._failing:
                self.alarm.say("")
                self._retry.stop()
            self._failing = False
            return
        self._failing = True
        self.saved.setText("没有存上")
        self.alarm.say(
            f"最近 {saving.waiting} 步还没有存上。{saving.why}",
            ("现在再存", self._try_again),
            ("另存为数据文件…", self.export_data),
        )
        self._retry.start()

    def _try_again(self) -> None:
        if self.session is not None:
            self.session.retry()

    def go_home(self) -> bool:
        """Close the report and show the list; False when the user wants to stay."""
        session = self.session
        if session is None:
            return True
        session.settle()
        saving = session.report.close()
        if not saving.safe and not ask(
            self,
            f"最近 {saving.waiting} 步还没有存上。",
            f"{saving.why}\n现在离开，这几步就丢了。可以先留下，另存为数据文件。",
            "仍然离开",
            "留下",
        ):
            return False
        page, progress = self.page, self._progress
        self.session = self.page = self._progress = None
        self.stack.setCurrentWidget(self.start_page)
        for part in (page, progress, session):
            if part is not None:
                part.deleteLater()
        if page is not None:
            self.stack.removeWidget(page)
        self._show_saving(saving)
        self.saved.clear()
        self._entitle()
        self.commands.refresh()
        if self.workspace is not None:
            self.show_lines()
        return True

    # ------------------------------------------------ commands

    def grid_view(self) -> GridView | None:
        """The form on screen."""
        return self.page.grid_view() if self.page is not None else None

    def undo(self) -> None:
        if self.session is not None and self.session.undo():
            self.statusBar().showMessage("已撤销。", 4000)

    def redo(self) -> None:
        if self.session is not None and self.session.redo():
            self.statusBar().showMessage("已重做。", 4000)

    def toggle_filling(self) -> None:
        """Between 填报中 and 完整审核."""
        if self.session is not None:
            self.session.set_filling(not self.session.report.filling)

    def problem(self, step: int) -> None:
        """The next problem, or the one before."""
        if self.page is not None:
            problems = self.page.problems
            (problems.next_problem if step > 0 else problems.previous_problem)()

    def next_empty(self) -> None:
        """The next cell to fill."""
        view = self.grid_view()
        cell = view.current_cell() if view is not None else None
        if self.session is not None and not self.session.next_empty(cell):
            self.statusBar().showMessage("要填的格都填好了。", 4000)

    def turn(self, step: int) -> None:
        """The next paper, or the one before."""
        if self.page is not None:
            self.page.show_tab(step)

    def switch_side(self) -> None:
        """Between the form and the problems beside it."""
        if self.page is not None:
            self.page.switch_side()

    def zoom(self, by: int) -> None:
        """Larger or smaller forms; 0 for the size of the paper."""
        size = 100 if not by else self.preferences.form_zoom + by
        if size in ZOOMS and self.page is not None:
            self._prefer(replace(self.preferences, form_zoom=size))
            self.page.set_zoom(size)
            self.statusBar().showMessage(f"表的大小：{size}%", 3000)

    def scale_text(self, by: int) -> None:
        """Larger or smaller words everywhere else."""
        size = self.preferences.text_scale + by
        app = QApplication.instance()
        if size in ZOOMS and isinstance(app, QApplication):
            self._prefer(replace(self.preferences, text_scale=size))
            dress(app, size)

    def _prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        preferences.save(self.folder)

    def export_sheets(self) -> None:
        """Every form as a worksheet."""
        name = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹")
        if not name or self.session is None:
            return
        from core.export.sheets import write_sheets

        try:
            write_sheets(
                self.session.pack,
                self.session.snapshot,
                Path(name),
                _file_name(self.session.snapshot),
            )
        except ZipingtongError as error:
            tell(self, error)
            return
        self.statusBar().showMessage(f"已导出到：{name}", 8000)

    def export_data(self) -> None:
        """The open report as a data file."""
        if self.session is not None:
            self._export_data(self.session.report)

    def export_report(self, number: int) -> None:
        """A report of the list as a data file."""
        if self.workspace is None:
            return
        try:
            self._export_data(self.workspace.open(number))
        except ZipingtongError as error:
            tell(self, error)

    def _export_data(self, report: OpenReport) -> None:
        from core.storage.datafile import save_file

        name, _ = QFileDialog.getSaveFileName(
            self, "导出数据文件", f"{_file_name(report.snapshot)}.json", "自评通数据文件 (*.json)"
        )
        if not name:
            return
        try:
            save_file(Path(name), report.snapshot, report.pack)
        except ZipingtongError as error:
            tell(self, error)
            return
        self.statusBar().showMessage(f"已导出到：{name}", 8000)

    def show_help(self) -> None:
        """The keys that help most."""
        from ui.help import Help

        Help(self).open()

    def about(self) -> None:
        """Which version this is."""
        from ui.help import about

        about(self)

    # ------------------------------------------------ leaving the program

    def rescue(self) -> list[str]:
        """Before a failure ends the program: see that what was typed is somewhere."""
        from ui.rescue import rescue

        return rescue(self.session, self.folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.go_home():
            event.ignore()
            return
        if self.workspace is not None:
            try:
                self.workspace.close()
            except ZipingtongError as error:
                tell(self, error)
            self.workspace = None
        event.accept()


def _file_name(snapshot: Snapshot) -> str:
    """A name for files of a report, without what file systems refuse."""
    from core.facts.model import Ref

    name = f"{snapshot.value(Ref('单位名称')).raw}{snapshot.year}年度自评"
    return "".join(c for c in name if c.isprintable() and c not in '\\/:*?"<>|')[:80]
