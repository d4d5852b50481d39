"""Reading: one line understood figure by figure; the subject is carried on as a reader would."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from core.prose.bare import bare
from core.prose.figures import Sort as Counted
from core.prose.figures import figures_in
from core.prose.lead import read_lead
from core.prose.lexicon import STOPS, Lexicon, Token
from core.prose.sayings import Sayer
from core.prose.telling import NOBODY, Frame, Reading, Subject, Sure
from core.prose.thread import NOT_MONEY, Outer
from core.prose.wholes import wholes_of

_HEADING = 40  # a longer line is no heading
_DEEPEST = 12  # brackets in brackets
# A heading that names nothing of which the figures behind it could be.
_NO_TOPIC = re.compile(r"(?:情况|方面|说明|方向|如下|明细|分析|内容|看|是|为|分)$")
_REASON = re.compile(r"主要|原因|因|由于|为了?|是|受")  # of what was told before
_ENDS = frozenset("。；;：:,，.!！?？")


@lru_cache(maxsize=8192)
def read_line(line: str, words: Lexicon, about: Subject = NOBODY) -> Reading:
    """What a line tells. `about` is what the heading above it names."""
    plain = bare(line)
    figures = figures_in(plain.text)
    reader = _Reader(words, about)
    reader.read(words.tokens(plain.text, figures))
    subject = NOBODY
    if len(line) <= _HEADING and not reader.told and line.strip()[-1:] not in _ENDS:
        subject = reader.heading()
    frames = tuple(
        Frame(
            one.total,
            tuple(one.parts),
            one.mainly,
            one.some,
            one.marks <= {"、"},
            one.bracket,
            one.cut,
            one.behind,
            one.maybe,
        )
        for one in reader.closed
        if one.parts
    )
    return Reading(tuple(reader.told), frames, subject)


class _Reader(Sayer):
    """Walks over the pieces of a line."""

    def read(self, tokens: Sequence[Token]) -> None:
        """All pieces, then what is still open."""
        for place, token in enumerate(tokens):
            self._behind = tokens[place + 1 : place + 3]
            if token.mark:
                self._mark(token)
            elif token.figure is None or token.figure.sort in (Counted.YEAR, Counted.DATE):
                if token.figure is None or token.figure.sort is Counted.YEAR:
                    self._lead.append(token)
            else:
                self._figure(token.figure)
        self._clause()
        self._end_sentence()

    def _only_name(self) -> Subject:
        """A sentence of one name: what the next one is about."""
        heads = self._heads[self._begun[0] :]
        if len(heads) != 1 or len(self.told) != self._begun[1] or heads[0].name is None:
            return NOBODY
        named = self._named(heads[0])
        money = named.sure is Sure.YES and named.key not in NOT_MONEY
        return named if money and not heads[0].noun and not heads[0].aspect else NOBODY

    def heading(self) -> Subject:
        """What a line without a figure names, when it names one thing."""
        names = {name.key for lead in self._heads for name in lead.names}
        if len(names) != 1 or any(self._named(lead).sure is Sure.NO for lead in self._heads):
            return NOBODY
        return Subject(names.pop(), "", Sure.LIKELY)

    def _mark(self, token: Token) -> None:
        mark = token.mark
        if mark == "、":
            if self._lead:
                self._lead.append(token)
            elif self._frames:
                self._frames[-1].ahead.add(mark)
            return
        if mark == "(":
            self._bracket()
            return
        if mark == ")":
            self._inner = list(self._lead)
            self._clause()
            self._unbracket()
            return
        self._apart = True
        fresh = not self._lead
        head = read_lead(self._lead, self.words.year) if mark == ":" and self._lead else None
        self._clause()
        if head is not None and head.name is not None:
            self._topic = self._subject
        elif head is not None and head.before and not _NO_TOPIC.search(head.label):
            self._subject = Subject("", head.label, Sure.NO)
        if mark in STOPS:
            self._end_sentence()
        elif mark == ";":
            self._semicolon()
        elif mark == ":" and fresh and self._last_value >= 0:
            self._open_frame(self._last_value, mainly=False, some=False)
        elif self._frames:
            self._frames[-1].ahead.add(mark)

    def _semicolon(self) -> None:
        self._bases = self._standing
        self._queue = []
        # A frame inside another ends here, and one that has no part yet.
        while self._frames and (len(self._frames) > 1 or not self._frames[-1].parts):
            self.closed.append(self._frames.pop())
        if self._frames:
            frame = self._frames[-1]
            frame.ahead.add(";")
            frame.cut = frame.cut or len(frame.parts)
        self._subject = self._main

    def _end_sentence(self) -> None:
        while self._frames:
            self.closed.append(self._frames.pop())
        self._title = self._only_name()
        self._begun = len(self._heads), len(self.told)
        self._sentence += 1
        self._subject = self._first = NOBODY
        self._aspects, self._explicit, self._bases = (), False, ()
        self._standing = ()
        self._brackets.clear()
        self._queue, self._row = [], []
        self._moved, self._strange, self._summed = None, False, []
        self._within = NOBODY
        self._topic = NOBODY
        self._before, self._last_value = self._last_value, -1

    def _bracket(self) -> None:
        if len(self._brackets) >= _DEEPEST:
            self._clause()
            return
        outer = Outer(self._lead, self._subject, len(self._frames), self._queue, len(self.told))
        outer.row = list(self._row)
        lead = read_lead(self._lead, self.words.year)
        if lead.name is not None and lead.change is not None:
            self._subject = Subject(lead.name.key, lead.name.text, Sure.LIKELY)
        elif lead.name is not None or lead.before:
            self._subject = self._named(lead)
        elif not self._lead and self._last_value >= 0 and self._last_value == len(self.told) - 1:
            self._open_frame(self._last_value, mainly=False, some=False, bracket=True)
        self._lead, self._queue = [], []
        self._brackets.append(outer)

    def _unbracket(self) -> None:
        """A name alone in a bracket: what the things before it are called together."""
        if not self._brackets:
            return
        outer = self._brackets.pop()
        lead = read_lead(self._inner, self.words.year)
        self._inner = []
        if lead.name is not None and outer.told == len(self.told):
            outer.lead = _called(outer.lead, lead.name, self.words.year)
        while len(self._frames) > outer.frames:
            self.closed.append(self._frames.pop())
        self._row = outer.row
        self._lead, self._subject, self._queue = outer.lead, outer.subject, outer.queue

    def _clause(self) -> None:
        self._share_out()
        if not self._lead:
            return
        lead = read_lead(self._lead, self.words.year)
        self._heads.append(lead)
        tokens, self._lead = self._lead, []
        if len(tokens) == 1 and tokens[0].text == "中" and self._last_value >= 0:
            self._within = self.told[self._last_value].subject  # 项目支出188万元中，…
            return
        if not lead.is_plain and lead.name is None and self._within is not NOBODY:
            self._subject = Subject("", lead.label, Sure.NO)
        if lead.change is not None and lead.bases:
            self._direction(lead, tokens)
            if lead.name is not None and (named := self._named(lead)).sure is Sure.YES:
                self._subject = named
        elif lead.compared and lead.bases:
            self._bases = self._standing = lead.bases
        self._open_from(lead)
        if lead.name is None and lead.before and not lead.compared and not lead.opens:
            self._strange = _REASON.match(lead.label) is None
        if lead.name is not None and not lead.listed and lead.change is None:
            named = self._named(lead)
            if tokens[-1].text in ("中", "里", "内"):
                self._within = named
            if named.sure is not Sure.NO or self._subject is NOBODY:
                self._subject = named
            if named.sure is Sure.YES and not self._frames:
                self._main = named
        if (aspects := lead.told_aspects()) and not lead.compared and lead.change is None:
            self._aspects, self._explicit = aspects, not lead.before


def _called(tokens: list[Token], name: Token, year: int) -> list[Token]:
    """接待费、出国费和用车费(简称三公经费): one name for all of them, or for a part of them."""
    lead = read_lead(tokens, year)
    if lead.name is None or lead.name.key == name.key:
        return tokens
    together = len(lead.names) > 1 or name.key in wholes_of(lead.name.key)
    return [name] if together else tokens
