"""Title lines: a title cut into lines of like length, each beginning with a whole word."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from math import ceil, inf

from core.layout.breaking import NO_END, NO_START, break_lines
from core.layout.faces import Face
from core.layout.glyphs import width

# The words titles of these papers are made of.
_WORDS = (
    "人民政府|街道办事处|委员会|办公室|财政局|管理局|服务中心|自治县|转移支付|自我评价|"
    "部门|单位|项目|整体|支出|预算|财政|资金|专项|绩效|目标|自评|评价|评估|管理|使用|报告|"
    "情况|说明|工作|结果|年度|基本|实施|完成|建设|运行|补助|办法|条例|规定|方案|计划"
)
_KNOWN = re.compile(rf"《[^》]{{1,18}}》|\d+(?:\.\d+)?年?度?|[A-Za-z]+|{_WORDS}")
_NOT_FIRST = NO_START | frozenset("的等")
_NOT_LAST = NO_END | frozenset("和与及对")
MOST_LINES = 6  # a longer title is no title, and is broken like any other text
CUT = 25.0  # in squares of the type size: what it costs to part what may be one word


def title_lines(text: str, face: Face, size: float, room: float, whole: str = "") -> list[str]:
    """The lines of a title: as few as possible, of as like length as whole words allow.

    `whole` is a name in it that is not cut if it has room.
    """
    count = ceil(width(face, text, size) / room)
    if count <= 1:
        return [text]
    if count <= MOST_LINES:
        pieces = _pieces(text, whole)
        for lines in (count, count + 1):
            found = _Cuts(pieces, lines, face, size, room).best()
            if found:
                return found
    return [line.text.strip() for line in break_lines(text, face, size, room)]


def _pieces(text: str, whole: str) -> list[str]:
    """Words that are known, and the other characters one by one."""
    known = re.compile(f"{re.escape(whole)}|{_KNOWN.pattern}") if whole else _KNOWN
    return re.findall(f"{known.pattern}|.", text, re.DOTALL)


class _Cuts:
    """Looks for the best places to end so many lines."""

    def __init__(self, pieces: list[str], lines: int, face: Face, size: float, room: float) -> None:
        self.pieces = pieces
        self.lines = lines
        self.room = room / size
        self.ends = [
            wide / size
            for wide in accumulate((width(face, piece, size) for piece in pieces), initial=0.0)
        ]
        self.even = self.ends[-1] / lines
        self.found: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}

    def best(self) -> list[str]:
        """The lines; none when no cut gives every line its room."""
        cost, cuts = self._from(0, self.lines)
        if cost == inf:
            return []
        return ["".join(self.pieces[a:b]).strip() for a, b in pairwise((0, *cuts))]

    def _from(self, first: int, lines: int) -> tuple[float, tuple[int, ...]]:
        """The cost of setting what begins here in so many lines, and where each ends."""
        last = len(self.pieces)
        if lines == 1:
            return self._line(first, last), (last,)
        if (first, lines) in self.found:
            return self.found[first, lines]
        best: tuple[float, tuple[int, ...]] = (inf, ())
        for end in range(first + 1, last - lines + 2):
            cost = self._line(first, end)
            if cost == inf:
                break
            rest, cuts = self._from(end, lines - 1)
            best = min(best, (cost + self._cut(end) + rest, (end, *cuts)))
        self.found[first, lines] = best
        return best

    def _line(self, first: int, end: int) -> float:
        long = self.ends[end] - self.ends[first]
        return (long - self.even) ** 2 if long <= self.room else inf

    def _cut(self, at: int) -> float:
        """What it costs to begin a line here."""
        before, after = self.pieces[at - 1], self.pieces[at]
        if before[-1] in _NOT_LAST or after[0] in _NOT_FIRST:
            return 4 * CUT
        return 0.0 if len(before) > 1 or len(after) > 1 else CUT
