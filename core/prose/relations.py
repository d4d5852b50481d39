"""Relations: figures that are told of other figures: shares, rates and changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.prose.figures import Figure
from core.prose.lead import BASES, OTHER_YEAR, PLAIN, Lead, direction
from core.prose.lexicon import Token
from core.prose.telling import NOBODY, Role, Subject, Sure, Told
from core.prose.thread import Thread
from core.prose.wholes import says_direction
from core.prose.words import INITIAL, LAST_INITIAL, LAST_SPENT, SPENT, TOTAL, WHOLES, YEAR

_OF_PLAN = ("节约", "节省", "节支", "超支")  # said of a budget, without further words
OF_BUDGET = re.compile(r"(?:执行率|支出率|拨付率|支付率|使用率|完成率)$")  # spent over budget


class Relations(Thread):
    """Makes statements of shares, rates and changes."""

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

    def _is_rate_name(self, lead: Lead) -> bool:
        return lead.name is not None and lead.name.key in ("执行率", "在职控制率")

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

    def _share(self, lead: Lead, figure: Figure) -> None:
        named = self._named(lead) if lead.name is not None else self._subject
        if lead.each:
            self._shares = [len(self.told)]
        elif self._shares and only_joins(lead):
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
        elif self._shares and only_joins(lead):
            self._shares.append(len(self.told))
        if lead.bases:
            self._bases = lead.bases
        elif not self._bases and lead.change is not None and lead.change.text in _OF_PLAN:
            self._bases = (YEAR, INITIAL)
        elif not self._bases and self._after_last_year():
            self._bases = (LAST_SPENT, LAST_INITIAL)
        against = self._compared_with(lead, subject)
        if lead.name is not None or lead.noun:
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
                others=self._or_others(carried) if lead.name is None else (),
                when=lead.when,
                moved=self._moved if lead.name is None and not lead.bases else None,
                against=against,
            )
        )

    def _or_others(self, carried: bool) -> tuple[Subject, ...]:
        """What else may have changed."""
        whole = (Subject(TOTAL, TOTAL, Sure.LIKELY),) if carried else ()
        return (*self._totals(), *self._sum_of_siblings(), *whole)

    def _sum_of_siblings(self) -> tuple[Subject, ...]:
        """基本支出…，项目支出…，比预算超支…: it may be said of both together."""
        names = {self.told[place].subject.key for place in self._row}
        wholes = (whole for whole, parts in WHOLES if names.issuperset(parts))
        return tuple(Subject(whole, whole, Sure.LIKELY) for whole in wholes)

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

    def _after_last_year(self) -> bool:
        """上年只有24万元，增加52.4万元."""
        last = self.told[-1] if self.told else None
        told = last is not None and last.role is Role.VALUE and last.explicit
        return told and last is not None and last.aspects[:1] == (LAST_SPENT,)

    def _counted(self, place: int) -> tuple[str, ...]:
        """How an amount is counted, as far as that was told, or 支出 says it."""
        told = self.told[place]
        return told.aspects if told.explicit else told.aspects[:1]

    def _minuend(self, subject: Subject) -> tuple[str, ...]:
        """What of the subject changed: budgets where the sentence tells budgets only."""
        told = [
            aspect
            for place in self._row
            if self.told[place].subject.key == subject.key
            for aspect in self._counted(place)
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
        elif self._shares and only_joins(lead):
            lead.of = self.told[self._shares[0]].bases
            self._shares.append(len(self.told))
        if self._is_rate_name(lead):
            subject = self._subject if self._subject is not NOBODY else self._about
        moved = (self._row[-1], self._row[-2]) if self._is_of_amount(lead) else None
        if moved is not None:
            self._forget_base()
        if moved is None and OF_BUDGET.search(lead.label):
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

    def _forget_base(self) -> None:
        """完成年初预算332万元的96%: what stands behind goes on about what was told before."""
        base = self._row.pop()
        self._last_value = self._row[-1]
        self._aspects, self._explicit = self._held
        for frame in self._frames:
            frame.parts = [part for part in frame.parts if part != base]


def only_joins(lead: Lead) -> bool:
    """Nothing but 和 between two figures."""
    return all(token.text in ("和", "及", "与", "以及") for token in lead.tokens)
