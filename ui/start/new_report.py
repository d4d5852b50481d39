"""NewReport: the dialog for a new self-evaluation: unit, year, and the county's pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.forms.library import Library
from core.storage.kept import ReportLine
from core.texts import tidy
from core.workspace import choosing, overview
from ui.start.pack_chooser import PackChooser
from ui.start.room import give_room
from ui.still import StillCombo

WIDE, HIGH = 46, 30  # characters, lines


class NewReport(QDialog):
    """Asks what a new report is made of; tells what is wanted and closes."""

    create_wanted = Signal(str, int, str)  # unit, year, pack
    opened = Signal(int)  # the report that exists already is to be opened instead

    def __init__(
        self,
        library: Library,
        lines: Sequence[ReportLine],
        this_year: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建一份自评")
        self._lines = lines
        self.unit = QLineEdit()
        self.year = StillCombo()
        self.packs = PackChooser(library, choosing.pack_used_last(lines))
        self.notice = QLabel()
        self._frame = QFrame()
        self.open_button = QPushButton("打开已有的(&O)")
        self.create_button = QPushButton("新建(&N)")
        self._offer_units()
        self._offer_years(this_year)
        self._lay_out()
        self.unit.textChanged.connect(self._look)
        self.year.editTextChanged.connect(self._look)
        self.packs.changed.connect(self._look)
        self.packs.taken.connect(self._create)
        self._look()
        (self.packs.search if self.unit.text() else self.unit).setFocus()

    # ------------------------------------------------ making

    def _offer_units(self) -> None:
        known = overview.units(self._lines)
        completer = QCompleter(known, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.unit.setCompleter(completer)
        self.unit.setPlaceholderText("单位全称，照公章写，如 某某镇人民政府")
        if len(known) == 1:
            self.unit.setText(known[0])

    def _offer_years(self, this_year: int) -> None:
        self.year.setEditable(True)
        self.year.setInsertPolicy(StillCombo.InsertPolicy.NoInsert)
        self.year.setCompleter(None)  # type: ignore[arg-type]
        self.year.addItems([str(year) for year in choosing.offered_years(this_year)])
        self.year.setCurrentText(str(choosing.usual_year(this_year)))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("单位名称(&U)", self.unit)
        years = QHBoxLayout()
        years.addWidget(self.year)
        hint = QLabel("评价哪一年的预算，就写哪一年；一般是上一年。")
        hint.setProperty("quiet", True)
        years.addWidget(hint)
        years.addStretch()
        year_label = QLabel("年度(&Y)")
        year_label.setBuddy(self.year)
        form.addRow(year_label, years)
        pack_label = QLabel("哪个县的表(&P)")
        pack_label.setBuddy(self.packs.search)
        form.addRow(pack_label, self.packs)
        self._frame.setProperty("banner", True)
        self.notice.setWordWrap(True)
        QHBoxLayout(self._frame).addWidget(self.notice)
        cancel = QPushButton("取消(&C)")
        cancel.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._open_instead)
        self.create_button.clicked.connect(self._create)
        row = QHBoxLayout()
        row.addStretch()
        for button in (self.open_button, self.create_button, cancel):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(form, 1)
        column.addWidget(self._frame)
        column.addLayout(row)
        give_room(self, WIDE, HIGH)

    # ------------------------------------------------ what it says

    def _look(self) -> None:
        """After every change: is there such a report already, or anything to be careful about?"""
        existing = self._existing()
        self.open_button.setVisible(existing is not None)
        self.create_button.setText("新建(&N)" if existing is None else "仍然新建(&N)")
        (self.create_button if existing is None else self.open_button).setDefault(True)
        self._tell(self._careful() if existing is None else _exists(existing))

    def _existing(self) -> ReportLine | None:
        year = choosing.read_year(self.year.currentText())
        head = self.packs.head()
        if year is None or head is None:
            return None
        return overview.same(self._lines, self.unit.text(), year, head.id)

    def _careful(self) -> str:
        year, head = choosing.read_year(self.year.currentText()), self.packs.head()
        return choosing.too_early(head, year) if year is not None and head is not None else ""

    def _tell(self, text: str) -> None:
        self.notice.setText(text)
        self._frame.setVisible(bool(text))

    def _miss(self, field: QWidget, text: str) -> None:
        """Something is lacking: say so and go there."""
        self._tell(text)
        field.setFocus()

    # ------------------------------------------------ what is wanted

    def _create(self) -> None:
        unit, year = tidy(self.unit.text()), choosing.read_year(self.year.currentText())
        head = self.packs.head()
        if not unit:
            self._miss(self.unit, "请写单位名称。")
        elif year is None:
            self._miss(self.year, "年度请写四位数字，如 2025。")
        elif head is None:
            self._miss(self.packs.search, "请选一个县；找不到本县时，用“通用”。")
        elif self.packs.problem:
            self._miss(self.packs.search, self.packs.problem)
        else:
            self.create_wanted.emit(unit, year, head.id)
            self.accept()

    def _open_instead(self) -> None:
        existing = self._existing()
        if existing is not None:
            self.opened.emit(existing.id)
            self.accept()


def _exists(line: ReportLine) -> str:
    when = overview.changed_text(line.changed, datetime.now())
    return (
        f"{overview.title(line)}已经有一份，最近修改：{when}。"
        "要接着填，请打开已有的；确实要另做一份，请按“仍然新建”。"
    )
