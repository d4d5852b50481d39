"""Rules: identities and formulas of a pack, compiled for each path and aspect they apply to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.expr.compile import Compiled, compile_expr
from core.expr.errors import ExprError
from core.expr.nodes import BinaryNode, NameNode
from core.expr.nodes import Node as Tree
from core.expr.operators import SHOWN
from core.expr.parse import parse
from core.expr.render import in_words
from core.expr.scope import Read, Type
from core.facts.values import Kind
from core.forms.schema import UNIT_WORD, Concept, Identity, Node, Vocabulary
from core.forms.scope import ROW_WORD, PackScope, type_of
from core.forms.source import Mistakes, Path

RELATIONS = ("=", "<", "<=", ">", ">=", "<>")
Origin = tuple[str, Path]
DEFAULT_REMEDY = "请核对公式：数和数相算，文字和文字相比；一项指标是哪一种，看它的 kind。"
# What can stand on the two sides of a relation, or in a fact and the formula that fills it.
ALIKE = (
    frozenset({Type.NUMBER, Type.TARGET, Type.SPAN}),
    frozenset({Type.TEXT, Type.TARGET}),
    frozenset({Type.DATE}),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation on one path and aspect. calc: `left` is filled with `right`."""

    id: str
    use: str  # calc / check / suggest
    path: str
    left: Compiled | None
    op: str
    right: Compiled
    source: str
    node: Node | None = None  # what a calc or suggest rule is about
    aspect: str = ""
    identity: Identity | None = None
    row_key: str = ""  # suggestions of fixed rows

    @property
    def reads(self) -> tuple[Read, ...]:
        """Everything the rule looks at."""
        return (*(self.left.reads if self.left else ()), *self.right.reads)

    @property
    def words(self) -> str:
        """The relation as people read it: 三公经费 = 公务接待费 + …"""
        right = in_words(self.right.node)
        if self.left is None:
            return right
        return f"{in_words(self.left.node)} {SHOWN.get(self.op, self.op)} {right}"


@dataclass(frozen=True, slots=True)
class Dormant:
    """A rule that does not apply in a pack, and why."""

    id: str
    why: str
    aspect: str = ""


def node_of(read: Read, path: str, words: Vocabulary, row_path: str = "") -> Node | None:
    """The fact a read depends on, as seen from a path; None for settings."""
    if read.way == "设置":
        return None
    if read.way == UNIT_WORD:
        return ("", read.name, read.aspect)
    if read.way == ROW_WORD:
        return (row_path, read.name, read.aspect)
    if read.way == "列":
        return (f"{path}/{read.via}" if path else read.via, read.name, read.aspect)
    if read.way == "链":
        link = words.concept_at(path, read.via)
        return (link.to if link else "", read.name, read.aspect)
    return (path, read.name, read.aspect)


