"""Project model: the projects for a list, and how one of them is painted: two lines each."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.checks.finding import Severity
from core.workspace.project_list import ProjectLine, linked_text, state_text
from ui import look

AnyIndex = QModelIndex | QPersistentModelIndex
LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_Role = Qt.ItemDataRole


class ProjectModel(QAbstractListModel):
    """One row per project; rows keep their places when only their contents change."""

    def __init__(self, linked: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._linked = linked  # does the pack have a list of projects to link to?
        self.lines: list[ProjectLine] = []

    def show_lines(self, lines: list[ProjectLine]) -> None:
        """The projects as they stand now."""
        if [line.row for line in lines] != [line.row for line in self.lines]:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            return
        before, self.lines = self.lines, lines
        for number, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number), self.index(number))

    def place_of(self, row: str) -> int:
        """Where a project stands; -1 when there is none of that id."""
        return next((n for n, line in enumerate(self.lines) if line.row == row), -1)

    def second_line(self, line: ProjectLine) -> str:
        """What stands under the name."""
        return f"{state_text(line)}　{linked_text(line)}" if self._linked else state_text(line)

    # ------------------------------------------------ Qt

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case _Role.DisplayRole:
                return f"{line.number}. {line.title}"
            case _Role.ToolTipRole | _Role.AccessibleDescriptionRole:
                return "\n".join(filter(None, (line.title, line.money, self.second_line(line))))
        return line if role == LINE_ROLE else None


class ProjectPainter(QStyledItemDelegate):
    """Name and money above, state and link below; the sign of the worst finding in front."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        height = self._view.fontMetrics().height()
        return QSize(height * 10, height * 3)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line, model = index.data(LINE_ROLE), index.model()
        if not isinstance(line, ProjectLine) or not isinstance(model, ProjectModel):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.PICKED if chosen else look.PAPER)
        painter.setPen(look.LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen:  # a bar as well: the colour is not the only sign
            bar = QRect(rect.topLeft(), QSize(4, rect.height()))
            painter.fillRect(bar, look.ACCENT)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.ACCENT, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        high = self._view.fontMetrics().height()
        self._words(painter, rect.adjusted(high // 2 + 2, high // 3, -high // 2, 0), line, model)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, line: ProjectLine, model: ProjectModel) -> None:
        metrics = self._view.fontMetrics()
        high = metrics.height()
        worst = _worst(line)
        if worst is not None:
            look.severity_icon(worst, high).paint(painter, QRect(box.left(), box.top(), high, high))
        top = QRect(box.left() + high * 4 // 3, box.top(), 0, high + 2)
        top.setRight(box.right())
        bold = QFont(self._view.font())
        bold.setBold(True)
        room = top.width()
        if line.money:
            room -= metrics.horizontalAdvance(line.money) + high // 2
        cut = Qt.TextElideMode.ElideRight
        name = QFontMetrics(bold).elidedText(f"{line.number}. {line.title}", cut, room)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.INK)
        painter.setFont(bold)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setFont(self._view.font())
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | middle, line.money)
        painter.setPen(look.QUIET)
        told = metrics.elidedText(model.second_line(line), cut, top.width())
        below = top.translated(0, high * 5 // 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | middle, told)


def _worst(line: ProjectLine) -> Severity | None:
    if line.errors:
        return Severity.ERROR
    return Severity.WARNING if line.warnings else None
