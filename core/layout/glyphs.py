"""Glyphs: how wide a text is in a face, and which bundled face has its characters.

The width tables are made from the fonts by `packaging/fonts.py`; no font is opened here. A face
that lacks a character borrows it, from 宋体 first. What is never seen on paper (joiners, marks
of direction, variation selectors, controls) has no width and is left out of the runs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby, repeat

from core.layout.faces import Face

_LENDERS = tuple(Face)  # 宋体 comes first and has the most
EM = 1000  # the tables count in thousandths of the type size
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
# Unicode counts these among the marks, yet they have no ink.
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# A base with marks that combine with it: accents as some programs and systems write them.
_MARKED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")


def width(face: Face, text: str, size_pt: float) -> float:
    """The width in pt of one line, borrowed characters and missing signs included."""
    return _units(face, text) * size_pt / EM


def count(face: Face, text: str) -> int:
    """How many characters are seen on paper."""
    return sum(len(piece) for _, piece in _runs(face, text))


def has(face: Face, char: str) -> bool:
    """Whether the face itself has the character."""
    return char in _widths(face)


def runs(face: Face, text: str) -> list[tuple[Face, str]]:
    """The text as it is printed: pieces, each with the face that has its characters.

    A character no face has stays in the wanted face, which draws its sign for missing ones.
    """
    return list(_runs(face, text))


def missing(text: str) -> list[str]:
    """The characters no face has, each once, in order."""
    homes = {char: _home(Face.SONG, char) for char in _composed(text)}
    return [char for char, home in homes.items() if home and not has(home, char)]


@cache
def _widths(face: Face) -> dict[str, int]:
    """Advances by character. Each line is an advance, a blank and all characters that have it."""
    widths: dict[str, int] = {}
    for line in face.widths_file.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        advance, _, characters = line.partition(" ")
        widths.update(zip(characters, repeat(int(advance))))
    return widths


@lru_cache(maxsize=20_000)  # after an edit nearly all texts of a form are as before
def _units(face: Face, text: str) -> int:
    widths = _widths(face)
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:  # something borrowed, unseen or missing
        return sum(_widths(at).get(char, EM) for at, piece in _runs(face, text) for char in piece)


@lru_cache(maxsize=20_000)
def _runs(face: Face, text: str) -> tuple[tuple[Face, str], ...]:
    pieces = groupby(_composed(text), lambda char: _home(face, char))
    # An unseen character parts nothing: pieces of one face beside it become one.
    seen = [(at, "".join(piece)) for at, piece in pieces if at is not None]
    joined = groupby(seen, lambda piece: piece[0])
    return tuple((at, "".join(text for _, text in piece)) for at, piece in joined)


@lru_cache(maxsize=50_000)
def _home(face: Face, char: str) -> Face | None:
    """The face that draws a character: the wanted one, 宋体, any that has it.

    When none has it, the wanted one draws its sign; what is never seen has no home.
    """
    for at in (face, *_LENDERS):
        if has(at, char):
            return at
    unseen = unicodedata.category(char) in _UNSEEN or _SELECTOR.match(char)
    return None if unseen else face


def _composed(text: str) -> str:
    """The text with base and accents as the one character that fonts have."""
    return _MARKED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
