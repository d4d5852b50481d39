"""Place words: where a cell stands, said as a clerk would: 整体自评表 · “完成及时率” · 得分."""

from __future__ import annotations

from core.checks.desk import Desk
from core.checks.needed import main_field
from core.facts.model import UNIT, Placement, Ref

SEPARATOR = " · "


def place_words(desk: Desk, place: Placement, form: bool = True) -> str:
    """Form, row and column of a cell; without the form where that is plain anyway."""
    parts = [_form_words(desk, place)] if form and place.form else []
    row = _row(desk, place)
    if row:
        parts.append(row_words(desk, row))
    parts.append(fact_words(place.ref))
    if place.nth > 1:
        parts[-1] += f"（第{place.nth}处）"
    return SEPARATOR.join(parts)


def fact_words(ref: Ref) -> str:
    """三公经费（决算）."""
    return f"{ref.name}（{ref.aspect}）" if ref.aspect else ref.name


def row_words(desk: Desk, row: str) -> str:
    """“河道整治项目”, or 项目清单第3行 when the row has no name yet."""
    known = desk.label(row)
    if known.startswith("“"):
        return known
    path = desk.path(row)
    table, key = desk.pack.table(path), desk.snapshot.rows[row].key
    if key:  # a row the county printed
        return f"“{key}”"
    main = main_field(desk.pack, path)
    words = desk.label(row, [*([main.id] if main else []), *reversed(table.levels)])
    return words if words.startswith("“") else f"{table.id}{words}"


def owner_row(desk: Desk, holder: str, path: str) -> str:
    """The row on a path that a holder is or belongs to; UNIT when there is none."""
    row = desk.snapshot.first_row(holder)
    while row != UNIT and desk.path(row) != path:
        row = desk.snapshot.rows[row].owner
    return row


def _form_words(desk: Desk, place: Placement) -> str:
    """The form; of one that repeats, which copy."""
    form = desk.pack.form(place.form)
    copy = owner_row(desk, place.ref.holder, form.path) if form and form.each else UNIT
    return place.form + (row_words(desk, copy) if copy else "")


def _row(desk: Desk, place: Placement) -> str:
    """The row to name: not the one the whole copy of the form is for."""
    row = desk.snapshot.first_row(place.ref.holder)
    form = desk.pack.form(place.form)
    if row != UNIT and form is not None and form.each and desk.path(row) == form.path:
        return UNIT
    return row
