"""Breaking: cuts texts into lines the way Chinese is set.

No line begins with a closing mark or ends with an opening one; numbers, signs before them and
Latin words stay whole; spaces hang over the end of a line. Nothing of a text is lost: joined,
the lines of a paragraph are the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from core.layout.faces import Face
from core.layout.glyphs import count
from core.layout.glyphs import width as glyph_width

NO_START = frozenset(
    "，。、；：？！）》〉」』】〕〗｝］”’…—～·々％‰℃°′″,.;:?!)]}% \u3000"
)  # never begin a line
NO_END = frozenset("（《〈「『【〔〖｛［“‘([{￥$¥№＃#≥≤≈＞＜><＝=±＋")  # never end one

_PARAGRAPHS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What is no sign on paper; a tab, pasted with the text, parts words like a space.
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0))} | {0x09: " "}
_WORD = (
    r"[+\-]?[0-9A-Za-z\u00c0-\u024f]+"
    r"(?:(?:[.:/&@_'’~+\-–%]+|,(?=\d{3}(?!\d)))[0-9A-Za-z\u00c0-\u024f]+)*[%％‰]?"
)
# Accents, joiners and selectors stay with the character they belong to.
_MARKS = "[\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_ATOMS = re.compile(rf"{_WORD}|—+|…+|.{_MARKS}", re.DOTALL)
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text; `ends` when its paragraph ends with it."""

    text: str
    width: float  # pt, without the spaces that hang over its end
    ends: bool


class _Setting(NamedTuple):
    """How a text is set; `tracking` (pt) is put behind every character, less than 0 condenses."""

    face: Face
    size: float
    tracking: float

    def width(self, text: str) -> float:
        wide = glyph_width(self.face, text, self.size)
        return wide + self.tracking * count(self.face, text) if self.tracking else wide


@lru_cache(maxsize=20_000)  # after an edit nearly all texts of a form are as before
def break_lines(
    text: str, face: Face, size: float, room: float, tracking: float = 0.0, indent: float = 0.0
) -> tuple[Line, ...]:
    """The lines of a text in a column of this width (pt); an empty text has one empty line.

    Of every paragraph the first line is shorter by the indent.
    """
    setting = _Setting(face, size, tracking)
    return tuple(
        line
        for paragraph in _PARAGRAPHS.split(text)
        for line in _paragraph(paragraph.translate(_CONTROLS), setting, room, indent)
    )


def widest_piece(text: str, face: Face, size: float) -> float:
    """The width (pt) of the longest piece of a text that is not cut where there is room."""
    return max((glyph_width(face, piece.rstrip(), size) for piece in _clusters(text)), default=0.0)


def _paragraph(text: str, setting: _Setting, room: float, indent: float) -> Iterator[Line]:
    whole = setting.width(text.rstrip())
    if whole + indent <= room:  # most texts of a form
        yield Line(text, whole, ends=True)
        return
    line, used, hanging, free = "", 0.0, 0.0, room - indent
    for piece, wide in _pieces(text, setting, room - indent):
        if line and wide and used + hanging + wide > free + TOLERANCE:
            yield Line(line, used, ends=False)
            line, used, hanging, free = "", 0.0, 0.0, room
        line += piece
        if wide:
            used, hanging = used + hanging + wide, 0.0
        if piece[-1].isspace():
            hanging += setting.width(piece[len(piece.rstrip()) :])
    yield Line(line, used, ends=True)


def _pieces(text: str, setting: _Setting, room: float) -> Iterator[tuple[str, float]]:
    """What must not be cut, with its width but for spaces at its end.

    A piece wider than the shortest line comes in smaller ones.
    """
    for cluster in _clusters(text):
        wide = setting.width(cluster.rstrip())
        if wide <= room:
            yield cluster, wide
            continue
        for atom in _ATOMS.findall(cluster):
            wide = setting.width(atom.rstrip())
            if wide <= room:
                yield atom, wide
            else:
                yield from ((char, setting.width(char)) for char in atom)


def _clusters(text: str) -> Iterator[str]:
    """Atoms joined where no line may end."""
    cluster = ""
    for atom in _ATOMS.findall(text):
        if cluster and cluster[-1] not in NO_END and atom[0] not in NO_START:
            yield cluster
            cluster = ""
        cluster += atom
    if cluster:
        yield cluster
