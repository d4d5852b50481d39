"""Painter: draws one cell as on the paper form, with its signs, in the table and its header."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from core.layout.grid import Cell, Role
from core.workspace.signs import PLAIN, Sign
from ui import look
from ui.grid.metrics import Metrics

FRAME = QColor("#6f7885")  # the lines of the form
MARK_LINE = QColor("#a86a00")  # round the other ends of a comparison
PROVISIONAL = 0.45  # how strong signs are that hold for an open editor only


@dataclass(frozen=True, slots=True)
class Look:
    """The state of a cell while it is drawn."""

    sign: Sign = PLAIN
    picked: bool = False
    cursor: bool = False
    active: bool = True  # the table has the keyboard
    marked: bool = False
    top: bool = False  # it also draws its upper line
    left: bool = False


def draw_cell(
    painter: QPainter, rect: QRect, cell: Cell, size: float, metrics: Metrics, look_: Look
) -> None:
    """One cell with all that belongs to it."""
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, _ground(cell, look_))
    _draw_text(painter, rect, cell, size, metrics)
    if cell.framed:
        _draw_frame(painter, rect, look_)
    _draw_signs(painter, rect, metrics, cell, size, look_.sign)
    if look_.marked:
        _outline(painter, rect, MARK_LINE, Qt.PenStyle.DashLine)
    if look_.cursor:
        _outline(painter, rect, look.ACCENT if look_.active else look.QUIET)
    painter.restore()


def _ground(cell: Cell, state: Look) -> QColor:
    if state.picked and not state.cursor:
        return look.PICKED
    if state.marked:
        return look.MARKED
    if state.sign.computed:
        return look.COMPUTED
    if cell.role is Role.LABEL or (cell.role is Role.FACT and not state.sign.open):
        return look.LABEL
    return look.PAPER


def _draw_text(painter: QPainter, rect: QRect, cell: Cell, size: float, metrics: Metrics) -> None:
    if not cell.text:
        return
    laid = metrics.text(cell, size, rect.width())
    across, above = metrics.across(cell, size, rect.width()), metrics.pad(cell, size)[1]
    free = rect.height() - laid.size().height()
    down = above if cell.role is Role.NOTE else max(float(above), free / 2)
    painter.setFont(metrics.font(cell, size))
    painter.setPen(look.INK)
    painter.drawStaticText(QPointF(rect.left() + across, rect.top() + down), laid)


def _draw_frame(painter: QPainter, rect: QRect, state: Look) -> None:
    """Filled, not drawn with a pen: crisp at every scaling."""
    painter.fillRect(rect.right(), rect.top(), 1, rect.height(), FRAME)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, FRAME)
    if state.left:
        painter.fillRect(rect.left(), rect.top(), 1, rect.height(), FRAME)
    if state.top:
        painter.fillRect(rect.left(), rect.top(), rect.width(), 1, FRAME)


def _outline(
    painter: QPainter, rect: QRect, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> None:
    pen = QPen(colour, 2, style)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -2, -2))


def _draw_signs(
    painter: QPainter, rect: QRect, metrics: Metrics, cell: Cell, size: float, sign: Sign
) -> None:
    """错 / 说 / 提 in the upper right corner; ≠ in the lower left one."""
    side = max(11, round(metrics.font(cell, size).pixelSize() * 0.9))
    if sign.findings:
        first = sign.findings[0]
        if sign.fresh:
            painter.setOpacity(PROVISIONAL)
        icon = look.severity_icon(first.severity, side)
        icon.paint(painter, QRect(rect.right() - side, rect.top() + 1, side, side))
        painter.setOpacity(1.0)
    if sign.differs:
        font = QFont(metrics.font(cell, size))
        font.setPixelSize(side)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(MARK_LINE)
        box = rect.adjusted(3, 0, 0, -1)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), "≠")
