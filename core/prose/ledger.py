"""Ledger: the facts of a package under the names a report uses, amounts in 万元."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from core.calc.view import kind_of, rows_on
from core.checks.desk import Desk
from core.facts.model import UNIT, Ref
from core.facts.values import Kind
from core.prose.lexicon import Lexicon, lexicon
from core.prose.words import NAMES, ROW
from core.texts import loose

_POWERS = {"万元": 0, "千元": -1, "元": -4}
_ROW_NAMES = ("项目名称", "来源", "功能分类")
_WORDED = frozenset({Kind.MONEY, Kind.COUNT, Kind.SCORE, Kind.RATIO, Kind.CHOICE})
_LEAST_ROW_NAME = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the package: where it stands, its number, and the last digit's worth."""

    ref: Ref
    number: Decimal  # 万元, a rate as 62.35, else as it is
    raw: str


class Ledger:
    """Looks facts up by what the words mean."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: dict[tuple[str, str], tuple[Fact, ...]] = {}  # a desk is one snapshot
        self._power = _POWERS.get(desk.settings.text("金额单位"), 0)

    def fact(self, key: str, aspect: str = "") -> Fact | None:
        """The fact of a concept or row by one aspect, when it is filled in."""
        return next(iter(self.facts(key, aspect)), None)

    def facts(self, key: str, aspect: str = "") -> tuple[Fact, ...]:
        """The same of every row of that name."""
        found = self._found.get((key, aspect))
        if found is None:
            facts = (self._fact(Ref(name, aspect, at)) for name, at in self._places.get(key, ()))
            found = self._found[key, aspect] = tuple(fact for fact in facts if fact is not None)
        return found

    def field(self, key: str, name: str) -> Fact | None:
        """Another fact of the rows of that name: 总得分."""
        for _, holder in self._places.get(key, ()):
            path = self._desk.path(holder)
            if path and name in self._desk.pack.table(path).fields:
                found = self._fact(Ref(name, "", holder))
                if found is not None:
                    return found
        return None

    def aspects(self, key: str) -> dict[str, Fact]:
        """Everything known of a concept or row, by aspect."""
        found: dict[str, Fact] = {}
        for aspect in ("", *self._desk.pack.words.aspects):
            for fact in self.facts(key, aspect):
                found.setdefault(aspect, fact)
        return found

    @property
    def has_facts(self) -> bool:
        """Is there a package at all beside the text?"""
        return bool(self._desk.snapshot.entered)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The keys of named rows."""
        return tuple(key for key in self._places if key.startswith(ROW))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of this pack and of the rows' names."""
        names = dict(_pack_names(self._desk))
        for key in self.rows:
            name = key.removeprefix(ROW)
            if len(name) >= _LEAST_ROW_NAME:
                names.setdefault(name, key)
        unit = self._desk.text(UNIT, "单位名称")
        owners = (unit,) if unit else ()
        return _lexicon(self._desk.snapshot.year, tuple(names.items()), owners)

    def _fact(self, ref: Ref) -> Fact | None:
        value = self._desk.value(ref)
        number = value.number
        if number is None:
            return None
        kind = kind_of(self._desk.pack, self._desk.path(ref.holder), ref.name)
        if kind is Kind.MONEY:
            number = number.scaleb(self._power)
        elif kind is Kind.RATIO:
            number = number.scaleb(2)
        return Fact(ref, number, value.raw)

    @cached_property
    def _places(self) -> Mapping[str, list[tuple[str, str]]]:
        """Concept or row -> the names and holders of its facts."""
        found: dict[str, list[tuple[str, str]]] = {}
        desk = self._desk
        for name in desk.pack.words.concepts:
            found.setdefault(name, []).append((name, UNIT))
        for path in desk.pack.paths():
            fields = desk.pack.table(path).fields
            label = next((one for one in _ROW_NAMES if one in fields), "")
            money = [one.id for one in fields.values() if one.kind is Kind.MONEY]
            if not label or "/" in path or not money:
                continue
            for row in rows_on(desk.snapshot, path):
                name = _row_name(desk.text(row, label))
                holder = desk.ref(row, money[0]).holder
                key = _known_as(name) or f"{ROW}{name}"
                if name:
                    found.setdefault(key, []).append((money[0], holder))
        return found


def _row_name(text: str) -> str:
    """A row's name as a sentence would have it."""
    for lead in ("其中：", "其中:"):
        text = text.removeprefix(lead)
    return "".join(text.split())


@lru_cache(maxsize=1)
def _known_names() -> Mapping[str, str]:
    return {
        loose(name): concept
        for concept, names in NAMES.items()
        for name in (concept, *names.split())
    }


def _known_as(name: str) -> str:
    """A row such as 一般公共预算拨款 is the concept of that name."""
    return _known_names().get(loose(name), "")


def _pack_names(desk: Desk) -> Iterator[tuple[str, str]]:
    """Names of the pack's concepts that a text may use."""
    for concept in desk.pack.words.concepts.values():
        if concept.kind in _WORDED:
            for name in (concept.id, *concept.names):
                yield name, concept.id


@lru_cache(maxsize=16)
def _lexicon(year: int, names: tuple[tuple[str, str], ...], owners: tuple[str, ...]) -> Lexicon:
    return lexicon(year, dict(names), owners)


@lru_cache(maxsize=4)
def ledger_of(desk: Desk) -> Ledger:
    """The ledger of a desk; all rules of one reading use the same."""
    return Ledger(desk)
