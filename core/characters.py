"""Characters: which of them the bundled faces can draw, and how wide; no font is opened here.

The tables are made from the fonts by `packaging/fonts.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import repeat
from pathlib import Path

from core.paths import resources

FACES = ("song", "biaosong", "hei", "kai", "fang")  # 宋体 has the most and lends first
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
# Unicode counts these among the marks, yet they have no ink.
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# A base with marks that combine with it: accents as some programs and systems write them.
_MARKED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
# All but these 宋体 has for certain, and nearly all texts consist of.
_UNCOMMON = re.compile(
    "[^\n -~\u00b1\u00b7\u00d7\u2014\u2018\u2019\u201c\u201d\u2026\u2103\u2264\u2265"
    "\u2460-\u2473\u3000-\u3003\u3008-\u3011\u4e00-\u9fa5\uff01-\uff5e]"
)


def table_of(face: str) -> Path:
    """The file with a face's characters and their advances."""
    return resources() / "fonts" / f"{face}.txt"


@cache
def advances(face: str) -> Mapping[str, int]:
    """A face's characters, each with its advance in thousandths of the type size.

    Each line of the table is an advance, a blank and all characters that have it.
    """
    widths: dict[str, int] = {}
    for line in table_of(face).read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        advance, _, characters = line.partition(" ")
        widths.update(zip(characters, repeat(int(advance))))
    return widths


def is_unseen(char: str) -> bool:
    """Has it no ink on paper, like joiners, marks of direction, variation selectors, controls?"""
    return unicodedata.category(char) in _UNSEEN or _SELECTOR.match(char) is not None


def composed(text: str) -> str:
    """The text with base and accents as the one character that fonts have."""
    return _MARKED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def missing(text: str) -> list[str]:
    """The characters no bundled face can draw, each once, in order."""
    if _UNCOMMON.search(text) is None:
        return []
    found = dict.fromkeys(_UNCOMMON.findall(composed(text)))
    return [char for char in found if not is_unseen(char) and not _drawn(char)]


def _drawn(char: str) -> bool:
    return any(char in advances(face) for face in FACES)
