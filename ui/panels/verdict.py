"""Verdict: the coloured line on top of the problems panel: may this be handed in?"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from core.checks.finding import Severity
from ui.look import DONE, DONE_TINT, SEVERITY_COLOUR, SEVERITY_TINT, severity_icon
from ui.panels.parts import words


class Verdict(QFrame):
    """Lays its two parts out itself: a layout would have the whole window laid out anew for
    every edit, while other words nearly always take the same room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worst: object = self  # as the sign says it; nothing yet
        self._gap = self.fontMetrics().height() // 2
        self._sign = QLabel(self)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = words("", parent=self)
        self.words.setAccessibleName("审核结论")
        for part in (self._sign, self.words):
            font = part.font()
            font.setBold(True)
            part.setFont(font)
        self.setAutoFillBackground(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, text: str, worst: Severity | None) -> None:
        """The words, in the colour of the weightiest finding."""
        if text != self.words.text():
            self.words.setText(text)
        if worst == self._worst:
            return
        self._worst = worst
        if worst is None:
            self._sign.setText("✓")
        else:
            size = self.fontMetrics().height()
            self._sign.setPixmap(severity_icon(worst, size).pixmap(size, size))
        palette = self.palette()
        tint = SEVERITY_TINT[worst] if worst is not None else DONE_TINT
        ink = SEVERITY_COLOUR[worst] if worst is not None else DONE
        palette.setColor(QPalette.ColorRole.Window, tint)
        palette.setColor(QPalette.ColorRole.WindowText, ink)
        self.setPalette(palette)

    # ------------------------------------------------ room

    def _side(self) -> int:
        """The sign, as wide as high."""
        return self.fontMetrics().height() + 2

    def _before(self) -> int:
        return self._gap + self._side() + self._gap

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(1, width - self._before() - self._gap)
        return max(self._side(), self.words.heightForWidth(room)) + 2 * self._gap

    def sizeHint(self) -> QSize:
        width = self._before() + self.words.sizeHint().width() + self._gap
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self._before() + self.words.minimumSizeHint().width() + self._gap
        return QSize(width, self._side() + 2 * self._gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap, side = self._gap, self._side()
        room = max(1, self.width() - self._before() - gap)
        self._sign.setGeometry(gap, gap, side, side)
        self.words.setGeometry(QRect(self._before(), gap, room, self.height() - 2 * gap))

    def event(self, event: QEvent) -> bool:
        """Other words: those around move only when they take another height."""
        asked = event.type() == QEvent.Type.LayoutRequest
        if asked and self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()
        return super().event(event)
