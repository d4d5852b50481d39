"""Changes: more or less than last year (R2) or than the budget (R4), and rates of completion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from core.checks.finding import Finding, Severity
from core.facts.model import Ref
from core.numbers import HUNDRED, ZERO, plain
from core.prose.figures import Figure, Rough, Sort
from core.prose.judge import CENT, Fit, finding, fits, like, short, written
from core.prose.lead import OTHER_YEAR
from core.prose.proof import Proof, text_rule
from core.prose.report import Said, report_of
from core.prose.telling import Role, Sure
from core.prose.values import Known, Values, values_of
from core.prose.words import INITIAL, LAST_INITIAL, LAST_SPENT, SPENT, TOTAL, YEAR

ADDED_RULE = "R4.追加数不符"
LAST_YEAR, AGAINST_BUDGET, COMPLETION = (
    "R2.与上年的增减不符",
    "R4.与预算的增减不符",
    "R4.完成率不符",
)
_ABOVE_BELOW = ("高于", "低于", "大于", "小于", "超过", "多于", "少于")
_BUDGETS = (INITIAL, YEAR)
_WORDS = {1: "增加", -1: "减少", 0: "持平"}


class Pair(NamedTuple):
    """What changed, and what it is measured from."""

    now: Known
    base: Known

    @property
    def gap(self) -> Decimal:
        return self.now.number - self.base.number

    @property
    def rate(self) -> Decimal | None:
        return self.gap / self.base.number * HUNDRED if self.base.number > ZERO else None


@text_rule(LAST_YEAR, also=(AGAINST_BUDGET,))
def changes_agree(proof: Proof) -> Iterator[Finding]:
    """A change has the size and the direction that the two numbers give."""
    report = report_of(proof)
    values = values_of(report)
    for said in report.said(Role.CHANGE):
        told = said.told
        if told.subject.sure is Sure.NO and not told.subject.label:
            continue
        if told.figure is not None and told.figure.sort in (Sort.COUNT, Sort.POINTS, Sort.SCORE):
            continue
        pairs = _pairs(values, said)
        if said.told.bases == (OTHER_YEAR,):
            yield from _wrong_year(proof, values, said)
            continue
        held = [pair for pair in pairs if _holds(said, pair)]
        if pairs and not held:
            yield from _wrong(proof, said, pairs)
        elif held and not any(_exact(said, pair) for pair in held):
            yield from _rounded(proof, said, held[0])
        elif not pairs:
            yield from _against_partner(proof, values, said)


@text_rule(ADDED_RULE)
def added_agrees(proof: Proof) -> Iterator[Finding]:
    """年中追加14万元: the adjusted budget less the initial one."""
    report = report_of(proof)
    for said in report.said(Role.ADDED):
        told, figure = said.told, said.told.figure
        key = told.subject.key or (TOTAL if told.carried else "")
        initial, year = report.ledger.fact(key, INITIAL), report.ledger.fact(key, YEAR)
        if figure is None or initial is None or year is None or told.subject.sure is Sure.NO:
            continue
        gap = year.number - initial.number
        if fits(figure, gap) is not Fit.OFF:
            continue
        formula = f"{short(year.number)} − {short(initial.number)} = {short(gap)}"
        yield finding(
            proof.desk,
            ADDED_RULE,
            Severity.WARNING,
            said,
            f"这里写追加 {written(figure)}，表上全年预算减年初预算是 {formula}，请核对。",
            (year.ref, initial.ref),
            formula,
            like(figure, gap),
        )


@text_rule(COMPLETION)
def completions_agree(proof: Proof) -> Iterator[Finding]:
    """完成年初预算的96%: spent over budget."""
    report = report_of(proof)
    values = values_of(report)
    for said in report.said(Role.RATE):
        told, figure = said.told, said.told.figure
        if figure is None:
            continue
        if told.moved is None and (not told.subject.key or told.subject.sure is Sure.NO):
            continue
        pairs = _moved(said) or [
            Pair(now, base)
            for now in values.known(told.subject.key, (SPENT,), said)
            for base in values.known(told.subject.key, told.bases or (YEAR, INITIAL), said)
            if base.number > ZERO
        ]
        rates = [pair.now.number / pair.base.number * HUNDRED for pair in pairs]
        found = [fits(figure, rate) for rate in rates]
        if not found or Fit.SAME in found:
            continue
        place = found.index(Fit.ROUNDED) if Fit.ROUNDED in found else 0
        severity = Severity.INFO
        if Fit.ROUNDED not in found:
            near = pairs[0].now.is_near(said) and pairs[0].base.is_near(said)
            clear = near and told.bases and not told.carried and _clear(said)
            severity = Severity.ERROR if clear else Severity.WARNING
        pair, right = pairs[place], like(figure, rates[place])
        formula = f"{_short(pair.now)} ÷ {_short(pair.base)} = {right}"
        yield finding(
            proof.desk,
            COMPLETION,
            severity,
            _words(said, pair),
            f"“{written(figure)}”与两个数不符：{formula}。",
            _refs(pair),
            formula,
            right,
        )


def _wrong_year(proof: Proof, values: Values, said: Said) -> Iterator[Finding]:
    """比2022年增加1.2万元, which is the change against 2023."""
    told = replace(said.told, bases=(LAST_SPENT,))
    last = Said(said.line, told)
    held = [pair for pair in _pairs(values, last) if _holds(last, pair) and pair.gap]
    if not held or told.when is None or told.figure is None:
        return
    year = Said(said.line, replace(told, start=told.when[0], end=told.when[1]))
    yield finding(
        proof.desk,
        LAST_YEAR,
        Severity.WARNING,
        [year, said],
        f"“{written(told.figure)}”正好是与上年相比的数，请核对比较的年份有没有写错。",
        _refs(held[0]),
    )


def _against_partner(proof: Proof, values: Values, said: Said) -> Iterator[Finding]:
    """增加25万元，增长4.6%: both go the same way, and the share is that of what was before."""
    told, figure = said.told, said.told.figure
    partner = _partner(said)
    if figure is None or partner is None or partner.told.figure is None:
        return
    size = partner.told.figure
    if told.direction != partner.told.direction:
        yield finding(
            proof.desk,
            LAST_YEAR,
            Severity.WARNING,
            [said, partner],
            f"前面写的是{_WORDS[partner.told.direction]} {written(size)}，这里写的是"
            f"{_WORDS[told.direction]} {written(figure)}，一增一减，请核对。",
        )
        return
    rates = []
    for subject in (told.subject, *told.others):
        for now in values.known(subject.key or subject.label, told.aspects, said):
            before = now.number - size.value * told.direction
            if before > ZERO:
                rates.append((now, before, size.value / before * HUNDRED))
    fit = [fits(figure, rate) for _, _, rate in rates]
    if not fit or Fit.SAME in fit:
        return
    now, before, rate = rates[fit.index(Fit.ROUNDED) if Fit.ROUNDED in fit else 0]
    right = like(figure, rate)
    yield finding(
        proof.desk,
        LAST_YEAR,
        Severity.INFO if Fit.ROUNDED in fit else Severity.WARNING,
        [said, partner, *([now.said] if now.said and now.said.line is said.line else [])],
        f"“{written(figure)}”与{_WORDS[told.direction]}的数不符：原来的数是 {short(before)}，"
        f"{short(size.value)} ÷ {short(before)} = {right}。",
        [now.ref] if now.ref is not None else [],
        f"{short(size.value)} ÷ {short(before)} = {right}",
        right,
    )


def _partner(said: Said) -> Said | None:
    """The amount of a change told just before its share."""
    told, figure = said.told, said.told.figure
    place = said.line.reading.told.index(told)
    if figure is None or figure.sort is not Sort.PERCENT or not place:
        return None
    before = said.line.said(place - 1)
    amount = before.told.figure is not None and before.told.figure.sort is Sort.AMOUNT
    same = before.told.subject.key == told.subject.key and before.told.sentence == told.sentence
    return before if amount and same and before.told.role is Role.CHANGE else None


def _clear(said: Said) -> bool:
    told = said.told
    exact = told.figure is None or told.figure.rough is Rough.EXACT
    return exact and told.subject.sure is Sure.YES and not said.line.project


def _pairs(values: Values, said: Said) -> list[Pair]:
    """What may be meant; the likeliest first."""
    told = said.told
    if told.moved is not None:
        return _moved(said)
    if not told.bases:
        return []
    found = []
    for subject in (told.subject, *told.others):
        found += _of(values, said, subject.key or subject.label)
    return found


def _moved(said: Said) -> list[Pair]:
    """Both numbers stand before: 从A降到B, 完成预算A的…%."""
    if said.told.moved is None:
        return []
    base, now = (said.line.said(place) for place in said.told.moved)
    before, after = base.told.figure, now.told.figure
    if before is None or after is None or before.sort is not after.sort:
        return []
    return [Pair(Known(after.value, "", now), Known(before.value, "", base))]


def _of(values: Values, said: Said, key: str) -> list[Pair]:
    told = said.told
    found = []
    for aspect in told.aspects:
        for base in told.bases:
            if not _comparable(aspect, base, told.aspects):
                continue
            found += [
                Pair(now, before)
                for now in values.known(key, (aspect,), said)
                for before in values.known(key, (base,), said)
            ]
    return found


def _comparable(aspect: str, base: str, aspects: Sequence[str]) -> bool:
    """Budgets are compared with budgets, what was spent with what was spent or planned."""
    if aspect == base:
        return False
    if aspect == SPENT:
        return base != LAST_INITIAL
    return base in (LAST_INITIAL, LAST_SPENT, INITIAL) or len(aspects) == 1


def _holds(said: Said, pair: Pair) -> bool:
    """Does the statement fit these two numbers?"""
    told, figure = said.told, said.told.figure
    if figure is None:
        return _sign(pair.gap) == told.direction
    if figure.sort is Sort.AMOUNT:
        if fits(figure, pair.base.number) is Fit.SAME and _names_base(said):
            return _sign(pair.gap) in (0, told.direction)
        size = pair.gap
    else:
        rate = pair.rate
        if rate is None:
            return True
        size = rate
    if told.direction and _sign(size) not in (0, told.direction):
        # 增长-1.56%: less, told with a sign
        return figure.value < 0 and fits(figure, size * told.direction) is Fit.SAME
    return fits(figure, abs(size)) is not Fit.OFF


def _names_base(said: Said) -> bool:
    """低于年初预算4.6万元: the number may be the one compared with."""
    return said.line.bare.text.startswith(_ABOVE_BELOW, said.told.start)


def _exact(said: Said, pair: Pair) -> bool:
    """Not even a matter of rounding?"""
    figure = said.told.figure
    if figure is None or figure.value < 0:
        return True
    if figure.sort is Sort.AMOUNT:
        numbers = (abs(pair.gap), pair.base.number)
        return any(fits(figure, number) is Fit.SAME for number in numbers)
    return pair.rate is None or fits(figure, abs(pair.rate)) is Fit.SAME


def _rounded(proof: Proof, said: Said, pair: Pair) -> Iterator[Finding]:
    figure = said.told.figure
    assert figure is not None
    right = _right(figure, pair)
    yield finding(
        proof.desk,
        _code(said),
        Severity.INFO,
        _words(said, pair),
        f"这里写的是“{written(figure)}”，按两个数计算是{right}，只差四舍五入，请核对。",
        _refs(pair),
        expected=right,
    )


def _code(said: Said) -> str:
    return AGAINST_BUDGET if set(said.told.bases) & set(_BUDGETS) else LAST_YEAR


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _wrong(proof: Proof, said: Said, pairs: list[Pair]) -> Iterator[Finding]:
    figure = said.told.figure
    pair = pairs[0]
    turned = next((one for one in pairs if figure is not None and _size_fits(figure, one)), None)
    pair = turned or pair
    right = _right(figure, pair)
    size = short(abs(pair.gap))
    formula = f"{_short(pair.now)} − {_short(pair.base)} = {short(pair.gap)}"
    if figure is not None and figure.sort is Sort.PERCENT and pair.rate is not None:
        formula += f"；{short(pair.gap)} ÷ {_short(pair.base)} = {like(figure, pair.rate)}"
    yield finding(
        proof.desk,
        _code(said),
        _severity(said, pair, turned is not None),
        _words(said, pair),
        f"{_name(said)}{_base_words(pair)}是 {_short(pair.base)}万元，{_now_words(pair)}是 "
        f"{_short(pair.now)}万元，应当是{_WORDS[_sign(pair.gap)]}"
        f"{'' if not pair.gap else f' {size}万元'}，与这里写的不符。",
        _refs(pair),
        formula,
        right,
    )


def _size_fits(figure: Figure, pair: Pair) -> bool:
    size = pair.gap if figure.sort is Sort.AMOUNT else pair.rate
    return size is not None and fits(figure, abs(size)) is Fit.SAME


def _severity(said: Said, pair: Pair, turned: bool) -> Severity:
    told, figure = said.told, said.told.figure
    if figure is not None and figure.sort is Sort.AMOUNT and not turned:
        size = abs(pair.gap)
        if abs(size - figure.value) <= CENT and _sign(pair.gap) in (0, told.direction):
            return Severity.INFO
    sure = _clear(said) and not told.carried and not told.others
    near = pair.now.is_near(said) and pair.base.is_near(said)
    if sure and near and (told.explicit or told.bases[:1] == (LAST_SPENT,) or turned):
        return Severity.ERROR
    return Severity.WARNING


def _right(figure: Figure | None, pair: Pair) -> str:
    word = _WORDS[_sign(pair.gap)]
    if figure is None or not pair.gap:
        return word
    size = pair.gap if figure.sort is Sort.AMOUNT else pair.rate
    return word if size is None else f"{word}{like(figure, abs(size))}"


def _words(said: Said, pair: Pair) -> list[Said]:
    others = [one.said for one in pair if one.said is not None and one.said.line is said.line]
    return [said, *others]


def _refs(pair: Pair) -> list[Ref]:
    return [one.ref for one in pair if one.ref is not None]


def _short(known: Known) -> str:
    return plain(known.number) if known.number.is_zero() else short(known.number)


def _name(said: Said) -> str:
    key = said.told.subject.key.removeprefix("行:")
    return f"“{key or said.told.subject.label}”的"


def _base_words(pair: Pair) -> str:
    return pair.base.aspect or "比较的数"


def _now_words(pair: Pair) -> str:
    return pair.now.aspect or "这里的数"
