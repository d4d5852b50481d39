"""Parts: a text can hold several reports one after the other; each is read for itself."""

from __future__ import annotations

from functools import lru_cache

from core.checks.ordinals import Kind, heading_of
from core.prose.manuscript import Manuscript

_LEAST_CHAPTERS = 3


@lru_cache(maxsize=4)
def part_numbers(manuscript: Manuscript) -> tuple[int, ...]:
    """For every paragraph of prose the number of the report it belongs to.

    A new one begins where another report of the package does, or where chapters count from
    一、 again after 三、 at least.
    """
    found: list[int] = []
    part = chapter = 0
    titled = False  # 第一部分, 第二部分: in each of them chapters count from 一、
    report = manuscript.chapters[0].report if manuscript.chapters else ""
    for paragraph in manuscript.prose:
        if (now := manuscript.chapters[paragraph.chapter].report) != report:
            report, part, chapter, titled = now, part + 1, 0, False
        number = heading_of(paragraph.text)
        titled = titled or (number is not None and number.kind is Kind.PART)
        if number is not None and number.kind is Kind.CHAPTER:
            if number.number == 1 and chapter >= _LEAST_CHAPTERS and not titled:
                part += 1
            chapter = number.number
        found.append(part)
    return tuple(found)
