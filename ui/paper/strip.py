"""Strip: all pages as small pictures with their names; drawn when they come into sight."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.look import LINE, PAPER
from ui.paper.press import Leaf, View
from ui.paper.sheets import POINTS

HIGH = 4.5  # a picture's place, a square, by the width of a Chinese character
SOON = 30  # ms: while the list is scrolled nothing is drawn
FINER = 2  # times: shrunk afterwards, for a line drawn so small is as thick as a dot
MOST = 80  # pictures kept; the others are drawn again


class Strip(QListWidget):
    """The current row is the page on screen."""

    wanted = Signal(object)  # tuple[View, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leaves: tuple[Leaf, ...] = ()
        self._kept: dict[int, None] = {}  # rows with a picture of these pages, the oldest first
        self.setAccessibleName("页的清单")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._box = round(self.fontMetrics().horizontalAdvance("国") * HIGH)
        self.setIconSize(QSize(self._box, self._box))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())

    def show_leaves(self, leaves: tuple[Leaf, ...], current: int) -> None:
        """Other pages; their names change only where they differ, their pictures come anew."""
        self._leaves = leaves
        self._kept.clear()
        texts = [_line(number, leaf) for number, leaf in enumerate(leaves, 1)]
        if texts != [self.item(row).text() for row in range(self.count())]:
            self.blockSignals(True)
            self.clear()
            for text, leaf in zip(texts, leaves, strict=True):
                item = QListWidgetItem(self._icon(leaf), text, self)
                item.setToolTip(text)
                item.setSizeHint(QSize(0, self._box + self.fontMetrics().height() // 2))
            self.setCurrentRow(current)
            self.blockSignals(False)
        self._soon.start()

    def show_picture(self, view: View, image: QImage) -> None:
        """A page is drawn."""
        self._kept.pop(view.number, None)
        self._kept[view.number] = None
        while len(self._kept) > MOST:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self.item(oldest).setIcon(self._icon(self._leaves[oldest]))
        self.item(view.number).setIcon(self._icon(self._leaves[view.number], image))

    def has_picture(self, row: int) -> bool:
        """Is the page's own picture there?"""
        return row in self._kept

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def _ask(self) -> None:
        """Pictures for what is in sight and lacks them."""
        sight = self.viewport().rect()
        first = self.indexAt(sight.topLeft()).row()
        last = self.indexAt(sight.bottomLeft()).row()
        rows = range(max(first, 0), (last if last >= 0 else self.count() - 1) + 1)
        lacking = tuple(self._view(row) for row in rows if row not in self._kept)
        if lacking:
            self.wanted.emit(lacking)

    def _view(self, row: int) -> View:
        leaf = self._leaves[row]
        return View(row, self._paper(leaf).width() / leaf.width * POINTS * FINER)

    def _paper(self, leaf: Leaf) -> QRect:
        """The page in the middle of its place, in dots of the screen; a line around it."""
        dots = round(self._box * self.devicePixelRatioF())
        paper = QRect(0, 0, round(leaf.width), round(leaf.height))
        paper.setSize(paper.size().scaled(dots - 2, dots - 2, Qt.AspectRatioMode.KeepAspectRatio))
        paper.moveCenter(QRect(0, 0, dots, dots).center())
        return paper

    def _icon(self, leaf: Leaf, image: QImage | None = None) -> QIcon:
        """The page, or blank paper until it is drawn."""
        dots = round(self._box * self.devicePixelRatioF())
        picture = QPixmap(dots, dots)
        picture.fill(QColor(0, 0, 0, 0))
        paper = self._paper(leaf)
        painter = QPainter(picture)
        painter.fillRect(paper, PAPER)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, image)
        painter.setPen(LINE)
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        painter.end()
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # its white stays white
        return icon


def _line(number: int, leaf: Leaf) -> str:
    return f"{number}　{leaf.label or '（接上页）'}"
