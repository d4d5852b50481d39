"""FindingPainter: paints the lines of the problems panel: sign, place, wrapped message."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from core.workspace.problems import Line, Mark, Sort
from ui.look import ACCENT, DESK, INK, LINE, PICKED, QUIET, severity_icon
from ui.panels.finding_model import LINE_ROLE, PLACE_ROLE, FindingModel, line_text
from ui.panels.parts import breakable

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap)
_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_MOST_LINES = 3  # of a message in the list; below the list it stands in full
_MOST_KEPT = 20_000


class FindingPainter(QStyledItemDelegate):
    """Heights are measured once for each message and width: thousands of lines stay fast."""

    def __init__(self, view: QAbstractItemView, lines: FindingModel) -> None:
        super().__init__(view)
        self._view = view
        self._lines = lines
        self._heights: dict[tuple[str, int], int] = {}
        self._sizes: tuple[QFontMetrics, int, int] | None = None
        view.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Another face or size: everything is measured anew."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._sizes = None
        return False

    # ------------------------------------------------ measuring

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._lines.lines[index.row()]  # asked for every line: no way through Qt
        width = self._view.viewport().width()
        metrics, height, gap = self._measures()
        if line.finding is None or line.sort is Sort.MORE:
            return QSize(width, height + height // 2)
        rows = 1 if line.finding.cells or line.finding.words else 0
        room = width - self._indent(line) - height - 3 * gap
        return QSize(width, rows * height + self._message_height(line, room, metrics) + gap * 2)

    def _measures(self) -> tuple[QFontMetrics, int, int]:
        """The face's measures, the height of a line (also that of a sign), and a gap."""
        if self._sizes is None:
            metrics = self._view.fontMetrics()
            self._sizes = (metrics, metrics.height(), metrics.height() // 4)
        return self._sizes

    def _message_height(self, line: Line, width: int, metrics: QFontMetrics) -> int:
        text = line_text(line)
        known = self._heights.get((text, width))
        if known is None:
            if len(self._heights) > _MOST_KEPT:
                self._heights.clear()
            box = metrics.boundingRect(QRect(0, 0, width, 100_000), _WRAP | _TOP, breakable(text))
            known = min(box.height(), _MOST_LINES * metrics.lineSpacing())
            self._heights[text, width] = known
        return known

    def _gap(self) -> int:
        return self._measures()[2]

    def _sign(self) -> int:
        return self._measures()[1]

    def _indent(self, line: Line) -> int:
        return self._sign() if line.sort in (Sort.FOLLOWER, Sort.MORE) else 0

    # ------------------------------------------------ painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, PICKED)
        elif line.sort is Sort.HEAD:
            painter.fillRect(rect, DESK)
        if line.finding is None or line.sort is Sort.MORE:
            self._paint_fold(painter, rect, line)
        else:
            self._paint_finding(painter, rect, line, str(index.data(PLACE_ROLE)))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        elif selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), ACCENT)
        painter.restore()

    def _paint_fold(self, painter: QPainter, rect: QRect, line: Line) -> None:
        """A heading, or what follows from a finding: a sign that says open or closed."""
        font = QFont(self._view.font())
        font.setBold(line.sort is Sort.HEAD)
        painter.setFont(font)
        painter.setPen(INK if line.sort is Sort.HEAD else QUIET)
        left = self._gap() + (self._sign() + self._gap() if line.sort is Sort.MORE else 0)
        text = f"{'▾' if line.is_open else '▸'} {line_text(line)}"
        painter.drawText(
            rect.adjusted(left, 0, 0, 0),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            text,
        )

    def _paint_finding(self, painter: QPainter, rect: QRect, line: Line, place: str) -> None:
        assert line.finding is not None
        gap, sign = self._gap(), self._sign()
        left = rect.left() + gap + self._indent(line)
        metrics = self._view.fontMetrics()
        light = line.mark is not Mark.NONE
        painter.setOpacity(0.6 if light else 1.0)
        painter.drawPixmap(
            left, rect.top() + gap, severity_icon(line.finding.severity, sign).pixmap(sign, sign)
        )
        left += sign + gap
        box = QRect(left, rect.top() + gap, rect.right() - gap - left, rect.height() - 2 * gap)
        font = QFont(self._view.font())
        font.setStrikeOut(line.mark is Mark.GONE)
        painter.setFont(font)
        if place:
            tag = self._tag(line)
            room = box.width() - (metrics.horizontalAdvance(tag) + gap if tag else 0)
            painter.setPen(QUIET)
            elided = metrics.elidedText(place, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(box, _TOP, elided)
            painter.setPen(ACCENT)
            painter.setFont(self._view.font())
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            painter.drawText(box, right, tag)
            painter.setFont(font)
            box.setTop(box.top() + metrics.height())
        painter.setPen(INK)
        self._paint_message(painter, box, breakable(line_text(line)), metrics)
        painter.setOpacity(1.0)
        self._paint_rule(painter, rect)

    def _tag(self, line: Line) -> str:
        if line.mark is not Mark.NONE:
            return str(line.mark.value)
        return "强制说明" if line.finding and line.finding.forced else ""

    def _paint_message(
        self, painter: QPainter, box: QRect, text: str, metrics: QFontMetrics
    ) -> None:
        """At most three lines; a longer one ends in an ellipsis."""
        whole = metrics.boundingRect(QRect(0, 0, box.width(), 100_000), _WRAP | _TOP, text)
        most = _MOST_LINES * metrics.lineSpacing()
        if whole.height() > most:
            room = box.width() * _MOST_LINES - 2 * metrics.height()
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, _WRAP | _TOP, text)

    def _paint_rule(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(LINE)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
