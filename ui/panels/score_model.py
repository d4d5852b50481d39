"""ScoreModel: the suggested scores as a table model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from core.checks.finding import Severity
from core.facts.model import Ref
from core.workspace.score_list import Score, State
from ui.look import DONE, QUIET, SEVERITY_COLOUR
from ui.row_model import DISPLAY, Index, RowModel

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


class ScoreModel(RowModel[Score]):
    """One row for each score for which something can be suggested."""

    HEADS = HEADS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._short = False

    def set_short(self, short: bool) -> None:
        """Show states by their signs only."""
        if short is not self._short:
            self._short = short
            if self.items:
                last = self.index(len(self.items) - 1, STATE)
                self.dataChanged.emit(self.index(0, STATE), last)

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Others, or the same in another state."""
        self.show_items(scores, lambda score: score.ref)

    def row_of(self, ref: Ref | None) -> int:
        """Where a score stands; -1 when it does not."""
        return self.find(lambda score: score.ref == ref)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        score, column = self.items[index.row()], index.column()
        if role == DISPLAY:
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
