"""Seen: what stands on the pages of a PDF, whoever made it: its texts, and letters a line cuts."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

MM_PER_PT = 25.4 / 72
THIN = 1.6  # pt; what is lower is a line
LONG = 5.0
INSIDE = 0.2  # of the type size: a line so far inside a letter cuts it


@dataclass(frozen=True)
class Page:
    """One page: its size in mm, its text as drawn, the letters across a horizontal line."""

    width: float
    height: float
    text: str
    cut: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """All pages of a file."""

    pages: tuple[Page, ...]


def squeezed(text: str) -> str:
    """Without what readers add or leave out between lines and words."""
    return re.sub(r"[\s\ufffe\u0002]", "", unicodedata.normalize("NFKC", text))


def look(path: Path) -> Seen:
    """Read a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return Seen(tuple(_page(document[at]) for at in range(len(document))))
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    texts = page.get_textpage()
    text = texts.get_text_range()
    lines = list(_lines(page))
    cut = tuple(_cut(texts, lines))
    return Page(width * MM_PER_PT, height * MM_PER_PT, text, cut)


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """The horizontal lines: left, right, height above the foot."""
    for thing in page.get_objects((pdfium.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = thing.get_bounds()
        if top - bottom <= THIN and right - left >= LONG:
            yield left, right, (top + bottom) / 2


def _cut(texts: pypdfium2.PdfTextPage, lines: list[tuple[float, float, float]]) -> Iterator[str]:
    box = [ctypes.c_double() for _ in range(4)]
    for at in range(texts.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(texts, at))
        if letter.isspace() or not pdfium.FPDFText_GetCharBox(texts, at, *box):
            continue
        left, right, bottom, top = (one.value for one in box)
        middle, inside = (left + right) / 2, (top - bottom) * INSIDE
        if any(x1 < middle < x2 and bottom + inside < y < top - inside for x1, x2, y in lines):
            yield letter
