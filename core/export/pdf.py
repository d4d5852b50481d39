"""PDF: drawings as one file, all faces embedded; the same drawings give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from itertools import groupby
from math import cos, radians, sin
from pathlib import Path
from typing import Any

from core.errors import ZipingtongError
from core.export.pdf_faces import Piece, bundled_pieces, font_name
from core.layout.drawing import Drawing, Rule, Text
from core.layout.faces import Face
from core.storage.files import write_whole

PROGRAM = "自评通"
Pieces = Callable[[Text], Iterable[Piece]]


def write_pdf(drawings: Iterable[Drawing], path: Path, title: str) -> None:
    """Write the pages as one file, or leave what stands at path as it is."""
    write_whole(path, pdf_bytes(drawings, title))


def pdf_bytes(drawings: Iterable[Drawing], title: str, pieces: Pieces = bundled_pieces) -> bytes:
    """The pages as a file; its properties name the title and this program, nobody else.

    `pieces` says with which fonts a run is drawn.
    """
    from reportlab.pdfgen.canvas import Canvas  # slow to import, and not needed to start

    pages = list(drawings)
    if not pages:
        raise ZipingtongError(
            "E504", "没有可以打印的页，文件没有写。", "请至少选择一张表，再导出一次。"
        )
    raw = io.BytesIO()
    canvas = Canvas(
        raw, pageCompression=1, invariant=1, lang="zh-CN", initialFontName=font_name(Face.SONG)
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    for number, page in enumerate(pages, 1):
        _page(canvas, page, pieces)
        if page.label:
            canvas.bookmarkPage(f"p{number}")
            canvas.addOutlineEntry(page.label, f"p{number}", page.level)
        for place, mark in enumerate(page.marks):
            key = f"p{number}-{place}"
            canvas.bookmarkHorizontal(key, 0, page.height - mark.y)
            canvas.addOutlineEntry(mark.label, key, page.level + 1)
        canvas.showPage()
    if any(page.label for page in pages):
        canvas.showOutline()
    canvas.save()
    return raw.getvalue()


def _page(canvas: Any, page: Drawing, pieces: Pieces) -> None:
    """What stands first lies undermost; states are set only when they change."""
    canvas.setPageSize((page.width, page.height))
    for are_texts, items in groupby(page.items, lambda item: isinstance(item, Text)):
        if are_texts:
            texts = (item for item in items if isinstance(item, Text))
            _texts(canvas, texts, page.height, pieces)
        else:
            _rules(canvas, (item for item in items if isinstance(item, Rule)), page.height)


def _rules(canvas: Any, rules: Iterable[Rule], height: float) -> None:
    thick: float | None = None
    for rule in rules:
        if rule.width != thick:
            thick = rule.width
            canvas.setLineWidth(thick)
        canvas.line(rule.x1, height - rule.y1, rule.x2, height - rule.y2)


def _texts(canvas: Any, texts: Iterable[Text], height: float, pieces: Pieces) -> None:
    out = canvas.beginText()
    font: tuple[str, float] | None = None
    spread: float | None = None
    grey: float | None = None
    for text in texts:
        if text.spread != spread:
            spread = text.spread
            out.setCharSpace(spread)
        if text.grey != grey:
            grey = text.grey
            out.setFillGray(grey)
        for piece in pieces(text):
            if (piece.font, text.size) != font:
                font = (piece.font, text.size)
                out.setFont(*font)
            if text.turn:
                turn = radians(text.turn)
                cosine, sine = cos(turn), sin(turn)
                x, y = text.x + piece.behind * cosine, height - text.y + piece.behind * sine
                out.setTextTransform(cosine, sine, -sine, cosine, x, y)
            else:
                out.setTextOrigin(text.x + piece.behind, height - text.y)
            out.textOut(piece.text)
    canvas.drawText(out)
