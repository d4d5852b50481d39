"""Marks: how words of a chapter are shown: figures that follow their facts, words with findings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from core.checks.finding import Finding, Severity
from core.facts.model import Bound
from ui import look

Selection = QTextEdit.ExtraSelection
_Line = QTextCharFormat.UnderlineStyle
_UNITS = "utf-16-le"  # what Qt counts in
_RARE = re.compile("[\U00010000-\U0010ffff]")


class Spot(NamedTuple):
    """Words of the chapter that is open, and what was found about them."""

    start: int
    end: int
    severity: Severity
    message: str


def spots_of(findings: Iterable[Finding], chapter: int | None) -> list[Spot]:
    """The words of one chapter that have findings, the weightiest last: they are drawn on top."""
    found = [
        Spot(words.start, words.end, finding.severity, finding.message)
        for finding in findings
        for words in finding.words
        if words.chapter == chapter and not words.is_title and not finding.folded_under
    ]
    return sorted(found, key=lambda spot: -spot.severity.place)


class Places:
    """Where the characters of a text stand as Qt counts them: rarer ones count twice."""

    def __init__(self, text: str) -> None:
        self._rare = [match.start() for match in _RARE.finditer(text)]

    def units(self, at: int) -> int:
        """How far that many characters reach."""
        return at + bisect_left(self._rare, at)


def characters_before(text: str, position: int) -> int:
    """How many characters of a text stand before a place as Qt counts it."""
    return len(text.encode(_UNITS, "surrogatepass")[: 2 * position].decode(_UNITS, "surrogatepass"))


@contextmanager
def as_one_edit(document: QTextDocument) -> Iterator[None]:
    """Until it ends no line is laid out, neither for a change nor for a cursor that is placed.

    In a long chapter that is felt. The end reports a change of the text, also when there is none.
    """
    whole = QTextCursor(document)
    whole.beginEditBlock()
    yield
    whole.endEditBlock()


def figure_marks(
    document: QTextDocument, places: Places, figures: Sequence[Bound]
) -> list[Selection]:
    """A soft tint and a dotted line under every figure that follows its fact."""
    style = QTextCharFormat()
    style.setBackground(look.COMPUTED)
    style.setUnderlineStyle(_Line.DotLine)
    style.setUnderlineColor(look.ACCENT)
    return [_selection(document, places, one.start, one.end, style) for one in figures]


def finding_marks(
    document: QTextDocument, places: Places, spots: Sequence[Spot]
) -> list[Selection]:
    """A wavy line under words with findings, in the colour of the severity."""
    styles = {}
    for severity, colour in look.SEVERITY_COLOUR.items():
        styles[severity] = style = QTextCharFormat()
        style.setUnderlineStyle(_Line.WaveUnderline)
        style.setUnderlineColor(colour)
    return [
        _selection(document, places, spot.start, spot.end, styles[spot.severity]) for spot in spots
    ]


def sought_marks(document: QTextDocument, places: Places, start: int, end: int) -> list[Selection]:
    """The words somebody was led to."""
    style = QTextCharFormat()
    style.setBackground(QColor(look.MARKED))
    return [_selection(document, places, start, end, style)]


def cursor_over(document: QTextDocument, places: Places, start: int, end: int) -> QTextCursor:
    """A cursor with these characters selected."""
    cursor = QTextCursor(document)
    cursor.setPosition(places.units(start))
    cursor.setPosition(places.units(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _selection(
    document: QTextDocument, places: Places, start: int, end: int, style: QTextCharFormat
) -> Selection:
    selection = Selection()
    selection.cursor = cursor_over(document, places, start, end)  # type: ignore[attr-defined]
    selection.format = style  # type: ignore[attr-defined]
    return selection
