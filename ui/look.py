"""Look: colours, faces and small pictures, in one place so that every part looks alike."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from core.checks.severity import Severity

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
)
BASE_POINTS = 10.0  # the interface's face at 100 %
TITLE_POINTS = 16.0

INK = QColor("#1f2328")
QUIET = QColor("#5b6470")  # secondary words; 5.9 : 1 on PAPER
FAINT = QColor("#9aa1ab")  # words of what cannot be used now
PAPER = QColor("#ffffff")
DESK = QColor("#f3f4f6")  # behind the paper
LINE = QColor("#c9ced6")
ACCENT = QColor("#1f5fae")
PICKED = QColor("#d8e6f8")  # selected cells
COMPUTED = QColor("#eef3fa")  # cells the program fills in
LABEL = QColor("#f6f7f9")  # the form's own words
MARKED = QColor("#ffe9a8")  # the other ends of a comparison
DONE = QColor("#1a6b34")  # nothing is left to do, nothing is wrong
DONE_TINT = QColor("#e1f3e6")

SEVERITY_COLOUR = {
    Severity.ERROR: QColor("#b42318"),
    Severity.WARNING: QColor("#9a5b00"),
    Severity.INFO: QColor("#1f5fae"),
}
SEVERITY_TINT = {
    Severity.ERROR: QColor("#fde7e4"),
    Severity.WARNING: QColor("#fdf1dc"),
    Severity.INFO: QColor("#e6effb"),
}
SEVERITY_SIGN = {Severity.ERROR: "错", Severity.WARNING: "说", Severity.INFO: "提"}

STYLE = f"""
QToolTip {{ color: {INK.name()}; background: #fffbe8; border: 1px solid {LINE.name()}; }}
QTabBar::tab {{ padding: 5px 12px; }}
QTabBar::tab:selected {{ font-weight: bold; }}
QLabel[quiet="true"] {{ color: {QUIET.name()}; }}
QLabel[quiet="true"]:disabled {{ color: {FAINT.name()}; }}
QScrollArea[page="true"] {{ border: 1px solid transparent; }}
QScrollArea[page="true"]:focus {{ border: 1px solid {ACCENT.name()}; }}
QFrame[banner="true"] {{ background: #fdf1dc; border-bottom: 1px solid {LINE.name()}; }}
QFrame[alarm="true"] {{ background: #fde7e4; border-bottom: 1px solid {LINE.name()}; }}
QPushButton[primary="true"] {{ color: {PAPER.name()}; background: {ACCENT.name()};
    border: 2px solid {ACCENT.name()}; border-radius: 4px; padding: 4px 14px; }}
QPushButton[primary="true"]:hover {{ background: {ACCENT.lighter(115).name()}; }}
QPushButton[primary="true"]:focus {{ border-color: {INK.name()}; }}
QPushButton[primary="true"]:disabled {{ color: {QUIET.name()}; background: {DESK.name()};
    border-color: {LINE.name()}; }}
"""


def dress(app: QApplication, scale: int = 100) -> None:
    """Give the program its face, size (percent) and colours; the same on every system."""
    have = set(QFontDatabase.families())
    font = QFont()
    known = [face for face in FACES if face in have]
    if known:
        font.setFamilies(known)
    font.setPointSizeF(BASE_POINTS * scale / 100)
    app.setFont(font)
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, DESK),
        (QPalette.ColorRole.Base, PAPER),
        (QPalette.ColorRole.AlternateBase, LABEL),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Button, QColor("#fafbfc")),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.HighlightedText, PAPER),
        (QPalette.ColorRole.PlaceholderText, QUIET),
    ):
        palette.setColor(role, colour)
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, FAINT)
    app.setPalette(palette)
    title = f"font-size: {TITLE_POINTS * scale / 100}pt; font-weight: bold;"
    app.setStyleSheet(f'{STYLE}QLabel[title="true"] {{ {title} }}')


@cache
def severity_icon(severity: Severity, size: int = 18) -> QIcon:
    """A coloured square with a word in it: the colour is never the only sign."""
    # `Qt` takes 20 ms to load; the first picture of the window needs this module but not that.
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QIcon, QPainter, QPixmap

    ratio = 2
    picture = QPixmap(size * ratio, size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SEVERITY_COLOUR[severity])
    painter.drawRoundedRect(QRectF(0, 0, size, size), 4, 4)
    font = QFont(QApplication.font())
    font.setPixelSize(round(size * 0.68))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(PAPER)
    painter.drawText(
        QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, SEVERITY_SIGN[severity]
    )
    painter.end()
    return QIcon(picture)
