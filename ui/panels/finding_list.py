"""FindingList: the findings as a list that keeps the user's place whatever changes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from core.checks.desk import Desk
from core.workspace.problems import Line, LineKey, Sort
from ui.panels.finding_model import FindingModel
from ui.panels.finding_painter import FindingPainter

_FOLDING = (Sort.HEAD, Sort.MORE)


class FindingList(QListView):
    """Enter or a click goes to a finding; arrows only look; left and right fold."""

    chosen = Signal(object)  # Line clicked, or Enter pressed on it
    folded = Signal(object)  # Line to open or close
    looked_at = Signal()  # the current line is another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = FindingModel(self)
        self.setModel(self.lines)
        self._painter = FindingPainter(self, self.lines)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("审核发现的问题")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # always there, so that a longer list does not wrap its lines anew
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(lambda *_: self._current_changed())
        self._moving = False

    @property
    def line(self) -> Line | None:
        """The current line."""
        index = self.currentIndex()
        return self.lines.lines[index.row()] if index.isValid() else None

    def show_lines(self, lines: list[Line], desk: Desk) -> bool:
        """Show other lines; False when the current one is gone and its neighbour took its place."""
        if lines == self.lines.lines:
            self.lines.desk = desk
            self.viewport().update()  # a row may have another name now
            return True
        current, row = self._current_key(), self.currentIndex().row()
        anchor, top = self._anchor()
        self._moving = True
        try:
            self.lines.show_lines(lines, desk)
            self.executeDelayedItemsLayout()
            kept = current is None or self.lines.row_of(current) >= 0
            if current is not None:
                self._make_current(self.lines.row_of(current) if kept else self._near(row))
            self._put_back(anchor, top)
        finally:
            self._moving = False
        self.looked_at.emit()
        return kept

    def go_to(self, key: LineKey) -> bool:
        """Make a line current and show it whole; False when it is not listed."""
        row = self.lines.row_of(key)
        if row < 0:
            return False
        self._make_current(row)
        self.scrollTo(self.lines.index(row))
        return True

    # ------------------------------------------------ the user's place

    def _current_key(self) -> LineKey | None:
        line = self.line
        return line.key if line is not None else None

    def _anchor(self) -> tuple[LineKey | None, int]:
        """The line that must not move: the current one if it is in sight, else the topmost.

        None when the list shows its beginning: then it goes on showing it, with what is new.
        """
        index = self.currentIndex()
        if not index.isValid() or not self.viewport().rect().intersects(self.visualRect(index)):
            if self.verticalScrollBar().value() == 0:
                return None, 0
            index = self.indexAt(self.viewport().rect().topLeft())
        if not index.isValid():
            return None, 0
        return self.lines.lines[index.row()].key, self.visualRect(index).top()

    def _put_back(self, anchor: LineKey | None, top: int) -> None:
        """Scroll so that the anchor stands where it stood."""
        if anchor is None:
            self.scrollToTop()
            return
        row = self.lines.row_of(anchor)
        if row < 0:
            row = self.currentIndex().row()  # its neighbour
        if row >= 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.lines.index(row)).top() - top)

    def _near(self, row: int) -> int:
        """The finding that stands nearest to a row whose line is gone: below, else above."""
        lines = self.lines.lines
        row = min(row, len(lines) - 1)
        below = (at for at in range(max(row, 0), len(lines)) if lines[at].finding is not None)
        above = (at for at in range(row, -1, -1) if lines[at].finding is not None)
        return next(below, next(above, row))

    def _make_current(self, row: int) -> None:
        if row >= 0:
            moving, self._moving = self._moving, True
            bar = self.verticalScrollBar().value()
            self.setCurrentIndex(self.lines.index(row))
            self.verticalScrollBar().setValue(bar)
            self._moving = moving
            if not moving:
                self.looked_at.emit()

    def _current_changed(self) -> None:
        if not self._moving:
            self.looked_at.emit()

    # ------------------------------------------------ hands

    def _clicked(self, index: QModelIndex) -> None:
        line = self.lines.lines[index.row()]
        (self.folded if line.sort in _FOLDING else self.chosen).emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, key = self.line, event.key()
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.folded if line.sort in _FOLDING else self.chosen).emit(line)
        elif line is not None and line.sort in _FOLDING and key == Qt.Key.Key_Space:
            self.folded.emit(line)
        elif line is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold(line, opens=key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _fold(self, line: Line, opens: bool) -> None:
        """As in a tree: right opens, left closes, or goes to the line it belongs to."""
        row = self.currentIndex().row()
        if line.sort in _FOLDING and line.is_open is not opens:
            self.folded.emit(line)
        elif not opens and line.sort is not Sort.HEAD:
            wanted = Sort.MORE if line.sort is Sort.FOLLOWER else Sort.HEAD
            above = (at for at in range(row, -1, -1) if self.lines.lines[at].sort is wanted)
            self.go_to(self.lines.lines[next(above, row)].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew at another width, and the place is kept."""
        anchor, top = self._anchor()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
            self._put_back(anchor, top)
