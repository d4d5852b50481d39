"""Sheet: the indicator rows of one owner, read once for all that judge or score them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.facts.model import UNIT, Key, Ref, Snapshot
from core.facts.values import BLANK, State, Target, Value
from core.forms.pack import Pack
from core.scoring.lazy import lazy
from core.scoring.targets import (
    Attainment,
    Word,
    attainment,
    is_condition,
    is_late,
    is_nothing,
    word_of,
)

TABLE = "绩效指标"
NAME, TARGET, ACTUAL = "三级指标", "年度指标值", "实际完成值"
TOP, KIND = "一级指标", "二级指标"
WEIGHT, SCORE, REASON = "分值", "得分", "偏差原因"
# Where a reason may stand that is not written beside its row.
OWNER_REASONS = ("偏差及原因", "改进措施", "说明")
_LACKING = ("原因", "未完成", "未达", "没有完成", "偏差", "差距", "仅完成", "由于", "因为")
_LEAST_NAME = 3


_FIELDS = (TOP, KIND, NAME, TARGET, ACTUAL, WEIGHT, SCORE, REASON)
_KEYS = {name: Key(name) for name in _FIELDS}


class _Sources:
    """Where the cells of the rows of one sheet are read."""

    def __init__(self, snapshot: Snapshot, ties: Mapping[str, str]) -> None:
        self._cover = snapshot.cover
        self._groups = snapshot.groups
        self._columns = {name: ties.get(name, name) for name in _FIELDS}
        self._entered = snapshot.entered
        self._computed = snapshot.computed

    def holder(self, row: str, name: str) -> str:
        """Who holds a cell: the merged cell that covers it, or the row."""
        return self._cover.get((row, self._columns[name]), row)

    def value(self, row: str, name: str) -> Value:
        """The value of a cell: `Snapshot.value`, without a Ref made for every look."""
        holder, key = self._cover.get((row, self._columns[name]), row), _KEYS[name]
        facts = self._entered.get(holder)
        typed = facts.get(key) if facts is not None else None
        if typed is not None and typed.state is not State.BLANK:
            return typed
        facts = self._computed.get(holder)
        return facts.get(key, BLANK) if facts is not None else BLANK

    def members(self, row: str, name: str) -> tuple[str, ...]:
        """The rows that share a cell."""
        holder = self._cover.get((row, self._columns[name]))
        return (row,) if holder is None else self._groups[holder].rows


class Indicator:
    """One row: its cells as they are and what can be said about them.

    Made for every row of every audit, so it reads at once only what every rule needs.
    """

    def __init__(self, sources: _Sources, number: int, row: str) -> None:
        self._sources = sources
        self.row = row
        self.number = number  # its place among its siblings, from 1
        value, members = sources.value, sources.members
        self.name = value(row, NAME).raw.strip()
        self.target_value = value(row, TARGET)
        self.actual_value = value(row, ACTUAL)
        self.weight = value(row, WEIGHT).number
        self.score = value(row, SCORE).number
        self.weight_rows = members(row, WEIGHT)
        self.score_rows = members(row, SCORE)
        self.target = _target(self.target_value)  # None when there is none or it says 无
        self.actual = _actual(self.actual_value)  # None when it is blank or a dash

    @lazy
    def top(self) -> str:
        """Its first level."""
        return self._sources.value(self.row, TOP).raw

    @lazy
    def kind(self) -> str:
        """Its second level."""
        return self._sources.value(self.row, KIND).raw

    @lazy
    def reason(self) -> str:
        """What stands beside it as a reason."""
        return self._sources.value(self.row, REASON).raw.strip()

    def ref(self, name: str) -> Ref:
        """One of its cells."""
        return Ref(name, "", self._sources.holder(self.row, name))

    @property
    def groups(self) -> str:
        """Its first and second level in one text."""
        return f"{self.top}\n{self.kind}"

    @lazy
    def is_named(self) -> bool:
        """Does its name say something?"""
        return not is_nothing(self.name)

    @lazy
    def is_real(self) -> bool:
        """An indicator, and not a printed line the unit left at 无 or blank."""
        if self.is_named:
            return True
        return len(self.weight_rows) == 1 and self.weight is not None and self.weight > 0

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
        """Is a reason written beside the row, in the end block, or in the report?"""
        if not is_nothing(indicator.reason) or self.owner_reason:
            return True
        return self._in_report(indicator.name)

    def _in_report(self, name: str) -> bool:
        """Does a paragraph of the report name the indicator and speak of what is lacking?"""
        if len(name) < _LEAST_NAME:
            return False
        return any(
            name in line and any(word in line for word in _LACKING)
            for line in self.report.splitlines()
        )


def read_sheet(pack: Pack, snapshot: Snapshot, owner: str) -> Sheet:
    """The indicator rows under the unit or a project."""
    above = snapshot.path_of(owner)
    path = f"{above}/{TABLE}" if above else TABLE
    sources = _Sources(snapshot, pack.ties.get(path, {}))
    rows = tuple(
        Indicator(sources, number, row)
        for number, row in enumerate(snapshot.siblings(TABLE, owner), 1)
    )
    places = pack.places
    owner_places = tuple(
        Ref(name, "", owner) for name in OWNER_REASONS if (above, name, "") in places
    )
    written = [snapshot.value(ref).raw for ref in owner_places]
    reason = "\n".join(text for text in written if not is_nothing(text))
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
    if isinstance(data, Target) and (data.words == "无" or not _empty(data)):
        return data
    return None


def _empty(data: Target) -> bool:
    return data.number is None and data.deadline is None and is_nothing(data.words)


def _target(value: Value) -> Target | None:
    data = value.data
    if value.state is not State.READ or not isinstance(data, Target) or _empty(data):
        return None
    return data
