"""Parts: small pieces the panels share: wrapped words, buttons with a reason, choice of forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.facts.model import Placement
from core.layout.grid import Cell
from core.workspace.open_report import Sheet
from ui.session import Session

_BREAKS = {ord(sign): f"{sign}\u200b" for sign in "/=＝@+×÷_"}


def words(text: str, quiet: bool = False, parent: QWidget | None = None) -> QLabel:
    """A wrapped text that can be selected; never read as markup."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("quiet", quiet)
    return label


def breakable(text: str) -> str:
    """With places to break inside long runs of formulas and codes, which Qt would push wide."""
    return text.translate(_BREAKS)


class WideButton(QPushButton):
    """A button whose words wrap, with a quieter reason under them."""

    def __init__(self, title: str, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setAccessibleDescription(reason)
        self.title = title
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        column.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        column.setSpacing(0)
        for text, quiet in ((title, False), (reason, True)):
            if text:
                label = words(text, quiet)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                column.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column().heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._column().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column().minimumSize()

    def _column(self) -> QLayout:
        layout = self.layout()
        assert layout is not None
        return layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as it does in dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ScopeBox(QComboBox):
    """全部表 / 本表: follows the cursor from form to form; the wheel does not change it."""

    changed = Signal()  # what is wanted is another set now

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sheet: Sheet | None = None
        self.addItems(["全部表", "本表"])
        self.setAccessibleName("看哪些表")
        self.setToolTip("全部表，或只看光标所在的表")
        self.currentIndexChanged.connect(lambda _: self.changed.emit())
        session.entered.connect(self._entered)
        session.jumped.connect(self._jumped)

    @property
    def only_here(self) -> bool:
        """Is only the form under the cursor wanted?"""
        return self.currentIndex() == 1 and self.sheet is not None

    def wants(self, places: Iterable[Placement]) -> bool:
        """Does one of the places stand on a form that is wanted?"""
        if not self.only_here:
            return True
        report, sheet = self._session.report, self.sheet
        assert sheet is not None
        return any(place.form == sheet.form and report.sheet_of(place) == sheet for place in places)

    def _entered(self, cell: Cell | None) -> None:
        if cell is not None and cell.placement is not None:
            self.go_to(cell.placement)

    def _jumped(self, place: Placement, marks: tuple[Placement, ...]) -> None:
        self.go_to(place)

    def go_to(self, place: Placement) -> None:
        """The cursor is on this cell's form."""
        sheet = self._session.report.sheet_of(place)
        if sheet is not None and sheet != self.sheet:
            self.sheet = sheet
            if self.currentIndex() == 1:
                self.changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Lazily(QObject):
    """Does some work when its widget is seen, and at most once per turn of the event loop."""

    def __init__(self, widget: QWidget, work: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._work = work
        self._due = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.now)
        widget.installEventFilter(self)

    def ask(self, what: object = None) -> None:
        """Something changed: the work is due. (Signals bring along what; it does not matter.)"""
        self._due = True
        if self._widget.isVisible():
            self._timer.start()

    def now(self) -> None:
        """Do it, if it is due and can be seen."""
        if self._due and self._widget.isVisible():
            self._due = False
            self._work()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A widget that comes into sight shows what happened meanwhile."""
        if event.type() == QEvent.Type.Show and self._due:
            self._timer.start()
        return False
