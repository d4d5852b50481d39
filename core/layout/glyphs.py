"""Glyphs: how wide a text is in a face, and which bundled face has its characters.

A face that lacks a character borrows it, from 宋体 first. What is never seen on paper (joiners,
marks of direction, variation selectors, controls) has no width and is left out of the runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby

from core.characters import advances, composed, is_unseen
from core.layout.faces import Face

_LENDERS = tuple(Face)  # 宋体 comes first and has the most
EM = 1000  # the tables count in thousandths of the type size


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


@cache
def _widths(face: Face) -> Mapping[str, int]:
    return advances(face.value)


@lru_cache(maxsize=20_000)  # after an edit nearly all texts of a form are as before
def _units(face: Face, text: str) -> int:
    widths = _widths(face)
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:  # something borrowed, unseen or missing
        return sum(_widths(at).get(char, EM) for at, piece in _runs(face, text) for char in piece)


@lru_cache(maxsize=20_000)
def _runs(face: Face, text: str) -> tuple[tuple[Face, str], ...]:
    pieces = groupby(composed(text), lambda char: _home(face, char))
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
    return None if is_unseen(char) else face
