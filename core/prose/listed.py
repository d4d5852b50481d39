"""Listed: a number of things against the things named after it (R6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.checks.finding import Finding, Severity
from core.prose.by_line import by_line
from core.prose.figures import Figure, Rough, Sort, figures_in
from core.prose.judge import finding
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said
from core.prose.telling import NOBODY, Role, Told

LISTED = "R6.个数与列出的不符"

_UNITS = frozenset("个家项名人户处座所种类条件部股支辆位")
_MOST = 60  # more things are not told by name
_LONGEST_NAME = 40
_SHORT_NAME = 16
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{0,16}")
_LEADS = re.compile(r"[:,]?(?:分别是|分别为|分别有|具体是|具体为|具体有|依次为|即|包括)[:]?|:")
_AND = re.compile(r"以及|和|及|与|暨")
_NUMBERED = re.compile(r"\([一二三四五六七八九十0-9]{1,3}\)|(?<![0-9.])[0-9]{1,2}[、.](?![0-9])")
_OPEN_END = re.compile(r"等(?:等|[\u4e00-\u9fff]{0,8})?$")
_ENDS = frozenset("。;!?")
# Offices and places named before their number: 内设办公室、财务股、业务股3个股室.
_BODY_END = re.compile(
    r"(?:股|室|部|科|办|处|中心|站|队|组|村|社区|镇|乡|局|所|院|园|校)(?P<more>等)?$"
)
_BODIES = re.compile(
    r"(?:内设|职能|业务|下属|直属|所属|事业|综合|行政){0,2}"
    r"(?:股室|部室|科室|室|股|科|办公室|机构|部门|单位|中心|站所?|大队|中队|村|社区|乡镇|镇|乡|学校|小组)"
)
_ALSO = re.compile(r"和|及|与|、")
_FAR = 400  # characters a list before its number may take
_FEWEST = 3  # names: two may be anything


class _Names(NamedTuple):
    """How many names a list holds, from the fewest to the most one can count."""

    fewest: int
    most: int
    open_end: bool  # ends with 等
    plain: bool  # leaves no doubt
    short: bool = False  # nothing but short names
    where: str = "后面"  # the list stands behind the number, or before it
    nearly: bool = False  # one name less, and 等: one may have been forgotten


@text_rule(LISTED)
def names_counted(proof: Proof) -> Iterator[Finding]:
    """内设股室8个，分别是…: eight names follow."""
    return by_line(proof, _lists_of)


def _lists_of(proof: Proof, _: Report, line: Line) -> Iterator[Finding]:
    for figure in figures_in(line.bare.text):
        if figure.sort is not Sort.COUNT or figure.unit not in _UNITS:
            continue
        if figure.rough is not Rough.EXACT or not 0 <= figure.value <= _MOST:
            continue
        found = _names(line.bare.text, figure) or _names_before(line.bare.text, figure)
        if found is not None:
            yield from _compare(proof, line, figure, found)


def _compare(proof: Proof, line: Line, figure: Figure, names: _Names) -> Iterator[Finding]:
    number = int(figure.value)
    if names.nearly and number - names.most != 1:
        return
    if number < 2 and not (names.plain or names.short):
        return
    open_end = names.open_end and number >= names.fewest and not names.nearly
    if names.fewest <= number <= names.most or open_end:
        return
    said = Said(line, Told(Role.VALUE, figure, figure.start, figure.end, NOBODY))
    told = str(names.fewest)
    certain = names.plain and names.fewest == names.most and not names.open_end
    severity = Severity.ERROR if certain else Severity.WARNING
    yield finding(
        proof.desk,
        LISTED,
        Severity.INFO if names.nearly else severity,
        said,
        f"这里写的是“{figure.number}{figure.unit}”，{names.where}列出的名称有 {told} 个，请核对。",
        expected=f"{told}{figure.unit}",
    )


def _names_before(text: str, figure: Figure) -> _Names | None:
    """The list that stands before a number of offices or places."""
    if _BODIES.match(text, figure.end) is None:
        return None
    ahead = text[max(0, figure.start - _FAR) : figure.start]
    if ")" in ahead:
        ahead = _without_brackets(ahead)
    ahead = ahead[max(ahead.rfind(mark) for mark in ",。;:!?") + 1 :]
    end = _BODY_END.search(ahead)
    names = ahead.split("、")
    if end is None or len(names) < _FEWEST or figures_in(ahead) or not all(names):
        return None
    if max(map(len, names[1:])) > _SHORT_NAME:
        return None
    joined = len(_AND.findall(names[-1]))
    last = _AND.split(names[-1].removesuffix("等"))
    if joined and all(_BODY_END.search(name) for name in last):
        names, joined = [*names[:-1], *last], 0  # 法规股和信息中心 are two
    most, more = len(names) + joined, bool(end["more"])
    nearly = more and not joined and int(figure.value) > most
    return _Names(len(names), most, more, False, True, "前面", nearly)


def _without_brackets(text: str) -> str:
    """A text without what stands in brackets."""
    kept: list[str] = []
    depth = 0
    for character in text:
        depth += character == "("
        if not depth:
            kept.append(character)
        depth -= character == ")" and depth > 0
    return "".join(kept)


def _names(text: str, figure: Figure) -> _Names | None:
    """The list that follows a number."""
    at = figure.end
    noun = _NOUN.match(text, at)
    if noun is not None and not _leads_at(text, at):
        at = _noun_end(text, at, noun.end())
        if _ALSO.search(text, figure.end, at):
            return None  # 六个办公室和监察机构，分别为…: who knows how many
    inside = ""
    if text.startswith("(", at):
        end = _closing(text, at)
        inside = text[at + 1 : end]
        at = min(end + 1, len(text))
    if match := _LEADS.match(text, at):
        listed = _until_end(text, match.end())
        whole = re.split(r"[。!?]", text[match.end() :], maxsplit=1)[0]
        if whole.count(";") + 1 == figure.value:
            return None  # one clause for each of them
        announced = bool(match[0].strip(":,")) and ";" not in whole
        return _listed(listed, announced)
    return _listed(inside, False) if "、" in inside else None


def _leads_at(text: str, at: int) -> bool:
    return _LEADS.match(text, at) is not None


def _noun_end(text: str, start: int, end: int) -> int:
    """The noun ends where the words that lead into the list begin."""
    for place in range(start, end):
        if (match := _LEADS.match(text, place)) and match.end() > place:
            return place
    return end


def _closing(text: str, at: int) -> int:
    depth = 0
    for place in range(at, len(text)):
        if text[place] == "(":
            depth += 1
        elif text[place] == ")":
            depth -= 1
            if not depth:
                return place
    return len(text)


def _until_end(text: str, at: int) -> str:
    """To the end of the sentence, without what stands in brackets, numbers in them kept."""
    kept: list[str] = []
    depth = 0
    place = at
    while place < len(text):
        character = text[place]
        numbered = _NUMBERED.match(text, place) if not depth else None
        if numbered is not None:
            kept.append(numbered[0])
            place = numbered.end()
            continue
        if not depth and character in _ENDS:
            break
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
        if not depth and character != ")":
            kept.append(character)
        place += 1
    return "".join(kept)


def _listed(text: str, announced: bool) -> _Names | None:
    numbers = _NUMBERED.findall(text)
    if len(numbers) > 1:
        return _Names(len(numbers), len(numbers), False, announced)
    if "、" not in text:
        return None
    last = text.rindex("、")
    comma = text.find(",", last)
    body = text if comma < 0 else text[:comma]
    names = [name for name in body.split("、") if name]
    told = [figure for figure in figures_in(body) if figure.sort is not Sort.DATE]
    amounts = announced and all(figure.sort is Sort.AMOUNT for figure in told)
    if "," in body or (told and not (amounts and len(told) == len(names))):
        return None  # clauses, or a list with numbers of its own
    if max(map(len, names)) > _LONGEST_NAME:
        return None
    open_end = bool(_OPEN_END.search(names[-1]))
    joined = len(_AND.findall(names[-1]))
    short = max(map(len, names)) <= _SHORT_NAME
    return _Names(len(names), len(names) + joined, open_end, announced and comma < 0, short)
