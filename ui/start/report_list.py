"""ReportList: the table of reports, with a bar for progress and a chip for the state."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from core.checks.severity import Severity
from core.storage.kept import ReportLine
from core.workspace import overview
from core.workspace.overview import State
from ui import look
from ui.start.lines_table import Index, LinePainter, LinesTable
from ui.start.report_model import LINE_ROLE, PROGRESS, STATE, UNIT, VERDICT, ReportModel

CHIPS = {
    State.FILLING: (look.SEVERITY_TINT[Severity.INFO], look.SEVERITY_COLOUR[Severity.INFO]),
    State.FAULTY: (look.SEVERITY_TINT[Severity.ERROR], look.SEVERITY_COLOUR[Severity.ERROR]),
    State.READY: (look.DONE_TINT, look.DONE),
}
WIDEST_FIGURE = "9999/9999 格"
BAR = 4  # how long it is at least, in heights of the face


class ReportPainter(LinePainter):
    """Draws state and progress over the line's own ground."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() in (STATE, PROGRESS):
            option.text = ""  # type: ignore[attr-defined]

    def words(self, metrics: QFontMetrics, index: Index) -> int:
        if index.column() == STATE:
            return max(metrics.horizontalAdvance(state.value) for state in State)
        if index.column() == PROGRESS:
            return metrics.horizontalAdvance(WIDEST_FIGURE) + BAR * metrics.height()
        return super().words(metrics, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        line = index.data(LINE_ROLE)
        if not isinstance(line, ReportLine) or index.column() not in (STATE, PROGRESS):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)  # type: ignore[attr-defined]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if index.column() == STATE:
            self._chip(painter, rect, overview.state(line))
        else:
            self._progress(painter, rect, line)
        painter.restore()

    def _chip(self, painter: QPainter, rect: QRectF, state: State) -> None:
        ground, ink = CHIPS[state]
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(state.value) + metrics.height()
        high = metrics.height() * 1.3
        chip = QRectF(rect.left() + 4, rect.center().y() - high / 2, wide, high)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, high / 2, high / 2)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), state.value)

    def _progress(self, painter: QPainter, rect: QRectF, line: ReportLine) -> None:
        metrics = painter.fontMetrics()
        room = rect.adjusted(4, 0, -metrics.height() / 2, 0)
        painter.setPen(look.INK)
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, overview.progress_text(line))
        if not overview.is_audited(line):
            return
        words = metrics.horizontalAdvance(WIDEST_FIGURE)
        thick = metrics.height() * 0.5
        bar = QRectF(room.left(), room.center().y() - thick / 2, room.width() - words, thick)
        share = overview.percent(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.DONE if share == 100 else look.ACCENT)
        painter.drawRect(QRectF(bar.left(), bar.top(), bar.width() * share / 100, thick))
        painter.setPen(QPen(look.QUIET, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)


class ReportList(LinesTable):
    """One report is chosen; what can be done with it stands in the menu of the right key."""

    def __init__(self, model: ReportModel) -> None:
        super().__init__(model, (UNIT, VERDICT))
        self.setItemDelegate(ReportPainter(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def chosen(self) -> ReportLine | None:
        """The line the keys act on."""
        line = self.currentIndex().data(LINE_ROLE)
        return line if isinstance(line, ReportLine) else None
