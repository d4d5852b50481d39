"""Clause of a figure: the words that belong to it, and whether they tell an aim or a result."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from core.prose.report import Line, Said
from core.texts import loose

_MARKS = ",。;:!?"
_FAR = 120  # characters before a figure that can be its clause
_LEAST = 4  # characters that say what a figure is about
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,12}")
_TAILS = re.compile(r"(?:指标|数量|个数|人数|次数|户数|面积|里程|长度|座数|期数|人次|率|数|量)$")
# An aim: what was wanted, is planned or was asked for.
_AIM = re.compile(
    r"目标|任务(?!完成)|计划|预期|要求|力争|力求|争取|打算|下一步|明年|下年|拟|确保|应当|预计|原定"
    r"|不(?:低于|少于|高于|超过)|控制在|[≥≤]"
)
_AIM_BEHIND = re.compile(r"的?(?:年度|全年|年初)?(?:目标|任务|计划|指标|要求)")
_AIM_MET = re.compile(r"(?:完成|达到|实现|超过|兑现|达成)[^,]{0,6}(?:目标|任务|计划)")
_AIM_HEADING = re.compile(r"目标|任务|职责|计划|打算|安排|下一步|建议|措施")
_RESULT_HEADING = re.compile(r"完成|实现|达成|执行|自评|评价|结果|成效|分析")
_LONGEST_HEADING = 30
_PART = re.compile(r"^(?:其中|含|包括|包含)|(?:其中|含|包括|包含)[^,;。]{0,8}$")
_OTHER_TIME = re.compile(r"上年|去年|上一年|往年|同期|历年|20[0-9]{2}年")
_YEARS = re.compile(r"以来|[两二三四五几]年(?:来|间|内|累计|共)|累计投入")


def words_around(said: Said) -> str:
    """The clause before a figure, or two when one says nothing, and the noun behind it."""
    text, told = said.line.bare.text, said.told
    ahead = text[max(0, told.start - _FAR) : told.start]
    start = len(ahead)
    for _ in range(2):
        start = max(ahead.rfind(mark, 0, max(0, start - 1)) for mark in _MARKS) + 1
        if len(_bare(ahead[start:])) >= _LEAST:
            break
    noun = _NOUN.match(text, told.end)
    return f"{ahead[start:]}/{noun[0] if noun else ''}"


def tells_aim(said: Said) -> bool:
    """Is the figure what was wanted, not what was done?"""
    if _AIM_BEHIND.match(said.line.bare.text, said.told.end):
        return True
    ahead = said.before[-_FAR:]
    behind = max(ahead.rfind(mark) for mark in ",;:") + 1
    lead = ahead[:behind]
    if lead.endswith(":") and _AIM.search(lead) and not _AIM_MET.search(lead):
        return True
    return is_aim(ahead[behind:], said.line)


def is_aim(clause: str, line: Line) -> bool:
    """Do a clause's words, or the heading above them, speak of an aim?"""
    if _AIM.search(clause) and not _AIM_MET.search(clause):
        return True
    return any(_is_aim_heading(heading) for heading in _headings(line))


def is_of_years(said: Said) -> bool:
    """Is it what was done in several years?"""
    return _YEARS.search(said.before) is not None


def is_part_or_past(said: Said) -> bool:
    """Only a part of the result, or that of another time."""
    around = words_around(said)
    return _PART.search(around.split("/")[0]) is not None or bool(_OTHER_TIME.search(around))


@lru_cache(maxsize=8192)
def coverage(words: str, name: str) -> int:
    """How much of an indicator's name stands in some words: percent of its pairs of characters."""
    wanted = _pairs(_core(name))
    there = _pair_set(words)
    return 100 * sum(pair in there for pair in wanted) // len(wanted) if wanted else 0


def shares_head(words: str, name: str) -> bool:
    """Does the thing itself stand there, the last word of the name: 就业培训, 技能培训?"""
    core = _core(name)
    return len(core) >= _LEAST and core[-2:] in words


@lru_cache(maxsize=4096)
def _pairs(core: str) -> tuple[tuple[str, str], ...]:
    return tuple(pairwise(core))


@lru_cache(maxsize=4096)
def _pair_set(words: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(loose(words)))


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    plain = loose(name)
    return _TAILS.sub("", plain) or plain


def _bare(text: str) -> str:
    return "".join(one for one in text if "\u4e00" <= one <= "\u9fff")


def _headings(line: Line) -> tuple[str, str]:
    """The heading above a line, and the one it may begin with itself."""
    first = line.bare.text.split("。", 1)[0]
    return line.heading, first if len(first) <= _LONGEST_HEADING else ""


def _is_aim_heading(text: str) -> bool:
    return bool(_AIM_HEADING.search(text)) and not _RESULT_HEADING.search(text)
