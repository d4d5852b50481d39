"""Doubled words: 的的, 进一步进一步, and names of figures with a character twice or misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.forms.pack import Pack
from core.prose.gathering import Span, gathered, hits
from core.prose.proof import Proof, text_rule

CODE = "R22.字词重复"
# Particles that stand twice only by mistake, unless the second begins another word: 为了了解.
_PARTICLE = re.compile(
    r"的的(?!确)|(?<!为)(?<!除)了了(?![解结望然])|是是(?!非)|在在|和和(?![谐平睦解气])|与与(?![会否时共])"
    r"|及及(?![时格早])|于于|被被|把把(?![握关手])|从从(?![业容小前])"
)
# The same word twice on end. Counting words repeat rightly: 一步一步, 逐年逐年.
_WORD = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_RIGHTLY = re.compile(r"[一逐每].|(.)\1.*")
_TWICE = re.compile(r"([\u4e00-\u9fff])\1")
_LEAST_NAME = 4
_LEAST_SWAPPED = 4


@text_rule(CODE)
def doubled_words(proof: Proof) -> Iterator[Finding]:
    """What was typed twice, or the wrong way round."""
    names = _names(proof.desk.pack)
    for says, places in gathered(hits(proof.manuscript.prose, lambda text: _look(text, names))):
        wrong, right = says.split("\n")
        yield Finding(
            CODE,
            Severity.INFO,
            (),
            f"“{wrong}”像是打错了，应当是“{right}”吧？",
            shown=wrong,
            expected=right,
            words=places,
        )


@lru_cache(32)
def _names_of(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = {name for name in names if len(name) >= _LEAST_NAME and _is_plain(name)}
    return tuple(sorted(plain, key=lambda name: (-len(name), name)))  # the longest says most


def _names(pack: Pack) -> tuple[str, ...]:
    """The names of all figures a form of this pack can show."""
    return _names_of(tuple(pack.words.concepts) + tuple(pack.words.aliases))


def _is_plain(name: str) -> bool:
    return re.fullmatch(r"[\u4e00-\u9fff]+", name) is not None


Slip = tuple[str, Span]  # what stands there and, on a line of its own, what it should be; where


@lru_cache(8192)
def _look(text: str, names: tuple[str, ...]) -> tuple[Slip, ...]:
    found: dict[int, Slip] = {}
    for slip in (*_doubled_in_names(text, names), *_swapped(text, names), *_repeated(text)):
        found.setdefault(slip[1][0], slip)
    return tuple(found.values())


def _repeated(text: str) -> Iterator[Slip]:
    for match in _PARTICLE.finditer(text):
        yield f"{match[0]}\n{match[0][0]}", match.span()
    for match in _WORD.finditer(text):
        if _RIGHTLY.fullmatch(match[1]) is None:
            yield f"{match[0]}\n{match[1]}", match.span()


def _doubled_in_names(text: str, names: tuple[str, ...]) -> Iterator[Slip]:
    """公务接待待费: without the second 待 it is a name, as it stands it is none."""
    spots = _spots(names)
    for match in _TWICE.finditer(text):
        at = match.start()
        for name, place in spots.get(match[1], ()):
            start, end = at - place, at + 1 + len(name) - place
            if text.startswith(name[:place], max(start, 0)) and text[at + 1 : end] == name[place:]:
                yield f"{text[start:end]}\n{name}", (start, end)
                break


@lru_cache(32)
def _spots(names: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """By character the names that have it inside, and where."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in names:
        for place, character in enumerate(name[1:], start=1):
            found.setdefault(character, []).append((name, place))
    return found


def _swapped(text: str, names: tuple[str, ...]) -> Iterator[Slip]:
    """公务待接费: two neighbours of a name the wrong way round."""
    for wrong, right in _swaps(names):
        at = text.find(wrong)
        if at >= 0:
            yield f"{wrong}\n{right}", (at, at + len(wrong))


@lru_cache(32)
def _swaps(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Every name with two inner neighbours changed round, where that makes no other name."""
    found = {}
    for name in names:
        for place in range(len(name) - 1) if len(name) > _LEAST_SWAPPED else ():
            one, other = name[place], name[place + 1]
            wrong = f"{name[:place]}{other}{one}{name[place + 2 :]}"
            if one != other and wrong not in names:
                found[wrong] = name
    return tuple(sorted(found.items()))
