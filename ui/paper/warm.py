"""PaperWarm: loads what the print centre needs while a report is open and nobody is typing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from core.layout.faces import Face
from ui.session import Session
from ui.warm import PAUSE, Bit, Warm, imports

QUIET = 400  # ms since anything was done in the report
EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit)
MODULES = (  # the heavy ones of others before those that ask for them: a bit is never long
    "core.layout.drawing",
    "core.layout.cutting",
    "core.layout.pages",
    "core.layout.draw",
    "core.layout.letter_pages",
    "core.layout.package",
    "core.workspace.printing",
    "PySide6.QtPrintSupport",
    "ui.paper.printers",
    "ui.paper.press",
    "ui.paper.preview",
    "ui.paper.centre",
    "pickle",
    "urllib.request",
    "PIL.ExifTags",
    "PIL.Image",
    "reportlab.rl_config",
    "reportlab.lib.utils",
    "reportlab.pdfbase.pdfmetrics",
    "reportlab.pdfbase.ttfonts",
    "reportlab.pdfgen.canvas",
    "core.export.pdf",
    "pypdfium2_raw.bindings",
    "pypdfium2_raw",
    "pypdfium2",
)


class PaperWarm(Warm):
    """Stopped before the thread of the print centre begins: the faces bear only one at a time."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(paper_bits(), parent)
        self._mouse = QCursor.pos()
        for signal in (session.entered, session.tried, session.updated):
            signal.connect(self._rest)
        self._rest()

    def _rest(self) -> None:
        """Something was done: nothing more for a while."""
        if self.isActive():
            self.start(QUIET)

    def _next(self) -> None:
        mouse, before = QCursor.pos(), self._mouse
        self._mouse = mouse
        typing = isinstance(QApplication.focusWidget(), EDITORS)
        if typing or mouse != before:  # between two keys, or just before a click, is no time
            self._rest()
            return
        super()._next()
        self.setInterval(PAUSE)


def paper_bits() -> Iterator[Bit]:
    """Modules and faces; the faces of a whole package's cover and forms."""
    yield from imports(MODULES)
    for face in Face:
        yield partial(_measure, face)
        yield partial(_register, face)


def _measure(face: Face) -> None:
    from core.layout.glyphs import width

    width(face, "国", 1)


def _register(face: Face) -> None:
    from core.export.pdf_faces import font_name

    font_name(face)