class RuleMaker:
    """Compiles the formulas of a vocabulary; what is wrong in them becomes mistakes."""

    def __init__(self, words: Vocabulary, paths: tuple[str, ...], mistakes: Mistakes) -> None:
        self.words = words
        self.paths = paths  # every table path the pack's forms use
        self.mistakes = mistakes

    def from_identity(self, identity: Identity) -> Iterator[Rule]:
        """The rules of one identity: per path of its table, per aspect."""
        place = f"identity {identity.id}"
        origin = _key(identity.origin, "says")
        tree = self._parse(identity.says, origin, place)
        if tree is None:
            return
        if not isinstance(tree, BinaryNode) or tree.op not in RELATIONS:
            self._bad(origin, "恒等式要有等号或大小号。", "如 甲 = 乙 + 丙。", place)
            return
        if identity.use == "calc" and (tree.op != "=" or not isinstance(tree.left, NameNode)):
            self._bad(
                origin,
                "calc 的等号左边只能是一个指标。",
                "把要算的指标写在左边；两边都是算式时用 check。",
                place,
            )
            return
        if identity.table:
            paths = [p for p in self.paths if p.rsplit("/", 1)[-1] == identity.table]
        else:
            paths = [""]
        for path in paths:
            yield from self._expand(
                identity.id, identity.use, path, tree.left, tree.op, tree.right, identity, place
            )

    def from_value(self, path: str, concept: Concept) -> Iterator[Rule]:
        """The rule of a concept's own formula, per aspect."""
        place = f"{_where(path)}{concept.id} 的公式"
        tree = self._parse(concept.value, _key(concept.origin, "value"), place)
        if tree is None:
            return
        left = NameNode((concept.id,), "", 0)
        identity = Identity(
            f"{concept.id}的公式",
            "value",
            concept.value,
            clause=concept.clause,
            code=concept.code,
            origin=concept.origin,
        )
        yield from self._expand(identity.id, "calc", path, left, "=", tree, identity, place)

    def suggestion(
        self,
        path: str,
        concept: Concept,
        source: str,
        origin: Origin,
        row_path: str = "",
        row_key: str = "",
    ) -> Iterator[Rule]:
        """The rule that suggests a score or a grade; `origin` is where its formula stands."""
        name = row_key or concept.id
        place = f"{_where(row_path or path)}{name} 的建议得分"
        tree = self._parse(source, origin, place)
        if tree is None:
            return
        scope = PackScope(self.words, path, row_path=row_path)
        try:
            right = compile_expr(tree, scope)
            if scope.bare:
                raise ExprError("公式里的金额要写明口径。", 0, "如 三公经费@决算。")
            _same_sort(type_of(concept.kind), right.type)
        except ExprError as error:
            self._bad(origin, self._at(error, source), error.remedy, place)
            return
        node = (row_path or path, concept.id, "")
        yield Rule(
            f"{name}的建议", "suggest", path, None, "=", right, source, node, row_key=row_key
        )

    def condition(self, path: str, concept: Concept) -> Compiled | None:
        """The condition under which a fact must be filled in."""
        place = f"{_where(path)}{concept.id} 的必填条件"
        origin = _key(concept.origin, "need")
        tree = self._parse(concept.need, origin, place)
        if tree is None:
            return None
        try:
            condition = compile_expr(tree, PackScope(self.words, path))
            if condition.type is not Type.BOOL:
                raise ExprError("这不是一个条件。", 0)
        except ExprError as error:
            remedy = 'need 写“必填”“选填”，或一个条件，如 执行率 < 90%、偏差原因 = ""。'
            self._bad(origin, self._at(error, concept.need), remedy, place)
            return None
        return condition

    def _expand(
        self,
        name: str,
        use: str,
        path: str,
        left: Tree,
        op: str,
        right: Tree,
        identity: Identity,
        place: str,
    ) -> Iterator[Rule]:
        scope = PackScope(self.words, path)
        try:
            first = self._compile(name, use, path, left, op, right, identity, scope)
        except ExprError as error:
            key = "value" if identity.use == "value" else "says"
            says = self._at(error, identity.says)
            self._bad(_key(identity.origin, key), says, error.remedy, place)
            return
        if not scope.bare:
            yield first
            return
        for aspect in self.words.aspects:
            try:
                narrow = PackScope(self.words, path, aspect)
                yield self._compile(name, use, path, left, op, right, identity, narrow)
            except ExprError:
                continue  # one of the facts is not counted this way, so there is nothing to relate

    def _compile(
        self,
        name: str,
        use: str,
        path: str,
        left: Tree,
        op: str,
        right: Tree,
        identity: Identity,
        scope: PackScope,
    ) -> Rule:
        lhs, rhs = compile_expr(left, scope), compile_expr(right, scope)
        _same_sort(lhs.type, rhs.type)
        node: Node | None = None
        if use == "calc":
            read = lhs.reads[0]
            if read.way or read.part:
                raise ExprError(
                    "calc 的左边要是这里的指标，不能是别处的。",
                    0,
                    "对行表的每一行算，写 for；算单位的指标就不写 for。",
                )
            concept = self.words.concept_at(path, read.name)
            if concept is not None and concept.kind in (Kind.TARGET, Kind.LINK):
                raise ExprError(f"“{read.name}”不能由公式来填。", 0, "请改用 check。")
            node = (path, read.name, read.aspect)
        return Rule(
            name, use, path, lhs, op, rhs, identity.says, node, scope.aspect, identity=identity
        )

    def _parse(self, source: str, origin: tuple[str, Path], place: str) -> Tree | None:
        try:
            return parse(source)
        except ExprError as error:
            self._bad(origin, self._at(error, source), error.remedy, place)
            return None

    def _bad(self, origin: tuple[str, Path], says: str, remedy: str, place: str) -> None:
        self.mistakes.add(origin, "P060", says, remedy or DEFAULT_REMEDY, place)

    @staticmethod
    def _at(error: ExprError, source: str) -> str:
        shown = source[max(0, error.pos - 6) : error.pos + 10]
        return f"{error.says}（在“{shown}”处）" if shown else error.says


