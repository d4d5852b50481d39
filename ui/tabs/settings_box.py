"""Settings box: the county's settings, folded away: most users never need to change one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.checks.finding import Severity
from core.workspace.unit_card import SettingLine, set_setting, setting_lines, wrong_setting
from ui import look
from ui.session import Session
from ui.tabs.editors import ChoiceEditor, LineEditor


class SettingRow(QWidget):
    """One setting: its editor, what it means, what the pack itself says, and the way back."""

    def __init__(self, session: Session, line: SettingLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = line.name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        row = QHBoxLayout()
        column.addLayout(row)
        self.editor: LineEditor | ChoiceEditor
        if line.choices:
            self.editor = ChoiceEditor(line.choices, optional=False)
            self.editor.picked.connect(self._set)
        else:
            self.editor = LineEditor()
            self.editor.left.connect(self.commit)
            self.editor.dropped.connect(lambda: self._complain(""))
        self.editor.setAccessibleName(line.name)
        self.editor.allow(not session.read_only)
        row.addWidget(self.editor, 1)
        self.back = QPushButton("恢复默认")
        self.back.setAccessibleName(f"{line.name}：恢复默认")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._restore)
        row.addWidget(self.back)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("quiet", True)
        column.addWidget(self.note)
        self.wrong = QLabel()
        self.wrong.setWordWrap(True)
        self.wrong.setStyleSheet(f"color: {look.SEVERITY_COLOUR[Severity.ERROR].name()};")
        self.wrong.hide()
        column.addWidget(self.wrong)
        self.refresh(line)

    def refresh(self, line: SettingLine) -> None:
        """The setting as it stands now."""
        self.editor.show_stored(line.text)
        own = line.own or "空着"
        self.note.setText(
            f"{line.note}　本套表原定：{own}。" + ("现在用的是您改过的。" if line.changed else "")
        )
        self._own = line.own
        self.back.setEnabled(line.changed and not self._session.read_only)

    def commit(self) -> None:
        """Put what was typed into force; what cannot be understood stays, and says why."""
        editor = self.editor
        if not isinstance(editor, LineEditor) or not editor.changed:
            return
        problem = wrong_setting(self._session.pack, self._name, editor.text())
        self._complain(problem)
        if not problem and self._set(editor.text()):
            editor.take(editor.text())
            self._show_stored()

    def _set(self, text: str) -> bool:
        edit = set_setting(self._session.pack, self._session.snapshot, self._name, text)
        if edit is None:
            return True
        return self._session.do(lambda: self._session.report.apply(edit, f"设置{self._name}"))

    def _restore(self) -> None:
        self._session.settle()
        self._complain("")
        if isinstance(self.editor, LineEditor):
            self.editor.take("")  # what is still there could not be understood
        self._set(self._own)
        self._show_stored()

    def _show_stored(self) -> None:
        lines = setting_lines(self._session.pack, self._session.snapshot)
        self.refresh(next(line for line in lines if line.name == self._name))

    def _complain(self, problem: str) -> None:
        self.wrong.setText(f"没有改：{problem}" if problem else "")
        self.wrong.setVisible(bool(problem))


class SettingsBox(QWidget):
    """A heading that folds, and the settings under it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.fold = QToolButton()
        self.fold.setText("设置（一般不用改）(&S)")
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setArrowType(Qt.ArrowType.RightArrow)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold.toggled.connect(self._unfold)
        column.addWidget(self.fold)
        self.body = QWidget()
        column.addWidget(self.body)
        grid = QGridLayout(self.body)
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(12)
        told = QLabel("各县的规定不同。本县通知与这里不一样时，照通知改；改了可以撤销。")
        told.setWordWrap(True)
        grid.addWidget(told, 0, 0, 1, 2)
        self.rows: dict[str, SettingRow] = {}
        for number, line in enumerate(setting_lines(session.pack, session.snapshot), start=1):
            row = self.rows[line.name] = SettingRow(session, line)
            label = QLabel(line.name)
            label.setBuddy(row.editor)
            label.setMinimumHeight(row.editor.sizeHint().height())  # level with the editor
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row, number, 1)
        self.body.hide()

    def refresh(self) -> None:
        """All settings as they stand now."""
        for line in setting_lines(self._session.pack, self._session.snapshot):
            self.rows[line.name].refresh(line)

    def commit(self) -> None:
        """Put what was typed into force."""
        for row in self.rows.values():
            row.commit()

    def _unfold(self, open_: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        self.body.setVisible(open_)
