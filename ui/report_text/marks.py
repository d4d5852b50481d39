"""Marks: how words of a chapter are shown: figures that follow their facts, words with findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from core.checks.finding import Finding, Severity
from core.facts.model import Bound
from ui import look

Selection = QTextEdit.ExtraSelection
_Line = QTextCharFormat.UnderlineStyle
_UNITS = "utf-16-le"  # what Qt counts in


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


def units(text: str) -> int:
    """Its length as Qt counts it: rarer characters count twice."""
    return len(text.encode(_UNITS, "surrogatepass")) // 2


def characters_before(text: str, position: int) -> int:
    """How many characters of a text stand before a place as Qt counts it."""
    return len(text.encode(_UNITS, "surrogatepass")[: 2 * position].decode(_UNITS, "surrogatepass"))


def figure_marks(document: QTextDocument, text: str, figures: Sequence[Bound]) -> list[Selection]:
    """A soft tint and a dotted line under every figure that follows its fact."""
    style = QTextCharFormat()
    style.setBackground(look.COMPUTED)
    style.setUnderlineStyle(_Line.DotLine)
    style.setUnderlineColor(look.ACCENT)
    return [_selection(document, text, one.start, one.end, style) for one in figures]


def finding_marks(document: QTextDocument, text: str, spots: Sequence[Spot]) -> list[Selection]:
    """A wavy line under words with findings, in the colour of the severity."""
    found = []
    for spot in spots:
        style = QTextCharFormat()
        style.setUnderlineStyle(_Line.WaveUnderline)
        style.setUnderlineColor(look.SEVERITY_COLOUR[spot.severity])
        found.append(_selection(document, text, spot.start, spot.end, style))
    return found


def sought_marks(document: QTextDocument, text: str, start: int, end: int) -> list[Selection]:
    """The words somebody was led to."""
    style = QTextCharFormat()
    style.setBackground(QColor(look.MARKED))
    return [_selection(document, text, start, end, style)]


def cursor_over(document: QTextDocument, text: str, start: int, end: int) -> QTextCursor:
    """A cursor with these characters selected."""
    cursor = QTextCursor(document)
    cursor.setPosition(units(text[:start]))
    cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _selection(
    document: QTextDocument, text: str, start: int, end: int, style: QTextCharFormat
) -> Selection:
    selection = Selection()
    selection.cursor = cursor_over(document, text, start, end)  # type: ignore[attr-defined]
    selection.format = style  # type: ignore[attr-defined]
    return selection
