"""Report tab: 自评报告: the outline on the left, the chosen chapter as plain text on the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from core.checks.finding import TEXT
from core.facts.model import Placement
from core.layout.chapters import Entry, entries, entry_with, report_names
from core.workspace.chapter_texts import characters, written
from core.workspace.open_report import Update
from ui.session import Session
from ui.tabs.chapter_editor import ChapterEditor
from ui.tabs.editors import ChoiceEditor
from ui.tabs.outline_model import OutlineModel

STEP = "修改报告"


class ReportTab(QWidget):
    """Texts are stored when the editor is left and shortly after the last key."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = False
        names = report_names(session.pack)
        self._report = names[0]
        self._entry: Entry | None = None  # whose text the editor holds
        self._back = QTimer(self, singleShot=True, interval=0)  # once a click is dealt with
        self._back.timeout.connect(self._refresh)
        self.choice = ChoiceEditor(names, optional=False)
        self.choice.show_stored(self._report)
        self.choice.setVisible(len(names) > 1)
        self.choice.setAccessibleName("报告")
        self.model = OutlineModel(self)
        self.outline = QTreeView()
        self.heading = QLabel()
        self.guide = QLabel()
        self.editor = ChapterEditor()
        self.counted = QLabel()
        self._lay_out()
        self.choice.picked.connect(self.choose_report)
        self.outline.selectionModel().currentRowChanged.connect(self._chosen)
        self.outline.activated.connect(lambda: self.editor.setFocus())
        self.editor.ready.connect(self.commit)
        self.editor.edited.connect(self._count)
        session.on_settle(self.commit)
        session.updated.connect(self._updated)
        self._refresh()

    def _lay_out(self) -> None:
        self.outline.setModel(self.model)
        self.outline.setRootIsDecorated(False)
        self.outline.setUniformRowHeights(True)
        self.outline.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.outline.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.outline.setTabKeyNavigation(False)
        self.outline.setAccessibleName("报告的章节")
        header = self.outline.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 4, 8)
        column.addWidget(self.choice)
        column.addWidget(self.outline, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 8, 8, 8)
        self.heading.setProperty("title", True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.guide.setTextFormat(Qt.TextFormat.PlainText)
        self.guide.setWordWrap(True)
        self.guide.setProperty("quiet", True)
        column.addWidget(self.heading)
        column.addWidget(self.guide)
        column.addWidget(self.editor, 1)
        column.addWidget(self.counted)
        self.editor.setReadOnly(self.session.read_only)
        self.editor.setAccessibleName("这一章的文字")
        font = self.editor.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)  # long texts are written here
        self.editor.setFont(font)
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        wide = self.fontMetrics().horizontalAdvance("章")
        split.setSizes([wide * 26, wide * 60])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)

    # ------------------------------------------------ in and out

    def commit(self) -> None:
        """Store what the editor holds, if that is not what is stored."""
        entry = self._entry
        if entry is None or not self.editor.changed:
            return
        text = self.editor.text
        edit = written(self.session.pack, self.session.snapshot, entry, text)
        if edit is None or self.session.do(lambda: self.session.report.apply(edit, STEP)):
            self.editor.take()

    def choose_report(self, name: str) -> None:
        """Show another of the pack's reports."""
        self.commit()
        self._report, self._entry = name, None
        self.choice.show_stored(name)
        self._refresh()

    def go_to(self, place: Placement) -> bool:
        """Open the chapter in which quoted words stand, and mark them."""
        if place.form != TEXT:
            return False
        found = entry_with(self.session.pack, self.session.snapshot, place.ref.name, place.nth)
        if found is not None:
            entry, nth = found
            if entry.report != self._report:
                self.choose_report(entry.report)
            self.outline.setCurrentIndex(self.model.index(self.model.row_of(entry), 0))
            self.editor.mark(place.ref.name, nth)
        return True

    # ------------------------------------------------ refreshing

    def _updated(self, update: Update) -> None:
        if self.isVisible():
            self._refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.commit()
        super().hideEvent(event)

    def _refresh(self) -> None:
        self._stale = False
        self.model.show_entries(entries(self.session.pack, self.session.snapshot, self._report))
        row = self.model.row_of(self._entry)
        if row < 0:
            self._open(self.model.items[0] if self.model.items else None)
            row = 0
        elif self._entry is not None:
            self._entry = self.model.items[row]
            self.editor.show_stored(self._entry.text)
            self._describe()
        if self.outline.currentIndex().row() != row and self.model.items:
            self.outline.selectionModel().setCurrentIndex(
                self.model.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
        self._count()

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        """Another chapter was chosen: the one being written is stored first."""
        chosen = self.model.items[now.row()] if now.isValid() else None
        if chosen is None or (self._entry is not None and chosen.key == self._entry.key):
            return
        self.commit()
        if self.editor.changed:  # it could not be stored: what was typed stays on the screen
            self._back.start()
            return
        row = self.model.row_of(chosen)
        self._open(self.model.items[row] if row >= 0 else chosen)

    def _open(self, entry: Entry | None) -> None:
        self._entry = entry
        self.editor.setEnabled(entry is not None)
        self.editor.show_chapter(entry.text if entry is not None else "")
        self._describe()
        self._count()

    def _describe(self) -> None:
        entry = self._entry
        self.heading.setText(entry.heading if entry is not None else "没有可以写的章节")
        guide = entry.guide if entry is not None else ""
        self.guide.setText(f"写作提示：{guide}" if guide else "")
        self.guide.setVisible(bool(guide))

    def _count(self) -> None:
        own = characters(self.editor.text)
        rest = sum(
            characters(other.text)
            for other in self.model.items
            if self._entry is None or other.key != self._entry.key
        )
        self.counted.setText(f"本章 {own} 字　全文 {own + rest} 字")
