"""Plain: the text of a document as it was typed; Qt's own way loses no-break spaces."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

_BREAKS = {0x2028: "\n", 0x2029: "\n", 0xFDD0: "\n", 0xFDD1: "\n"}  # Qt's ends of lines


def text_of(document: QTextDocument) -> str:
    """Its text, with plain line ends."""
    return document.toRawText().translate(_BREAKS)


def as_typed(text: str) -> str:
    """How a document gives a text back: what ends a line in other programs is a line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
