"""Texts: tidying, half-width forms, and comparing names that were written loosely."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

_SPACES = "".join(map(chr, (*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680)))
_SPACES += "".join(map(chr, (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_EDGES = _SPACES + _INVISIBLE
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_DIGITS = "0-9一二三四五六七八九十百零〇"
_CIRCLED = "①-⑳⑴-⒛㈠-㈩㊀-㊉"
_NUMBERING = re.compile(
    rf"(?:\s*(?:[(【\[][{_DIGITS}]{{1,4}}[)】\]]、?"  # (一) (1) 【3】
    rf"|第?[{_DIGITS}]{{1,4}}[、)]"  # 一、 1) 第一、
    rf"|[{_DIGITS}]{{1,4}}[.](?![0-9])"  # 14. but not 1.5
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[\s、.](?![0-9万亿%])"  # 3.4 followed by a space
    rf"|[{_CIRCLED}]))+"
)
_CIRCLED_START = re.compile(rf"^[{_CIRCLED}]+")
_DECIMAL_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_BRACKET_LIKE = frozenset("<>`^~=|")  # symbols people type in place of brackets and dashes

_LONGEST_COMPARED = 2000  # names are short; of anything longer the beginning decides
_NEAR = 60  # percent: below it a known word is no help as a suggestion
_SHORT, _NEAR_SHORT = 4, 50  # two words of two characters with one in common


def tidy(text: str) -> str:
    """Without spaces and invisible characters at the ends, with \\n as the only line end."""
    return _LINE_END.sub("\n", text.strip(_EDGES))


def halfwidth(text: str) -> str:
    """Full-width ASCII and the ideographic space as their half-width characters."""
    return text.translate(_HALFWIDTH)


def nearest(word: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known words most like a word, best first."""
    sought = halfwidth(word).lower()[:_LONGEST_COMPARED]
    places = _places(sought)
    found: dict[str, int] = {}
    for candidate in known:
        other = halfwidth(candidate).lower()[:_LONGEST_COMPARED]
        total = len(sought) + len(other)
        near = _NEAR if total > _SHORT else _NEAR_SHORT
        if not total or 200 * min(len(sought), len(other)) < near * total:
            continue
        ratio = 200 * _common(places, len(sought), other) // total
        if ratio >= near:
            found.setdefault(candidate, ratio)
    return sorted(found, key=lambda candidate: -found[candidate])[:limit]


def suggest(word: str, known: Iterable[str]) -> str:
    """A question naming the nearest known words, or "" when none is near."""
    near = [f"“{candidate}”" for candidate in nearest(word, known)]
    if not near:
        return ""
    listed = near[0] if len(near) == 1 else "、".join(near[:-1]) + "或" + near[-1]
    return f"您要写的是不是{listed}？"


def loose(name: str) -> str:
    """A key under which two spellings of one name are equal.

    Width, case, spaces, quotes, brackets, punctuation and a leading numbering do not count.
    """
    text = halfwidth(name).lower()
    key = _bare(text)
    numbering = _NUMBERING.match(text)
    if numbering is not None:
        key = _bare(text[numbering.end() :]) or key
    return _CIRCLED_START.sub("", key) or key  # a name that is nothing but a numbering stays


def likeness(a: str, b: str) -> int:
    """How alike two names are, 0 to 100; 100 only when they are loosely equal.

    Half of it is the characters in common and in order, half the neighbouring pairs in
    common: the first forgives one wrong or missing character, the second keeps names apart
    that merely share common words such as 科技 and 经费. An empty name is like nothing.
    """
    first, second = loose(a), loose(b)
    if not first or not second:
        return 0
    if first == second:
        return 100
    first, second = first[:_LONGEST_COMPARED], second[:_LONGEST_COMPARED]
    total = len(first) + len(second)
    characters = 200 * _common(_places(first), len(first), second) // total
    pairs_first = Counter(pairwise(first))
    pairs_second = Counter(pairwise(second))
    if not pairs_first or not pairs_second:
        return min(99, characters)
    pairs = 200 * (pairs_first & pairs_second).total() // (total - 2)
    return min(99, (characters + pairs) // 2)


def _bare(text: str) -> str:
    """Letters, digits and symbols only; a decimal point stays, 1.5 is not 15."""
    points = {match.start() for match in _DECIMAL_POINT.finditer(text)}
    return "".join(
        character
        for place, character in enumerate(text)
        if place in points or character == "%" or not _is_mark(character)
    )


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZC" or character in _BRACKET_LIKE


def _places(text: str) -> dict[str, int]:
    """For every character a bit mask of the places where it stands."""
    places: dict[str, int] = {}
    for place, character in enumerate(text):
        places[character] = places.get(character, 0) | 1 << place
    return places


def _common(places: dict[str, int], length: int, other: str) -> int:
    """Length of the longest common subsequence, computed bit-parallel.

    Each zero in `row` marks a place of the first text up to which one more character of
    the second can be matched; Python's long integers do a whole row in one addition.
    """
    everything = (1 << length) - 1
    row = everything
    for character in other:
        hits = row & places.get(character, 0)
        row = ((row + hits) | (row - hits)) & everything
    return length - row.bit_count()
