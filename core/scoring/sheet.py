"""Sheet: the indicator rows of one owner, read once for all that judge or score them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.calc.figures import HOLE
from core.facts.model import UNIT, Key, Ref, Snapshot
from core.facts.values import BLANK, State, Target, Value
from core.forms.pack import Pack
from core.forms.schema import Result
from core.scoring.excuses import gives_reason, sentences_about
from core.scoring.lazy import lazy
from core.scoring.targets import (
    Attainment,
    Way,
    Word,
    attainment,
    is_condition,
    is_late,
    is_nothing,
    word_of,
)
from core.texts import loose

TABLE = "绩效指标"
NAME, TARGET, ACTUAL = "三级指标", "年度指标值", "实际完成值"
TOP, KIND = "一级指标", "二级指标"
WEIGHT, SCORE, REASON = "分值", "得分", "偏差原因"
# Where a reason may stand that is not written beside its row.
MEASURES = "改进措施"
OWNER_REASONS = ("偏差及原因", MEASURES, "说明")
_LACKING = ("原因", "未完成", "未达", "没有完成", "偏差", "差距", "仅完成", "由于", "因为")
_PARTS = re.compile(r"[；;。]")
_LEAST_NAME = 3


_FIELDS = (TOP, KIND, NAME, TARGET, ACTUAL, WEIGHT, SCORE, REASON)
_KEYS = {name: Key(name) for name in _FIELDS}
_AT_ONCE = (NAME, TARGET, ACTUAL, WEIGHT, SCORE)  # what every rule looks at
_KEYS_AT_ONCE = tuple(_KEYS[name] for name in _AT_ONCE)
_NO_FACTS: Mapping[Key, Value] = {}


class _Sources:
    """Where the cells of the rows of one sheet are read."""

    def __init__(self, snapshot: Snapshot, ties: Mapping[str, str], merged: Container[str]) -> None:
        self._cover = snapshot.cover
        self._groups = snapshot.groups
        self._columns = {name: ties.get(name, name) for name in _FIELDS}
        self._entered = snapshot.entered
        self._computed = snapshot.computed
        # Most columns have no merged cell; in those the holder is the row, without a look.
        self._merged = {name for name, column in self._columns.items() if column in merged}
        self._plain = self._merged.isdisjoint(_AT_ONCE)
        self._levels: dict[tuple[str, str], tuple[str, str, str]] = {}

    def holder(self, row: str, name: str) -> str:
        """Who holds a cell: the merged cell that covers it, or the row."""
        if name not in self._merged:
            return row
        return self._cover.get((row, self._columns[name]), row)

    def value(self, row: str, name: str) -> Value:
        """The value of a cell."""
        return self._values(self.holder(row, name), (_KEYS[name],))[0]

    def at_once(self, row: str) -> list[Value]:
        """The values of a row that every rule looks at."""
        if self._plain:
            return self._values(row, _KEYS_AT_ONCE)
        return [self.value(row, name) for name in _AT_ONCE]

    def _values(self, holder: str, keys: Iterable[Key]) -> list[Value]:
        """Several facts of one holder: `Snapshot.value`, without a Ref made for every look."""
        typed = self._entered.get(holder, _NO_FACTS)
        computed = self._computed.get(holder, _NO_FACTS)
        found = []
        for key in keys:
            value = typed.get(key)
            if value is None or value.state is State.BLANK:
                value = computed.get(key, BLANK)
            found.append(value)
        return found

    def levels(self, row: str) -> tuple[str, str, str]:
        """First level, second level and both in one text, read once for all rows under them."""
        place = (self.holder(row, TOP), self.holder(row, KIND))
        texts = self._levels.get(place)
        if texts is None:
            top, kind = self.value(row, TOP).raw, self.value(row, KIND).raw
            texts = self._levels[place] = (top, kind, f"{top}\n{kind}")
        return texts

    def members(self, row: str, name: str) -> tuple[str, ...]:
        """The rows that share a cell."""
        holder = self.holder(row, name)
        return (row,) if holder == row else self._groups[holder].rows


class Indicator:
    """One row: its cells as they are and what can be said about them.

    Made for every row of every audit, so it reads at once only what every rule needs.
    """

    def __init__(self, sources: _Sources, number: int, row: str) -> None:
        self._sources = sources
        self.row = row
        self.number = number  # its place among its siblings, from 1
        name, self.target_value, self.actual_value, weight, score = sources.at_once(row)
        self.name = name.raw.strip()
        self.weight = weight.number
        self.score = score.number
        self.weight_rows = sources.members(row, WEIGHT)
        self.score_rows = sources.members(row, SCORE)
        self.target = _target(self.target_value)  # None when there is none or it says 无
        self.actual = _actual(self.actual_value)  # None when it is blank or a dash
        self.is_named = not is_nothing(self.name)  # does its name say something?
        # An indicator, and not a printed line the unit left at 无 or blank:
        own_weight = self.weight if len(self.weight_rows) == 1 else None
        self.is_real = self.is_named or (own_weight is not None and own_weight > 0)

    @lazy
    def _levels(self) -> tuple[str, str, str]:
        return self._sources.levels(self.row)

    @property
    def top(self) -> str:
        """Its first level."""
        return self._levels[0]

    @property
    def kind(self) -> str:
        """Its second level."""
        return self._levels[1]

    @property
    def groups(self) -> str:
        """Its first and second level in one text."""
        return self._levels[2]

    @lazy
    def reason(self) -> str:
        """What stands beside it as a reason."""
        return self._sources.value(self.row, REASON).raw.strip()

    def ref(self, name: str) -> Ref:
        """One of its cells."""
        return Ref(name, "", self._sources.holder(self.row, name))

    @lazy
    def attained(self) -> Attainment | None:
        """How far it was attained, when both values are numbers that can be compared."""
        target, actual = self.target, self.actual
        if target is None or actual is None:
            return None
        return attainment(target, actual, self.name, self.groups)

    @lazy
    def late(self) -> bool | None:
        """Was its time limit missed? None when it is not about time."""
        target, actual = self.target, self.actual
        return None if target is None or actual is None else is_late(target, actual)

    @lazy
    def word(self) -> Word | None:
        """What its words say, when it is not measured."""
        target, actual = self.target, self.actual
        if target is None or actual is None:
            return None
        if self.late is not None:
            return Word.UNMET if self.late else Word.MET
        same = self.actual_value.raw.strip() == self.target_value.raw.strip()
        if same and not is_condition(actual):
            return Word.MET
        return word_of(target, actual)

    @lazy
    def result(self) -> Result | None:
        """How it came out; None while what was done is not filled in."""
        if self.actual is None:
            return None
        reached = Result.REACHED if self.actual.number is None else Result.MEASURED
        done = self.attained
        if done is not None:
            if done.met:
                return reached
            return Result.OTHER if done.way is Way.UNCLEAR else Result.MISSED
        if self.word in (Word.UNMET, Word.PARTLY):
            return Result.MISSED
        # ≥95% beside ≥95%: the form says that it was reached, though not by how much.
        same = loose(self.actual_value.raw) == loose(self.target_value.raw)
        return reached if same or self.word is Word.MET else Result.OTHER

    @property
    def scored_alone(self) -> bool:
        """Weight and score are its own, not those of a group."""
        return len(self.weight_rows) == 1 and len(self.score_rows) == 1

    @property
    def leads_score(self) -> bool:
        """The first row of its score cell."""
        return self.score_rows[0] == self.row


@dataclass(frozen=True)
class Sheet:
    """All indicator rows of the unit or of one project."""

    owner: str
    path: str
    rows: tuple[Indicator, ...]
    has_weight: bool
    has_score: bool
    has_reason: bool  # a reason cell in the row
    owner_places: tuple[Ref, ...]  # cells outside the rows in which a reason may stand
    owner_reason: str  # what stands there
    report: str

    @lazy
    def real(self) -> tuple[Indicator, ...]:
        """The rows that are indicators."""
        return tuple(row for row in self.rows if row.is_real)

    @lazy
    def by_row(self) -> dict[str, Indicator]:
        return {indicator.row: indicator for indicator in self.rows}

    @property
    def has_place(self) -> bool:
        """Is there a place in which a reason can be written at all?"""
        return self.has_reason or bool(self.owner_places) or bool(self.report)

    def explains(self, indicator: Indicator) -> bool:
        """Is a reason for this row written beside it, in the end block, or in the report?"""
        if not is_nothing(indicator.reason) or any(self.owner_reasons(indicator)):
            return True
        return self._in_report(indicator.name)

    def owner_reasons(self, indicator: Indicator) -> Iterator[str]:
        """The sentences of the end block that may be meant for this row."""
        if not self.owner_reason:
            return iter(())
        return sentences_about(self.owner_reason, indicator.name, self._names)

    @lazy
    def _names(self) -> tuple[str, ...]:
        return tuple(row.name for row in self.real)

    def _in_report(self, name: str) -> bool:
        """Does a paragraph of the report name the indicator and speak of what is lacking?

        A draft that leaves the reason open (原因是＿＿) gives none.
        """
        if len(name) < _LEAST_NAME:
            return False
        return any(
            name in line
            and any(word in line for word in _LACKING)
            and any(name in part and HOLE not in part for part in _PARTS.split(line))
            for line in self.report.splitlines()
        )


def read_sheet(pack: Pack, snapshot: Snapshot, owner: str, merged: Container[str]) -> Sheet:
    """The indicator rows under the unit or a project; `merged`: columns with merged cells."""
    above = snapshot.path_of(owner)
    path = f"{above}/{TABLE}" if above else TABLE
    ids = snapshot.siblings(TABLE, owner)
    sources = _Sources(snapshot, pack.ties.get(path, {}), merged)
    rows = tuple(Indicator(sources, number, row) for number, row in enumerate(ids, 1))
    places = pack.places
    owner_places = tuple(
        Ref(name, "", owner) for name in OWNER_REASONS if (above, name, "") in places
    )
    written = ((ref.name, snapshot.value(ref).raw) for ref in owner_places)
    reason = "\n".join(
        text
        for name, text in written
        if not is_nothing(text) and (name != MEASURES or gives_reason(text))
    )
    return Sheet(
        owner,
        path,
        rows,
        (path, WEIGHT, "") in places,
        (path, SCORE, "") in places,
        (path, REASON, "") in places,
        owner_places,
        reason,
        "\n".join(chapter.text for chapter in snapshot.report) if owner == UNIT else "",
    )


def _actual(value: Value) -> Target | None:
    data = value.data
    if isinstance(data, Target) and (_says_something(data) or data.words == "无"):
        return data
    return None


def _target(value: Value) -> Target | None:
    data = value.data
    return data if isinstance(data, Target) and _says_something(data) else None


def _says_something(data: Target) -> bool:
    if data.number is not None or data.deadline is not None:
        return True
    return not is_nothing(data.words)
