"""Reading: the whole report in one go, headings numbered, tables as tables, nothing to edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextTableFormat
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextEdit, QVBoxLayout, QWidget

from core.layout.chapters import Entry
from core.workspace.chapter_tables import Table, blocks
from ui import look

NOT_WRITTEN = "（还没有写）"


class Reading(QDialog):
    """As it will read; what page it stands on the print centre shows."""

    def __init__(self, title: Iterable[str], entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("通读全文")
        self.page = QTextEdit(readOnly=True)
        self.page.setAccessibleName("报告全文")
        font = self.page.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.page.setFont(font)
        self._em = self.page.fontMetrics().horizontalAdvance("国")
        self.page.document().setDocumentMargin(self._em * 2)
        self._cursor = QTextCursor(self.page.document())
        self._cursor.beginEditBlock()
        for line in title:
            self._heading(line, 0)
        for entry, level_below in zip(entries, [*(e.level for e in entries[1:]), 0], strict=True):
            self._heading(entry.heading, entry.level)
            self._body(entry.text, level_below <= entry.level)
        self._cursor.endEditBlock()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        buttons = QDialogButtonBox()
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page, 1)
        column.addWidget(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(self._em * 46, room.width()), round(room.height() * 0.9))

    def _heading(self, words: str, level: int) -> None:
        style = QTextCharFormat()
        style.setFontWeight(QFont.Weight.Bold if level <= 2 else QFont.Weight.Normal)
        if level == 0:
            style.setFontPointSize(self.page.font().pointSizeF() * 1.4)
        block = QTextBlockFormat()
        block.setTopMargin(self._em * (0.8 if level <= 1 else 0.4))
        if level == 0:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        else:
            block.setTextIndent(self._em * 2)
        self._line(words, block, style)

    def _body(self, text: str, needed: bool) -> None:
        plain, quiet = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(look.QUIET)
        block = QTextBlockFormat()
        block.setTextIndent(self._em * 2)
        block.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for part in blocks(text):
            if isinstance(part, Table):
                self._table(part)
            else:
                self._line(part.strip(), block, plain)
        if needed and not text.strip():
            self._line(NOT_WRITTEN, block, quiet)

    def _line(self, words: str, block: QTextBlockFormat, style: QTextCharFormat) -> None:
        if self._cursor.document().isEmpty():
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block, style)
        self._cursor.insertText(words, style)

    def _table(self, table: Table) -> None:
        style = QTextTableFormat()
        style.setBorderCollapse(True)
        style.setBorder(1)
        style.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
        style.setBorderBrush(look.LINE)
        style.setCellPadding(self._em / 4)
        style.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        made = self._cursor.insertTable(len(table.rows), table.columns, style)
        for row, cells in enumerate(table.rows):
            for column, words in enumerate(cells):
                made.cellAt(row, column).firstCursorPosition().insertText(words)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
