"""Plain: the text of a document as it was typed; Qt's own way loses no-break spaces."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

_BREAKS = "\u2028\u2029\ufdd0\ufdd1"  # Qt's ends of lines


def text_of(document: QTextDocument) -> str:
    """Its text, with plain line ends."""
    return _plain(document.toRawText())


def as_typed(text: str) -> str:
    """How a document gives a text back: what ends a line in other programs is a line end."""
    return _plain(text.replace("\r\n", "\n").replace("\r", "\n"))


def _plain(text: str) -> str:
    for end in _BREAKS:  # translate() takes milliseconds for a long chapter, at every key
        text = text.replace(end, "\n")
    return text
