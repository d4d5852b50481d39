"""Thread: what a reader keeps in mind from clause to clause: subject, year, total, brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.prose.figures import Figure
from core.prose.figures import Sort as Counted
from core.prose.lead import LABEL, PLAIN, Lead
from core.prose.lexicon import Lexicon, Token
from core.prose.telling import NOBODY, Subject, Sure, Told
from core.prose.wholes import alike, may_be_part, related
from core.prose.words import (
    CLOSING,
    COUNTED,
    INCOME,
    INITIAL,
    OPENING,
    ROW,
    SCORES,
    SOURCES,
    SPENT,
    STAFF,
    TOTAL,
    YEAR,
    Sort,
)

_ROW_TAILS = ("工作", "项目", "工程", "专项", "项目资金", "专项资金")
NOT_MONEY = COUNTED | SCORES | {"执行率", "在职控制率"}
_ON_DUTY = re.compile(r"在职|在编|在岗")
_REASON = re.compile(r"因|由于|受")
_FLOWS = (OPENING, CLOSING, INCOME, TOTAL)


@dataclass(slots=True)
class OpenFrame:
    """A frame still being read."""

    total: int
    mainly: bool
    some: bool
    bracket: bool = False
    parts: list[int] = field(default_factory=list)
    cut: int = 0  # how many parts stand before the first ；
    behind: bool = False  # the total is told after its parts
    maybe: bool = False  # it may be no total at all
    marks: set[str] = field(default_factory=set)  # between its parts
    ahead: set[str] = field(default_factory=set)  # since the last part


@dataclass(slots=True)
class Outer:
    """What was being read when a bracket opened."""

    lead: list[Token]
    subject: Subject
    frames: int
    queue: list[Subject]
    told: int  # how many statements there were
    row: list[int] = field(default_factory=list)


class Thread:
    """The state of a reading, and what a figure is about and a part of."""

    def __init__(self, words: Lexicon, about: Subject) -> None:
        self.words = words
        self.told: list[Told] = []
        self.closed: list[OpenFrame] = []
        self._about = about
        self._lead: list[Token] = []
        self._behind: Sequence[Token] = ()  # the two pieces after the one that is read
        self._sentence = 0
        self._subject = NOBODY  # of this sentence
        self._first = NOBODY  # what it began with
        self._main = NOBODY  # what the line is about, outside 其中
        self._aspects: tuple[str, ...] = ()
        self._explicit = False
        self._held: tuple[tuple[str, ...], bool] = ((), False)  # both, before the last amount
        self._bases: tuple[str, ...] = ()
        self._standing: tuple[str, ...] = ()  # 与上年相比，…: for the whole sentence
        self._frames: list[OpenFrame] = []
        self._brackets: list[Outer] = []
        self._summed: list[int] = []  # A万元，加上B万元、C万元: what comes next may be their sum
        self._apart = False  # a comma stands since the last amount
        self._inner: list[Token] = []  # the last words in a bracket that closes
        self._queue: list[Subject] = []
        self._heads: list[Lead] = []
        self._title = NOBODY  # of the sentence that is only a name: 5、政府采购。
        self._begun = (0, 0)  # how many heads and statements there were when the sentence began
        self._topic = NOBODY  # named before a colon: 项目支出：…
        self._row: list[int] = []  # amounts told one after the other in this sentence
        self._moved: tuple[int, int] | None = None
        self._shares: list[int] = []  # shares told one after the other: 分别占…
        self._within = NOBODY  # 基本支出中，…
        self._last_value = -1  # place of the last amount or count in this sentence
        self._before = -1  # and in the sentence before
        self._strange = False  # a clause nobody understands stands since the last figure
        self._whole = -1  # the last amount a share was taken of: 占支出1814万元的…
        self._against = -1  # the last amount something was compared with

    def _add(self, told: Told) -> int:
        self.told.append(told)
        return len(self.told) - 1

    def _named(self, lead: Lead) -> Subject:
        """The subject these words name."""
        name = lead.name
        if name is None:
            return Subject("", lead.label, Sure.NO)
        if lead.years > 1:
            return Subject("", lead.label, Sure.NO)  # 2022年至2024年分别为…
        if lead.change is not None and _REASON.match(lead.after):
            return Subject(name.key, name.text, Sure.LIKELY)  # 基本支出因调资增加25万元
        if lead.after and not (name.key.startswith(ROW) and lead.after in _ROW_TAILS):
            return Subject("", lead.after[-LABEL:], Sure.NO)
        if name.key in SOURCES and lead.noun == "支出":
            return Subject("", lead.label, Sure.NO)
        if lead.scoped or lead.listed:
            return Subject("", lead.label, Sure.NO)
        if not lead.before:
            return Subject(name.key, name.text, Sure.YES)
        sure = Sure.LIKELY if lead.before.endswith(("的", ".")) else Sure.NO
        return Subject(name.key if sure else "", lead.label, sure)

    def _subject_of(self, lead: Lead, figure: Figure | None = None) -> tuple[Subject, bool]:
        """What a figure is about, and whether that had to be carried on from before."""
        if self._queue and lead.is_plain and figure is not None:
            return self._queue.pop(0), False
        if lead.each and len(lead.names) > 1 and self._queue:
            return self._queue.pop(0), False
        if lead.name is not None:
            return self._narrowed(self._named(lead), figure), False
        if not lead.is_plain:
            return Subject("", lead.label, Sure.NO), False
        fresh = self._subject is NOBODY or self._subject.key in _FLOWS
        income = lead.noun == "收入" and bool(lead.aspect)  # 收入决算 is no spending
        if lead.noun and (lead.owned or lead.offset is not None or income) and fresh:
            key = INCOME if lead.noun == "收入" else TOTAL
            return Subject(key, lead.noun, Sure.LIKELY if key == INCOME else Sure.YES), False
        among = bool(self._frames) or self._subject.key == INCOME
        if lead.spends and among and _is_income(self._subject):
            return Subject(TOTAL, "支出", Sure.LIKELY), True
        if self._subject is not NOBODY:
            if self._subject.key not in (OPENING, CLOSING) or not (lead.noun or lead.aspect):
                return self._subject, False
            if self._first.key and self._first != self._subject:
                return self._first, False
            if lead.aspect and not lead.noun and self._first is not self._subject:
                # 上年结转12万元，全年预算297万元
                return Subject(TOTAL, lead.aspect, Sure.LIKELY), True
            return self._subject, False
        if lead.noun and lead.aspect and self._main.key in _FLOWS:
            key = INCOME if lead.noun == "收入" else TOTAL
            return Subject(key, lead.noun, Sure.LIKELY), True
        money = figure is None or figure.sort is Counted.AMOUNT
        if self._title is not NOBODY:
            return self._title, False
        for earlier in (self._main, self._about):
            if earlier is not NOBODY and not (money and earlier.key in NOT_MONEY):
                return Subject(earlier.key, earlier.label, min(earlier.sure, Sure.LIKELY)), True
        if lead.aspect or lead.noun:
            key = INCOME if lead.noun == "收入" else TOTAL
            return Subject(key, lead.noun or lead.aspect, Sure.LIKELY), True
        return NOBODY, True

    def _narrowed(self, subject: Subject, figure: Figure | None) -> Subject:
        """In a bracket behind a part, a name means that part's: 机关20人（编制18人）."""
        if figure is not None and figure.sort is Counted.AMOUNT and subject.key in NOT_MONEY:
            return Subject("", subject.label, Sure.NO)  # 在职人员经费276.4万元
        if self._brackets and subject.key in COUNTED and self._brackets[-1].subject.key == "":
            if self._brackets[-1].subject is NOBODY:
                return subject
            return Subject("", subject.label, Sure.NO)
        return subject

    def _inside(self, subject: Subject) -> Subject:
        """公务接待费 told as a part of 项目支出 is not the whole of it."""
        if not self._frames or not subject.key:
            return subject
        total = self.told[self._frames[-1].total].subject.key
        if not total or may_be_part(subject.key, total) or related(subject.key, total):
            return subject
        return Subject(subject.key, subject.label, Sure.NO)

    def _aspects_of(
        self, lead: Lead, subject: Subject, figure: Figure
    ) -> tuple[tuple[str, ...], bool]:
        if subject.key in COUNTED or subject.key in SCORES or figure.sort is not Counted.AMOUNT:
            return (), True
        if lead.of and (lead.compared or lead.share is not None):
            return lead.of, True
        told = lead.told_aspects()
        if not told and (behind := self._budget_behind()):
            return behind, True
        if told:
            return told, bool(lead.aspect) or lead.offset == -1
        if self._frames:
            total = self.told[self._frames[-1].total]
            if total.aspects:
                return total.aspects, total.explicit
        if self._aspects and lead.noun == "支出" and lead.is_plain:
            return tuple(dict.fromkeys((SPENT, *self._aspects))), False  # 预算8万元，支出1万元
        if self._aspects:
            return tuple(dict.fromkeys((*self._aspects, *PLAIN))), False
        return PLAIN, False

    def _budget_behind(self) -> tuple[str, ...]:
        """控制在7.2万元的预算之内: it is the budget."""
        if len(self._behind) < 2 or self._behind[0].text != "的":
            return ()
        words = Lead(self._behind, self.words.year, aspect=self._behind[1].key)
        told = words.told_aspects() if self._behind[1].sort is Sort.ASPECT else ()
        return told if set(told) & {INITIAL, YEAR} else ()

    def _open_from(self, lead: Lead) -> None:
        if not lead.opens and not lead.mainly:
            return
        if lead.more and not lead.opens:
            for frame in self._frames:
                frame.mainly = True
            return
        total = self._spent_before(self._last_value) if self._last_value >= 0 else self._before
        if total >= 0:
            self._open_frame(total, mainly=lead.mainly, some=True)

    def _spent_before(self, place: int) -> int:
        """三公经费14万元，预算16万元，其中…: the parts are of what was spent, told first."""
        told = self.told[place]
        if not (told.explicit and set(told.aspects) & {INITIAL, YEAR}):
            return place
        for one in self._row:
            first = self.told[one]
            if first.subject == told.subject and first.aspects[:1] == (SPENT,):
                return one
        return place

    def _open_frame(self, total: int, *, mainly: bool, some: bool, bracket: bool = False) -> None:
        for frame in self._frames:
            if frame.total == total:
                frame.mainly = frame.mainly or mainly
                frame.some = frame.some or some
                frame.bracket = frame.bracket and not some
                return
        self._frames.append(OpenFrame(total, mainly, some, bracket))

    def _belongs(self, place: int, subject: Subject) -> None:
        """Which total a figure is a part of."""
        figure = self.told[place].figure
        while self._frames:
            total = self.told[self._frames[-1].total]
            same = alike(total.figure, figure) and total.role is self.told[place].role
            if same and not self._counted_alike(place):
                return
            frame = self._frames[-1]
            if same and frame.some and subject.key == STAFF == total.subject.key:
                self._means_more(frame.total)  # 实有人数76人，其中在职人员48人
                total = self.told[frame.total]
            if same and may_be_part(subject.key, total.subject.key):
                frame.parts.append(place)
                if len(frame.parts) > 1:
                    frame.marks |= frame.ahead
                frame.ahead.clear()
                return
            if not same:
                return
            self.closed.append(self._frames.pop())

    def _means_more(self, place: int) -> None:
        """The words of a total mean more than they say."""
        told = self.told[place]
        if _ON_DUTY.search(told.subject.label) is None:
            self.told[place] = replace(told, subject=Subject("", told.subject.label, Sure.NO))

    def _counted_alike(self, place: int) -> bool:
        """A budget is no part of what was spent."""
        total, part = self.told[self._frames[-1].total], self.told[place]
        if not (part.explicit and total.aspects and part.aspects):
            return True
        return bool(set(total.aspects if total.explicit else total.aspects[:1]) & set(part.aspects))

    def _totals(self) -> tuple[Subject, ...]:
        """What may be meant as well behind a list of parts: their total."""
        totals = tuple(self.told[frame.total].subject for frame in self._frames)
        aside = not self._subject.key and self._subject is not NOBODY and bool(self._first.key)
        return (*totals, self._first) if aside else totals


def _is_income(subject: Subject) -> bool:
    """Nobody spends an income: it is something else that was spent."""
    return subject.key in SOURCES or subject.key == INCOME or subject.label.endswith("收入")
