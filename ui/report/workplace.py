"""Workplace: one open report in the window: shown, named, watched while it saves, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QWidget

from core.facts.model import Ref
from ui.banner import Banner
from ui.errors import ask, tell
from ui.files import export_data
from ui.panels.progress_bar import ProgressLine
from ui.paper.warm import PaperWarm
from ui.report.page import ReportPage
from ui.session import Session

if TYPE_CHECKING:
    from core.workspace.open_report import OpenReport, Update
    from core.workspace.saving import Saving
    from ui.grid.view import GridView
    from ui.paper.centre import PrintCentre

RETRY_MS = 3000


class Workplace(QObject):
    """Lives as long as its report is open; the commands on the open report are here."""

    changed = Signal()  # the report, or what can be done with it

    def __init__(
        self,
        report: OpenReport,
        zoom: int,
        window: QMainWindow,
        stack: QStackedWidget,
        alarm: Banner,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._stack = stack
        self._alarm = alarm
        self._failing = False
        session = self.session = Session(report, self)
        self.page = ReportPage(session, zoom)
        stack.addWidget(self.page)
        stack.setCurrentWidget(self.page)
        self.page.take_focus()
        self._saved = QLabel()
        self._saved.setContentsMargins(0, 0, window.fontMetrics().height() // 3, 0)
        self._progress = ProgressLine(session)
        self._in_status: tuple[QWidget, ...] = (self._progress, self._saved)
        window.statusBar().addPermanentWidget(self._saved)
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(session.retry)
        self._warm: PaperWarm | None = None
        session.failed.connect(lambda error: tell(window, error))
        session.said.connect(lambda words: self._say(words, 8000))
        session.saving.connect(self._show_saving)
        session.updated.connect(self._updated)
        self._show_saving(report.saving)
        self.page.painted.connect(self._audit_first)

    @property
    def title(self) -> str:
        """Whose report it is."""
        snapshot, head = self.session.snapshot, self.session.pack.head
        unit = snapshot.value(Ref("单位名称")).raw or "（没有填单位名称）"
        return f"{unit} {snapshot.year}年度 · {head.name}"

    def _audit_first(self) -> None:
        """The form is on screen: now what takes longer, the audit and the count of cells."""
        if self.session.report.audited:
            return
        self.session.audit_all()
        self._window.statusBar().insertPermanentWidget(0, self._progress)
        self._progress.show()
        self._warm = PaperWarm(self.session, self.page)
        self._offer_draft()

    def _offer_draft(self) -> None:
        """What stood in an editor when the program died."""
        session = self.session
        if session.report.draft is None or session.read_only:
            return  # nothing, or somebody is typing it in another window just now
        draft, session.report.draft = session.report.draft, None
        cell = session.report.cell_of(draft.place, draft.part)
        if cell is None:
            return
        session.jump(draft.place)
        name = session.report.desk.name(draft.place.ref)
        words = f"上次退出时，{name}这一格正填着“{draft.text[:60]}”，没有确认。"
        if ask(self._window, words, "要填回去吗？填回去以后也可以撤销。", "填回去", "不要了"):
            session.type_in(cell, draft.text)
        else:
            session.drop_text()

    def _updated(self, _: Update) -> None:
        self.changed.emit()

    def _say(self, words: str, ms: int = 4000) -> None:
        self._window.statusBar().showMessage(words, ms)

    # ------------------------------------------------ saving and closing

    def _show_saving(self, saving: Saving) -> None:
        """A failure stays in sight until everything is on the disk."""
        if saving.safe:
            self._saved.setText("只能查看" if self.session.read_only else "已保存")
            self._calm()
            return
        self._failing = True
        self._saved.setText("没有存上")
        self._alarm.say(
            f"{saving.words}{saving.why}",
            ("现在再存", self.session.retry),
            ("另存为数据文件…", self.export),
        )
        self._retry.start()

    def _calm(self) -> None:
        if self._failing:
            self._failing = False
            self._alarm.say("")
            self._retry.stop()

    def export(self) -> None:
        """The report as a data file."""
        export_data(self._window, self.session.report)

    def close(self) -> bool:
        """Put everything away; False when the user wants to stay."""
        self.session.settle()
        saving = self.session.report.close()
        if not saving.safe and not ask(
            self._window,
            saving.words,
            f"{saving.why}\n现在离开，没有存上的就丢了。可以先留下，另存为数据文件。",
            "仍然离开",
            "留下",
        ):
            return False
        self._calm()
        self._retry.stop()
        self._stop_warming()
        self._stack.removeWidget(self.page)
        for part in self._in_status:
            self._window.statusBar().removeWidget(part)
        for part in (self.page, *self._in_status):
            part.deleteLater()
        self.deleteLater()
        return True

    def _stop_warming(self) -> None:
        if self._warm is not None:
            self._warm.stop()

    # ------------------------------------------------ commands

    def grid_view(self) -> GridView | None:
        """The form on screen."""
        return self.page.grid_view()

    def undo(self) -> None:
        if self.session.undo():
            self._say("已撤销。")

    def redo(self) -> None:
        if self.session.redo():
            self._say("已重做。")

    def print_centre(self, own_faces: bool) -> PrintCentre | None:
        """What is to be printed or exported, seen before; None when there is nothing yet."""
        from ui.paper.centre import PrintCentre

        if not self.session.report.audited and not self.session.audit_all():
            return None
        self._stop_warming()
        return PrintCentre(self.session, own_faces, self._window)

    def toggle_filling(self) -> None:
        """Between 填报中 and 完整审核."""
        self.session.set_filling(not self.session.report.filling)

    def next_empty(self) -> None:
        """The next cell to fill."""
        view = self.grid_view()
        if not self.session.next_empty(view.current_cell() if view is not None else None):
            self._say("要填的格都填好了。")
