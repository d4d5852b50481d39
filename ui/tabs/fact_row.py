"""Fact row: one fact of the unit: its editor, what it means, where it appears, what is wrong."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.facts.values import Kind
from core.workspace.open_report import Update
from core.workspace.unit_card import CardField, date_of, date_text, findings_on
from ui.session import Session
from ui.tabs.editors import ChoiceEditor, LineEditor
from ui.tabs.finding_lines import FindingLines

CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class FactRow(QWidget):
    """The right-hand side of one line of the card."""

    def __init__(self, session: Session, field: CardField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.field = field
        self.editor: LineEditor | ChoiceEditor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        line = QHBoxLayout()
        column.addLayout(line)
        self.editor = self._choice() if field.choices else self._line()
        self.editor.allow(not session.read_only)
        self.editor.setAccessibleName(field.ref.name)
        line.addWidget(self.editor, 1)
        if field.kind is Kind.DATE and not session.read_only:
            button = QPushButton("日历…")
            button.setToolTip("从日历里选一天")
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self._calendar(button))
            line.addWidget(button)
        hint = QLabel(_about(field))
        hint.setWordWrap(True)
        hint.setProperty("quiet", True)
        column.addWidget(hint)
        self.findings = FindingLines()
        column.addWidget(self.findings)
        self.refresh(field)

    def _line(self) -> LineEditor:
        editor = LineEditor()
        editor.setPlaceholderText("必填" if self.field.required else "选填")
        editor.paused.connect(lambda text: self._session.try_text(self.field.cell, text))
        editor.left.connect(self.commit)
        editor.dropped.connect(self._session.drop_text)
        return editor

    def _choice(self) -> ChoiceEditor:
        editor = ChoiceEditor(self.field.choices)
        editor.picked.connect(lambda text: self._session.type_in(self.field.cell, text))
        return editor

    # ------------------------------------------------ in and out

    def refresh(self, field: CardField) -> None:
        """The fact as it stands now; what is being typed stays."""
        self.field = field
        self.editor.show_stored(field.text)

    def commit(self) -> None:
        """Put what was typed into the report; text that could not be stored stays here."""
        editor = self.editor
        if isinstance(editor, LineEditor) and editor.changed:
            text = editor.text() if editor.text().strip() else ""
            if self._session.type_in(self.field.cell, text):
                editor.take(text)

    def tell(self, update: Update) -> None:
        """What an audit, or a trial of what is being typed, says of this fact."""
        found = findings_on(update.report.findings, self.field.ref)
        self.findings.show_findings(tuple((f, f.key in update.fresh) for f in found))

    # ------------------------------------------------ the calendar

    def _calendar(self, button: QWidget) -> None:
        self.commit()
        popup = Calendar(date_of(self._session.snapshot, self.field.ref), self)
        popup.picked.connect(self._pick)
        popup.show_below(button)

    def _pick(self, day: dt.date) -> None:
        self._session.type_in(self.field.cell, date_text(self._session.report, day))
        self.editor.setFocus()


class Calendar(QFrame):
    """A calendar that goes away when a day is chosen, or by Esc."""

    picked = Signal(object)  # dt.date

    def __init__(self, day: dt.date | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.days = QCalendarWidget()
        self.days.setLocale(CHINESE)
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if day is not None:
            self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self.days.clicked.connect(self._choose)
        self.days.activated.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 2)
        box.addWidget(self.days)

    def show_below(self, button: QWidget) -> None:
        """Under a button, but on the screen."""
        self.adjustSize()
        place = button.mapToGlobal(QPoint(button.width() - self.width(), button.height()))
        room = button.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        if place.y() + self.height() > room.bottom():
            place.setY(button.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(place)
        self.show()
        self.days.setFocus()

    def _choose(self, day: QDate) -> None:
        if self.isVisible():  # Enter and a click may both tell
            self.close()
            self.picked.emit(dt.date(day.year(), day.month(), day.day()))


def _about(field: CardField) -> str:
    where = "、".join(f"《{form}》" for form in field.forms)
    return f"{field.hint}　出现在{where}。".strip()
