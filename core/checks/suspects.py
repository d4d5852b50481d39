"""Suspects: which cell of a relation that fails was probably typed wrong, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.calc.view import holder_of
from core.checks.desk import Desk
from core.checks.finding import Suspect
from core.facts.model import UNIT, Ref
from core.facts.values import Kind
from core.forms.schema import Block, Line, Pattern
from core.numbers import ZERO, decimals, plain, round_half_up

MOST = 5
NO_SIGN = 10  # percent: nothing speaks for this cell but that it would help
_FEWEST_DIGITS = 3  # shorter numbers are alike by chance
_POWERS = {
    1: ("小数点错了一位", 80),
    2: ("小数点错了两位", 75),
    3: ("小数点错了三位", 70),
    4: ("元和万元弄混", 88),
}
Likeness = tuple[str, int]


def resemblance(typed: Decimal, wanted: Decimal) -> Likeness | None:
    """Why one number may be a slip for another, and how likely (percent); None when unlike."""
    if typed == wanted or not typed or not wanted:
        return None
    if typed == -wanted:
        return "正负号写反了", 85
    if (typed < 0) != (wanted < 0):
        return None
    typed, wanted = abs(typed), abs(wanted)
    return _power(typed, wanted) or _slip(typed, wanted)


def suspects(desk: Desk, refs: Sequence[tuple[Ref, Decimal]]) -> tuple[Suspect, ...]:
    """The cells of a relation that fails, likeliest first.

    Each fact comes with the value that would make the relation hold; the first one is the total.
    """
    total = desk.value(refs[0][0]).number if refs else None
    found: list[Suspect] = []
    for place, (ref, wanted) in enumerate(refs):
        typed = desk.snapshot.entered_value(ref).number
        if typed is None or typed == wanted or not _possible(desk, ref, wanted):
            continue
        says, likely = max(
            _signs(desk, ref, typed, wanted, total if place else None),
            key=lambda sign: sign[1],
            default=(f"改成 {desk.amount(ref, wanted)} 就对得上", NO_SIGN),
        )
        remedy = desk.type_in(ref, desk.amount(ref, wanted))
        found.append(Suspect(desk.home(ref), says, likely, remedy))
    return tuple(sorted(found, key=lambda one: -one.likely)[:MOST])


def _possible(desk: Desk, ref: Ref, wanted: Decimal) -> bool:
    concept = desk.concept(ref)
    counted = concept is not None and concept.kind is Kind.COUNT
    return wanted >= ZERO and not (counted and wanted != wanted.to_integral_value())


def _signs(
    desk: Desk, ref: Ref, typed: Decimal, wanted: Decimal, total: Decimal | None
) -> Iterator[Likeness]:
    """Everything that speaks for a cell."""
    alike = resemblance(typed, wanted)
    if alike is not None:
        yield alike
    if not typed:
        return
    if total is not None and typed == total:
        yield "像是把合计填在了分项里", 65
    for says, beside, likely in _beside(desk, ref):
        other = desk.value(beside).number
        if not other:
            continue
        if other == typed:
            yield says, likely
        elif other == wanted:
            yield f"{says.removesuffix('的数')}，{desk.name(beside)}正好是 {plain(wanted)}", likely


# ---------------------------------------------------------------- slips of the finger


def _power(typed: Decimal, wanted: Decimal) -> Likeness | None:
    """A decimal point in the wrong place; what was typed may also have been rounded."""
    for power, (says, likely) in _POWERS.items():
        for sign in (power, -power):
            moved = wanted.scaleb(sign)
            if moved == typed:
                return says, likely
            enough = len(_digits(typed)) >= _FEWEST_DIGITS
            if enough and round_half_up(moved, decimals(typed)) == typed:
                return says, likely - 15
    return None


def _digits(number: Decimal) -> str:
    """The digits one would type, without point and zeros at the ends."""
    text = plain(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", "").lstrip("0")


def _aligned(typed: Decimal, wanted: Decimal) -> tuple[str, str]:
    """Both numbers with equally many decimals and digits."""
    places = max(decimals(typed), decimals(wanted))
    pair = [plain(number.scaleb(places).to_integral_value()) for number in (typed, wanted)]
    width = max(map(len, pair))
    return pair[0].rjust(width, "0"), pair[1].rjust(width, "0")


def _slip(typed: Decimal, wanted: Decimal) -> Likeness | None:
    """Digits that changed places, were mistyped, left out or doubled."""
    length = min(len(_digits(typed)), len(_digits(wanted)))
    a, b = _aligned(typed, wanted)
    apart = [place for place in range(len(a)) if a[place] != b[place]]
    if len(apart) == 2 and length > 1:
        first, second = apart
        if second == first + 1 and a[first] == b[second] and a[second] == b[first]:
            return "相邻两位数字颠倒了", 85 if length >= _FEWEST_DIGITS else 45
    if len(apart) == 1 and length >= _FEWEST_DIGITS:
        return "有一位数字不同", min(80, 40 + 10 * (length - 2))
    likely = min(75, 40 + 8 * (length - 2)) if length >= _FEWEST_DIGITS else 15 * length
    if _left_out(wanted, typed):
        return "少打了一位数字", likely
    if _left_out(typed, wanted):
        return "多打了一位数字", likely
    return None


def _left_out(longer: Decimal, shorter: Decimal) -> bool:
    """Is one number the other without one of its digits?"""
    if _dropped(_digits(longer), _digits(shorter)):
        return True
    if decimals(longer) == decimals(shorter) + 1:  # 120.0 for 120.05
        return _dropped(_written(longer), _written(shorter))
    a, b = _aligned(shorter, longer)  # 1.00 for 1001.00: what follows may begin with noughts
    return a[0] == "0" != b[0] and _dropped(b, a[1:])


def _written(number: Decimal) -> str:
    """All digits as written, without the point."""
    return plain(number).replace(".", "")


def _dropped(longer: str, shorter: str) -> bool:
    """Is one text the other without one character?"""
    if len(longer) != len(shorter) + 1:
        return False
    place = next((i for i, c in enumerate(shorter) if c != longer[i]), len(shorter))
    return longer[place + 1 :] == shorter[place:]


# ---------------------------------------------------------------- neighbours


def _beside(desk: Desk, ref: Ref) -> Iterator[tuple[str, Ref, int]]:
    """The cells a number may have been copied from: beside, above, below."""
    path = desk.path(ref.holder)
    concept = desk.concept(ref)
    for aspect in concept.aspects if concept else ():
        if aspect != ref.aspect and desk.shows(path, ref.name, aspect):
            yield "像是抄了旁边一栏的数", ref._replace(aspect=aspect), 60
    for beside in (*_rows_beside(desk, ref), *_lines_beside(desk, ref, path)):
        if beside != ref:
            yield "像是串了行", beside, 55


def _rows_beside(desk: Desk, ref: Ref) -> Iterator[Ref]:
    """The same column in the rows before and after."""
    if ref.holder == UNIT:
        return
    row = desk.snapshot.rows[desk.snapshot.first_row(ref.holder)]
    ids = desk.snapshot.siblings(row.table, row.owner)
    group = desk.snapshot.groups.get(ref.holder)
    first = ids.index(row.id)
    last = first + (len(group.rows) if group else 1) - 1
    for place in (first - 1, last + 1):
        if 0 <= place < len(ids):
            yield desk.ref(ids[place], ref.name, ref.aspect)


def _lines_beside(desk: Desk, ref: Ref, path: str) -> Iterator[Ref]:
    """The facts printed above and below in the same column of the form."""
    form = desk.pack.form(desk.home(ref).form)
    wanted = Pattern(path, ref.name, ref.aspect)
    for block in form.blocks if form else ():
        for line, column in _spots(block, wanted):
            for step in (-1, 1):
                if 0 <= line + step < len(block.lines):
                    yield from _fact_of(desk, block.lines[line + step], column, step)


def _spots(block: Block, wanted: Pattern) -> Iterator[tuple[int, int]]:
    for line, shown in enumerate(block.lines):
        for column, cell in enumerate(shown.cells):
            if cell.fact == wanted:
                yield line, column


def _fact_of(desk: Desk, line: Line, column: int, step: int) -> Iterator[Ref]:
    """The fact in a column of a line; of a line that repeats, its nearest row."""
    fact = line.cells[column].fact if column < len(line.cells) else None
    if fact is None:
        return
    if not fact.path:
        yield Ref(fact.name, fact.aspect)
    elif line.table and (ids := desk.rows(line.table)):
        row = ids[-1] if step < 0 else ids[0]
        holder = holder_of(desk.snapshot, desk.pack, row, fact.name)
        yield Ref(fact.name, fact.aspect, holder)
