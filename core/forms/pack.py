"""Pack: one county's forms and rules, compiled and ready to be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.errors import Mistake
from core.expr.compile import Compiled
from core.facts.reading import join_target
from core.facts.values import Kind
from core.forms.rules import Dormant, Rule, RuleMaker, name_node, node_of, rank
from core.forms.schema import (
    DITTO,
    TARGET_PARTS,
    Block,
    CellSpec,
    Concept,
    Form,
    Node,
    Pattern,
    Report,
    Setting,
    Table,
    Template,
    Vocabulary,
)
from core.forms.source import Mistakes

SeenBy = tuple[int, str, str]  # rank of the rule, way of the read, link field


@dataclass(frozen=True, slots=True)
class PackHead:
    """What a list of packs shows."""

    id: str
    name: str
    from_year: int
    region: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the program needs to know about one county's forms."""

    head: PackHead
    words: Vocabulary
    forms: tuple[Form, ...]  # in print order
    settings: Mapping[str, Setting]
    places: Mapping[Node, tuple[str, ...]]  # the forms that show a fact, home first
    calcs: tuple[Rule, ...]  # ranked
    checks: tuple[Rule, ...]  # every live identity, calc ones included
    suggests: tuple[Rule, ...]
    needs: Mapping[Node, Compiled]
    dormant: tuple[Dormant, ...]
    ties: Mapping[str, Mapping[str, str]]  # path -> field -> level whose cell it shares
    starts: Mapping[str, tuple[Mapping[str, str], ...]]  # path -> first rows
    dependents: Mapping[Node, tuple[SeenBy, ...]]
    mistakes: tuple[Mistake, ...] = ()
    reports: tuple[Report, ...] = ()  # their outlines, as the pack orders them

    @property
    def id(self) -> str:
        return self.head.id

    def form(self, name: str) -> Form | None:
        """The form of that name."""
        return next((form for form in self.forms if form.id == name), None)

    def concept(self, path: str, name: str) -> Concept | None:
        """What a name means on a path."""
        return self.words.concept_at(path, name)

    def table(self, path: str) -> Table:
        """The table at a path."""
        return self.words.tables[path.rsplit("/", 1)[-1]]

    def paths(self) -> tuple[str, ...]:
        """Every table path of this pack's vocabulary that a form uses, owners first."""
        used = {path for path, _, _ in self.places if path}
        used |= set(self.starts)
        for form in self.forms:
            used |= {block.path for block in form.blocks if block.path}
        used |= {path.split("/")[0] for path in used}
        return tuple(sorted(used, key=lambda path: (path.count("/"), path)))

    def calc_for(self, node: Node) -> Rule | None:
        """The rule that computes a fact, if there is one."""
        return next((rule for rule in self.calcs if rule.node == node), None)


def compile_pack(
    head: PackHead,
    words: Vocabulary,
    forms: list[Form],
    mistakes: Mistakes,
    reports: tuple[Report, ...] = (),
) -> Pack:
    """Bind forms and formulas together; what does not fit becomes mistakes."""
    places = _places(forms)
    paths = tuple(
        dict.fromkeys(
            part
            for form in forms
            for block in form.blocks
            for path in _with_owner(_block_paths(block))
            for part in path
        )
    )
    paths = tuple(dict.fromkeys((*paths, *(form.each for form in forms if form.each))))
    maker = RuleMaker(words, paths, mistakes)
    candidates: list[Rule] = []
    dormant: list[Dormant] = []
    for identity in words.identities.values():
        if identity.use == "off":
            dormant.append(Dormant(identity.id, f"已停用：{identity.why}"))
            continue
        made = list(maker.from_identity(identity))
        if not made and not identity.table:
            dormant.append(Dormant(identity.id, "没有一个口径是各项都有的"))
        elif not made:
            dormant.append(Dormant(identity.id, f"本包的表没有用到行表“{identity.table}”"))
        candidates += made
    for path, concept in _concepts(words, paths):
        if concept.value:
            candidates += maker.from_value(path, concept)
    live, silent = _applying(candidates, places, words)
    dormant += silent
    calcs = rank([rule for rule in live if rule.use == "calc"], words, mistakes)
    return Pack(
        head=head,
        words=words,
        forms=tuple(forms),
        settings=words.settings,
        places=places,
        calcs=tuple(calcs),
        checks=tuple(rule for rule in live if rule.identity is not None),
        suggests=tuple(_suggests(words, places, maker)),
        needs=_needs(words, places, maker),
        dormant=tuple(dormant),
        ties=_ties(forms, mistakes),
        starts=_starts(forms, words),
        dependents=_dependents(calcs, words),
        mistakes=_in_reading_order(mistakes.found),
        reports=reports,
    )


