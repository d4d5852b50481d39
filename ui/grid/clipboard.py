"""Clipboard: copy, cut and paste of blocks between a form and WPS, Excel or LibreOffice."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from core.errors import ZipingtongError
from core.layout.grid import Cell, Grid
from core.workspace.blocks import clear
from core.workspace.clip.blocks import Block
from core.workspace.clip.html_out import write_html
from core.workspace.clip.incoming import read_clipboard
from core.workspace.clip.outgoing import block_of
from core.workspace.clip.pasting import Plan, paste_plan
from core.workspace.clip.tsv import write_tsv
from core.workspace.clip.wording import Question
from core.workspace.open_report import Sheet
from ui.session import Session


class View(Protocol):
    """The form on screen, as far as the clipboard needs it."""

    session: Session
    sheet: Sheet | None
    grid: Grid | None

    def selected_block(self) -> list[list[Cell | None]]: ...
    def current_cell(self) -> Cell | None: ...
    def window(self) -> QWidget: ...


def copy(view: View) -> bool:
    """Put the selected cells on the clipboard; False when none is selected."""
    view.session.settle()
    block = block_of(view.selected_block())
    if block is None:
        return False
    data = QMimeData()
    data.setHtml(write_html(block))
    data.setText(write_tsv(block))
    QGuiApplication.clipboard().setMimeData(data)
    view.session.said.emit(f"已复制 {block.height} 行 {block.width} 栏。")
    return True


def cut(view: View) -> bool:
    """Copy the selected cells and empty them, as one step."""
    if not copy(view):
        return False
    session = view.session
    edit = clear(session.pack, session.snapshot, view.selected_block(), "剪切")
    return edit is not None and session.apply(edit)


def paste(view: View) -> bool:
    """Put what is on the clipboard into the cells from the cursor on; False when nothing was."""
    session = view.session
    session.settle()
    try:
        block = _on_clipboard()
    except ZipingtongError as error:
        session.failed.emit(error)
        return False
    if block is None:
        session.said.emit("剪贴板里没有可以粘贴的文字或表格。")
        return False
    plan = _plan(view, block)
    if plan is None:
        return False
    plan = _asked(view, plan)
    if plan is None:
        session.said.emit("没有粘贴。")
        return False
    if plan.edit is not None and not session.apply(plan.edit):
        return False
    session.said.emit("".join((f"已粘贴 {plan.filled} 格。", *plan.told)))
    return plan.filled > 0


def _on_clipboard() -> Block | None:
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is None:  # nothing at all has been copied
        return None
    return read_clipboard(data.html(), data.text())


def _plan(view: View, block: Block) -> Plan | None:
    """From the upper left of the selection on."""
    selected = view.selected_block()
    cells = [cell for line in selected for cell in line if cell is not None]
    at = min(cells, key=lambda cell: (cell.row, cell.col), default=view.current_cell())
    if at is None or view.sheet is None or view.grid is None:
        return None
    return paste_plan(view.session.report, view.grid, at, selected, block)


def _asked(view: View, plan: Plan) -> Plan | None:
    """The plan after all its questions; None when the user thinks better of it."""
    while plan.questions:
        question = plan.questions[0]
        choice = _ask(view.window(), question)
        if choice is None:
            return None
        plan = plan.with_answer(question.id, choice)
    return plan


def _ask(parent: QWidget, question: Question) -> str | None:
    """One question; None when the user cancels."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("粘贴")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question.text)
    choices = {
        box.addButton(f"{choice.text}(&{key})", QMessageBox.ButtonRole.AcceptRole): choice.id
        for choice, key in zip(question.choices, "YN", strict=True)
    }
    box.setDefaultButton(next(iter(choices)))
    box.setEscapeButton(box.addButton("取消(&C)", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((choice for button, choice in choices.items() if button is clicked), None)
