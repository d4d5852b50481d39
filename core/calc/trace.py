"""Trace: why is this number here: the formula, with the numbers put in, down to what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from core.calc.naming import fact_name
from core.calc.view import View
from core.expr.render import with_values
from core.facts.model import Placement, Ref, Snapshot
from core.facts.printing import show
from core.facts.values import Kind, Value
from core.forms.pack import Pack
from core.forms.schema import Node

DEEPEST = 6
MOST_INPUTS = 60


@dataclass(frozen=True, slots=True)
class Trace:
    """One fact and where its value comes from."""

    ref: Ref
    name: str  # 三公经费（决算）
    entered: Value
    computed: Value
    kind: Kind
    show: str  # how a computed number is printed
    rule: str = ""
    source: str = ""  # the formula
    numbers: str = ""  # the formula with the numbers put in
    clause: str = ""
    note: str = ""
    forms: tuple[str, ...] = ()  # where it is shown, home first
    printed: tuple[tuple[Placement, Value], ...] = ()  # placements with a text of their own
    inputs: tuple[Trace, ...] = ()

    @property
    def value(self) -> Value:
        """What formulas use."""
        return self.computed if self.entered.is_blank else self.entered

    def text(self, value: Value) -> str:
        """A value of this fact as it is printed."""
        return show(value, self.kind, style=self.show)


def trace(pack: Pack, snapshot: Snapshot, ref: Ref, depth: int = DEEPEST) -> Trace:
    """The trace of a fact; inputs are traced in turn down to `depth`."""
    path = snapshot.path_of(ref.holder)
    node: Node = (path, ref.name, ref.aspect)
    concept = pack.concept(path, ref.name)
    rule = pack.calc_for(node)
    source, numbers = "", ""
    inputs: tuple[Trace, ...] = ()
    if rule is not None:
        view = View(snapshot, pack).at(snapshot.first_row(ref.holder))
        source = rule.words
        numbers = with_values(rule.right, view)
        if depth > 0:
            refs = view.refs(rule.right.reads)[:MOST_INPUTS]
            inputs = tuple(trace(pack, snapshot, one, depth - 1) for one in refs)
    return Trace(
        ref=ref,
        name=fact_name(pack, snapshot, ref),
        entered=snapshot.entered_value(ref),
        computed=snapshot.computed_value(ref),
        kind=concept.kind if concept else Kind.TEXT,
        show=concept.show if concept else "",
        rule=rule.id if rule else "",
        source=source,
        numbers=numbers,
        clause=(rule.identity.clause if rule and rule.identity else "")
        or (concept.clause if concept else ""),
        note=concept.note if concept else "",
        forms=pack.places.get(node, ()),
        printed=tuple((p, v) for p, v in snapshot.printed.items() if p.ref == ref),
        inputs=inputs,
    )
