"""ScoreTable: the table of suggested scores; in a narrow panel with fewer columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.panels.score_model import HEADS, NAME, STATE, WEIGHT, ScoreModel

_SAMPLES = ("", "100", "99.99", "6.25—8.5", "✗ 不一致")
_GOOD_NAME, _LEAST_NAME = 5, 3  # characters of a name in one of its two lines


class ScoreTable(QTableView):
    """Two lines for a name; the wheel scrolls by pixels; Tab leaves the table."""

    def __init__(self, scores: ScoreModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores = scores
        self.setModel(scores)
        self.setAccessibleName("建议得分")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() * 5 // 2)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumHeight(5 * self.fontMetrics().lineSpacing())
        # always there, so that the columns do not move when a row more comes
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.viewport().width())

    def _fit(self, width: int) -> None:
        """The weight goes first when there is no room, then the words of the state."""
        metrics = self.fontMetrics()
        one = metrics.horizontalAdvance("指")
        for short, without in ((False, set()), (False, {WEIGHT}), (True, {WEIGHT})):
            sizes = self._widths(short)
            rest = width - sum(size for column, size in sizes.items() if column not in without)
            if rest >= _GOOD_NAME * one:
                break
        self._scores.set_short(short)
        for column, size in sizes.items():
            self.setColumnHidden(column, column in without)
            self.setColumnWidth(column, size)
        self.setColumnWidth(NAME, max(rest, _LEAST_NAME * one))

    def _widths(self, short: bool) -> dict[int, int]:
        """What each column but the first needs."""
        metrics = self.fontMetrics()
        pad = 2 * metrics.averageCharWidth()
        found = {}
        for column, (head, sample) in enumerate(zip(HEADS, _SAMPLES, strict=True)):
            if column == NAME:
                continue
            text = sample[0] if short and column == STATE else sample
            found[column] = pad + max(map(metrics.horizontalAdvance, (head, text)))
        return found
