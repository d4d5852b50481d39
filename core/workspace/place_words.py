"""Place words: where a cell stands, said as a clerk would: 整体自评表 · “完成及时率” · 得分."""

from __future__ import annotations

from core.calc.naming import fact_words
from core.checks.desk import Desk
from core.checks.finding import TEXT, Finding, Words
from core.facts.model import UNIT, Placement

SEPARATOR = " · "
_MOST = 20  # characters of a title or of quoted words


def place_words(desk: Desk, place: Placement, form: bool = True) -> str:
    """Form, row and column of a cell; without the form where that is plain anyway."""
    parts = [_form_words(desk, place)] if form and place.form else []
    row = _row(desk, place)
    if row:
        parts.append(desk.row(row))
    parts.append(fact_words(place.ref))
    if place.nth > 1:
        parts[-1] += f"（第{place.nth}处）"
    return SEPARATOR.join(parts)


def finding_places(desk: Desk, finding: Finding) -> list[str]:
    """Where a finding is: its words in the report, then its cells."""
    places = [words_place(desk, words) for words in finding.words]
    return places + [place_words(desk, cell) for cell in finding.cells]


def words_place(desk: Desk, words: Words) -> str:
    """自评报告 · 二、基本支出 · “三公经费 5.59 万元”."""
    chapters = desk.snapshot.report
    title = chapters[words.chapter].title.strip() if words.chapter < len(chapters) else ""
    return SEPARATOR.join(
        (TEXT, _short(title) or f"第{words.chapter + 1}章", f"“{_short(words.quoted)}”")
    )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST else f"{flat[:_MOST]}…"


def _owner_row(desk: Desk, holder: str, path: str) -> str:
    """The row on a path that a holder is or belongs to; UNIT when there is none."""
    row = desk.snapshot.first_row(holder)
    while row != UNIT and desk.path(row) != path:
        row = desk.snapshot.rows[row].owner
    return row


def _form_words(desk: Desk, place: Placement) -> str:
    """The form; of one that repeats, which copy."""
    form = desk.pack.form(place.form)
    copy = _owner_row(desk, place.ref.holder, form.path) if form and form.each else UNIT
    return place.form + (desk.row(copy) if copy else "")


def _row(desk: Desk, place: Placement) -> str:
    """The row to name: not the one the whole copy of the form is for."""
    row = desk.snapshot.first_row(place.ref.holder)
    form = desk.pack.form(place.form)
    if row != UNIT and form is not None and form.each and desk.path(row) == form.path:
        return UNIT
    return row
