"""Finding lines: what the audit says of one field, written under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from core.checks.finding import Finding
from ui import look

MOST = 4
Said = tuple[Finding, bool]  # the finding, and whether it is only of a text being typed


class FindingLines(QWidget):
    """One line per finding: sign and message; a provisional one says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[Said, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_findings(self, said: tuple[Said, ...]) -> None:
        """Replace what is said; the same again changes nothing on the screen."""
        if said == self._said:
            return
        self._said = said
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        for row, (finding, fresh) in enumerate(said[:MOST]):
            self._line(row, finding, fresh)
        if len(said) > MOST:
            self._grid.addWidget(QLabel(f"还有 {len(said) - MOST} 项，见审核结果。"), MOST, 1)
        self.setVisible(bool(said))

    def _line(self, row: int, finding: Finding, fresh: bool) -> None:
        sign = QLabel()
        side = self.fontMetrics().height()
        sign.setPixmap(look.severity_icon(finding.severity, side).pixmap(side, side))
        sign.setAccessibleName(finding.severity.value)
        told = f"{finding.severity.value}：{finding.message}"
        if finding.explained:
            told += f"（已说明：{finding.explained}）"
        words = QLabel(f"编辑中　{told}" if fresh else told)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words.setProperty("quiet", fresh)
        self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
