"""Unit tab: 单位信息: what is said once of the unit, the year and the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.facts.edits import SetYear
from core.facts.model import Placement, Ref
from core.workspace.open_report import NO_CHANGE, Update
from core.workspace.unit_card import CardField, card_fields
from ui.session import Session
from ui.tabs.fact_row import FactRow
from ui.tabs.settings_box import SettingsBox
from ui.tabs.year_dialog import YearDialog

WIDE = 62  # characters: longer lines are hard to read


class UnitTab(QWidget):
    """A page of labelled fields; it scrolls."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = False
        self.rows: dict[Ref, FactRow] = {}
        self.settings = SettingsBox(session)
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._lay_out()
        self._build(card_fields(session.report))
        self._tell(Update(NO_CHANGE, session.report.audit))
        session.on_settle(self.commit)
        session.updated.connect(self._updated)
        session.tried.connect(self._tell)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setMaximumWidth(self.fontMetrics().horizontalAdvance("年") * WIDE)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(12)
        title = QLabel("单位信息")
        title.setProperty("title", True)
        column.addWidget(title)
        told = QLabel("这里的内容只填一次，各张表的表头和签字行都会跟着变。")
        told.setProperty("quiet", True)
        told.setWordWrap(True)
        column.addWidget(told)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        column.addWidget(self._fields)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        column.addWidget(line)
        column.addWidget(self.settings)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        holder = QWidget()
        around = QHBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(page, 1)
        around.addStretch(0)
        self.area.setWidget(holder)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.area)

    def _build(self, fields: list[CardField]) -> None:
        """The lines of the card, anew."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = {}
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(QLabel("年度"), 0, 0)
        self._grid.addWidget(self._year_line(), 0, 1)
        for number, field in enumerate(fields, start=1):
            row = self.rows[field.ref] = FactRow(self.session, field)
            label = QLabel(field.ref.name)
            label.setBuddy(row.editor)
            label.setMinimumHeight(row.editor.sizeHint().height())  # level with the editor
            self._grid.addWidget(label, number, 0, top)
            self._grid.addWidget(row, number, 1)

    def _year_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        self.year = QLabel()
        self._show_year()
        row.addWidget(self.year)
        self.change_year = QPushButton("更改年度(&Y)…")
        self.change_year.setAutoDefault(False)
        self.change_year.setEnabled(not self.session.read_only)
        self.change_year.clicked.connect(self.ask_year)
        row.addWidget(self.change_year)
        row.addStretch(1)
        return line

    def _show_year(self) -> None:
        head = self.session.pack.head
        self.year.setText(f"{self.session.snapshot.year} 年度　（{head.name}的表）")

    # ------------------------------------------------ in and out

    def commit(self) -> None:
        """Commit whatever is being typed here."""
        for row in list(self.rows.values()):
            row.commit()
        self.settings.commit()

    def ask_year(self) -> None:
        """Ask for another year, and change it."""
        self.session.settle()
        dialog = YearDialog(self.session.pack, self.session.snapshot.year, self)
        if dialog.exec() == YearDialog.DialogCode.Accepted:
            self.session.apply(SetYear(dialog.year), "更改年度")
        dialog.deleteLater()

    def go_to(self, place: Placement) -> bool:
        """Put the cursor into a fact's field; False when it has none here."""
        row = self.rows.get(place.ref)
        if row is None:
            return False
        self.area.ensureWidgetVisible(row)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # ------------------------------------------------ refreshing

    def _updated(self, update: Update) -> None:
        if self.isVisible():
            self._refresh(update)
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh(Update(NO_CHANGE, self.session.report.audit))

    def _refresh(self, update: Update) -> None:
        self._stale = False
        fields = card_fields(self.session.report)
        if [field.ref for field in fields] != list(self.rows):
            self._build(fields)
        for field in fields:
            self.rows[field.ref].refresh(field)
        self._show_year()
        self.settings.refresh()
        self._tell(update)

    def _tell(self, update: Update) -> None:
        for row in self.rows.values():
            row.tell(update)
