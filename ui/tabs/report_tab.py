"""Report tab: 自评报告: the outline on the left, the chosen chapter on the right."""

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

from core.checks.finding import TEXT, Words
from core.facts.model import Bound, Chapter, Placement, Ref
from core.layout.chapters import Entry, entries, report_names
from core.workspace.chapter_before import text_before
from core.workspace.chapter_figures import Figures
from core.workspace.chapter_texts import characters, written
from core.workspace.open_report import Update
from ui.panels.parts import Lazily
from ui.report_text.actions import ReportActions
from ui.report_text.before_pane import BeforePane
from ui.report_text.editor import ChapterEditor
from ui.report_text.find_bar import FindBar
from ui.report_text.finder import Finder
from ui.report_text.marks import spots_of
from ui.session import Session
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
        self.report = names[0]  # the one that is shown
        self.entry: Entry | None = None  # whose text the editor holds
        self._before: tuple[tuple[str, int], tuple[Chapter, ...]] | None = None
        self._typed: list[tuple[str, Figures]] = []  # what stood here before each step of typing
        self._typing = False  # it is being stored
        self._back = QTimer(self, singleShot=True, interval=0)  # once a click is dealt with
        self._back.timeout.connect(self.refresh)
        self._marks = Lazily(self, self._mark_findings)  # after the keys that wait
        self.choice = ChoiceEditor(names, optional=False)
        self.choice.show_stored(self.report)
        self.choice.setVisible(len(names) > 1)
        self.choice.setAccessibleName("报告")
        self.model = OutlineModel(self)
        self.outline = QTreeView()
        self.heading = QLabel()
        self.guide = QLabel()
        self.editor = ChapterEditor()
        self.editor.describe = self._described
        self.counted = QLabel()
        self.before = BeforePane()
        self.find_bar = FindBar(not session.read_only)
        self.finder = Finder(self)
        self.actions_row = ReportActions(self)
        self._lay_out()
        self.setFocusProxy(self.editor)
        self.choice.picked.connect(self.choose_report)
        self.outline.selectionModel().currentRowChanged.connect(self._chosen)
        self.outline.activated.connect(lambda: self.editor.setFocus())
        self.editor.ready.connect(self.commit)
        self.editor.edited.connect(self._count)
        self.editor.wanted.connect(
            lambda figure: session.jump(session.report.desk.home(figure.ref))
        )
        session.on_settle(self.commit)
        session.updated.connect(self._updated)
        self.refresh()

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        wide = self.fontMetrics().horizontalAdvance("章")
        split.setSizes([wide * 24, wide * 62])
        above = QWidget()  # over the whole width: with large words the row is long
        column = QVBoxLayout(above)
        column.setContentsMargins(8, 8, 8, 0)
        column.addWidget(self.actions_row)
        column.addWidget(self.find_bar)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(above)
        box.addWidget(split, 1)

    def _left(self) -> QWidget:
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
        return left

    def _right(self) -> QWidget:
        self.heading.setProperty("title", True)
        self.guide.setProperty("quiet", True)
        for label in (self.heading, self.guide):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.editor.setReadOnly(self.session.read_only)
        self.editor.setAccessibleName("这一章的文字")
        font = self.editor.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)  # long texts are written here
        self.editor.setFont(font)
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        written_now = QWidget()
        column = QVBoxLayout(written_now)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor, 1)
        column.addWidget(self.counted)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(written_now)
        both.addWidget(self.before)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 1)
        both.setChildrenCollapsible(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.heading)
        column.addWidget(self.guide)
        column.addWidget(both, 1)
        return right

    # ------------------------------------------------ in and out

    def commit(self, label: str = STEP) -> None:
        """Store what the editor holds, if that is not what is stored."""
        entry, editor, session = self.entry, self.editor, self.session
        if entry is None or not editor.changed:
            return
        now = (editor.text, editor.figures)
        edit = written(session.pack, session.snapshot, entry, *now)
        before = editor.take()  # what the report makes of it is shown while it is stored
        self._typing = True
        if now in self._typed:
            stored = self._take_back(self._typed.index(now))
        else:
            stored = edit is None or session.do(lambda: session.report.apply(edit, label))
            self._typed += [before] if stored else []
        self._typing = False
        if not stored:
            editor.give_back(before)
        self._show_again()

    def _take_back(self, to: int) -> bool:
        """Undo in the editor takes back the steps that stored the typing, it adds none."""
        while len(self._typed) > to:
            if not self.session.do(self.session.report.undo):
                return False
            self._typed.pop()
        return True

    def choose_report(self, name: str) -> None:
        """Show another of the pack's reports."""
        self.commit()
        self.report, self.entry = name, None
        self.choice.show_stored(name)
        self.refresh()

    def choose_row(self, row: int) -> None:
        """Open a chapter by its place in the outline."""
        self.outline.setCurrentIndex(self.model.index(row, 0))

    def choose_stored(self, at: int) -> bool:
        """Open a chapter by its place among those stored; False when it is not listed here."""
        row = self.model.find(lambda entry: entry.at == at)
        if row >= 0:
            self.choose_row(row)
        return row >= 0

    @property
    def row(self) -> int:
        """Where the chapter that is open stands in the outline; -1 for none."""
        return self.model.row_of(self.entry)

    def go_to(self, place: Placement) -> bool:
        """Open the chapter in which the words of a finding stand, and mark them."""
        if place.form != TEXT:
            return False
        told = (words for found in self.session.report.audit.findings for words in found.words)
        words = next((words for words in told if words.place == place), None)
        if words is not None:  # else the text has changed since
            self.go_to_words(words)
        return True

    def go_to_words(self, words: Words) -> bool:
        """Open the chapter of a finding about the text and mark its words."""
        self.session.settle()
        chapters = self.session.snapshot.report
        if not 0 <= words.chapter < len(chapters):
            return False
        names = report_names(self.session.pack)
        name = chapters[words.chapter].report
        name = name if name in names else names[0]
        if name != self.report:
            self.choose_report(name)
        if not self.choose_stored(words.chapter):
            return False
        if words.is_title:
            self.outline.setFocus()
            return True
        if self.editor.text[words.start : words.end] == words.quoted:
            self.editor.mark_words(words.start, words.end)
        self.editor.setFocus()
        return True

    # ------------------------------------------------ refreshing

    def _updated(self, update: Update) -> None:
        if self._typing:
            return  # what stands in the editor is being stored, maybe in several steps
        if update.change.changes:
            self._typed.clear()
            self.editor.forget_typing()  # it was stored; Ctrl+Z takes back the newest step first
        self._show_again()

    def _show_again(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self.commit()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Show the report as it is now."""
        self._stale = False
        self.model.show_entries(entries(self.session.pack, self.session.snapshot, self.report))
        row = self.model.row_of(self.entry)
        if row < 0:
            self._open(self.model.items[0] if self.model.items else None)
            row = 0
        elif self.entry is not None:
            self.entry = self.model.items[row]
            self.editor.show_stored(self.entry.text, self.entry.bound)
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
        if chosen is None or (self.entry is not None and chosen.key == self.entry.key):
            return
        self.commit()
        if self.editor.changed:  # it could not be stored: what was typed stays on the screen
            self._back.start()
            return
        row = self.model.row_of(chosen)
        self._open(self.model.items[row] if row >= 0 else chosen)

    def _open(self, entry: Entry | None) -> None:
        self.entry = entry
        self._typed.clear()
        self.editor.setEnabled(entry is not None)
        shown = (entry.text, entry.bound) if entry is not None else ("", ())
        self.editor.show_chapter(*shown)
        self._describe()
        self._count()

    def _describe(self) -> None:
        entry = self.entry
        self.heading.setText(entry.heading if entry is not None else "没有可以写的章节")
        guide = entry.guide if entry is not None else ""
        self.guide.setText(f"写作提示：{guide}" if guide else "")
        self.guide.setVisible(bool(guide))
        self._marks.ask()
        last = text_before(self._chapters_before(), entry) if entry is not None else ""
        self.before.show_text(last)

    def _mark_findings(self) -> None:
        at = self.entry.at if self.entry is not None else None
        self.editor.show_spots(spots_of(self.session.report.audit.findings, at))

    def _chapters_before(self) -> tuple[Chapter, ...]:
        """Last year's report; looked for once, and again when unit or year change."""
        snapshot = self.session.snapshot
        whose = (snapshot.value(Ref("单位名称")).raw, snapshot.year)
        if self._before is None or self._before[0] != whose:
            self._before = (whose, self.session.report.chapters_before())
        return self._before[1]

    def _described(self, figure: Bound) -> str:
        """What the tip over a figure says."""
        desk = self.session.report.desk
        names = [desk.name(ref) for ref in (figure.ref, figure.than) if ref is not None]
        whose = "和".join(f"“{name}”" for name in names)
        return f"跟着{whose}走；改写后不再跟随。按住 Ctrl 点一下，转到数据。"

    def _count(self) -> None:
        own = characters(self.editor.text)
        rest = sum(
            characters(other.text)
            for other in self.model.items
            if self.entry is None or other.key != self.entry.key
        )
        self.counted.setText(f"本章 {own} 字　全文 {own + rest} 字")
