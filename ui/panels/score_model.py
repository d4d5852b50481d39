"""ScoreModel: the suggested scores as a table model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from core.checks.finding import Severity
from core.facts.model import Ref
from core.workspace.score_list import Score, State
from ui.look import DONE, QUIET, SEVERITY_COLOUR

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADS = ("指标/项目", "分值", "填写", "建议", "状态")
NAME, WEIGHT, STATE = 0, 1, 4
_COLOUR: dict[State, QColor] = {
    State.SAME: DONE,
    State.INSIDE: DONE,
    State.NEAR: DONE,
    State.EMPTY: QUIET,
    State.OTHER: SEVERITY_COLOUR[Severity.WARNING],
}
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ScoreModel(QAbstractTableModel):
    """One row for each score for which something can be suggested."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scores: list[Score] = []
        self._short = False

    def set_short(self, short: bool) -> None:
        """Show states by their signs only."""
        if short is not self._short:
            self._short = short
            if self.scores:
                last = self.index(len(self.scores) - 1, STATE)
                self.dataChanged.emit(self.index(0, STATE), last)

    def show_scores(self, scores: list[Score]) -> None:
        """Others, or the same in another state."""
        if [score.ref for score in scores] == [score.ref for score in self.scores]:
            self.scores = scores
            if scores:
                last = self.index(len(scores) - 1, len(HEADS) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.scores = scores
        self.endResetModel()

    def row_of(self, ref: Ref | None) -> int:
        """Where a score stands; -1 when it does not."""
        return next((row for row, score in enumerate(self.scores) if score.ref == ref), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.scores)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == int(Qt.ItemDataRole.DisplayRole):
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        score, column = self.scores[index.row()], index.column()
        if role == int(Qt.ItemDataRole.DisplayRole):
            if column == STATE and self._short:
                return score.state.sign
            return _texts(score)[column]
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return f"{score.where}\n{score.name}\n{score.state.sign} {score.state.words}"
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _MIDDLE if column else _LEFT
        if role == int(Qt.ItemDataRole.ForegroundRole) and column == STATE:
            return _COLOUR[score.state]
        return None


def _texts(score: Score) -> tuple[str, ...]:
    state = f"{score.state.sign} {score.state.words}"
    return (score.name, score.weight, score.typed, score.suggestion.text, state)
