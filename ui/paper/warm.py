"""PaperWarm: loads what the print centre needs while a report is open and nobody is typing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from core.layout.faces import Face
from ui.session import Session
from ui.warm import PAUSE, Bit, Warm, imports

QUIET = 400  # ms since anything was done in the report
EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit)
MODULES = (
    "core.layout.package",
    "core.workspace.printing",
    "PySide6.QtPrintSupport",
    "ui.paper.centre",
    "reportlab.rl_config",
    "reportlab.pdfbase.ttfonts",
    "reportlab.pdfgen.canvas",
    "core.export.pdf",
    "pypdfium2_raw",
    "pypdfium2",
)


class PaperWarm(Warm):
    """Stopped before the thread of the print centre begins: the faces bear only one at a time."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(paper_bits(), parent)
        for signal in (session.entered, session.tried, session.updated):
            signal.connect(self._rest)
        self._rest()

    def _rest(self) -> None:
        if self.isActive():
            self.start(QUIET)

    def _next(self) -> None:
        if isinstance(QApplication.focusWidget(), EDITORS):  # between two keys is no time
            self._rest()
            return
        super()._next()
        self.setInterval(PAUSE)


def paper_bits() -> Iterator[Bit]:
    """Modules and faces; the faces of a whole package's cover and forms."""
    yield from imports(MODULES)
    for face in Face:
        yield partial(_load, face)


def _load(face: Face) -> None:
    from core.export.pdf_faces import font_name
    from core.layout.glyphs import width

    width(face, "国", 1)
    font_name(face)
