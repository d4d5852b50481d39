"""ScoresPanel: suggested scores beside those typed, taken with one click; total and grade."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.facts.edits import SetValue
from core.facts.model import UNIT, Ref
from core.workspace.score_list import (
    Score,
    Standing,
    State,
    score_list,
    standings,
    take_all,
)
from ui.panels.page import Page
from ui.panels.parts import Lazily, ScopeBox, WideButton, breakable, words
from ui.panels.score_model import ScoreModel
from ui.panels.score_table import ScoreTable
from ui.session import Session

_NONE = "现有的数据还算不出建议得分。填好预算数、指标值和完成值以后，这里会给出建议。"
_PICK = "选一行，这里说明怎样算出来的。"
_OPEN = frozenset({State.EMPTY, State.OTHER})


class ScoresPanel(QWidget):
    """Nothing is written unless the user takes it; computed only while the panel is seen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[Score] = []
        self._detailed: object = self
        self.scope = ScopeBox(session)
        self.only_open = QCheckBox("只看未填和不一致(&T)")
        self.scores = ScoreModel(self)
        self.table = ScoreTable(self.scores)
        self.detail = Page()
        self.total = words("")
        self.take_all = WideButton("全部采用未填的", "只填还空着、建议为一个数的得分；等级不填")
        self._lay_out()
        self._count = Lazily(self, self._refresh)
        session.updated.connect(self._count.ask)
        self.scope.changed.connect(self._count.ask)
        self.only_open.toggled.connect(lambda _: self._show())
        self.take_all.clicked.connect(self._take_all)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        self.table.clicked.connect(self._clicked)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.scope)
        line.addWidget(self.only_open, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setSizes([300, 240])  # shares
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self.detail.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(split, 1)
        column.addWidget(self.total)
        column.addWidget(self.take_all)

    @property
    def score(self) -> Score | None:
        """The line that is open."""
        index = self.table.currentIndex()
        return self.scores.items[index.row()] if index.isValid() else None

    # ------------------------------------------------ refreshing

    def _refresh(self) -> None:
        report = self._session.report
        self._all = score_list(report.desk, report.suggestions())
        sheet = self.scope.sheet
        owner = sheet.copy if self.scope.only_here and sheet is not None else UNIT
        self.total.setText(breakable(_standing_words(standings(report.desk, owner))))
        self.total.setVisible(bool(self.total.text()))
        self._show()

    def _show(self) -> None:
        current, bar = self.score, self.table.verticalScrollBar()
        ref, top = (current.ref if current else None), bar.value()
        row = self.table.currentIndex().row()
        wanted = [score for score in self._all if self.scope.wants((score.place,))]
        may = take_all(wanted) is not None and not self._session.read_only
        self.take_all.setEnabled(may)
        if self.only_open.isChecked():
            wanted = [score for score in wanted if score.state in _OPEN]
        self.scores.show_scores(wanted)
        self._put_back(ref, row)
        bar.setValue(top)
        self._show_detail()

    def _put_back(self, ref: Ref | None, row: int) -> None:
        """The same line stays current, or its neighbour."""
        if ref is None or not self.scores.items:
            return
        found = self.scores.row_of(ref)
        if found < 0:
            found = min(row, len(self.scores.items) - 1)
        if found != self.table.currentIndex().row():
            self.table.setCurrentIndex(self.scores.index(found, 0))

    def _show_detail(self) -> None:
        score = self.score
        shown = (score, bool(self._all), self._session.read_only)
        if shown == self._detailed:
            return
        self._detailed = shown
        held = self.detail.holds_focus()
        self.detail.start()
        if score is None:
            self.detail.add(_PICK if self._all else _NONE, quiet=True)
        else:
            self._fill(score)
        self.detail.finish()
        if held:
            self.table.setFocus()

    def _fill(self, score: Score) -> None:
        page, suggestion = self.detail, score.suggestion
        page.add(score.where, quiet=True)
        page.add(score.name, bold=True)
        page.named("状态", f"{score.state.sign} {score.state.words}")
        page.named("分值", score.weight)
        page.named("算法", suggestion.formula)
        page.named("代入", suggestion.numbers)
        page.named("依据", suggestion.clause)
        single = len(score.offers) == 1
        for number, edit in enumerate(score.offers):
            word = "" if single else ("最高 ", "最低 ")[number]
            page.button(
                f"采用建议 {word}{edit.raw}",
                lambda edit=edit: self._take(score, edit),  # type: ignore[misc]
                enabled=not self._session.read_only and score.typed != edit.raw,
            )
        page.button(
            "到这一格" if single else "到这一格，在范围内自己填",
            lambda: self._session.jump(score.place),
        )

    # ------------------------------------------------ taking

    def _clicked(self, index: QModelIndex) -> None:
        self._session.jump(self.scores.items[index.row()].place)

    def _take(self, score: Score, edit: SetValue) -> None:
        if self._session.apply(edit, f"采用建议得分 {edit.raw}"):
            self._session.said.emit(f"“{score.name}”已填 {edit.raw}。按 Ctrl+Z 可以撤销。")

    def _take_all(self) -> None:
        self._session.settle()
        self._refresh()
        step = take_all([score for score in self._all if self.scope.wants((score.place,))])
        if step is not None and self._session.apply(step, step.label):
            self._session.said.emit(f"已填 {len(step.edits)} 格得分。按 Ctrl+Z 可以一次撤销。")


def _standing_words(found: list[Standing]) -> str:
    """总得分 96.5　评价等级 优."""
    return "　".join(f"{one.name} {one.text}" for one in found)
