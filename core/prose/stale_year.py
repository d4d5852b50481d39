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
_NEAR = 2  # paragraphs
_REMEMBERED = 8192
_BEFORE = 12  # characters that can stand between a sentence's beginning and its year
# Titles of documents, and what is compared, counted over years or quoted, are of their own year.
_NAMED = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{0,40}”")
_HISTORY = re.compile(
    r"上年|去年|上一年|往年|历年|近年|同期|同比|[两二三四五几]年来|近[两二三四五几]年|规划|十[二三四五]五"
    r"|成立|组建|设立|挂牌|改革|撤并|合并|更名|历史|启动|立项|开工|建成|起|以来"
)
_BESIDE = re.compile(
    r"(?:本年|今年|当年)度?(?:比|较|增|减|多|少)"
)  # 2023年支出5万元，本年增加1万元
# A project keeps the year it was approved in: 2023年中央财政衔接补助资金项目.
_PROJECT = re.compile(r"\s*度?[^，。；：、\n]{4,30}?(?:项目|工程|专项|资金|指标|尾款)")
# The year a text is about opens a sentence: 2023年，我局…; 截至2023年底…; 2023年度部门整体支出….
_OPENS = re.compile(
    r"(?:^|[。；])[\s\u3000]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]{1,2}[、.．])?"
    r"(?:关于|截至|截止)?$"
)
# What a report says of itself bears its own year anywhere: 2024年度整体支出绩效自评得分….
_OF_ITSELF = re.compile(
    r"\s*年度?(?:本?部门|本?单位|我[局镇乡院校办])?(?:预算)?(?:整体)?(?:支出)?(?:绩效|预算)?"
    r"(?:自我)?(?:自评(?!(?:中)?(?:发现|反馈|整改))|评价(?:得分|结果为|等级))"
)
_EARLIER = re.compile(r"(?:上年|去年|针对|对照|整改|根据|比|较|与|和|及|、)[^，。；]{0,8}$")
# What is counted at the end of a year is counted at the end of this one: 截至2024年底在职70人.
_AT_END = re.compile(
    r"\s*年\s*(?:12\s*月(?:\s*31\s*日)?|年?[底末])[，,]?(?!结转|结余|累计)[^，。；]{0,12}?"
    r"(?:在职|在编|编制|人员|职工|实有|离退休|固定资产|资产总|车辆|公务用车)"
)
_UNTIL = re.compile(r"(?:截至|截止)(?:到)?\s*$")
_STATED = 8  # characters before a year
_REPORT = re.compile(r"(?:自评|评价)[^，。\n]{0,6}报告\s*$")


@text_rule(CODE)
def stale_year(proof: Proof) -> Iterator[Finding]:
    """A paragraph that names earlier years and not this one."""
    year = proof.desk.snapshot.year
    prose = proof.manuscript.prose
    for number, paragraph in enumerate(prose):
        for named, start, end in _stale(paragraph.text, year):
            around = (
                *prose[max(0, number - _NEAR) : number],
                *prose[number + 1 : number + 1 + _NEAR],
            )
            if any(f"{year}年" in other.text[:_BEFORE] for other in around):
                continue  # one paragraph for each year: they are put side by side
            yield Finding(
                CODE,
                Severity.WARNING,
                (),
                f"这是{year}年度的报告，“{short(paragraph.text[start:])}”写的是{named}年，"
                "像是往年的内容，请核对。",
                shown=f"{named}年",
                expected=f"{year}年",
                words=(paragraph.words(start, end),),
            )


@lru_cache(_REMEMBERED)
def _stale(text: str, year: int) -> tuple[tuple[int, int, int], ...]:
    """An earlier year a paragraph is about, with its span."""
    if "20" not in text:
        return ()
    bare = _NAMED.sub(lambda match: "＿" * len(match[0]), text)
    return tuple(_of_itself(bare, year)) or _at_beginnings(text, bare, year)


def _of_itself(bare: str, year: int) -> Iterator[tuple[int, int, int]]:
    """The year of the report itself, or of what is counted at its end, in the midst of a text."""
    for match in re.finditer(rf"(?<!\d)({year - 1}|{year - _FAR})(?=\s*年)", bare):
        ahead = bare[max(0, match.start() - _STATED) : match.start()]
        end = bare.find("。", match.end())
        sentence = bare[bare.rfind("。", 0, match.start()) + 1 : end if end >= 0 else len(bare)]
        counted = _AT_END.match(bare, match.end()) if _UNTIL.search(ahead) else None
        named = _OF_ITSELF.match(bare, match.end()) if not _EARLIER.search(ahead) else None
        if (counted or named) and f"{year}年" not in sentence and "同比" not in sentence:
            yield int(match[1]), match.start(), bare.index("年", match.end()) + 1


def _at_beginnings(text: str, bare: str, year: int) -> tuple[tuple[int, int, int], ...]:
    """The year a sentence, or a title, begins with."""
    recent = [named for named in stale_years(bare, year) if year - _FAR <= named]
    if not recent or any(named > year for named in years_in(bare)):
        return ()
    is_title = _REPORT.search(text) is not None
    if (_HISTORY.search(bare) or _BESIDE.search(bare)) and not is_title:
        return ()
    for match in re.finditer(rf"(?<!\d){recent[-1]}\s*年度?", bare):
        opens = _OPENS.search(bare[max(0, match.start() - _BEFORE) : match.start()]) is not None
        if is_title or (opens and _PROJECT.match(bare, match.end()) is None):
            return ((recent[-1], *match.span()),)
    return ()
