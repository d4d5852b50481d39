"""Leftovers: words of the template that were to be replaced, and years of an earlier report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.texts import tidy

_REMEMBERED = 8192  # texts: an edit changes one of thousands, the others are asked again

_TEMPLATE = re.compile(
    r"[（(【\[]?参考(?:提纲|模板|范本)[)）】\]]?"
    r"|填[写表报]说明"
    r"|(?:请)?在?此处(?:填写|填报|输入|粘贴|插入)|请(?:在此)?(?:填写|输入|填报|另附)|点击(?:此处|这里)"
    r"|[（(](?:可(?:自行)?(?:另)?(?:加|续|增加|添加)(?:行|页)|可另附页?|示例|样例|样表|模板|范例"
    r"|(?:限|不超过)?[0-9]+字(?:以内|左右)?)[)）]"
    r"|【\s*】|【(?:请|填写|填报|如[:：]|例如|示例|说明|注意|选填|必填|此处)[^】\n]{0,60}】"
    r"|(?<![0-9A-Za-z])[Xx×ＸｘΧ]{2,}(?![0-9A-Za-z])"
    r"|[Xx×ＸｘΧ]\s*年\s*[Xx×ＸｘΧ]\s*月|(?<![0-9])20[Xx×*]{1,2}\s*年"
    r"|年[ \t\u3000]+月[ \t\u3000]+日"
    r"|_{3,}|＿{2,}|[（(][ \u3000]{2,}[)）]"
    r"|^\s*(?:[0-9]+[.、．]?|[（(][0-9]+[)）]|[一二三四五六七八九十]+、)?\s*(?:…+|\.{3,}|。{3,})\s*$"
    r"|^\s*目标\s*[0-9]+\s*[:：]\s*$",
    re.MULTILINE,
)
_LEFT_OUT = re.compile(r"[（(]略[)）]|某某(?:[县市区乡镇村局]|街道|单位|部门|项目|公司|企业|同志)")
_INDICATOR = re.compile(r"(?:三级)?指标\s*(?:名称|[0-9一二三四五六]+)?\s*[:：…]*")

_RANGE = re.compile(r"((?:19|20)[0-9]{2})\s*年?\s*[-—–~～至到]+\s*((?:19|20)[0-9]{2})\s*年")
_YEAR = re.compile(r"(?<![0-9〔\[［【])((?:19|20)[0-9]{2})\s*年")
# What makes an earlier year right: a comparison, a beginning, money carried over, a document.
_BEFORE = re.compile(
    r"(?:比|较|同|与|和|自|从|[始低高优多少]于|截至|截止|超过|超|上年|基数|以前|对比)\s*$"
)
_BEHIND = re.compile(
    r"\s*(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?\s*"
    r"(?:以来|起|开始|至|到|[-—–~～、]|及|和|与|以前|底基数|版|届|度?结转|度?结余|度?末?数"
    r"|遗留|欠|尾款|同期|相比|水平|基础上|印发|出台|发布|批复|立项|实施的|启动|建成|成立|度?决算)"
)


@lru_cache(_REMEMBERED)
def template_words(text: str) -> str:
    """The first words of a template left in a text, or ""."""
    match = _TEMPLATE.search(text)
    return tidy(match[0]) if match else ""


@lru_cache(_REMEMBERED)
def template_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where all such words stand in a paragraph of prose; some of them may be meant."""
    found = [match.span() for match in _TEMPLATE.finditer(text)]
    found += [match.span() for match in _LEFT_OUT.finditer(text)]
    return tuple(sorted(found))


def is_template_indicator(text: str) -> bool:
    """Is an indicator's name still 指标1： or 三级指标?"""
    if "指标" not in text or text == "指标":
        return False
    return _INDICATOR.fullmatch(tidy(text)) is not None


def years_in(text: str) -> set[int]:
    """All years named in a text, and those between the ends of a range."""
    found = {int(match[1]) for match in _YEAR.finditer(text)}
    for match in _RANGE.finditer(text):
        found |= set(range(int(match[1]), int(match[2]) + 1))
    return found


@lru_cache(_REMEMBERED)
def stale_years(text: str, year: int, known: str = "") -> tuple[int, ...]:
    """Earlier years a text speaks of as if they were this one.

    None when this year is named too. `known` is a text whose years are right (a project's name).
    """
    if year in years_in(text):
        return ()
    right = years_in(known)
    found = {named for named in _plain_years(text) if named < year and named not in right}
    return tuple(sorted(found))


def _plain_years(text: str) -> Iterator[int]:
    ranges = [match.span() for match in _RANGE.finditer(text)]
    for match in _YEAR.finditer(text):
        start, end = match.span()
        if any(low <= start < high for low, high in ranges):
            continue
        if _BEFORE.search(text[max(0, start - 6) : start]) or _BEHIND.match(text[end : end + 16]):
            continue
        yield int(match[1])
