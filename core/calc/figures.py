"""Figures: what a figure in the report's text reads, and keeping it so when its facts change."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from decimal import Decimal

from core.calc.view import State, kind_of
from core.facts.model import UNIT, Bound, Chapter, Ref
from core.facts.printing import show
from core.facts.reading import says_a_word
from core.facts.values import Kind, Target, Value
from core.forms.pack import Pack
from core.forms.settings import Settings
from core.numbers import HUNDRED, plain, round_half_up

HOLE = "＿＿"  # stands for a figure that is not there yet; the checks find it
_SAME, _MORE, _LESS = "持平", "增加", "减少"
_CENTS = 2
_ENDS = "。；;，,、 \n"
_WEIGHT = re.compile(r"\s*[(（]\s*[0-9.]+\s*分\s*[)）]$")
_SIGN = re.compile(r"^(?:[≥≧⩾≮≤≦⩽≯>＞<＜=＝]+\s*)")
_SIGNS = {"≥": "不低于", "≤": "不超过", ">": "高于", "<": "低于"}


def figure_text(pack: Pack, state: State, bound: Bound) -> str | None:
    """What the figure reads now; None when its row or merged cell is gone."""
    refs = [bound.ref] + ([bound.than] if bound.than is not None else [])
    if any(ref.holder not in (UNIT, *_holders(state, ref)) for ref in refs):
        return None
    if bound.than is not None:
        return _compared(pack, state, bound.ref, state.value(bound.ref), state.value(bound.than))
    value, kind = state.value(bound.ref), _kind(pack, state, bound.ref)
    if bound.style and value.number is not None:
        return _styled(value.number, bound.style)
    concept = pack.concept(_path(state, bound.ref), bound.ref.name)
    date_style = Settings(pack.settings, state.settings).text("日期写法")
    text = show(value, kind, style=concept.show if concept else "", date_style=date_style)
    if kind in (Kind.TEXT, Kind.TARGET):
        text = _in_a_sentence(pack, state, text, bound.ref)
    return _number_alone(text, kind, concept.unit if concept else "") or HOLE


def refreshed(
    pack: Pack, state: State, chapters: tuple[Chapter, ...], changed: Container[Ref] | None = None
) -> tuple[Chapter, ...]:
    """The chapters with their figures as the facts are now; `changed` None: any may be.

    A figure whose row is gone stays as it reads, and follows nothing any more.
    """
    return tuple(
        _refreshed(pack, state, chapter)
        if chapter.bound and (changed is None or _concerned(chapter.bound, changed, state))
        else chapter
        for chapter in chapters
    )


def joined(pieces: Iterable[str | tuple[str, Bound]]) -> tuple[str, tuple[Bound, ...]]:
    """A text put together from words and figures, and where the figures stand in it."""
    text, bound = "", []
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        words, figure = piece
        bound.append(figure._replace(start=len(text), end=len(text) + len(words)))
        text += words
    return text, tuple(bound)


def _refreshed(pack: Pack, state: State, chapter: Chapter) -> Chapter:
    pieces: list[str | tuple[str, Bound]] = []
    at = 0
    for bound in chapter.bound:
        pieces.append(chapter.text[at : bound.start])
        words = figure_text(pack, state, bound)
        pieces.append(chapter.text[bound.start : bound.end] if words is None else (words, bound))
        at = bound.end
    pieces.append(chapter.text[at:])
    text, figures = joined(pieces)
    return chapter._replace(text=text, bound=figures)


def _concerned(figures: Iterable[Bound], changed: Container[Ref], state: State) -> bool:
    return any(
        bound.ref in changed
        or bound.than in changed
        or (bound.ref.holder != UNIT and bound.ref.holder not in _holders(state, bound.ref))
        for bound in figures
    )


def _holders(state: State, ref: Ref) -> tuple[str, ...]:
    """The fact's own holder, while it is there."""
    return (ref.holder,) if ref.holder in state.rows or ref.holder in state.groups else ()


def _path(state: State, ref: Ref) -> str:
    if ref.holder == UNIT:
        return ""
    group = state.groups.get(ref.holder)
    return state.rows[group.rows[0] if group else ref.holder].path


def _kind(pack: Pack, state: State, ref: Ref) -> Kind:
    return kind_of(pack, _path(state, ref), ref.name)


def _styled(number: Decimal, style: str) -> str:
    """0.00 and 0.00% as a pack writes them."""
    percent = style.endswith("%")
    places = len(style.rstrip("%").partition(".")[2])
    rounded = round_half_up(number * HUNDRED if percent else number, places)
    return plain(rounded) + ("%" if percent else "")


def _number_alone(text: str, kind: Kind, unit: str) -> str:
    """A number without the unit somebody typed behind it: the sentence has its own."""
    if kind is Kind.MONEY:
        return text.rstrip("亿万元 ") if text[:1].isdigit() else text
    return text.removesuffix(unit) if unit and kind is Kind.COUNT else text


def _in_a_sentence(pack: Pack, state: State, text: str, ref: Ref) -> str:
    """A text as part of a sentence: signs as words, without the stop at its end.

    The cells of rows are narrow: lines broken there are one, and 产出指标（50分） loses its weight.
    """
    value, path = state.value(ref), _path(state, ref)
    if isinstance(value.data, Target):
        text = _SIGN.sub(_SIGNS.get(value.data.sign, ""), text)
    elif not says_a_word(value):
        return ""
    if path:
        text = "".join(line.strip() for line in text.splitlines())
        if ref.name in pack.table(path).levels:
            text = _WEIGHT.sub("", text)
    return text.rstrip(_ENDS)


def _compared(pack: Pack, state: State, ref: Ref, value: Value, than: Value) -> str:
    """增加1.20万元, 减少2人, 持平: the direction follows from the figures."""
    if value.number is None or than.number is None:
        return HOLE
    gap = value.number - than.number
    if not gap:
        return _SAME
    kind = _kind(pack, state, ref)
    concept = pack.concept(_path(state, ref), ref.name)
    unit = concept.unit if concept else ""
    amount = abs(gap)
    if kind is Kind.MONEY:
        cents = round_half_up(amount, _CENTS)
        amount, unit = (
            cents if cents == amount else amount.normalize(),
            Settings(pack.settings, state.settings).text("金额单位") or "万元",
        )
    elif kind is Kind.RATIO:
        amount, unit = round_half_up(amount * HUNDRED, _CENTS), "个百分点"
    return f"{_MORE if gap > 0 else _LESS}{plain(amount)}{unit}"
