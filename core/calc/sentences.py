"""Sentence: a pack's draft with the figures of one package put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from core.calc.figures import figure_text, joined
from core.calc.view import State, holder_of, kind_of
from core.facts.model import UNIT, Bound, Ref
from core.facts.reading import says_a_word
from core.facts.values import NUMERIC, Kind
from core.forms.pack import Pack
from core.forms.schema import (
    EachPart,
    FigurePart,
    MaybePart,
    Pattern,
    ProblemsPart,
    Result,
    Sentence,
    SettingPart,
    YearPart,
)
from core.forms.settings import Settings

Piece = str | tuple[str, Bound]
_Rows = Mapping[str, tuple[str, ...]]  # path -> the rows meant; names mean the first of them
_STOPS = "，、；。"
_PAUSES = ("，", "、", "；")


@dataclass(frozen=True)
class Judged:
    """What others have found out about the rows and the year, for a draft to tell."""

    results: Mapping[str, Result] = field(default_factory=dict)  # by indicator row
    problems: Mapping[str, Sequence[Sequence[Piece]]] = field(default_factory=dict)  # by holder


def drafted(
    pack: Pack, state: State, year: int, sentence: Sentence, judged: Judged | None = None
) -> tuple[str, tuple[Bound, ...]]:
    """The draft's text, and the figures in it, which follow their facts from now on."""
    writer = _Writer(pack, state, year, judged or Judged())
    return joined(_without_loose_marks(_without_empty_lines(writer.pieces(sentence, {}))))


@dataclass(frozen=True)
class _Writer:
    pack: Pack
    state: State
    year: int
    judged: Judged

    def pieces(self, sentence: Sentence, rows: _Rows) -> Iterator[Piece]:
        for part in sentence:
            match part:
                case str():
                    yield part
                case YearPart(offset):
                    yield str(self.year + offset)
                case SettingPart(name):
                    yield Settings(self.pack.settings, self.state.settings).text(name)
                case FigurePart():
                    yield self._figure(part, rows)
                case MaybePart(inner):
                    if self._says_something(inner, rows):
                        yield from self.pieces(inner, rows)
                case EachPart():
                    yield from self._each(part, rows)
                case ProblemsPart():
                    for number, problem in enumerate(self._problems(part, rows)):
                        yield (part.between if number else "") + part.before
                        yield from problem
                        yield part.after

    def _each(self, part: EachPart, rows: _Rows) -> Iterator[Piece]:
        for number, inside in enumerate(self._told(part, rows)):
            if number:
                yield part.between
            yield from self.pieces(part.parts, inside)

    def _told(self, part: EachPart, rows: _Rows) -> Iterator[_Rows]:
        """What names mean on every row of which there is something to say."""
        for members in self._listed(part, rows):
            inside = {**rows, part.path: members}
            if self._says_something(part.parts, inside):
                yield inside

    def _listed(self, part: EachPart, rows: _Rows) -> Iterator[tuple[str, ...]]:
        """The rows one by one, or those that share a cell of a level together."""
        owner, _, table = part.path.rpartition("/")
        siblings = (table, rows[owner][0] if owner else UNIT)
        members = rows.get(part.path) or self.state.order.get(siblings, ())
        if part.level:
            shared = groupby(members, lambda row: self._holder(row, part.level))
            yield from (tuple(together) for _, together in shared)
            return
        results = self.judged.results
        for row in members:
            if part.result is None or part.result.includes(results.get(row)):
                yield (row,)

    def _problems(self, part: ProblemsPart, rows: _Rows) -> Sequence[Sequence[Piece]]:
        """Those of the unit, or of the row it stands in."""
        return self.judged.problems.get(rows[part.path][0] if part.path else UNIT, ())

    def _holder(self, row: str, name: str) -> str:
        return holder_of(self.state, self.pack, row, name)

    def _figure(self, part: FigurePart, rows: _Rows) -> Piece:
        bound = Bound(
            0,
            0,
            self._ref(part.fact, rows),
            part.style,
            self._ref(part.than, rows) if part.than is not None else None,
        )
        words = figure_text(self.pack, self.state, bound) or ""
        return (words, bound) if words else ""

    def _ref(self, pattern: Pattern, rows: _Rows) -> Ref:
        if not pattern.path:
            return Ref(pattern.name, pattern.aspect)
        holder = self._holder(rows[pattern.path][0], pattern.name)
        return Ref(pattern.name, pattern.aspect, holder)

    def _says_something(self, sentence: Sentence, rows: _Rows) -> bool:
        """Is one of its figures told, or a row or problem listed? Without either: are the texts
        it is about there?"""
        kinds = [(part, self._kind(part.fact)) for part in _figures(sentence)]
        figures = [part for part, kind in kinds if kind in NUMERIC or kind is Kind.TARGET]
        lists = list(_lists(sentence))
        if figures or lists:
            return any(self._tells(part, rows) for part in figures) or any(
                any(self._told(part, rows))
                if isinstance(part, EachPart)
                else bool(self._problems(part, rows))
                for part in lists
            )
        about = [part for part in sentence if isinstance(part, FigurePart)]
        texts = about or [part for part, _ in kinds]
        there = [says_a_word(self.state.value(self._ref(part.fact, rows))) for part in texts]
        return (all if about else any)(there)

    def _tells(self, part: FigurePart, rows: _Rows) -> bool:
        """A figure that is not zero, a result even if it is; a change needs both its figures."""
        value = self.state.value(self._ref(part.fact, rows))
        if self._kind(part.fact) is Kind.TARGET:
            return says_a_word(value)
        numbers = [value.number]
        if part.than is not None:
            numbers.append(self.state.value(self._ref(part.than, rows)).number)
        return None not in numbers and any(numbers)

    def _kind(self, pattern: Pattern) -> Kind:
        return kind_of(self.pack, pattern.path, pattern.name)


def _figures(sentence: Sentence) -> Iterator[FigurePart]:
    for part in sentence:
        match part:
            case FigurePart():
                yield part
            case MaybePart(inner):
                yield from _figures(inner)
            case _:
                pass


def _lists(sentence: Sentence) -> Iterator[EachPart | ProblemsPart]:
    for part in sentence:
        match part:
            case EachPart() | ProblemsPart():
                yield part
            case MaybePart(inner):
                yield from _lists(inner)
            case _:
                pass


def _without_empty_lines(pieces: Iterable[Piece]) -> list[Piece]:
    """Lines of which everything was left out go; so do the marks left alone at their start."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if not isinstance(piece, str):
            lines[-1].append(piece)
            continue
        first, *more = piece.split("\n")
        lines[-1].append(first)
        lines += [[text] for text in more]
    kept: list[Piece] = []
    for line in lines:
        if all(isinstance(piece, str) and not piece.strip(_STOPS + " ") for piece in line):
            continue
        kept += ["\n", *line] if kept else line
    return kept


def _without_loose_marks(pieces: Iterable[Piece]) -> list[Piece]:
    """A pause before a stop or a bracket, where the last part was left out, goes; one at the
    end of a line becomes a stop."""
    kept: list[Piece] = []
    for piece in (*pieces, "\n"):
        before = kept[-1] if kept else ""
        closes = isinstance(piece, str) and piece.startswith(("。", "；", "）", "\n"))
        if closes and isinstance(before, str) and before.endswith(_PAUSES):
            kept[-1] = before.rstrip("".join(_PAUSES)) + ("。" if piece[0] == "\n" else "")
        if piece != "":
            kept.append(piece)
    return kept[:-1]
