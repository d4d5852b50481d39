"""Lexicon: cuts the words around figures into names, aspects, years, changes and shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.prose.bare import bare
from core.prose.figures import Figure
from core.prose.words import ASPECTS, NAMES, OWNERS, WORDS, Sort

_NUMBERING = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}(?:[、)]|\.(?![0-9]))|[一二三四五六七八九十]{1,3}(?:、|是)"
    r"|\([0-9一二三四五六七八九十]{1,3}\)|[①-⑳])"
)
STOPS = frozenset("。!?")
MARKS = STOPS | frozenset(",;:、()")
_SHORTEST_NAME = 2


class Token(NamedTuple):
    """A piece of a line: a word with its sort, a figure, a mark, or a stretch nobody knows."""

    start: int
    end: int
    text: str
    sort: Sort | None = None
    key: str = ""  # the concept of a name, the aspect of an aspect
    figure: Figure | None = None
    mark: str = ""


@dataclass(frozen=True)
class Lexicon:
    """The words of one report: those of the language, of its pack and of its rows."""

    year: int
    words: Mapping[str, tuple[tuple[str, Sort, str], ...]]  # by first character, longest first

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def tokens(self, text: str, figures: Iterable[Figure]) -> list[Token]:
        """A bare line in pieces, in order."""
        found: list[Token] = []
        starts = {figure.start: figure for figure in figures}
        place, unknown = 0, 0
        size = len(text)
        while place < size:
            piece = self._piece(text, place, starts.get(place))
            if piece is None:
                place += 1
                continue
            if unknown < place:
                found.append(Token(unknown, place, text[unknown:place]))
            found.append(piece)
            place = unknown = piece.end
        if unknown < size:
            found.append(Token(unknown, size, text[unknown:]))
        return found

    def _piece(self, text: str, place: int, figure: Figure | None) -> Token | None:
        if figure is not None:
            return Token(place, figure.end, text[place : figure.end], figure=figure)
        character = text[place]
        if not place or text[place - 1] in MARKS:
            numbering = _NUMBERING.match(text, place)
            if numbering is not None:
                return Token(place, numbering.end(), numbering[0], mark=",")
        for word, sort, key in self.words.get(character, ()):
            if text.startswith(word, place):
                return Token(place, place + len(word), word, sort, key)
        if character in MARKS:
            return Token(place, place + 1, character, mark=character)
        return None


def lexicon(year: int, names: Mapping[str, str], owners: Iterable[str] = ()) -> Lexicon:
    """A lexicon with the names of a pack and its rows: name -> concept or row."""
    found: dict[str, tuple[Sort, str]] = {}
    for sort, words in WORDS.items():
        for word in words.split():
            found.setdefault(word, (sort, ""))
    for word in (*OWNERS, *owners):
        found.setdefault(word, (Sort.OWNER, ""))
    for aspect, words in ASPECTS.items():
        for word in words.split():
            found[word] = (Sort.ASPECT, aspect)
    for concept, words in NAMES.items():
        for word in (concept, *words.split()):
            found[word] = (Sort.NAME, concept)
    for name, concept in names.items():
        word = bare(name).text
        if found.get(word, (None, ""))[0] is Sort.RATE:
            continue  # a bare 控制率 may be of anything
        if len(word) >= _SHORTEST_NAME:
            found[word] = (Sort.NAME, concept)
    by_first: dict[str, list[tuple[str, Sort, str]]] = {}
    for word, (sort, key) in found.items():
        by_first.setdefault(word[0], []).append((word, sort, key))
    return Lexicon(
        year,
        {
            first: tuple(sorted(words, key=lambda entry: -len(entry[0])))
            for first, words in by_first.items()
        },
    )
