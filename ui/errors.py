"""Errors: the one place where the window tells what went wrong, what is safe and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from core.errors import Mistake, Unreadable, ZipingtongError
from core.logbook import note_failure

_MOST = 12  # mistakes of a file that are listed
TITLE = "自评通"


def tell(parent: QWidget | None, error: ZipingtongError) -> None:
    """Something asked for could not be done."""
    box = QMessageBox(QMessageBox.Icon.Warning, TITLE, error.says, parent=parent)
    box.setInformativeText(error.remedy)
    details = str(error)
    if isinstance(error, Unreadable) and len(error.mistakes) > 1:
        listed = "\n".join(str(mistake) for mistake in error.mistakes[:_MOST])
        more = len(error.mistakes) - _MOST
        box.setInformativeText(f"{listed}\n{f'……还有 {more} 处。' if more > 0 else ''}")
        details = "\n".join(str(mistake) for mistake in error.mistakes)
    _run(box, details)


def tell_notes(parent: QWidget, title: str, notes: tuple[Mistake, ...]) -> None:
    """What was odd in a file that could be opened all the same."""
    box = QMessageBox(QMessageBox.Icon.Information, TITLE, title, parent=parent)
    listed = "\n".join(str(note) for note in notes[:_MOST])
    more = len(notes) - _MOST
    box.setInformativeText(f"{listed}\n{f'……还有 {more} 条。' if more > 0 else ''}")
    _run(box, "\n".join(str(note) for note in notes))


def ask(parent: QWidget, title: str, words: str, yes: str, no: str = "取消") -> bool:
    """A question whose answers say what will happen."""
    return choose(parent, title, words, yes, no=no) == 0


def choose(parent: QWidget, title: str, words: str, *answers: str, no: str = "取消") -> int:
    """A question with several ways to go on: the number of the one chosen, -1 for none."""
    box = QMessageBox(QMessageBox.Icon.Question, TITLE, title, parent=parent)
    box.setInformativeText(words)
    buttons = [box.addButton(answer, QMessageBox.ButtonRole.AcceptRole) for answer in answers]
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((number for number, button in enumerate(buttons) if button is clicked), -1)


def _run(box: QMessageBox, details: str) -> None:
    close = box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton("复制详细信息", QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    copy.clicked.disconnect()  # copying leaves the message open
    copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
    box.exec()
    box.deleteLater()


def catch_failures(rescue: Callable[[], list[str]], folder: Path) -> None:
    """From now on an unexpected error rescues the work, is told, and ends the program."""
    handling = False

    def handle(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        nonlocal handling
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if handling:  # the rescue itself failed: once is enough
            return
        handling = True
        saved = rescue()
        log = note_failure(error.with_traceback(trace), folder)
        box = QMessageBox(
            QMessageBox.Icon.Critical, TITLE, "程序出了意外的错误，要关闭了。", parent=None
        )
        told = [
            *saved,
            "重新打开自评通就可以接着填。",
            f"如果再次出现，请把记录文件交给技术人员，里面没有您填的内容：{log}",
        ]
        box.setInformativeText("\n".join(told))
        _run(box, f"{kind.__name__}\n{log}")
        app = QApplication.instance()
        if app is not None:
            app.exit(1)

    sys.excepthook = handle
