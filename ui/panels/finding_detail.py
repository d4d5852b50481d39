"""FindingDetail: the opened finding: all its words, one-click remedies, its 审核说明."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.workspace.problem_detail import Detail, Fix
from ui.panels.page import Page


class FindingDetail(Page):
    """Rebuilt only when what it shows is different."""

    fix_chosen = Signal(object)  # Fix
    explain_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: Detail | None = None
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName("问题详情")

    def show_detail(self, detail: Detail | None, empty: str, editable: bool) -> None:
        """Show a finding, or a line that says why there is none."""
        wanted = (detail, empty, editable)
        if wanted == self._shown:
            return
        same = detail is not None and self.detail is not None and _same(detail, self.detail)
        scrolled = self.verticalScrollBar().value() if same else 0
        self.detail, self._shown = detail, wanted
        self.start()
        if detail is None:
            self.add(empty, quiet=True)
        else:
            self._fill(detail, editable)
        self.finish()
        self.widget().adjustSize()
        self.verticalScrollBar().setValue(scrolled)

    def _fill(self, detail: Detail, editable: bool) -> None:
        self.add(detail.place, quiet=True)
        self.add(detail.finding.message, bold=True)
        self._note(detail, editable)
        for fix in detail.fixes:
            self._fix(fix, editable)
        explained = bool(detail.note or detail.old_note)
        if not explained and not detail.needs_force:
            self.button("写审核说明…", self.explain_asked.emit, "", editable)
        for name, text in detail.texts:
            self.named(name, text)
        if not explained and detail.needs_force:  # the last way out stands last
            self.button(
                "强制说明…", self.explain_asked.emit, "确实没有错的，写明原因也可以上报", editable
            )

    def _fix(self, fix: Fix, editable: bool) -> None:
        self.button(
            fix.title,
            lambda: self.fix_chosen.emit(fix),
            fix.reason,
            editable or fix.edit is None,
        )

    def _note(self, detail: Detail, editable: bool) -> None:
        """The explanation given, or one that has to be given again."""
        if detail.note:
            self.named("强制说明" if detail.finding.forced else "审核说明", detail.note)
            self.button("修改说明…", self.explain_asked.emit, "", editable)
        elif detail.old_note:
            self.named("原说明", detail.old_note)
            self.add(detail.old_why, bold=True)
            self.button("重新说明…", self.explain_asked.emit, "", editable)
        if detail.note or detail.old_note:
            self.button("撤销说明", self.take_back_asked.emit, "", editable)


def _same(a: Detail, b: Detail) -> bool:
    """The same finding, with other numbers perhaps."""
    return a.finding.key == b.finding.key
