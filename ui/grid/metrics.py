"""Metrics: a form's measures on this screen: pixels, type sizes, and how high its texts are."""

from __future__ import annotations

from collections import OrderedDict
from itertools import accumulate, pairwise
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextOption

from core.layout.grid import SIZES, Align, Cell, Grid, Role
from core.layout.measure import MM_PER_PT

SCREEN = 1.15  # a screen is read from farther away than paper
LEAST_PIXELS = 9
MOST_TEXTS = 6000  # kept laid out
ALIGN = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
TextKey = tuple[str, int, int, bool, Align]


class Metrics:
    """Measures at one zoom. Texts that have been laid out are kept by text, width and face."""

    def __init__(self, base: QFont, dots_per_inch: float, zoom: int) -> None:
        self._base = base
        self.zoom = zoom
        self.per_mm = dots_per_inch / 25.4 * SCREEN * zoom / 100
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._needs: dict[tuple[str, int, float, Role], int] = {}
        self._texts: OrderedDict[TextKey, QStaticText] = OrderedDict()

    # ------------------------------------------------ faces

    def font(self, cell: Cell, size: float) -> QFont:
        """The face of a cell on a form whose own type size is `size` points."""
        return self._font(*self._face(cell, size))

    def _face(self, cell: Cell, size: float) -> tuple[int, bool]:
        points = SIZES.get(cell.role, size)
        pixels = max(LEAST_PIXELS, round(points * MM_PER_PT * self.per_mm))
        return pixels, cell.role is Role.TITLE

    def _font(self, pixels: int, bold: bool) -> QFont:
        font = self._fonts.get((pixels, bold))
        if font is None:
            font = QFont(self._base)
            font.setPixelSize(pixels)
            font.setBold(bold)
            self._fonts[pixels, bold] = font
        return font

    def line(self, cell: Cell, size: float) -> float:
        """The height of one line of text."""
        return QFontMetricsF(self.font(cell, size)).lineSpacing()

    def pad(self, cell: Cell, size: float) -> tuple[int, int]:
        """Free room left and right, above and below the text."""
        pixels, _ = self._face(cell, size)
        return max(3, round(pixels * 0.35)), max(2, round(pixels * 0.22))

    def across(self, cell: Cell, size: float, width: int) -> int:
        """Free room left and right in a cell of this width: less where it would break a number."""
        usual, _ = self.pad(cell, size)
        if not cell.text.isascii() or any(map(str.isspace, cell.text)):
            return usual
        needed = ceil(QFontMetricsF(self.font(cell, size)).horizontalAdvance(cell.text)) + 1
        return usual if needed > width - 2 else max(1, min(usual, (width - needed) // 2))

    # ------------------------------------------------ texts

    def text(self, cell: Cell, size: float, width: int) -> QStaticText:
        """The cell's text, wrapped to the inside of a cell of this width."""
        pixels, bold = self._face(cell, size)
        inside = max(pixels, width - 2 * self.across(cell, size, width))
        key = (cell.text, inside, pixels, bold, cell.align)
        laid = self._texts.get(key)
        if laid is not None:
            self._texts.move_to_end(key)
            return laid
        laid = QStaticText(cell.text)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        option = QTextOption(ALIGN[cell.align])
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        laid.setTextWidth(inside)
        laid.prepare(font=self._font(pixels, bold))
        self._texts[key] = laid
        if len(self._texts) > MOST_TEXTS:
            self._texts.popitem(last=False)
        return laid

    # ------------------------------------------------ columns and rows

    def widths(self, grid: Grid) -> list[int]:
        """The width of every lattice column; rounding never adds up."""
        edges = [round(edge * self.per_mm) for edge in accumulate(grid.lattice, initial=0)]
        return [right - left for left, right in pairwise(edges)]

    def heights(self, grid: Grid) -> list[int]:
        """Every row at least as high as on paper, and high enough for its texts here."""
        heights = [round(height * self.per_mm) for height in grid.heights]
        edges = list(accumulate(self.widths(grid), initial=0))
        for cell in sorted(grid.cells, key=lambda cell: cell.rows):
            if not cell.text:
                continue
            need = self._need(cell, grid.size, edges[cell.col + cell.cols] - edges[cell.col])
            last = cell.row + cell.rows
            have = heights[cell.row] if cell.rows == 1 else sum(heights[cell.row : last])
            if need > have:
                heights[last - 1] += need - have
        return heights

    def _need(self, cell: Cell, size: float, width: int) -> int:
        """How high a cell must be; found once per text, width and face."""
        key = (cell.text, width, size, cell.role)
        need = self._needs.get(key)
        if need is None:
            room = self.text(cell, size, width).size().height()
            need = self._needs[key] = ceil(room) + 2 * self.pad(cell, size)[1]
            if len(self._needs) > MOST_TEXTS:
                self._needs.pop(next(iter(self._needs)))
        return need
