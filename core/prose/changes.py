"""Changes: more or less than last year (R2) or than the budget (R4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from core.checks.finding import Finding, Severity
from core.numbers import HUNDRED, ZERO
from core.prose.by_line import by_line
from core.prose.compared import Pair, is_clear, number_of, pairs_of, refs_of, sign, words_of
from core.prose.figures import Figure, Sort
from core.prose.judge import CENT, Fit, akin, finding, fits, like, short, written
from core.prose.lead import OTHER_YEAR, PLAIN
from core.prose.proof import Proof, text_rule
from core.prose.report import Line, Report, Said
from core.prose.telling import Role, Subject, Sure
from core.prose.values import Known, Values, values_of
from core.prose.words import INITIAL, LAST_SPENT, YEAR

LAST_YEAR, AGAINST_BUDGET = "R2.与上年的增减不符", "R4.与预算的增减不符"
_ABOVE_BELOW = ("高于", "低于", "大于", "小于", "超过", "多于", "少于")
_BUDGETS = (INITIAL, YEAR)
_ROUGHLY = re.compile(r"基本|大体|大致|相当")  # 与上年基本持平
_ROUGH = Decimal("0.1")  # so far off is still 基本持平
_WORDS = {1: "增加", -1: "减少", 0: "持平"}


@text_rule(LAST_YEAR, also=(AGAINST_BUDGET,))
def changes_agree(proof: Proof) -> Iterator[Finding]:
    """A change has the size and the direction that the two numbers give."""
    return by_line(proof, _changes_of, telling=True)


def _changes_of(proof: Proof, report: Report, line: Line) -> Iterator[Finding]:
    values = values_of(report)
    for said in line.all_said(Role.CHANGE):
        told = said.told
        if told.subject.sure is Sure.NO and not told.subject.label:
            continue
        if told.figure is not None and told.figure.sort in (Sort.COUNT, Sort.POINTS, Sort.SCORE):
            continue
        pairs = pairs_of(values, said)
        if said.told.bases == (OTHER_YEAR,):
            yield from _wrong_year(proof, values, said)
            continue
        held = [pair for pair in pairs if _holds(said, pair)]
        if pairs and not held and (_follows(said, pairs) or _held_here(values, said)):
            continue
        if pairs and not held:
            yield from _wrong(proof, said, pairs)
        elif held and not any(_exact(said, pair) for pair in held):
            yield from _rounded(proof, said, held[0])
        elif not pairs:
            yield from _against_partner(proof, values, said)


def _wrong_year(proof: Proof, values: Values, said: Said) -> Iterator[Finding]:
    """比2022年增加1.2万元, which is the change against 2023."""
    told = replace(said.told, bases=(LAST_SPENT,))
    last = Said(said.line, told)
    held = [pair for pair in pairs_of(values, last) if _holds(last, pair) and pair.gap]
    if not held or told.when is None or told.figure is None:
        return
    year = Said(said.line, replace(told, start=told.when[0], end=told.when[1]))
    yield finding(
        proof.desk,
        LAST_YEAR,
        Severity.WARNING,
        [year, said],
        f"“{written(told.figure)}”正好是与上年相比的数，请核对比较的年份有没有写错。",
        refs_of(held[0]),
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
        for now in _now(values, subject, said):
            before = now.number - size.value * told.direction
            if before > ZERO:
                rates.append((now, before, size.value / before * HUNDRED))
        if not rates:
            return  # what it is a change of is told nowhere
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


def _now(values: Values, subject: Subject, said: Said) -> list[Known]:
    """What it came to; of a change told in the next sentence, whatever was told of it here."""
    found = values.amounts(subject.thing, said.told.aspects, said)
    if found or said.told.explicit:
        return found
    here = [one for one in values.amounts(subject.thing, PLAIN, said) if one.is_near(said)]
    return here[:1]


def _held_here(values: Values, said: Said) -> bool:
    """支出5.18万元，预算5.8万元，上年5.7万元，比上年…: the change may be that of any number told
    of the thing in this sentence."""
    told = said.told
    bases = [
        one for base in told.bases for one in values.amounts(told.subject.thing, (base,), said)
    ]
    for one in said.line.reading.told[: said.line.reading.told.index(told)]:
        same = one.sentence == told.sentence and one.subject.thing == told.subject.thing
        if (
            same
            and one.role is Role.VALUE
            and one.figure is not None
            and one.figure.sort is Sort.AMOUNT
        ):
            now = Known(one.figure.value, "", Said(said.line, one))
            others = (base for base in bases if base.said is None or base.said.told is not one)
            if any(_holds(said, Pair(now, base)) for base in others):
                return True
    return False


def _follows(said: Said, pairs: list[Pair]) -> bool:
    """Is the rate that of the amount of change told before it, which has its own finding?"""
    partner, figure = _partner(said), said.told.figure
    if partner is None or partner.told.figure is None or figure is None:
        return False
    size, way = partner.told.figure.value, partner.told.direction
    rates = [size / pair.base.number * HUNDRED for pair in pairs if pair.base.number > ZERO]
    return way == said.told.direction and any(fits(figure, rate) is Fit.SAME for rate in rates)


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


def _holds(said: Said, pair: Pair) -> bool:
    """Does the statement fit these two numbers?"""
    told, figure = said.told, said.told.figure
    if figure is None:
        if not told.direction and _ROUGHLY.search(said.words().quoted):
            return abs(pair.gap) <= _ROUGH * abs(pair.base.number)
        return sign(pair.gap) == told.direction
    if figure.sort is Sort.AMOUNT:
        if fits(figure, pair.base.number) is Fit.SAME and _names_base(said):
            return sign(pair.gap) in (0, told.direction)
        size = pair.gap
    else:
        rate = pair.rate
        if rate is None:
            return True
        size = rate
    if told.direction and sign(size) not in (0, told.direction):
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
        words_of(said, pair),
        f"这里写的是“{written(figure)}”，按两个数计算是{right}，只差四舍五入，请核对。",
        refs_of(pair),
        expected=right,
    )


def _code(said: Said) -> str:
    return AGAINST_BUDGET if set(said.told.bases) & set(_BUDGETS) else LAST_YEAR


def _wrong(proof: Proof, said: Said, pairs: list[Pair]) -> Iterator[Finding]:
    figure = said.told.figure
    pair = pairs[0]
    turned = next((one for one in pairs if figure is not None and _size_fits(figure, one)), None)
    pair = turned or pair
    right = _right(figure, pair)
    size = short(abs(pair.gap))
    formula = f"{number_of(pair.now)} − {number_of(pair.base)} = {short(pair.gap)}"
    if figure is not None and figure.sort is Sort.PERCENT and pair.rate is not None:
        formula += f"；{short(pair.gap)} ÷ {number_of(pair.base)} = {like(figure, pair.rate)}"
    yield finding(
        proof.desk,
        _code(said),
        _severity(said, pair, turned is not None),
        words_of(said, pair),
        f"{_name(said)}{_base_words(pair)}是 {number_of(pair.base)}万元，{_now_words(pair)}是 "
        f"{number_of(pair.now)}万元，应当是{_WORDS[sign(pair.gap)]}"
        f"{'' if not pair.gap else f' {size}万元'}，与这里写的不符。",
        refs_of(pair),
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
        if abs(size - figure.value) <= CENT and sign(pair.gap) in (0, told.direction):
            return Severity.INFO
    sure = is_clear(said) and not told.carried and not told.others
    meant = pair.rate if figure is not None and figure.sort is Sort.PERCENT else pair.gap
    if figure is not None and meant is not None:
        sure = sure and (turned or akin(figure, abs(meant)))
    near = pair.now.is_near(said) and pair.base.is_near(said)
    if sure and near and (told.explicit or told.bases[:1] == (LAST_SPENT,) or turned):
        return Severity.ERROR
    return Severity.WARNING


def _right(figure: Figure | None, pair: Pair) -> str:
    word = _WORDS[sign(pair.gap)]
    if figure is None or not pair.gap:
        return word
    size = pair.gap if figure.sort is Sort.AMOUNT else pair.rate
    return word if size is None else f"{word}{like(figure, abs(size))}"


def _name(said: Said) -> str:
    key = said.told.subject.key.removeprefix("行:")
    return f"“{key or said.told.subject.label}”的"


def _base_words(pair: Pair) -> str:
    return pair.base.aspect or "比较的数"


def _now_words(pair: Pair) -> str:
    return pair.now.aspect or "这里的数"
