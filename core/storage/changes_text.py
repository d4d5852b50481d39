"""Changes as text: how a step is written into the journal, and read again to be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from core.facts.edits import (
    Change,
    ExplanationChange,
    GroupChange,
    OrderChange,
    PrintedChange,
    ReportChange,
    RowChange,
    SettingChange,
    ValueChange,
    YearChange,
)
from core.facts.model import Bound, Chapter, Explained, Explanation, Group, Placement, Ref, Row


def write_changes(changes: Iterable[Change]) -> str:
    """One line of JSON; each change is a list that begins with a letter for its kind."""
    return json.dumps(
        [_written(change) for change in changes], ensure_ascii=False, separators=(",", ":")
    )


def read_changes(text: str) -> tuple[Change, ...]:
    """The changes again."""
    return tuple(_read(item) for item in json.loads(text))


def write_cells(cells: Iterable[Placement]) -> str:
    """The cells of an explained finding; also part of its key in the database."""
    return json.dumps([_place(cell) for cell in cells], ensure_ascii=False, separators=(",", ":"))


def read_cells(text: str) -> tuple[Placement, ...]:
    """The cells again."""
    return tuple(_read_place(item) for item in json.loads(text))


def _written(change: Change) -> list[Any]:
    match change:
        case ValueChange(ref, before, after):
            return ["v", *ref, before, after]
        case PrintedChange(place, before, after):
            return ["p", _place(place), before, after]
        case RowChange(before, after, at):
            return ["r", before, after, at]
        case OrderChange(table, owner, before, after):
            return ["o", table, owner, before, after]
        case GroupChange(before, after):
            return ["g", before, after]
        case SettingChange(name, before, after):
            return ["s", name, before, after]
        case YearChange(before, after):
            return ["y", before, after]
        case ReportChange(at, before, after):
            return ["c", at, before, after]
        case ExplanationChange((rule, cells), before, after):
            return ["e", rule, [_place(cell) for cell in cells], before, after]


def _read(item: list[Any]) -> Change:
    letter, *rest = item
    match letter:
        case "v":
            name, aspect, holder, before, after = rest
            return ValueChange(Ref(name, aspect, holder), before, after)
        case "p":
            return PrintedChange(_read_place(rest[0]), rest[1], rest[2])
        case "r":
            return RowChange(_row(rest[0]), _row(rest[1]), rest[2])
        case "o":
            return OrderChange(*rest)
        case "g":
            return GroupChange(_group(rest[0]), _group(rest[1]))
        case "s":
            return SettingChange(*rest)
        case "y":
            return YearChange(*rest)
        case "c":
            at, before, after = rest
            return ReportChange(at, _chapters(before), _chapters(after))
        case "e":
            rule, cells, before, after = rest
            key: Explained = (rule, tuple(map(_read_place, cells)))
            return ExplanationChange(key, _explanation(before), _explanation(after))
    raise ValueError(f"unknown change {letter!r}")


def _place(place: Placement) -> list[Any]:
    return [place.form, *place.ref, place.nth]


def _read_place(item: list[Any]) -> Placement:
    form, name, aspect, holder, nth = item
    return Placement(form, Ref(name, aspect, holder), nth)


def _row(item: list[Any] | None) -> Row | None:
    return Row(*item) if item is not None else None


def _group(item: list[Any] | None) -> Group | None:
    if item is None:
        return None
    name, table, owner, field, rows = item
    return Group(name, table, owner, field, tuple(rows))


def _chapters(items: list[list[Any]]) -> tuple[Chapter, ...]:
    return tuple(map(read_chapter, items))


def read_chapter(item: list[Any]) -> Chapter:
    """A chapter as it was listed; those of earlier programs have no figures."""
    report = item[2] if len(item) > 2 else ""
    bound = item[3] if len(item) > 3 else ()
    return Chapter(item[0], item[1], report, tuple(map(_bound, bound)))


def _bound(item: list[Any]) -> Bound:
    start, end, ref, style, than = item
    return Bound(start, end, Ref(*ref), style, Ref(*than) if than else None)


def _explanation(item: list[Any] | None) -> Explanation | None:
    if item is None:
        return None
    text, values, forced = item
    return Explanation(text, tuple(values), forced)
