"""Gathering: places of the text that are wrong in the same way become one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from core.checks.finding import Words
from core.prose.manuscript import Paragraph

Span = tuple[int, int]
MOST_PLACES = 20  # of one finding; nobody goes to more of them


def gathered(hits: Iterable[tuple[str, Words]]) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """What is said of a place, and all places of which the same is said, in reading order."""
    found: dict[str, list[Words]] = {}
    for says, words in hits:
        places = found.setdefault(says, [])
        if len(places) < MOST_PLACES:
            places.append(words)
    for says, places in found.items():
        yield says, tuple(places)


def hits(
    paragraphs: Iterable[Paragraph], look: Callable[[str], Iterable[tuple[str, Span]]]
) -> Iterator[tuple[str, Words]]:
    """What `look` says of spans of each paragraph."""
    for paragraph in paragraphs:
        for says, span in look(paragraph.text):
            yield says, paragraph.words(*span)


def short(text: str, most: int = 30) -> str:
    """A text for a message, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
