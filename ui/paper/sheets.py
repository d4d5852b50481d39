"""Sheets: a PDF as pictures. One thread makes, uses and closes them: pypdfium2 bears no more."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QImage

POINTS = 72  # to an inch


class Sheets:
    """A document whose pages can be drawn."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # slow to import, and not needed to start

        self._document: Any = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def picture(self, number: int, dots: float, grey: bool = False) -> QImage:
        """A page at so many dots to an inch."""
        page = self._document[number]
        try:
            drawn = page.render(scale=dots / POINTS, grayscale=grey)
            form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_BGR888
            shown = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, form)
            return shown.copy()  # the buffer goes with the page
        finally:
            page.close()

    def close(self) -> None:
        """Give the memory back, in the thread that made it."""
        self._document.close()
