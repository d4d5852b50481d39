"""PackScope: what a name in a pack means where it stands: unit, row, column, link, setting."""

from __future__ import annotations

from core.expr.errors import ExprError
from core.expr.nodes import NameNode
from core.expr.scope import Read, Type
from core.facts.values import NUMERIC, Kind
from core.forms.schema import TARGET_PARTS, UNIT_WORD, Concept, Vocabulary
from core.texts import suggest

ROW_WORD, SETTING_WORD = "本行", "设置"

_ONE = {
    Kind.DATE: Type.DATE,
    Kind.TARGET: Type.TARGET,
} | {kind: Type.NUMBER for kind in NUMERIC}
_MANY = {Type.NUMBER: Type.NUMBERS, Type.TARGET: Type.TARGETS}


def type_of(kind: Kind) -> Type:
    """The static type of a fact of this kind."""
    return _ONE.get(kind, Type.TEXT)


class PackScope:
    """Resolves names on one path; bare names of counted facts take `aspect`.

    Inside a row bare names are the row's own; the unit's are 单位.x. This is
    strict on purpose: falling back to the unit's figure gave wrong sums silently.
    """

    def __init__(
        self, words: Vocabulary, path: str = "", aspect: str = "", row_path: str = ""
    ) -> None:
        self.words = words
        self.path = path
        self.aspect = aspect
        self.row_path = row_path  # where 本行 points, for suggestions of fixed rows
        self.bare = False  # a counted fact was named without its aspect

    def resolve(self, name: NameNode) -> tuple[Read, Type]:
        first, *rest = name.parts
        if first == SETTING_WORD and rest:
            return self._setting(name, rest)
        if first == UNIT_WORD and rest:
            return self._fact(name, "", rest, UNIT_WORD if self.path else "")
        if first == ROW_WORD and rest and self.row_path:
            return self._fact(name, self.row_path, rest, ROW_WORD)
        concept = self.words.concept_at(self.path, first)
        if concept is not None and concept.kind is Kind.LINK and rest:
            return self._linked(name, concept, rest)
        if concept is not None:
            return self._fact(name, self.path, list(name.parts), "")
        child = f"{self.path}/{first}" if self.path else first
        if child in self.words.child_paths(self.path) and len(rest) == 1:
            return self._column(name, child, rest[0])
        raise self._unknown(name)

    def _setting(self, name: NameNode, rest: list[str]) -> tuple[Read, Type]:
        setting = self.words.settings.get(".".join(rest))
        if setting is None:
            known = list(self.words.settings)
            raise ExprError(
                f"没有“{'.'.join(rest)}”这项设置。{suggest(rest[0], known)}",
                name.pos,
                f"设置有：{'、'.join(known)}。",
            )
        kind = Type.SCALE if setting.kind == "scale" else type_of(Kind(setting.kind))
        return Read(SETTING_WORD, setting.id), kind

    def _fact(self, name: NameNode, path: str, parts: list[str], way: str) -> tuple[Read, Type]:
        concept = self.words.concept_at(path, parts[0])
        if concept is None:
            raise self._unknown(name, path, parts[0])
        part = parts[1] if len(parts) > 1 else ""
        if len(parts) > 2 or (part and not self._has_part(concept, part)):
            raise ExprError(
                f"“{parts[0]}”没有“{'.'.join(parts[1:])}”这一部分。",
                name.pos,
                "只有指标值（kind 为 target）可以分成 .性质 .值 .单位。",
            )
        aspect = self._aspect(name, concept)
        kind = type_of(concept.kind)
        if part:
            kind = Type.NUMBER if part == "值" else Type.TEXT
        return Read(way, concept.id, aspect, part=part), kind

    def _linked(self, name: NameNode, link: Concept, rest: list[str]) -> tuple[Read, Type]:
        target = self.words.concept_at(link.to, rest[0])
        if target is None or len(rest) > 1:
            raise self._unknown(name, link.to, rest[0])
        read = Read("链", target.id, self._aspect(name, target), via=link.id)
        return read, type_of(target.kind)

    def _column(self, name: NameNode, path: str, field: str) -> tuple[Read, Type]:
        concept = self.words.concept_at(path, field)
        if concept is None:
            raise self._unknown(name, path, field)
        aspect = self._aspect(name, concept)
        table = path.rsplit("/", 1)[-1]
        kind = _MANY.get(type_of(concept.kind), Type.TEXTS)
        return Read("列", concept.id, aspect, via=table), kind

    @staticmethod
    def _has_part(concept: Concept, part: str) -> bool:
        return concept.kind is Kind.TARGET and part in TARGET_PARTS

    def _aspect(self, name: NameNode, concept: Concept) -> str:
        if name.aspect:
            if name.aspect not in concept.aspects:
                if not concept.aspects:
                    raise ExprError(
                        f"“{concept.id}”不分口径，不能写“@{name.aspect}”。",
                        name.pos,
                        f"只写“{concept.id}”。",
                    )
                raise ExprError(
                    f"“{concept.id}”没有“{name.aspect}”这个口径。"
                    f"{suggest(name.aspect, list(concept.aspects))}",
                    name.pos,
                    f"它的口径有：{'、'.join(concept.aspects)}。",
                )
            return name.aspect
        if not concept.aspects:
            return ""
        self.bare = True
        if self.aspect and self.aspect not in concept.aspects:
            raise ExprError(
                f"“{concept.id}”没有“{self.aspect}”这个口径。",
                name.pos,
                f"它的口径有：{'、'.join(concept.aspects)}。",
            )
        return self.aspect

    def _unknown(self, name: NameNode, path: str | None = None, word: str = "") -> ExprError:
        where = self.path if path is None else path
        word = word or name.parts[0]
        known = self.known(where)
        hint = suggest(word, known)
        if where and word in self.words.concepts:
            hint = f"它是单位的指标，在行里要写成“{UNIT_WORD}.{word}”。"
        if where:
            inside = f"行表“{where.rsplit('/', 1)[-1]}”里"
            remedy = f"可以写的有：{'、'.join(known)}；单位的指标写成 {UNIT_WORD}.名称。"
        else:
            inside = "指标里"
            remedy = "请改成已有的名称；如果是本县自己的指标，请先用 [[concept]] 写出来。"
        return ExprError(f"{inside}没有“{word}”。{hint}", name.pos, remedy)

    def known(self, path: str) -> list[str]:
        """The names that mean something on a path."""
        if not path:
            return [*self.words.concepts, *self.words.tables]
        table = self.words.tables.get(path.rsplit("/", 1)[-1])
        children = [child.rsplit("/", 1)[-1] for child in self.words.child_paths(path)]
        return [*(table.fields if table else ()), *children]