def _in_reading_order(found: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """File by file, pack.toml first, from top to bottom."""
    return tuple(sorted(found, key=lambda m: (m.file != "pack.toml", m.file, m.line or 0)))


def _block_paths(block: Block) -> tuple[str, ...]:
    return (
        *((block.path,) if block.path else ()),
        *(line.path for line in block.lines if line.path),
    )


def _with_owner(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for path in paths:
        yield (path.split("/")[0], path) if "/" in path else (path,)


def _concepts(words: Vocabulary, paths: tuple[str, ...]) -> Iterator[tuple[str, Concept]]:
    for concept in words.concepts.values():
        yield "", concept
    for path in paths:
        for concept in words.tables[path.rsplit("/", 1)[-1]].fields.values():
            yield path, concept


def form_patterns(form: Form) -> Iterator[Pattern]:
    """Every fact a form shows, top to bottom; facts inside titles and texts come last."""
    texts: list[Template] = [*form.title]
    for block in form.blocks:
        texts += [block.corner] if block.corner else []
        texts += [column.head for column in block.columns]

    def of(cell: CellSpec) -> Iterator[Pattern]:
        if cell.fact is not None:
            yield cell.fact
        texts.append(cell.text)

    def single(template: Template) -> Iterator[Pattern]:
        found = template.patterns
        if len(found) == 1:
            yield found[0]
        else:
            texts.append(template)

    for template in form.head:
        yield from single(template)
    for block in form.blocks:
        for line in block.lines:
            for cell in line.cells:
                yield from of(cell)
        for cell in (
            *(cell for line in block.above for cell in line),
            *(column.cell for column in block.columns),
            *(cell for line in block.below for cell in line),
        ):
            yield from of(cell)
    for template in form.sign:
        yield from single(template)
    texts += form.notes
    for template in texts:
        yield from template.patterns


def _places(forms: list[Form]) -> dict[Node, tuple[str, ...]]:
    places: dict[Node, dict[str, None]] = {}
    for form in forms:
        for pattern in form_patterns(form):
            node = (pattern.path, pattern.name, pattern.aspect)
            places.setdefault(node, {})[form.id] = None
    return {node: tuple(shown) for node, shown in places.items()}


def _applying(
    rules: list[Rule], places: Mapping[Node, object], words: Vocabulary
) -> tuple[list[Rule], list[Dormant]]:
    """The rules all of whose facts are shown or computed; the others with what they lack."""
    given = {
        (path, concept.id, "")
        for path in {node[0] for node in places if node[0]}
        for concept in words.tables[path.rsplit("/", 1)[-1]].fields.values()
        if concept.kind is Kind.LINK or words.tables[path.rsplit("/", 1)[-1]].is_fixed
    }
    available = set(places) | given
    live: dict[int, Rule] = {}
    waiting = list(enumerate(rules))
    while True:
        rest = []
        for number, rule in waiting:
            lacks = _lacks(rule, available, words)
            if lacks:
                rest.append((number, rule))
                continue
            live[number] = rule
            if rule.node is not None and rule.use == "calc":
                available.add(rule.node)
        if len(rest) == len(waiting):
            break
        waiting = rest
    dormant = []
    for _, rule in waiting:
        names = sorted({name_node(node) for node in _lacks(rule, available, words)})
        dormant.append(Dormant(rule.id, f"本包没有：{'、'.join(names)}", rule.aspect))
    return [live[number] for number in sorted(live)], dormant


def _lacks(rule: Rule, available: set[Node], words: Vocabulary) -> list[Node]:
    reads = rule.right.reads if _own_formula(rule) else rule.reads
    nodes = [node_of(read, rule.path, words) for read in reads]
    return [node for node in nodes if node is not None and node not in available]


def _own_formula(rule: Rule) -> bool:
    """A concept's own formula may compute a fact no form shows; an identity only relates."""
    return rule.identity is not None and rule.identity.use == "value"


def _suggests(words: Vocabulary, places: Mapping[Node, object], maker: RuleMaker) -> Iterator[Rule]:
    for path, name, aspect in places:
        concept = words.concept_at(path, name)
        if concept is not None and concept.suggest and not aspect:
            origin = (concept.origin[0], (*concept.origin[1], "suggest"))
            yield from maker.suggestion(path, concept, concept.suggest, origin)
    for path in maker.paths:
        table = words.tables[path.rsplit("/", 1)[-1]]
        owner = path.rsplit("/", 1)[0] if "/" in path else ""
        for row in table.fixed:
            field = next(
                (f for n in table.input if (f := table.fields[n]).kind is Kind.SCORE), None
            )
            if row.suggest and field is not None:
                origin = (table.origin[0], (*table.origin[1], "suggest", row.key))
                yield from maker.suggestion(owner, field, row.suggest, origin, path, row.key)


def _needs(
    words: Vocabulary, places: Mapping[Node, object], maker: RuleMaker
) -> dict[Node, Compiled]:
    needs = {}
    for node in places:
        concept = words.concept_at(node[0], node[1])
        if concept is not None and concept.need not in ("必填", "选填"):
            condition = maker.condition(node[0], concept)
            if condition is not None:
                needs[node] = condition
    return needs


def _ties(forms: list[Form], mistakes: Mistakes) -> dict[str, dict[str, str]]:
    ties: dict[str, dict[str, str]] = {}
    for form in forms:
        for b, block in enumerate(form.blocks):
            for c, column in enumerate(block.columns):
                if not column.per or not column.field or column.field == column.per:
                    continue
                before = ties.setdefault(block.path, {}).setdefault(column.field, column.per)
                if before != column.per:
                    mistakes.add(
                        (form.origin[0], (*form.origin[1], "block", b, "columns", c, "per")),
                        "P063",
                        f"“{block.path}”的“{column.field}”在一张表里跟着“{before}”，"
                        f"在另一张表里跟着“{column.per}”。",
                        "同一栏在各张表里要跟着同一级合并。",
                        f"表“{form.id}”",
                    )
    return ties


def _starts(forms: list[Form], words: Vocabulary) -> dict[str, tuple[dict[str, str], ...]]:
    """The rows a new report begins with, from the first form that says so."""
    starts: dict[str, tuple[dict[str, str], ...]] = {}
    for form in forms:
        for block in form.blocks:
            if block.table and block.start and block.path not in starts:
                starts[block.path] = tuple(_first_row(block, row) for row in block.start)
    return starts


def _first_row(block: Block, texts: tuple[str, ...]) -> dict[str, str]:
    """A first row by field, or field@口径; a target shown in three cells becomes one text."""
    cells: dict[str, str] = {}
    parts: dict[str, dict[str, str]] = {}
    for column, text in zip(block.columns, texts, strict=True):
        pattern = column.cell.fact
        if pattern is None or not text:
            continue
        if text == DITTO:
            cells[pattern.name] = text
        elif pattern.part:
            parts.setdefault(pattern.name, {})[pattern.part] = text
        else:
            cells[pattern.name + (f"@{pattern.aspect}" if pattern.aspect else "")] = text
    for name, given in parts.items():
        cells[name] = join_target(*(given.get(part, "") for part in TARGET_PARTS))
    return cells


def _dependents(calcs: list[Rule], words: Vocabulary) -> dict[Node, tuple[SeenBy, ...]]:
    seen: dict[Node, list[SeenBy]] = {}
    for number, rule in enumerate(calcs):
        for read in rule.right.reads:
            node = node_of(read, rule.path, words)
            if node is not None:
                seen.setdefault(node, []).append((number, read.way, read.via))
            if read.way == "链":  # the link itself may be pointed elsewhere
                seen.setdefault((rule.path, read.via, ""), []).append((number, "", ""))
    return {node: tuple(dict.fromkeys(by)) for node, by in seen.items()}
