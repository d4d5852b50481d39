"""Stale year: paragraphs that still speak of last year as if it were the year of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.finding import Finding, Severity
from core.checks.leftovers import stale_years, years_in
from core.prose.gathering import short
from core.prose.proof import Proof, text_rule

CODE = "R11.往年年份"
_FAR = 2  # years: what lies further back is history, not last year's text
_REMEMBERED = 8192
# Titles of documents, and what is compared, counted over years or quoted, are of their own year.
_NAMED = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{0,40}”")
_HISTORY = re.compile(
    r"上年|去年|上一年|往年|历年|近年|同期|同比|[两二三四五几]年来|近[两二三四五几]年|规划|十[二三四五]五"
    r"|成立|组建|设立|挂牌|改革|撤并|合并|更名|历史|启动|立项|开工|建成|起|以来"
)
_PROJECT = re.compile(r"\s*度?[^，。；：、\n]{0,20}(?:项目|工程|专项|指标|结转|结余|尾款|欠)")
# The year a text is about stands at its beginning: 2023年，我局… or 2023年度部门整体支出…
_OPENING = re.compile(
    r"[\s\u3000]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]{1,2}[、.．])?"
    r"(?:关于|截至|截止|根据)?[^，。；\n]{0,20}?((?:19|20)[0-9]{2})\s*年"
)
_REPORT = re.compile(r"(?:自评|评价)[^，。\n]{0,6}报告\s*$")


@text_rule(CODE)
def stale_year(proof: Proof) -> Iterator[Finding]:
    """A paragraph that names earlier years and not this one."""
    year = proof.desk.snapshot.year
    for paragraph in proof.manuscript.prose:
        for named, start, end, sure in _stale(paragraph.text, year):
            yield Finding(
                CODE,
                Severity.WARNING if sure else Severity.INFO,
                (),
                f"这是{year}年度的报告，“{short(paragraph.text[start:])}”写的是{named}年，"
                "像是往年的内容，请核对。",
                shown=f"{named}年",
                expected=f"{year}年",
                words=(paragraph.words(start, end),),
            )


@lru_cache(_REMEMBERED)
def _stale(text: str, year: int) -> tuple[tuple[int, int, int, bool], ...]:
    """An earlier year a paragraph is about: the year, its span, and whether that is sure."""
    if "20" not in text:
        return ()
    bare = _NAMED.sub(lambda match: "＿" * len(match[0]), text)
    recent = [named for named in stale_years(bare, year) if year - _FAR <= named]
    if not recent or any(named > year for named in years_in(bare)):
        return ()
    named = recent[-1]
    places = [*re.finditer(rf"(?<!\d){named}\s*年度?", bare)]
    match = next(
        (at for at in places if stale_years(bare[max(0, at.start() - 6) : at.end() + 16], year)),
        places[0],
    )
    opening = _OPENING.match(bare)
    opens = opening is not None and int(opening[1]) == named
    is_title = _REPORT.search(text) is not None
    if _HISTORY.search(bare) and not is_title:
        return ()
    sure = is_title or (opens and _PROJECT.match(bare, match.end()) is None)
    return ((named, match.start(), match.end(), sure),)
