"""Shell: the window: the list of reports or one open report, menus, banners, the status line.

It is painted before anything of core's larger parts is loaded; the list comes after. So what
stands here at the top is as little as can be, without `Qt` even: its many names take 20 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import ZipingtongError
from core.storage.preferences import Preferences
from ui.banner import Banner
from ui.errors import TITLE, tell, tell_notes
from ui.files import choose_data_file, export_data, may_remove
from ui.look import dress
from ui.report.commands import Commands
from ui.waiting import Waiting

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from core.workspace.workspace import Workspace
    from ui.grid.view import GridView
    from ui.report.page import ReportPage
    from ui.report.workplace import Workplace
    from ui.session import Session
    from ui.start.start_page import StartPage

ZOOMS = range(70, 201)


class Shell(QMainWindow):
    """The only window; dialogs and reports live inside it."""

    def __init__(self, folder: Path, preferences: Preferences) -> None:
        super().__init__()
        self.folder = folder
        self.preferences = preferences
        self.workspace: Workspace | None = None
        self.work: Workplace | None = None
        self._started = False
        self.setWindowTitle(TITLE)
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
        self.commands = Commands(self)

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
        from ui.warm import warm_reports

        self.commands.give_keys()
        try:
            self.workspace = Workspace(self.folder)
        except ZipingtongError as error:
            words = f"{error.says}{error.remedy}数据文件夹：{self.folder}"
            self.alarm.say(words, ("再试一次", self.load))
            self.start_page.show_no_lines()
            return
        self.alarm.say("")
        self.show_lines()
        self._tell_recovered()
        self.commands.refresh()
        warm_reports(self)

    @property
    def may_write(self) -> bool:
        """May anything be made or changed?"""
        return self.workspace is not None and not self.workspace.read_only

    def _tell_recovered(self) -> None:
        """After a crash: what is there, report by report."""
        assert self.workspace is not None
        told = "；".join(one.words for one in self.workspace.recovered)
        if told:
            words = f"上次没有正常退出，已经填的都保存了。{told}。"
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
        path = choose_data_file(self)
        if path is not None:
            self.adopt(path)

    def open_sample(self, name: str) -> None:
        """A sample becomes a report like any other, to try things out on."""
        from core.workspace.samples import samples_folder

        self.adopt(samples_folder() / name)

    def adopt(self, path: Path) -> None:
        """Take a data file in and open it; what was odd in it is told."""
        if self.workspace is None or not self.go_home():
            return
        try:
            number, notes = self.workspace.adopt(path, lambda rows: may_remove(self, rows))
        except ZipingtongError as error:
            tell(self, error)
            return
        self.open_report(number)
        if notes:
            tell_notes(self, f"“{path.name}”已经打开，有 {len(notes)} 处请留意。", notes)

    def remove_report(self, number: int) -> None:
        """Into the trash; the page has asked."""
        self._change_list(lambda workspace: workspace.remove(number))

    def show_trash(self) -> None:
        """Removed reports, to bring one back."""
        from ui.start.trash import Trash

        assert self.workspace is not None
        dialog = Trash(self.workspace.trash(), self)
        dialog.restore_wanted.connect(self._restore)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, number: int) -> None:
        self._change_list(lambda workspace: workspace.restore(number))

    def _change_list(self, change: Callable[[Workspace], object]) -> None:
        assert self.workspace is not None
        try:
            change(self.workspace)
        except ZipingtongError as error:
            tell(self, error)
        self.show_lines()

    # ------------------------------------------------ one report

    @property
    def session(self) -> Session | None:
        """The open report."""
        return self.work.session if self.work is not None else None

    @property
    def page(self) -> ReportPage | None:
        """Its page."""
        return self.work.page if self.work is not None else None

    def grid_view(self) -> GridView | None:
        """The form on screen."""
        return self.work.grid_view() if self.work is not None else None

    def open_report(self, number: int) -> None:
        """Show a report; it is audited when it is on screen."""
        if self.workspace is None or not self.go_home():
            return
        from ui.report.workplace import Workplace

        try:
            report = self.workspace.open(number)
        except ZipingtongError as error:
            tell(self, error)
            return
        zoom = self.preferences.form_zoom
        self.work = Workplace(report, zoom, self, self.stack, self.alarm)
        self.work.changed.connect(self._refresh)
        self.work.session.paper_asked.connect(lambda only: self.print_centre(only=only))
        self._refresh()

    def _refresh(self) -> None:
        """The title, the menus and who else is writing follow the report."""
        self.setWindowTitle(f"{self.work.title} - {TITLE}" if self.work is not None else TITLE)
        self.commands.refresh()
        if self.workspace is not None and self.workspace.read_only:
            words = f"{self.workspace.read_only}不能修改。"
            self.note.say(words if self.work is not None else "")

    def go_home(self) -> bool:
        """Close the report and show the list; False when the user wants to stay."""
        if self.work is None:
            return True
        if not self.work.close():
            return False
        self.work = None
        self.stack.setCurrentWidget(self.start_page)
        self._refresh()
        if self.workspace is not None:
            self.show_lines()
        return True

    # ------------------------------------------------ sizes

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

    # ------------------------------------------------ paper

    def print_centre(self, exporting: bool = False, only: str = "") -> None:
        """Print the open report, or make files of it; `only` names the one part to begin with."""
        centre = self.work.print_centre(self.preferences.own_faces) if self.work else None
        if centre is not None:
            centre.own_faces_chosen.connect(
                lambda own: self._prefer(replace(self.preferences, own_faces=own))
            )
            centre.begin(exporting, only)

    # ------------------------------------------------ files

    def export_report(self, number: int) -> None:
        """A report of the list as a data file."""
        if self.workspace is None:
            return
        try:
            export_data(self, self.workspace.open(number))
        except ZipingtongError as error:
            tell(self, error)

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
