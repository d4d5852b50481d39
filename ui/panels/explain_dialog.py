"""ExplainDialog: write the 审核说明 of a finding, or send an 错误 on with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.workspace.open_report import OpenReport
from core.workspace.problem_detail import Detail, lacks_words
from ui.panels.parts import breakable, words

_PLAIN = "说明会随这份材料保存，并印在审核说明清单上。数值改动以后要重新说明。"
_FORCE = (
    "这是一条错误，一般应当改正。确实没有错、或者一时改不了的，可以写明原因强制上报："
    "这一条改列“需说明”，并一直带着“强制说明”的标记，说明印在审核说明清单上，"
    "由财政局核对。数值改动以后要重新说明。"
)


class ExplainDialog(QDialog):
    """Opened for one finding; `accepted` when the text is long enough and confirmed."""

    def __init__(self, report: OpenReport, detail: Detail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.detail = detail
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("强制说明" if detail.needs_force else "审核说明")
        column = QVBoxLayout(self)
        column.addWidget(words(detail.place, quiet=True))
        column.addWidget(words(breakable(detail.finding.message)))
        column.addWidget(words(_FORCE if detail.needs_force else _PLAIN, quiet=True))
        label = QLabel("原因(&R)：")
        self.edit = QPlainTextEdit(detail.note or detail.old_note)
        self.edit.setTabChangesFocus(True)
        label.setBuddy(self.edit)
        line = self.edit.fontMetrics().lineSpacing()
        self.edit.setMinimumHeight(5 * line)
        column.addWidget(label)
        column.addWidget(self.edit, 1)
        self.lack = words("", quiet=True)
        column.addWidget(self.lack)
        self.buttons = QDialogButtonBox()
        self.ok = self.buttons.addButton("确定(&O)", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton("取消(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        self.edit.textChanged.connect(self._judge)
        self._judge()
        self.resize(30 * line, 18 * line)

    @property
    def text(self) -> str:
        """What was written."""
        return self.edit.toPlainText().strip()

    def _judge(self) -> None:
        lacks = lacks_words(self._report, self.detail.needs_force, self.text)
        self.ok.setEnabled(not lacks)
        self.lack.setText(lacks)
