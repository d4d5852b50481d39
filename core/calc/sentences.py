"""Sentence: a pack's draft with the figures of one package put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.calc.figures import figure_text, joined
from core.calc.view import State, holder_of
from core.facts.model import UNIT, Bound, Ref
from core.facts.reading import says_a_word
from core.facts.values import NUMERIC
from core.forms.pack import Pack
from core.forms.schema import (
    EachPart,
    FigurePart,
    MaybePart,
    Pattern,
    ProblemsPart,
    Sentence,
    SettingPart,
    YearPart,
)
from core.forms.settings import Settings

Rows = Mapping[str, str]  # path -> the row names on that path mean
Piece = str | tuple[str, Bound]
_STOPS = "，、；。"
_PAUSES = "，、；"


def drafted(
    pack: Pack, state: State, year: int, sentence: Sentence, problems: Sequence[str] = ()
) -> tuple[str, tuple[Bound, ...]]:
    """The draft's text, and the figures in it, which follow their facts from now on."""
    writer = _Writer(pack, state, year, problems)
    return joined(_without_loose_marks(_without_empty_lines(writer.pieces(sentence, {}))))


@dataclass(frozen=True)
class _Writer:
    pack: Pack
    state: State
    year: int
    problems: Sequence[str]

    def pieces(self, sentence: Sentence, rows: Rows) -> Iterator[Piece]:
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
                case ProblemsPart(before, after, between):
                    yield between.join(f"{before}{problem}{after}" for problem in self.problems)

    def _each(self, part: EachPart, rows: Rows) -> Iterator[Piece]:
        for number, inside in enumerate(self._rows(part, rows)):
            if number:
                yield part.between
            yield from self.pieces(part.parts, inside)

    def _rows(self, part: EachPart, rows: Rows) -> Iterator[Rows]:
        """What names mean on every row of which there is something to say."""
        owner, _, table = part.path.rpartition("/")
        for row in self.state.order.get((table, rows.get(owner, UNIT)), ()):
            inside = {**rows, part.path: row}
            if self._says_something(part.parts, inside):
                yield inside

    def _figure(self, part: FigurePart, rows: Rows) -> Piece:
        bound = Bound(
            0,
            0,
            self._ref(part.fact, rows),
            part.style,
            self._ref(part.than, rows) if part.than is not None else None,
        )
        words = figure_text(self.pack, self.state, bound) or ""
        return (words, bound) if words else ""

    def _ref(self, pattern: Pattern, rows: Rows) -> Ref:
        if not pattern.path:
            return Ref(pattern.name, pattern.aspect)
        holder = holder_of(self.state, self.pack, rows[pattern.path], pattern.name)
        return Ref(pattern.name, pattern.aspect, holder)

    def _says_something(self, sentence: Sentence, rows: Rows) -> bool:
        """Is one of its numbers filled and not zero? Without numbers: does a text say something?
        Else it may list rows, or problems."""
        facts = [pattern for pattern in _facts(sentence) if self._here(pattern, rows)]
        numbers = [pattern for pattern in facts if self._is_number(pattern)]
        values = [self.state.value(self._ref(pattern, rows)) for pattern in numbers or facts]
        if any(
            value.number != 0 if value.number is not None else not numbers and says_a_word(value)
            for value in values
        ):
            return True
        return any(
            bool(self.problems) if isinstance(part, ProblemsPart) else any(self._rows(part, rows))
            for part in _lists(sentence)
        )

    @staticmethod
    def _here(pattern: Pattern, rows: Rows) -> bool:
        """Facts of rows further inside say nothing here."""
        return not pattern.path or pattern.path in rows

    def _is_number(self, pattern: Pattern) -> bool:
        concept = self.pack.concept(pattern.path, pattern.name)
        return concept is not None and concept.kind in NUMERIC


def _facts(sentence: Sentence) -> Iterator[Pattern]:
    for part in sentence:
        match part:
            case FigurePart(fact, _, than):
                yield fact
                if than is not None:
                    yield than
            case MaybePart(inner):
                yield from _facts(inner)
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
    """A pause before a full stop or a bracket, where the last part was left out, goes."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece == "":
            continue
        if isinstance(piece, str) and piece.startswith(("。", "）")) and kept:
            before = kept[-1]
            if isinstance(before, str):
                kept[-1] = before.rstrip(_PAUSES)
        kept.append(piece)
    return kept
