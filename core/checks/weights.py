"""Weights: groups of indicators against what is printed, and the counties' score tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.checks.desk import Desk
from core.checks.finding import PASSED, Finding, Result, Severity, skipped
from core.checks.registry import rule
from core.checks.targets import sheet_of
from core.expr.render import with_values
from core.facts.model import UNIT, Ref
from core.facts.values import Kind, Span, State
from core.forms.rules import Rule
from core.forms.schema import Table
from core.numbers import HUNDRED, ZERO, plain, round_half_up
from core.scoring.sheet import Indicator

INDICATORS = "绩效指标"
WEIGHT, SCORE, LEVEL = "分值", "得分", "一级指标"
SHARES_CLAUSE = "财预〔2020〕10号：一级指标的权重原则上统一设置，可以根据情况调整"
_HEADER = re.compile(r"[（(]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]\s*$")
_NOTE = re.compile(r"(产出|效益|满意度|成本)(?:类)?(?:指标)?\s*(?:为|占)?\s*([0-9]{1,2})\s*分")


Parts = dict[Ref, Decimal | None]  # weight cells, a merged one once
Weighed = list[Indicator]  # rows with a weight cell, a merged one once
Grouped = tuple[Ref, Weighed, Decimal, bool]  # header, rows, sum of their weights, all filled


# ---------------------------------------------------------------- groups of indicators


@rule("O6.分组分值", on="绩效指标*", reads=(LEVEL, WEIGHT, "三级指标", "执行率分值"))
def group_weights(desk: Desk, owner: str) -> Iterator[Result]:
    """A group's weights make what its own header says; other counties' shares are a hint."""
    groups = _groups(desk, owner)
    if not groups:
        yield skipped("分值还没有填")
        return
    shares = _shares(desk, owner)
    whole = sum((total for _, _, total, _ in groups), ZERO)
    full = whole + (desk.number(owner, "执行率分值") or ZERO) == HUNDRED
    found = False
    for level, weights, total, complete in groups:
        name = " ".join(desk.shown(level).split())
        printed = _HEADER.search(name)
        wanted = Decimal(printed[1]) if printed else None
        if wanted is None:
            wanted = shares.get(_family(name)) if full else None
        if wanted is None or total == wanted or not complete:
            continue
        found = True
        parts = {one.ref(WEIGHT): one.weight for one in weights}
        yield Finding(
            "O6.分组分值",
            Severity.WARNING if printed else Severity.INFO,
            desk.cells(*([level] if printed else []), *parts),
            f"“{name}”下面各项分值合计 {plain(total)} 分，"
            + ("与表上写的" if printed else "本县表上规定（建议）的是")
            + f" {plain(wanted)} 分"
            + ("不一致，请核对。" if printed else "；特殊情况可以调整，请核对。"),
            shown=plain(total),
            expected=plain(wanted),
            formula=f"{_added(parts)} = {plain(total)}",
            clause="" if printed else SHARES_CLAUSE,
        )
    if not found:
        yield PASSED


def _added(parts: Parts) -> str:
    return " + ".join(plain(part) for part in parts.values() if part is not None)


def _groups(desk: Desk, owner: str) -> list[Grouped]:
    """The first-level groups with weights.

    Cells of one text are one group: people repeat the text instead of merging the cells.
    """
    under: dict[str, Weighed] = {}  # by the text as typed; thousands of rows come this way
    groups: dict[str, tuple[Ref, Weighed]] = {}
    for indicator in sheet_of(desk, owner).rows:
        top = indicator.top
        if top not in under:
            name = "".join(top.split())
            under[top] = groups.setdefault(name, (indicator.ref(LEVEL), []))[1]
        if indicator.weight_rows[0] != indicator.row:
            continue  # a merged weight counts once
        if indicator.weight is not None or indicator.is_named:
            under[top].append(indicator)
    found = []
    for level, parts in groups.values():
        numbers = [part.weight for part in parts if part.weight is not None]
        if numbers:
            found.append((level, parts, sum(numbers, ZERO), len(numbers) == len(parts)))
    return found


def _family(name: str) -> str:
    """产出, 效益, 满意度 or 成本, whatever else a header says."""
    return next((f for f in ("满意度", "产出", "效益", "成本") if f in name), "")


def _shares(desk: Desk, owner: str) -> dict[str, Decimal]:
    """What the pack's notes or its printed first rows give each group; {} when they say nothing."""
    path = f"{desk.path(owner)}/{INDICATORS}" if owner != UNIT else INDICATORS
    for form in desk.pack.forms:
        if not any(block.path == path for block in form.blocks):
            continue
        text = "".join(part for note in form.notes for part in note.parts if isinstance(part, str))
        told = {match[1]: Decimal(match[2]) for match in _NOTE.finditer(text)}
        if len(told) > 1:
            return told
    return _start_shares(desk, path)


def _start_shares(desk: Desk, path: str) -> dict[str, Decimal]:
    shares: dict[str, Decimal] = {}
    level = ""
    for row in desk.pack.starts.get(path, ()):
        written = row.get(LEVEL, "")
        level = level if written in ("", "〃") else _family(written)
        weight = row.get(WEIGHT, "")
        if level and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", weight):
            shares[level] = shares.get(level, ZERO) + Decimal(weight)
    return shares if len(shares) > 1 else {}


# ---------------------------------------------------------------- score tables


def _score_tables(desk: Desk) -> Iterator[Table]:
    """The unit's tables of points other than the indicators: 共性指标 and their like."""
    for path in desk.pack.paths():
        table = desk.pack.table(path)
        if "/" in path or table.id == INDICATORS:
            continue
        kinds = [f.kind for n in (WEIGHT, SCORE) if (f := table.fields.get(n)) is not None]
        if kinds == [Kind.SCORE, Kind.SCORE]:
            yield table


