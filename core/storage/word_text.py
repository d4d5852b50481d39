"""Word text: the words of a .docx file as lines: paragraphs with their numbers, rows of tables.

What was deleted with changes tracked is left out, what was inserted stands. Text boxes follow the
paragraph they hang on, footnotes stand at the end. A table row is one line, its cells with tabs
between; a table of one cell is a frame round paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from core.storage.office_parts import DOCUMENT, Parts
from core.storage.word_numbers import Numbering, read_numbering

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
# Not to be read: what was deleted or moved away, and the picture of a box for old programs.
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback"})
_SEPARATES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class _Paragraph:
    """One that is being read; boxes hang on it."""

    words: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    level: int | None = None
    boxes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """One that is being read."""

    row: list[list[str]] = field(default_factory=list)


class _Reader:
    """Follows the elements of one part; `lines` is what they say."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self._numbering = numbering
        self._paragraphs: list[_Paragraph] = []
        self._places: list[list[str]] = [self.lines]  # where a finished paragraph goes
        self._tables: list[_Table] = []
        self._skipping = 0
        self._in_text = self._hidden = self._in_run = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if self._skipping or tag in _LEFT_OUT or attributes.get("type") in _SEPARATES:
            self._skipping += 1
            return
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        match tag:
            case "p":
                self._in_run = False  # of the run a text box stands in
                self._paragraphs.append(_Paragraph())
            case "tbl":
                self._tables.append(_Table())
            case "tr" if self._tables:
                self._tables[-1].row = []
            case "tc" if self._tables:
                self._tables[-1].row.append([])
                self._places.append(self._tables[-1].row[-1])
            case "txbxContent":
                self._places.append(paragraph.boxes if paragraph is not None else self.lines)
            case "r":
                self._in_run, self._hidden = True, False
            case "vanish" if self._in_run:
                self._hidden = value not in _OFF
            case "t":
                self._in_text = True
            case "tab" | "br" | "cr" | "noBreakHyphen" if self._in_run:
                self._say(_SIGNS[tag])
            case "pStyle" if paragraph is not None:
                paragraph.style = value
            case "numId" if paragraph is not None:
                paragraph.number = value
            case "ilvl" if paragraph is not None and value.isascii() and value.isdigit():
                paragraph.level = int(value[:3])

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        match tag:
            case "t":
                self._in_text = False
            case "r":
                self._in_run = False
            case "p" if self._paragraphs:
                self._finish(self._paragraphs.pop())
            case "txbxContent":
                self._places.pop()
            case "tc" if self._tables:
                self._places.pop()
            case "tr" if self._tables:
                self._finish_row(self._tables[-1].row)
            case "tbl" if self._tables:
                self._tables.pop()

    def text(self, words: str) -> None:
        if self._in_text and not self._skipping:
            self._say(words)

    def _say(self, words: str) -> None:
        if self._paragraphs and not self._hidden:
            self._paragraphs[-1].words.append(words)

    def _finish(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.words).lstrip("\t")  # an indent, no cell of a table
        if words.strip():
            label = self._numbering.label(paragraph.number, paragraph.level, paragraph.style)
            gap = " " if label[-1:].isalnum() else ""
            words = f"{label}{gap}{words}"
        self._places[-1] += [*words.split("\n"), *paragraph.boxes]

    def _finish_row(self, row: list[list[str]]) -> None:
        if len(row) == 1:
            self._places[-1] += row[0]
        elif row:
            self._places[-1].append("\t".join(" ".join(filter(None, cell)) for cell in row))


def read_document(path: Path) -> str:
    """The text of a .docx file; raises Unreadable when it is damaged or not to be trusted."""
    with Parts(path, DOCUMENT) as parts:
        if not parts.has(_BODY):
            raise parts.damaged()
        numbering = read_numbering(parts)
        found: list[str] = []
        for name in (_BODY, *_NOTES):
            if parts.has(name):
                reader = _Reader(numbering)
                parts.parse(name, reader.start, reader.end, reader.text)
                found += reader.lines if name == _BODY else filter(str.strip, reader.lines)
    return "\n".join(found)
