"""ProblemsPanel: the verdict, the findings in groups, and the opened one with its remedies."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.checks.finding import Finding, Key, Severity
from core.workspace import problems
from core.workspace.open_report import Update
from core.workspace.problem_detail import Fix, detail, take_back
from core.workspace.problems import Line, LineKey, Mark, Shown, Sort, finding_line
from ui.panels.explain_dialog import ExplainDialog
from ui.panels.finding_detail import FindingDetail
from ui.panels.finding_list import FindingList
from ui.panels.parts import Lazily, ScopeBox
from ui.panels.verdict import Verdict
from ui.session import Session

_NONE = "没有发现问题。"
_NONE_HERE = "本表没有发现问题。"
_PICK = "在上面选一条，这里说明原因和改法。"
_WRAPPED = {1: "已经是最后一条，又从第一条开始。", -1: "已经是第一条，又从最后一条开始。"}


class ProblemsPanel(QWidget):
    """F8 and Shift+F8 of the window call `next_problem` and `previous_problem`."""

    picked = Signal(object)  # Finding that was gone to

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = Shown(session.report.audit.findings)
        self._trial: Update | None = None  # what the text in an open editor would bring
        self._toggled: set[LineKey] = set()
        self._unvisited = False  # the selection only slid onto its finding
        self.scope = ScopeBox(session)
        self.list = FindingList()
        self.detail = FindingDetail()
        self._lay_out()
        self._late = Lazily(self, self._refresh)  # the form is painted first
        self.scope.changed.connect(self._refresh)
        self.list.chosen.connect(self._chosen)
        self.list.folded.connect(self._fold)
        self.list.looked_at.connect(self._show_detail)
        self.detail.fix_chosen.connect(self._apply)
        self.detail.explain_asked.connect(self._ask)
        self.detail.take_back_asked.connect(self._take_back)
        session.updated.connect(self._updated)
        session.tried.connect(self._tried)
        self._refresh()

    def _lay_out(self) -> None:
        self._banner = Verdict()
        self.verdict = self._banner.words
        line = QHBoxLayout()
        label = QLabel("看(&G)：")
        label.setBuddy(self.scope)
        line.addWidget(label)
        line.addWidget(self.scope, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setSizes([300, 270])  # shares
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        for part in (self.list, self.detail):
            part.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        column.addLayout(line)
        column.addWidget(split, 1)
        QWidget.setTabOrder(self.scope, self.list)

    # ------------------------------------------------ what others ask

    def next_problem(self) -> bool:
        """Go to the next finding in the order of the forms; False when there is none."""
        return self._step(1)

    def previous_problem(self) -> bool:
        """Go to the finding before."""
        return self._step(-1)

    def count_by_form(self) -> dict[str, Counter[Severity]]:
        """Open findings of each form, for the signs on the tabs."""
        return problems.count_by_form(self._session.report.audit.findings)

    @property
    def finding(self) -> Finding | None:
        """The finding that is open."""
        line = self.list.line
        return line.finding if line is not None else None

    # ------------------------------------------------ refreshing

    def _updated(self, update: Update) -> None:
        self._trial = None
        self._late.ask()

    def _tried(self, update: Update) -> None:
        self._trial = update
        self._late.ask()

    def _refresh(self) -> None:
        report = self._session.report
        self._shown = (
            problems.shown_of(report.audit, self._trial)
            if self._trial is not None
            else Shown(report.audit.findings)
        )
        self._banner.tell(
            problems.verdict(report.audit, report.filling), problems.worst(report.audit)
        )
        self._show_lines()
        self._show_detail()

    def _show_lines(self) -> None:
        lines = problems.lay_out(
            self._shown,
            self._toggled,
            lambda finding: self.scope.wants(finding.cells),
        )
        if not self.list.show_lines(lines, self._session.report.desk):
            self._unvisited = True

    def _show_detail(self) -> None:
        finding = self.finding
        held = self.detail.holds_focus()
        report = self._session.report
        self.detail.show_detail(
            detail(report, finding) if finding is not None else None,
            self._empty_words(),
            not report.read_only and not self._is_provisional(),
        )
        if held and not self.detail.holds_focus():
            self.list.setFocus()

    def _empty_words(self) -> str:
        if self.list.lines.lines:
            return _PICK
        return _NONE_HERE if self.scope.only_here and self._shown.findings else _NONE

    def _is_provisional(self) -> bool:
        line = self.list.line
        return line is not None and line.mark is not Mark.NONE

    # ------------------------------------------------ going to findings

    def _chosen(self, line: Line) -> None:
        if line.finding is not None:
            self._go_to(line.finding)

    def _step(self, step: int) -> bool:
        self._session.settle()
        self._late.now()
        findings = self._session.report.audit.findings
        current = self.finding
        key: Key | None = current.key if current is not None else None
        if self._unvisited and current is not None and step > 0 and not current.explained:
            found, wrapped = current, False
        else:
            after, wrapped = problems.step_from(findings, key, step)
            if after is None:
                self._session.said.emit("没有要处理的问题。")
                return False
            found = after
        if wrapped:
            self._session.said.emit(_WRAPPED[step])
        self._go_to(found)
        return True

    def _go_to(self, finding: Finding) -> None:
        """Show it in the list, and its cells on the sheet."""
        self._unvisited = False
        words = tuple(words.place for words in finding.words[:1])
        places = words + tuple(place for place in finding.cells if place.form)
        if places:
            self.scope.go_to(places[0])
            self._session.jump(places[0], places)
        else:
            self._session.said.emit("这一条不在某一格里，请看右边的说明。")
        self._unfold(finding)
        self.list.go_to(finding_line(finding.key))
        self.picked.emit(finding)

    # ------------------------------------------------ folding

    def _fold(self, line: Line) -> None:
        self._toggled ^= {line.key}
        self._show_lines()

    def _unfold(self, finding: Finding) -> None:
        """Open the heading under which a finding stands."""
        if self.list.lines.row_of(finding_line(finding.key)) < 0:
            head = Line(Sort.HEAD, problems.group_of(finding)).key
            row = self.list.lines.row_of(head)
            if row >= 0 and not self.list.lines.lines[row].is_open:
                self._fold(self.list.lines.lines[row])

    # ------------------------------------------------ putting right, explaining

    def _apply(self, fix: Fix) -> None:
        if fix.edit is None:
            if fix.cell is not None:
                self._session.jump(fix.cell)
        elif self._session.apply(fix.edit, fix.label):
            self._session.said.emit(f"已做：{fix.label}。按 Ctrl+Z 可以撤销。")

    def _ask(self) -> None:
        self._session.settle()
        shown = self.detail.detail
        if shown is None:
            return
        dialog = ExplainDialog(self._session.report, shown, self)
        dialog.finished.connect(lambda result: self._explained(dialog, result))
        dialog.open()

    def _explained(self, dialog: ExplainDialog, result: int) -> None:
        if result != QDialog.DialogCode.Accepted.value:
            return
        shown = dialog.detail
        if self._session.explain(shown.finding, dialog.text, shown.needs_force):
            self._session.said.emit("说明已保存。按 Ctrl+Z 可以撤销。")
            self.list.setFocus()  # the button that opened the dialog is gone

    def _take_back(self) -> None:
        finding = self.finding
        if finding is not None and self._session.apply(take_back(finding), "撤销审核说明"):
            self._session.said.emit("说明已撤销。按 Ctrl+Z 可以恢复。")
