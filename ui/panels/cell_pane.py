"""CellPane: what the cell under the cursor means, where it comes from, what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.checks.finding import Finding
from core.layout.grid import Cell
from core.workspace.cell_info import CellInfo, cell_info
from core.workspace.score_list import Score, score_of
from ui.panels.page import Page
from ui.panels.parts import Lazily
from ui.session import Session

_EMPTY = "把光标放到要填的格子上，这里说明它的意思、填法和来源。"


class CellPane(Page):
    """Rebuilt at most once per turn of the event loop, and only when it says something else."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cell: Cell | None = None
        self._shown: object = self
        self.setAccessibleName("本格说明")
        self._fill_in = Lazily(self, self._refresh)
        session.entered.connect(self._entered)
        session.updated.connect(self._fill_in.ask)

    def _entered(self, cell: Cell | None) -> None:
        self._cell = cell
        self._fill_in.ask()

    def _refresh(self) -> None:
        report = self._session.report
        info = cell_info(report, self._cell)
        score = None
        if info is not None and info.scored is not None:
            score = score_of(report.desk, report.suggestions(), info.scored)
        if (info, score) == self._shown:
            return
        self._shown = (info, score)
        self.start()
        if info is None:
            self.add(_EMPTY, quiet=True)
        else:
            self._fill(info, score)
        self.finish()

    def _fill(self, info: CellInfo, score: Score | None) -> None:
        self.add(info.where, quiet=True)
        self.add(info.title, bold=True)
        self.add(info.problem, bold=True)
        self.add(info.note)
        self.named("填法", info.how)
        self.add(info.following)
        self.named("公式", info.formula)
        self.named("代入", info.numbers if info.formula else "")
        self.add(info.difference)
        if score is not None:
            self._score(score, info.clause)
        self.named("也叫", info.names)
        self.named("依据", info.clause)
        if info.elsewhere:
            self.add("这一项还出现在：", quiet=True)
        for other in info.elsewhere:
            home = "在那里填写" if other.home else "跟着填写的地方"
            self.button(
                other.words,
                lambda place=other.place: self._session.jump(place),  # type: ignore[misc]
                f"{home}，现在是 {other.text}",
            )
        self._findings(info)

    def _score(self, score: Score, clause: str) -> None:
        suggestion = score.suggestion
        self.named("建议", f"{suggestion.text}（{score.state.sign} {score.state.words}）")
        self.named("算法", suggestion.formula)
        self.named("代入", suggestion.numbers)
        if suggestion.clause != clause:  # which is told below
            self.named("计分依据", suggestion.clause)

    def _findings(self, info: CellInfo) -> None:
        if info.findings:
            self.add("这一格的问题：", quiet=True)
        for finding in info.findings:
            self.button(
                f"{finding.severity.value}：{finding.message}",
                lambda finding=finding: self._jump(finding),  # type: ignore[misc]
            )
        if info.more_findings:
            self.add(f"还有 {info.more_findings} 条，见问题栏。", quiet=True)

    def _jump(self, finding: Finding) -> None:
        places = tuple(place for place in finding.cells if place.form)
        self._session.jump(places[0], places)
