"""Suggestions: the scores and grades the figures support, each with its formula and clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from core.calc.view import View, holder_of, merged_fields, rows_on
from core.expr.render import with_values
from core.facts.edits import SetValue
from core.facts.model import UNIT, Ref, Snapshot
from core.facts.printing import exact, show
from core.facts.values import Kind, Span, State, known
from core.forms.pack import Pack
from core.forms.rules import Rule
from core.forms.settings import Settings
from core.numbers import CONTEXT, HUNDRED, ONE, plain, round_half_up
from core.scoring import execution
from core.scoring.sheet import SCORE, TABLE, Indicator, Sheet, read_sheet
from core.scoring.targets import Way, Word

EXECUTION, EXECUTION_WEIGHT = "执行率得分", "执行率分值"
STANDARD = "评价标准"  # by which a county says how a fixed row is scored
BANDS = "定性档次"
QUANTITATIVE = "财预〔2020〕10号：定量指标完成的得满分，没有完成的按完成比例计分"
QUALITATIVE = "财预〔2020〕10号：定性指标按达成、部分达成、未达成三档计分"
_PROPORTION = "比例("


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a score or a grade could be; never written anywhere unless the user takes it."""

    ref: Ref
    text: str  # 9.62, 8—10, 优
    span: Span | None  # None for a grade word
    formula: str
    numbers: str
    clause: str
    edit: SetValue


def suggestions(pack: Pack, snapshot: Snapshot) -> list[Suggestion]:
    """Every suggestion the figures allow, the unit's first."""
    settings = Settings(pack.settings, snapshot.settings)
    view = View(snapshot, pack, settings)
    found = [*_of_rules(pack, snapshot, settings, view), *_of_indicators(pack, snapshot, settings)]
    return found


# ------------------------------------------------------------ pack's rules


def _of_rules(
    pack: Pack, snapshot: Snapshot, settings: Settings, view: View
) -> Iterator[Suggestion]:
    for rule in pack.suggests:
        if rule.node is None:
            continue
        path, name, _ = rule.node
        for row in rows_on(snapshot, path) if path else (UNIT,):
            if rule.row_key and snapshot.rows[row].key != rule.row_key:
                continue
            ref = Ref(name, "", holder_of(snapshot, pack, row, name))
            if snapshot.first_row(ref.holder) != row:
                continue
            # Formulas of fixed rows stand on the owner, and 本行 is the row.
            holder = snapshot.rows[row].owner if rule.row_key else row
            yield from _of_rule(pack, settings, rule, ref, view.at(holder, row))


def _of_rule(
    pack: Pack, settings: Settings, rule: Rule, ref: Ref, view: View
) -> Iterator[Suggestion]:
    value = rule.right.run(view)
    if value.state is not State.READ:
        return
    formula, numbers = rule.words, with_values(rule.right, view)
    concept = pack.concept(rule.node[0] if rule.node else "", ref.name)
    clause = concept.clause if concept else ""
    if rule.row_key:
        clause = (
            view.state.value(Ref(STANDARD, "", holder_of(view.state, pack, view.row, STANDARD))).raw
            or clause
        )
    data = value.data
    if isinstance(data, str):
        yield Suggestion(ref, data, None, formula, numbers, clause, SetValue(ref, data))
        return
    if isinstance(data, Decimal):
        data = Span(data, data)
    if not isinstance(data, Span):
        return
    policy = settings.text(execution.POLICY)
    if ref.name == EXECUTION and rule.source.startswith(_PROPORTION):
        full = view.state.value(Ref(EXECUTION_WEIGHT, "", ref.holder)).number
        if full is None or full <= 0:
            return
        with localcontext(CONTEXT):
            rate = data.high / full
        if policy != execution.PROPORTION:
            data = execution.points(rate, full, policy)
            formula = execution.formula(policy)
            numbers = f"执行率 {_percent(rate)}，分值 {exact(known(full))}"
            clause = execution.CLAUSES.get(policy, execution.CLAUSES[execution.PROPORTION])
    yield _scored(ref, data, formula, numbers, clause)


# -------------------------------------------------------------- indicators


