"""Press: the one thread that composes, draws, prints and writes; the window only asks and hears.

It alone owns the PDF. What was asked for and is no longer wanted is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from core.errors import ZipingtongError
from core.facts.model import Snapshot
from core.forms.pack import Pack
from core.layout.drawing import Drawing
from core.layout.package import Choice, compose, package_title
from core.workspace.printing import (
    Kind,
    chosen_parts,
    counted,
    first_drawing,
    write_office,
)
from ui.paper.printers import Order, print_pages
from ui.paper.sheets import Sheets

if TYPE_CHECKING:
    from core.export.pdf import Pieces
    from core.export.pdf_own import OwnFaces


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as the list of pages names it, with its size in points."""

    label: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Pages:
    """What the preview can show; `complete` when the first page is not alone any more."""

    choice: Choice
    leaves: tuple[Leaf, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class View:
    """Which page is to be on screen, at how many dots to an inch."""

    number: int
    dots: float


class Press(QThread):
    """Signals arrive in the window's thread."""

    opened = Signal(object)  # Pages
    drawn = Signal(object, object)  # View, QImage
    sketched = Signal(object, object, object)  # Choice, View, QImage
    faces = Signal(str)  # which faces of this computer are used; "" for none
    going = Signal(int, int)  # pages done, of so many; 0 of 0 while that is not known
    done = Signal(str, str)  # what was done, and the file it went to ("" for none)
    failed = Signal(object)  # ZipingtongError
    broke = Signal(object)  # any other error: a fault of the program

    def __init__(self, pack: Pack, snapshot: Snapshot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pack = pack
        self._snapshot = snapshot
        self._title = package_title(snapshot)
        self._jobs: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._enough = Event()
        self._choice: Choice | None = None  # the last that was asked for
        self._view: View | None = None
        self._own_faces = False  # wanted with the last choice
        self._sketches: tuple[Choice | None, Iterator[View]] = None, iter(())
        self._made: Choice | None = None  # the choice all pages of which are in the PDF
        self._pdf = b""
        self._sheets: Sheets | None = None
        self._own: OwnFaces | None = None

    # ------------------------------------------------ asked for by the window

    def compose(self, choice: Choice, view: View, own_faces: bool = False) -> None:
        """Make the pages; the page of `view` is drawn as soon as it is there.

        The first may come alone. Then the window shows it before it calls `finish`: two threads
        of Python at once would keep it from the screen.
        """
        self._choice, self._view, self._own_faces = choice, view, own_faces
        self._jobs.put(lambda: self._begin(choice))

    def finish(self) -> None:
        """Make the pages that did not come with the first."""
        self._jobs.put(self._finish)

    def draw(self, view: View) -> None:
        """Draw a page of what is there."""
        self._view = view
        self._jobs.put(lambda: self._draw(view))

    def sketch(self, choice: Choice, views: tuple[View, ...]) -> None:
        """Draw these pages small, one by one, whenever nothing else is to be done."""
        self._sketches = choice, iter(views)
        self._jobs.put(self._sketch)

    def print(self, order: Order) -> None:
        """Print the pages asked for last."""
        self._enough.clear()
        self._jobs.put(lambda: self._print(order))

    def write(self, kind: Kind, choice: Choice, path: Path) -> None:
        """Write them into a file."""
        self._enough.clear()
        self._jobs.put(lambda: self._write(kind, choice, path))

    def cancel(self) -> None:
        """Give up what is being printed or written, as soon as that leaves nothing half done."""
        self._enough.set()

    def stop(self) -> None:
        """Finish what cannot be left, and end."""
        self._choice = self._view = None
        self._enough.set()
        self._jobs.put(None)
        self.wait()

    # ------------------------------------------------ in the thread

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except ZipingtongError as error:
                self.failed.emit(error)
            except Exception as error:  # a thread has nobody else to tell it to
                self.broke.emit(error)
        self._open(b"")

    def _open(self, pdf: bytes) -> None:
        if self._sheets is not None:
            self._sheets.close()
        self._pdf = pdf
        self._sheets = Sheets(pdf) if pdf else None

    def _begin(self, choice: Choice) -> None:
        if choice is not self._choice or choice is self._made:
            return
        first = first_drawing(self._pack, self._snapshot, choice)
        if first is None or not self._show(choice, (first,), complete=False):
            self._finish()

    def _finish(self) -> None:
        """From here on the PDF is the one that was asked for last."""
        choice = self._choice
        if choice is not None and choice is not self._made:
            self._show(choice, compose(self._pack, self._snapshot, choice), complete=True)
            self._made = choice

    def _show(self, choice: Choice, drawings: tuple[Drawing, ...], complete: bool) -> bool:
        """Put pages in place of those before; is one of them drawn now?"""
        from core.export.pdf import pdf_bytes

        self._made = None
        pieces = self._pieces()
        self._open(pdf_bytes(drawings, self._title, pieces) if drawings else b"")
        leaves = tuple(Leaf(page.label, page.width, page.height) for page in drawings)
        self.opened.emit(Pages(choice, leaves, complete))
        view = self._view
        return view is not None and self._draw(view)

    def _pieces(self) -> Pieces:
        """With which fonts the pages are drawn; those of this computer are sought once."""
        from core.export.pdf_faces import bundled_pieces

        if not self._own_faces:
            self.faces.emit("")
            return bundled_pieces
        from core.export.pdf_own import OwnFaces

        if self._own is None:
            self._own = OwnFaces()
        self.faces.emit(self._own.words)
        return self._own.pieces

    def _draw(self, view: View) -> bool:
        sheets = self._sheets
        if view is not self._view or sheets is None or view.number >= len(sheets):
            return False
        self.drawn.emit(view, sheets.picture(view.number, view.dots))
        return True

    def _sketch(self) -> None:
        choice, views = self._sketches
        view = next(views, None)
        sheets = self._sheets
        if view is not None and sheets is not None and choice is self._made:
            self.sketched.emit(choice, view, sheets.picture(view.number, view.dots))
            self._jobs.put(self._sketch)

    def _goes_on(self, number: int) -> bool:
        self.going.emit(number, len(self._sheets) if self._sheets is not None else 0)
        return not self._enough.is_set()

    def _print(self, order: Order) -> None:
        self._finish()
        sheets = self._sheets  # None only when the window has gone meanwhile
        if sheets is not None and print_pages(self._pdf, sheets, order, self._goes_on):
            self.done.emit(f"已交给打印机“{order.printer}”，{len(sheets)} 页。", "")
        else:
            self.done.emit("已取消打印。", "")

    def _write(self, kind: Kind, choice: Choice, path: Path) -> None:
        from core.storage.files import write_whole

        self.going.emit(0, 0)
        self._finish()
        pack, snapshot = self._pack, self._snapshot
        parts = [] if kind is Kind.PDF else chosen_parts(kind, pack, snapshot, choice)
        if self._enough.is_set():
            self.done.emit("已取消导出，没有写文件。", "")
            return
        if kind is Kind.PDF:
            write_whole(path, self._pdf)
            count = f"{len(self._sheets) if self._sheets is not None else 0} 页"
        else:
            write_office(kind, pack, snapshot, parts, path, self._title)
            count = counted(parts)
        self.done.emit(f"已导出 {kind.value}，{count}：{path}", str(path))
