"""Preview: the pages as they will be, one at a time, with the list of all."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.layout.drawing import A4
from core.layout.package import Choice
from ui.paper.press import Leaf, Pages, View
from ui.paper.sheets import POINTS
from ui.paper.strip import Strip

ZOOMS = (50, 75, 100, 125, 150, 200, 300)  # percent of the paper's size
NOTHING = "没有选任何内容。\n请在左边勾选要打印的表。"
NO_SIGNED = "所选的内容里没有签字页。\n请勾选有签字的表，或者不勾“只要签字页”。"


class Fit(Enum):
    """What the size of the page follows."""

    PAGE = "整页"
    WIDTH = "页宽"
    FREE = "百分比"


class Preview(QWidget):
    """Asks for the page it needs; the press draws it. Where it is narrow, two rows of buttons."""

    wanted = Signal(object)  # View
    sketches_wanted = Signal(object, object)  # Choice, tuple[View, ...]

    def __init__(self, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leaves: tuple[Leaf, ...] = ()
        self._number = 0
        self._fit, self._percent = Fit.PAGE, 100
        self.view: View | None = None  # asked for last
        self._choice: Choice | None = None  # what is shown
        self.list = Strip()
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setProperty("page", True)
        self.area.setAccessibleName("预览")
        self.words = QLabel()
        self.before, self.after = QPushButton("上一页"), QPushButton("下一页")
        self.smaller, self.larger = QPushButton("－"), QPushButton("＋")
        self.whole, self.wide = QPushButton("整页(&W)"), QPushButton("页宽(&K)")
        self._lay_out(narrow)
        self.list.currentRowChanged.connect(self._turned)
        self.list.wanted.connect(lambda views: self.sketches_wanted.emit(self._choice, views))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.smaller.clicked.connect(lambda: self.zoom(-1))
        self.larger.clicked.connect(lambda: self.zoom(1))
        self.whole.clicked.connect(lambda: self._follow(Fit.PAGE))
        self.wide.clicked.connect(lambda: self._follow(Fit.WIDTH))

    def _lay_out(self, narrow: bool) -> None:
        self.smaller.setAccessibleName("缩小")
        self.larger.setAccessibleName("放大")
        for sign in (self.smaller, self.larger):
            sign.setFixedWidth(sign.sizeHint().height())
        turning, zooming = QHBoxLayout(), QHBoxLayout()
        for part in (self.before, self.words, self.after):
            turning.addWidget(part)
        for part in (self.smaller, self.larger, self.whole, self.wide):
            zooming.addWidget(part)
        row = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        row.addLayout(turning)
        row.addStretch()
        row.addLayout(zooming)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.area, 1)

    def take_keys(self, window: QWidget) -> None:
        """Keys that turn and zoom wherever the keyboard is in the window."""
        for key, act in (
            ("PgDown", lambda: self.turn(1)),
            ("PgUp", lambda: self.turn(-1)),
            ("Ctrl+=", lambda: self.zoom(1)),
            ("Ctrl+-", lambda: self.zoom(-1)),
        ):
            QShortcut(QKeySequence(key), window).activated.connect(act)
        self.before.setToolTip("上一页（PgUp）")
        self.after.setToolTip("下一页（PgDn）")
        self.smaller.setToolTip("缩小（Ctrl+减号）")
        self.larger.setToolTip("放大（Ctrl+等号）")

    # ------------------------------------------------ what there is

    def show_pages(self, pages: Pages) -> None:
        """New pages; the place in them stays. The first alone changes no list."""
        if not pages.complete:
            return
        self._leaves, self._choice = pages.leaves, pages.choice
        self._number = max(0, min(self._number, len(pages.leaves) - 1))
        self.list.show_leaves(pages.leaves, self._number)
        if not pages.leaves:
            self.view = None
            self.paper.setText(NO_SIGNED if pages.choice.signature_only else NOTHING)
        self._refresh()
        self.ask()

    def show_picture(self, view: View, image: QImage) -> None:
        """A page is drawn; one nobody waits for any more is passed over."""
        if view is not self.view:
            return
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.paper.setPixmap(picture)

    def show_sketch(self, choice: Choice, view: View, image: QImage) -> None:
        """A page is drawn small."""
        if choice is self._choice:
            self.list.show_picture(view, image)

    # ------------------------------------------------ moving about

    @property
    def number(self) -> int:
        """The page on screen, from 0."""
        return self._number

    @property
    def leaf(self) -> Leaf | None:
        """What is known of it; None until the pages are there."""
        return self._leaves[self._number] if self._number < len(self._leaves) else None

    def turn(self, by: int) -> None:
        """Some pages on, or back."""
        if 0 <= self._number + by < len(self._leaves):
            self.list.setCurrentRow(self._number + by)

    def _turned(self, number: int) -> None:
        if number < 0:
            return
        self._number = number
        self.area.verticalScrollBar().setValue(0)
        self._refresh()
        self.ask()

    def _refresh(self) -> None:
        count = len(self._leaves)
        self.words.setText(f"第 {self._number + 1} / {count} 页" if count else "没有页")
        self.before.setEnabled(self._number > 0)
        self.after.setEnabled(self._number + 1 < count)

    # ------------------------------------------------ sizes

    def zoom(self, by: int) -> None:
        """The next size up or down from what is seen now."""
        now = self._dots() / self._screen_dots() * 100
        sizes = [size for size in ZOOMS if (size - now) * by > 0.5]
        if sizes:
            self._percent = min(sizes) if by > 0 else max(sizes)
            self._follow(Fit.FREE)

    def _follow(self, fit: Fit) -> None:
        self._fit = fit
        self.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._leaves and self._fit is not Fit.FREE:
            self.ask()

    def _screen_dots(self) -> float:
        return self.logicalDpiX() * self.devicePixelRatioF()

    def _dots(self) -> float:
        """Dots to an inch for the page on screen; until it is there, for an upright one."""
        leaf = self.leaf
        wide, high = (leaf.width, leaf.height) if leaf is not None else A4
        if self._fit is Fit.FREE:
            return self._screen_dots() * self._percent / 100
        slack = self.fontMetrics().height() // 2  # so that nothing needs to be scrolled
        room = self.area.maximumViewportSize() - QSize(slack, slack)
        down = room.height() / high
        across = room.width() / wide
        if self._fit is Fit.WIDTH and across > down:
            across = (room.width() - self.area.verticalScrollBar().sizeHint().width()) / wide
        inch = across if self._fit is Fit.WIDTH else min(across, down)
        return max(1.0, inch * POINTS * self.devicePixelRatioF())

    def next_view(self) -> View:
        """What would be seen now."""
        self.view = View(self._number, self._dots())
        return self.view

    def ask(self) -> None:
        """Have the page drawn, unless it is on screen or on its way as it should be."""
        before = self.view
        if self._leaves and self.next_view() != before:
            self.wanted.emit(self.view)
        elif self._leaves:
            self.view = before