def _of_indicators(pack: Pack, snapshot: Snapshot, settings: Settings) -> Iterator[Suggestion]:
    bands = [
        (word, bound.number) for word, bound in settings.scale(BANDS) if bound.number is not None
    ]
    merged = merged_fields(snapshot).get(TABLE, frozenset())
    for path in pack.paths():
        if path.rsplit("/", 1)[-1] != TABLE or (path, SCORE, "") not in pack.places:
            continue
        above = path.rpartition("/")[0]
        for owner in rows_on(snapshot, above) if above else (UNIT,):
            yield from _of_sheet(read_sheet(pack, snapshot, owner, merged), bands)


def _of_sheet(sheet: Sheet, bands: list[tuple[str, Decimal]]) -> Iterator[Suggestion]:
    for indicator in sheet.rows:
        if indicator.weight is None or indicator.weight <= 0 or not indicator.leads_score:
            continue
        if indicator.scored_alone:
            if indicator.is_real:
                yield from _of_row(indicator, indicator.weight, bands)
        elif indicator.score_rows == indicator.weight_rows:
            yield from _of_group(sheet.by_row, indicator, indicator.weight)


def _of_row(
    indicator: Indicator, weight: Decimal, bands: list[tuple[str, Decimal]]
) -> Iterator[Suggestion]:
    ref = indicator.ref(SCORE)
    done = indicator.attained
    if done is not None:
        if done.way is Way.UNCLEAR and done.rate != ONE:
            return
        with localcontext(CONTEXT):
            points = weight * min(ONE, done.rate)
        if done.met:
            numbers = f"{plain(weight)}（目标 {plain(done.target)}，实际 {plain(done.actual)}）"
            yield _scored(ref, Span(weight, weight), "完成年度指标值得满分", numbers, QUANTITATIVE)
            return
        over, under = done.actual, done.target
        if done.way is Way.DOWN:
            over, under = under, over
        numbers = f"{plain(weight)} × {plain(over)} ÷ {plain(under)}"
        formula = f"分值 × {done.formula()}"
        yield _scored(ref, Span(points, points), formula, numbers, QUANTITATIVE)
        return
    word = indicator.word
    if word is None:
        return
    span = band_of(word, weight, bands)
    if span is None:
        return
    timed = indicator.target is not None and indicator.target.deadline is not None
    if timed and word is Word.MET:
        span = Span(weight, weight)
    numbers = f"{plain(weight)}，{word.value}"
    yield _scored(ref, span, "按达成、部分达成、未达成三档计分", numbers, QUALITATIVE)


def band_of(word: Word, weight: Decimal, bands: list[tuple[str, Decimal]]) -> Span | None:
    """The share of the weight the county gives to what the words say."""
    with localcontext(CONTEXT):
        upper = ONE
        for name, lower in bands:
            if name == word.value:
                return Span(weight * lower, weight * upper)
            upper = lower
    return None


def _of_group(
    by_row: Mapping[str, Indicator], first: Indicator, weight: Decimal
) -> Iterator[Suggestion]:
    """One score for a group: full when all was reached. Else the rows' weights are not known."""
    members = [by_row[row] for row in first.score_rows if by_row[row].is_real]
    if not members or not all(_reached(member) for member in members):
        return
    numbers = f"{len(members)} 项指标全部完成，{plain(weight)}"
    yield _scored(
        first.ref(SCORE), Span(weight, weight), "各项指标都完成的，得满分", numbers, QUANTITATIVE
    )


def _reached(indicator: Indicator) -> bool:
    done = indicator.attained
    if done is not None:
        return done.met and (done.way is not Way.UNCLEAR or done.rate == ONE)
    return indicator.word is Word.MET


# ------------------------------------------------------------------ words


def _scored(ref: Ref, span: Span, formula: str, numbers: str, clause: str) -> Suggestion:
    text = show(known(span), Kind.SCORE)
    typed = plain(round_half_up(span.high, 2).normalize() + 0)
    return Suggestion(ref, text, span, formula, f"{numbers} = {text}", clause, SetValue(ref, typed))


def _percent(rate: Decimal) -> str:
    return f"{plain(round_half_up(rate * HUNDRED, 2))}%"
