"""Desk: what a rule has before it: values, settings, cells, and words to write a finding with."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.calc.naming import fact_name, row_name, row_number, row_words
from core.calc.view import View, holder_of, kind_of, merged_fields
from core.checks.finding import Remedy
from core.facts.edits import SetValue
from core.facts.model import UNIT, Placement, Ref, Snapshot
from core.facts.printing import show
from core.facts.values import Kind, Target, Value, known
from core.forms.pack import Pack
from core.forms.schema import Concept
from core.forms.settings import Settings
from core.numbers import ZERO, plain, round_half_up


class Desk:
    """One snapshot under audit."""

    def __init__(
        self, pack: Pack, snapshot: Snapshot, merged: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._merged = merged
        self._paths: dict[str, str] = {}
        self.pack = pack
        self.snapshot = snapshot
        self.settings = Settings(pack.settings, snapshot.settings)
        self.view = View(snapshot, pack, self.settings)

    # ------------------------------------------------ facts

    def ref(self, holder: str, name: str, aspect: str = "") -> Ref:
        """The fact a row (or the unit) means by a name: its own cell or the merged one."""
        return Ref(name, aspect, holder_of(self.snapshot, self.pack, holder, name))

    def value(self, ref: Ref) -> Value:
        """What formulas use."""
        return self.snapshot.value(ref)

    def get(self, holder: str, name: str, aspect: str = "") -> Value:
        """The value of a row's (or the unit's) fact."""
        return self.snapshot.value(self.ref(holder, name, aspect))

    def number(self, holder: str, name: str, aspect: str = "") -> Decimal | None:
        """The number of a fact; None when it is blank or no number."""
        return self.get(holder, name, aspect).number

    def text(self, holder: str, name: str) -> str:
        """The text of a fact, tidied."""
        return self.get(holder, name).raw.strip()

    def target(self, ref: Ref) -> Target | None:
        """An indicator's value, when it was read as one."""
        data = self.value(ref).data
        return data if isinstance(data, Target) else None

    def shows(self, path: str, name: str, aspect: str = "") -> bool:
        """Does a form of this pack show the fact?"""
        return (path, name, aspect) in self.pack.places

    def concept(self, ref: Ref) -> Concept | None:
        """What the fact is."""
        return self.pack.concept(self.snapshot.path_of(ref.holder), ref.name)

    def rows(self, table: str, owner: str = UNIT) -> tuple[str, ...]:
        """The rows of a table under an owner."""
        return self.snapshot.siblings(table, owner)

    def path(self, holder: str) -> str:
        """The table path a holder stands on."""
        path = self._paths.get(holder)
        if path is None:
            path = self._paths[holder] = self.snapshot.path_of(holder)
        return path

    def merged(self, table: str) -> frozenset[str]:
        """The columns of a table in which some cells are merged."""
        if self._merged is None:
            self._merged = merged_fields(self.snapshot)
        return self._merged.get(table, frozenset())

    # ------------------------------------------------ settings

    def limit(self, name: str) -> Decimal:
        """A number from the settings."""
        return self.settings.value(name).number or ZERO

    # ------------------------------------------------ words

    def home(self, ref: Ref) -> Placement:
        """The cell in which a fact is typed."""
        node = (self.path(ref.holder), ref.name, ref.aspect)
        forms = self.pack.places.get(node)
        return Placement(forms[0] if forms else "", ref)

    def cells(self, *refs: Ref) -> tuple[Placement, ...]:
        """The home cells of facts, each once."""
        return tuple(map(self.home, dict.fromkeys(refs)))

    def name(self, ref: Ref, inside: str = UNIT) -> str:
        """三公经费（决算）, “国际陆港工作经费”的支出（决算）."""
        return fact_name(self.pack, self.snapshot, ref, inside)

    def row(self, row: str) -> str:
        """What a row is called: “河道整治项目”, else 项目清单第3行."""
        return row_words(self.pack, self.snapshot, row)

    def label(self, row: str) -> str:
        """The same behind a word that says what it is: 项目“河道整治”, 项目第3行."""
        return row_name(self.pack, self.snapshot, row) or row_number(self.snapshot, row)

    def shown(self, ref: Ref) -> str:
        """What stands in a fact's cell, 空白 when nothing does."""
        return self.as_text(ref, self.value(ref))

    def as_text(self, ref: Ref, value: Value) -> str:
        """A value as this fact prints it."""
        concept = self.concept(ref)
        kind = kind_of(self.pack, self.snapshot.path_of(ref.holder), ref.name)
        return show(value, kind, style=concept.show if concept else "") or "空白"

    def amount(self, ref: Ref, number: Decimal) -> str:
        """A computed number as this fact would be written: money to two decimals or as needed."""
        kind = kind_of(self.pack, self.snapshot.path_of(ref.holder), ref.name)
        concept = self.concept(ref)
        if kind is Kind.RATIO:
            return show(known(number), kind, style=concept.show if concept else "")
        if kind is Kind.MONEY:
            cents = round_half_up(number, 2)
            return plain(cents if cents == number else round_half_up(number, 4).normalize())
        return show(known(number), kind)

    def type_in(self, ref: Ref, text: str, label: str = "") -> Remedy:
        """The remedy of typing a text into a fact's home."""
        return Remedy(label or f"把{self.name(ref)}改为 {text}", SetValue(ref, text))
