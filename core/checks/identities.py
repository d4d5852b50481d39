"""Identities: relations of dictionary and packs, and figures typed over their formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from core.calc.compare import agree
from core.calc.naming import main_field
from core.calc.view import View
from core.checks.desk import Desk
from core.checks.finding import (
    PASSED,
    Checked,
    Finding,
    Remedy,
    Result,
    Severity,
    Suspect,
    skipped,
)
from core.checks.needed import DEEPEST, Needs
from core.checks.rounding import ratio_tolerance, sum_tolerance
from core.checks.suspects import suspects
from core.expr.compile import Compiled
from core.expr.nodes import BinaryNode, CallNode, NameNode
from core.expr.nodes import Node as Tree
from core.expr.operators import SHOWN
from core.expr.render import with_values
from core.expr.scope import Read
from core.facts.edits import SetValue
from core.facts.model import Ref
from core.facts.values import Kind, State, Value, known
from core.forms.pack import Pack
from core.forms.rules import Rule, node_of
from core.numbers import CONTEXT, HUNDRED, ZERO, plain

SEVERITIES = {severity.value: severity for severity in Severity}
OWN_FORMULA = "F1"  # the code of a concept's formula that has none of its own


def code_of(rule: Rule) -> str:
    """B2.三公组成; a concept's own formula is named after the concept."""
    if rule.identity is not None and rule.identity.use == "value" and rule.node is not None:
        return f"{rule.identity.code or OWN_FORMULA}.{rule.node[1]}"
    return rule.id


