"""Parts: small pieces the panels share: wrapped words, buttons with a reason, choice of forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
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


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


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


class Page(QScrollArea):
    """A column of words and buttons that scrolls and is as wide as its panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("page", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll it
        self._last: QWidget = self
        self._labels: dict[QLabel, tuple[bool, bool]] = {}  # in use: quiet, bold
        self._spare: dict[tuple[bool, bool], list[QLabel]] = {}  # to be used again
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        gap = self.fontMetrics().height() // 2
        self.column.setContentsMargins(gap, gap, gap, gap)
        self.column.setSpacing(gap // 2)
        self.setWidget(self._inside)

    def holds_focus(self) -> bool:
        """Is the keyboard on one of its buttons?"""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def start(self) -> None:
        """Empty it. Labels are kept to be used again: to make one takes ten times as long."""
        self._last = self
        for label, kind in reversed(self._labels.items()):
            self.column.removeWidget(label)
            self._spare.setdefault(kind, []).append(label)
        self._labels.clear()
        clear(self.column)

    def finish(self) -> None:
        """Push what was added to the top."""
        for labels in self._spare.values():
            for label in labels:
                label.hide()
                label.clear()
        self.column.addStretch(1)

    def add(self, text: str, quiet: bool = False, bold: bool = False) -> None:
        """A paragraph; an empty one is left out."""
        if text:
            spare = self._spare.get((quiet, bold))
            label = spare.pop() if spare else self._label(quiet, bold)
            label.setText(breakable(text))
            self._labels[label] = (quiet, bold)
            self._put(label)

    def _label(self, quiet: bool, bold: bool) -> QLabel:
        label = words("", quiet)
        if bold:
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        return label

    def _put(self, widget: QWidget) -> None:
        """Show it at once: a layout would show it one turn later, and the page would flicker."""
        self.column.addWidget(widget)
        widget.show()

    def named(self, name: str, text: str) -> None:
        """公式：…; left out when there is nothing to say."""
        self.add(f"{name}：{text}" if text else "")

    def button(
        self, title: str, act: Callable[[], object], reason: str = "", enabled: bool = True
    ) -> WideButton:
        """A button over the whole width."""
        button = WideButton(title, reason)
        button.setEnabled(enabled)
        button.clicked.connect(lambda: act())
        self._put(button)
        QWidget.setTabOrder(self._last, button)  # not behind all that was made before it
        self._last = button
        return button


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
