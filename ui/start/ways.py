"""Ways: the first start, when there is no report yet: three large, clear ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import look

WIDE = 12  # characters of a line on a card
HEADING = 1.3  # its face, in faces of the rest
STYLE = f"""
QPushButton {{ background: {look.PAPER.name()}; border: 1px solid {look.LINE.name()};
    border-radius: 6px; text-align: left; }}
QPushButton:hover {{ background: {look.COMPUTED.name()}; border-color: {look.ACCENT.name()}; }}
QPushButton:focus {{ border: 2px solid {look.ACCENT.name()}; }}
QPushButton:disabled {{ background: {look.DESK.name()}; }}
QLabel {{ background: transparent; }}
QLabel[heading="true"] {{ color: {look.ACCENT.name()}; }}
QLabel:disabled {{ color: {look.QUIET.name()}; }}
"""


class Way(QPushButton):
    """A large button: what it does, and what that is good for."""

    def __init__(self, says: str, key: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(says)
        self.setAccessibleDescription(why)
        self.setShortcut(QKeySequence(f"Alt+{key}"))
        self._heading = QLabel(f"{says}（<u>{key}</u>）", self)
        self._heading.setProperty("heading", True)
        self._reason = QLabel(why, self)
        self._reason.setWordWrap(True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        for label in (self._heading, self._reason):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(label)
        self._column.setStretchFactor(self._reason, 1)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        """The card is as wide as its face asks, and as high as its words need there."""
        em = self.fontMetrics().height()
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * HEADING)
        font.setBold(True)
        self._heading.setFont(font)
        self._column.setContentsMargins(em, em, em, em)
        wide = self.fontMetrics().horizontalAdvance("国") * WIDE
        self._reason.setMinimumSize(wide, self._reason.heightForWidth(wide))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()


class Ways(QWidget):
    """The page shown while there is no report."""

    new_wanted = Signal()
    samples_wanted = Signal(object)  # the button below which to offer them
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(STYLE)
        welcome = QLabel("欢迎使用自评通")
        welcome.setProperty("title", True)
        hint = QLabel("还没有自评材料。第一次使用，可以先看看样例；要填报，就新建一份。")
        hint.setProperty("quiet", True)
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.new = Way("新建一份自评", "N", "选好本县的表，写上单位和年度，就可以开始填报。")
        self.samples = Way("看看样例", "Y", "打开一份填好的材料，看看各张表和审核结论。")
        self.file = Way("打开数据文件", "O", "把导出的或别人交来的数据文件读进来，接着填报。")
        row = QHBoxLayout()
        row.addStretch()
        for way in (self.new, self.samples, self.file):
            row.addWidget(way)
        row.addStretch()
        row.setSpacing(self.fontMetrics().height())
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(welcome, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)
        column.addSpacing(self.fontMetrics().height())
        column.addLayout(row)
        column.addStretch(3)
        self.new.clicked.connect(self.new_wanted)
        self.samples.clicked.connect(lambda: self.samples_wanted.emit(self.samples))
        self.file.clicked.connect(self.file_wanted)

    def set_may_write(self, may: bool) -> None:
        """Only looking is possible while somebody else holds the data."""
        for way in (self.new, self.samples, self.file):
            way.setEnabled(may)
        self.setFocusProxy(self.new)
