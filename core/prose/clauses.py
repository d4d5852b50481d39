"""Clauses: the clauses of a line that may claim something, with the names they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from core.checks.finding import Words
from core.prose.lexicon import Lexicon, Token
from core.prose.report import Line, Report
from core.prose.words import PROJECTS, TOTAL, Sort

_CLAUSE = re.compile(r"[^,;。!?:]+")
_MARKS = re.compile(r"[,;。!?:()]")
_LONGEST = 60  # characters of a clause that are looked at
# Duties, plans and measures claim nothing about what has happened.
_MEANT = re.compile(
    r"要(?!求)|应当|应该|确保|力争|进一步|不得|必须|严禁|坚持|加强|如果|若|原则|以防|防止|避免|杜绝|继续"
    r"|制度|办法|规定的|将|下一步|今后|不予|没有按|未按|因此需"
)
# A clause without any of these claims nothing that figures could bear out.
_SIGNS = re.compile(
    r"预算|超支|平衡|结余|结转|资金|支出|经费|费|追加|指标|目标|任务|维修|加油|车|编制|超编|率|购|期|时|合格"
    r"|接待|出国|出境|国外|境外"
)


class _Cut(NamedTuple):
    """A clause by its words alone."""

    start: int
    text: str
    tokens: tuple[Token, ...]  # the names in it
    names: tuple[str, ...]
    before: tuple[str, ...]
    meant: bool


class Clause(NamedTuple):
    """A clause, and the names it and the clauses before it speak of."""

    line: Line
    start: int
    text: str
    tokens: tuple[Token, ...]
    names: tuple[str, ...]
    before: tuple[str, ...]
    meant: bool  # only a duty or a plan

    def words(self, match: re.Match[str]) -> Words:
        """The words of the claim."""
        return self.line.words(self.start + match.start(), self.start + match.end())

    def subject(self) -> str:
        """What it is about."""
        names = self.names or self.before
        return names[-1] if names else TOTAL


def clause_before(text: str, end: int) -> str:
    """The words of a clause before one place in it; of a long one its end."""
    return _MARKS.split(text[max(0, end - _LONGEST) : end])[-1]


def clauses_of(report: Report, line: Line) -> Iterator[Clause]:
    """The clauses of a line that may claim something."""
    for cut in _cuts(line.bare.text, report.ledger.lexicon):
        yield Clause(line, *cut)


@lru_cache(maxsize=8192)
def _cuts(text: str, words: Lexicon) -> tuple[_Cut, ...]:
    found: list[_Cut] = []
    before: tuple[str, ...] = ()
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        tokens = tuple(one for one in words.tokens(clause, ()) if one.sort is Sort.NAME)
        names = tuple(token.key for token in tokens)
        if not names and "项目" in clause:
            names = (PROJECTS,)
        if _SIGNS.search(clause):
            meant = _MEANT.search(clause) is not None
            found.append(_Cut(match.start(), clause, tokens, names, before, meant))
        before = names or before
    return tuple(found)
