"""LinesTable: a table in which whole lines are chosen; the start page and its dialogs use it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import look

Index = QModelIndex | QPersistentModelIndex
QUIET_ROLE = int(Qt.ItemDataRole.UserRole) + 1  # is this said quietly?
BEGINS_ROLE = QUIET_ROLE + 1  # does a group begin with this line?
LINE_HEIGHT = 2.0  # in heights of the face
MEASURED = 50  # lines that decide how wide a column is; a bureau has hundreds
LEAST = 10  # characters of a wide column


class LinePainter(QStyledItemDelegate):
    """A chosen line is tinted, and framed while the keys act on it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        ink = look.QUIET if index.data(QUIET_ROLE) else look.INK
        palette.setColor(QPalette.ColorRole.Highlight, look.PICKED)
        palette.setColor(QPalette.ColorRole.Text, ink)
        palette.setColor(QPalette.ColorRole.HighlightedText, ink)
        option.palette = palette  # type: ignore[attr-defined]
        option.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the words; asked of hundreds of cells while the list comes up."""
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        room = metrics.height()
        return QSize(self.words(metrics, index) + room + room // 2, room)

    def words(self, metrics: QFontMetrics, index: Index) -> int:
        """The width of what stands in a cell."""
        return metrics.horizontalAdvance(index.data() or "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if index.row() and index.data(BEGINS_ROLE):
            _rule(painter, rect.topLeft(), rect.topRight(), look.LINE, 1)
        chosen = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        if chosen and self._view().hasFocus():
            _rule(painter, rect.topLeft(), rect.topRight(), look.ACCENT, 2)
            _rule(painter, rect.bottomLeft(), rect.bottomRight(), look.ACCENT, 2)

    def _view(self) -> QWidget:
        view = self.parent()
        assert isinstance(view, QWidget)
        return view


def _rule(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, thick: int) -> None:
    painter.save()
    painter.setPen(QPen(colour, thick))
    painter.drawLine(start, end)
    painter.restore()


class LinesTable(QTableView):
    """The `wide` columns share the room that is left, the others are as wide as their words."""

    def __init__(self, model: QAbstractTableModel, wide: tuple[int, ...]) -> None:
        super().__init__()
        self._wide = wide
        self.setModel(model)
        self.setItemDelegate(LinePainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(MEASURED)
        for column in wide:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._share)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self, resized: int = -1) -> None:
        """Give the wide columns what is left, but always room for some words."""
        if resized in self._wide:
            return
        header = self.horizontalHeader()
        others = sum(header.sectionSize(c) for c in range(header.count()) if c not in self._wide)
        least = self.fontMetrics().horizontalAdvance("国") * LEAST
        left = (self.viewport().width() - others) // len(self._wide)
        for column in self._wide:
            header.resizeSection(column, max(least, left))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        """Heights and least widths that suit the face."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * LINE_HEIGHT))
        self.horizontalHeader().setMinimumSectionSize(metrics.horizontalAdvance("起用年度"))

    def choose(self, row: int) -> None:
        """Make a row the one the keys act on."""
        self.setCurrentIndex(self.model().index(row, 0))
