"""PackChooser: finds the county's pack: a search field over a list, and what the pack holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.errors import ZipingtongError
from core.forms.library import Library
from core.forms.pack import PackHead
from core.workspace import choosing
from ui.start.lines_table import LinesTable
from ui.start.pack_model import REGION, PackModel
from ui.start.search_field import SearchField

SEEN = 3  # lines of the list, at least
TOLD = 3  # lines about the chosen pack


class PackChooser(QWidget):
    """One pack is always chosen, as long as there is any."""

    changed = Signal()  # another pack is chosen
    taken = Signal()  # this one, by a double click

    def __init__(self, library: Library, wanted: str) -> None:
        super().__init__()
        self._library = library
        self._heads = choosing.heads(library)
        self.problem = ""  # why the chosen pack cannot be used
        self.model = PackModel(self)
        self.list = LinesTable(self.model, (REGION,))
        self.search = SearchField(self.list, "写县名、市名或省名查找；上下键选择")
        self.told = QLabel()
        self._lay_out()
        self._wanted = wanted
        self._fill()
        self.search.textChanged.connect(self._fill)
        self.list.selectionModel().currentRowChanged.connect(self._tell)
        self.list.doubleClicked.connect(self.taken)

    def head(self) -> PackHead | None:
        """The chosen pack."""
        return self.model.item(self.list.currentIndex().row())

    def _lay_out(self) -> None:
        self.list.setAccessibleName("模板包")
        self.told.setWordWrap(True)
        self.told.setProperty("quiet", True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.told.setMinimumHeight(TOLD * self.fontMetrics().lineSpacing())
        self.list.setMinimumHeight((SEEN + 1) * self.list.verticalHeader().defaultSectionSize())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)

    def _fill(self) -> None:
        """What is sought: the best is chosen; with nothing sought, the one chosen before."""
        head = self.head()
        sought = self.search.text().strip()
        wanted = head.id if head is not None else self._wanted
        self.model.show_items(choosing.found_heads(self._heads, sought))
        self.list.choose(0 if sought else max(0, self.model.row_of(wanted)))
        self._tell()

    def _tell(self) -> None:
        """What the chosen pack contains; it is read only now, since it takes a moment."""
        head, self.problem = self.head(), ""
        if head is None:
            self.told.clear()
        else:
            try:
                self.told.setText(choosing.forms_text(self._library.pack(head.id)))
            except ZipingtongError as error:
                self.problem = f"{error.says}{error.remedy}"
                self.told.setText(self.problem)
        self.changed.emit()
