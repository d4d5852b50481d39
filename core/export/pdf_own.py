"""PDF with the faces of this computer: other glyphs, each at the place the bundled one has.

Lines and pages stay as they are measured with the bundled faces; what an installed face lacks is
drawn by the bundled one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from core.characters import advances
from core.export.font_files import FontFile, folders, official
from core.export.pdf_faces import Mapped, Piece, bundled_pieces, load_font
from core.layout.drawing import Text
from core.layout.faces import Face

EM = 1000
_WIDEST_SLIP = 2  # thousandths of the size: nobody sees that a glyph is so much wider


class _Own(NamedTuple):
    """An installed face: its name in reportlab, and the advances of its characters."""

    name: str
    widths: dict[int, int]


class OwnFaces:
    """The installed faces that can be used, and words about those that cannot."""

    def __init__(self, where: Iterable[Path] | None = None) -> None:
        self._own: dict[Face, _Own] = {}
        self._refused: list[Face] = []
        for face, fonts in official(folders() if where is None else where).items():
            own = next(filter(None, map(_loaded, fonts)), None)
            if own is None:
                self._refused.append(face)
            else:
                self._own[face] = own

    @property
    def words(self) -> str:
        """What is used, and what is there but cannot be."""
        refused = "、".join(face.official for face in self._refused)
        told = f"本机的{refused}格式不能用。" if refused else ""
        if not self._own:
            return f"本机没有能用的公文字体，仍用所带的字体。{told}"
        used = "、".join(face.official for face in self._own)
        rest = "，其余用所带的" if len(self._own) < len(Face) else ""
        return f"用了本机的{used}{rest}。{told}"

    def pieces(self, text: Text) -> Iterator[Piece]:
        """A run in pieces: together as long as the advances agree, else sign by sign."""
        own = self._own.get(text.face)
        if own is None:
            yield from bundled_pieces(text)
            return
        (bundled,) = {piece.font for piece in bundled_pieces(text)}
        measured = advances(text.face.value)
        x = 0.0
        for alone, signs in groupby(enumerate(text.text), lambda at: _slip(own, measured, at)):
            piece = "".join(sign for _, sign in signs)
            font = bundled if alone.lacking else own.name
            inside = alone.slip * text.size / EM / 2  # a narrower glyph in the middle of its place
            yield Piece(font, x + inside, piece)
            wide = sum(measured.get(sign, EM) for sign in piece) * text.size / EM
            x += wide + text.spread * len(piece)


class _Alone(NamedTuple):
    """What keeps signs together: the same face, and no slip; else every sign stands alone."""

    lacking: bool
    slip: int
    place: int


def _slip(own: _Own, measured: Any, at: tuple[int, str]) -> _Alone:
    place, sign = at
    wide = own.widths.get(ord(sign))
    if wide is None:
        return _Alone(True, 0, -1)
    slip = measured.get(sign, EM) - wide
    if abs(slip) <= _WIDEST_SLIP:
        return _Alone(False, 0, -1)
    return _Alone(False, slip, place)


@lru_cache
def _loaded(font: FontFile) -> _Own | None:
    """The font, known to reportlab; None when that cannot use it, or may not embed it."""
    from reportlab.pdfbase.ttfonts import TTFError

    if not font.usable:
        return None
    try:
        loaded = load_font(f"ZPT-{font.path}-{font.index}", Mapped(font.path), font.index)
    except (TTFError, OSError):
        return None
    widths = {code: round(wide) for code, wide in loaded.face.charWidths.items()}
    return _Own(loaded.fontName, widths)
