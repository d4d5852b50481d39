"""Sayings: what role a figure plays, and the statement made of it."""

from __future__ import annotations

import re
from dataclasses import replace

from core.prose.figures import Figure
from core.prose.figures import Sort as Counted
from core.prose.lead import BEFORE, PLAIN, Lead, read_lead
from core.prose.lexicon import Token
from core.prose.relations import OF_BUDGET, Relations, only_joins
from core.prose.telling import NOBODY, Role, Subject, Sure, Told
from core.prose.thread import OpenFrame
from core.prose.wholes import alike
from core.prose.words import (
    ADDED,
    COUNTED,
    ROW,
    SPENT,
    TOTAL,
    Sort,
)

_ALL_TOLD = ("合计", "共计", "总计")  # 累计 goes back to earlier years
_EACH = re.compile(r"每|均")
_SAY_LITTLE = frozenset({Sort.NOUN, Sort.LINK, Sort.ASPECT, Sort.TIME})


class Sayer(Relations):
    """Makes statements of figures and of the words before them."""

    def _figure(self, figure: Figure) -> None:
        lead = read_lead(_as_amount(self._lead, figure), self.words.year)
        self._lead = []
        self._open_from(lead)
        if lead.each and len(lead.names) > 1:
            self._queue = [Subject(one.key, one.text, Sure.YES) for one in lead.names]
        role = self._role(lead, figure)
        if role is Role.SHARE:
            self._share(lead, figure)
        elif role is Role.CHANGE:
            self._change(lead, figure)
        elif role is Role.RATE:
            self._rate(lead, figure)
        else:
            self._value(lead, figure, role)

    def _role(self, lead: Lead, figure: Figure) -> Role:
        percent = figure.sort in (Counted.PERCENT, Counted.POINTS)
        if percent and (self._is_rate_of(lead) or self._is_of_amount(lead)):
            return Role.RATE
        if percent and self._subject.key in COUNTED and lead.label.endswith("控制率"):
            return Role.VALUE
        if percent and lead.label.endswith("到位率"):
            return Role.VALUE  # of what came in, not of what was spent
        if percent and lead.share is None and OF_BUDGET.search(lead.label) and self._both():
            return Role.RATE
        if percent and self._shares and only_joins(lead):
            return self.told[self._shares[0]].role
        if percent and lead.share is not None and lead.of and not lead.whole.label:
            return Role.RATE  # 占年初预算的82.61%
        if lead.share is not None and percent:
            return Role.SHARE
        if lead.change is not None:
            return Role.CHANGE
        if percent and (lead.rate or (lead.told_aspects() and not self._is_rate_name(lead))):
            return Role.RATE
        if figure.sort is Counted.POINTS:
            return Role.CHANGE
        return Role.ADDED if lead.aspect == ADDED else Role.VALUE

    def _is_rate_of(self, lead: Lead) -> bool:
        """执行率 behind 项目支出 is that of 项目支出."""
        subject = self._subject if self._subject is not NOBODY else self._about
        known = subject.key not in ("", TOTAL) and subject.key not in COUNTED
        if subject is self._about and not subject.key.startswith(ROW):
            return False
        return known and lead.name is not None and lead.name.key == "执行率"

    def _value(self, lead: Lead, figure: Figure, role: Role) -> None:
        if lead.total and len(self._row) > 1 and self._sums_up(lead):
            self._sum(lead, figure)
            return
        if lead.name is None and not lead.before and (lead.aspect or lead.spends):
            self._end_of_named(lead)
        subject, carried = self._subject_of(lead, figure)
        subject = self._inside(subject)
        if figure.sort is Counted.SCORE and subject == self._title:
            subject = replace(subject, sure=Sure.LIKELY)  # a score may be that of a part
        if lead.share is not None:
            self._whole = len(self.told)
            if not lead.of:  # 其中甲项目占了37万元: of something else
                subject = Subject("", subject.label, Sure.NO)
        if lead.compared and lead.unclear and lead.change is None:
            subject = Subject("", subject.label, Sure.NO)  # 比预算多花171万元: who knows
        aspects, explicit = self._aspects_of(lead, subject, figure)
        place = self._add(
            Told(
                role,
                figure,
                figure.start,
                figure.end,
                subject,
                aspects,
                explicit,
                carried,
                sentence=self._sentence,
                others=self._totals() if lead.name is None else (),
                when=lead.when,
            )
        )
        if figure.sort not in (Counted.AMOUNT, Counted.COUNT):
            return
        self._moved = (self._row[-1], place) if lead.to and self._row else None
        if self._moved is not None:
            self._was_before(self._moved[0])
        if lead.compared and not lead.change:  # 比上年4.3万元…: what is compared with
            self._bases = lead.bases or self._bases
            self._against, self._strange = place, False
            if lead.name is not None:
                self._subject = subject
            return
        self._add_up(lead, place)
        self._row.append(place)
        self._strange = self._apart = False
        if self._first is NOBODY:
            self._first = subject
        self._belongs(place, subject)
        if not lead.total or not lead.is_plain:
            self._subject = subject
        self._last_value = place
        if not self._frames:
            self._main = subject
        self._held = self._aspects, self._explicit
        if lead.told_aspects():
            self._aspects, self._explicit = aspects, explicit

    def _end_of_named(self, lead: Lead) -> None:
        """其中A3万元、B4万元，支出6万元: what is told without a name is told of the whole."""
        frame = self._frames[-1] if self._frames else None
        if frame is None or lead.opens or lead.offset or "," not in frame.ahead:
            return
        together = len(frame.parts) > 1 and frame.marks <= {"、"}
        alone = len(frame.parts) == 1 and not self.told[frame.parts[0]].explicit
        if not together and not (alone and lead.aspect):
            return
        self.closed.append(self._frames.pop())
        total = self.told[frame.total].subject
        self._subject = total if together else Subject("", lead.label, Sure.NO)

    def _was_before(self, place: int) -> None:
        """从A降到B: A is no longer so, and no part of anything."""
        told = self.told[place]
        if not told.explicit:
            self.told[place] = replace(told, aspects=BEFORE)
        for frame in self._frames:
            frame.parts = [part for part in frame.parts if part != place]

    def _add_up(self, lead: Lead, place: int) -> None:
        """A万元，加上B万元、C万元，D万元: D may be the sum."""
        figure = self.told[place].figure
        if any(token.text == "加上" for token in lead.tokens) and self._row:
            self._summed = [self._row[-1], place]
        elif self._summed and not self._apart:
            self._summed.append(place)
        elif self._summed:
            alone = all(alike(self.told[one].figure, figure) for one in self._summed)
            if alone and not lead.opens and not lead.spends and self.told[place].role is Role.VALUE:
                self.closed.append(
                    OpenFrame(place, False, False, parts=self._summed, behind=True, maybe=True)
                )
            self._summed = []

    def _sums_up(self, lead: Lead) -> bool:
        """合计, 三项合计, 合计批复投资: of what was told before."""
        first = lead.tokens[0].text if lead.tokens else ""
        return lead.is_plain or first in _ALL_TOLD or self._things(lead) > 0

    def _things(self, lead: Lead) -> int:
        """四个专项合计: the total of as many amounts as things were counted just before."""
        last = self.told[-1]
        if last.figure is None or last.figure.sort is not Counted.COUNT or not lead.tokens:
            return 0
        words = [token.sort for token in lead.tokens]
        behind = words[words.index(Sort.TOTAL) + 1 :]
        if last.end != lead.tokens[0].start or not _SAY_LITTLE.issuperset(behind):
            return 0
        number = int(last.figure.value)
        return number if 1 < number < len(self._row) else 0

    def _sum(self, lead: Lead, figure: Figure) -> None:
        """A万元，B万元，合计C万元: the total of what was told before."""
        subject, number = self._topic, self._things(lead)
        place = self._add(
            Told(
                Role.VALUE,
                figure,
                figure.start,
                figure.end,
                subject,
                (*self._aspects, *PLAIN),
                carried=True,
                sentence=self._sentence,
            )
        )
        wanted = lead.told_aspects()
        told = [
            one
            for one in self._row
            if alike(self.told[one].figure, figure)
            and _EACH.search(self.told[one].subject.label) is None  # 每亩补助1000元
            and (not wanted or self.told[one].aspects == wanted)
        ]
        told = told[-number:]
        mixed = len({self.told[one].aspects for one in told}) > 1
        if len(told) > 1 and not mixed:
            self.closed.append(OpenFrame(place, False, False, parts=told, behind=True))
        self._subject, self._last_value, self._row = subject, place, []


def _as_amount(tokens: list[Token], figure: Figure) -> list[Token]:
    """执行2260万元: spent; but 预算执行9.85分 names a score."""
    if figure.sort is not Counted.AMOUNT:
        return tokens
    return [
        token._replace(sort=Sort.ASPECT, key=SPENT) if token.text == "执行" else token
        for token in tokens
    ]
