"""Sheet: the indicator rows of one owner, read once for all that judge or score them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from core.facts.model import UNIT, Ref, Snapshot
from core.facts.values import State, Target, Value
from core.forms.pack import Pack
from core.scoring.targets import Attainment, Word, attainment, is_condition, is_late, is_nothing, word_of

TABLE = "绩效指标"
NAME, TARGET, ACTUAL = "三级指标", "年度指标值", "实际完成值"
TOP, KIND = "一级指标", "二级指标"
WEIGHT, SCORE, REASON = "分值", "得分", "偏差原因"
# Where a reason may stand that is not written beside its row.
OWNER_REASONS = ("偏差及原因", "改进措施", "说明")
_LACKING = ("原因", "未完成", "未达", "没有完成", "偏差", "差距", "仅完成", "由于", "因为")
_LEAST_NAME = 3


@dataclass(frozen=True)
class Indicator:
    """One row: its cells as they are and what can be said about them."""

    row: str
    number: int  # its place among its siblings, from 1
    top: str
    kind: str
    name: str
    target_value: Value
    actual_value: Value
    weight: Decimal | None
    score: Decimal | None
    reason: str
    refs: dict[str, Ref]
    weight_rows: tuple[str, ...]  # the rows that share its 分值 cell
    score_rows: tuple[str, ...]

    @property
    def target(self) -> Target | None:
        """The target, unless there is none or it says 无."""
        return _target(self.target_value)

    @property
    def actual(self) -> Target | None:
        """The actual value, unless it is blank or a dash."""
        data = self.actual_value.data
        if isinstance(data, Target) and (data.words == "无" or not _empty(data)):
            return data
        return None

    @property
    def groups(self) -> str:
        """Its first and second level in one text."""
        return f"{self.top}\n{self.kind}"

    @cached_property
    def is_named(self) -> bool:
        """Does its name say something?"""
        return not is_nothing(self.name)

    @cached_property
    def is_real(self) -> bool:
        """An indicator, and not a printed line the unit left at 无 or blank."""
        own = len(self.weight_rows) == 1 and self.weight is not None and self.weight > 0
        return self.is_named or own

    @cached_property
    def attained(self) -> Attainment | None:
        """How far it was attained, when both values are numbers that can be compared."""
        target, actual = self.target, self.actual
        if target is None or actual is None:
            return None
        return attainment(target, actual, self.name, self.groups)

    @cached_property
    def word(self) -> Word | None:
        """What its words say, when it is not measured."""
        target, actual = self.target, self.actual
        if target is None or actual is None:
            return None
        late = is_late(target, actual)
        if late is not None:
            return Word.UNMET if late else Word.MET
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

    @cached_property
    def real(self) -> tuple[Indicator, ...]:
        """The rows that are indicators."""
        return tuple(row for row in self.rows if row.is_real)

    @cached_property
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
    ties = pack.ties.get(path, {})
    rows = tuple(
        _indicator(snapshot, ties, number, row)
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


_FIELDS = (TOP, KIND, NAME, TARGET, ACTUAL, WEIGHT, SCORE, REASON)


def _indicator(snapshot: Snapshot, ties: Mapping[str, str], number: int, row: str) -> Indicator:
    cover, groups, value = snapshot.cover, snapshot.groups, snapshot.value
    refs = {name: Ref(name, "", cover.get((row, ties.get(name, name)), row)) for name in _FIELDS}
    alone = (row,)

    def members(name: str) -> tuple[str, ...]:
        group = groups.get(refs[name].holder)
        return group.rows if group is not None else alone

    return Indicator(
        row,
        number,
        value(refs[TOP]).raw,
        value(refs[KIND]).raw,
        value(refs[NAME]).raw.strip(),
        value(refs[TARGET]),
        value(refs[ACTUAL]),
        value(refs[WEIGHT]).number,
        value(refs[SCORE]).number,
        value(refs[REASON]).raw.strip(),
        refs,
        members(WEIGHT),
        members(SCORE),
    )


def _empty(data: Target) -> bool:
    return data.number is None and data.deadline is None and is_nothing(data.words)


def _target(value: Value) -> Target | None:
    data = value.data
    if value.state is not State.READ or not isinstance(data, Target) or _empty(data):
        return None
    return data