def _where(path: str) -> str:
    """What messages put before a field: its table, however many owners that has."""
    return f"{path.rsplit('/', 1)[-1]}." if path else ""


def _key(origin: Origin, key: str) -> Origin:
    """Where a key of an item stands."""
    return (origin[0], (*origin[1], key))


def _same_sort(left: Type, right: Type) -> None:
    if not any({left, right} <= sort for sort in ALIKE):
        raise ExprError(
            f"左边是{left.value}，右边却是{right.value}，不能相比，也不能用来填写。",
            0,
            "两边要都是数、都是文字，或者都是日期。",
        )


def rank(rules: list[Rule], words: Vocabulary, mistakes: Mistakes) -> list[Rule]:
    """The calc rules in an order in which everything is computed before it is used.

    A cycle is named and its rules are left out; so is a second rule for one fact.
    """
    by_node: dict[Node, Rule] = {}
    named: set[tuple[str, ...]] = set()  # the pairs and cycles that are mistakes already
    for rule in rules:
        assert rule.node is not None
        other = by_node.setdefault(rule.node, rule)
        if other is not rule and (other.id, rule.id) not in named:
            named.add((other.id, rule.id))
            mistakes.add(
                _origin(rule),
                "P061",
                f"“{name_node(rule.node)}”有两条计算公式：{other.id}、{rule.id}。",
                '一个数只能由一条公式算：把一条改成 check，或用 use = "off" 停用并写 why。',
                f"identity {rule.id}",
            )
    done: list[Rule] = []
    state: dict[Node, int] = {}  # 1 on the way, 2 done

    def visit(node: Node, trail: list[Node]) -> bool:
        rule = by_node.get(node)
        if rule is None or state.get(node) == 2:
            return True
        if state.get(node) == 1:
            cycle = [*trail[trail.index(node) :], node]
            ids = tuple(sorted({by_node[n].id for n in cycle}))
            if ids not in named:  # the same rules go round for every 口径
                named.add(ids)
                mistakes.add(
                    _origin(rule),
                    "P062",
                    f"公式绕成了圈：{' ← '.join(name_node(n) for n in cycle)}。",
                    f"请去掉其中一条，或改成 check：{'、'.join(ids)}。",
                    f"identity {rule.id}",
                )
            return False
        state[node] = 1
        fine = True
        for read in rule.right.reads:
            source = node_of(read, rule.path, words)
            if source is not None:
                fine = visit(source, [*trail, node]) and fine
        state[node] = 2
        if fine:
            done.append(rule)
        return fine

    for node in list(by_node):
        visit(node, [])
    return done


def _origin(rule: Rule) -> Origin:
    """Where a rule's formula stands."""
    if rule.identity is None:
        return ("", ())
    return _key(rule.identity.origin, "value" if rule.identity.use == "value" else "says")


def name_node(node: Node) -> str:
    """三公经费@决算, 项目.年度资金总额@决算: a fact of every holder on a path."""
    path, name, aspect = node
    return (f"{path}." if path else "") + name + (f"@{aspect}" if aspect else "")
