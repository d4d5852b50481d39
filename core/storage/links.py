"""Links: pairs the rows of two tables by name and money when a data file says nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from core.calc.view import State, holder_of
from core.facts.model import Ref
from core.facts.values import Kind
from core.forms.pack import Pack
from core.forms.schema import Concept, Table
from core.texts import halfwidth, likeness, loose, tidy

UNLINKED = "无"  # what a link field holds when somebody said that there is no such row

_ENOUGH = 70  # likeness of names that is enough by itself
_ENOUGH_WITH_MONEY = 50
_MONEY_COUNTS = 15  # as much as so many points of likeness
_MOST_PAIRS = 100_000
_LONGEST_NAME = 60


class Pair(NamedTuple):
    """Two rows that belong together, and why."""

    row: str
    to: str
    likeness: int
    money: bool  # the money is the same
    exact: bool  # so are the names, letter by letter


class _Side(NamedTuple):
    """What one row is compared by."""

    row: str
    name: str
    money: dict[str, Decimal]


def pair_rows(
    state: State, pack: Pack, rows: Sequence[str], targets: Sequence[str]
) -> tuple[list[Pair], bool]:
    """Pairs of rows, best first, each row once; and whether there were too many to compare."""
    left = [side for row in rows if (side := _side(state, pack, row)).name]
    right = [side for row in targets if (side := _side(state, pack, row)).name]
    found: list[Pair] = []
    same: dict[str, list[_Side]] = {}
    for side in right:
        same.setdefault(loose(side.name), []).append(side)
    by_name: dict[str, list[_Side]] = {}
    for side in left:
        by_name.setdefault(loose(side.name), []).append(side)
    too_many = False
    for key, sides in by_name.items():
        if len(sides) * len(same.get(key, ())) > _MOST_PAIRS:
            too_many = True
        else:
            found += _best(_compare(side, other) for side in sides for other in same.get(key, ()))
    taken = {pair.row for pair in found} | {pair.to for pair in found}
    left = [side for side in left if side.row not in taken]
    right = [side for side in right if side.row not in taken]
    if len(left) * len(right) > _MOST_PAIRS:
        return found, True
    found += _best(_compare(side, other) for side in left for other in right)
    return found, too_many


def _best(pairs: Iterable[Pair]) -> list[Pair]:
    """Of all pairs that are alike enough the best, each row once; the order decides ties."""
    good = [
        pair
        for pair in pairs
        if pair.likeness >= _ENOUGH or (pair.money and pair.likeness >= _ENOUGH_WITH_MONEY)
    ]
    good.sort(key=lambda pair: (not pair.exact, -pair.likeness - _MONEY_COUNTS * pair.money))
    chosen: list[Pair] = []
    taken: set[tuple[str, str]] = set()
    for pair in good:
        ends = {("row", pair.row), ("to", pair.to)}
        if not ends & taken:
            taken |= ends
            chosen.append(pair)
    return chosen


def _compare(side: _Side, other: _Side) -> Pair:
    exact = side.name == other.name
    common = [aspect for aspect in side.money if aspect in other.money]
    # The last 口径 both have decides, usually 决算; two zeros say nothing.
    last = common[-1] if common else ""
    money = bool(common) and side.money[last] == other.money[last] != 0
    alike = 100 if exact else likeness(side.name, other.name)
    return Pair(side.row, other.row, alike, money, exact)


def _side(state: State, pack: Pack, row: str) -> _Side:
    table = pack.table(state.rows[row].path)
    name, money = "", {}
    field = _matched(table, Kind.TEXT)
    if field is not None:
        value = state.value(Ref(field.id, "", holder_of(state, pack, row, field.id)))
        name = halfwidth(tidy(value.raw))[:_LONGEST_NAME]
    field = _matched(table, Kind.MONEY)
    for aspect in (field.aspects or ("",)) if field is not None else ():
        assert field is not None
        ref = Ref(field.id, aspect, holder_of(state, pack, row, field.id))
        number = state.value(ref).number
        if number is not None:
            money[aspect] = number
    return _Side(row, name, money)


def _matched(table: Table, kind: Kind) -> Concept | None:
    """The field rows of two tables are compared by."""
    return next((f for f in table.fields.values() if f.match and f.kind is kind), None)
