"""Score list: every suggested score beside what was typed, and the totals as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from core.calc.naming import fact_words
from core.checks.desk import Desk
from core.facts.edits import SetValue, Together
from core.facts.model import UNIT, Placement, Ref
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.schema import Node
from core.numbers import plain, round_half_up
from core.scoring.sheet import SCORE, WEIGHT
from core.scoring.suggest import Suggestion
from core.workspace.place_words import SEPARATOR, place_words

SLACK = "得分容差"  # how far a typed score may be off before the audit speaks
ALL_LABEL = "采用建议得分"


class State(Enum):
    """What was typed beside what is suggested; a sign, and the words."""

    SAME = ("✓", "一致")
    INSIDE = ("✓", "在范围内")
    NEAR = ("≈", "相近")
    EMPTY = ("○", "未填")
    OTHER = ("✗", "不一致")

    @property
    def sign(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the list."""

    suggestion: Suggestion
    place: Placement
    name: str  # 三级指标 or 项目
    where: str  # the rest of the place
    weight: str
    typed: str
    state: State
    offers: tuple[SetValue, ...]  # one for a single value, highest and lowest of a span

    @property
    def ref(self) -> Ref:
        return self.suggestion.ref


@dataclass(frozen=True, slots=True)
class Standing:
    """A total or a grade as the forms show it."""

    name: str
    text: str  # 空白 when there is nothing yet
    place: Placement


def score_list(desk: Desk, found: Sequence[Suggestion]) -> list[Score]:
    """Every suggestion in the order of the forms."""
    forms = {form.id: number for number, form in enumerate(desk.pack.forms)}
    scores = [_score(desk, one) for one in found]
    return sorted(scores, key=lambda score: forms.get(score.place.form, len(forms)))


def score_of(desk: Desk, found: Sequence[Suggestion], ref: Ref) -> Score | None:
    """The line of one score cell."""
    return next((_score(desk, one) for one in found if one.ref == ref), None)


def _score(desk: Desk, one: Suggestion) -> Score:
    place = desk.home(one.ref)
    row = desk.snapshot.first_row(one.ref.holder)
    name = fact_words(one.ref)
    where = place.form
    if row != UNIT:
        words = place_words(desk, place).split(SEPARATOR)
        if one.ref.name == SCORE:
            name = desk.row(row).removeprefix("“").removesuffix("”")
            where = words[0]
        else:
            where = SEPARATOR.join(words[:-1])
    return Score(
        one,
        place,
        name,
        where,
        _weight(desk, one.ref),
        desk.value(one.ref).raw.strip() or _computed(desk, one.ref),
        _state(desk, one),
        _offers(one),
    )


def _computed(desk: Desk, ref: Ref) -> str:
    return "" if desk.value(ref).is_blank else desk.shown(ref)


def _weight(desk: Desk, ref: Ref) -> str:
    """What the score can reach: a county names it 执行率分值 where the score is 执行率得分."""
    name = ref.name.replace(SCORE, WEIGHT)
    row = desk.snapshot.first_row(ref.holder)
    if name == ref.name or desk.pack.concept(desk.path(row), name) is None:
        return ""
    weight = desk.ref(row, name)
    return "" if desk.value(weight).is_blank else desk.shown(weight)


def _state(desk: Desk, one: Suggestion) -> State:
    value = desk.value(one.ref)
    if value.is_blank:
        return State.EMPTY
    if one.span is None:
        return State.SAME if value.raw.strip() == one.text else State.OTHER
    number = value.number
    if number is None:
        return State.OTHER
    low, high = round_half_up(one.span.low, 2), round_half_up(one.span.high, 2)
    if low <= number <= high:
        return State.SAME if low == high else State.INSIDE
    slack = desk.limit(SLACK)
    return State.NEAR if low - slack <= number <= high + slack else State.OTHER


def _offers(one: Suggestion) -> tuple[SetValue, ...]:
    if one.span is None or _points(one.span.low) == _points(one.span.high):
        return (one.edit,)
    return (one.edit, SetValue(one.ref, _points(one.span.low)))


def _points(number: Decimal) -> str:
    return plain(round_half_up(number, 2).normalize() + 0)


def take_all(scores: Sequence[Score]) -> Together | None:
    """All blank scores with a single suggested number, as one step; None when there is none.

    A grade is left out: it follows from the total, which these scores are about to change.
    """
    edits = tuple(
        score.offers[0]
        for score in scores
        if score.state is State.EMPTY
        and len(score.offers) == 1
        and score.suggestion.span is not None
    )
    return Together(edits, ALL_LABEL) if edits else None


# ------------------------------------------------ totals and grades


def standings(desk: Desk, owner: str = UNIT) -> list[Standing]:
    """The total scores and the grade of the unit, or of a row such as a project."""
    path = desk.path(owner) if owner else ""
    found = []
    for node in (*_totals(desk.pack, path), *_grades(desk.pack, path)):
        ref = desk.ref(owner, node[1], node[2])
        found.append(Standing(fact_words(ref), desk.shown(ref), desk.home(ref)))
    return found


def _totals(pack: Pack, path: str) -> Iterator[Node]:
    """Shown scores that add up the scores of rows, whatever a county calls them."""
    for rule in pack.calcs:
        if rule.node is None or rule.node[0] != path or rule.node not in pack.places:
            continue
        concept = pack.concept(path, rule.node[1])
        adds = any(read.way == "列" and read.name == SCORE for read in rule.right.reads)
        if adds and concept is not None and concept.kind is Kind.SCORE:
            yield rule.node


def _grades(pack: Pack, path: str) -> Iterator[Node]:
    """Words a total decides."""
    totals = {node[1] for node in _totals(pack, path)}
    for rule in pack.suggests:
        if rule.node is None or rule.node[0] != path or rule.row_key:
            continue
        concept = pack.concept(path, rule.node[1])
        reads = {read.name for read in rule.right.reads}
        if concept is not None and concept.kind is Kind.CHOICE and reads & totals:
            yield rule.node
