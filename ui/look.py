"""Look: colours, faces and small pictures, in one place so that every part looks alike."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from core.checks.finding import Severity

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

INK = QColor("#1f2328")
QUIET = QColor("#5b6470")  # secondary words; 5.9 : 1 on PAPER
PAPER = QColor("#ffffff")
OFF = QColor("#9aa1ab")  # what cannot be used just now
DESK = QColor("#f3f4f6")  # behind the paper
LINE = QColor("#c9ced6")
ACCENT = QColor("#1f5fae")
PICKED = QColor("#d8e6f8")  # selected cells
COMPUTED = QColor("#eef3fa")  # cells the program fills in
LABEL = QColor("#f6f7f9")  # the form's own words
MARKED = QColor("#ffe9a8")  # the other ends of a comparison

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
QLabel[title="true"] {{ font-size: 16pt; font-weight: bold; }}
QFrame[banner="true"] {{ background: #fdf1dc; border-bottom: 1px solid {LINE.name()}; }}
QFrame[alarm="true"] {{ background: #fde7e4; border-bottom: 1px solid {LINE.name()}; }}
"""


def dress(app: QApplication, scale: int = 100) -> None:
    """Give the program its face, size (percent) and colours; the same on every system."""
    app.setStyle(QStyleFactory.create("Fusion"))
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
    ):  # what does not apply must look so
        palette.setColor(QPalette.ColorGroup.Disabled, role, OFF)
    app.setPalette(palette)
    app.setStyleSheet(STYLE)


@cache
def severity_icon(severity: Severity, size: int = 18) -> QIcon:
    """A coloured square with a word in it: the colour is never the only sign."""
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
