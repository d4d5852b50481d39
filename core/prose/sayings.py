"""Sayings: what role a figure plays, and the statement made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.prose.figures import Figure
from core.prose.figures import Sort as Counted
from core.prose.lead import BASES, BEFORE, OTHER_YEAR, PLAIN, Lead, direction, read_lead
from core.prose.lexicon import Token
from core.prose.telling import NOBODY, Role, Subject, Sure, Told
from core.prose.thread import OpenFrame, Thread
from core.prose.wholes import alike, says_direction
from core.prose.words import (
    ADDED,
    COUNTED,
    INITIAL,
    LAST_INITIAL,
    LAST_SPENT,
    ROW,
    SPENT,
    TOTAL,
    WHOLES,
    YEAR,
    Sort,
)

_OF_PLAN = ("节约", "节省", "节支", "超支")  # said of a budget, without further words
_OF_BUDGET = re.compile(r"(?:执行率|支出率|拨付率|支付率|使用率|完成率)$")  # spent over budget

_SAY_LITTLE = frozenset({Sort.NOUN, Sort.LINK, Sort.ASPECT, Sort.TIME})


class Sayer(Thread):
    """Makes statements of figures and of the words before them."""

    def _share_out(self) -> None:
        """分别占A%、B%和C%: as many shares as amounts before, in their order."""
        shares, self._shares = self._shares, []
        if not len(self._row) >= len(shares) > 1:
            return
        first = self.told[shares[0]]
        for share, part in zip(shares, self._row[-len(shares) :], strict=False):
            of = replace(self.told[share], part=part, subject=self.told[part].subject)
            if first.role is Role.CHANGE:
                of = replace(of, carried=False, others=(), direction=first.direction)
            self.told[share] = of

    def _direction(self, lead: Lead, tokens: Sequence[Token]) -> None:
        """三公经费低于上年: more or less, without a figure."""
        if not says_direction(tokens):
            return
        subject, carried = self._subject_of(lead)
        self.told.append(
            Told(
                Role.CHANGE,
                None,
                tokens[0].start,
                tokens[-1].end,
                subject,
                lead.told_aspects() or self._minuend(subject),
                bool(lead.aspect),
                carried,
                direction(lead.change),
                lead.bases,
                sentence=self._sentence,
            )
        )

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
        if percent and lead.share is None and _OF_BUDGET.search(lead.label) and self._both():
            return Role.RATE
        if percent and self._shares and _only_joins(lead):
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

    def _is_rate_name(self, lead: Lead) -> bool:
        return lead.name is not None and lead.name.key in ("执行率", "在职控制率")

    def _is_rate_of(self, lead: Lead) -> bool:
        """执行率 behind 项目支出 is that of 项目支出."""
        subject = self._subject if self._subject is not NOBODY else self._about
        known = subject.key not in ("", TOTAL) and subject.key not in COUNTED
        if subject is self._about and not subject.key.startswith(ROW):
            return False
        return known and lead.name is not None and lead.name.key == "执行率"

    def _both(self) -> tuple[int, int] | None:
        """Budget and spending of one thing, told last in this sentence."""
        found: dict[bool, int] = {}
        for place in reversed(self._row):
            told = self.told[place]
            if told.explicit and told.aspects:
                found.setdefault(told.aspects == (SPENT,), place)
            if len(found) > 1:
                pair = found[False], found[True]
                same = self.told[pair[0]].subject == self.told[pair[1]].subject
                return pair if same and self.told[pair[0]].aspects[0] in BASES else None
        return None

    def _is_of_amount(self, lead: Lead) -> bool:
        """完成年初预算332万元的96%: a rate of the amount just told."""
        words = [token.text for token in lead.tokens]
        if len(self._row) < 2 or words[:1] != ["的"]:
            return False
        if words[1:] in (["比例"], ["比重"]):
            return self._row[-1] == self._whole  # 占支出1814万元的比例15.68%
        return len(words) == 1

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
            subject = Subject("", subject.label, Sure.NO)  # 其中甲项目占了37万元: of something else
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
            self._against = place
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
        first = lead.tokens[0].sort if lead.tokens else None
        return lead.is_plain or first is Sort.TOTAL or self._things(lead) > 0

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
            and (not wanted or self.told[one].aspects == wanted)
        ]
        told = told[-number:]
        mixed = len({self.told[one].aspects for one in told}) > 1
        if len(told) > 1 and not mixed:
            self.closed.append(OpenFrame(place, False, False, parts=told, behind=True))
        self._subject, self._last_value, self._row = subject, place, []

    def _share(self, lead: Lead, figure: Figure) -> None:
        named = self._named(lead) if lead.name is not None else self._subject
        if lead.each:
            self._shares = [len(self.told)]
        elif self._shares and _only_joins(lead):
            self._shares.append(len(self.told))
        if lead.name is not None:
            self._subject = named
        self._add(
            Told(
                Role.SHARE,
                figure,
                figure.start,
                figure.end,
                named,
                lead.told_aspects() or self._as_told(self._last_value) or self._aspects,
                bool(lead.aspect),
                part=self._last_value,
                whole=lead.whole if lead.whole is not NOBODY else self._within,
                sentence=self._sentence,
            )
        )

    def _sum_of_siblings(self) -> tuple[Subject, ...]:
        """基本支出…，项目支出…，比预算超支…: it may be said of both together."""
        names = {self.told[place].subject.key for place in self._row}
        wholes = (whole for whole, parts in WHOLES if names.issuperset(parts))
        return tuple(Subject(whole, whole, Sure.LIKELY) for whole in wholes)

    def _after_last_year(self) -> bool:
        """上年只有24万元，增加52.4万元."""
        last = self.told[-1] if self.told else None
        told = last is not None and last.role is Role.VALUE and last.explicit
        return told and last is not None and last.aspects[:1] == (LAST_SPENT,)

    def _as_told(self, place: int) -> tuple[str, ...]:
        """How an amount is counted, where that was told."""
        told = self.told[place] if place >= 0 else None
        return told.aspects if told is not None and told.explicit else ()

    def _change(self, lead: Lead, figure: Figure) -> None:
        subject, carried = self._subject_of(lead)
        if self._strange and lead.name is None and not lead.bases:
            subject = self._subject = Subject("", "", Sure.NO)  # 文体活动减少，支出减少33万元
        self._strange = False
        if lead.each:
            self._shares = [len(self.told)]
        elif self._shares and _only_joins(lead):
            self._shares.append(len(self.told))
        if lead.bases:
            self._bases = lead.bases
        elif not self._bases and lead.change is not None and lead.change.text in _OF_PLAN:
            self._bases = (YEAR, INITIAL)
        elif not self._bases and self._after_last_year():
            self._bases = (LAST_SPENT, LAST_INITIAL)
        against = self._compared_with(lead, subject)
        if lead.name is not None or (lead.noun and not carried):
            self._subject = subject
            if lead.told_aspects():
                self._aspects, self._explicit = lead.told_aspects(), True
        changed = self._minuend(subject)
        if self._bases and set(self._bases) <= {INITIAL, YEAR} and changed != (OTHER_YEAR,):
            # Against a budget: what was spent, or the budget that came after it.
            later = tuple(one for one in changed if one not in self._bases)
            changed = tuple(dict.fromkeys((*later, SPENT)))
        aspects = lead.told_aspects() or changed
        self._add(
            Told(
                Role.CHANGE,
                figure,
                lead.change.start if lead.change is not None else figure.start,
                figure.end,
                subject,
                aspects,
                bool(lead.told_aspects()) or self._explicit,
                carried,
                direction(lead.change),
                self._bases,
                sentence=self._sentence,
                others=(*self._totals(), *self._sum_of_siblings()) if lead.name is None else (),
                when=lead.when,
                moved=self._moved if lead.name is None and not lead.bases else None,
                against=against,
            )
        )

    def _compared_with(self, lead: Lead, subject: Subject) -> int:
        """与5.8万元的预算相比: the amount told just before is what is compared with."""
        last = len(self.told) - 1
        if last < 0 or last != self._against:
            return -1
        base = self.told[last]
        if lead.after_amount:
            base = replace(base, aspects=lead.bases, explicit=True)
        if base.carried and lead.noun:
            base = replace(base, subject=subject, carried=False)  # 与上年的204万元相比，支出增加…
        self.told[last] = base
        return last

    def _forget_base(self) -> None:
        """完成年初预算332万元的96%: what stands behind goes on about what was told before."""
        base = self._row.pop()
        self._last_value = self._row[-1]
        self._aspects, self._explicit = self._held
        for frame in self._frames:
            frame.parts = [part for part in frame.parts if part != base]

    def _minuend(self, subject: Subject) -> tuple[str, ...]:
        """What of the subject changed: budgets where the sentence tells budgets only."""
        told = [
            aspect
            for place in self._row
            if self.told[place].explicit and self.told[place].subject.key == subject.key
            for aspect in self.told[place].aspects
            if aspect in PLAIN
        ]
        if any(
            self.told[place].aspects == (OTHER_YEAR,) and self.told[place].subject == subject
            for place in self._row
        ):
            return (OTHER_YEAR,)
        if not told and self._explicit:
            told = [aspect for aspect in self._aspects if aspect in PLAIN]
        return tuple(dict.fromkeys(told)) or (SPENT,)

    def _rate(self, lead: Lead, figure: Figure) -> None:
        subject, carried = self._subject_of(lead)
        if lead.each:
            self._shares = [len(self.told)]
        elif self._shares and _only_joins(lead):
            lead.of = self.told[self._shares[0]].bases
            self._shares.append(len(self.told))
        if self._is_rate_name(lead):
            subject = self._subject if self._subject is not NOBODY else self._about
        moved = (self._row[-1], self._row[-2]) if self._is_of_amount(lead) else None
        if moved is not None:
            self._forget_base()
        if moved is None and _OF_BUDGET.search(lead.label):
            moved = self._both()
        bases = tuple(one for one in lead.told_aspects() or lead.of if one != SPENT)
        self._add(
            Told(
                Role.RATE,
                figure,
                figure.start,
                figure.end,
                subject,
                (SPENT,),
                True,
                carried,
                bases=bases,
                sentence=self._sentence,
                moved=moved,
            )
        )


def _as_amount(tokens: list[Token], figure: Figure) -> list[Token]:
    """执行2260万元: spent; but 预算执行9.85分 names a score."""
    if figure.sort is not Counted.AMOUNT:
        return tokens
    return [
        token._replace(sort=Sort.ASPECT, key=SPENT) if token.text == "执行" else token
        for token in tokens
    ]


def _only_joins(lead: Lead) -> bool:
    """Nothing but 和 between two figures."""
    return all(token.text in ("和", "及", "与", "以及") for token in lead.tokens)
