"""Choosing: what a new report may be made of: years, and packs as a list that can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.forms.library import FROM_YEARS, Library
from core.forms.pack import Pack, PackHead
from core.storage.kept import ReportLine
from core.texts import halfwidth
from core.workspace.overview import by_pinyin, has_words

ANY_COUNTY = "tongyong"  # the pack that takes any county's paper
_OFFERED_YEARS = 6
_YEAR = re.compile(r"\s*([0-9]{4})\s*(?:年度?)?\s*")


def usual_year(this_year: int) -> int:
    """The self-evaluation of a year is written in the next."""
    return this_year - 1


def offered_years(this_year: int) -> list[int]:
    """The years to choose from, the youngest first; others can be typed."""
    return [this_year - back for back in range(_OFFERED_YEARS)]


def read_year(text: str) -> int | None:
    """2025, ２０２５, 2025年 or 2025年度; None when it is no year."""
    match = _YEAR.fullmatch(halfwidth(text))
    year = int(match.group(1)) if match else 0
    return year if year in FROM_YEARS else None


def heads(library: Library) -> list[PackHead]:
    """All packs: counties by region, then what belongs to no county, 通用 last."""
    return sorted((library.head(name) for name in library.names()), key=_place)


def _place(head: PackHead) -> tuple[bool, bool, list[bytes], int]:
    no_county = len(head.region) < 3
    region = [by_pinyin(part) for part in head.region]
    return head.id == ANY_COUNTY, no_county, region, -head.from_year


def found_heads(packs: Iterable[PackHead], sought: str) -> list[PackHead]:
    """The packs in which every word occurs, those with it in the name first; 通用 always last."""
    ours, common = [], []
    for head in packs:
        if head.id == ANY_COUNTY:
            common.append(head)
        elif has_words(f"{head.name} {''.join(head.region)} {head.id} {head.from_year}", sought):
            ours.append(head)
    ours.sort(key=lambda head: not has_words(head.name, sought))
    return ours + common


def region_text(head: PackHead) -> str:
    """湖南省 益阳市; for 通用, when to take it."""
    if head.id == ANY_COUNTY:
        return "找不到本县时用它"
    above = [part for part in head.region if part != head.name]
    return " ".join(above)


def forms_text(pack: Pack) -> str:
    """The forms a pack contains, in print order, working sheets apart."""
    printed = [
        form.id + (f"（每个{form.each}一份）" if form.each else "")
        for form in pack.forms
        if form.printed
    ]
    sheets = [form.id for form in pack.forms if not form.printed]
    parts = [f"表：{'、'.join(printed)}"] if printed else []
    parts += [f"底稿（不上报）：{'、'.join(sheets)}"] if sheets else []
    parts += [f"报告：{'、'.join(report.id for report in pack.reports)}"] if pack.reports else []
    return "；".join(parts) + "。"


def too_early(head: PackHead, year: int) -> str:
    """What to say when the forms are younger than the year; "" when they are not."""
    if year >= head.from_year:
        return ""
    return f"这套表从{head.from_year}年度起用，{year}年度的表可能不一样，请核对。"


def pack_used_last(lines: Iterable[ReportLine]) -> str:
    """The pack of the report made last; "" when there is none yet."""
    made = max(lines, key=lambda line: (line.created, line.id), default=None)
    return made.pack if made is not None else ""
