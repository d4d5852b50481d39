"""Lead: what the words before a figure say: the name, the year, the budget, the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.prose.figures import Sort as Counted
from core.prose.lexicon import Token
from core.prose.telling import NOBODY, Subject, Sure
from core.prose.words import (
    BUDGET,
    INCOME,
    INITIAL,
    LAST_INITIAL,
    LAST_SPENT,
    SOURCES,
    SPENT,
    TOTAL,
    YEAR,
    Sort,
)

_ALTERING = (Sort.UP, Sort.DOWN, Sort.SAME)
# After a word of change only these may stand before the amount of the change.
_BEHIND_CHANGE = frozenset(
    {Sort.LINK, Sort.NOUN, Sort.TOTAL, Sort.NAME, Sort.ASPECT, Sort.TIME, Sort.LAST, Sort.THIS}
)
_SINGLE = frozenset("多少增减降超")  # of one character: words only beside their neighbours
_TIMES = {Sort.THIS: 0, Sort.LAST: -1}
_LAST_OF = {SPENT: LAST_SPENT, INITIAL: LAST_INITIAL, BUDGET: LAST_INITIAL, YEAR: LAST_INITIAL}
_RATES = frozenset({"执行率", "在职控制率"})
_EDGES = frozenset(
    "加上 为 是 共 达到 达 的 了 共有 完成 实现 已 安排 由 和 及 中 有 也 现 至 到".split()  # noqa: SIM905
)
_EMPTY = frozenset({Sort.TIME, Sort.THIS, Sort.OWNER, Sort.TOTAL, Sort.PART})
LABEL = 24  # characters of a label that are kept
OTHER_YEAR = "其他年度"
_OTHER_YEAR = -99
BASES = frozenset({LAST_SPENT, LAST_INITIAL, INITIAL, YEAR})  # what one compares with
BEFORE = (LAST_SPENT, LAST_INITIAL, INITIAL, YEAR)  # what an amount was before it changed
PLAIN = (SPENT, YEAR, INITIAL)  # what spending without further words may be counted by


@dataclass(slots=True)
class Lead:
    """The words before a figure, sorted."""

    tokens: Sequence[Token]
    year: int  # of the report
    name: Token | None = None
    aspect: str = ""
    offset: int | None = None  # 0 this year, -1 last year, when told
    change: Token | None = None
    compared: bool = False
    to: bool = False  # 增加到: the figure is the value reached
    share: Token | None = None
    rate: bool = False
    opens: bool = False  # 其中
    mainly: bool = False
    more: bool = False  # 等: there are more parts than are told
    each: bool = False
    total: bool = False
    bases: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # how what is compared with, or shared in, is counted
    unclear: bool = False  # unknown words stand behind what is compared with
    whole: Subject = NOBODY
    names: list[Token] = field(default_factory=list)
    before: str = ""  # what nobody knows before the name
    after: str = ""  # and behind it
    scoped: bool = False
    listed: bool = False
    noun: str = ""  # 支出 or 收入 when no name stands there
    owned: bool = False
    years: int = 0  # how many years are told
    when: tuple[int, int] | None = None  # where the year is told
    after_amount: bool = False  # …的预算相比: what is compared with stands before, with its amount

    @property
    def is_plain(self) -> bool:
        """No name, and nothing that would be one."""
        return self.name is None and not self.before and not self.scoped and not self.listed

    @property
    def spends(self) -> bool:
        """Is it said that money was spent: 支出, 决算支出?"""
        words = (token.text for token in self.tokens if token.sort in (Sort.ASPECT, Sort.NOUN))
        return any("支出" in text for text in words)

    @property
    def label(self) -> str:
        """The words themselves, as a name for what they are about."""
        tokens = list(self.tokens)
        while tokens and _is_empty(tokens[0]):
            tokens.pop(0)
        while tokens and _is_empty(tokens[-1]):
            tokens.pop()
        return "".join(token.text for token in tokens)[-LABEL:]

    def told_aspects(self) -> tuple[str, ...]:
        """What the figure is counted by, as far as these words say."""
        if self.offset == _OTHER_YEAR:
            return (OTHER_YEAR,)
        if self.aspect == BUDGET and self.offset != -1:
            return (INITIAL, YEAR)
        if self.offset == -1:
            return (_LAST_OF.get(self.aspect or SPENT, self.aspect),)
        return (self.aspect,) if self.aspect else ()


def _is_empty(token: Token) -> bool:
    """Does it say nothing at the edge of a label?"""
    return token.figure is not None or token.sort in _EMPTY or token.text in _EDGES


def read_lead(tokens: Sequence[Token], year: int) -> Lead:
    """Sort the words before a figure (or of a clause without one)."""
    lead = Lead(tokens, year)
    _find_change(lead)
    lead.each = any(token.sort is Sort.EACH for token in tokens)
    body = tokens
    if lead.share is not None:
        at = tokens.index(lead.share)
        body, behind = tokens[:at], tokens[at + 1 :]
        lead.whole = _whole(behind)
        lead.of = _aspects_in(behind, year)
    elif lead.change is not None or lead.compared:
        body = _without_base(lead)
    for token in body:
        _sort(lead, token)
    return lead


def _find_change(lead: Lead) -> None:
    tokens = lead.tokens
    for place, token in enumerate(tokens):
        if token.sort is Sort.SHARE:
            lead.share = lead.share or token
        elif token.sort is Sort.COMPARE:
            lead.compared = True
        elif token.sort is Sort.TO:
            lead.to, lead.change = True, None
        elif token.sort in _ALTERING and _is_word(tokens, place):
            lead.change, lead.to = token, False


def _is_word(tokens: Sequence[Token], place: int) -> bool:
    """Is 减 a word here, and not a part of one nobody knows?"""
    token = tokens[place]
    if token.text not in _SINGLE:
        return True
    rest = tokens[place + 1 :]
    return all(one.sort in _BEHIND_CHANGE for one in rest)


def direction(token: Token | None) -> int:
    """1 more, -1 less."""
    if token is None or token.sort is Sort.SAME:
        return 0
    return 1 if token.sort is Sort.UP else -1


def _without_base(lead: Lead) -> Sequence[Token]:
    """The words before the comparison; what is compared with becomes the bases."""
    tokens = lead.tokens
    compare = next((n for n, one in enumerate(tokens) if one.sort is Sort.COMPARE), None)
    change = tokens.index(lead.change) if lead.change is not None else len(tokens)
    end = compare if compare is not None and compare + 1 == change else change
    if tokens[0].text == "的" and (compare is None or end == compare):
        lead.after_amount = True
        _find_base(lead, tokens[:end])
        return tokens[change + 1 :]
    if compare is not None and compare < change:
        _find_base(lead, tokens[compare + 1 : change])
        behind = tokens[change + 1 :]
        extra = [one for one in behind if one.sort is Sort.NAME]
        return [*tokens[:compare], *extra]
    if compare is not None:
        _find_base(lead, tokens[compare + 1 :])
        return tokens[:compare] if lead.change is None else tokens[:change]
    behind = tokens[change + 1 :]
    _find_base(lead, behind)
    return [*tokens[:change], *(one for one in behind if one.sort is Sort.NAME)]


def _find_base(lead: Lead, tokens: Sequence[Token]) -> None:
    """What is compared with: 上年, 年初预算数, 2022年决算数."""
    base = _sorted(tokens, lead.year)
    lead.of = base.told_aspects()
    lead.unclear = bool(base.before or base.after)
    lead.when = base.when
    if base.offset == -1 and not base.aspect:
        lead.of = (LAST_SPENT, LAST_INITIAL)
    lead.bases = tuple(one for one in lead.of if one in BASES or one == OTHER_YEAR)
    if not lead.of and any(token.text == "同比" for token in lead.tokens):
        lead.bases = (LAST_SPENT, LAST_INITIAL)


def _aspects_in(tokens: Sequence[Token], year: int) -> tuple[str, ...]:
    """How the whole of a share is counted."""
    return _sorted(tokens, year).told_aspects()


def _sorted(tokens: Sequence[Token], year: int) -> Lead:
    lead = Lead(tokens, year)
    for token in tokens:
        _sort(lead, token)
    return lead


def _whole(tokens: Sequence[Token]) -> Subject:
    """What a share is taken of."""
    lead = Lead(tokens, 0)
    for token in tokens:
        if token.sort is not Sort.SHARE:
            _sort(lead, token)
    if lead.before or lead.after or lead.scoped or lead.listed:
        return Subject("?", "".join(token.text for token in tokens))
    if lead.name is not None:
        return Subject(lead.name.key, lead.name.text, Sure.LIKELY)
    if lead.noun:
        told = "".join(token.text for token in tokens if token.sort is not Sort.SHARE)
        return Subject(INCOME if lead.noun == "收入" else TOTAL, told.rstrip("的"), Sure.LIKELY)
    return NOBODY


def _sort(lead: Lead, token: Token) -> None:
    """Put one token where it belongs."""
    sort = token.sort
    if token.figure is not None:
        if token.figure.sort is Counted.YEAR:
            gap = int(token.figure.value) - lead.year
            lead.offset = gap if gap in (0, -1) else _OTHER_YEAR
            lead.when = (token.start, token.end)
            lead.years += 1
    elif sort is Sort.NAME:
        _name(lead, token)
    elif sort is Sort.ASPECT:
        lead.aspect = token.key
    elif sort in _TIMES:
        lead.offset = _TIMES[sort]
        lead.when = (token.start, token.end)
    elif sort is Sort.SCOPE:
        lead.scoped = True
    elif sort is Sort.OWNER:
        lead.owned = True
    elif sort is Sort.PART:
        _open(lead)
    elif sort is Sort.MAINLY:
        lead.mainly = True
        lead.more = token.text == "等"
    elif sort is Sort.EACH:
        lead.each = True
    elif sort is Sort.TOTAL:
        lead.total = True
    elif sort is Sort.RATE:
        lead.rate = True
    elif sort is Sort.NOUN:
        if token.text in ("支出", "收入"):
            lead.noun = token.text
    elif token.mark == "、":
        lead.listed = True
    elif sort in (None, Sort.OTHER) and not token.mark:
        if lead.name is None:
            lead.before += token.text
        else:
            lead.after += token.text


def _open(lead: Lead) -> None:
    """其中 begins anew: what stands before it is about the total."""
    lead.opens = True
    lead.name, lead.before, lead.after = None, "", ""
    lead.scoped = lead.listed = False
    lead.names.clear()


def _name(lead: Lead, token: Token) -> None:
    if token.key in _RATES and lead.name is not None:
        lead.rate = True
        return
    if token.key in (TOTAL, INCOME) and lead.name is not None and not (lead.after or lead.listed):
        lead.noun = "收入" if token.key == INCOME else "支出"  # 三公经费总支出
        return
    if lead.name is not None:
        # 一般公共预算财政拨款基本支出: that part of it only.
        lead.scoped = lead.scoped or (lead.name.key in SOURCES and not lead.after)
        if lead.after or lead.listed:
            lead.before += lead.after or "、"
        lead.after = ""
    lead.name = token
    lead.names.append(token)
    if token.key not in SOURCES and not lead.aspect:  # 收入预算, as some counties call it
        ending = token.text.removesuffix("数")[-2:]
        lead.aspect = ending if ending in (BUDGET, SPENT) else ""
