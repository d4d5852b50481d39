"""Writes a package as the data of a data file, in the order in which the forms show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from core.calc.references import row_text, spot_text
from core.calc.view import holder_of, kind_of
from core.facts.model import UNIT, Chapter, Placement, Ref, Snapshot
from core.facts.reading import BAR, join_target
from core.facts.values import NUMERIC, Kind
from core.forms.pack import Pack, form_patterns
from core.forms.schema import DITTO, TARGET_PARTS, Concept
from core.storage.datafile_explained import explanations_of
from core.storage.datafile_figures import write_figures
from core.storage.datafile_values import LITERAL, is_ditto
from core.storage.json_faults import number_fits
from core.storage.json_text import Num
from core.storage.links import UNLINKED

_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_UNIT_NAME = Ref("单位名称")


def data_of(snapshot: Snapshot, pack: Pack) -> dict[str, Any]:
    """The package as lists and dictionaries."""
    return _Writing(snapshot, pack).data()


class _Writing:
    """One package being written."""

    def __init__(self, snapshot: Snapshot, pack: Pack) -> None:
        self._snapshot = snapshot
        self._pack = pack
        self._paths = _table_paths(pack)

    def data(self) -> dict[str, Any]:
        """All sections, in the order people read them."""
        snapshot = self._snapshot
        explained = explanations_of(snapshot)
        return {
            "pack": snapshot.pack,
            "year": Num(snapshot.year),
            "unit": self._raw(_UNIT_NAME),
            "settings": {
                name: self._scalar(text, self._setting_kind(name))
                for name, text in snapshot.settings.items()
            },
            "facts": self._facts(),
            "rows": self._tables("", UNIT),
            "printed": self._printed(),
            **({"explanations": explained} if explained else {}),
            "report": {"chapters": [_chapter(snapshot, chapter) for chapter in snapshot.report]},
        }

    def _raw(self, ref: Ref) -> str:
        return self._snapshot.entered_value(ref).raw

    def _setting_kind(self, name: str) -> Kind:
        setting = self._pack.settings.get(name)
        return Kind(setting.kind) if setting and setting.kind != "scale" else Kind.TEXT

    # ------------------------------------------------ values

    def _scalar(self, raw: str, kind: Kind) -> Any:
        """A text as JSON: a number where reading it back gives the same text."""
        if kind in NUMERIC and _CANONICAL.fullmatch(raw) and number_fits(raw):
            return Num(raw)
        return raw

    def _value(self, raw: str, kind: Kind, in_row: bool) -> Any:
        if in_row and is_ditto(raw):
            return {LITERAL: raw}
        cells = raw.split(BAR)
        if kind is Kind.TARGET and len(cells) == 3 and join_target(*cells) == raw:
            return dict(zip(TARGET_PARTS, cells, strict=True))
        return self._scalar(raw, kind)

    def _fact(self, concept: Concept, holder: str) -> Any:
        """What is typed for a concept on a holder, by 口径 where it has some; None for nothing."""
        in_row = holder != UNIT
        if not concept.aspects:
            raw = self._raw(Ref(concept.id, "", holder))
            return self._value(raw, concept.kind, in_row) if raw else None
        values = {
            aspect: self._value(raw, concept.kind, in_row)
            for aspect in concept.aspects
            if (raw := self._raw(Ref(concept.id, aspect, holder)))
        }
        return values or None

    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name in _fact_names(self._pack):
            concept = self._pack.concept("", name)
            if concept is None or name in facts or name == _UNIT_NAME.name:
                continue
            value = self._fact(concept, UNIT)
            if value is not None:
                facts[name] = value
        return facts

    # ------------------------------------------------ rows

    def _tables(self, path: str, owner: str) -> dict[str, Any]:
        """The tables under the unit or under a row."""
        tables: dict[str, Any] = {}
        for child in self._paths:
            above, _, name = child.rpartition("/")
            if above != path:
                continue
            rows = self._snapshot.siblings(name, owner)
            if self._pack.table(child).is_fixed:
                entries = self._fixed(child, rows)
                if entries:
                    tables[name] = entries
            elif rows or self._pack.starts.get(child):
                tables[name] = [self._row(child, *pair) for pair in _with_above(rows)]
        return tables

    def _fixed(self, path: str, rows: tuple[str, ...]) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        cells = {fixed.key: fixed.cells for fixed in self._pack.table(path).fixed}
        for above, row in _with_above(rows):
            key = self._snapshot.rows[row].key
            merged = {name for name, text in cells.get(key, {}).items() if text == DITTO}
            entry = self._row(path, above, row, frozenset(merged))
            if entry:
                entries[key] = entry
        return entries

    def _row(
        self, path: str, above: str, row: str, merged: frozenset[str] | None = None
    ) -> dict[str, Any]:
        """One row; `merged` are the cells the county itself merged with the row above."""
        table = self._pack.table(path)
        ties = self._pack.ties.get(path, {})
        entry: dict[str, Any] = {}
        for name, concept in table.fields.items():
            joined = self._is_joined(above, row, name)
            if joined and name in ties:
                continue  # follows from the level it shares its cell with
            if joined:
                if merged is None or name not in merged:
                    entry[name] = DITTO
                continue
            value = self._cell(concept, row)
            if value is not None or concept.kind is Kind.LINK:
                entry[name] = value
            elif merged is None and name in table.levels:
                entry[name] = None  # a blank cell of its own, not one forgotten
            elif merged is not None and name in merged and name not in ties and above:
                entry[name] = {LITERAL: ""}
        return entry | {
            name: rows for name, rows in self._tables(path, row).items() if name not in entry
        }

    def _is_joined(self, above: str, row: str, field: str) -> bool:
        if not above:
            return False
        holder = holder_of(self._snapshot, self._pack, row, field)
        return holder != row and holder == holder_of(self._snapshot, self._pack, above, field)

    def _cell(self, concept: Concept, row: str) -> Any:
        holder = holder_of(self._snapshot, self._pack, row, concept.id)
        if concept.kind is not Kind.LINK:
            return self._fact(concept, holder)
        raw = self._raw(Ref(concept.id, "", holder))
        if raw in self._snapshot.rows:
            return row_text(self._snapshot, raw)
        return UNLINKED if raw.strip() == UNLINKED else None

    # ------------------------------------------------ printed values

    def _printed(self) -> dict[str, Any]:
        """What other places show, form by form, in the order of the cells."""
        snapshot, pack = self._snapshot, self._pack
        rank: dict[tuple[str, str, str, str], int] = {}
        for form in pack.forms:
            for pattern in form_patterns(form):
                node = (form.id, pattern.path, pattern.name, pattern.aspect)
                rank.setdefault(node, len(rank))
        ids = [row for rows in snapshot.order.values() for row in rows]
        position = {row: number for number, row in enumerate(ids)}

        def place(placement: Placement) -> tuple[int, int, int]:
            ref = placement.ref
            node = (placement.form, snapshot.path_of(ref.holder), ref.name, ref.aspect)
            row = position.get(snapshot.first_row(ref.holder), -1)
            return (rank.get(node, len(rank)), row, placement.nth)

        forms: dict[str, Any] = {}
        for placement in sorted(snapshot.printed, key=place):
            raw = snapshot.printed[placement].raw
            kind = kind_of(pack, snapshot.path_of(placement.ref.holder), placement.ref.name)
            values = forms.setdefault(placement.form, {})
            name = spot_text(snapshot, placement.ref, placement.nth)
            values[name] = self._scalar(raw, kind) if raw else None
        return forms


def _chapter(snapshot: Snapshot, chapter: Chapter) -> dict[str, Any]:
    """A chapter; the report it belongs to is named when it is not the pack's first."""
    return {
        "title": chapter.title,
        "text": chapter.text,
        **({"report": chapter.report} if chapter.report else {}),
        **({"figures": write_figures(snapshot, chapter)} if chapter.bound else {}),
    }


def _with_above(rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each row with the one above it, "" for the first."""
    return zip(("", *rows), rows, strict=False)


def _fact_names(pack: Pack) -> Iterator[str]:
    """The unit's facts: those on the forms in their order, then all others."""
    for form in pack.forms:
        for pattern in form_patterns(form):
            if not pattern.path:
                yield pattern.name
    yield from pack.words.concepts


def _table_paths(pack: Pack) -> list[str]:
    """Table paths in the order in which the forms show them."""
    shown = [
        path
        for form in pack.forms
        for block in form.blocks
        for path in (block.path, *(line.path for line in block.lines))
    ]
    known = pack.paths()
    return [path for path in dict.fromkeys((*shown, *known)) if path in known]
