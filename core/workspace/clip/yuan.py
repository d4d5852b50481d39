"""元: pasted money that looks as if it were counted in a smaller unit than the form's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from core.facts.model import Ref, Snapshot
from core.facts.values import Kind
from core.forms.pack import Pack
from core.layout.grid import Cell
from core.numbers import CONTEXT, parse_plain, plain

POWERS = {"千元": 3, "万元": 4, "百万元": 6, "亿元": 8}  # of ten, in 元
_LARGE = Decimal(1_000_000_000)  # 元: more than a township reports in one figure
_ENOUGH = 3  # figures of the report that show how large its figures are

Pairs = Iterable[tuple[Cell, str]]


def look_like_yuan(pack: Pack, snapshot: Snapshot, pairs: Pairs, unit: str) -> str:
    """An example of the pasted figures when they look like 元 on a form in 万元; else "".

    They are compared with what stands in the same cells; where nothing stands, with the other
    figures of the report; without any, a figure of ten 亿元 is too large to be believed.
    """
    money = [
        (cell, number, text)
        for cell, text in pairs
        if cell.kind is Kind.MONEY and (number := parse_plain(text)) is not None and number
    ]
    if unit not in POWERS or not money:
        return ""
    factor = Decimal(10) ** (POWERS[unit] - 1)  # 1000 where the unit is 10,000
    before = [(number, old) for cell, number, _ in money if (old := _now(snapshot, cell))]
    others = _others(pack, snapshot, {cell.ref for cell, _, _ in money if cell.ref})
    sizes = [abs(number) for _, number, _ in money]
    if before:
        large = [abs(number) >= factor * abs(old) for number, old in before]
        suspect = 2 * sum(large) > len(large)
    elif len(others) >= _ENOUGH:
        suspect = median(sizes) >= factor * median(others)
    else:
        suspect = max(sizes) * 10 ** POWERS[unit] >= _LARGE
    return max(money, key=lambda entry: abs(entry[1]))[2] if suspect else ""


def in_unit(text: str, unit: str) -> str:
    """A figure in 元 as one in the form's unit: every digit is kept, zeros at the end are not."""
    number = parse_plain(text)
    if number is None:
        return text
    moved = plain(number.scaleb(-POWERS[unit], CONTEXT))
    return moved.rstrip("0").rstrip(".") if "." in moved else moved


def _now(snapshot: Snapshot, cell: Cell) -> Decimal | None:
    """What stands in a cell, when it is a figure other than zero."""
    if cell.ref is None or cell.placement is None:
        return None
    own = snapshot.printed.get(cell.placement)
    return (own or snapshot.value(cell.ref)).number or None


def _others(pack: Pack, snapshot: Snapshot, pasted: set[Ref]) -> Sequence[Decimal]:
    """The sizes of the money entered elsewhere in the report."""
    found: list[Decimal] = []
    for holder, facts in snapshot.entered.items():
        path = snapshot.path_of(holder)
        for key, value in facts.items():
            concept = pack.concept(path, key.name)
            money = concept is not None and concept.kind is Kind.MONEY
            if money and value.number and Ref(key.name, key.aspect, holder) not in pasted:
                found.append(abs(value.number))
    return found