class Relation:
    """One rule of a pack as a check."""

    def __init__(self, rule: Rule, pack: Pack) -> None:
        self.rule = rule
        self.code = code_of(rule)
        self.fills = rule.node is not None and rule.use == "calc"
        self.reads = frozenset(_names(rule.reads, rule.path, pack, DEEPEST))
        self.is_sum = _is_sum(rule.right.node)

    def run(self, desk: Desk, holder: str, view: View | None = None) -> Iterator[Result]:
        """Pass, fail, or why it was not evaluated. Another view lets one ask "what if"."""
        view = (view or desk.view).at(holder)
        left = self.rule.left
        assert left is not None
        if self.fills:
            ref = view.ref(left.reads[0])
            if ref is None or desk.snapshot.entered_value(ref).is_blank:
                yield skipped("没有填写，由公式算出")
                return
        a, b = left.run(view), self.rule.right.run(view)
        trouble = _unusable(a) or _unusable(b)
        if trouble is not None:
            yield trouble
            return
        if a.number is None or b.number is None:
            yield PASSED if agree(a, b) else self._differs(desk, view, a, b, Severity.ERROR)
            return
        yield self._compare(desk, view, a, b, a.number, b.number)

    def _compare(
        self, desk: Desk, view: View, a: Value, b: Value, x: Decimal, y: Decimal
    ) -> Result:
        if self.rule.op != "=":
            return self._bound(desk, view, a, b, x, y)
        gap = abs(x - y)
        if gap == 0 or (not self.is_sum and agree(a, b)):
            return PASSED
        refs = _refs(view, self.rule.right)
        if self.is_sum:
            parts = [n for ref in refs if (n := desk.value(ref).number) is not None]
            tolerance = sum_tolerance(x, parts)
        else:
            tolerance = ratio_tolerance(x, y) if _is_rate(desk, view, self.rule) else ZERO
        if gap <= tolerance:
            return self._differs(desk, view, a, b, Severity.INFO)
        if _lacks_percent(desk, view, self.rule, a, b):
            return self._without_percent(desk, view)
        needs = Needs(desk)
        short = _refs(view, self.rule.left) if x < y else refs
        if any(needs.to_come(ref) for ref in short):
            if self.fills and self.is_sum:
                return self._differs(desk, view, a, b, Severity.WARNING)
            return skipped("还有没填的数")
        return self._differs(desk, view, a, b, self._severity)

    @property
    def _severity(self) -> Severity:
        identity = self.rule.identity
        return SEVERITIES.get(identity.severity if identity else "", Severity.ERROR)

    def _bound(self, desk: Desk, view: View, a: Value, b: Value, x: Decimal, y: Decimal) -> Result:
        holds = {
            "<": x < y,
            "<=": x <= y,
            ">": x > y,
            ">=": x >= y,
            "<>": x != y,
        }[self.rule.op]
        if holds:
            return PASSED
        refs = [*_refs(view, self.rule.left), *_refs(view, self.rule.right)]
        numbers = [n for ref in refs if (n := desk.value(ref).number) is not None]
        if abs(x - y) <= sum_tolerance(x, numbers):
            return self._differs(desk, view, a, b, Severity.INFO)
        return self._differs(desk, view, a, b, self._severity)

    def _differs(self, desk: Desk, view: View, a: Value, b: Value, weight: Severity) -> Finding:
        left = self.rule.left
        assert left is not None
        lefts = _refs(view, left)
        rights = [ref for ref in _refs(view, self.rule.right) if not desk.value(ref).is_blank]
        home = lefts[0] if lefts else (rights[0] if rights else Ref(self.code))
        shown, expected = self._shown(desk, home, a), desk.as_text(home, b)
        whole = self._whole(desk, home, a, b)
        numbers = with_values(self.rule.right, view)
        told = f"{self.rule.words}；代入：{shown} {SHOWN.get(self.rule.op, self.rule.op)} {numbers}"
        if numbers != expected:
            told += f" = {expected}"
        fixes: tuple[Remedy, ...] = ()
        doubtful: tuple[Suspect, ...] = ()
        if weight is not Severity.INFO and self.rule.op == "=" and b.number is not None:
            fixes = self._remedies(desk, lefts, expected, b.number)
            doubtful = self._suspects(desk, view, lefts, rights, a, b)
        if whole is not None:
            a, b = whole
            shown, expected = desk.shown(home), desk.as_text(home, b)
        return Finding(
            rule=self.code,
            severity=weight,
            cells=desk.cells(*lefts, *rights),
            message=self._message(desk, home, a, b, weight),
            shown=shown,
            expected=expected,
            formula=told,
            clause=self.rule.identity.clause if self.rule.identity else "",
            remedies=fixes,
            suspects=doubtful,
        )

    def _without_percent(self, desk: Desk, view: View) -> Finding:
        """The right figure; only its % is missing."""
        assert self.rule.left is not None
        ref = next(iter(_refs(view, self.rule.left)))
        text = desk.snapshot.entered_value(ref).raw.strip()
        return Finding(
            self.code,
            Severity.INFO,
            desk.cells(ref),
            f"{desk.name(ref)}写的是 {text}，没有百分号，请写成 {text}%。",
            shown=text,
            expected=f"{text}%",
            remedies=(desk.type_in(ref, f"{text}%"),),
        )

    def _message(self, desk: Desk, home: Ref, a: Value, b: Value, weight: Severity) -> str:
        name, shown = desk.name(home), self._shown(desk, home, a)
        expected = desk.as_text(home, b)
        if self._is_difference:
            shown = desk.shown(home)
        if self.rule.op != "=":
            return f"{name}是 {shown}，应当{_words(self.rule.op)} {expected}。"
        gap = ""
        if a.number is not None and b.number is not None:
            gap = f"，相差 {desk.amount(home, abs(a.number - b.number))}"
        if weight is Severity.INFO:
            return f"{name}填的是 {shown}，算出来是 {expected}{gap}，是四舍五入的差别。"
        if weight is Severity.WARNING and self.is_sum and self.fills:
            return f"{name}填的是 {shown}，已填的各项合计 {expected}{gap}；有的项还空着，请补齐。"
        return f"{name}填的是 {shown}，算出来应当是 {expected}{gap}。"

    @property
    def _is_difference(self) -> bool:
        """基本支出 - 人员经费 = 公用经费: a sum written so that a blank part leaves it alone."""
        node = _node(self.rule)
        while isinstance(node, BinaryNode) and node.op == "-":
            node = node.left
            if isinstance(node, NameNode):
                return self.rule.op == "="
        return False

    def _whole(self, desk: Desk, home: Ref, a: Value, b: Value) -> tuple[Value, Value] | None:
        """Of a difference on the left: its first fact, and what that should be."""
        whole = desk.value(home).number
        if not self._is_difference or whole is None or a.number is None or b.number is None:
            return None
        return known(whole), known(CONTEXT.add(whole, CONTEXT.subtract(b.number, a.number)))

    def _shown(self, desk: Desk, home: Ref, value: Value) -> str:
        """What the left side shows: as it was written, when it is a single fact."""
        if isinstance(_node(self.rule), NameNode):
            return desk.shown(home)
        return desk.as_text(home, value)

    def _remedies(
        self, desk: Desk, lefts: Sequence[Ref], expected: str, number: Decimal
    ) -> tuple[Remedy, ...]:
        if not self.fills or not lefts:
            return ()
        ref = lefts[0]
        text = expected if desk.as_text(ref, desk.value(ref)).endswith("%") else plain(number)
        if len(text) > 20:
            text = expected
        return (
            desk.type_in(ref, text),
            Remedy(f"清除{desk.name(ref)}，由程序计算", SetValue(ref, "")),
        )

    def _suspects(
        self,
        desk: Desk,
        view: View,
        lefts: Sequence[Ref],
        rights: Sequence[Ref],
        a: Value,
        b: Value,
    ) -> tuple[Suspect, ...]:
        """Which cell, changed alone, would make a sum right."""
        if a.number is None or b.number is None or not lefts or not self.is_sum:
            return ()
        gap = a.number - b.number
        first = isinstance(_node(self.rule), NameNode) or self._is_difference
        wanted = [(lefts[0], b.number)] if first else []
        for ref in lefts[1:] if self._is_difference else ():
            number = desk.value(ref).number
            if number is not None:
                wanted.append((ref, number + gap))
        for ref in rights:
            number = desk.value(ref).number
            if number is not None:
                wanted.append((ref, number + gap))
        return suspects(desk, wanted)


