"""PrintCentre: choose what is wanted, see the very pages, print them or write them into a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.errors import ZipingtongError
from core.layout.package import package_title
from core.workspace.printing import Kind, file_name, parts, question, with_suffix
from ui.errors import TITLE, ask, tell
from ui.paper.parts_box import PartsBox
from ui.paper.press import Pages, Press, View
from ui.paper.preview import Preview
from ui.paper.print_box import PrintBox
from ui.paper.printers import Order, printer_names
from ui.session import Session

SIDES = (22, 12)  # characters: the choice at the left, printer and files at the right
MOST = 0.22  # of the screen for the left side, however large the words are
NARROW = 60  # characters: on such a screen the buttons above the page stand in two rows
PART = 0.96  # of the screen the dialog takes


class PrintCentre(QDialog):
    """The report does not change while this is open, so one snapshot is all it needs."""

    own_faces_chosen = Signal(bool)

    def __init__(self, session: Session, own_faces: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("打印与导出")
        self._session = session
        self._rest_wanted = False  # the first page came alone
        self._agreed = False  # to an official paper although there are 错误
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents))  # of the file last written
        found = parts(session.pack, session.snapshot, session.report.audit)
        self.parts = PartsBox(found, own_faces)
        em = self.fontMetrics().horizontalAdvance("国")
        self.preview = Preview(narrow=self.screen().availableSize().width() < em * NARROW)
        self.box = PrintBox(*printer_names())
        self.press = Press(session.pack, session.snapshot, self)
        self.destroyed.connect(self.press.stop)  # however it goes, no thread outlives it
        self._lay_out()
        self.parts.changed.connect(self._compose)
        self.parts.own_faces.toggled.connect(self.own_faces_chosen)
        self.press.faces.connect(self.box.tell_faces)
        self.preview.wanted.connect(self.press.draw)
        self.preview.sketches_wanted.connect(self.press.sketch)
        self.press.sketched.connect(self.preview.show_sketch)
        self.box.print_wanted.connect(self._print)
        self.box.export_wanted.connect(self._export)
        self.box.cancel_wanted.connect(self.press.cancel)
        self.press.opened.connect(self._opened)
        self.press.drawn.connect(self._drawn)
        self.press.going.connect(self.box.show_going)
        self.press.done.connect(self.box.end)
        self.press.failed.connect(self._failed)
        self.press.broke.connect(self._broke)
        self.preview.take_keys(self)

    def _lay_out(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.parts)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        title = QLabel("各页(&Y)")
        title.setBuddy(self.preview.list)
        column.addWidget(title)
        column.addWidget(self.preview.list)
        left.addWidget(below)
        left.setStretchFactor(0, 2)
        left.setStretchFactor(1, 3)
        left.setChildrenCollapsible(False)
        wanted = min(em * SIDES[0], round(self.screen().availableSize().width() * MOST))
        left.setFixedWidth(max(wanted, left.minimumSizeHint().width()))
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        scrolled = QScrollArea()  # where words are large and the screen is low
        scrolled.setWidget(self.box)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled, 1)
        column.addWidget(close)
        right.setFixedWidth(max(em * SIDES[1], self.box.minimumSizeHint().width()))
        row = QHBoxLayout(self)
        row.addWidget(left)
        row.addWidget(self.preview, 1)
        row.addWidget(right)
        self.resize(self.screen().availableSize() * PART)
        self.box.print.setDefault(True)

    # ------------------------------------------------ pages

    def begin(self, exporting: bool = False, only: str = "") -> None:
        """Show it, with the keyboard at the files or at the parts; the pages come when made.

        `only` names the one part to begin with.
        """
        if only:
            with QSignalBlocker(self.parts):
                self.parts.choose_only(only)
        self.open()
        self.press.start()
        self._compose()
        (self.box.exports[Kind.PDF] if exporting else self.parts.list).setFocus()

    def done(self, result: int) -> None:
        """Whatever closes it: first the thread ends."""
        self.hide()
        self.press.stop()
        super().done(result)

    def _compose(self) -> None:
        self.box.has_pages(bool(self.parts.chosen()))
        self.press.compose(
            self.parts.choice(), self.preview.next_view(), self.parts.own_faces.isChecked()
        )

    def _drawn(self, view: View, image: QImage) -> None:
        self.preview.show_picture(view, image)
        if self._rest_wanted:
            self._rest_wanted = False
            self.preview.paper.repaint()  # on the screen now, before the thread is busy again
            QTimer.singleShot(0, self, self.press.finish)

    def _opened(self, pages: Pages) -> None:
        self._rest_wanted = not pages.complete
        self.preview.show_pages(pages)
        if pages.complete:
            self.box.has_pages(bool(pages.leaves))

    # ------------------------------------------------ printing, exporting

    def _print(self) -> None:
        if not self._may_be_official("打印"):
            return
        printer, copies = self.box.printers.currentText(), self.box.copies.value()
        title = package_title(self._session.snapshot)
        self.box.begin(f"正在打印到“{printer}”……")
        self.press.print(Order(printer, copies, self.parts.double.isChecked(), title))

    def _export(self, kind: Kind) -> None:
        if kind is Kind.PDF and not self._may_be_official("导出"):
            return
        choice, snapshot = self.parts.choice(), self._session.snapshot
        suggested = self._folder / file_name(snapshot, kind, choice, self.parts.chosen())
        name, _ = QFileDialog.getSaveFileName(
            self,
            f"导出 {kind.value}",
            str(suggested),
            f"{kind.value} 文件 (*{kind.suffix})",
        )
        path = with_suffix(name, kind)
        if name and (str(path) == name or self._may_replace(path)):
            self._folder = path.parent
            self.box.begin(f"正在导出 {path.name}……")
            self.press.write(kind, choice, path)

    def _may_replace(self, path: Path) -> bool:
        """The ending was added here, so the file dialog has not asked."""
        words = "原来的文件会被换掉。"
        return not path.exists() or ask(self, f"“{path.name}”已经有了。", words, "换掉(&R)")

    def _may_be_official(self, verb: str) -> bool:
        """With 错误 left it is asked once; a draft is always allowed. False: not at all."""
        asked = question(self._session.report.audit.findings, verb)
        if asked is None or self._agreed or self.parts.draft.isChecked():
            return True
        box = QMessageBox(QMessageBox.Icon.Warning, TITLE, asked.title, parent=self)
        box.setInformativeText(asked.words)
        role = QMessageBox.ButtonRole
        clean = box.addButton(asked.clean, role.AcceptRole)
        draft = box.addButton(asked.draft, role.AcceptRole)
        cancel = box.addButton("取消", role.RejectRole)
        box.setDefaultButton(draft)
        box.setEscapeButton(cancel)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        if pressed is draft:
            self.parts.draft.setChecked(True)  # the pages are made anew before they are printed
        self._agreed = pressed is clean
        return pressed is not cancel

    # ------------------------------------------------ what went wrong

    def _failed(self, error: ZipingtongError) -> None:
        self.box.end("")
        tell(self, error)

    def _broke(self, error: Exception) -> None:
        raise error