@rule("G2.得分超过分值", reads=(WEIGHT, SCORE))
def table_scores_within_weights(desk: Desk, holder: str) -> Iterator[Result]:
    """Points lie between 0 and the weight; a shared cell has the weights beneath it."""
    tables = list(_score_tables(desk))
    if not tables:
        yield skipped("没有共性指标一类的评分表")
        return
    for table in tables:
        weights: dict[Ref, Parts] = {}
        for row in desk.rows(table.id):
            weight = desk.ref(row, WEIGHT)
            weights.setdefault(desk.ref(row, SCORE), {})[weight] = desk.value(weight).number
        for score, under in weights.items():
            yield _within(desk, score, under)


def _within(desk: Desk, score: Ref, under: Parts) -> Result:
    number = desk.value(score).number
    parts = [part for part in under.values() if part is not None]
    if number is None:
        return skipped("得分还没有填")
    if number >= 0 and len(parts) < len(under):
        return skipped("分值还没有填")
    full = sum(parts, ZERO)
    if 0 <= number <= full:
        return PASSED
    label = desk.row(desk.snapshot.first_row(score.holder))
    shared = f"（{len(parts)} 项合用一格）" if len(parts) > 1 else ""
    return Finding(
        "G2.得分超过分值",
        Severity.ERROR,
        desk.cells(score, *under),
        f"{label}{shared}得分填的是 {plain(number)}，"
        + ("不能小于 0。" if number < 0 else f"超过了分值 {plain(full)}。"),
        shown=plain(number),
        expected=f"0 到 {plain(full)}",
        formula=f"{_added(under)} = {plain(full)}"
        if len(parts) > 1
        else f"0 ≤ {plain(number)} ≤ {plain(full)}",
        remedies=(desk.type_in(score, plain(full)),) if number > full else (),
    )


@rule("G1.评分表满分", reads=(WEIGHT,))
def table_weights_make_a_hundred(desk: Desk, holder: str) -> Iterator[Result]:
    """The weights of a score table whose rows the unit types itself make 100."""
    tables = [t for t in _score_tables(desk) if not t.is_fixed and desk.rows(t.id)]
    if not tables:
        yield skipped("没有自己填写分值的评分表")
        return
    for table in tables:
        refs = list(dict.fromkeys(desk.ref(row, WEIGHT) for row in desk.rows(table.id)))
        numbers = [n for ref in refs if (n := desk.value(ref).number) is not None]
        total = sum(numbers, ZERO)
        if len(numbers) < len(refs):
            yield skipped("分值还没有填完")
            continue
        if total == HUNDRED:
            yield PASSED
            continue
        yield Finding(
            "G1.评分表满分",
            Severity.WARNING,
            desk.cells(*refs),
            f"评分表各项分值合计 {plain(total)} 分，不是 100 分，请核对。",
            shown=plain(total),
            expected="100",
            formula=f"{len(numbers)} 项分值合计 = {plain(total)}",
        )


# ---------------------------------------------------------------- criteria that can be computed


@rule("G3.共性得分与数据不符", reads=("*",))
def scores_follow_the_figures(desk: Desk, holder: str) -> Iterator[Result]:
    """A county's criterion that can be computed from the figures gives about the score typed."""
    rules = [found for found in desk.pack.suggests if found.row_key]
    if not rules:
        yield skipped("没有可以按数据计算的评分行")
        return
    for suggestion in rules:
        yield _against_figures(desk, suggestion)


def _against_figures(desk: Desk, suggestion: Rule) -> Result:
    path, field, _ = suggestion.node or ("", "", "")
    keyed = (row for row in desk.rows(path) if desk.snapshot.rows[row].key == suggestion.row_key)
    row = next(keyed, None)
    if row is None:
        return skipped("没有这一行")
    ref, weight = desk.ref(row, field), desk.number(row, WEIGHT)
    score = desk.value(ref).number
    view = desk.view.at(UNIT, row)
    wanted = suggestion.right.run(view)
    if score is None or wanted.state is not State.READ or not isinstance(wanted.data, Span):
        return skipped(wanted.note or "计算所用的数据或得分还没有填")
    low, high = wanted.data.low, wanted.data.high
    slack = desk.limit("得分容差")
    if low - slack <= score <= high + slack:
        return PASSED
    inputs = [
        found
        for read in suggestion.right.reads
        if read.way not in ("本行", "列") and (found := view.ref(read)) is not None
    ]
    filled = [found for found in inputs if not desk.value(found).is_blank]
    gap = score - high if score > high else low - score
    clear = len(filled) == len(inputs) and weight is not None and 2 * gap > weight
    span = _number(low) if low == high else f"{_number(low)} 到 {_number(high)}"
    numbers = with_values(suggestion.right, view)
    return Finding(
        "G3.共性得分与数据不符",
        Severity.ERROR if clear and score > high else Severity.WARNING,
        desk.cells(ref, *filled),
        f"{desk.row(row)}得分填的是 {plain(score)}，按表上的数据计算是 {span} 分，"
        "请核对得分或数据；另有依据的请说明。",
        shown=plain(score),
        expected=span,
        formula=f"{suggestion.words}；代入：{numbers}",
        clause=desk.text(row, "评价标准"),
        remedies=(desk.type_in(ref, _number(high)),),
    )


def _number(value: Decimal) -> str:
    rounded = round_half_up(value, 2)
    return plain(rounded.quantize(Decimal(1)) if rounded == rounded.to_integral() else rounded)