def _names(reads: Iterable[Read], path: str, pack: Pack, depth: int) -> Iterator[str]:
    """All facts `Needs.to_come` may look at: what is read, and what that is made of."""
    for read in reads:
        yield from (name for name in (read.name, read.via) if name)
        node = node_of(read, path, pack.words)
        if node is None:
            continue
        condition = pack.needs.get(node)
        if condition is not None:
            yield from (part.name for part in condition.reads)
        main = main_field(pack, node[0]) if node[0] else None
        if main is not None:
            yield main.id
        rule = pack.calc_for(node)
        if rule is not None and depth:
            yield from _names(rule.right.reads, rule.path, pack, depth - 1)


def _node(rule: Rule) -> Tree | None:
    return rule.left.node if rule.left else None


def _unusable(value: Value) -> Checked | None:
    if value.state is State.READ:
        return None
    if value.state is State.BLANK:
        return skipped("还没有填")
    if value.state is State.NOT_APPLICABLE:
        return skipped("不适用")
    return skipped(value.note or "有无法识别的内容")


def _refs(view: View, compiled: Compiled | None) -> list[Ref]:
    """The facts an expression reads from where the view stands."""
    return view.refs(compiled.reads) if compiled else []


def _is_sum(node: Tree) -> bool:
    """Names, +, 合计: a total of parts, of which some may be blank."""
    match node:
        case NameNode():
            return True
        case BinaryNode("+", left, right):
            return _is_sum(left) and _is_sum(right)
        case CallNode("合计", args):
            return all(_is_sum(arg) for arg in args)
        case _:
            return False


def _is_rate(desk: Desk, view: View, rule: Rule) -> bool:
    read: Read | None = rule.left.reads[0] if rule.left and rule.left.reads else None
    ref = view.ref(read) if read else None
    concept = desk.concept(ref) if ref else None
    return concept is not None and concept.kind is Kind.RATIO


def _lacks_percent(desk: Desk, view: View, rule: Rule, a: Value, b: Value) -> bool:
    """94.92 for 94.92%: the header of many forms has the % already."""
    if not isinstance(_node(rule), NameNode) or not _is_rate(desk, view, rule):
        return False
    assert a.number is not None
    return agree(known(CONTEXT.divide(a.number, HUNDRED)), b)


def _words(op: str) -> str:
    return {
        "<": "小于",
        "<=": "不大于",
        ">": "大于",
        ">=": "不小于",
        "<>": "不等于",
    }[op]
